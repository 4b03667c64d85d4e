"""One replicate: one history, forked into worlds that share every random draw."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from threading import Event
from typing import TYPE_CHECKING, Protocol

import numpy as np

from experiments.design import Arm, Design
from experiments.intervals import Floats
from experiments.lever import Lever

if TYPE_CHECKING:
    from sim.changes import Change
    from sim.model import PolicyModel
    from sim.world import World

CHUNK_YEARS = 0.25
"""How often a simulation says how far it is, and looks whether it is to stop."""


class StoppedError(Exception):
    """The experiment was stopped while this replicate ran."""


class Setting(Protocol):
    """What the worlds of an experiment have in common; ``Design`` explains each part."""

    @property
    def world(self) -> World:
        """The councils."""

    @property
    def replicates(self) -> int:
        """Number of replicates."""

    @property
    def seed(self) -> int:
        """Root of all draws."""

    @property
    def first_year(self) -> float:
        """Calendar year at which the observed years begin."""

    @property
    def years(self) -> float:
        """Years observed."""

    @property
    def burn_in_years(self) -> float:
        """Years before them."""

    @property
    def steps_per_year(self) -> int:
        """Steps in a year."""

    @property
    def workers(self) -> int:
        """Replicates simulated at a time."""


@dataclass(frozen=True)
class Observed:
    """What is kept of one run.

    Attributes
    ----------
    outcomes
        National values over the observed window; NaN is undefined.
    links
        Pooled links over the thread's window, shape (8, K).
    """

    outcomes: dict[str, float]
    links: Floats


@dataclass(frozen=True)
class ArmRuns:
    """One world of a replicate, without and with the step of the lever.

    Attributes
    ----------
    unstepped, stepped
        The two runs.
    quarters
        Calendar year at which each observed quarter starts, shape (Q,).
    series
        Outcomes of the unstepped run per quarter and council, each of shape (Q, M).
    quarterly_links
        Pooled links of the unstepped run per quarter, shape (Q, 8, K).
    """

    unstepped: Observed
    stepped: Observed
    quarters: Floats
    series: dict[str, Floats]
    quarterly_links: Floats


@dataclass(frozen=True)
class Replicate:
    """All runs of one replicate, in the order of the design's arms."""

    number: int
    lever: Lever
    arms: tuple[ArmRuns, ...]


def simulate(
    design: Design, number: int, advance: Callable[[float], None], stop: Event
) -> Replicate:
    """Simulate replicate ``number`` of the design.

    Parameters
    ----------
    design, number
        The experiment and the replicate's place in it, from 0.
    advance
        Called with the years simulated since the last call, from the simulating thread.
    stop
        When set, the replicate ends with ``StoppedError`` at the next quarter.
    """
    lever = design.lever(number)
    history: PolicyModel | None = None
    runs = []
    for arm in design.arms:
        if history is None or not design.shares_burn_in:
            history = begun(design, arm, number, advance, stop)
        # One fork at a time is kept: a national world does not fit into memory many times.
        fork = forked(history, arm.changes, design, advance, stop)
        unstepped, quarters = _observe(fork, design), _quarters(fork, design)
        fork = forked(history, (*arm.changes, *lever.changes), design, advance, stop)
        runs.append(ArmRuns(unstepped, _observe(fork, design), *quarters))
    return Replicate(number, lever, tuple(runs))


def begun(
    setting: Setting, arm: Arm, number: int, advance: Callable[[float], None], stop: Event
) -> PolicyModel:
    """Return a world of replicate ``number`` at the beginning of the observed years."""
    from sim.model import PolicyModel

    model = PolicyModel(
        setting.world,
        parameters=arm.values(number),
        changes=arm.changes,
        years=setting.years,
        burn_in_years=setting.burn_in_years,
        steps_per_year=setting.steps_per_year,
        first_year=setting.first_year,
        rng=setting.seed,
        replicate=number,
        threads=max(1, setting.workers // setting.replicates),
    )
    _run(model, setting.first_year, advance, stop)
    return model


def forked(
    history: PolicyModel,
    changes: tuple[Change, ...],
    setting: Setting,
    advance: Callable[[float], None],
    stop: Event,
) -> PolicyModel:
    """Return the world at the end of the observed years, had it these changes from now on."""
    model = history.fork(changes)
    _run(model, setting.first_year + setting.years, advance, stop)
    return model


def _run(model: PolicyModel, until: float, advance: Callable[[float], None], stop: Event) -> None:
    """Run the model to a date, in chunks."""
    while model.year < until and not model.finished:
        if stop.is_set():
            raise StoppedError
        before = model.year
        model.run(min(before + CHUNK_YEARS, until))
        advance(model.year - before)


def _observe(model: PolicyModel, design: Design) -> Observed:
    from sim.linkage import pooled_links
    from sim.outcomes import outcomes

    return Observed(
        outcomes(model.ledger, *design.window), pooled_links(model.ledger, *design.thread_window)
    )


def _quarters(model: PolicyModel, design: Design) -> tuple[Floats, dict[str, Floats], Floats]:
    """Return the observed quarters, and the outcomes and links in each."""
    from sim.linkage import pooled_links
    from sim.outcomes import OUTCOMES, outcome_series

    ledger = model.ledger
    observed = ledger.window_start > design.first_year - CHUNK_YEARS / 2
    quarters = np.asarray(ledger.window_start[observed], dtype=np.float64)
    by_council = outcome_series(ledger)
    series = {name: np.asarray(by_council[name][observed], dtype=np.float64) for name in OUTCOMES}
    ends = [*quarters[1:], design.window[1]]
    links = [pooled_links(ledger, a, b) for a, b in zip(quarters, ends, strict=True)]
    return quarters, series, np.array(links)
