"""Groups of authorities: the most and the least deprived fifth, or by any other quantity."""

from __future__ import annotations

import numpy as np

from calibration.statistics.across import over_years
from calibration.statistics.quantity import Quantity
from calibration.statistics.view import View


def _members(view: View, by: Quantity, share: float, *, top: bool) -> np.ndarray:
    """Return which authorities are among the ``share`` with the highest, or lowest, ``by``."""
    scores = by.by_authority(view)
    known = np.flatnonzero(np.isfinite(scores))
    count = min(max(round(share * len(known)), 1), len(known))
    # Equal scores go by the order of the councils, so that the group has its size.
    order = known[np.argsort(scores[known], kind="stable")]
    chosen = order[len(order) - count :] if top else order[:count]
    return np.isin(np.arange(len(scores)), chosen)


def _mean(view: View, quantity: Quantity, members: np.ndarray) -> float:
    found = quantity.by_authority(view)[members]
    known = found[np.isfinite(found)]
    return float(known.mean()) if len(known) else float("nan")


def highest(view: View, quantity: Quantity, by: Quantity, share: float) -> float:
    """Return the mean of the authorities with the highest ``by``, mean over years."""
    return over_years(view, lambda year: _mean(year, quantity, _members(year, by, share, top=True)))


def lowest(view: View, quantity: Quantity, by: Quantity, share: float) -> float:
    """Return the mean of the authorities with the lowest ``by``, mean over years."""
    return over_years(
        view, lambda year: _mean(year, quantity, _members(year, by, share, top=False))
    )


def gap(view: View, quantity: Quantity, by: Quantity, share: float) -> float:
    """Return the mean of those with the highest ``by`` less that of those with the lowest."""
    return highest(view, quantity, by, share) - lowest(view, quantity, by, share)
