"""What a sensitivity analysis found, in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from experiments.sensitivity.analysis import OutputAnalysis
from experiments.sensitivity.guard import POLICY
from experiments.sensitivity.outputs import RATIO_POLICY
from experiments.wording import counted

if TYPE_CHECKING:
    from experiments.sensitivity.result import Sensitivity, Stage

NAMED = 3
MOSTLY_CHANCE = 0.5


def sentences(result: Sensitivity) -> list[str]:
    """Return the findings, the last stage's first, and what must be known about them."""
    found = []
    last = result.stages[-1]
    for name in result.plan.outputs:
        found += list(_output(last, last.of(name)))
    if len(result.stages) > 1:
        found.insert(0, _screening(result))
    return [*found, *_cautions(result)]


def _screening(result: Sensitivity) -> str:
    screened, kept = result.plan.factors, result.stages[1].design.problem.names[:-1]
    return (
        f"Of {counted(len(screened), 'parameter')} screened, {len(kept)} went on to shares of "
        f"variance: {', '.join(kept)}."
    )


def _output(stage: Stage, analysis: OutputAnalysis) -> Iterator[str]:
    label = analysis.output.label
    if analysis.indices is None:
        kind = _KIND[stage.design.method]
        yield f"{label}: no {kind}, for {analysis.reason}.{_beside(stage, analysis)}"
        return
    chance = analysis.chance
    shaken = (
        f" Chance alone makes {_share(chance.in_mean)} of the variance of the mean over "
        f"{chance.replicates} replicates ({_share(chance.total)} of a single run's)."
        if chance.known
        else ""
    )
    names = [name for name in analysis.ranked if name in analysis.important]
    if not names:
        yield f"{label}: nothing stands above the noise floor.{shaken}"
        return
    convergence = analysis.convergence
    verdict = f" Indices: {convergence.verdict}." if convergence is not None else ""
    shown = ", ".join(_one(stage, analysis, name) for name in names[:NAMED])
    more = f", and {len(names) - NAMED} more" if len(names) > NAMED else ""
    yield f"{label} depends most on {shown}{more}.{shaken}{verdict}"


def _beside(stage: Stage, analysis: OutputAnalysis) -> str:
    """Return what another method says of an output, from the single rows where it is defined."""
    other = next((each for each in stage.beside if each.output.name == analysis.output.name), None)
    if other is None or other.indices is None:
        return ""
    rows = other.guarded.design.samples
    names = [name for name in other.ranked if name in other.important][:NAMED]
    if not names:
        return f" In the {rows:,} single rows where it is defined nothing stands out (PAWN)."
    return (
        f" In the {rows:,} single rows where it is defined it depends on {', '.join(names)} (PAWN)."
    )


_KIND = {
    "morris": "effects",
    "sobol": "shares of variance",
    "pawn": "PAWN indices",
    "delta": "delta indices",
}


def _one(stage: Stage, analysis: OutputAnalysis, name: str) -> str:
    assert analysis.indices is not None
    place = analysis.indices.names.index(name)
    value = float(analysis.indices.headline[place])
    if stage.design.method == "sobol":
        return f"{name} (involved in {_share(value)} of its variance)"
    if stage.design.method == "morris":
        return f"{name} (moves it by {value:.2g} over its range)"
    return f"{name} ({value:.2f})"


def _cautions(result: Sensitivity) -> Iterator[str]:
    plan = result.plan
    if plan.replicates == 1:
        yield (
            "With one replicate nothing is known of chance: what stands above the noise floor may "
            "do so only because it shakes the order of events. Two replicates or more tell."
        )
    if plan.fixed:
        yield f"Not varied, because {plan.scenario} sets them by date: {', '.join(plan.fixed)}."
    for stage in result.stages:
        design = stage.design
        excluded = [each for each in stage.analyses if each.guarded.undefined]
        means = [each for each in excluded if each.statistic == "mean"]
        if means:
            worst = max(means, key=lambda each: each.guarded.excluded)
            yield (
                f"{design.method}: {counted(len(means), 'output')} undefined in some rows, most "
                f"of all {worst.output.label} ({worst.guarded.excluded} of {design.samples} "
                f"blocks left out). {POLICY} They are in excluded.csv."
            )
        if len(stage.failures):
            yield f"{design.method}: {counted(len(stage.failures), 'run')} failed."
    if any(name.startswith("passthrough") for name in plan.outputs):
        yield RATIO_POLICY
    agreed = [each.savage for _, each in result.agreements]
    if agreed:
        yield (
            f"Methods agree on what matters most with a median correlation of "
            f"{np.median(agreed):.2f} (Savage scores, lowest {min(agreed):.2f})."
        )


def _share(value: float) -> str:
    percent = 100 * value
    return f"{percent:.0f} %" if percent >= 1 or percent <= 0 else "under 1 %"
