"""The results folder of a comparison: tables, findings, manifest and figures."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from experiments.compare.columns import contrast_columns, run_columns, series_columns
from experiments.compare.deprivation import band_columns, require_bands
from experiments.compare.summary import manifest
from experiments.posterior.behind import interval_table
from experiments.store import checked_folder, write_document, write_folder, write_table

if TYPE_CHECKING:
    from experiments.compare.result import ComparedScenarios

TABLES = {
    "outcomes.parquet": run_columns,
    "contrasts.parquet": contrast_columns,
    "series.parquet": series_columns,
}
"""The tables that every comparison leaves, and what makes the columns of each."""


def save(
    result: ComparedScenarios,
    folder: str | os.PathLike[str] | None,
    *,
    by_deprivation: bool,
    command: str,
) -> Path:
    """Write everything, or nothing; see ``ComparedScenarios.save``."""
    target = checked_folder(folder, result.plan.name)
    if by_deprivation:
        require_bands(result.plan.world)

    def write(partial: Path) -> None:
        _write(result, partial, by_deprivation=by_deprivation)
        write_document(manifest(result, command), partial / "manifest.json")

    return write_folder(target, write)


def _write(result: ComparedScenarios, folder: Path, *, by_deprivation: bool) -> None:
    from experiments.figures.bearers import bearers_data, draw_bearers
    from experiments.figures.house_style import save_figure_with_data, write_data
    from experiments.figures.precision import draw_precision, precision_data
    from experiments.figures.years import draw_years, years_data

    for name, columns in TABLES.items():
        write_table(columns(result), folder / name)
    write_document(result.summary(by_deprivation=by_deprivation), folder / "findings.json")
    if result.plan.nesting is not None:
        write_data(interval_table(result.intervals), folder / "intervals.csv")
    for kind in ("levels", "differences"):
        data = years_data(result, kind)
        save_figure_with_data(draw_years(result, kind, data), data, folder, kind)
    if result.plan.precision:
        widths = precision_data(result)
        save_figure_with_data(draw_precision(result, widths), widths, folder, "precision")
    if by_deprivation:
        write_table(band_columns(result), folder / "deprivation.parquet")
        bands = bearers_data(result)
        save_figure_with_data(draw_bearers(result, bands), bands, folder, "deprivation")
