"""The results folder of a calibration."""

from __future__ import annotations

from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from calibration.inference.tables import TABLES
from experiments.design import Arm
from experiments.provenance import circumstances, installed_version
from experiments.store import write_document, write_folder
from experiments.studies.identity import model_version
from scenarios import available

if TYPE_CHECKING:
    from calibration.inference.plan import CalibrationPlan
    from calibration.inference.quick import QuickFit
    from calibration.inference.result import Calibration

POSTERIOR, REFUSED = "posterior.parquet", "posterior-that-failed.parquet"


def save(result: Calibration, folder: Path, plan: CalibrationPlan, *, command: str = "") -> Path:
    """Write everything into a folder that appears complete; an earlier one is replaced."""
    return write_folder(
        folder, lambda partial: _write_all(result, partial, plan, command), replace=True
    )


def save_quick(result: QuickFit, folder: Path, plan: CalibrationPlan, *, command: str = "") -> Path:
    """Write the point, as a table and as a scenario, into a folder that appears complete."""
    return write_folder(
        folder, lambda partial: _write_quick(result, partial, plan, command), replace=True
    )


def _write_all(result: Calibration, folder: Path, plan: CalibrationPlan, command: str) -> None:
    from calibration.inference.figures import FIGURES
    from experiments.figures.house_style import save_figure, write_data

    for name, table in TABLES.items():
        write_data(table(result), folder / f"{name}.csv")
    for name, draw in FIGURES.items():
        save_figure(draw(result, plan), folder, name)
    # A posterior that fails its checks gets another name, so that nobody takes it by mistake.
    name = POSTERIOR if result.trust.passed else REFUSED
    made = {"command": command, "model": model_version(), **_versions()}
    draws = replace(result.ensemble.draws, provenance={**result.ensemble.draws.provenance, **made})
    draws.save(folder / name)
    write_document(result.summary(), folder / "findings.json")
    write_document(manifest(plan, command), folder / "manifest.json")


def _write_quick(result: QuickFit, folder: Path, plan: CalibrationPlan, command: str) -> None:
    import pandas as pd

    from experiments.figures.house_style import write_data

    observed = result.observed
    targets = {
        "id": observed.names,
        "quantity": observed.quantities,
        "official": observed.values,
        "tolerance": observed.tolerances,
        "figure": result.figures,
        "miss_in_tolerances": result.misses,
    }
    write_data(pd.DataFrame(targets), folder / "targets.csv")
    points = {"parameter": list(result.point), "value": list(result.point.values())}
    write_data(pd.DataFrame(points), folder / "point.csv")
    lines = [f"{name} = {value:.6g}" for name, value in result.point.items()]
    text = (
        'title = "The point that fits best"\n'
        'claim = "None: a point from `goldenthread calibrate --quick`, which hides ridges."\n'
        f'source = "goldenthread calibrate {plan.name} --quick"\n'
        f'against = "{_against(plan.priors.scenario)}"\n\n[parameters]\n' + "\n".join(lines) + "\n"
    )
    (folder / "point.toml").write_text(text, encoding="utf-8")
    summary = {"findings": result.findings, "point": dict(result.point), "runs": result.runs}
    write_document(summary, folder / "findings.json")
    write_document(manifest(plan, command), folder / "manifest.json")


def _against(scenario: str) -> str:
    """Return a scenario's name, or where its file is, for a file that lies elsewhere."""
    shipped = {each.name for each in available()}
    return scenario if scenario in shipped else Path(scenario).resolve().as_posix()


def _versions() -> dict[str, str]:
    packages = ("goldenthread", "sbi", "torch", "scikit-learn", "numpy")
    return {package: installed_version(package) for package in packages}


def manifest(plan: CalibrationPlan, command: str) -> dict[str, Any]:
    """Return everything needed to repeat a calibration, as plain values."""
    setting = plan.setting
    arm = Arm(setting.scenario, setting.title, setting.parameters, setting.changes)
    return {
        "calibrated": plan.name,
        "seed": plan.seed,
        "budget": plan.budget,
        "allocation": asdict(plan.allocation),
        "time": {
            "first_year": setting.first_year,
            "years": setting.years,
            "burn_in_years": setting.burn_in_years,
            "steps_per_year": setting.steps_per_year,
        },
        "priors": [
            asdict(factor) | {"why": why}
            for factor, why in zip(plan.priors.factors, plan.priors.reasons, strict=True)
        ],
        "targets": [
            {"id": each.id, "value": each.value, "tolerance": each.tolerance, "source": each.source}
            for each in (*plan.targets, *(one for many in plan.elsewhere.values() for one in many))
        ],
        "targets_left_out": list(plan.left_out),
        "model": model_version(),
        **_versions(),
        **circumstances(setting.world, [arm], command),
    }
