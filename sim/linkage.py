"""The chain from what the centre means to what it believes, link by link."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np

from sim.ledger import Ledger

LINKS = ("meant", "planned", "enacted", "achieved", "felt", "recorded", "reported", "believed")
"""The links, down the tiers and back up."""

LINK_MEANINGS: Mapping[str, str] = MappingProxyType(
    {
        "meant": "share of the domain in the national priorities",
        "planned": "share of the domain in local plans, times funded casework hours",
        "enacted": "hours given to tasks and to citizens, per person in need and year",
        "achieved": "need reduced plus deterioration prevented, per person in need and year",
        "felt": "mean experience of everybody in need, served or not",
        "recorded": "tasks finished by their deadline, honestly counted",
        "reported": "the same as authorities report it",
        "believed": "the same as the centre believes it",
    }
)


def _parts(ledger: Ledger) -> list[tuple[np.ndarray, np.ndarray]]:
    """Return numerator and denominator of each link, arrays of shape (M, K)."""
    total = ledger.domain_total
    steps = np.broadcast_to(ledger.authority_total("steps")[:, None], total("plan").shape)
    years = np.broadcast_to(ledger.authority_total("years")[:, None], steps.shape)
    with np.errstate(divide="ignore", invalid="ignore"):
        in_need_years = total("in_need") * (years / steps)
    return [
        (total("agenda"), steps),
        (total("planned_hours"), years),
        (total("task_hours") + total("relational_hours"), in_need_years),
        (total("change") + total("prevented"), in_need_years),
        (total("felt"), total("in_need")),
        (total("finished_on_time"), total("finished")),
        (total("reported"), steps),
        (total("believed"), steps),
    ]


def link_sums(ledger: Ledger, start: float, end: float) -> np.ndarray:
    """Return numerator and denominator of every link per authority and domain over some years.

    Sums over authorities divided by each other are the link of those authorities together.

    Returns
    -------
    numpy.ndarray
        Shape (8, 2, M, K), in the order of ``LINKS``; numerators first.
    """
    return np.array(_parts(ledger.between(start, end)))


def link_values(ledger: Ledger, start: float, end: float) -> np.ndarray:
    """Return every link per authority and domain over a span of years.

    Returns
    -------
    numpy.ndarray
        Shape (8, M, K), in the order of ``LINKS``; NaN where a link is undefined because nobody
        was in need or nothing was finished.
    """
    return _divide(_parts(ledger.between(start, end)))


def pooled_links(ledger: Ledger, start: float, end: float) -> np.ndarray:
    """Return every link per domain, all authorities pooled with their own denominators.

    Returns
    -------
    numpy.ndarray
        Shape (8, K); NaN where a link is undefined.
    """
    parts = _parts(ledger.between(start, end))
    return _divide([(above.sum(axis=0), below.sum(axis=0)) for above, below in parts])


def _divide(parts: list[tuple[np.ndarray, np.ndarray]]) -> np.ndarray:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.array([np.where(below > 0, above / below, np.nan) for above, below in parts])
