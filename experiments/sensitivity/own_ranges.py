"""Ranges of parameters that are known better: from a TOML file, or as a mapping."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, get_args

from pydantic import Field

from scenarios.assembly import checked_value, flat
from scenarios.document import Document
from scenarios.faults import declared
from scenarios.layout import Form, Table
from scenarios.quoting import short
from sim.errors import InputError, nearest

Ranges = Literal["plausible", "declared"]
GivenRanges = str | os.PathLike[str] | Mapping[str, tuple[float, float]]
"""A kind of ranges, a file of them, or a mapping of names to (low, high)."""
IN_PYTHON = "the ranges given"


class RangesFile(Table):
    """A whole file of ranges.

    Attributes
    ----------
    ranges
        Parameters that lie between two values, each ``[low, high]``.
    choices
        Parameters that take one of some values, each a list of them.
    """

    ranges: dict[str, object] = Field(default={})
    choices: dict[str, object] = Field(default={})


_FORM = Form(
    kind="file of ranges",
    top=RangesFile,
    tables={},
    several=(),
    hints={"parameter": "Put NAME = [low, high] under [ranges], or its values under [choices]"},
)


@dataclass(frozen=True)
class OwnRanges:
    """Ranges of some parameters, checked.

    Attributes
    ----------
    bounds
        Least and greatest value of those that are spread over a range.
    choices
        The values of those that take one of some.
    name
        What is said of where they come from.
    places
        File and line of each parameter.
    """

    bounds: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    choices: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    name: str = IN_PYTHON
    places: Mapping[str, str] = field(default_factory=dict)

    def require_among(self, varied: Sequence[str]) -> None:
        """Refuse a range of a parameter that is not varied."""
        for name in (*self.bounds, *self.choices):
            if name not in varied:
                raise InputError(
                    f"there is a range for {name}, which is not varied",
                    remedy="Leave the range out, or have the parameter varied (--parameters; a "
                    "scenario may set it by date, a package may set it)",
                    where=self.places.get(name, self.name),
                    key=name,
                )


def own_ranges(given: GivenRanges) -> tuple[Ranges, OwnRanges | None]:
    """Return the kind of ranges that is meant, and those of the user's own.

    Raises
    ------
    InputError
        When a file or a mapping cannot be used.
    """
    if given == "plausible":
        return "plausible", None
    if given == "declared":
        return "declared", None
    if isinstance(given, Mapping):
        table: dict[str, object] = {name: list(bounds) for name, bounds in given.items()}
        return "plausible", _checked(RangesFile(ranges=table), Document(Path(IN_PYTHON), ""))
    return "plausible", read_ranges(given)


def given_ranges(words: str) -> GivenRanges:
    """Return what was given on a command line: a kind of ranges, or the path of a file.

    Raises
    ------
    InputError
        For a word that is neither.
    """
    kinds = get_args(Ranges)
    if words in kinds or Path(words).suffix or Path(words).exists():
        return words if words in kinds else Path(words)
    raise InputError(
        f"{short(words)} is neither a kind of ranges nor a file",
        remedy=nearest(words, [*kinds, "mine.toml"]),
        key="ranges",
        value=words,
    )


def read_ranges(source: str | os.PathLike[str]) -> OwnRanges:
    """Return the ranges of a file.

    The file has a table ``[ranges]`` with ``parameter = [low, high]``, a table ``[choices]`` with
    ``parameter = [value, value, ...]``, or both.

    Raises
    ------
    InputError
        For anything that cannot be used, with file and line, the range that is allowed, and the
        nearest name of what is misspelt.
    """
    document = Document.read(Path(source), _FORM.kind)
    return _checked(document.filled_in(_FORM), document)


def _checked(content: RangesFile, document: Document) -> OwnRanges:
    bounds: dict[str, tuple[float, float]] = {}
    choices: dict[str, tuple[float, ...]] = {}
    places: dict[str, str] = {}
    for kind, table in (("ranges", content.ranges), ("choices", content.choices)):
        for name, value, path in flat(table):
            where = document.where(kind, *path)
            if name in places:
                raise InputError(
                    f"{name} is given twice", remedy="Leave one out", where=where, key=name
                )
            values, places[name] = _values(name, kind, value, where), where
            if kind == "choices":
                choices[name] = tuple(sorted(values))
            else:
                bounds[name] = (values[0], values[1])
    if not places:
        raise InputError(
            "no range is given",
            remedy="Write [ranges], and below it for instance grant = [0.7, 1.0]",
            where=str(document.source),
            key="ranges",
        )
    return OwnRanges(bounds, choices, document.source.name, places)


def _values(name: str, kind: str, value: object, where: str) -> tuple[float, ...]:
    """Return the ends of a range, or the choices, each one that the parameter may take."""
    try:
        known = declared(name)
    except InputError as error:
        raise error.at(where) from None
    listed = value if isinstance(value, list) else []
    fit = len(listed) == 2 if kind == "ranges" else len(listed) >= 2
    values = tuple(checked_value(name, each, where) for each in listed) if fit else ()
    if not values or (kind == "ranges" and values[0] >= values[1]) or len(set(values)) < 2:
        wanted = "[low, high], the lower first" if kind == "ranges" else "two values or more"
        raise InputError(
            f"{name} must have {wanted}, not {short(value)}",
            remedy=f"Values from {known.low:g} to {known.high:g} are allowed ({known.unit})"
            + ("; single values stand under [choices]" if kind == "ranges" else ""),
            where=where,
            key=name,
            value=value,
        )
    return values
