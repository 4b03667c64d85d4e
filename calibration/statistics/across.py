"""Differences between authorities within a year: means, spreads, shapes, shares.

Official figures of this kind are computed year by year; over several years the mean of the yearly
values is taken. Chance is scaled to authorities of an official size: of the variance ``V`` between
authorities the part by chance, ``S``, is taken out and put back as ``S * staff / size``; values are
drawn nearer to their mean by the square root of what that leaves of ``V``.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from calibration.statistics.quantity import Quantity
from calibration.statistics.sampling import staff_in_post
from calibration.statistics.view import View

FEWEST = 2
"""Authorities that a spread needs."""

Measure = Callable[[np.ndarray], float]


def over_years(view: View, measure: Callable[[View], float]) -> float:
    """Return the mean of a measure over the years of a period; NaN when no year has it."""
    values = np.array([measure(year) for year in view.years])
    known = values[np.isfinite(values)]
    return float(known.mean()) if len(known) else float("nan")


def scaled_variance(view: View, variance: float, chance: np.ndarray, years: int = 1) -> float:
    """Return a variance between authorities as it would be among those of the view's size.

    Parameters
    ----------
    view
        Says which size, and how large the simulated authorities are.
    variance
        What was simulated.
    chance
        Variance by chance in a year, per authority; undefined ones are left out.
    years
        Years over which each authority's value is a mean, which makes chance smaller.
    """
    known = chance[np.isfinite(chance)]
    if view.staff is None or not len(known):
        return variance
    part = float(known.mean()) / years
    return max(variance - part, 0.0) + part * staff_in_post(view.window) / view.staff


def stretch(quantity: Quantity, view: View) -> float:
    """Return by how much variances are larger among authorities of the view's size.

    Variance and chance are means over the years of the view: those of a single year, among a
    couple of dozen authorities, would often leave nothing.
    """
    if view.staff is None:
        return 1.0
    variances, chances = [], []
    for year in view.years:
        found = quantity.by_authority(year)
        variances.append(_variance(found[np.isfinite(found)]))
        chances.append(mean_chance(quantity, year))
    variance = float(np.mean([each for each in variances if each > 0] or [0.0]))
    if not variance > 0:
        return 1.0
    return scaled_variance(view, variance, np.array(chances)) / variance


def mean_chance(quantity: Quantity, view: View) -> float:
    """Return the variance by chance, mean over the authorities in which it is defined."""
    chance = quantity.chance(view)
    known = chance[np.isfinite(chance)]
    return float(known.mean()) if len(known) else 0.0


def values(quantity: Quantity, view: View, factor: float) -> np.ndarray:
    """Return the value per authority, shape (M,), the variance multiplied by ``factor``."""
    found = quantity.by_authority(view)
    known = found[np.isfinite(found)]
    if len(known) < FEWEST or factor == 1.0:
        return found
    centre = known.mean()
    return np.asarray(centre + (found - centre) * np.sqrt(factor))


def _variance(known: np.ndarray) -> float:
    return float(known.var(ddof=1)) if len(known) >= FEWEST else float("nan")


def _measured(measure: Measure, fewest: int) -> Callable[[View, Quantity], float]:
    """Return the function that takes a measure of the authorities, mean over years."""

    def measured(view: View, quantity: Quantity) -> float:
        factor = stretch(quantity, view)

        def of_year(year: View) -> float:
            found = values(quantity, year, factor)
            known = found[np.isfinite(found)]
            return measure(known) if len(known) >= fewest else float("nan")

        return over_years(view, of_year)

    return measured


def _skewness(known: np.ndarray) -> float:
    spread = known.std()
    return float(((known - known.mean()) ** 3).mean() / spread**3) if spread > 0 else float("nan")


def _kurtosis(known: np.ndarray) -> float:
    spread = known.var()
    if not spread > 0:
        return float("nan")
    return float(((known - known.mean()) ** 4).mean() / spread**2 - 3.0)


def _cv(known: np.ndarray) -> float:
    centre = known.mean()
    return float(100.0 * known.std(ddof=1) / abs(centre)) if centre != 0 else float("nan")


def _gini(known: np.ndarray) -> float:
    if known.min() < 0 or not known.sum() > 0:
        return float("nan")
    ranks = np.arange(1, len(known) + 1)
    total = float((np.sort(known) * (2 * ranks - len(known) - 1)).sum())
    return total / (len(known) * float(known.sum()))


mean = _measured(lambda known: float(known.mean()), 1)
median = _measured(lambda known: float(np.median(known)), 1)
minimum = _measured(lambda known: float(known.min()), 1)
maximum = _measured(lambda known: float(known.max()), 1)
sd = _measured(lambda known: float(known.std(ddof=1)), FEWEST)
variance = _measured(_variance, FEWEST)
iqr = _measured(lambda known: float(np.subtract(*np.quantile(known, [0.75, 0.25]))), FEWEST)
cv = _measured(_cv, FEWEST)
skewness = _measured(_skewness, 3)
kurtosis = _measured(_kurtosis, 4)
gini = _measured(_gini, FEWEST)


def quantile(view: View, quantity: Quantity, share: float) -> float:
    """Return the value that ``share`` of the authorities do not exceed."""
    return _measured(lambda known: float(np.quantile(known, share)), 1)(view, quantity)


def share(view: View, quantity: Quantity, low: float, high: float) -> float:
    """Return the authorities, in per cent, with a value from ``low`` to ``high``, both included."""
    inside: Measure = lambda known: float(100.0 * ((known >= low) & (known <= high)).mean())  # noqa: E731
    return _measured(inside, 1)(view, quantity)


def share_above(view: View, quantity: Quantity, bound: float) -> float:
    """Return the authorities, in per cent, with a value above ``bound``."""
    return _measured(lambda known: float(100.0 * (known > bound).mean()), 1)(view, quantity)


def share_below(view: View, quantity: Quantity, bound: float) -> float:
    """Return the authorities, in per cent, with a value below ``bound``."""
    return _measured(lambda known: float(100.0 * (known < bound).mean()), 1)(view, quantity)


def _by_year(view: View, quantity: Quantity) -> np.ndarray:
    """Return values per year and authority, (Y, M), of the authorities with a value in all."""
    found = np.array([quantity.by_authority(year) for year in view.years])
    return found[:, np.isfinite(found).all(axis=0)]


def _chance_in_a_year(view: View, quantity: Quantity) -> np.ndarray:
    return np.array([mean_chance(quantity, year) for year in view.years])


def between_sd(view: View, quantity: Quantity) -> float:
    """Return the standard deviation of the authorities' means over the years of the period."""
    found = _by_year(view, quantity)
    if found.shape[1] < FEWEST:
        return float("nan")
    spread = float(found.mean(axis=0).var(ddof=1))
    chance = _chance_in_a_year(view, quantity)
    return float(np.sqrt(scaled_variance(view, spread, chance, len(found))))


def within_sd(view: View, quantity: Quantity) -> float:
    """Return the standard deviation over the years within an authority, pooled."""
    found = _by_year(view, quantity)
    if len(found) < FEWEST or not found.shape[1]:
        return float("nan")
    spread = float(found.var(axis=0, ddof=1).mean())
    return float(np.sqrt(scaled_variance(view, spread, _chance_in_a_year(view, quantity))))
