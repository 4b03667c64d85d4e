"""The model as Mesa, and a researcher, hold it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from numbers import Integral, Real
from typing import Any, Self, TypeGuard

import mesa
import numpy as np

from sim.agents import TIERS
from sim.build import build
from sim.changes import Change, Schedule
from sim.citizens.register import complete_register
from sim.errors import InputError
from sim.ledger import Ledger
from sim.state import State
from sim.week import Week
from sim.world import World

GROUP = 12_000
"""Citizens computed together, about: as many as a processor's cache holds."""


class PolicyModel(mesa.Model):
    """How a national policy travels to citizens' lives and back up as a reported outcome.

    Parameters
    ----------
    world
        The councils; the default world when None.
    parameters
        Values that differ from the defaults of ``sim.parameters.PARAMETERS``.
    changes
        Dated changes of parameters.
    years
        Years observed, more than 0 and in quarters (6).
    burn_in_years
        Years run before them, in quarters (4).
    steps_per_year
        52 for weeks; any multiple of 4 up to 1040.
    first_year
        Calendar year at which the observed years begin.
    rng
        Root seed of all draws, a whole number from 0.
    replicate
        Number of the replicate, from 0: another life of the same world.
    threads
        Groups of authorities computed side by side. The results do not depend on it.

    Raises
    ------
    InputError
        When a value cannot be used.

    Examples
    --------
    >>> model = PolicyModel(World.even(2, 3), years=1, burn_in_years=0.25)
    >>> model.run().finished
    True
    """

    def __init__(
        self,
        world: World | None = None,
        *,
        parameters: Mapping[str, float] | None = None,
        changes: Sequence[Change] = (),
        years: float = 6.0,
        burn_in_years: float = 4.0,
        steps_per_year: int = 52,
        first_year: float = 0.0,
        rng: int = 1,
        replicate: int = 0,
        threads: int = 1,
    ) -> None:
        _check(years, burn_in_years, steps_per_year, first_year, rng, replicate, threads)
        super().__init__(rng=int(rng))
        self.world = World.default() if world is None else world
        self.root_seed = int(rng)
        self.replicate = int(replicate)
        self.steps_per_year = int(steps_per_year)
        self.first_year = float(first_year)
        self.years = float(years)
        self.burn_in_years = float(burn_in_years)
        self.threads = int(threads)
        self._pool = ThreadPoolExecutor(self.threads) if self.threads > 1 else None
        self.week = Week()
        self.schedule = Schedule(self.world, parameters or {}, changes)
        self._state = build(
            self.world,
            self.schedule.initial_settings(),
            seed=self.root_seed,
            replicate=self.replicate,
            steps_per_year=self.steps_per_year,
            years=self.burn_in_years + self.years,
        )
        self._prepare()

    def _prepare(self) -> None:
        groups = _groups(self._state.managers["citizens"])
        self._shares = [groups[thread :: self.threads] for thread in range(self.threads)]
        self._looked_at = False
        self._handed_out = False
        self.running = not self.finished

    @property
    def state(self) -> State:
        """Everything that changes as the model runs; what is written into it takes effect.

        Whoever has it may write into it at any time. From then on the register of those in need
        is completed before each step.
        """
        self._handed_out = True
        return self._state

    @property
    def year(self) -> float:
        """Calendar date of the coming step."""
        return self._date(self.steps)

    @property
    def finished(self) -> bool:
        """True once the observed years are over."""
        return bool(self.steps >= self._last_step)

    @property
    def _burn_in(self) -> int:
        return round(self.burn_in_years * self.steps_per_year)

    @property
    def _last_step(self) -> int:
        return self._burn_in + round(self.years * self.steps_per_year)

    def _date(self, step: int) -> float:
        return self.first_year + (step - self._burn_in) / self.steps_per_year

    def step(self) -> None:
        """Let one step pass: every stage of the week, in order.

        Raises
        ------
        InputError
            When the observed years are over.
        """
        # Mesa counts the step before it calls this method.
        done = self.steps - 1
        if done >= self._last_step:
            self.steps: int = done  # the step that was not taken does not count
            raise InputError(
                f"the {self.years:g} years of this model are over",
                remedy="Build it with more years",
                key="years",
                value=self.years,
            )
        if self._handed_out:
            complete_register(self._state, 0, len(self._state.managers))
        clock = self._state.clock[0]
        clock["step"] = done
        clock["now"] = done * clock["weeks"]
        clock["years_run"] = done // self.steps_per_year
        clock["new_year"] = done % self.steps_per_year == 0
        clock["observed"] = done >= self._burn_in
        clock["window"] = done // (self.steps_per_year // 4)
        self.schedule.apply(self._state.settings, self._date(done))
        self.week.pass_over(self._state, self._shares, self._pool)
        self.running = not self.finished

    def run(self, until: float | None = None) -> Self:
        """Step until the calendar date ``until``, by default to the end."""
        while not self.finished and (until is None or self.year < until - 1e-9):
            self.step()
        return self

    def run_for(self, duration: float) -> None:
        """Take ``duration`` steps."""
        for _ in range(round(duration)):
            self.step()

    def run_model(self) -> None:
        """Run to the end."""
        self.run()

    def fork(self, changes: Sequence[Change]) -> PolicyModel:
        """Return a model in the same state, with the same draws, under other dated changes.

        The original is left as it is. Both share every chance event from here on, so any
        difference between them is caused by the changes.
        """
        other = object.__new__(type(self))
        mesa.Model.__init__(other, rng=self.root_seed)
        for name in (
            "world", "root_seed", "replicate", "steps_per_year", "first_year", "years",
            "burn_in_years", "threads", "_pool", "steps",
        ):  # fmt: skip
            setattr(other, name, getattr(self, name))
        other.week = self.week.copy()
        other.schedule = self.schedule.with_changes(changes)
        other._state = self._state.copy()
        other._state.settings[:] = other.schedule.initial_settings()
        complete_register(other._state, 0, len(other._state.managers))
        other._prepare()
        return other

    @property
    def ledger(self) -> Ledger:
        """What has been observed so far, by quarter."""
        state = self._state
        quarters = -(-self.steps * 4 // self.steps_per_year)
        starts = self.first_year - self.burn_in_years + np.arange(quarters) / 4
        return Ledger(
            starts,
            state.authority_ledger[:quarters],
            state.domain_ledger[:quarters],
            self.world.names,
        )

    @property
    def agents(self) -> Any:
        """All agents, as a Mesa ``AgentSet`` of views, built the first time somebody looks."""
        self._look()
        return self._all_agents

    @agents.setter
    def agents(self, agents: Any) -> None:
        raise AttributeError("the agents of a PolicyModel are views onto its state")

    @property
    def agents_by_type(self) -> Any:
        """The agents by class."""
        self._look()
        return self._agents_by_type

    @property
    def agent_types(self) -> list[type]:
        """The four classes of agent."""
        return list(TIERS)

    def _look(self) -> None:
        # Sweeps never look, and so pay nothing for the views.
        if not self._looked_at:
            self._looked_at = True
            for tier in TIERS:
                for row in range(len(getattr(self._state, tier.part))):
                    tier(self, row)


def _groups(sizes: np.ndarray) -> list[tuple[int, int]]:
    """Split authorities into runs of at least one and otherwise at most ``GROUP`` citizens."""
    edges = [0]
    total = 0
    for row, size in enumerate(sizes):
        if total and total + size > GROUP:
            edges.append(row)
            total = 0
        total += int(size)
    edges.append(len(sizes))
    return list(pairwise(edges))


def _check(
    years: object,
    burn_in_years: object,
    steps_per_year: object,
    first_year: object,
    rng: object,
    replicate: object,
    threads: object,
) -> None:
    """Refuse what cannot be run."""
    for name, value, low, high in (
        ("years", years, 0.25, 200.0),
        ("burn_in_years", burn_in_years, 0.0, 200.0),
        ("first_year", first_year, -10000.0, 10000.0),
    ):
        # NaN lies within no range.
        if not _is_number(value) or not low <= float(value) <= high:
            raise _refusal(name, value, f"Give a number from {low:g} to {high:g}")
        if name != "first_year" and float(value) * 4 != round(float(value) * 4):
            raise _refusal(name, value, "Give a number of quarters (1.25, 1.5, ...)")
    if steps_per_year not in range(4, 1041, 4):
        remedy = "Give 52 for weeks, 12 for months, or another multiple of 4 up to 1040"
        raise _refusal("steps_per_year", steps_per_year, remedy)
    for name, value, least in (
        ("rng", rng, 0),
        ("replicate", replicate, 0),
        ("threads", threads, 1),
    ):
        if not isinstance(value, Integral) or isinstance(value, bool) or value < least:
            raise _refusal(name, value, f"Give a whole number from {least}")


def _is_number(value: object) -> TypeGuard[float]:
    return isinstance(value, Real) and not isinstance(value, bool)


def _refusal(name: str, value: object, remedy: str) -> InputError:
    return InputError(f"{name} = {value!r} cannot be used", remedy=remedy, key=name, value=value)
