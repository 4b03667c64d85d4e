"""Two things across authorities: correlations, slopes, and the same thing in two years."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from calibration.statistics.across import over_years, scaled_variance, stretch
from calibration.statistics.quantity import Quantity
from calibration.statistics.view import View

FEWEST = 3
"""Authorities that a correlation needs."""

Measure = Callable[[np.ndarray, np.ndarray], float]
Pairs = tuple[View, View]


def _pairs(view: View, lag: int) -> Iterator[Pairs]:
    """Yield every year of the period with the one ``lag`` years later."""
    years = view.years
    return zip(years[: len(years) - lag], years[lag:], strict=True)


def _known(one: np.ndarray, other: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    both = np.isfinite(one) & np.isfinite(other)
    return one[both], other[both]


def _pearson(one: np.ndarray, other: np.ndarray) -> float:
    if one.std() <= 0 or other.std() <= 0:
        return float("nan")
    return float(np.corrcoef(one, other)[0, 1])


def _spearman(one: np.ndarray, other: np.ndarray) -> float:
    from scipy.stats import rankdata

    return _pearson(rankdata(one), rankdata(other))


def _across(years: Pairs, first: Quantity, second: Quantity, measure: Measure) -> float:
    """Return a correlation between two quantities in two years.

    A correlation with something that has no chance in it (deprivation) is raised by what chance
    took from it. Where both have chance, it is taken to correlate as everything else does, for a
    worker who leaves is a vacancy, too: the correlation stays as simulated.
    """
    one, other = _known(first.by_authority(years[0]), second.by_authority(years[1]))
    if len(one) < FEWEST:
        return float("nan")
    found = measure(one, other)
    free = [
        not quantity.chance(year).any()
        for quantity, year in zip((first, second), years, strict=True)
    ]
    if not any(free):
        return found
    return _within(found, stretch(first, years[0]) * stretch(second, years[1]))


def _within(correlation: float, variances: float) -> float:
    """Return a correlation whose variances are changed by a factor, kept from -1 to 1."""
    if not variances > 0:
        return float("nan")
    return float(np.clip(correlation / np.sqrt(variances), -1.0, 1.0))


def _with_itself(years: Pairs, quantity: Quantity, lag: int) -> float:
    """Return the correlation between two years, chance and what it hands on scaled."""
    one, other = _known(*(quantity.by_authority(year) for year in years))
    if len(one) < FEWEST or one.std() <= 0 or other.std() <= 0:
        return float("nan")
    covariance = float(np.cov(one, other)[0, 1])
    variances = float(one.var(ddof=1)), float(other.var(ddof=1))
    handed_on = quantity.memory**lag
    chance = np.sqrt(np.prod([_chance(quantity, year) for year in years])) * handed_on
    kept = covariance - chance + scaled_variance(years[0], 0.0, np.array([chance]))
    scaled = [
        scaled_variance(year, variance, np.array([_chance(quantity, year)]))
        for year, variance in zip(years, variances, strict=True)
    ]
    found = kept if years[0].staff is not None else covariance
    return _within(found, scaled[0] * scaled[1])


def _chance(quantity: Quantity, view: View) -> float:
    chance = quantity.chance(view)
    known = chance[np.isfinite(chance)]
    return float(known.mean()) if len(known) else 0.0


def _mean(found: list[float]) -> float:
    known = [value for value in found if np.isfinite(value)]
    return float(np.mean(known)) if known else float("nan")


def persistence(view: View, quantity: Quantity, lag: float) -> float:
    """Return the correlation across authorities between years ``lag`` apart, mean over pairs."""
    pairs = _pairs(view, int(lag))
    return _mean([_with_itself(pair, quantity, int(lag)) for pair in pairs])


def correlation(view: View, first: Quantity, second: Quantity, lag: float) -> float:
    """Return the correlation of ``first`` with ``second`` ``lag`` years later, mean over years."""
    return _mean([_across(pair, first, second, _pearson) for pair in _pairs(view, int(lag))])


def rank_correlation(view: View, first: Quantity, second: Quantity, lag: float) -> float:
    """Return the same of ranks (Spearman)."""
    return _mean([_across(pair, first, second, _spearman) for pair in _pairs(view, int(lag))])


def between_correlation(view: View, first: Quantity, second: Quantity) -> float:
    """Return the correlation of the authorities' values over the whole period."""
    return _across((view, view), first, second, _pearson)


def change_correlation(view: View, first: Quantity, second: Quantity) -> float:
    """Return the correlation of changes from a year to the next, over authorities and years."""
    changes = [
        (first.by_authority(later) - first.by_authority(year),
         second.by_authority(later) - second.by_authority(year))
        for year, later in _pairs(view, 1)
    ]  # fmt: skip
    if not changes:
        return float("nan")
    one, other = _known(*(np.concatenate(side) for side in zip(*changes, strict=True)))
    return _pearson(one, other) if len(one) >= FEWEST else float("nan")


def _slope(upon: np.ndarray, of: np.ndarray) -> float:
    spread = float(upon.var(ddof=1)) if len(upon) >= FEWEST else 0.0
    return float(np.cov(upon, of)[0, 1]) / spread if spread > 0 else float("nan")


def slope(view: View, quantity: Quantity, upon: Quantity) -> float:
    """Return by how much ``quantity`` is higher where ``upon`` is higher by 1, mean over years."""

    def of_year(year: View) -> float:
        found = _slope(*_known(upon.by_authority(year), quantity.by_authority(year)))
        kept, left = stretch(quantity, year), stretch(upon, year)
        return found * float(np.sqrt(kept / left)) if left > 0 else float("nan")

    return over_years(view, of_year)


def elasticity(view: View, quantity: Quantity, upon: Quantity) -> float:
    """Return by how many per cent ``quantity`` is higher where ``upon`` is higher by 1 %."""

    def of_year(year: View) -> float:
        one, other = _known(upon.by_authority(year), quantity.by_authority(year))
        positive = (one > 0) & (other > 0)
        return _slope(np.log(one[positive]), np.log(other[positive]))

    return over_years(view, of_year)
