"""The event logs of a study: a file for each run, named after the run's identity."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from experiments.studies.columns import EVENT_COLUMNS, IDENTITY, Column, plan_columns, schema
from experiments.studies.shards import DamagedError, read_parquet, shaped, write_parquet

if TYPE_CHECKING:
    import pyarrow as pa

EVENTS = "events"
"""Folder of the event logs, in the folder of the study."""
_ENDING = ".parquet"


def event_file(folder: Path, identity: str) -> Path:
    """Return the file of a run's event log."""
    return folder / EVENTS / f"{identity}{_ENDING}"


def write_events(folder: Path, identity: str, columns: Mapping[str, Any]) -> None:
    """Write the event log of a run into a study's folder, atomically.

    Raises
    ------
    OSError
        When the disk does not take it; nothing of it is there then.
    """
    import pyarrow as pa

    path = event_file(folder, identity)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_parquet(pa.table(dict(columns), schema=schema(EVENT_COLUMNS)), path)


def logged(folder: Path) -> set[str]:
    """Return the identities of the runs whose event logs are there."""
    return {path.name.removesuffix(_ENDING) for path in (folder / EVENTS).glob(f"[!.]*{_ENDING}")}


def damaged_logs(folder: Path, identities: Iterable[str]) -> Iterator[DamagedError]:
    """Yield what is wrong with the event logs of some runs that are cut short or damaged."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    for identity in identities:
        path = event_file(folder, identity)
        try:
            # Whoever reads a log has its checksums compared; here its end has to do.
            pq.read_metadata(path)
        except FileNotFoundError:
            continue
        except (pa.ArrowException, OSError) as error:
            yield DamagedError(path, str(error).splitlines()[0])


def event_log_columns(parameters: Iterable[str]) -> tuple[Column, ...]:
    """Return the columns of the event logs of a study: which run, and what happened."""
    return (*plan_columns(parameters), *EVENT_COLUMNS, IDENTITY)


def events_of(folder: Path, plan: pa.Table, columns: tuple[Column, ...]) -> Iterator[pa.Table]:
    """Yield the event log of each run of ``plan``, in its order.

    Raises
    ------
    DamagedError
        When a log is cut short, or its checksums do not fit.
    """
    import pyarrow as pa

    layout, kinds = schema(columns), schema(EVENT_COLUMNS)
    for row, identity in enumerate(plan[IDENTITY.name].to_pylist()):
        path = event_file(folder, identity)
        log = shaped(read_parquet(path), kinds, path, needed=kinds.names)
        keys = plan.take(pa.array([row] * log.num_rows, pa.int64()))
        values = [log[name] if name in log.column_names else keys[name] for name in layout.names]
        yield pa.table(values, schema=layout)
