"""What a year of public service is worth something for: one thing reported, three things lived."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from experiments.intervals import Floats

if TYPE_CHECKING:
    from sim.ledger import Ledger

MEASURES: Mapping[str, str] = MappingProxyType(
    {
        "reported": "share of tasks on time, as councils report it",
        "change": "need reduced by casework, per person in need and year",
        "maintenance": "deterioration prevented by casework, per person in need and year",
        "service_delivery": "experience of everybody in need, served or not, 0-1",
    }
)
"""What is measured in every domain; the last three are the outcomes of Dickinson (2008)."""


def measure_sums(ledger: Ledger) -> Floats:
    """Return numerator and denominator of every measure per window and domain.

    Summed over windows and divided by each other they are the measure over those windows, all
    councils pooled with their own denominators.

    Returns
    -------
    numpy.ndarray
        Shape (W, 2, 4, K), in the order of ``MEASURES``; numerators first.
    """
    cells, councils = ledger.domain, ledger.authority
    in_need = cells["in_need"]
    years = councils["years"][:, :, None]
    steps = np.broadcast_to(councils["steps"][:, :, None], in_need.shape)
    person_years = in_need * (years / steps)
    above = cells["reported"], cells["change"], cells["prevented"], cells["felt"]
    below = steps, person_years, person_years, in_need
    # From (2, 4, W, M, K): the councils are summed, and the windows come first.
    return np.moveaxis(np.array([above, below]).sum(axis=3), 2, 0)


def measure_levels(sums: Floats) -> Floats:
    """Return every measure from its sums over some windows.

    Parameters
    ----------
    sums
        Shape (..., W, 2, 4, K), as ``measure_sums`` gives them.

    Returns
    -------
    numpy.ndarray
        Shape (..., 4, K); NaN where nobody was in need.
    """
    total = sums.sum(axis=-4)
    above, below = total[..., 0, :, :], total[..., 1, :, :]
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(below > 0, above / below, np.nan))
