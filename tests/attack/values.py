"""Values that break things, and texts of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from datetime import time as clock
from typing import Any

from hypothesis import strategies as st

from sim.outcomes import OUTCOMES
from sim.parameters import PARAMETERS

Path = tuple[Any, ...]
Draw = Any

THOUSANDS_OF_DIGITS = 16**3_000
"""Still below what Python writes; as hexadecimal digits a file may hold far more."""
NUMBERS = (
    *(0, 1, -1, 2, 3, 7, 52, 53, 10_000, 10_001, 2**31, 2**53 + 1, 2**63 - 1, 2**63, -(2**63)),
    *(
        10**30,
        10**400,
        -(10**400),
        THOUSANDS_OF_DIGITS,
        0.0,
        -0.0,
        0.1,
        0.25,
        0.5,
        1e-320,
        5e-324,
        1e16,
        1e300,
    ),
    *(1.7976931348623157e308, -1e308, float("nan"), float("inf"), float("-inf")),
)
DATES = (
    *(date(2018, 7, 2), date(1, 1, 1), date(9999, 12, 31), clock(23, 59, 59, 999999)),
    *(datetime(2018, 1, 1, 12), datetime(9999, 12, 31, 23, 59, tzinfo=UTC)),
)
NAMES = (*PARAMETERS, *OUTCOMES, "felt", "planned", "planned -> enacted", "reported - felt")
SCENARIOS = ("england", "austerity", "localism", "stories", "stakeholders")
TEXTS = (
    *("", " ", "x", "\x00", "\x1b[2J", "\n", "\r\n", "\u202e", "\ufeff", "e\u0301", "\U0001f9f5"),
    *("x" * 70, "long " * 2_000, "'\"'", "\\", "../" * 40, "/dev/null", "/proc/self/mem", "."),
    *("true", "nan", "inf", "1e999", "0x10", "1_0", "٣", "½", "1,5", "-", "--", "#", "=1+1"),
    *("{}", "%s", "%", "__class__", "agenda", "agenda.care", ".", "..", "a.b.c"),
)


def scalars() -> st.SearchStrategy[Any]:
    """Return single values: well known names, numbers at the edges, dates, broken texts."""
    return st.one_of(
        st.sampled_from(NUMBERS),
        st.floats(allow_nan=True, width=64),
        st.integers(-3, 300),
        st.booleans(),
        st.sampled_from(NAMES),
        st.sampled_from(SCENARIOS),
        st.sampled_from(TEXTS),
        st.text(max_size=12),
        st.sampled_from(DATES),
    )


def alike(value: Any) -> st.SearchStrategy[Any]:
    """Return values of the same kind, many of which will do: for faults that lie deeper."""
    if isinstance(value, bool):
        return st.booleans()
    if isinstance(value, int | float):
        return st.one_of(st.integers(0, 12), st.floats(0.0, 1.0), st.sampled_from((2017, value)))
    if isinstance(value, str):
        return st.one_of(st.sampled_from(NAMES), st.sampled_from(SCENARIOS), st.just(f"{value} "))
    if isinstance(value, list) and value:
        return st.permutations(value).map(lambda entries: entries[:2] or entries)
    return scalars()


def trees() -> st.SearchStrategy[Any]:
    """Return values with lists and tables of values."""
    return st.recursive(
        scalars(),
        lambda inner: st.one_of(
            st.lists(inner, max_size=4),
            st.dictionaries(keys(), inner, max_size=3),
        ),
        max_leaves=6,
    )


def keys() -> st.SearchStrategy[str]:
    """Return keys: parameters, words of the files, and texts."""
    words = ("title", "time", "years", "value", "from", "to", "name", "set", "councils", "seed")
    return st.one_of(st.sampled_from((*words, *NAMES)), st.sampled_from(TEXTS), st.text(max_size=6))


def places(tree: Any, at: Path = ()) -> Iterator[Path]:
    """Yield the path of every value inside a tree."""
    entries: Sequence[tuple[Any, Any]] = ()
    if isinstance(tree, dict):
        entries = list(tree.items())
    elif isinstance(tree, list):
        entries = list(enumerate(tree))
    for key, value in entries:
        yield (*at, key)
        yield from places(value, (*at, key))


def changed(tree: Any, draw: Draw) -> Any:
    """Return a tree with one thing in it changed: a value, a key, its kind, or its size."""
    found = list(places(tree))
    if not found:
        return draw(trees())
    path = draw(st.sampled_from(found))
    parent = tree
    for step in path[:-1]:
        parent = parent[step]
    last, value = path[-1], parent[path[-1]]
    way = draw(st.integers(-6, 9))
    if way < 0:
        parent[last] = draw(alike(value))
    elif way <= 3:
        parent[last] = draw(scalars())
    elif way == 4:
        parent[last] = draw(trees())
    elif way == 5:
        del parent[last]
    elif way == 6:
        parent[last] = [value] * draw(st.sampled_from((0, 1, 2, 40)))
    elif way == 7 and isinstance(parent, dict):
        parent[draw(keys())] = parent.pop(last)
    elif way == 8 and isinstance(parent, dict):
        parent[draw(keys())] = draw(trees())
    elif isinstance(value, list) and value:
        parent[last] = value + [value[0]] * draw(st.sampled_from((1, 100)))
    else:
        parent[last] = {draw(keys()): value}
    return tree


def damaged(data: bytes, draw: Draw) -> bytes:
    """Return bytes as they are, mostly, or cut, in another encoding, or with something in them."""
    way = draw(st.integers(0, 15)) if draw(st.integers(0, 2)) == 0 else 0
    place = draw(st.integers(0, len(data))) if way >= 10 else 0
    if way == 10:
        return data[:place]
    if way == 11:
        return data[:place] + draw(st.binary(min_size=1, max_size=5)) + data[place:]
    if way == 12:
        return data[:place] + draw(st.sampled_from(TEXTS)).encode() + data[place:]
    if way == 13:
        encoding = draw(st.sampled_from(("utf-16", "utf-8-sig", "latin-1", "utf-32")))
        return data.decode("utf-8", "replace").encode(encoding, "replace")
    if way == 14:
        return data.replace(b"\n", draw(st.sampled_from((b"\r\n", b"\r", b"\x0b", b"\n\n"))))
    if way == 15:
        lines = data.split(b"\n")
        line = place % len(lines)
        return b"\n".join([*lines[:line], *lines[line:][:1] * draw(st.integers(0, 2)),
                           *lines[line + 1 :]])  # fmt: skip
    return data
