"""One replicate of the English baseline, in which patterns try things out."""

from __future__ import annotations

from collections.abc import Mapping
from threading import Event

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
        return OUTCOMES[name].national(self.ledger.between(start, end))

    def total(self, column: str, start: float = START, end: float = START + YEARS) -> float:
        """Return the national sum of a column of the authorities' ledger."""
        return float(self.ledger.between(start, end).authority_total(column).sum())

    def between(self, start: float = START, end: float = START + YEARS) -> Ledger:
        """Return the ledger of the windows from ``start`` to ``end``."""
        return self.ledger.between(start, end)


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
        self._made: dict[object, Trial] = {}

    def run(self, parameters: Mapping[str, float] | None = None, *changes: Change) -> Trial:
        """Return the run with these parameters and dated changes."""
        values = {**self._england.parameters, **(parameters or {}), **self._held}
        kept = tuple(change for change in changes if change.parameter not in self._held)
        key = (tuple(sorted(values.items())), kept)
        if key not in self._made:
            if self._stop.is_set():
                raise StoppedError
            self._made[key] = Trial(
                PolicyModel(
                    self._world,
                    parameters=values,
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
        return self._made[key]
