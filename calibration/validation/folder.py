"""The results folder of a validation."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from calibration.validation.figure import draw_validation
from experiments.figures.house_style import save_figure_with_data, write_data
from experiments.provenance import PACKAGES, installed_version
from experiments.store import checked_folder, write_document, write_folder

if TYPE_CHECKING:
    from calibration.validation.result import Validation


def save(found: Validation, folder: Path, command: str) -> Path:
    """Write figure, tables, findings and manifest into a folder, and return its path."""
    return write_folder(
        checked_folder(folder, "validate"), lambda partial: _write(found, partial, command)
    )


def _write(found: Validation, folder: Path, command: str) -> None:
    table = found.table()
    save_figure_with_data(draw_validation(found), table, folder, "validation")
    write_data(found.values(), folder / "values.csv")
    write_document(found.summary(), folder / "findings.json")
    settings = {name: design.settings[0] for name, design in found.plan.designs.items()}
    write_document(
        {
            "command": command,
            "targets": str(found.source),
            "parameters": found.plan.origin,
            "runs": found.plan.runs,
            "seed": found.plan.designs[found.plan.scenario].seed,
            "scenarios": {
                name: {
                    "observed": list(setting.window),
                    "councils": [asdict(council) for council in setting.world.councils],
                }
                for name, setting in settings.items()
            },
            "versions": {package: installed_version(package) for package in PACKAGES},
        },
        folder / "manifest.json",
    )
