"""How large a difference is, in the unit that people use for the outcome, and in words."""

from __future__ import annotations

import math

from experiments.comparison import Comparison
from experiments.intervals import Estimate
from experiments.wording import decimals, written

_SHARE = "% of "
_PHRASES = {
    "0-100": "{} points {} on a scale from 0 to 100",
    "0-1": "{} {} on a scale from 0 to 1",
    "ratio": "{} {}",
    "points": "{} points {}",
    "per council": "{} {} per council",
    "per year and 100 in need": "{} {} a year per 100 in need",
    "% per year": "{} {} of every 100 staff a year",
}
"""How an amount and its direction are said in each unit that is not simply counted."""


def relative_change(row: Comparison) -> float:
    """Return the mean difference as a share of the reference's level; NaN at a level of 0."""
    if row.difference is None or not row.baseline.defined or row.baseline.mean == 0.0:
        return math.nan
    return row.difference.mean / abs(row.baseline.mean)


def effect_in_words(row: Comparison) -> str:
    """Return the difference in words that need no table beside them.

    Examples
    --------
    ``2.3 more cases per worker (2.1 to 2.5), 14 % of the reference``
    """
    difference = row.difference
    if difference is None or not difference.defined:
        return "undefined"
    if difference.low == difference.high == 0.0:
        return "no difference at all"
    if not difference.bounded:
        return f"{_amount(row, difference)}, without an interval"
    if difference.sign == 0:
        digits = _digits(row, difference.low, difference.high)
        low, high = (_signed(value, digits) for value in (difference.low, difference.high))
        return f"no clear difference: from {low} to {high} ({row.outcome.unit})"
    size = difference if difference.sign > 0 else difference.mirrored()
    digits = _digits(row, size.low, size.high, size.high - size.low)
    ends = f"({written(size.low, digits)} to {written(size.high, digits)})"
    return f"{_amount(row, difference)} {ends}{_of_the_level(row)}"


def _amount(row: Comparison, difference: Estimate) -> str:
    """Return the mean difference in the outcome's unit, with its direction."""
    unit, more = row.outcome.unit, difference.mean > 0
    low, high = difference.low, difference.high
    ends = (low, high, high - low) if difference.bounded else (difference.mean,)
    size = written(abs(difference.mean), _digits(row, *ends))
    if unit.startswith(_SHARE):
        whole = unit.removeprefix(_SHARE).removeprefix("those ")
        return f"{size} {'more' if more else 'fewer'} of every 100 {whole}"
    word = ("higher" if more else "lower") if unit in ("0-100", "0-1", "ratio") else (
        "more" if more else "less" if unit.startswith(("hours", "points")) else "fewer"
    )  # fmt: skip
    phrase = _PHRASES.get(unit)
    return phrase.format(size, word) if phrase else f"{size} {word} {unit}"


def _of_the_level(row: Comparison) -> str:
    share = 100 * abs(relative_change(row))
    if not math.isfinite(share):
        return ""
    return f", {written(share, decimals(share, most=1))} % of the reference"


def _digits(row: Comparison, *values: float) -> int:
    return decimals(*values, least=row.outcome.decimals)


def _signed(value: float, digits: int) -> str:
    words = written(value, digits)
    return f"+{words}" if value > 0 else words
