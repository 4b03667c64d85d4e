"""The tables, figures and findings of the atlas."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from experiments.atlas.sentences import told
from experiments.atlas.threads import LINKS
from experiments.sensitivity.store import manifest
from experiments.store import write_document, write_folder
from experiments.studies.effort import Measured

if TYPE_CHECKING:
    from experiments.atlas.run import Atlas, Line


def save(atlas: Atlas, folder: Path, *, command: str, measured: Measured) -> Path:
    """Write everything into a folder that appears complete; an earlier one is replaced."""
    return write_folder(
        folder, lambda partial: _write_all(atlas, partial, command, measured), replace=True
    )


def _write_all(atlas: Atlas, folder: Path, command: str, measured: Measured) -> None:
    from experiments.figures.atlas import draw_lines, draw_maps, draw_matrix
    from experiments.figures.house_style import save_figure, write_data

    tables = {
        "matrix": matrix_table(atlas),
        "profiles": line_table(atlas, atlas.profiles),
        "breaks": break_table((*atlas.profiles, atlas.path)),
        "maps": map_table(atlas),
        "path": line_table(atlas, (atlas.path,)),
    }
    for name, frame in tables.items():
        write_data(frame, folder / f"{name}.csv")
        frame.to_parquet(folder / f"{name}.parquet", index=False)
    save_figure(draw_matrix(atlas), folder, "matrix")
    if atlas.profiles:
        save_figure(draw_lines(atlas, atlas.profiles), folder, "profiles")
    if atlas.maps:
        save_figure(draw_maps(atlas), folder, "maps")
    save_figure(draw_lines(atlas, (atlas.path,)), folder, "path")
    write_document(summary(atlas), folder / "findings.json")
    plan = atlas.plan
    write_document(
        manifest(plan.sensitivity, command, measured)
        | {
            "atlas": {
                "pairs": [list(each.names) for each in atlas.maps],
                "points": plan.points,
                "replicates": plan.replicates,
                "path": plan.path.scenario,
                "depths": list(plan.depths),
                "thresholds": asdict(plan.thresholds),
            }
        },
        folder / "manifest.json",
    )
    atlas.sensitivity.save(folder / "sensitivity", command=command, measured=measured)


def matrix_table(atlas: Atlas) -> pd.DataFrame:
    """Return a row per parameter and output: total effect, standard error, above the floor."""
    matrix = atlas.matrix
    return pd.DataFrame(
        [
            {
                "parameter": name,
                "output": output,
                "effect": matrix.effects[row, column],
                "error": matrix.errors[row, column],
                "important": bool(matrix.important[row, column]),
                "of_loss": output in matrix.by_loss,
            }
            for row, name in enumerate(matrix.parameters)
            for column, output in enumerate(matrix.columns)
        ]
    )


def line_table(atlas: Atlas, lines: tuple[Line, ...]) -> pd.DataFrame:
    """Return a row per line, value and link: what is passed on, with its interval."""
    rows = []
    for line in lines:
        shown = line.threads.passed_on()
        low, high = line.threads.interval(atlas.plan.seed)
        broken = line.threads.surely_broken(atlas.plan.seed)
        for place, value in enumerate(line.values):
            rows += [
                {
                    "line": line.name,
                    "value": value,
                    "link": link,
                    "passed_on": shown[place, column],
                    "low": low[place, column],
                    "high": high[place, column],
                    "broken_in": broken[place, column],
                }
                for column, link in enumerate(LINKS)
            ]
    columns = ["line", "value", "link", "passed_on", "low", "high", "broken_in"]
    return pd.DataFrame(rows, columns=columns)


def break_table(lines: tuple[Line, ...]) -> pd.DataFrame:
    """Return a row per line and link: where it breaks."""
    return pd.DataFrame([{"line": line.name} | asdict(p) for line in lines for p in line.breaks])


def map_table(atlas: Atlas) -> pd.DataFrame:
    """Return a row per pair, place and link."""
    rows = []
    for each in atlas.maps:
        shown = each.threads.passed_on()
        broken = each.threads.surely_broken(atlas.plan.seed)
        grid = np.array(np.meshgrid(*each.values, indexing="ij")).reshape(2, -1).T
        for place, (one, other) in enumerate(grid.tolist()):
            rows += [
                {
                    "first": each.names[0],
                    "second": each.names[1],
                    "first_value": one,
                    "second_value": other,
                    "link": link,
                    "passed_on": shown[place, column],
                    "broken_in": broken[place, column],
                }
                for column, link in enumerate(LINKS)
            ]
    columns = ["first", "second", "first_value", "second_value", "link", "passed_on", "broken_in"]
    return pd.DataFrame(rows, columns=columns)


def summary(atlas: Atlas) -> dict[str, Any]:
    """Return the findings as plain values."""
    return {
        "findings": atlas.findings,
        "told": told(atlas),
        "parameters": list(atlas.matrix.parameters),
        "profiles": [line.name for line in atlas.profiles],
        "maps": [list(each.names) for each in atlas.maps],
        "first_break": {
            "path": atlas.path.name,
            "at_start": list(atlas.first.at_start),
            "unsure": list(atlas.first.unsure),
            "shares": atlas.first.shares,
            "none": atlas.first.none,
        },
    }
