"""What the page rests on: a calibration, a validation with it, and the patterns."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

TABLES = ("targets", "parameters", "pairs", "recovery", "waves")


@dataclass(frozen=True)
class Results:
    """Saved results, read back.

    Attributes
    ----------
    folder
        The calibration's results folder, for its figures.
    found, manifest
        The calibration's findings and how they were made.
    tables
        Its tables, by name.
    validated
        The findings of the validation.
    patterns
        The patterns with their null models.
    """

    folder: Path
    found: dict[str, Any]
    manifest: dict[str, Any]
    tables: dict[str, pd.DataFrame]
    validated: dict[str, Any]
    patterns: list[dict[str, Any]]


def read_results(calibrated: Path, validated: Path, patterns: Path) -> Results:
    """Return what was saved.

    Raises
    ------
    InputError
        When something is missing or cannot be read, with the command that makes it.
    """
    import pandas as pd

    calibrate = "goldenthread calibrate england_children --out DIR"
    tables = {}
    for name in TABLES:
        path = calibrated / f"{name}.csv"
        if not path.is_file():
            raise _missing(path, calibrate)
        tables[name] = pd.read_csv(path)
    return Results(
        calibrated,
        _read(calibrated / "findings.json", calibrate),
        _read(calibrated / "manifest.json", calibrate),
        tables,
        _read(validated / "findings.json", "goldenthread validate TABLE --out DIR"),
        _read(patterns, "goldenthread patterns --json > FILE"),
    )


def _read(path: Path, command: str) -> Any:
    if not path.is_file():
        raise _missing(path, command)
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        raise InputError(
            "it holds no JSON document", remedy=f"Make it anew: {command}", where=str(path)
        ) from None


def _missing(path: Path, command: str) -> InputError:
    return InputError("there is no such file", remedy=f"Make it: {command}", where=str(path))
