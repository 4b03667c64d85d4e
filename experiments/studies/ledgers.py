"""The ledgers of the runs of a study: written into its series as sums, and read back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from experiments.intervals import Floats
from experiments.studies.columns import SUM_COLUMNS
from sim.declaration import DOMAINS
from sim.ledger.record import AUTHORITY, AUTHORITY_COLUMNS, DOMAIN, DOMAIN_COLUMNS

if TYPE_CHECKING:
    from experiments.studies.study import Study
    from sim.ledger import Ledger


def by_period(ledger: Ledger, starts: Iterable[float], ends: Iterable[float]) -> Ledger:
    """Return the ledger with a window for each of some periods, in calendar years."""
    from sim.ledger import Ledger

    periods = list(zip(starts, ends, strict=True))
    parts = [ledger.between(start, end) for start, end in periods]
    authority = np.zeros((len(parts), len(ledger.names)), AUTHORITY)
    domain = np.zeros((len(parts), len(ledger.names), len(DOMAINS)), DOMAIN)
    for row, part in enumerate(parts):
        for name in AUTHORITY_COLUMNS:
            authority[name][row] = part.authority_total(name)
        for name in DOMAIN_COLUMNS:
            domain[name][row] = part.domain_total(name)
    return Ledger(np.array([start for start, _ in periods]), authority, domain, ledger.names)


def sums_of(ledger: Ledger) -> dict[str, Floats]:
    """Return the sums of a ledger as columns: a row per window and council."""
    return {column.name: _sum(ledger, column.name).ravel() for column in SUM_COLUMNS}


def ledgers_of(study: Study) -> Iterator[tuple[int, Ledger]]:
    """Yield number and ledger of every run of a study that is done, in the order of the design.

    A ledger has a window for each period of the study's series.

    Raises
    ------
    InputError
        When the study keeps no sums.
    """
    for table in study.sums():
        columns = {name: table[name].to_numpy() for name in ("run", "year", *_SUMS)}
        councils = table["council"].to_pylist()
        bounds = np.flatnonzero(np.diff(columns["run"], prepend=-1, append=-1))
        for first, last in pairwise(bounds):
            rows = {name: values[first:last] for name, values in columns.items()}
            yield int(rows["run"][0]), _ledger(rows, councils[first:last])


_SUMS = tuple(column.name for column in SUM_COLUMNS)


def _sum(ledger: Ledger, column: str) -> np.ndarray:
    """Return the column of the ledger that a column of the series holds, shape (W, M)."""
    _, name, *part = column.split(".")
    if name == "durations":
        return np.asarray(ledger.authority[name][..., int(part[0]) - 1])
    if part:
        return np.asarray(ledger.domain[name][..., DOMAINS.index(part[0])])
    return np.asarray(ledger.authority[name])


def _ledger(rows: Mapping[str, Any], councils: Sequence[str]) -> Ledger:
    """Return the ledger of one run from its rows, a council after the other in every period."""
    from sim.ledger import Ledger

    starts = np.unique(rows["year"])
    shape = len(starts), len(councils) // len(starts)
    authority, domain = np.zeros(shape, AUTHORITY), np.zeros((*shape, len(DOMAINS)), DOMAIN)
    ledger = Ledger(starts, authority, domain, tuple(councils[: shape[1]]))
    for column in _SUMS:
        _sum(ledger, column)[:] = rows[column].reshape(shape)
    return ledger
