"""How numbers are written: as many decimals as they need, the same for figures read together."""

from __future__ import annotations

import math
from collections.abc import Sequence

from experiments.intervals import Estimate

MOST_DECIMALS = 4


def counted(number: int, noun: str) -> str:
    """Return number and noun: ``1 council``, ``24 councils``."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def listed(names: Sequence[str]) -> str:
    """Return names as a sentence has them: ``one``, ``one and two``, ``one, two and three``."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def decimals(*values: float, least: int = 0, most: int = MOST_DECIMALS) -> int:
    """Return the fewest decimals with which none of the values looks like zero that is not.

    Parameters
    ----------
    values
        Figures that are read together; those that are not finite are left out of account, as
        are those that are zero with ``most`` decimals.
    least, most
        Bounds of the answer.
    """
    sizes = [abs(value) for value in values if math.isfinite(value)]
    visible = [size for size in sizes if _rounds_up(size, most)]
    return next(
        (digits for digits in range(least, most) if all(_rounds_up(s, digits) for s in visible)),
        most if visible else least,
    )


def written(value: float, digits: int) -> str:
    """Return a figure with so many decimals; zero has no sign, NaN is undefined."""
    if math.isnan(value):
        return "undefined"
    words = f"{value:,.{digits}f}"
    return words if words.strip("-0.") else words.lstrip("-")


def figures(estimate: Estimate, least: int, *, signed: bool = False) -> tuple[str, str]:
    """Return mean and interval, ``least`` decimals or as many more as the interval needs.

    Parameters
    ----------
    estimate
        What is written.
    least
        Fewest decimals.
    signed
        Whether a rise gets its plus sign.
    """
    if not estimate.bounded:
        mean, interval = written(estimate.mean, decimals(estimate.mean, least=least)), "none"
    else:
        low, high = estimate.low, estimate.high
        digits = decimals(low, high, high - low, least=least)
        mean = written(estimate.mean, digits)
        interval = f"{written(low, digits)} to {written(high, digits)}"
    plus = "+" if signed and estimate.mean > 0 and mean.strip("0.") else ""
    return plus + mean, interval


def percent(estimate: Estimate) -> str:
    """Return a share as a percentage, with its interval if there is one: ``60 % (57 to 63)``."""
    if not estimate.defined:
        return "undefined"
    mean, low, high = _in_percent(estimate)
    return f"{mean} % ({low} to {high})" if estimate.bounded else f"{mean} %"


def ends(estimate: Estimate) -> str:
    """Return the interval of a share in brackets, in per cent: ``(-3 to 1 %)``."""
    _, low, high = _in_percent(estimate)
    return f"({low} to {high} %)"


def points(estimate: Estimate) -> str:
    """Return a difference of shares in points, with its interval: ``3 points, 1 to 5``."""
    mean, low, high = _in_percent(estimate)
    return f"{mean} {'point' if mean == '1' else 'points'}, {low} to {high}"


def _in_percent(estimate: Estimate) -> tuple[str, str, str]:
    mean, low, high = (100 * share for share in (estimate.mean, estimate.low, estimate.high))
    digits = decimals(*((low, high) if estimate.bounded else (mean,)), most=1)
    return written(mean, digits), written(low, digits), written(high, digits)


def _rounds_up(size: float, digits: int) -> bool:
    """Return whether a size is more than zero when rounded to so many decimals."""
    return round(size, digits) > 0
