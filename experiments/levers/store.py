"""The results folder of an experiment with levers."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from experiments.levers.tables import (
    answer_columns,
    cell_columns,
    group_columns,
    map_columns,
    observed_columns,
)
from experiments.posterior.behind import interval_table
from experiments.provenance import manifest
from experiments.store import checked_folder, write_document, write_folder, write_table

if TYPE_CHECKING:
    from experiments.levers.result import Threads

TABLES = {
    "answers.parquet": answer_columns,
    "thread.parquet": map_columns,
    "groups.parquet": group_columns,
    "observed.parquet": observed_columns,
    "cells.parquet": cell_columns,
}
"""The tables of a results folder, and what makes the columns of each."""


def save(
    result: Threads, folder: str | os.PathLike[str] | None = None, *, command: str = ""
) -> Path:
    """Write the tables, the manifest, the findings and the figures; see ``Threads.save``."""
    target = checked_folder(folder, result.design.name)
    return write_folder(target, lambda partial: _write_all(result, partial, command))


def _write_all(result: Threads, folder: Path, command: str) -> None:
    for name, columns in TABLES.items():
        write_table(columns(result), folder / name)
    write_document(manifest(result.design, command), folder / "manifest.json")
    write_document(result.summary(), folder / "findings.json")
    _draw_all(result, folder)


def _draw_all(result: Threads, folder: Path) -> None:
    import pandas as pd

    from experiments.figures.house_style import save_figure_with_data, write_data
    from experiments.figures.lever import draw_lever
    from experiments.figures.levers import draw_levers
    from experiments.figures.observed import draw_observed, figure_columns

    links, groups = pd.DataFrame(map_columns(result)), pd.DataFrame(group_columns(result))
    if result.design.nesting is not None:
        write_data(interval_table(result.intervals), folder / "intervals.csv")
    several = len(result.levers) > 1
    single = folder / "levers" if several else folder
    single.mkdir(exist_ok=True)
    for name in result.levers:
        stem = _plain_name(name) if several else "thread"
        save_figure_with_data(draw_lever(result, name), links[links.lever == name], single, stem)
        write_data(groups[groups.lever == name], single / f"{stem}-groups.csv")
    if several:
        save_figure_with_data(draw_levers(result), links, folder, "levers")
    seen = pd.DataFrame(figure_columns(result))
    save_figure_with_data(draw_observed(result), seen, folder, "observed")


def _plain_name(name: str) -> str:
    return re.sub(r"[^\w]+", "-", name)
