"""The tables, figure and findings of a comparison of packages."""

from __future__ import annotations

import shutil
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from experiments.sensitivity.store import manifest
from experiments.store import write_document, write_folder
from experiments.studies.effort import Measured

if TYPE_CHECKING:
    from experiments.robust.run import Robustness


def save(result: Robustness, folder: Path, *, command: str, measured: Measured) -> Path:
    """Write everything into a folder that appears complete; an earlier one is replaced."""
    if folder.is_dir():
        shutil.rmtree(folder)
    return write_folder(folder, lambda partial: _write_all(result, partial, command, measured))


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
    save_figure(draw_robust(result), folder, "packages")
    save_figure(draw_pairs(result), folder, "pairs")
    write_document(summary(result), folder / "findings.json")
    packages = [
        {"name": each.name, "cost": each.cost, "set": dict(each.levers)}
        for each in result.packages.packages
    ]
    required = [str(each) for each in result.packages.required]
    write_document(
        manifest(result.plan, command, measured) | {"packages": packages, "required": required},
        folder / "manifest.json",
    )


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
    return {
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
    }
