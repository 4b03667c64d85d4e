"""What the same runs are worth to every stakeholder."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from experiments.compare.result import ComparedScenarios
from experiments.intervals import Floats
from experiments.measures import measure_levels
from experiments.whose.agreement import Agreement, agreements
from experiments.whose.contests import Contest, contests
from experiments.whose.division import division
from experiments.whose.ranking import Ranking, ranking
from experiments.whose.steadiness import Steadiness, firsts_of_any_weights, steadiness
from experiments.whose.value import percent_of, profile_weights, undefined_measures, value
from experiments.wording import counted
from scenarios import Profile

if TYPE_CHECKING:
    import pandas as pd

_SLACK = 1.0 / 730.0
"""Half a day: calendar years such as 2010.25 are sums of floats."""


@dataclass(frozen=True)
class ValuedScenarios:
    """The same runs, valued by every stakeholder.

    Attributes
    ----------
    compared
        The runs, replicate by replicate with the same chances; the first scenario is the
        reference.
    profiles
        The stakeholders by name.
    window
        Calendar years from and to which the runs are valued.
    """

    compared: ComparedScenarios
    profiles: Mapping[str, Profile]
    window: tuple[float, float]

    def __repr__(self) -> str:
        return (
            f"<ValuedScenarios: {', '.join(self.scenarios)}, "
            f"{counted(len(self.profiles), 'stakeholder')}, "
            f"{counted(len(self.compared.replicates), 'replicate')}>"
        )

    @property
    def scenarios(self) -> tuple[str, ...]:
        """The scenarios by name, the reference first."""
        return tuple(arm.name for arm in self.compared.plan.arms)

    @cached_property
    def levels(self) -> Floats:
        """Every measure per replicate, scenario and domain, shape (R, S, 4, K); NaN undefined."""
        quarters = self.compared.replicates[0][0].quarters
        start, end = self.window
        inside = (quarters > start - _SLACK) & (quarters < end - _SLACK)
        runs = [[run.measures[inside] for run in row] for row in self.compared.replicates]
        return measure_levels(np.array(runs))

    @cached_property
    def reference(self) -> Floats:
        """Mean of every measure in the reference, shape (4, K); NaN for no replicate."""
        return _mean(self.levels[:, 0])

    @cached_property
    def indices(self) -> Floats:
        """The same as ``levels`` in per cent of the reference."""
        return percent_of(self.levels, self.reference)

    @cached_property
    def mean_indices(self) -> Floats:
        """Mean of ``indices`` over the replicates, shape (S, 4, K); NaN for no replicate."""
        return _mean(self.indices)

    @cached_property
    def values(self) -> dict[str, Floats]:
        """What each scenario is worth to each stakeholder, shape (R, S); 100 is the reference.

        A replicate in which a measure with weight is undefined in one scenario is left out, NaN,
        in all of them.
        """
        found = {}
        for name, profile in self.profiles.items():
            worth = value(self.indices, profile_weights(profile))
            found[name] = np.where(np.isfinite(worth).all(axis=1, keepdims=True), worth, np.nan)
        return found

    @cached_property
    def rankings(self) -> dict[str, Ranking]:
        """How each stakeholder ranks the scenarios."""
        return {
            name: ranking(name, self.scenarios, worth, self._why_undefined(name))
            for name, worth in self.values.items()
        }

    @cached_property
    def agreements(self) -> tuple[Agreement, ...]:
        """How far every two stakeholders agree."""
        return agreements(self.values, self.compared.plan.seed)

    @cached_property
    def contests(self) -> tuple[Contest, ...]:
        """The pairs of scenarios that stakeholders rank the opposite way round."""
        return contests(self.rankings, self.scenarios)

    @cached_property
    def steadiness(self) -> dict[str, Steadiness]:
        """How far each first place depends on the weights; only of those who have a ranking."""
        found = {}
        for name, order in self.rankings.items():
            if order.ordered:
                counted_in = np.isfinite(self.values[name]).all(axis=1)
                means, seed = _mean(self.indices[counted_in]), self.compared.plan.seed
                found[name] = steadiness(self.profiles[name], self.scenarios, means, seed)
        return found

    @cached_property
    def division(self) -> Mapping[str, float]:
        """Mean tau of all pairs, and what it would be if all weighed one list alike."""
        if len(self.profiles) < 2 or not np.isfinite(self.mean_indices).all():
            return {}
        return division([*self.profiles.values()], self.mean_indices)

    @cached_property
    def firsts_of_any_weights(self) -> dict[str, float]:
        """Share of all possible weights under which each scenario is first; empty if undefined."""
        if not np.isfinite(self.mean_indices).all():
            return {}
        shares = firsts_of_any_weights(self.mean_indices, self.compared.plan.seed)
        return dict(zip(self.scenarios, shares.tolist(), strict=True))

    @cached_property
    def caveats(self) -> list[str]:
        """What must be known before the findings are read, in sentences; often nothing."""
        from experiments.whose.sentences import caveats

        return caveats(self)

    @cached_property
    def findings(self) -> list[str]:
        """The findings in sentences."""
        from experiments.whose.sentences import findings

        return findings(self)

    def table(self) -> pd.DataFrame:
        """Return a row per stakeholder and scenario: value, difference, rank and its range."""
        import pandas as pd

        from experiments.whose.columns import rank_columns

        return pd.DataFrame(rank_columns(self)).set_index(["stakeholder", "scenario"])

    def disagreement(self) -> pd.DataFrame:
        """Return a row per pair of stakeholders: Kendall's tau with its interval."""
        import pandas as pd

        from experiments.whose.columns import agreement_columns

        return pd.DataFrame(agreement_columns(self))

    def summary(self) -> dict[str, Any]:
        """Return the findings as plain values; None stands for what is undefined."""
        from experiments.whose.summary import summary

        return summary(self)

    def save(self, folder: str | os.PathLike[str] | None = None, *, command: str = "") -> Path:
        """Write the results folder, complete or not at all, and return its path.

        Parameters
        ----------
        folder
            Where to, new or empty; None for a new folder below ``results``.
        command
            The command that was given, for the manifest.
        """
        from experiments.whose.files import save

        return save(self, folder, command=command)

    def _why_undefined(self, name: str) -> str:
        if np.isfinite(self.values[name]).any():
            return ""
        missing = undefined_measures(self.reference, profile_weights(self.profiles[name]))
        if missing:
            more = f" and {len(missing) - 1} more" if len(missing) > 1 else ""
            return f"the reference delivers nothing to compare with: {missing[0]}{more}"
        return "in every replicate something that counts is undefined, as nobody is in need of it"


def _mean(values: Floats) -> Floats:
    """Return the mean over the replicates that have a value, NaN for none."""
    counts = np.isfinite(values).sum(axis=0)
    with np.errstate(invalid="ignore"):
        return np.asarray(np.nansum(values, axis=0) / np.where(counts > 0, counts, np.nan))
