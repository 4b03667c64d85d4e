"""Four statistics of how closely two links go together over the cells of a table."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields

import numpy as np

from experiments.intervals import Floats

LEAST_CELLS = 6
"""With fewer cells, nothing is computed."""
NEIGHBOURS = 3
"""Nearest neighbours in the estimate of mutual information, as its authors advise."""

_TOUCHING = 1e-15


@dataclass(frozen=True)
class Association:
    """How closely one link goes together with another.

    Attributes
    ----------
    correlation
        Pearson's correlation, -1 to 1.
    slope
        Slope of the least-squares line of the second link on the first, in their units.
    proportional_slope
        The same at the means, per cent for per cent: what an observer would take for the
        pass-through.
    rank_agreement
        Kendall's tau-b, -1 to 1.
    mutual_information
        In nats, 0 for independent links; by chance it can fall a little below 0.
    cells
        Cells in which both links have a value.
    reason
        Why there are no statistics, all NaN then; empty when there are.
    """

    correlation: float = math.nan
    slope: float = math.nan
    proportional_slope: float = math.nan
    rank_agreement: float = math.nan
    mutual_information: float = math.nan
    cells: int = 0
    reason: str = ""


STATISTICS = tuple(each.name for each in fields(Association) if each.type == "float")
"""Names of the statistics."""


def association(first: Floats, second: Floats, names: tuple[str, str]) -> Association:
    """Return the statistics of two links.

    Parameters
    ----------
    first, second
        A value per cell, of the same shape; a cell with a value that is not finite is left out.
    names
        What the two are called, for the reason why there are no statistics.
    """
    from scipy.stats import kendalltau, linregress

    both = np.isfinite(first) & np.isfinite(second)
    x, y = first[both], second[both]
    if x.size < LEAST_CELLS:
        return Association(cells=x.size, reason=f"only {x.size} cells have both links")
    for name, values in zip(names, (x, y), strict=True):
        if np.ptp(values) == 0.0:
            return Association(cells=x.size, reason=f"{name} is the same in every cell")
    line = linregress(x, y)
    return Association(
        correlation=float(line.rvalue),
        slope=float(line.slope),
        proportional_slope=float(line.slope * x.mean() / y.mean()) if y.mean() else math.nan,
        rank_agreement=float(kendalltau(x, y).statistic),
        mutual_information=mutual_information(x, y),
        cells=x.size,
    )


def mutual_information(first: Floats, second: Floats, neighbours: int = NEIGHBOURS) -> float:
    """Return the mutual information of two variables in nats, from their nearest neighbours.

    Values are turned into normal scores of their ranks first, which leaves mutual information
    as it is and spares it units and long tails. Ties are allowed, as when a national priority
    is the same for all councils.

    Parameters
    ----------
    first, second
        One value per cell, shape (N,), finite, with N above ``neighbours``.

    References
    ----------
    Kraskov, Stoegbauer & Grassberger (2004), Physical Review E 69, 066138; Gao, Kannan, Oh &
    Viswanath (2017), Advances in Neural Information Processing Systems 30, for ties.
    """
    from scipy.spatial import KDTree
    from scipy.special import digamma

    scores = np.column_stack([_normal_scores(first), _normal_scores(second)])
    together = KDTree(scores)
    reach = together.query(scores, k=neighbours + 1, p=np.inf)[0][:, -1]
    # The neighbours of a cell lie strictly within its reach, or on top of it.
    radius = np.where(reach > 0.0, reach - _TOUCHING, _TOUCHING)

    def within(points: Floats) -> Floats:
        found = KDTree(points).query_ball_point(points, radius, p=np.inf, return_length=True)
        return np.asarray(found, dtype=np.float64)

    near = np.where(reach > 0.0, neighbours, within(scores))
    apart = digamma(within(scores[:, :1])) + digamma(within(scores[:, 1:]))
    return float(np.mean(digamma(near) + math.log(len(scores)) - apart))


def _normal_scores(values: Floats) -> Floats:
    from scipy.special import ndtri
    from scipy.stats import rankdata

    return np.asarray(ndtri(rankdata(values) / (values.size + 1)))
