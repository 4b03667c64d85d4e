"""Carrying out a calibration: screening, waves, rounds, checks, and the draws that are kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from calibration.inference import recovery
from calibration.inference.chance import normals, order
from calibration.inference.conditions import Condition
from calibration.inference.ensemble import ensemble
from calibration.inference.history import Design, Wave, matched
from calibration.inference.neural import (
    FLOWS,
    NeuralPosterior,
    checked,
    drawn_inside,
    finite,
    trained,
)
from calibration.inference.observed import Observed, Scaling
from calibration.inference.plan import (
    DRAWS,
    REPLICATES,
    ROUNDS,
    WAVES,
    Allocation,
)
from calibration.inference.priors import Priors
from calibration.inference.region import Region
from calibration.inference.result import Calibration, Round
from calibration.inference.screening import screened
from calibration.inference.simulator import Simulator
from calibration.inference.taking_in import START, taken_in
from calibration.inference.trust import FEWEST, judged
from experiments.intervals import Floats
from experiments.sensitivity.designs import sample_design
from sim.errors import InputError

Say = Callable[[str], None]
RANKS = (3, 2, 2)
"""Which implausibility counts in each wave: the third largest while emulators are rough."""
HELD_OUT = 0.15
"""Share of the runs that the last posterior is checked with and does not see."""
MOST_HELD_OUT = 300
TRUNCATION = 1e-3
"""Share of the posterior that a round leaves out when it narrows what the next one searches."""
FEWEST_TO_TRAIN = 100


@dataclass(frozen=True)
class Task:
    """What a calibration needs: priors, official figures, a simulator, and how much it may ask.

    Attributes
    ----------
    name
        What is calibrated.
    priors
        Parameters and ranges.
    observed
        The official figures.
    simulator
        Gives figures at points.
    conditions
        What draws must agree with beside the official figures.
    allocation
        Runs of each step.
    seed
        Root of all draws.
    say
        Told what is being done, in a few words.
    flows
        Flows that are trained and averaged in each round.
    """

    name: str
    priors: Priors
    observed: Observed
    simulator: Simulator
    allocation: Allocation
    seed: int
    say: Say = lambda words: None
    flows: int = FLOWS
    conditions: tuple[Condition, ...] = ()

    def simulated(self, stage: str, places: Floats, replicates: int) -> Design:
        """Return some places with the figures of runs there."""
        figures = self.simulator(stage, self.priors.points(places), replicates)
        return Design(places, figures)


def calibrated(task: Task) -> Calibration:
    """Carry out a calibration.

    The result depends on the task alone: a simulator that keeps its runs makes it possible to
    stop at any moment and to begin again without computing a run twice.

    Raises
    ------
    InputError
        When nothing in the prior box comes near any official figure, or runs are too few to
        learn from.
    """
    # On one thread sums are added up in the same order, so that results are the same to the bit.
    with threadpool_limits(1):
        return _calibrated(task)


def _calibrated(task: Task) -> Calibration:
    first = sample_design("pawn", task.priors.problem, task.allocation.screening, task.seed)
    # The dummy's column is not simulated.
    design = task.simulated("wave-1", first.shares[:, :-1], REPLICATES)
    screening = screened(first, design.figures, task.observed, task.seed)
    scaling = Scaling.of(task.observed, design.figures.reshape(-1, len(task.observed)))
    reached = np.array([each.within_reach for each in screening])
    designs, waves = _waves(task, design, scaling, reached)
    fitted = waves[-1].counted
    learning = _Learning(task, designs, scaling, fitted)
    posterior, rounds, region, held = _rounds(learning, waves[-1].region)
    task.say("Checking the posterior against known truths")
    trust = judged(checked(posterior, *held, task.seed), task.priors.names)
    truths = min(recovery.USUAL, len(held[0]))
    found = recovery.recovered(posterior, held[0][:truths], held[1][:truths])
    official = np.zeros(int(fitted.sum()))
    drawn, share = drawn_inside(posterior, waves[-1].region, official, START, "final")
    if len(drawn) < DRAWS:
        raise InputError(
            f"only {len(drawn)} draws of the posterior lie where history matching left something",
            remedy="Give a larger --budget; the runs so far are kept",
            key="budget",
        )
    if task.conditions:
        task.say("Trying draws against " + ", ".join(each.name for each in task.conditions))
    agreeing = taken_in(
        drawn, posterior.density(drawn, official), waves[-1].implausibility.log_likelihood,
        task.priors, task.conditions, DRAWS, task.seed,
    )  # fmt: skip
    shipped = ensemble(task, agreeing, fitted)
    return Calibration(
        task.name, task.priors, task.observed, task.seed, screening, tuple(waves), tuple(rounds),
        fitted, region, trust, found, share, agreeing.taken, shipped,
        sum(each.runs for each in designs) + shipped.runs + agreeing.runs,
    )  # fmt: skip


def _waves(
    task: Task, design: Design, scaling: Scaling, counted: NDArray[np.bool_]
) -> tuple[list[Design], list[Wave]]:
    if not counted.any():
        raise _nothing_left(task.observed)
    region = Region.box(len(task.priors.names), task.seed)
    designs, waves = [design], []
    for number, rank in zip(range(1, WAVES + 1), RANKS, strict=True):
        if number > 1:
            places = region.sample(task.allocation.wave, task.seed, "wave", number)
            designs.append(task.simulated(f"wave-{number}", places, REPLICATES))
        task.say(f"Wave {number}: making emulators and ruling out")
        wave = matched(
            designs, region, task.observed, scaling, rank=rank, counted=counted, seed=task.seed
        )
        region, counted = wave.region, wave.implausibility.counted
        if region.empty:
            raise _nothing_left(task.observed)
        waves.append(wave)
    return designs, waves


def _nothing_left(observed: Observed) -> InputError:
    return InputError(
        "no parameters within the priors come near any of the official figures "
        f"({', '.join(observed.names)})",
        remedy="Check the units of the targets, or give wider priors",
        key="targets",
    )


@dataclass(frozen=True)
class _Learning:
    """What the neural posterior is learned from: all runs so far, and the targets that count."""

    task: Task
    designs: list[Design]
    scaling: Scaling
    fitted: NDArray[np.bool_]


def _rounds(
    learning: _Learning, region: Region
) -> tuple[NeuralPosterior, list[Round], Region, tuple[Floats, Floats]]:
    """Return the posterior of the last round, and what it was not trained on."""
    task = learning.task
    official = np.zeros(int(learning.fitted.sum()))
    rounds: list[Round] = []
    for number in range(1, ROUNDS + 1):
        places = region.sample(task.allocation.round, task.seed, "round", number)
        learning.designs.append(task.simulated(f"round-{number}", places, 1))
        last = number == ROUNDS
        (used, figures), held = _divided(learning, region, hold_out=last)
        task.say(f"Round {number}: learning the posterior from {len(used):,} runs")
        posterior = trained(used, figures, task.seed, "round", number, flows=task.flows)
        rounds.append(Round(number, len(places), len(used), region.share))
        if not last:
            draws = posterior.drawn(official[np.newaxis], 2000, "truncation")[:, 0]
            least = float(np.quantile(posterior.density(draws, official), TRUNCATION))
            unlikely = _Unlikely(posterior, official)
            region = region.narrowed(unlikely, -least, task.seed, "round", number)
            if region.empty:
                raise InputError(
                    "the neural posterior and history matching have nothing in common",
                    remedy="Give a larger --budget; the runs so far are kept",
                    key="budget",
                )
    return posterior, rounds, region, held


@dataclass(frozen=True)
class _Unlikely:
    """How unlikely places are by a posterior, given some figures."""

    posterior: NeuralPosterior
    figures: Floats

    def __call__(self, places: Floats) -> Floats:
        return -self.posterior.density(places, self.figures)


_Pair = tuple[Floats, Floats]


def _divided(learning: _Learning, region: Region, *, hold_out: bool) -> tuple[_Pair, _Pair]:
    """Return places and noisy figures of all runs inside a region: to train, and held out.

    Every design is spread evenly over a larger region, and so evenly over this one: together
    they are runs with parameters drawn from the prior within the region, whatever the step that
    asked for them.
    """
    task = learning.task
    places, figures, points, count = [], [], [], 0
    for number, design in enumerate(learning.designs):
        inside = region.holds(design.places)
        replicates = design.figures.shape[1]
        noise = normals(design.figures.shape, task.seed, "official error", number)
        noisy = design.figures + task.observed.deviations * noise
        scaled = learning.scaling.scaled(noisy[inside])[..., learning.fitted]
        figures.append(scaled.reshape(-1, scaled.shape[-1]))
        places.append(np.repeat(design.places[inside], replicates, axis=0))
        points.append(count + np.repeat(np.arange(inside.sum()), replicates))
        count += int(inside.sum())
    known, at, of = finite(np.concatenate(figures), np.concatenate(places), np.concatenate(points))
    # Runs of one point stay together: a truth that was trained on is no test.
    defined = np.unique(of)
    mixed = defined[order(len(defined), task.seed, "held out")]
    held = int(np.clip(HELD_OUT * len(defined), FEWEST, MOST_HELD_OUT)) if hold_out else 0
    out = np.isin(of, mixed[:held])
    if (~out).sum() < FEWEST_TO_TRAIN:
        raise InputError(
            f"{int((~out).sum())} runs are too few to learn a posterior from "
            f"({FEWEST_TO_TRAIN} are needed)",
            remedy="Give a larger --budget; the runs so far are kept",
            key="budget",
        )
    # A run for each truth.
    single = np.flatnonzero(out)[np.unique(of[out], return_index=True)[1]]
    return (at[~out], known[~out]), (at[single], known[single])
