"""What a study's folder holds: the records and series of its tables and of its shards."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from experiments.studies.columns import (
    IDENTITY,
    RECORD_COLUMNS,
    Column,
    schema,
    series_record_columns,
)
from experiments.studies.event_files import logged
from experiments.studies.shards import (
    RECORDS,
    SERIES,
    SHARDS,
    DamagedError,
    identities_in,
    read_parquet,
    shaped,
)

if TYPE_CHECKING:
    import pyarrow as pa

RUNS_TABLE = "runs.parquet"
SERIES_TABLE = "series.parquet"
STATUS_TABLE = "status.parquet"
_CHUNK = 20_000_000
"""Numbers of a series, rows times columns, from which on a part of it is written."""

Found = TypeVar("Found")
_Series = tuple["pa.Table", dict[str, tuple[int, int]]]


@dataclass(frozen=True)
class Records:
    """All records of a folder.

    Attributes
    ----------
    table
        The records, some of them perhaps of the same run.
    place
        Row of the record that counts for each identity: one that is done, else the last.
    series
        File that holds the series of each identity.
    events
        Identities whose event logs are there.
    files
        The files that were read.
    damaged
        The files that could not be.
    """

    table: pa.Table
    place: dict[str, int]
    series: dict[str, Path]
    events: set[str]
    files: tuple[Path, ...]
    damaged: tuple[DamagedError, ...]

    def status(self, identity: str) -> str:
        """Return how a run stands: pending, done or failed."""
        row = self.place.get(identity)
        return "pending" if row is None else str(self.table["status"][row])

    def done(self, *, series: bool, events: bool) -> set[str]:
        """Return the identities of the runs that are done, with series and events if kept."""
        statuses = self.table["status"].to_pylist()
        done = {identity for identity, row in self.place.items() if statuses[row] == "done"}
        if series:
            done &= set(self.series)
        return done & self.events if events else done


def read_records(folder: Path) -> Records:
    """Return everything that a study's folder holds.

    Damaged files are passed over and named in the result: their runs are to be computed again.
    """
    while True:
        try:
            return _read(folder)
        except FileNotFoundError:
            # Another process has just put the shards into the tables.
            continue


def _read(folder: Path) -> Records:
    import pyarrow as pa

    damaged: list[DamagedError] = []
    layout = schema(RECORD_COLUMNS)

    def from_shard(path: Path) -> pa.Table:
        return _recorded(read_parquet(path), path, needed=(IDENTITY.name, "status"))

    shards = sorted((folder / SHARDS).glob(f"[!.]*{RECORDS}"), key=lambda p: p.stat().st_mtime_ns)
    sources: list[tuple[Path, Callable[[Path], pa.Table]]] = [
        (folder / RUNS_TABLE, _from_runs),
        (folder / STATUS_TABLE, _from_status),
        *((shard, from_shard) for shard in shards),
    ]
    tables = [(path, _tried(path, read, damaged)) for path, read in sources if path.exists()]
    found = [table for _, table in tables if table is not None]
    table = pa.concat_tables([layout.empty_table(), *found])
    series: dict[str, Path] = {}
    spans = sorted((folder / SHARDS).glob(f"[!.]*{SERIES}"))
    for path in (folder / SERIES_TABLE, *spans):
        held = _tried(path, identities_in, damaged) if path.exists() else None
        series |= dict.fromkeys(held or (), path)
    files = (*(path for path, table in tables if table is not None), *spans)
    return Records(table, _places(table), series, logged(folder), files, tuple(damaged))


def _tried(path: Path, read: Callable[[Path], Found], damaged: list[DamagedError]) -> Found | None:
    try:
        return read(path)
    except DamagedError as error:
        damaged.append(error)
        return None


def _from_runs(path: Path) -> pa.Table:
    import pyarrow as pa

    table = _recorded(read_parquet(path), path, needed=(IDENTITY.name,))
    place = table.schema.get_field_index("status")
    done = pa.array(["done"] * table.num_rows, pa.string())
    return table.set_column(place, table.schema.field(place), done)


def _from_status(path: Path) -> pa.Table:
    import pyarrow.compute as pc

    table = _recorded(read_parquet(path), path, needed=(IDENTITY.name, "status"))
    return table.filter(pc.equal(table["status"], "failed"))


def _recorded(table: pa.Table, path: Path, needed: Sequence[str]) -> pa.Table:
    return shaped(table, schema(RECORD_COLUMNS), path, needed)


def _places(table: pa.Table) -> dict[str, int]:
    places: dict[str, int] = {}
    statuses = table["status"].to_pylist()
    for row, identity in enumerate(table[IDENTITY.name].to_pylist()):
        before = places.get(identity)
        if before is None or statuses[before] != "done":
            places[identity] = row
    return places


def selected(plan: pa.Table, records: Records, columns: tuple[Column, ...]) -> pa.Table:
    """Return the rows of ``plan`` with what is recorded of each; empty where nothing is.

    Parameters
    ----------
    plan
        Table that says which run each row is about, and its identity.
    records
        The records.
    columns
        The columns to return, of either.
    """
    import pyarrow as pa

    rows = pa.array(
        [records.place.get(identity) for identity in plan[IDENTITY.name].to_pylist()], pa.int64()
    )
    taken = records.table.take(rows)
    layout = schema(columns)
    values = [
        plan[name] if name in plan.column_names else taken[name]
        for name in (column.name for column in columns)
    ]
    return pa.table(values, schema=layout)


def ordered_series(
    plan: pa.Table, records: Records, columns: tuple[Column, ...]
) -> Iterator[pa.Table]:
    """Yield the series of the runs of ``plan``, in its order, part by part."""
    import pyarrow as pa

    layout = schema(columns)
    recorded = schema(series_record_columns([*layout.names, IDENTITY.name]))
    source = lru_cache(maxsize=8)(lambda path: _series_of(path, recorded))
    pieces: list[pa.Table] = []
    for row, identity in enumerate(plan[IDENTITY.name].to_pylist(), start=1):
        table, spans = source(records.series[identity])
        pieces.append(table.slice(*spans[identity]))
        if row < plan.num_rows and sum(piece.num_rows for piece in pieces) * len(layout) < _CHUNK:
            continue
        series = pa.concat_tables(pieces)
        rows = np.arange(row - len(pieces), row).repeat([piece.num_rows for piece in pieces])
        keys = plan.take(pa.array(rows))
        values = [
            series[name] if name in series.column_names else keys[name] for name in layout.names
        ]
        yield pa.table(values, schema=layout)
        pieces = []


def _series_of(path: Path, layout: pa.Schema) -> _Series:
    """Return the series in a file, and where in it those of each run stand."""
    table = shaped(read_parquet(path), layout, path, (IDENTITY.name,)).combine_chunks()
    spans: dict[str, tuple[int, int]] = {}
    begun, last = 0, None
    identities: list[Any] = [*table[IDENTITY.name].to_pylist(), None]
    for row, identity in enumerate(identities):
        if identity != last:
            if last is not None:
                # The same run under two names stands there twice with the same numbers.
                spans.setdefault(last, (begun, row - begun))
            begun, last = row, identity
    return table, spans
