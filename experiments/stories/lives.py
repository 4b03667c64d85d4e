"""A life: the events of one citizen in one world, and the weeks beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from experiments.stories.kinds import LEADS_TO, Kind, Record
from experiments.stories.log import EventLog

_SIGNATURE = ["step", "stage", "kind", "domain", "detail", "post", "person"]


@dataclass(frozen=True)
class Life:
    """What happened to one citizen in one world.

    Attributes
    ----------
    name, title
        Name and title of the world.
    row
        Row of the citizen.
    log
        The event log of the world.
    weeks
        The citizen's diary, with the fields of ``experiments.stories.diary.COLUMNS``, (steps,).
    """

    name: str
    title: str
    row: int
    log: EventLog
    weeks: np.ndarray

    @property
    def events(self) -> np.ndarray:
        """The events of the citizen, in the order of time."""
        return self.log.of_citizen(self.row)

    @property
    def standing(self) -> int:
        """Where the citizen stands at the end, as in the record of citizens."""
        status = 0
        for event in self.events:
            kind = Kind(event["kind"])
            if kind == Kind.IN_NEED_AT_START:
                status = int(event["detail"])
            else:
                status = LEADS_TO.get(kind, status)
        return status

    def week(self, step: int) -> np.void:
        """Return the diary of a step."""
        return self.weeks[step - self.log.first_step]  # type: ignore[no-any-return]

    def held(self, post: int, person: int, until: int) -> np.ndarray:
        """Return the unbroken weeks, the last at or right before ``until``, with a worker."""
        place = until - self.log.first_step + 1
        mine = (self.weeks["post"][:place] == post) & (self.weeks["person"][:place] == person)
        if len(mine) and not mine[-1]:
            mine, place = mine[:-1], place - 1
        others = np.flatnonzero(~mine)
        begin = int(others[-1]) + 1 if len(others) else 0
        return np.asarray(self.weeks[begin:place])

    def reviews(self, weeks: np.ndarray) -> int:
        """Return how many reviews were finished in some weeks in a row."""
        steps = self.events["step"][self.events["kind"] == Kind.REVIEW_FINISHED]
        return int(((steps >= weeks["step"][0]) & (steps <= weeks["step"][-1])).sum())

    def staff_events(self) -> np.ndarray:
        """Return the sickness of the workers who held the case, in the weeks they held it."""
        events = self.log.events[np.isin(self.log.events["kind"], (Kind.FELL_ILL, Kind.RETURNED))]
        events = events[np.isin(events["post"], np.unique(self.weeks["post"]))]
        weeks = self.weeks[events["step"] - self.log.first_step]
        same = (weeks["post"] == events["post"]) & (weeks["person"] == events["person"])
        return np.asarray(events[same & (events["post"] >= 0)])


def routine(events: np.ndarray | np.void) -> np.ndarray:
    """Return whether an event, or each of several, is a review on time and so on record."""
    return np.asarray(
        (events["kind"] == Kind.REVIEW_FINISHED)
        & (events["value"] <= 0)
        & (events["detail"] == Record.ON_TIME)
    )


def parting(lives: Sequence[Life]) -> int | None:
    """Return the first step in which two lives differ in what happens, or with whom; None: never.

    That a need, a caseload or a threshold differs a little is no parting as long as the same
    things happen; nor is a routine review a little sooner or later.
    """
    one, other = (life.events[~routine(life.events)][_SIGNATURE] for life in lives)
    shared = min(len(one), len(other))
    differ = np.flatnonzero(one[:shared] != other[:shared])
    if len(differ):
        place = int(differ[0])
        return int(min(one["step"][place], other["step"][place]))
    longer = one if len(one) > shared else other
    return int(longer["step"][shared]) if len(longer) > shared else None
