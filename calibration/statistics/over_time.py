"""Change: between two years, per year, around a date, and after an authority was audited."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from calibration.statistics.quantity import Quantity
from calibration.statistics.view import View

Value = Callable[[View], float]
"""Something with a value in any period."""

NOWHERE = float("nan")


def _in_year(view: View, value: Value, year: float) -> float:
    return value(view.part(year, year + 1.0))


def _ends(view: View, value: Value, first: float, last: float) -> tuple[float, float]:
    """Return the values in two years; those not given are the first and last of the period."""
    years = view.years
    first = years[0].start if np.isnan(first) else first
    last = years[-1].start if np.isnan(last) else last
    return _in_year(view, value, first), _in_year(view, value, last)


def change(view: View, value: Value, first: float, last: float) -> float:
    """Return the value in the year ``last`` less that in the year ``first``."""
    before, after = _ends(view, value, first, last)
    return after - before


def ratio(view: View, value: Value, first: float, last: float) -> float:
    """Return the value in the year ``last`` over that in the year ``first``."""
    before, after = _ends(view, value, first, last)
    return after / before if before != 0 else NOWHERE


def percentage_change(view: View, value: Value, first: float, last: float) -> float:
    """Return the change between two years in per cent of the first."""
    return 100.0 * (ratio(view, value, first, last) - 1.0)


def _series(view: View, value: Value) -> np.ndarray:
    return np.array([value(year) for year in view.years])


def trend(view: View, value: Value) -> float:
    """Return the change per year over the period: the slope of a straight line through it."""
    found = _series(view, value)
    if len(found) < 2 or not np.isfinite(found).all():
        return NOWHERE
    return float(np.polyfit(np.arange(len(found)), found, 1)[0])


def sd_over_years(view: View, value: Value) -> float:
    """Return the standard deviation of the yearly values over the period."""
    found = _series(view, value)
    known = found[np.isfinite(found)]
    return float(known.std(ddof=1)) if len(known) >= 2 else NOWHERE


def autocorrelation(view: View, value: Value, lag: float) -> float:
    """Return the correlation of the yearly values with those ``lag`` years later."""
    found, gap = _series(view, value), int(lag)
    one, other = found[: len(found) - gap], found[gap:]
    if len(one) < 3 or not np.isfinite(found).all() or one.std() <= 0 or other.std() <= 0:
        return NOWHERE
    return float(np.corrcoef(one, other)[0, 1])


def at(view: View, value: Value, first: float, last: float) -> float:
    """Return the value over the years from ``first`` to ``last``, both included."""
    end = (first if np.isnan(last) else last) + 1.0
    return value(view.part(first, end)) if _covered(view, first, end) else NOWHERE


def _covered(view: View, start: float, end: float) -> bool:
    starts = view.ledger.window_start
    return len(starts) > 0 and start > starts[0] - 1e-6 and end < starts[-1] + 1.0 + 1e-6


def _around(
    view: View, value: Value, date: float, years: float, delay: float
) -> tuple[float, float]:
    begin = date + delay
    if not (_covered(view, date - years, date) and _covered(view, begin, begin + years)):
        return NOWHERE, NOWHERE
    return value(view.part(date - years, date)), value(view.part(begin, begin + years))


def before_after(view: View, value: Value, date: float, years: float, delay: float) -> float:
    """Return the value in ``years`` from ``delay`` after a date, less that in ``years`` before."""
    before, after = _around(view, value, date, years, delay)
    return after - before


def before_after_ratio(view: View, value: Value, date: float, years: float, delay: float) -> float:
    """Return the value in ``years`` from ``delay`` after a date, over that in ``years`` before."""
    before, after = _around(view, value, date, years, delay)
    return after / before if before != 0 else NOWHERE


def recovered(view: View, value: Value, start: float, end: float, years: float) -> float:
    """Return how much, in per cent, of what an event changed had gone back afterwards."""
    before, after = _around(view, value, start, years, end - start)
    during = value(view.part(start, end)) if _covered(view, start, end) else NOWHERE
    return 100.0 * (after - during) / (before - during) if before != during else NOWHERE


def _audited(view: View) -> np.ndarray:
    return view.window.authority_total("audits") > 0


def after_audit(view: View, quantity: Quantity, years: float) -> float:
    """Return the mean of authorities ``years`` after a year in which they were audited."""
    span = view.years
    later = span[int(years) :]
    return _mean_of(
        [
            quantity.by_authority(then)[_audited(year)]
            for year, then in zip(span[: len(later)], later, strict=True)
        ]
    )


def audit_response(view: View, quantity: Quantity, years: float) -> float:
    """Return how much more audited authorities changed than others.

    The change is from the year before the audit to ``years`` after the audit's; the difference
    between those audited in a year and those not is taken year by year, and averaged.
    """
    span = view.years
    found = []
    for place in range(1, len(span) - int(years)):
        moved = quantity.by_authority(span[place + int(years)]) - quantity.by_authority(
            span[place - 1]
        )
        audited = _audited(span[place])
        both = [moved[audited & np.isfinite(moved)], moved[~audited & np.isfinite(moved)]]
        if all(len(side) for side in both):
            found.append(np.array([both[0].mean() - both[1].mean()]))
    return _mean_of(found)


def _mean_of(parts: list[np.ndarray]) -> float:
    joined = np.concatenate(parts) if parts else np.array([])
    known = joined[np.isfinite(joined)]
    return float(known.mean()) if len(known) else NOWHERE
