"""Whether an expectation says one thing, in full, about something that the model measures."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence

from scenarios.document import Document
from scenarios.layout import Expectation, ScenarioFile, Time
from scenarios.quoting import LONGEST, short
from sim.errors import InputError, nearest
from sim.linkage import LINKS
from sim.outcomes import OUTCOMES

QUANTITIES = ("outcome", "link", "hop", "gap", "bypass", "first_break")
SHARES = ("felt", "recorded", "reported", "believed")
"""Links that run from 0 to 1, so that one may be taken from another."""
HOPS = tuple(f"{LINKS[index]} -> {LINKS[index + 1]}" for index in range(len(LINKS) - 1))
GAPS = tuple(f"{one} - {other}" for one in SHARES for other in SHARES if one != other)
NO_BREAK = "none"

_KNOWN: dict[str, tuple[Iterable[str], str]] = {
    "outcome": ((*OUTCOMES, *LINKS), "goldenthread outcomes"),
    "link": (LINKS[1:], ""),
    "hop": (HOPS, ""),
    "gap": (GAPS, ""),
    "first_break": ((*HOPS, NO_BREAK), ""),
}

Where = Callable[[str], str]


def check_expectations(content: ScenarioFile, against: str | None, document: Document) -> None:
    """Refuse an expectation that could never be judged.

    Parameters
    ----------
    content
        The file.
    against
        What the scenario is compared with; None for a baseline.
    document
        Where the file's entries stand.

    Raises
    ------
    InputError
        With file and line: for an unknown name, several quantities or none, or keys that do
        not go together.
    """
    for index, expectation in enumerate(content.expect):

        def where(key: str, index: int = index) -> str:
            return document.where("expect", index, key)

        quantity = _quantity(expectation, where)
        if quantity == "first_break":
            _check_break(expectation, where)
            continue
        if against is None and expectation.against is None:
            raise InputError(
                "an outcome can rise or fall only against another scenario",
                remedy='Add against = "england", or leave out [[expect]]',
                where=where("expect"),
                key="expect",
            )
        _check_direction(expectation, where)
        if expectation.between is not None and quantity not in ("outcome", "gap"):
            raise InputError(
                f"{quantity} is measured over all observed years, not between two of them",
                remedy="Leave out between, or expect something of an outcome or a gap",
                where=where("between"),
                key="between",
                value=expectation.between,
            )


def check_years(content: ScenarioFile, time: Time, document: Document) -> None:
    """Refuse an expectation about years that are not observed, with file and line."""
    first, last = time.first_year, time.first_year + time.years
    for index, expectation in enumerate(content.expect):
        if expectation.between is not None:
            where = document.where("expect", index, "between")
            check_between(expectation.between, first, last, where)


def check_between(between: Sequence[float], first: float, last: float, where: str) -> None:
    """Refuse two years that are no stretch of the years from ``first`` to ``last`` in quarters.

    Raises
    ------
    InputError
        Pointing at ``where``.
    """
    start, end = between
    if not first <= start <= end - 0.25 <= last - 0.25:
        raise InputError(
            f"between = [{start:g}, {end:g}] is no stretch of the years observed",
            remedy=f"Give two years from {first:g} to {last:g}, a quarter or more apart",
            where=where,
            key="between",
            value=between,
        )
    if not all(math.isclose((4 * (year - first)) % 1, 0, abs_tol=1e-6) for year in (start, end)):
        raise InputError(
            f"between = [{start:g}, {end:g}] does not begin and end with a quarter",
            remedy=f"Give years that are {first:g} and a number of quarters (0.25)",
            where=where,
            key="between",
            value=between,
        )


def _quantity(expectation: Expectation, where: Where) -> str:
    """Return the one key that says what it is about, its value checked."""
    given = [name for name in QUANTITIES if getattr(expectation, name) is not None]
    if len(given) != 1:
        raise InputError(
            f"an expectation is about one thing, not {', '.join(given) or 'nothing'}",
            remedy=f"Give exactly one of {', '.join(QUANTITIES)}",
            where=where(given[-1] if given else "outcome"),
            key=given[-1] if given else "outcome",
        )
    (name,) = given
    value = getattr(expectation, name)
    if name == "bypass":
        if not value:
            raise InputError(
                "bypass = false says nothing",
                remedy="Write bypass = true, or leave it out",
                where=where(name),
                key=name,
                value=value,
            )
        return name
    known, listed_by = _KNOWN[name]
    if value not in known:
        raise InputError(
            f"unknown {name} {short(value)}",
            remedy=nearest(value[:LONGEST], known, listed_by),
            where=where(name),
            key=name,
            value=value,
        )
    return name


def _check_break(expectation: Expectation, where: Where) -> None:
    """Refuse keys of a rise or fall beside a first break, which is a place."""
    for key in ("against", "direction", "at_least", "within", "between", "precision"):
        if key in expectation.model_fields_set:
            raise InputError(
                f"first_break names a place in the scenario's own thread, so {key} has no meaning",
                remedy=f"Leave out {key}",
                where=where(key),
                key=key,
                value=getattr(expectation, key),
            )


def _check_direction(expectation: Expectation, where: Where) -> None:
    if expectation.direction is None:
        raise InputError(
            "the key 'direction' is missing",
            remedy='Add direction = "rises", "falls" or "unchanged"',
            where=where("direction"),
            key="direction",
        )
    unchanged = expectation.direction == "unchanged"
    if unchanged and expectation.within is None:
        raise InputError(
            "how much still counts as unchanged is not said",
            remedy="Add within = ..., in the unit of the quantity",
            where=where("direction"),
            key="within",
        )
    wrong = "at_least" if unchanged else "within"
    if wrong in expectation.model_fields_set:
        raise InputError(
            f"{wrong} does not go with direction = {expectation.direction!r}",
            remedy="Give within with unchanged, and at_least with rises or falls",
            where=where(wrong),
            key=wrong,
            value=getattr(expectation, wrong),
        )
