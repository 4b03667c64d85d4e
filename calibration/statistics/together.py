"""Two things across authorities: correlations, slopes, and the same thing in two years."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from calibration.statistics.across import over_years, scaled_variance
from calibration.statistics.quantity import Quantity, shared_chance
from calibration.statistics.sampling import staff_in_post
from calibration.statistics.view import View

FEWEST = 3
"""Authorities that a correlation needs."""

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


def _across(years: Pairs, first: Quantity, second: Quantity, lag: int) -> tuple[float, float]:
    """Return correlation and slope (of the second on the first), with chance scaled.

    The covariance holds chance, too, for a worker who leaves is a vacancy: as much as
    ``shared_chance`` says. Where that is not known, chance is taken to correlate as all else does,
    and the correlation stays as simulated.
    """
    one, other = _known(first.by_authority(years[0]), second.by_authority(years[1]))
    if len(one) < FEWEST or one.std() <= 0 or other.std() <= 0:
        return float("nan"), float("nan")
    chances = _mean_chance(first, years[0]), _mean_chance(second, years[1])
    variances = [
        scaled_variance(year, float(values.var(ddof=1)), np.array([chance]))
        for year, values, chance in zip(years, (one, other), chances, strict=True)
    ]
    root = np.sqrt(variances[0] * variances[1])
    if not root > 0:
        return float("nan"), float("nan")
    shared = shared_chance(first, second, lag) if all(chances) else 0.0
    if shared is None:
        kept = _pearson(one, other) * root
    else:
        part = shared * float(np.sqrt(chances[0] * chances[1]))
        kept = float(np.cov(one, other)[0, 1]) - part * _taken_out(years[0])
    kept = float(np.clip(kept, -root, root))
    return kept / root, kept / variances[0]


def _mean_chance(quantity: Quantity, view: View) -> float:
    chance = quantity.chance(view)
    known = chance[np.isfinite(chance)]
    return float(known.mean()) if len(known) else 0.0


def _taken_out(view: View) -> float:
    """Return the share of chance that authorities of the view's size do not have."""
    return 0.0 if view.staff is None else 1.0 - staff_in_post(view.window) / view.staff


def _mean(found: list[float]) -> float:
    known = [value for value in found if np.isfinite(value)]
    return float(np.mean(known)) if known else float("nan")


def persistence(view: View, quantity: Quantity, lag: float) -> float:
    """Return the correlation across authorities between years ``lag`` apart, mean over pairs."""
    return correlation(view, quantity, quantity, lag)


def correlation(view: View, first: Quantity, second: Quantity, lag: float) -> float:
    """Return the correlation of ``first`` with ``second`` ``lag`` years later, mean over years."""
    gap = int(lag)
    return _mean([_across(pair, first, second, gap)[0] for pair in _pairs(view, gap)])


def rank_correlation(view: View, first: Quantity, second: Quantity, lag: float) -> float:
    """Return the same of ranks (Spearman), moved by chance as much as that of the values."""
    gap = int(lag)

    def of_pair(pair: Pairs) -> float:
        one, other = _known(first.by_authority(pair[0]), second.by_authority(pair[1]))
        if len(one) < FEWEST:
            return float("nan")
        moved = _across(pair, first, second, gap)[0] - _pearson(one, other)
        return float(np.clip(_spearman(one, other) + moved, -1.0, 1.0))

    return _mean([of_pair(pair) for pair in _pairs(view, gap)])


def between_correlation(view: View, first: Quantity, second: Quantity) -> float:
    """Return the correlation of the authorities' values over the whole period."""
    return _across((view, view), first, second, 0)[0]


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
    return over_years(view, lambda year: _across((year, year), upon, quantity, 0)[1])


def elasticity(view: View, quantity: Quantity, upon: Quantity) -> float:
    """Return by how many per cent ``quantity`` is higher where ``upon`` is higher by 1 %."""

    def of_year(year: View) -> float:
        one, other = _known(upon.by_authority(year), quantity.by_authority(year))
        positive = (one > 0) & (other > 0)
        return _slope(np.log(one[positive]), np.log(other[positive]))

    return over_years(view, of_year)
