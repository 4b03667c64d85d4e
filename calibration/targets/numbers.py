"""Values, tolerances and periods as people write them in a table."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

_NUMBER = r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|[-+]?\.\d+"
_ONE = re.compile(rf"^(?:about |approximately |around |c\. ?|~ ?)?({_NUMBER}) ?%?(?: ?\((.*)\))?$")
_RANGE = re.compile(
    rf"^(?:range:? |from |between |in )*[\[(]?({_NUMBER}) ?%? ?(?:-|to|and|,|\.\.) ?"
    rf"({_NUMBER}) ?%?[\])]?$"
)
_BOUND = re.compile(
    r"^(>=?|<=?|at least|at most|above|below|over|under|more than|less than|up to) ?"
    rf"({_NUMBER}) ?%?$"
)
_DATED = re.compile(rf"({_NUMBER}) ?%? ?\((\d{{4}})\)")
_YEAR = re.compile(r"\b(1[89]\d\d|2[01]\d\d)(?:(s)\b|[-/](\d\d)\b(?!\d))?")
_LOWER_BOUNDS = (">", ">=", "at least", "above", "over", "more than")


@dataclass(frozen=True)
class Given:
    """A value as given.

    Attributes
    ----------
    value
        The number; NaN where only bounds are given.
    low, high
        Bounds that the value itself sets; NaN without.
    period
        Years, where the cell names them.
    """

    value: float
    low: float = math.nan
    high: float = math.nan
    period: tuple[float, float] | None = None


def tidy(cell: str) -> str:
    """Return a cell with plain dashes, arrows and blanks."""
    plain = cell.replace("\u00a0", " ").replace("\u202f", " ")
    plain = re.sub("[\u2010-\u2015\u2212]", "-", plain).replace("→", "->").replace("±", "+/-")
    return " ".join(plain.replace("≥", ">=").replace("≤", "<=").split())


def values(cell: str) -> tuple[Given, ...]:
    """Return the values in a cell, one for each number that it asks to be met.

    Raises
    ------
    ValueError
        When there is no number, or the text is none of the forms of docs/statistics.md.
    """
    text = tidy(cell).lower()
    dated = _DATED.findall(text)
    if dated and not _DATED.sub("", text).strip(" ,;then"):
        return tuple(Given(_float(value), period=(float(y), float(y) + 1)) for value, y in dated)
    for sign in ("->", " / "):
        if sign in text:
            return tuple(given for part in text.split(sign) for given in values(part))
    if text in ("positive", "negative"):
        low, high = (0.0, math.inf) if text == "positive" else (-math.inf, 0.0)
        return (Given(math.nan, low, high),)
    if match := _ONE.match(text):
        return (Given(_float(match[1])),)
    if match := _BOUND.match(text):
        bound = _float(match[2])
        below = match[1] not in _LOWER_BOUNDS
        return (Given(math.nan, *((-math.inf, bound) if below else (bound, math.inf))),)
    if match := _RANGE.match(text):
        low, high = sorted((_float(match[1]), _float(match[2])))
        return (Given(math.nan, low, high),)
    raise ValueError(cell)


def bounds(cell: str, value: float) -> tuple[float, float]:
    """Return from where to where a value may lie, by its tolerance.

    Parameters
    ----------
    cell
        ``5`` or ``+/-5`` (in the unit of the value), ``10 %`` (of the value), ``range 5-8``,
        ``factor 2``; units after a number (``2 points``) are left out.
    value
        The value; NaN where there is none.

    Raises
    ------
    ValueError
        When it is none of these, or negative.
    """
    text = tidy(cell).lower()
    if match := _RANGE.match(text):
        low, high = sorted((_float(match[1]), _float(match[2])))
        return low, high
    if match := re.match(rf"^(?:factor|times) ?({_NUMBER})$", text):
        factor = _float(match[1])
        if factor < 1 or value <= 0:
            raise ValueError(cell)
        return value / factor, value * factor
    match = re.match(rf"^(?:\+/-|\+-)? ?({_NUMBER}) ?(%|per ?cent)?( \D*)?$", text)
    if not match or math.isnan(value):
        raise ValueError(cell)
    size = _float(match[1])
    if size < 0:
        raise ValueError(cell)
    size = abs(value) * size / 100.0 if match[2] and not (match[3] or "").strip() else size
    return value - size, value + size


def period(cell: str) -> tuple[float, float] | None:
    """Return the calendar years that a cell names, the end exclusive; None when it names none.

    A financial year such as 2004/05 counts as the calendar year in which it begins.
    """
    found = list(_YEAR.finditer(tidy(cell)))
    if not found:
        return None
    return float(found[0][1]), max(_end(match) for match in found)


def _end(match: re.Match[str]) -> float:
    year = int(match[1])
    if match[2]:
        return year + 10.0
    if match[3] and int(match[3]) != (year + 1) % 100:
        end = year - year % 100 + int(match[3])
        return float(end + 1) if end > year else year + 1.0
    return year + 1.0


def _float(text: str) -> float:
    return float(text.replace(",", ""))
