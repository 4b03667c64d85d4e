"""Who is told of: an honest sample, with the share of those it stands for."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from experiments.stories.kinds import Kind
from experiments.stories.log import EventLog
from experiments.stories.patterns import Pattern
from experiments.stories.register import Register
from sim.citizens.record import OPEN, WAITING, WITH_PROVIDER
from sim.draws import uniform
from sim.errors import InputError
from sim.world import World

CHOICE = 200
"""Stands where the model's draws have their purpose, and is none of theirs."""

STRATA = (
    "never asked for help",
    "asked, and was refused each time",
    "was accepted, but never got help",
    "got help, but none that met a need, and was refused at another time",
    "got help, but none that met a need, and was never refused",
    "got help that met a need, and was refused at another time",
    "got help that met a need, and was never refused",
)
"""Histories of a citizen in need, each citizen having one: how far they came."""


@dataclass(frozen=True)
class Candidates:
    """Those a story could be about.

    Attributes
    ----------
    in_need
        Rows of all citizens who had a need in the years told, ascending.
    stratum
        Index in ``STRATA`` of each.
    chosen_from
        Rows of those who fit the pattern; all of them without one.
    pattern
        The pattern; None for none.
    """

    in_need: np.ndarray
    stratum: np.ndarray
    chosen_from: np.ndarray
    pattern: Pattern | None

    @property
    def share(self) -> float:
        """Share of the citizens in need who fit; NaN when nobody had a need."""
        return len(self.chosen_from) / len(self.in_need) if len(self.in_need) else float("nan")

    def stratum_of(self, row: int) -> int | None:
        """Return the stratum of a citizen; None for one who never had a need."""
        place = int(np.searchsorted(self.in_need, row))
        there = place < len(self.in_need) and self.in_need[place] == row
        return int(self.stratum[place]) if there else None

    def stratum_shares(self) -> dict[str, float]:
        """Return the share of each stratum among the citizens in need."""
        counts = np.bincount(self.stratum, minlength=len(STRATA))
        return {
            name: int(count) / max(len(self.in_need), 1)
            for name, count in zip(STRATA, counts, strict=True)
        }


def candidates(log: EventLog, pattern: Pattern | None) -> Candidates:
    """Return those a story could be about: all who had a need, or those who fit a pattern."""
    in_need = log.in_need
    fitting = in_need if pattern is None else np.intersect1d(in_need, pattern.matches(log))
    return Candidates(in_need, _strata(log, in_need), fitting, pattern)


def _strata(log: EventLog, in_need: np.ndarray) -> np.ndarray:
    events = log.events
    start = events["kind"] == Kind.IN_NEED_AT_START

    def had(*kinds: Kind, standing: tuple[int, ...] = ()) -> np.ndarray:
        which = np.isin(events["kind"], kinds) | (start & np.isin(events["detail"], standing))
        return np.isin(in_need, events["citizen"][which])

    asked = had(Kind.ASKED)
    accepted = had(Kind.ACCEPTED, standing=(WAITING,))
    helped = had(Kind.GOT_WORKER, Kind.WENT_TO_PROVIDER, standing=(OPEN, WITH_PROVIDER))
    came = np.select([had(Kind.NEED_MET), helped, accepted, asked], [5, 3, 2, 1], default=0)
    return np.asarray(came + (helped & ~had(Kind.REFUSED)))


def choose(
    found: Candidates, register: Register, world: World, keys: np.ndarray, number: int
) -> tuple[int, ...]:
    """Return the rows of ``number`` citizens, everybody having the same chance.

    The candidates are put in the order of their stratum, then of the deprivation band of their
    council, then of a keyed draw; from a keyed place on, every so many-th is taken. So each
    stratum gets its share of the stories, up to one.

    Parameters
    ----------
    found
        Those to choose from.
    register, world
        Who is who, and the councils.
    keys
        Key words of the replicate.
    number
        How many; no more than there are.

    Raises
    ------
    InputError
        When there are fewer candidates.
    """
    rows = found.chosen_from
    if len(rows) < number:
        raise _too_few(found, number)
    strata = found.stratum[np.searchsorted(found.in_need, rows)]
    councils = register.council_of_citizen(rows)
    places = rows - register.first_citizen[councils]
    drawn = [
        uniform(keys, world.councils[council].number, int(place), 0, CHOICE, 0)
        for council, place in zip(councils, places, strict=True)
    ]
    order = rows[np.lexsort((drawn, np.array(world.deprivation_band())[councils], strata))]
    begin = uniform(keys, 0, 0, 1, CHOICE, 0)
    taken = np.floor((begin + np.arange(number)) * len(order) / number).astype(np.int64)
    return tuple(int(row) for row in order[taken])


def _too_few(found: Candidates, number: int) -> InputError:
    there = len(found.chosen_from)
    if found.pattern is None:
        return InputError(
            f"{there} citizens had a need in the years told, so there are no {number} stories",
            remedy="Ask for fewer stories, or for more years",
            key="stories",
            value=number,
        )
    some = f"only {there}" if there else "none"
    return InputError(
        f"of {len(found.in_need)} citizens in need, {some} had the history '{found.pattern.words}'",
        remedy="Ask for fewer stories, another pattern, more years or another replicate",
        key="like",
        value=found.pattern.words,
    )
