"""What a comparison found, and what must be known before it is read, in sentences."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from experiments.caveats import few_replicates, same_worlds
from experiments.compare.contrast import Contrast
from experiments.compare.plan import Plan
from experiments.posterior.behind import sentences as behind
from experiments.posterior.drawn import about
from experiments.sentences import tally
from experiments.wording import counted, decimals, written
from sim.outcomes import OUTCOMES
from sim.parameters import PARAMETERS

if TYPE_CHECKING:
    from experiments.compare.precision import Reached
    from experiments.compare.result import ComparedScenarios

MOST_EFFECTS = 5
"""How many of the clear differences are told; tables hold all of them."""


def caveats(result: ComparedScenarios) -> list[str]:
    """Return what must be known first; empty when there is nothing odd."""
    plan = result.plan
    said = [*about(plan.arms), *_departures(plan), *given_for_all(plan), *same_as_reference(plan)]
    said += [_short_of(each, result) for each in result.precision if not each.narrow_enough]
    return said + few_replicates(plan.replicates)


def findings(result: ComparedScenarios) -> list[str]:
    """Return the findings, scenario by scenario."""
    said = []
    reference = result.plan.arms[0].title
    for arm, rows in zip(result.plan.arms[1:], result.headline.values(), strict=True):
        if all(row.exactly_zero or not row.difference.defined for row in rows):
            said.append(f"{arm.title}: exactly the same as {reference} in every replicate.")
            continue
        said.append(tally(arm.title, [row.comparison for row in rows]))
        said.append(_effects(arm.title, rows))
        said.append(_pairing(arm.title, rows))
    said += behind(result.intervals, "differences in outcomes")
    return [sentence for sentence in said if sentence]


def precision_in_words(result: ComparedScenarios) -> list[str]:
    """Return how narrow the named intervals are, one sentence each."""
    said = []
    for each in result.precision:
        outcome = OUTCOMES[each.outcome]
        if math.isnan(each.half_width):
            width = "there is no interval"
        else:
            digits = decimals(each.half_width, least=outcome.decimals + 1)
            width = (
                f"half the interval is {written(each.half_width, digits)}, asked for "
                f"{each.asked:g} ({outcome.unit})"
            )
        said.append(f"{outcome.label}, {each.scenario}: {width}.")
    return said


def _departures(plan: Plan) -> list[str]:
    """Say where a scenario is not set in its own years or councils."""
    start, end = plan.window
    years, councils = [], []
    for name, scenario in plan.scenarios.items():
        own = scenario.time.first_year, scenario.time.first_year + scenario.time.years
        if scenario.baseline is None and not scenario.dated:
            continue
        if own != plan.window:
            years.append(f"{name} by itself {own[0]:g} to {own[1]:g}")
        if scenario.world().councils != plan.world.councils:
            councils.append(name)
    said = []
    if years:
        said.append(
            f"All scenarios are observed from {start:g} to {end:g}; {', '.join(years)}. Means are "
            "over all these years."
        )
    if councils:
        said.append(
            f"All scenarios play in {counted(len(plan.world.councils), 'council')} given for "
            f"this comparison, not in those of {', '.join(councils)}."
        )
    return said


def given_for_all(plan: Plan) -> list[str]:
    """Say which parameters were given for this comparison and matter in it."""
    given = [
        f"{name} is {value:g}"
        for name, value in sorted(plan.given.items())
        if any(
            value != scenario.parameters.get(name, PARAMETERS[name].default)
            for scenario in plan.scenarios.values()
        )
    ]
    return [f"In all scenarios {' and '.join(given)}, given for this comparison."] if given else []


def same_as_reference(plan: Plan) -> list[str]:
    """Say which scenarios do not differ from the reference in the years simulated."""
    first = plan.arms[0]
    return [
        f"{arm.name} is the same as {first.name} in these years, so that every difference is zero "
        "by construction."
        for arm in plan.arms[1:]
        if same_worlds(plan, first, arm)
    ]


def _short_of(reached: Reached, result: ComparedScenarios) -> str:
    """Say that an interval is wider than it was to be, and what it would take."""
    label = OUTCOMES[reached.outcome].label
    if reached.needed is None:
        return (
            f"{label} in {reached.scenario} has no interval, as it is defined in fewer than two "
            "replicates of the first round."
        )
    runs = reached.needed * len(result.plan.arms)
    return (
        f"The budget of {result.plan.budget:,} runs is spent before {label.lower()} in "
        f"{reached.scenario} is as precise as was asked: by the first round it takes "
        f"{counted(reached.needed, 'replicate')}, {runs:,} runs."
    )


def _effects(title: str, rows: tuple[Contrast, ...]) -> str:
    """Tell the largest of the clear differences, judged by the level of the reference."""
    clear = [row for row in rows if row.difference.sign and math.isfinite(row.relative)]
    largest = sorted(clear, key=lambda row: -abs(row.relative))[:MOST_EFFECTS]
    if not largest:
        return ""
    told = "; ".join(f"{row.outcome.label}: {row.effect}" for row in largest)
    most = "Largest" if len(clear) > len(largest) else "Clear differences"
    return f"{title}. {most}, by the reference's level: {told}."


def _pairing(title: str, rows: tuple[Contrast, ...]) -> str:
    """Say what pairing was worth."""
    gains = [row.gain.mean for row in rows if row.gain.defined]
    if not gains:
        return ""
    low, middle, high = (_times(value) for value in (min(gains), np.median(gains), max(gains)))
    return (
        f"{title}, pairing: one paired replicate is worth {middle} unpaired ones for the middle "
        f"one of {counted(len(gains), 'outcome')}, {low} for the least and {high} for the most."
    )


def _times(value: float) -> str:
    return written(float(value), 1 if value < 10 else 0)
