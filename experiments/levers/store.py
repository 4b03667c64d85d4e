"""The results folder of an experiment with levers."""

from __future__ import annotations

import json
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
from experiments.provenance import manifest
from experiments.store import publish, write_table

if TYPE_CHECKING:
    from experiments.columns import Columns
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
    name = f"{result.design.scenario.name}-thread"
    return publish(folder, name, lambda partial: _write_all(result, partial, command))


def _write_all(result: Threads, folder: Path, command: str) -> None:
    from experiments.figures.house_style import save_figure
    from experiments.figures.lever import draw_lever
    from experiments.figures.levers import draw_levers
    from experiments.figures.observed import draw_observed, figure_columns

    for name, columns in TABLES.items():
        write_table(columns(result), folder / name)
    record = json.dumps(manifest(result.design, command), indent=2, allow_nan=False)
    (folder / "manifest.json").write_text(record + "\n", encoding="utf-8")
    (folder / "findings.json").write_text(result.to_json() + "\n", encoding="utf-8")
    links, groups = map_columns(result), group_columns(result)
    several = len(result.levers) > 1
    single = folder / "levers" if several else folder
    single.mkdir(exist_ok=True)
    for name in result.levers:
        stem = _plain_name(name) if several else "thread"
        save_figure(draw_lever(result, name), single, stem)
        _write_csv(_of_lever(links, name), single / f"{stem}.csv")
        _write_csv(_of_lever(groups, name), single / f"{stem}-groups.csv")
    if several:
        save_figure(draw_levers(result), folder, "levers")
        _write_csv(links, folder / "levers.csv")
    save_figure(draw_observed(result), folder, "observed")
    _write_csv(figure_columns(result), folder / "observed.csv")


def _plain_name(name: str) -> str:
    return re.sub(r"[^\w]+", "-", name)


def _of_lever(columns: Columns, name: str) -> Columns:
    rows = columns["lever"] == name
    return {key: values[rows] for key, values in columns.items()}


def _write_csv(columns: Columns, path: Path) -> None:
    import pandas as pd

    pd.DataFrame(columns).to_csv(path, index=False)
