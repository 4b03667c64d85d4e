"""The design as it was run, as plain values: the same design, the same text."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from experiments.provenance import PACKAGES, installed_version
from experiments.studies.design import Setting, StudyDesign
from experiments.studies.identity import model_version
from experiments.studies.study_file import FORMAT


def manifest(design: StudyDesign) -> dict[str, Any]:
    """Return everything needed to repeat a study, but its points, which are in its tables."""
    return {
        "format": FORMAT,
        "runs": len(design),
        "points": len(design.points),
        "parameters": list(design.parameters),
        "replicates": design.replicates,
        "seed": design.seed,
        "own_draws": design.own_draws,
        "thread": design.kept.thread,
        "series": design.kept.series,
        "sums": design.kept.sums,
        "events": design.kept.events,
        "scenarios": [_setting(setting) for setting in design.settings],
        "model": model_version(),
        "versions": {package: installed_version(package) for package in PACKAGES},
    }


def manifest_text(design: StudyDesign) -> str:
    """Return the manifest as one JSON document."""
    return json.dumps(manifest(design), indent=2, allow_nan=False) + "\n"


def _setting(setting: Setting) -> dict[str, Any]:
    record = asdict(setting)
    world = record.pop("world")
    return {
        **record,
        "councils": {"name": world["name"], "rows": world["councils"]},
    }
