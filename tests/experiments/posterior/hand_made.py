"""Small files of draws, made by hand."""

import json
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from experiments.posterior.draws import ParameterDraws

ABOUT = {"provenance": {"made by": "hand"}, "identified": {}}


def draws_of(weights=None, **columns) -> ParameterDraws:
    """Draws with these columns, counting alike without weights."""
    values = np.column_stack(list(columns.values()))
    return ParameterDraws(
        "hand_made",
        tuple(columns),
        values,
        np.ones(len(values)) if weights is None else np.array(weights, dtype=float),
        {"made by": "hand"},
        dict.fromkeys(columns, 0.5),
    )


def raw_file(path: Path, columns, about: object = ABOUT) -> Path:
    """A Parquet file with whatever columns and metadata."""
    table = pa.table(columns)
    if about is not None:
        text = about if isinstance(about, str) else json.dumps(about)
        table = table.replace_schema_metadata({"goldenthread.draws": text})
    pq.write_table(table, path)
    return path
