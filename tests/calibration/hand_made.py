"""Ledgers made by hand: a window per year, and the columns that a test gives."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.ledger import Ledger
from sim.ledger.record import AUTHORITY, DOMAIN

STEPS = 52.0
FIRST = 2017
Rows = Sequence[Sequence[float]]


def ledger(councils: int = 3, years: int = 1, **columns: object) -> Ledger:
    """Return a ledger; every column given is a number, a row per council, or (years, councils)."""
    authority = np.zeros((years, councils), AUTHORITY)
    authority["steps"], authority["years"] = STEPS, 1.0
    for name, values in columns.items():
        authority[name] = np.asarray(values, float)
    domain = np.zeros((years, councils, 5), DOMAIN)
    starts = FIRST + np.arange(years, dtype=float)
    return Ledger(starts, authority, domain, tuple(f"Council {n}" for n in range(councils)))


def caseloads(rows: Rows, staff: float = 100.0) -> Ledger:
    """Return a ledger in which every council has a caseload in every year, (years, councils)."""
    values = np.asarray(rows, float)
    return ledger(
        values.shape[1], values.shape[0],
        permanent=staff * STEPS, open_cases=values * staff * STEPS,
    )  # fmt: skip


def durations(weeks: dict[int, float], councils: int = 1) -> Ledger:
    """Return a ledger with assessments that took some weeks (1: within the first)."""
    row = np.zeros(26)
    for week, count in weeks.items():
        row[week - 1] = count
    return ledger(councils, 1, durations=row, assessments=row.sum())
