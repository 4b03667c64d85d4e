"""The tables of a finished study: one file each, the same bytes however it was computed."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from experiments.studies.columns import (
    IDENTITY,
    RECORD_COLUMNS,
    STATE_COLUMNS,
    run_columns,
    schema,
    series_columns,
    series_record_columns,
    status_columns,
)
from experiments.studies.design import StudyDesign
from experiments.studies.records import (
    RUNS_TABLE,
    SERIES_TABLE,
    STATUS_TABLE,
    Records,
    ordered_series,
    read_records,
    selected,
)
from experiments.studies.shards import (
    RECORDS,
    SERIES,
    SHARDS,
    DamagedError,
    read_parquet,
    shaped,
    shard_name,
    sweep_partials,
    write_parquet,
    write_parts,
)

if TYPE_CHECKING:
    import pyarrow as pa

_WHY_COLUMNS = tuple(column for column in STATE_COLUMNS if column.name != "status")
_WHY = tuple(column.name for column in _WHY_COLUMNS)


def planned(design: StudyDesign) -> pa.Table:
    """Return a row per run of the design, all of them pending."""
    import pyarrow as pa

    layout = schema(status_columns(design.parameters))
    columns: dict[str, list[object]] = {name: [] for name in layout.names}
    for run in design.runs():
        values = {
            "run": run.number,
            "scenario": run.case.setting.scenario,
            "point": run.number // design.replicates % len(design.points),
            **run.case.point,
            "replicate": run.replicate,
            "status": "pending",
            "identity": run.identity,
        }
        for name, column in columns.items():
            column.append(values.get(name, ""))
    return pa.table(columns, schema=layout)


def read_plan(folder: Path, parameters: Sequence[str]) -> pa.Table:
    """Return which run each row of a study is about, as ``status.parquet`` has it.

    Raises
    ------
    FileNotFoundError, DamagedError
        When there is no such table, or it is not one of runs that vary these parameters.
    """
    path = folder / STATUS_TABLE
    layout = schema(status_columns(parameters))
    if len(set(layout.names)) < len(layout.names):
        raise DamagedError(path, "two of its columns have one name")
    return shaped(read_parquet(path), layout, path, needed=layout.names)


def with_status(plan: pa.Table, records: Records, *, series: bool, events: bool) -> pa.Table:
    """Return the plan with the status of every run as the records have it.

    Parameters
    ----------
    plan
        A row per run.
    records
        What the study's folder holds.
    series, events
        Whether a run is done only when its series and its event log are there, too.
    """
    import pyarrow as pa

    done = records.done(series=series, events=events)
    statuses = []
    for identity in plan[IDENTITY.name].to_pylist():
        status = records.status(identity)
        statuses.append("pending" if status == "done" and identity not in done else status)
    found = selected(plan.drop(list(_WHY)), records, _WHY_COLUMNS)
    values = {"status": pa.array(statuses, pa.string())}
    values |= {name: found[name].fill_null("") for name in _WHY}
    names = plan.schema.names
    return pa.table([values.get(name, plan[name]) for name in names], schema=plan.schema)


def done_rows(status: pa.Table) -> pa.Table:
    """Return which runs are done: the rows of a status table, without their status."""
    import pyarrow.compute as pc

    return status.filter(pc.equal(status["status"], "done")).drop(["status", *_WHY])


def consolidate(folder: Path, design: StudyDesign) -> None:
    """Put what the shards hold into the tables of the study, in the order of the design.

    Records of runs that the design does not have stay in shards. At whatever moment this is
    ended, every record is in a table or in a shard.
    """
    parameters, kept = design.parameters, design.kept
    series = kept.series != "none"
    records = read_records(folder)
    status = with_status(planned(design), records, series=series, events=kept.events)
    identities = status[IDENTITY.name]
    _keep_others(folder, identities)
    done = done_rows(status)
    if series:
        of_series = series_columns(parameters, sums=kept.sums)
        parts = ordered_series(done, records, of_series)
        write_parts(folder / SERIES_TABLE, schema(of_series), parts)
    else:
        (folder / SERIES_TABLE).unlink(missing_ok=True)
    columns = run_columns(parameters, thread=kept.thread)
    write_parquet(selected(done, records, columns), folder / RUNS_TABLE)
    write_parquet(status, folder / STATUS_TABLE)
    _drop_shards(folder, records, set(identities.to_pylist()))


def _keep_others(folder: Path, planned_identities: pa.ChunkedArray) -> None:
    """Put records that only the tables hold, and the design does not have, into a shard."""
    import pyarrow as pa
    import pyarrow.compute as pc

    name = ""
    for table_name, ending in ((RUNS_TABLE, RECORDS), (SERIES_TABLE, SERIES)):
        try:
            table = read_parquet(folder / table_name)
        except (FileNotFoundError, DamagedError):
            continue
        table = table.filter(pc.invert(pc.is_in(table[IDENTITY.name], planned_identities)))
        if not table.num_rows:
            continue
        columns = series_record_columns(table.column_names)
        if table_name == RUNS_TABLE:
            columns = RECORD_COLUMNS
            table = table.append_column("status", pa.array(["done"] * len(table), pa.string()))
        name = name or shard_name(table[IDENTITY.name].unique().to_pylist())
        (folder / SHARDS).mkdir(exist_ok=True)
        kept = shaped(table, schema(columns), folder / table_name)
        write_parquet(kept, folder / SHARDS / f"{name}{ending}")


def _drop_shards(folder: Path, records: Records, planned_identities: set[str]) -> None:
    """Remove the shards whose runs are all in the tables now."""
    for path in records.files:
        if path.parent.name != SHARDS:
            continue
        with suppress(FileNotFoundError, DamagedError):
            held = read_parquet(path, [IDENTITY.name])[IDENTITY.name].unique().to_pylist()
            if planned_identities.issuperset(held):
                path.unlink()
    sweep_partials(folder, complete=True)
    with suppress(OSError):  # it is not empty, or not there
        (folder / SHARDS).rmdir()
