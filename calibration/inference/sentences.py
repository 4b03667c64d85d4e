"""What a calibration found, in sentences."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from calibration.inference.trust import LEVELS
from experiments.wording import counted

if TYPE_CHECKING:
    from calibration.inference.result import Calibration

NAMED = 3
POOR = 0.5
"""Share of variance explained below which an emulator is called poor."""
UNLIKELY = 0.05


def sentences(result: Calibration) -> list[str]:
    """Return the findings: the verdict first, then what it rests on."""
    return [
        *_gate(result),
        *_screening(result),
        *_waves(result),
        *_identified(result),
        *_recovery(result),
        *_prediction(result),
        *_conditions(result),
    ]


def _gate(result: Calibration) -> Iterator[str]:
    trust = result.trust
    half, most = (100 * share for share in trust.overall)
    rest = (
        f"over {trust.runs} known truths that it had not seen, its {100 * LEVELS[0]:.0f} % "
        f"intervals hold {half:.0f} % and its {100 * LEVELS[1]:.0f} % intervals {most:.0f} % "
        "of the true values"
    )
    if trust.passed:
        yield f"The posterior passes its checks: {rest}."
    else:
        yield (
            f"The posterior fails its checks and is not to be used: {'; '.join(trust.failures)}. "
            f"(Else: {rest}.) Give a larger --budget and go on with --resume."
        )
    yield (
        f"It took {result.runs:,} runs, and the last round learned from "
        f"{result.rounds[-1].used:,} of them."
    )


def _screening(result: Calibration) -> Iterator[str]:
    names = result.observed.names
    still = [name for name, each in zip(names, result.screening, strict=True) if not each.moves]
    far = [
        name for name, each in zip(names, result.screening, strict=True) if not each.within_reach
    ]
    moving = len(names) - len(still)
    yield f"Within the priors, {moving} of {counted(len(names), 'target')} can be moved."
    if still:
        yield f"No parameter moves these by more than their tolerance: {', '.join(still)}."
    if far:
        yield f"Out of reach of every point that was tried: {', '.join(far)}."
    if result.set_aside:
        yield (
            "Set aside and not fitted, for nothing within the priors gives them, alone or with "
            f"the rest: {', '.join(result.set_aside)}. The model fails these targets."
        )


def _waves(result: Calibration) -> Iterator[str]:
    shares = ", ".join(f"{100 * wave.region.share:.2g} %" for wave in result.waves)
    yield f"Not ruled out after each wave of history matching: {shares} of the prior box."
    last = result.waves[-1].implausibility.emulators
    poor = [
        name
        for name, each in zip(result.observed.names, last, strict=True)
        if each is None or each.accuracy.explained < POOR
    ]
    if poor:
        yield (
            f"Emulators of {', '.join(poor)} predict less than half of the variance over the "
            "points that are left, much of it chance, so that these rule out little."
        )


def _identified(result: Calibration) -> Iterator[str]:
    known = result.ensemble.identified
    order = np.argsort(-known.contraction)
    clear = [result.names[place] for place in order if known.clear[place]]
    if clear:
        yield (
            f"Identified: {', '.join(clear)}, the first by "
            f"{100 * known.contraction[order[0]]:.0f} % narrower than its prior."
        )
    if result.unidentified:
        yield (
            f"Not identified, so that they keep nearly the whole range of their priors: "
            f"{', '.join(result.unidentified)}."
        )
    for one, other, correlation in known.pairs()[:NAMED]:
        way = "one up, the other up" if correlation > 0 else "one up, the other down"
        yield (
            f"{result.names[one]} and {result.names[other]} trade off ({way}; rank correlation "
            f"{correlation:.2f})."
        )


def _recovery(result: Calibration) -> Iterator[str]:
    found = result.recovery
    yield (
        f"Of {counted(len(found.truths), 'synthetic truth')}, the 90 % intervals hold "
        f"{100 * found.covered.mean():.0f} % over all parameters."
    )


def _prediction(result: Calibration) -> Iterator[str]:
    rows = list(zip(result.observed.names, result.ensemble.prediction, strict=True))
    met = [name for name, each in rows if each.inside]
    yield f"With parameters drawn from the posterior, {len(met)} of {len(rows)} targets are met."
    for place, (name, each) in enumerate(rows):
        if not each.inside:
            observed = result.observed
            yield (
                f"Missed: {name}, {observed.quantities[place]}: {each.mean:.3g} "
                f"({each.low:.3g} to {each.high:.3g}), official {observed.values[place]:g} give or "
                f"take {observed.tolerances[place]:g} {observed.units[place]}".rstrip()
                + "."
            )
    hard = [name for name, each in rows if each.tail < UNLIKELY]
    if hard:
        yield (
            "Even with error and discrepancy, these official figures are unlikely: "
            f"{', '.join(hard)}."
        )


def _conditions(result: Calibration) -> Iterator[str]:
    for each in result.taken:
        rows = zip(each.labels, each.accepted.T, each.before, each.after, strict=True)
        for label, (low, high), before, after in rows:
            yield (
                f"{each.name}, {label}: {_accepted(low, high)}; {before:.3g} over draws taken at "
                f"random, {after:.3g} over those that agree."
            )
        agreeing = f"{100 * each.agreeing:.2g} % of the draws taken at random agree with it"
        if each.set_aside:
            yield (
                f"{each.name} is set aside, for hardly any draw agrees with it and what came "
                f"before: the model fails it together with the rest ({agreeing})."
            )
        else:
            yield (
                f"Draws are kept as well as they agree with {each.name}: of {each.tried:,} that "
                f"were tried, as good as {each.kept:.0f} ({agreeing})."
            )


def _accepted(low: float, high: float) -> str:
    if math.isinf(low):
        return f"accepted below {high:g}"
    return f"accepted above {low:g}" if math.isinf(high) else f"accepted {low:g} to {high:g}"
