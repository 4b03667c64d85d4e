"""A table of explicit points, in a file or in Python: a parameter a column, a point a row."""

from __future__ import annotations

import csv
import io
import numbers
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import cast

from scenarios.assembly import checked_value
from scenarios.faults import declared
from scenarios.quoting import short
from scenarios.reading import read_bytes, read_text
from sim.errors import InputError

Row = tuple[str, Sequence[object]]
"""Where a row stands, and its cells."""

KIND = "table of points"
MOST_ROWS = 1_000_000
MOST_BYTES = 500_000_000
"""Largest file accepted: as many rows of forty parameters."""


def read_rows(source: Path) -> list[dict[str, float]]:
    """Return the points of a CSV or Parquet file.

    Parameters
    ----------
    source
        File ending in ``.csv`` (UTF-8, commas, parameters named in the first line; lines that
        start with ``#`` are skipped) or ``.parquet``.

    Raises
    ------
    InputError
        For anything that cannot be used, with file, line or row, and column.
    """
    readers: dict[str, Callable[[Path], tuple[list[str], Iterator[Row]]]]
    readers = {".csv": _csv, ".parquet": _parquet}
    if source.suffix.lower() not in readers:
        raise InputError(
            f"{source.name} is neither CSV nor Parquet",
            remedy="Give a file that ends in .csv or .parquet",
            where=str(source),
            key="table",
        )
    columns, rows = readers[source.suffix.lower()](source)
    return _points(columns, rows, str(source))


def given_rows(table: object, where: str) -> list[dict[str, float]]:
    """Return the points of a table given in Python.

    Parameters
    ----------
    table
        A pandas frame, or a sequence of mappings with the same keys.
    where
        Where it stands, for errors.

    Raises
    ------
    InputError
        For anything that cannot be used, with row and column.
    """
    if hasattr(table, "to_dict") and hasattr(table, "columns"):
        table = table.to_dict("records")
    listed = isinstance(table, Sequence) and all(isinstance(row, Mapping) for row in table)
    if not listed:
        raise InputError(
            "the table is neither a file, a frame nor a list of rows",
            remedy='Give "rows.csv", a pandas frame, or rows such as [{"discretion": 0.2}]',
            where=where,
            key="table",
        )
    rows = cast("Sequence[Mapping[str, object]]", table)
    columns = [str(name) for name in rows[0]] if rows else []
    places = [f"{where}, row {number}" for number in range(1, len(rows) + 1)]
    for row, place in zip(rows, places, strict=True):
        if [str(name) for name in row] != columns:
            raise InputError(
                "this row has other columns than the first one",
                remedy=f"Give {', '.join(columns)} in this order",
                where=place,
                key="table",
            )
    cells = [(place, list(row.values())) for place, row in zip(places, rows, strict=True)]
    return _points(columns, cells, where)


def _points(columns: Sequence[str], rows: Iterable[Row], where: str) -> list[dict[str, float]]:
    """Return the points of rows, which are taken one at a time: there may be a million."""
    _check_columns(columns, where)
    # One row more than is accepted tells that there are too many.
    points = [_point(columns, cells, place) for place, cells in islice(rows, MOST_ROWS + 1)]
    if not 1 <= len(points) <= MOST_ROWS:
        count = f"more than {MOST_ROWS:,}" if points else "0"
        raise InputError(
            f"the table has {count} rows",
            remedy=f"Give one row per point, 1 to {MOST_ROWS:,}",
            where=where,
            key="table",
        )
    return points


def _csv(source: Path) -> tuple[list[str], Iterator[Row]]:
    rows = _lines(source, read_text(source, KIND, MOST_BYTES))
    first = next(rows, None)
    if first is None:
        raise InputError(
            "the table of points is empty",
            remedy="Name the parameters in the first line, and give a row per point",
            where=str(source),
        )
    return [str(name) for name in first[1]], rows


def _lines(source: Path, text: str) -> Iterator[Row]:
    """Yield the rows of a CSV file, the names of the columns first."""
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for cells in lines:
            stripped = [cell.strip() for cell in cells]
            if any(stripped) and not cells[0].startswith("#"):
                yield f"{source}, line {lines.line_num}", stripped
    except csv.Error as error:
        raise InputError(
            f"the table is not CSV ({error})",
            remedy="Give numbers, separated by commas",
            where=f"{source}, line {lines.line_num}",
        ) from None


def _parquet(source: Path) -> tuple[list[str], Iterator[Row]]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    content = read_bytes(source, KIND, MOST_BYTES)
    try:
        table = pq.read_table(io.BytesIO(content))
        columns = [column.to_pylist() for column in table.columns]
    except (pa.ArrowException, OSError, ValueError, OverflowError) as error:
        # The last two: a date or a text that Python cannot hold.
        raise InputError(
            f"the table is not Parquet that can be read ({short(str(error))})",
            remedy="Write it again, with a column of numbers per parameter",
            where=str(source),
        ) from None
    rows = zip(*columns, strict=True)
    placed = ((f"{source}, row {n}", cells) for n, cells in enumerate(rows, start=1))
    return list(table.column_names), placed


def _check_columns(columns: Sequence[str], where: str) -> None:
    for place, name in enumerate(columns):
        if name in columns[:place]:
            raise InputError(
                f"the column {short(name)} stands there twice", remedy="Leave one out", where=where
            )
        try:
            declared(name)
        except InputError as error:
            raise error.at(f"{where}, column {place + 1}") from None


def _point(columns: Sequence[str], cells: Sequence[object], where: str) -> dict[str, float]:
    if len(cells) != len(columns):
        raise InputError(
            f"this row has {len(cells)} cells, and there are {len(columns)} columns",
            remedy="Fill every column",
            where=where,
        )
    point = {}
    for name, cell in zip(columns, cells, strict=True):
        value, place = _number(cell), f"{where}, column {name}"
        if not isinstance(value, numbers.Real):
            value = checked_value(name, value, place)  # which refuses it without repeating it all
        try:
            point[name] = declared(name).check(value)
        except InputError as error:
            raise error.at(place) from None
    return point


def _number(cell: object) -> object:
    """Return the number that a cell's text stands for, or the cell as it is."""
    if isinstance(cell, str):
        try:
            return float(cell)
        except ValueError:
            return cell
    return cell
