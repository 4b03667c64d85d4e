"""Tables of a results folder, read from their Parquet files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from experiments.report.clean import cleaned
from sim.errors import InputError

if TYPE_CHECKING:
    from pandas import DataFrame

Rows = list[dict[str, Any]]
"""Rows, each with its columns by name."""


def read_frame(path: Path, columns: tuple[str, ...]) -> DataFrame:
    """Return a file with these columns; what is undefined is NaN.

    Raises
    ------
    InputError
        When it is missing, cannot be read as Parquet, or lacks a column.
    """
    import pandas as pd
    import pyarrow as pa

    try:
        return pd.read_parquet(path, columns=list(columns))
    except FileNotFoundError:
        raise InputError(f"{path.name} is missing") from None
    except (OSError, pa.ArrowException, ValueError) as error:
        reason = next(iter(str(error).splitlines()), type(error).__name__)
        raise InputError(f"{path.name} cannot be read ({reason})") from None


def rows_of(frame: DataFrame) -> Rows:
    """Return the rows of a table as plain values, their texts cleaned."""
    return [dict(cleaned(row)) for row in frame.to_dict("records")]
