"""Two things across authorities: correlations, slopes, and the same thing in two years."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from calibration.statistics.across import mean_chance, over_years, scaled_variance
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


@dataclass(frozen=True)
class _Moments:
    """What varies together in one pair of years."""

    covariance: float
    variances: tuple[float, float]
    chances: tuple[float, float]
    ranks: float

    @property
    def correlation(self) -> float:
        """The correlation as simulated."""
        return self.covariance / float(np.sqrt(self.variances[0] * self.variances[1]))


def _moments(years: Pairs, first: Quantity, second: Quantity) -> _Moments | None:
    """Return the moments of two quantities in two years; None where there are too few values."""
    one, other = _known(first.by_authority(years[0]), second.by_authority(years[1]))
    if len(one) < FEWEST or one.std() <= 0 or other.std() <= 0:
        return None
    return _Moments(
        float(np.cov(one, other)[0, 1]),
        (float(one.var(ddof=1)), float(other.var(ddof=1))),
        (mean_chance(first, years[0]), mean_chance(second, years[1])),
        _spearman(one, other),
    )


def _scaled(
    view: View, found: list[_Moments], first: Quantity, second: Quantity, lag: int
) -> tuple[float, float]:
    """Return correlation and slope (of the second on the first), with chance scaled.

    Moments are means over years. The covariance holds chance, too, for a worker who leaves is a
    vacancy: as much as ``shared_chance`` says. Where that is not known, chance is taken to
    correlate as all else does, and the correlation stays as simulated.
    """
    covariance = _mean([each.covariance for each in found])
    variances = [_mean([each.variances[side] for each in found]) for side in (0, 1)]
    chances = [_mean([each.chances[side] for each in found]) for side in (0, 1)]
    kept = [
        scaled_variance(view, variance, np.array([chance]))
        for variance, chance in zip(variances, chances, strict=True)
    ]
    root = float(np.sqrt(kept[0] * kept[1]))
    if not root > 0:
        return float("nan"), float("nan")
    shared = shared_chance(first, second, lag) if all(chances) else 0.0
    if shared is None:
        left = covariance * root / float(np.sqrt(variances[0] * variances[1]))
    else:
        left = covariance - shared * float(np.sqrt(chances[0] * chances[1])) * _taken_out(view)
    left = float(np.clip(left, -root, root))
    return left / root, left / kept[0]


def _taken_out(view: View) -> float:
    """Return the share of chance that authorities of the view's size do not have."""
    return 0.0 if view.staff is None else 1.0 - staff_in_post(view.window) / view.staff


def _mean(found: list[float]) -> float:
    known = [value for value in found if np.isfinite(value)]
    return float(np.mean(known)) if known else float("nan")


def persistence(view: View, quantity: Quantity, lag: float) -> float:
    """Return the correlation across authorities between years ``lag`` apart, over all pairs."""
    return correlation(view, quantity, quantity, lag)


def _of_pairs(view: View, first: Quantity, second: Quantity, lag: int) -> list[_Moments]:
    found = [_moments(pair, first, second) for pair in _pairs(view, lag)]
    return [each for each in found if each is not None]


def correlation(view: View, first: Quantity, second: Quantity, lag: float) -> float:
    """Return the correlation of ``first`` with ``second`` ``lag`` years later, over all years."""
    found = _of_pairs(view, first, second, int(lag))
    if not found:
        return float("nan")
    if view.staff is None:
        return _mean([each.correlation for each in found])
    return _scaled(view, found, first, second, int(lag))[0]


def rank_correlation(view: View, first: Quantity, second: Quantity, lag: float) -> float:
    """Return the same of ranks (Spearman), moved by chance as much as that of the values."""
    found = _of_pairs(view, first, second, int(lag))
    if not found:
        return float("nan")
    ranks = _mean([each.ranks for each in found])
    if view.staff is None:
        return ranks
    moved = _scaled(view, found, first, second, int(lag))[0] - _mean(
        [each.correlation for each in found]
    )
    return float(np.clip(ranks + moved, -1.0, 1.0))


def between_correlation(view: View, first: Quantity, second: Quantity) -> float:
    """Return the correlation of the authorities' values over the whole period."""
    found = _moments((view, view), first, second)
    if found is None:
        return float("nan")
    return found.correlation if view.staff is None else _scaled(view, [found], first, second, 0)[0]


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
    """Return by how much ``quantity`` is higher where ``upon`` is higher by 1, over all years."""
    found = _of_pairs(view, upon, quantity, 0)
    return _scaled(view, found, upon, quantity, 0)[1] if found else float("nan")


def elasticity(view: View, quantity: Quantity, upon: Quantity) -> float:
    """Return by how many per cent ``quantity`` is higher where ``upon`` is higher by 1 %."""

    def of_year(year: View) -> float:
        one, other = _known(upon.by_authority(year), quantity.by_authority(year))
        positive = (one > 0) & (other > 0)
        return _slope(np.log(one[positive]), np.log(other[positive]))

    return over_years(view, of_year)
