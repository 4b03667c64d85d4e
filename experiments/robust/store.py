"""The tables, figure and findings of a comparison of packages."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from experiments.posterior.behind import interval_table
from experiments.posterior.drawn import DrawnParameters, described
from experiments.sensitivity.store import manifest
from experiments.store import write_document, write_folder
from experiments.studies.effort import Measured
from experiments.summary import plain

if TYPE_CHECKING:
    from experiments.robust.run import Robustness
    from experiments.robust.worlds import Worlds


def save(result: Robustness, folder: Path, *, command: str, measured: Measured) -> Path:
    """Write everything into a folder that appears complete; an earlier one is replaced."""
    return write_folder(
        folder, lambda partial: _write_all(result, partial, command, measured), replace=True
    )


def _write_all(result: Robustness, folder: Path, command: str, measured: Measured) -> None:
    from experiments.figures.house_style import save_figure, write_data
    from experiments.figures.pairs import draw_pairs
    from experiments.figures.robust import draw_robust

    tables = {
        "packages": package_table(result),
        "pairs": pair_table(result),
        "worlds": world_table(result),
    }
    for name, frame in tables.items():
        write_data(frame, folder / f"{name}.csv")
        frame.to_parquet(folder / f"{name}.parquet", index=False)
    if result.intervals:
        write_data(interval_table(result.intervals), folder / "intervals.csv")
    save_figure(draw_robust(result), folder, "packages")
    save_figure(draw_pairs(result), folder, "pairs")
    write_document(summary(result), folder / "findings.json")
    packages = [
        {"name": each.name, "cost": each.cost, "set": dict(each.levers)}
        for each in result.packages.packages
    ]
    required = [str(each) for each in result.packages.required]
    document = manifest(result.plan, command, measured) | {
        "packages": packages,
        "required": required,
    }
    if result.worlds.drawn is not None:
        # In place of ranges that were not used.
        document |= {"factors": [], "posterior": _posterior(result.worlds, result.worlds.drawn)}
    write_document(document, folder / "manifest.json")


def _posterior(worlds: Worlds, drawn: DrawnParameters) -> dict[str, Any]:
    rows = [row + 1 for row in drawn.rows]
    return described(drawn.source) | {
        "uncertain": list(worlds.uncertain),
        "taken": [
            {"row": row} | dict(worlds.points[place])
            for row, place in zip(rows, worlds.place, strict=True)
        ],
    }


def package_table(result: Robustness) -> pd.DataFrame:
    """Return a row per package: cost, shares of worlds, regrets, means of all outputs."""
    frame: dict[str, Any] = {
        "package": [each.name for each in result.packages.packages],
        "cost": [each.cost for each in result.packages.packages],
        "undominated": result.front,
    }
    measures = {"unbroken": result.unbroken, "satisfied": result.satisfied}
    measures |= {f"regret.{name}": found for name, found in result.regret.items()}
    for name, found in measures.items():
        frame |= {name: found.share, f"{name}.low": found.low, f"{name}.high": found.high}
    frame |= {f"mean.{name}": result.mean(name) for name in result.values}
    return pd.DataFrame(frame)


def pair_table(result: Robustness) -> pd.DataFrame:
    """Return a row per criterion and pair of packages: the difference, with its interval."""
    return pd.DataFrame([asdict(pair) | {"clear": pair.clear} for pair in result.pairs])


def world_table(result: Robustness) -> pd.DataFrame:
    """Return a row per package and world: every output, mean over the replicates."""
    packages, worlds = next(iter(result.values.values())).shape
    names = [each.name for each in result.packages.packages]
    frame: dict[str, Any] = {
        "package": np.repeat(names, worlds),
        "world": np.tile(np.arange(worlds), packages),
    }
    return pd.DataFrame(frame | {name: found.ravel() for name, found in result.values.items()})


def summary(result: Robustness) -> dict[str, Any]:
    """Return the findings as plain values."""
    drawn = result.worlds.drawn
    return {
        **({} if drawn is None else {"posterior": described(drawn.source)}),
        "findings": result.findings,
        "packages": {
            each.name: {
                "cost": each.cost,
                "unbroken": float(result.unbroken.share[place]),
                "satisfied": float(result.satisfied.share[place]),
                "undominated": bool(result.front[place]),
            }
            for place, each in enumerate(result.packages.packages)
        },
        **_differences(result),
    }


def _differences(result: Robustness) -> dict[str, Any]:
    """Return what packages change against the first; nothing without a posterior."""
    if not result.intervals:
        return {}
    rows = [
        {"package": each.world, "output": each.name} | (plain(each.estimate) or {})
        for each in result.intervals
    ]
    return {"differences": rows}
