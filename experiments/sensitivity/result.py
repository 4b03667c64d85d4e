"""The result of a sensitivity analysis."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from experiments.sensitivity.agreement import Agreement, agreement
from experiments.sensitivity.analysis import OutputAnalysis
from experiments.sensitivity.designs import SampleDesign
from experiments.studies.effort import NOT_MEASURED, Measured

if TYPE_CHECKING:
    import pandas as pd

    from experiments.sensitivity.plan import SensitivityPlan


@dataclass(frozen=True)
class Stage:
    """One design and what its rows showed.

    Attributes
    ----------
    design
        The rows.
    analyses
        Every output, mean and spread.
    beside
        The means by another method from the same rows.
    failures
        A row per run that failed.
    """

    design: SampleDesign = field(repr=False)
    analyses: tuple[OutputAnalysis, ...]
    beside: tuple[OutputAnalysis, ...]
    failures: pd.DataFrame = field(repr=False)

    def of(self, output: str, statistic: str = "mean") -> OutputAnalysis:
        """Return the analysis of one statistic of an output."""
        return next(
            each
            for each in self.analyses
            if each.output.name == output and each.statistic == statistic
        )


@dataclass(frozen=True)
class Sensitivity:
    """Which parameters matter for which output, and how sure that is.

    Attributes
    ----------
    plan
        What was asked for.
    stages
        The designs that were computed: one, or a screening and what followed it.
    """

    plan: SensitivityPlan
    stages: tuple[Stage, ...]

    @property
    def agreements(self) -> list[tuple[str, Agreement]]:
        """How alike methods rank the factors, per output: screening, shares of variance, PAWN."""
        found = []
        for name in self.plan.outputs:
            ranked = [stage.of(name) for stage in self.stages]
            for stage in self.stages:
                ranked += [each for each in stage.beside if each.output.name == name]
            indices = [each.indices for each in ranked if each.indices is not None]
            for place, one in enumerate(indices):
                for other in indices[place + 1 :]:
                    agreed = agreement(one, other)
                    if agreed is not None:
                        found.append((name, agreed))
        return found

    @property
    def findings(self) -> list[str]:
        """What was found, in sentences."""
        from experiments.sensitivity.sentences import sentences

        return sentences(self)

    def table(self) -> pd.DataFrame:
        """Return a row per stage, output, statistic and factor, with every index."""
        from experiments.sensitivity.tables import index_table

        return index_table(self)

    def summary(self) -> dict[str, Any]:
        """Return the findings as plain values."""
        from experiments.sensitivity.tables import summary

        return summary(self)

    def save(
        self,
        folder: str | os.PathLike[str],
        *,
        command: str = "",
        measured: Measured = NOT_MEASURED,
    ) -> Path:
        """Write tables, figures, sentences and manifest into a folder, which appears complete."""
        from experiments.sensitivity.store import save

        return save(self, Path(folder), command=command, measured=measured)
