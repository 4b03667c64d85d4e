"""What a comparison of many scenarios found: tables, series, who bears it, and sentences."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from experiments.compare.contrast import Contrast, contrasts
from experiments.compare.plan import Plan
from experiments.compare.precision import Reached, replicates_needed
from experiments.compare.worlds import WorldRun
from experiments.comparison import HEADLINE
from experiments.intervals import Floats, half_widths
from experiments.posterior.behind import Interval, outcome_interval

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class ComparedScenarios:
    """Everything that a comparison found.

    Attributes
    ----------
    plan
        What was asked for; its ``replicates`` are those that there are in the end.
    first_round
        Number of replicates of the first round, which alone tell the spread; all of them
        without ``precision``.
    rounds
        Replicates after each round.
    replicates
        The runs: for each replicate those of the scenarios in their order.
    """

    plan: Plan
    first_round: int
    rounds: tuple[int, ...]
    replicates: tuple[tuple[WorldRun, ...], ...]

    def __repr__(self) -> str:
        reference, *others = (repr(arm.title) for arm in self.plan.arms)
        return (
            f"<ComparedScenarios: {', '.join(others)} against {reference}, "
            f"{len(self.replicates)} replicates>"
        )

    @cached_property
    def contrasts(self) -> dict[str, tuple[Contrast, ...]]:
        """Every outcome of every scenario but the reference, by the name of the scenario."""
        from sim.outcomes import OUTCOMES

        reference, *others = (self._outcomes(index) for index in range(len(self.plan.arms)))
        return {
            arm.name: contrasts(OUTCOMES, reference, other, self.first_round, self.plan.nesting)
            for arm, other in zip(self.plan.arms[1:], others, strict=True)
        }

    @cached_property
    def headline(self) -> dict[str, tuple[Contrast, ...]]:
        """The outcomes that reports show, in their order, by the name of the scenario."""
        shown = {}
        for name, rows in self.contrasts.items():
            found = {row.outcome.name: row for row in rows}
            shown[name] = tuple(found[each] for each in HEADLINE if each in found)
        return shown

    @cached_property
    def intervals(self) -> tuple[Interval, ...]:
        """The intervals of all differences; with a posterior they tell what is behind them."""
        return tuple(
            outcome_interval(name, row.outcome.name, row.outcome.label, row.difference, paired=True)
            for name, rows in self.contrasts.items()
            for row in rows
        )

    @cached_property
    def precision(self) -> tuple[Reached, ...]:
        """How narrow the intervals are that were to become so; empty when none were."""
        return tuple(
            self._reached(name, index, asked)
            for name, asked in self.plan.precision.items()
            for index in range(1, len(self.plan.arms))
        )

    @cached_property
    def caveats(self) -> list[str]:
        """What must be known before the findings are read, in sentences; often nothing."""
        from experiments.compare.sentences import caveats

        return caveats(self)

    @cached_property
    def findings(self) -> list[str]:
        """The findings in sentences."""
        from experiments.compare.sentences import findings

        return findings(self)

    def values(self, scenario: int, outcome: str) -> Floats:
        """Return an outcome of the scenario with this number, one value per replicate."""
        return np.array([runs[scenario].outcomes[outcome] for runs in self.replicates])

    def differences(self, scenario: int, outcome: str) -> Floats:
        """Return the paired differences of the same to the reference."""
        return self.values(scenario, outcome) - self.values(0, outcome)

    def table(self) -> pd.DataFrame:
        """Return a row per scenario and outcome: levels, difference, interval, gain, verdict.

        ``difference`` is scenario minus reference in the outcome's unit, ``low`` and ``high``
        its 95 % interval, ``relative`` the difference as a share of the reference's level, and
        ``gain`` the number of unpaired replicates that one paired replicate is worth.
        """
        import pandas as pd

        from experiments.compare.columns import contrast_columns

        columns = contrast_columns(self)
        shown = ("scenario", "outcome", "unit", "reference", "level", "difference", "low", "high",
                 "relative", "gain", "verdict", "effect")  # fmt: skip
        frame = pd.DataFrame({name: columns[name] for name in shown})
        return frame.set_index(["scenario", "outcome"])

    def series(self) -> pd.DataFrame:
        """Return the national outcomes per scenario, replicate and quarter."""
        import pandas as pd

        from experiments.compare.columns import series_columns

        return pd.DataFrame(series_columns(self))

    def by_deprivation(self) -> pd.DataFrame:
        """Return a row per scenario, outcome and deprivation band, 1 the most deprived.

        ``reference`` and ``level`` are the values in the band, ``difference`` is between them.
        ``contribution`` is what the band adds to the national difference: over the bands, the
        contributions sum up to it.

        Raises
        ------
        InputError
            When the councils do not differ in deprivation.
        """
        import pandas as pd

        from experiments.compare.deprivation import band_columns

        return pd.DataFrame(band_columns(self))

    def summary(self, *, by_deprivation: bool = False) -> dict[str, Any]:
        """Return the findings as plain values; None stands for what is undefined."""
        from experiments.compare.summary import summary

        return summary(self, by_deprivation=by_deprivation)

    def save(
        self,
        folder: str | os.PathLike[str] | None = None,
        *,
        by_deprivation: bool = False,
        command: str = "",
    ) -> Path:
        """Write the results folder, complete or not at all, and return its path.

        Parameters
        ----------
        folder
            Where to, new or empty; None for a new folder below ``results``.
        by_deprivation
            Whether the tables and the figure of the deprivation bands are wanted.
        command
            The command that was given, for the manifest.
        """
        from experiments.compare.files import save

        return save(self, folder, by_deprivation=by_deprivation, command=command)

    def _outcomes(self, scenario: int) -> list[Mapping[str, float]]:
        return [runs[scenario].outcomes for runs in self.replicates]

    def _reached(self, outcome: str, scenario: int, asked: float) -> Reached:
        differences = self.differences(scenario, outcome)
        first = differences[: self.first_round]
        done = int(np.isfinite(differences).sum())
        (width,) = half_widths(first, np.array([max(done, 1)]))
        needed = replicates_needed(first, self.first_round, asked)
        return Reached(outcome, self.plan.arms[scenario].name, asked, float(width), needed)
