"""The results folder of a valuation: tables, findings, manifest and figure."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from experiments.store import checked_folder, write_document, write_folder, write_table
from experiments.whose.columns import (
    agreement_columns,
    measure_columns,
    rank_columns,
    value_columns,
)
from experiments.whose.summary import manifest

if TYPE_CHECKING:
    from experiments.whose.result import ValuedScenarios

TABLES = {
    "measures.parquet": measure_columns,
    "values.parquet": value_columns,
    "ranks.parquet": rank_columns,
    "disagreement.parquet": agreement_columns,
}
"""The tables of a results folder, and what makes the columns of each."""


def save(result: ValuedScenarios, folder: str | os.PathLike[str] | None, *, command: str) -> Path:
    """Write everything, or nothing; see ``ValuedScenarios.save``."""
    target = checked_folder(folder, f"whose-{result.compared.plan.name}")

    def write(partial: Path) -> None:
        _write(result, partial)
        write_document(manifest(result, command), partial / "manifest.json")

    return write_folder(target, write)


def _write(result: ValuedScenarios, folder: Path) -> None:
    import pandas as pd

    from experiments.figures.house_style import save_figure, write_data
    from experiments.figures.whose import draw_whose

    for name, columns in TABLES.items():
        write_table(columns(result), folder / name)
    write_document(result.summary(), folder / "findings.json")
    save_figure(draw_whose(result), folder, "whose")
    write_data(pd.DataFrame(rank_columns(result)), folder / "ranks.csv")
    write_data(pd.DataFrame(agreement_columns(result)), folder / "disagreement.csv")
