"""The results folder of a sensitivity analysis."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from experiments.design import Arm
from experiments.provenance import circumstances, installed_version
from experiments.sensitivity.guard import POLICY
from experiments.sensitivity.outputs import RATIO_POLICY
from experiments.sensitivity.ranges import role_of
from experiments.sensitivity.tables import (
    agreement_table,
    convergence_table,
    excluded_table,
    index_table,
    output_table,
)
from experiments.store import write_document, write_folder
from experiments.studies.effort import Measured

if TYPE_CHECKING:
    from experiments.sensitivity.plan import SensitivityPlan
    from experiments.sensitivity.result import Sensitivity

TABLES = {
    "indices": index_table,
    "outputs": output_table,
    "convergence": convergence_table,
    "excluded": excluded_table,
    "agreement": agreement_table,
}


def save(result: Sensitivity, folder: Path, *, command: str, measured: Measured) -> Path:
    """Write everything into a folder that appears complete; an earlier one is replaced."""
    return write_folder(
        folder, lambda partial: _write_all(result, partial, command, measured), replace=True
    )


def _write_all(result: Sensitivity, folder: Path, command: str, measured: Measured) -> None:
    from experiments.figures.house_style import save_figure, write_data
    from experiments.figures.sensitivity import draw_convergence, draw_indices, draw_screening

    for name, table in TABLES.items():
        frame = table(result)
        write_data(frame, folder / f"{name}.csv")
        frame.to_parquet(folder / f"{name}.parquet", index=False)
    write_document(result.summary(), folder / "findings.json")
    write_document(manifest(result.plan, command, measured), folder / "manifest.json")
    for place, stage in enumerate(result.stages):
        save_figure(draw_indices(result, place), folder, f"indices-{stage.design.method}")
        save_figure(draw_convergence(result, place), folder, f"convergence-{stage.design.method}")
        if stage.design.method == "morris" and not result.plan.grouped:
            save_figure(draw_screening(result, place), folder, "screening")


def manifest(plan: SensitivityPlan, command: str, measured: Measured) -> dict[str, Any]:
    """Return everything needed to repeat the analysis, as plain values."""
    setting = plan.setting
    arm = Arm(setting.scenario, setting.title, setting.parameters, setting.changes)
    return {
        "scenario": plan.source,
        "time": {
            "first_year": setting.first_year,
            "years": setting.years,
            "burn_in_years": setting.burn_in_years,
            "steps_per_year": setting.steps_per_year,
        },
        "seed": plan.seed,
        "replicates": plan.replicates,
        "method": plan.method or "morris, then sobol",
        "samples": plan.samples,
        "screening": plan.screening,
        "outputs": list(plan.outputs),
        "ranges": plan.ranges,
        "grouped": plan.grouped,
        "levers_stepped": list(plan.levers),
        "factors": [asdict(factor) | {"role": role_of(factor.name)} for factor in plan.factors],
        "not_varied": list(plan.fixed),
        "policies": [POLICY, RATIO_POLICY],
        "salib": installed_version("SALib"),
        "measured": dict(measured),
        **circumstances(plan.world, [arm], command),
    }
