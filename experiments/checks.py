"""What a scenario expects, held against what was found."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from experiments.intervals import Estimate, mean_interval, planned, ratio_difference_interval
from experiments.judgement import Verdict, judged, judged_break, replicates_needed
from experiments.phrases import expected_in_words, quantity_in_words, unit_of
from experiments.stations import NAMES
from experiments.wording import decimals, written

if TYPE_CHECKING:
    from experiments.replicate import ArmRuns
    from experiments.result import Result
    from scenarios.layout import Expectation


@dataclass(frozen=True)
class Check:
    """One expectation and its verdict.

    Attributes
    ----------
    quantity, unit
        What it is about, and its unit.
    expected
        What was expected of it ("falls by more than 2").
    against
        Name of the scenario compared with; empty for a first break.
    difference
        Scenario minus that, paired by replicate; None where there is none.
    found
        The same in words.
    verdict
        Whether the claim is supported, contradicted, or neither for certain.
    reason
        Why it is undetermined; empty otherwise.
    replicates_needed
        About how many replicates would decide; None when that is not the question.
    precision
        Half the width that the interval was to have; None where none was declared.
    count
        Replicates that it rests on.
    """

    quantity: str
    unit: str
    expected: str
    against: str
    difference: Estimate | None
    found: str
    verdict: Verdict
    reason: str = ""
    replicates_needed: int | None = None
    precision: float | None = None
    count: int = 0

    @property
    def precise(self) -> bool:
        """Whether the interval is as narrow as was declared, if anything was."""
        if self.precision is None:
            return True
        return self.difference is not None and self.difference.half_width <= self.precision


def check(
    result: Result, against: str | None = None, first_round: Result | None = None
) -> tuple[Check, ...]:
    """Return the checks of those expectations that compare with ``result``'s first world.

    Parameters
    ----------
    result
        The paired runs.
    against
        The name with which expectations refer to the first world; None for those that name
        none, or the scenario's own baseline.
    first_round
        The leading replicates, where their spread decided how many more there would be; it alone
        sets the width of the intervals then.
    """
    scenario = result.design.scenario
    return tuple(
        _checked(expectation, result, first_round)
        for expectation in scenario.expectations
        if compared_with(expectation, scenario.against) == against
    )


def compared_with(expectation: Expectation, usual: str | None) -> str | None:
    """Return what an expectation names to be compared with, None for the usual."""
    return None if expectation.against == usual else expectation.against


def _checked(expectation: Expectation, result: Result, first_round: Result | None) -> Check:
    quantity, unit = quantity_in_words(expectation), unit_of(expectation)
    expected = expected_in_words(expectation)
    if expectation.first_break is not None:
        thread = list(result.thread.values())[-1]
        verdict, reason = judged_break(expectation.first_break, thread)
        found = "none for certain" if thread.first_break is None else thread.first_break.name
        count = len(result.replicates)
        return Check(quantity, unit, expected, "", None, found, verdict, reason, count=count)
    difference = _unobserved(expectation, result) or difference_of(expectation, result)
    if first_round is not None and difference.bounded:
        difference = planned(difference, difference_of(expectation, first_round))
    verdict = judged(expectation, difference)
    needed = replicates_needed(expectation, difference) if verdict == "undetermined" else None
    reason = ""
    if verdict == "undetermined":
        reason = difference.reason or "the interval holds both sides of what was expected"
    name = result.design.arms[0].name
    found = difference_in_words(difference)
    return Check(
        quantity, unit, expected, name, difference, found, verdict, reason, needed,
        expectation.precision, difference.count,
    )  # fmt: skip


def _unobserved(expectation: Expectation, result: Result) -> Estimate | None:
    """Return that there is no difference, where a shorter run leaves out years it is about."""
    start, end = result.design.window
    if expectation.between is None or expectation.between[1] <= end + 1e-9:
        return None
    reason = f"only the years {start:g} to {end:g} have been observed"
    return Estimate(math.nan, math.nan, math.nan, 0, reason=reason)


def difference_of(expectation: Expectation, result: Result) -> Estimate:
    """Return scenario minus baseline of what an expectation is about, with its interval."""
    if expectation.link is not None:
        return result.thread_differences[expectation.link]
    before, after = (thread.elasticities for thread in result.thread.values())
    nesting = next(iter(result.thread.values())).nesting
    if expectation.bypass:
        recorded, felt = NAMES.index("recorded"), NAMES.index("felt")
        change = after - before
        return mean_interval(change[:, recorded] - change[:, felt], nesting=nesting)
    if expectation.hop is not None:
        source, target = (NAMES.index(name) for name in expectation.hop.split(" -> "))
        return ratio_difference_interval(
            (after[:, target], after[:, source]),
            (before[:, target], before[:, source]),
            nesting,
        )
    levels = np.array(
        [[_level(expectation, arm) for arm in each.arms] for each in result.replicates]
    )
    return mean_interval(levels[:, 1] - levels[:, 0], nesting=result.design.nesting)


def _level(expectation: Expectation, runs: ArmRuns) -> float:
    """Return the level of an outcome, a link or a gap in one run.

    Over all observed years, outcomes are national; between two years they are means over
    councils and quarters. Links are means over the domains.
    """
    if expectation.gap is not None:
        one, other = expectation.gap.split(" - ")
        return 100.0 * (_link(one, expectation, runs) - _link(other, expectation, runs))
    name = expectation.outcome or ""
    if name in NAMES:
        return _link(name, expectation, runs)
    if expectation.between is None:
        return runs.unstepped.outcomes[name]
    values = runs.series[name][_quarters(expectation.between, runs)]
    known = values[np.isfinite(values)]
    return float(known.mean()) if known.size else float("nan")


def _link(name: str, expectation: Expectation, runs: ArmRuns) -> float:
    index = NAMES.index(name)
    if expectation.between is None:
        return float(runs.unstepped.links[index].mean())
    return float(runs.quarterly_links[_quarters(expectation.between, runs), index].mean())


def _quarters(between: list[float], runs: ArmRuns) -> np.ndarray:
    start, end = between
    return np.asarray((runs.quarters >= start - 1e-9) & (runs.quarters < end - 1e-9))


def difference_in_words(difference: Estimate) -> str:
    """Return a difference with its interval: ``-1.2 (-1.5 to -0.9)``."""
    if not difference.defined:
        return "undefined"
    ends = (difference.low, difference.high) if difference.bounded else (difference.mean,)
    digits = decimals(*ends, difference.mean, least=2, most=3)
    mean = written(difference.mean, digits)
    sign = "+" if difference.mean > 0 and mean.strip("0.") else ""
    if not difference.bounded:
        return f"{sign}{mean} (no interval)"
    low, high = (written(end, digits) for end in (difference.low, difference.high))
    return f"{sign}{mean} ({low} to {high})"
