"""Shards: small Parquet files of records, each there complete or not at all."""

from __future__ import annotations

import hashlib
import os
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from experiments.store import flush
from experiments.studies.columns import IDENTITY, RECORD_COLUMNS, schema, series_record_columns
from experiments.studies.single_run import Observation

if TYPE_CHECKING:
    import pyarrow as pa

SHARDS = "shards"
"""Folder of the shards, in the folder of the study."""
SERIES = ".series.parquet"
RECORDS = ".runs.parquet"
_PARTIAL = ".partial"
_DEAD_SECONDS = 60.0
"""Age of a file that nobody can still be writing: a shard takes moments."""


class DamagedError(Exception):
    """A file of results cannot be read."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path} is damaged ({reason})")
        self.path = path


def write_shard(folder: Path, observations: Sequence[Observation]) -> None:
    """Write some runs into a study's folder.

    The series come first: a run counts as recorded once its record is there.

    Raises
    ------
    OSError
        When the disk does not take them; nothing of the shard is there then.
    """
    import pyarrow as pa

    shards = folder / SHARDS
    shards.mkdir(parents=True, exist_ok=True)
    name = shard_name(each.record["identity"] for each in observations)
    series = [each.series for each in observations if each.series is not None]
    if series:
        layout = schema(series_record_columns(series[0]))
        tables = [pa.table(dict(columns), schema=layout) for columns in series]
        write_parquet(pa.concat_tables(tables), shards / f"{name}{SERIES}")
    records = [each.record for each in observations]
    table = pa.Table.from_pylist(records, schema=schema(RECORD_COLUMNS))
    write_parquet(table, shards / f"{name}{RECORDS}")


def shard_name(identities: Iterable[str]) -> str:
    """Return the name of the shard of some runs: the same runs, the same name."""
    return hashlib.blake2b("".join(identities).encode(), digest_size=12).hexdigest()


def write_parquet(table: pa.Table, path: Path) -> None:
    """Write a table into one file, atomically."""
    import pyarrow.parquet as pq

    write_atomically(
        path,
        lambda partial: pq.write_table(
            table, partial, compression="zstd", write_page_checksum=True
        ),
    )


def write_parts(path: Path, layout: pa.Schema, parts: Iterable[pa.Table]) -> None:
    """Write a table that does not fit into memory part by part, atomically."""
    import pyarrow.parquet as pq

    def write(partial: Path) -> None:
        with pq.ParquetWriter(
            partial, layout, compression="zstd", write_page_checksum=True
        ) as writer:
            for part in parts:
                writer.write_table(part)

    write_atomically(path, write)


def write_atomically(path: Path, write: Callable[[Path], Any]) -> None:
    """Have ``write`` make a file, flush it to the disk, and only then give it its name."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-", suffix=_PARTIAL)
    os.close(descriptor)
    partial = Path(name)
    try:
        write(partial)
        partial.chmod(0o644)
        flush(partial)
        partial.replace(path)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
    flush(path.parent)


def read_parquet(path: Path, columns: Sequence[str] | None = None) -> pa.Table:
    """Return the table in a file.

    Raises
    ------
    FileNotFoundError
        When there is none.
    DamagedError
        When it is cut short, or its checksums do not fit.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        return pq.read_table(
            path, columns=columns, partitioning=None, page_checksum_verification=True
        )
    except FileNotFoundError:
        raise
    except (pa.ArrowException, OSError) as error:
        raise DamagedError(path, str(error).splitlines()[0]) from None


def shaped(table: pa.Table, layout: pa.Schema, path: Path, needed: Sequence[str] = ()) -> pa.Table:
    """Return the columns of ``layout``, empty where the table has none of that name.

    Parameters
    ----------
    table, path
        The table, and the file that it was read from.
    layout
        Names and kinds of the columns.
    needed
        Columns that must be there, with something in every row.

    Raises
    ------
    DamagedError
        When one of them is not, or a column holds something of another kind.
    """
    import pyarrow as pa

    for name in needed:
        if table.column_names.count(name) != 1 or table[name].null_count:
            raise DamagedError(path, f"no whole column {name}")
    known = {name for name in table.column_names if table.column_names.count(name) == 1}
    try:
        columns = [
            table[field.name].cast(field.type)
            if field.name in known
            else pa.nulls(table.num_rows, field.type)
            for field in layout
        ]
    except pa.ArrowException as error:
        raise DamagedError(path, str(error).splitlines()[0]) from None
    return pa.table(columns, schema=layout)


def identities_in(path: Path) -> list[str]:
    """Return the identities of the runs in a file, all of which is read, but never at one time.

    Raises
    ------
    FileNotFoundError, DamagedError
        As for ``read_parquet``; or when it is no series, as workers write it.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    found: dict[str, None] = {}
    try:
        with pq.ParquetFile(path, page_checksum_verification=True) as file:
            _require_series(file.schema_arrow, path)
            for group in range(file.num_row_groups):
                part = file.read_row_group(group)
                found |= dict.fromkeys(part[IDENTITY.name].unique().to_pylist())
    except FileNotFoundError:
        raise
    except (pa.ArrowException, OSError) as error:
        raise DamagedError(path, str(error).splitlines()[0]) from None
    if None in found:
        raise DamagedError(path, f"no whole column {IDENTITY.name}")
    return list(found)


def _require_series(found: pa.Schema, path: Path) -> None:
    names = found.names
    for field in schema(series_record_columns(names)):
        if names.count(field.name) != 1 or found.field(field.name).type != field.type:
            raise DamagedError(path, f"the column {field.name} is not that of a series")
    if IDENTITY.name not in names:
        raise DamagedError(path, f"no whole column {IDENTITY.name}")


def sweep_partials(folder: Path, *, complete: bool = False) -> None:
    """Remove what writers that were killed have left.

    While shares of a study may be at work side by side, a young file may have a living writer;
    once the study is ``complete``, none has.
    """
    for place in (folder, *(path for path in folder.glob("[!.]*") if path.is_dir())):
        for partial in place.glob(f".*{_PARTIAL}"):
            if complete or time.time() - partial.stat().st_mtime > _DEAD_SECONDS:
                partial.unlink(missing_ok=True)
