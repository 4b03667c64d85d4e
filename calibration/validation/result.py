"""A table of targets held against an ensemble of runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from calibration.targets import Target, read_targets, shipped
from calibration.validation.plan import Plan, deprivation
from calibration.validation.row import Row
from experiments.studies.ledgers import ledgers_of
from experiments.studies.study import Study

if TYPE_CHECKING:
    import pandas as pd

FITTED_ON = "england_children"
"""The table that the calibration was fitted on."""


@dataclass(frozen=True)
class Validation:
    """What an ensemble gives for every target of a table.

    Attributes
    ----------
    plan
        What was run.
    rows
        One per target, in the order of the table.
    source
        The table's file.
    """

    plan: Plan
    rows: tuple[Row, ...]
    source: Path

    @property
    def judged(self) -> list[Row]:
        """The rows that count: judged, and not fitted."""
        return [row for row in self.rows if _counts(row) and not row.fitted]

    @property
    def findings(self) -> list[str]:
        """What was found, in sentences."""
        from calibration.validation.sentences import findings

        return findings(self)

    def table(self) -> pd.DataFrame:
        """Return a row per target: what was asked, what runs give, and the verdict."""
        import pandas as pd

        return pd.DataFrame([row.summary() for row in self.rows])

    def values(self) -> pd.DataFrame:
        """Return a row per run and a column per target that was computed."""
        import pandas as pd

        computed = {row.target.id: row.values for row in self.rows if row.target.statistic}
        longest = max(map(len, computed.values()), default=0)
        padded = {
            name: np.concatenate([values, np.full(longest - len(values), np.nan)])
            for name, values in computed.items()
        }
        return pd.DataFrame({"run": np.arange(longest), **padded})

    def summary(self) -> dict[str, Any]:
        """Return the findings as plain values."""
        judged = self.judged
        return {
            "targets": str(self.source),
            "parameters": self.plan.origin,
            "runs": self.plan.runs,
            "scenario": self.plan.scenario,
            "judged": len(judged),
            "inside": sum(row.verdict == "inside" for row in judged),
            "findings": self.findings,
            "rows": [row.summary() for row in self.rows],
        }

    def save(self, folder: Path, *, command: str) -> Path:
        """Write the results folder and return its path."""
        from calibration.validation.folder import save

        return save(self, folder, command)


def held_against(plan: Plan, studies: Mapping[str, Study], source: Path) -> Validation:
    """Return what the runs of some studies give for the targets of a plan.

    Parameters
    ----------
    plan
        The plan.
    studies
        The study of every scenario of the plan, computed.
    source
        The file of the targets.
    """
    fitted = {
        (target.statistic.text, target.period)
        for target in read_targets(shipped(FITTED_ON))
        if target.fitted and target.statistic is not None
    }
    values = {name: _values(plan, name, study) for name, study in studies.items()}
    rows = []
    for place, target in enumerate(plan.targets):
        name = target.scenario or plan.scenario
        setting = plan.designs[name].settings[0] if name in plan.designs else None
        text = None if target.statistic is None else target.statistic.text
        if setting is None or text is None:
            rows.append(Row(target, np.array([]), (0.0, 0.0), False, False, name))
            continue
        rows.append(
            Row(
                target,
                values[name][:, place],
                target.window(setting.first_year, setting.years),
                target.covered(setting.first_year, setting.years),
                (text, target.period) in fitted,
                name,
            )
        )
    return Validation(plan, tuple(rows), source)


def _values(plan: Plan, name: str, study: Study) -> np.ndarray:
    """Return what every run of a scenario gives for every target, shape (R, T)."""
    setting = plan.designs[name].settings[0]
    scores = deprivation(setting)
    here = [_in(target, name, plan) for target in plan.targets]
    return np.array(
        [
            [
                target.of(ledger, setting.first_year, setting.years, scores) if wanted else np.nan
                for target, wanted in zip(plan.targets, here, strict=True)
            ]
            for _, ledger in ledgers_of(study)
        ]
    ).reshape(-1, len(plan.targets))


def _in(target: Target, name: str, plan: Plan) -> bool:
    return (target.scenario or plan.scenario) == name


def _counts(row: Row) -> bool:
    return row.verdict in ("inside", "outside") or (
        row.verdict == "undefined" and row.target.judged
    )
