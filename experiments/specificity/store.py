"""The results folder of a specificity matrix."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from experiments.provenance import manifest
from experiments.specificity.columns import cell_columns
from experiments.store import checked_folder, write_document, write_folder, write_table

if TYPE_CHECKING:
    from experiments.specificity.result import Specificity

NAME = "specificity"
"""Name of the results folder, of its figure and of its table."""


def save(
    result: Specificity, folder: str | os.PathLike[str] | None = None, *, command: str = ""
) -> Path:
    """Write the table, the manifest, the findings and the figures; see ``Specificity.save``."""
    target = checked_folder(folder, NAME)
    return write_folder(target, lambda partial: _write_all(result, partial, command))


def _write_all(result: Specificity, folder: Path, command: str) -> None:
    from experiments.figures.house_style import save_figure_with_data
    from experiments.figures.specificity import draw_measures, draw_specificity

    table = result.table()
    write_table(cell_columns(result), folder / f"{NAME}.parquet")
    write_document(manifest(result.design, command), folder / "manifest.json")
    write_document(result.summary(), folder / "findings.json")
    save_figure_with_data(draw_specificity(result), table[table.judged], folder, NAME)
    save_figure_with_data(draw_measures(result), table, folder, "measures")
