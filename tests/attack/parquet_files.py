"""Broken Parquet files: columns of any kind and name, metadata of any kind, bytes in between."""

from __future__ import annotations

import copy
import io
import json
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import strategies as st

from tests.attack.values import NAMES, changed, damaged, keys

KINDS = (
    *(pa.float64(), pa.float32(), pa.float16(), pa.int8(), pa.uint64(), pa.bool_(), pa.string()),
    *(pa.binary(), pa.null(), pa.date32(), pa.timestamp("ns"), pa.duration("s"), pa.time64("us")),
    *(pa.decimal128(38, 2), pa.list_(pa.float64()), pa.struct([("a", pa.int64())])),
    *(pa.dictionary(pa.int8(), pa.string()), pa.dictionary(pa.int8(), pa.float64())),
    *(pa.map_(pa.string(), pa.int8()), pa.large_string(), pa.timestamp("us", "Europe/London")),
)
FILLS = (0.2, 1.0, -1.0, 0, 1, 2**63, 1e308, float("nan"), float("inf"), None, "0.2", "x" * 9_999)
ROWS = pa.table({"training": [0.1, 0.2], "supervision": [0.5, 0.25]})
DRAWS = pa.table({"discretion": [0.2, 0.4], "patience": [1.0, 2.0], "weight": [1.0, 3.0]})
ABOUT: Any = {"provenance": {"made by": "hand"}, "identified": {"discretion": 0.5}}


@st.composite
def columns(draw: Any, rows: int) -> pa.Array:
    """Return a column of any kind."""
    kind = draw(st.sampled_from(KINDS))
    few = draw(st.lists(st.sampled_from(FILLS), min_size=1, max_size=8))
    values = [few[row % len(few)] for row in range(rows)]
    try:
        return pa.array(values, kind, safe=False)
    except (pa.ArrowException, ValueError, TypeError, OverflowError):
        return pa.nulls(rows, kind)


@st.composite
def broken_tables(draw: Any, table: pa.Table) -> pa.Table:
    """Return a table in which up to three things are changed."""
    for _ in range(draw(st.integers(0, 3))):
        names = table.column_names
        if not names:
            break
        place = draw(st.integers(0, len(names) - 1))
        way = draw(st.integers(0, 6))
        name = names[place]
        if way <= 1:
            table = table.set_column(place, name, draw(columns(table.num_rows)))
        elif way == 2:
            other = draw(st.one_of(st.sampled_from((*NAMES, *names)), keys()))
            table = table.rename_columns([*names[:place], other, *names[place + 1 :]])
        elif way == 3:
            table = table.remove_column(place)
        elif way == 4:
            other = draw(st.one_of(st.sampled_from(NAMES), keys()))
            table = table.append_column(other, draw(columns(table.num_rows)))
        elif way == 5:
            table = table.slice(0, draw(st.integers(0, 2)))
        else:
            table = pa.concat_tables([table, table])
    return table


def as_bytes(table: pa.Table) -> bytes:
    """Return the file of a table; one that Parquet cannot hold is left out."""
    buffer = io.BytesIO()
    try:
        pq.write_table(table, buffer)
    except (pa.ArrowException, ValueError, UnicodeError):
        return b""
    return buffer.getvalue()


def with_metadata(table: pa.Table, text: str) -> pa.Table:
    """Return a table of draws that says where they come from."""
    content = text.encode("utf-8", "surrogatepass")
    return table.replace_schema_metadata({"goldenthread.draws": content})


@st.composite
def rows_files(draw: Any) -> bytes:
    """Return a broken table of points."""
    return damaged(as_bytes(draw(broken_tables(ROWS))), draw)


@st.composite
def draws_files(draw: Any) -> bytes:
    """Return a broken file of parameter draws."""
    table, about = draw(broken_tables(DRAWS)), copy.deepcopy(ABOUT)
    for _ in range(draw(st.integers(0, 2))):
        about = changed(about, draw)
    try:
        text = json.dumps(about, default=str)
    except ValueError:
        text = "1" * 5_000
    text = draw(st.sampled_from((text, text, text, "[" * 100_000, text[:-1])))
    return damaged(as_bytes(with_metadata(table, text)), draw)


VALID_ROWS = as_bytes(ROWS)
VALID_DRAWS = as_bytes(with_metadata(DRAWS, json.dumps(ABOUT)))
