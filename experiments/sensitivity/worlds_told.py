"""What a comparison of both worlds says: sentences, tables, and the folder that holds them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from experiments.sensitivity.plan import SensitivityPlan
from experiments.sensitivity.store import manifest
from experiments.sensitivity.worlds import KINDS, of_kind
from experiments.store import write_document, write_folder
from experiments.studies.effort import Measured
from experiments.wording import counted, written

if TYPE_CHECKING:
    from experiments.sensitivity.worlds import BothWorlds, Compared


def sentences(both: BothWorlds) -> list[str]:
    """Return what the comparison says."""
    return [_setting(both), *_kinds(both), *_differences(both), *_missing(both)]


def _setting(both: BothWorlds) -> str:
    plan, stage = both.small.plan, both.small.stages[-1]
    return (
        f"The same {stage.design.samples:,} samples of {counted(len(plan.factors), 'parameter')}, "
        f"with {counted(plan.replicates, 'replicate')} each, in {_world(plan)} and in "
        f"{_world(both.whole.plan)}."
    )


def _world(plan: SensitivityPlan) -> str:
    world = plan.world
    return (
        f"{counted(len(world.councils), 'council')} ({counted(world.citizens, 'citizen')}, "
        f"{plan.setting.steps_per_year} steps a year)"
    )


def _kinds(both: BothWorlds) -> Iterator[str]:
    for kind, words in KINDS.items():
        found = of_kind(both.compared, kind)
        if not found:
            continue
        whole = f"{len(found)} of {len(found) + sum(each.kind == kind for each in both.missing)}"
        taus = [each.ranks.kendall for each in found if each.ranks is not None]
        alike = [each.ranks.kendall >= each.least for each in found if each.ranks is not None]
        ranks = (
            f" ranks agree with a median Kendall's tau of {np.median(taus):.2f}, where errors "
            f"alone would leave {np.median([each.expected for each in found]):.2f}; in "
            f"{sum(alike)} of {len(alike)} no less than errors allow;"
            if taus
            else ""
        )
        leaders = sum(each.same_leader for each in found)
        correlation = written(both.correlation(kind), 2)
        yield (
            f"{words} ({whole} outputs have indices in both): indices correlate at {correlation};"
            f"{ranks} the same parameter matters most in {leaders} of {len(found)}."
        )


def _differences(both: BothWorlds) -> Iterator[str]:
    total = sum(len(each.names) for each in both.compared)
    apart = [(each, name) for each in both.compared for name in each.differ]
    if not total:
        yield "No output has indices in both worlds."
    elif not apart:
        yield f"None of the {total} indices differs by more than the errors of both allow."
    else:
        shown = "; ".join(
            f"{name} for {each.label} ({_index(each, name, small=True):.2f} and "
            f"{_index(each, name, small=False):.2f})"
            for each, name in apart
        )
        yield (
            f"{len(apart)} of {total} indices differ by more than the errors of both allow: "
            f"{shown}."
        )


def _index(each: Compared, name: str, *, small: bool) -> float:
    return float((each.small if small else each.whole)[0, each.names.index(name)])


def _missing(both: BothWorlds) -> Iterator[str]:
    for each in both.missing:
        yield f"{each.label} cannot be compared ({each.reason})."


def agreement_table(both: BothWorlds) -> pd.DataFrame:
    """Return a row per output: how alike the ranks of parameters are in both worlds."""
    return pd.DataFrame(
        [
            {
                "output": each.output,
                "kind": each.kind,
                "parameters": len(each.names),
                "kendall": each.ranks.kendall if each.ranks else np.nan,
                "savage": each.ranks.savage if each.ranks else np.nan,
                "kendall_if_alike": each.expected,
                "kendall_if_alike_least": each.least,
                "same_leader": each.same_leader,
                "differ": " ".join(each.differ),
            }
            for each in both.compared
        ]
    )


def index_table(both: BothWorlds) -> pd.DataFrame:
    """Return a row per output and parameter: its index in both worlds, with standard errors."""
    return pd.DataFrame(
        [
            {
                "output": each.output,
                "kind": each.kind,
                "parameter": name,
                "small": each.small[0, place],
                "small_error": each.small[1, place],
                "whole": each.whole[0, place],
                "whole_error": each.whole[1, place],
                "differ": name in each.differ,
            }
            for each in both.compared
            for place, name in enumerate(each.names)
        ]
    )


def summary(both: BothWorlds) -> dict[str, Any]:
    """Return the findings as plain values."""
    taus = [each.ranks.kendall for each in both.compared if each.ranks is not None]
    correlation = both.correlation()
    return {
        "findings": both.findings,
        "outputs": len(both.compared),
        "correlation": correlation if np.isfinite(correlation) else None,
        "median_kendall": float(np.median(taus)) if taus else None,
        "differ": {each.output: list(each.differ) for each in both.compared if each.differ},
        "missing": {each.output: each.reason for each in both.missing},
    }


def save(both: BothWorlds, folder: Path, *, command: str, measured: Measured) -> Path:
    """Write everything into a folder that appears complete; an earlier one is replaced."""
    return write_folder(
        folder, lambda partial: _write_all(both, partial, command, measured), replace=True
    )


def _write_all(both: BothWorlds, folder: Path, command: str, measured: Measured) -> None:
    from experiments.figures.house_style import save_figure, write_data
    from experiments.figures.worlds import draw_worlds

    for name, frame in {"agreement": agreement_table(both), "indices": index_table(both)}.items():
        write_data(frame, folder / f"{name}.csv")
        frame.to_parquet(folder / f"{name}.parquet", index=False)
    if both.compared:
        save_figure(draw_worlds(both), folder, "worlds")
    write_document(summary(both), folder / "findings.json")
    whole = manifest(both.whole.plan, command, measured)
    document = manifest(both.small.plan, command, measured)
    document["whole_world"] = {"time": whole["time"], "councils": whole["councils"]}
    write_document(document, folder / "manifest.json")
