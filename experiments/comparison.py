"""What a scenario does to each outcome, paired replicate by replicate with its baseline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from experiments.intervals import Estimate, Floats, mean_interval
from experiments.nested import Nesting
from experiments.wording import counted

if TYPE_CHECKING:
    from sim.outcomes import Outcome

Verdict = Literal["better", "worse", "higher", "lower", "unclear", "undetermined"]


HEADLINE = (
    "caseload",
    "waiting",
    "refused",
    "timeliness_reported",
    "timeliness_counted",
    "reporting_gap",
    "experience",
    "trust",
    "re_referral",
    "turnover",
    "vacancy",
    "absence",
    "strain",
)
"""The outcomes that reports show; files and tables hold all of them."""


@dataclass(frozen=True)
class Comparison:
    """One outcome in both worlds.

    Attributes
    ----------
    outcome
        The outcome's declaration: name, label, unit, which way is better.
    baseline
        Mean over the replicates of the baseline, with its interval.
    scenario, difference
        The same in the scenario, and scenario minus baseline, paired by replicate; None when
        the baseline itself was run.
    """

    outcome: Outcome
    baseline: Estimate
    scenario: Estimate | None = None
    difference: Estimate | None = None

    @property
    def verdict(self) -> Verdict:
        """What the difference means; unclear when its interval holds zero."""
        if self.difference is None or not self.difference.bounded:
            return "undetermined"
        sign = self.difference.sign
        if sign == 0:
            return "unclear"
        if self.outcome.better == "neither":
            return "higher" if sign > 0 else "lower"
        return "better" if (sign > 0) == (self.outcome.better == "higher") else "worse"

    @property
    def note(self) -> str:
        """What must be said about undefined replicates; empty when there are none."""
        notes = []
        for world, estimate in (("baseline", self.baseline), ("scenario", self.scenario)):
            if estimate is not None and estimate.undefined:
                total = estimate.count + estimate.undefined
                missing = f"{estimate.undefined} of {counted(total, 'replicate')}"
                notes.append(f"undefined in {missing} of the {world}")
        if not notes and self.difference is not None:
            return self.difference.reason
        return "; ".join(notes)


def compare(
    declared: Mapping[str, Outcome],
    baseline: Sequence[Mapping[str, float]],
    scenario: Sequence[Mapping[str, float]] | None,
    first_round: int | None = None,
    nesting: Nesting | None = None,
) -> tuple[Comparison, ...]:
    """Return every declared outcome in both worlds.

    Parameters
    ----------
    declared
        The outcomes by name.
    baseline, scenario
        National values per replicate, in the same order; NaN is undefined. No scenario when
        the baseline itself was run. Intervals are for one outcome at a time.
    first_round
        Number of leading replicates that alone tell the spread; see ``mean_interval``.
    nesting
        Which replicates share a draw of parameters; None where all have the same parameters.
    """

    def estimated(values: Floats) -> Estimate:
        return mean_interval(values, first_round=first_round, nesting=nesting)

    rows = []
    for name, outcome in declared.items():
        before = np.array([run[name] for run in baseline])
        if scenario is None:
            rows.append(Comparison(outcome, estimated(before)))
            continue
        after = np.array([run[name] for run in scenario])
        samples = before, after, after - before
        rows.append(Comparison(outcome, *(estimated(each) for each in samples)))
    return tuple(rows)
