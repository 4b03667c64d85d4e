"""The tables, figures and findings of a discovery."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from experiments.discovery.box import Box
from experiments.sensitivity.store import manifest
from experiments.store import write_document, write_folder
from experiments.studies.effort import Measured

if TYPE_CHECKING:
    from experiments.discovery.run import Discoveries


def save(result: Discoveries, folder: Path, *, command: str, measured: Measured) -> Path:
    """Write everything into a folder that appears complete; an earlier one is replaced."""
    return write_folder(
        folder, lambda partial: _write_all(result, partial, command, measured), replace=True
    )


def _write_all(result: Discoveries, folder: Path, command: str, measured: Measured) -> None:
    from experiments.figures.discovery import draw_discovery
    from experiments.figures.house_style import save_figure, write_data

    tables = {"boxes": box_table(result), "curves": curve_table(result), "tree": tree_table(result)}
    for name, frame in tables.items():
        write_data(frame, folder / f"{name}.csv")
        frame.to_parquet(folder / f"{name}.parquet", index=False)
    for each in result.events:
        if each.found:
            stem = re.sub(r"[^\w]+", "-", each.event.name).strip("-")
            save_figure(draw_discovery(result, each), folder, f"boxes-{stem}")
    write_document(summary(result), folder / "findings.json")
    write_document(manifest(result.plan, command, measured), folder / "manifest.json")


def summary(result: Discoveries) -> dict[str, Any]:
    """Return the findings as plain values."""
    return {
        "findings": result.findings,
        "rows": len(result.design.shares),
        "replicates": result.plan.replicates,
        "failed_runs": result.failed,
        "events": {
            each.event.name: {
                "share": None if math.isnan(each.share) else each.share,
                "reason": each.reason,
                "boxes": [
                    {
                        "of": kind,
                        "coverage": found.candidate.worth.coverage,
                        "density": found.candidate.worth.density,
                        "conditions": list(found.candidate.box.restricted),
                    }
                    for kind, discovery in each.found.items()
                    for found in discovery.boxes
                ],
            }
            for each in result.events
        },
    }


_BOX = ("event", "kind", "box", "condition", "low", "high", "categories")


def box_table(result: Discoveries) -> pd.DataFrame:
    """Return a row per box and condition: limits, quasi-p-value and stability."""
    rows = []
    for event, kind, discovery in _each(result):
        for number, found in enumerate(discovery.boxes, start=1):
            value, stable = found.candidate.worth, found.stability
            for limits in _limits(found.candidate.box):
                name = limits["condition"]
                rows.append(
                    {"event": event, "kind": kind, "box": number, **limits}
                    | {
                        "quasi_p": found.candidate.quasi_p[name],
                        "found_again": stable.again[name],
                        "coverage": value.coverage,
                        "density": value.density,
                        "mass": value.mass,
                        "coverage_unseen": stable.coverage,
                        "density_unseen": stable.density,
                    }
                )
    more = ("quasi_p", "found_again", "coverage", "density", "mass")
    return pd.DataFrame(rows, columns=[*_BOX, *more, "coverage_unseen", "density_unseen"])


def curve_table(result: Discoveries) -> pd.DataFrame:
    """Return a row per box of every trade-off curve."""
    rows = [
        {
            "event": event,
            "kind": kind,
            "box": number,
            "step": step,
            "coverage": each.worth.coverage,
            "density": each.worth.density,
            "mass": each.worth.mass,
            "conditions": len(each.box.restricted),
        }
        for event, kind, discovery in _each(result)
        for number, found in enumerate(discovery.boxes, start=1)
        for step, each in enumerate(found.curve)
    ]
    columns = ["event", "kind", "box", "step", "coverage", "density", "mass", "conditions"]
    return pd.DataFrame(rows, columns=columns)


def tree_table(result: Discoveries) -> pd.DataFrame:
    """Return a row per leaf of the tree and condition that leads there."""
    rows = [
        {"event": event, "kind": kind, "box": number, **limits}
        | {"coverage": leaf.worth.coverage, "density": leaf.worth.density, "mass": leaf.worth.mass}
        for event, kind, discovery in _each(result)
        for number, leaf in enumerate(discovery.leaves, start=1)
        for limits in _limits(leaf.box)
    ]
    return pd.DataFrame(rows, columns=[*_BOX, "coverage", "density", "mass"])


def _each(result: Discoveries) -> Iterator[tuple[str, str, Any]]:
    for each in result.events:
        for kind, discovery in each.found.items():
            yield each.event.name, kind, discovery


def _limits(box: Box) -> Iterator[dict[str, Any]]:
    for name, (low, high) in box.limits.items():
        yield {"condition": name, "low": low, "high": high, "categories": ""}
    for name, values in box.allowed.items():
        words = " ".join(f"{value:g}" for value in sorted(values))
        yield {"condition": name, "low": math.nan, "high": math.nan, "categories": words}
