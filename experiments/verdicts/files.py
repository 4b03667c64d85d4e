"""The verdicts as files: the page, the table, and all of it for programs."""

from __future__ import annotations

import csv
import json
import platform
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from experiments.provenance import PACKAGES, installed_version
from experiments.verdicts.claims import Claim, Trial
from experiments.verdicts.page import page, rows


def document(trial: Trial, claims: Sequence[Claim], command: str) -> dict[str, Any]:
    """Return claims, checks and how they were made as plain values, for JSON."""
    design = trial.batches[0].design
    return {
        "replicates": trial.first_round,
        "most_replicates": trial.most,
        "seed": design.seed,
        "claims": [claim.summary() for claim in claims],
        "versions": {"python": platform.python_version()}
        | {package: installed_version(package) for package in PACKAGES},
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "command": command,
    }


def write_verdicts(trial: Trial, claims: Sequence[Claim], command: str, folder: Path) -> None:
    """Write ``verdicts.md``, ``verdicts.csv`` and ``verdicts.json`` into a folder."""
    (folder / "verdicts.md").write_text(page(trial, claims), encoding="utf-8")
    with (folder / "verdicts.csv").open("w", encoding="utf-8", newline="") as file:
        table = rows(claims)
        writer = csv.DictWriter(file, fieldnames=list(table[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(table)
    record = json.dumps(document(trial, claims, command), indent=2, allow_nan=False)
    (folder / "verdicts.json").write_text(record + "\n", encoding="utf-8")
