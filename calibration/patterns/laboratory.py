"""One replicate of the English baseline, in which patterns try things out."""

from __future__ import annotations

from collections.abc import Mapping
from threading import Event
from typing import NamedTuple, Protocol

from experiments.replicate import StoppedError
from scenarios import load
from sim.changes import Change
from sim.ledger import Ledger
from sim.model import PolicyModel
from sim.outcomes import OUTCOMES
from sim.world import World

START = 2017.0
"""Calendar year at which the observed years begin."""
YEARS = 6.0
BURN_IN = 4.0


class Trial:
    """One run, asked for what happened between two dates."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger

    def outcome(self, name: str, start: float = START, end: float = START + YEARS) -> float:
        """Return a national outcome over the windows from ``start`` to ``end``."""
        return OUTCOMES[name].national(self.between(start, end))

    def total(self, column: str, start: float = START, end: float = START + YEARS) -> float:
        """Return the national sum of a column of the authorities' ledger."""
        return float(self.between(start, end).authority_total(column).sum())

    def between(self, start: float = START, end: float = START + YEARS) -> Ledger:
        """Return the ledger of the windows from ``start`` to ``end``."""
        return self.ledger.between(start, end)


class Arm(NamedTuple):
    """What sets a run apart from the English baseline: its parameters and its dated changes."""

    parameters: tuple[tuple[str, float], ...]
    changes: tuple[Change, ...]

    @classmethod
    def of(cls, parameters: Mapping[str, float] | None, changes: tuple[Change, ...]) -> Arm:
        """Return the arm with these parameters and changes."""
        return cls(tuple(sorted((parameters or {}).items())), changes)


class Bench(Protocol):
    """Gives a pattern the runs that it asks for, all on the same random draws."""

    def run(self, parameters: Mapping[str, float] | None = None, *changes: Change) -> Trial:
        """Return the run with these parameters and dated changes."""


class Laboratory:
    """Runs of one replicate, all on the same random draws; a run asked for twice is made once.

    Parameters
    ----------
    world
        The councils; the English baseline's own when None.
    seed, replicate
        The draws.
    held
        Parameters in force in every run, whatever a pattern asks for: what a null model
        leaves out.
    stop
        When set, the next run ends with ``StoppedError``.
    """

    def __init__(
        self,
        world: World | None,
        seed: int,
        replicate: int,
        held: Mapping[str, float],
        stop: Event,
    ) -> None:
        self._england = load("england")
        self._world = world or self._england.world()
        self._seed, self._replicate, self._held, self._stop = seed, replicate, held, stop
        self._made: dict[Arm, Trial] = {}

    @property
    def made(self) -> Mapping[Arm, Trial]:
        """The runs that have been asked for so far, in that order."""
        return self._made

    def run(self, parameters: Mapping[str, float] | None = None, *changes: Change) -> Trial:
        """Return the run with these parameters and dated changes."""
        kept = tuple(change for change in changes if change.parameter not in self._held)
        arm = Arm.of({**(parameters or {}), **self._held}, kept)
        if arm not in self._made:
            if self._stop.is_set():
                raise StoppedError
            self._made[arm] = Trial(
                PolicyModel(
                    self._world,
                    parameters={**self._england.parameters, **dict(arm.parameters)},
                    changes=kept,
                    years=YEARS,
                    burn_in_years=BURN_IN,
                    first_year=START,
                    rng=self._seed,
                    replicate=self._replicate,
                )
                .run()
                .ledger
            )
        return self._made[arm]
