"""Running the engine and the twin stage by stage, and comparing them after each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from benchmarks.docking.compare import Comparer, DisagreementError, Mismatch, Seen
from benchmarks.docking.fields import Part, parts, settings_parts
from benchmarks.twin import TwinModel
from sim.changes import Change
from sim.declaration import DOMAINS
from sim.model import PolicyModel
from sim.state import State
from sim.world import World

SMALL = World.even(3, 4, 30)
"""Three authorities of four workers, thirty citizens to each."""


@dataclass(frozen=True)
class Arrangement:
    """A world and settings that both models are run in.

    Attributes
    ----------
    name
        What it is called in messages.
    world, parameters, changes, years, burn_in_years, steps_per_year, first_year, seed, replicate
        As for ``sim.model.PolicyModel``.
    """

    name: str
    world: World = SMALL
    parameters: dict[str, float] = field(default_factory=dict)
    changes: tuple[Change, ...] = ()
    years: float = 1.75
    burn_in_years: float = 0.25
    steps_per_year: int = 52
    first_year: float = 0.0
    seed: int = 1
    replicate: int = 0

    def build(self, kind: Callable[..., Any]) -> Any:
        """Return a model of the given kind."""
        return kind(
            self.world,
            parameters=self.parameters,
            changes=self.changes,
            years=self.years,
            burn_in_years=self.burn_in_years,
            steps_per_year=self.steps_per_year,
            first_year=self.first_year,
            rng=self.seed,
            replicate=self.replicate,
        )


@dataclass(frozen=True)
class Result:
    """What docking one arrangement came to.

    Attributes
    ----------
    name
        Of the arrangement.
    steps
        Steps run.
    compared
        Numbers compared.
    worst
        Largest relative difference among numbers that agree.
    mismatch
        The first difference; None when the models agree.
    """

    name: str
    steps: int
    compared: int
    worst: float
    mismatch: Mismatch | None


def dock(arrangement: Arrangement, *, looked_at: bool = False) -> Result:
    """Run both models to the end, or to the first difference.

    With ``looked_at`` the engine is told that somebody may have written into its state after
    every stage, so that it makes its register of those in need anew; nothing may come of that.
    """
    pair = _Pair(arrangement, looked_at=looked_at)
    mismatch = None
    try:
        while not pair.engine.finished:
            pair.engine.step()
        pair.compare_ledgers()
    except DisagreementError as error:
        mismatch = error.mismatch
    comparer = pair.comparer
    return Result(arrangement.name, pair.engine.steps, comparer.compared, comparer.worst, mismatch)


class _Pair:
    """The two models; the engine's week is made to take the twin along, stage by stage."""

    def __init__(self, arrangement: Arrangement, *, looked_at: bool = False) -> None:
        self.engine: PolicyModel = arrangement.build(PolicyModel)
        self.twin: TwinModel = arrangement.build(TwinModel)
        self.comparer = Comparer()
        self._seen = Seen()
        # The engine's state comes with its stages. Asking the model for it would have the
        # register of those in need completed at each step, and hide its mistakes.
        self.parts: list[Part] = []
        stages = self.twin.stages
        names = self.engine.week.names
        if names != list(stages):
            raise ValueError(f"the engine's stages are {names}, the twin's {list(stages)}")
        for name in names:
            follow = self._follow(name, stages[name])
            only_looks = not looked_at
            self.engine.week.insert(f"twin: {name}", follow, after=name, only_looks=only_looks)
        self.engine.week.insert("twin: begin", self._begin, before=names[0], only_looks=True)

    def _begin(self, state: State) -> None:
        """Set the twin's clock, and compare the parameters in force."""
        step = int(state.clock[0]["step"])
        if step == 0:
            self.parts = parts(self.twin, state)
            self.compare_records(state)
        self.twin.begin_step(step)
        self.comparer.step, self.comparer.week = step, self.twin.clock.now
        self.comparer.stage = "the dated changes"
        self._compare(settings_parts(self.twin, state), state)

    def _follow(self, name: str, stage: Callable[[], None]) -> Callable[[State], None]:
        """Return a stage for the engine's week: the twin does the same, and is compared."""

        def follow(state: State) -> None:
            stage()
            self.comparer.stage = name
            self.compare_records(state)

        return follow

    def compare_records(self, state: State) -> None:
        """Compare every record of both models."""
        for part in self.parts:
            self._compare(part, state)

    def _compare(self, part: Part, state: State) -> None:
        def who(row: int) -> str:
            return self._who(part.name, row)

        records = getattr(state, part.name)
        for name, column in part.columns().items():
            if self._seen.changed(f"{part.name}.{name}", records[name], column):
                self.comparer.check(name, records[name], np.array(column), who)

    def compare_ledgers(self) -> None:
        """Compare every column of both ledgers."""
        self.comparer.stage = "the last step, in the ledger"
        ledger, state = self.twin.ledger, self.engine.state
        for place in ledger.authorities:
            quarter, name = place
            row = self.engine.world.names.index(name)
            who = f"{name} in quarter {quarter}"
            engine = state.authority_ledger[quarter, row]
            self._compare_sums(engine, ledger.authorities[place], who)
            self._check("durations", engine["durations"], ledger.durations[place], who)
            for k, domain in enumerate(DOMAINS):
                engine = state.domain_ledger[quarter, row, k]
                self._compare_sums(engine, ledger.domains[quarter, name, k], f"{domain}, {who}")

    def _compare_sums(self, row: np.void, sums: Mapping[str, float], who: str) -> None:
        for column in row.dtype.names or ():
            if column != "durations":
                self._check(column, row[column], sums[column], who)

    def _check(self, column: str, engine: Any, twin: Any, who: str) -> None:
        self.comparer.check(column, np.atleast_1d(engine), np.atleast_1d(twin), lambda _: who)

    def _who(self, part: str, row: int) -> str:
        """Return how to find a record."""
        names = self.engine.world.names
        state = self.engine.state
        if part == "centre":
            return "central government"
        if part in ("managers", "settings"):
            return f"{part[:-1]} of {names[row]}" if part == "managers" else names[row]
        record = getattr(state, part)[row]
        if part == "citizens":
            first = state.managers["first_citizen"]
            authority = int(np.searchsorted(first, row, side="right")) - 1
            return f"citizen {record['number']} of {names[authority]}"
        number = record["post" if part == "workers" else "number"]
        kind = "post" if part == "workers" else "neighbourhood"
        return f"{kind} {number} of {names[record['authority']]}"
