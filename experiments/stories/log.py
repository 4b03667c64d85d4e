"""The event log: every event of every case in a run, watched from outside."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from experiments.stories.kinds import CITIZEN_KINDS, DETAILS, EVENT, Kind
from experiments.stories.register import Register
from experiments.stories.watcher import Watcher
from sim.declaration import DOMAINS

if TYPE_CHECKING:
    from sim.model import PolicyModel


@dataclass(frozen=True)
class Calendar:
    """The dates of a model's steps.

    Attributes
    ----------
    steps_per_year, burn_in_steps, first_year
        As in the model; the step ``burn_in_steps`` begins at ``first_year``.
    """

    steps_per_year: int
    burn_in_steps: int
    first_year: float

    def year(self, step: int | np.ndarray) -> Any:
        """Return the calendar date, in years, at which a step begins."""
        return self.first_year + (step - self.burn_in_steps) / self.steps_per_year


@dataclass(frozen=True)
class EventLog:
    """What happened in a run, from the step at which the watching began.

    Attributes
    ----------
    events
        Records with the fields of ``experiments.stories.kinds.COLUMNS``, in the order of steps,
        then stages, kinds, councils and rows.
    register
        Names of the councils, citizens and posts in the rows.
    calendar
        Dates of the steps.
    first_step, last_step
        First step watched, and the one after the last.
    """

    events: np.ndarray
    register: Register
    calendar: Calendar
    first_step: int
    last_step: int

    def of_citizen(self, row: int) -> np.ndarray:
        """Return the events of the citizen in a row."""
        return np.asarray(self.events[self.events["citizen"] == row])

    def of_kind(self, kind: Kind) -> np.ndarray:
        """Return the events of one kind."""
        return np.asarray(self.events[self.events["kind"] == kind])

    @property
    def in_need(self) -> np.ndarray:
        """Rows of the citizens who had a need at some time of the watching."""
        kinds = (Kind.IN_NEED_AT_START, Kind.NEED_AROSE)
        return np.unique(self.events["citizen"][np.isin(self.events["kind"], kinds)])

    def counts(self) -> dict[str, int]:
        """Return how often each kind of event happened, by name."""
        found = np.bincount(self.events["kind"], minlength=len(Kind))
        return {kind.name.lower(): int(found[kind]) for kind in Kind}

    def columns(self) -> Mapping[str, np.ndarray]:
        """Return the log as columns for a table, names in place of rows and codes.

        ``year`` (calendar date at which the step begins), ``step``, ``stage``, ``event``,
        ``council``, ``citizen`` (number in the council, -1 for none), ``post`` (number in the
        council, -1 for none), ``person`` (how many have left the post before, -1 for none),
        ``domain``, ``detail`` (in words, where the kind has one), ``need`` and ``value``.
        """
        events, register = self.events, self.register
        council, citizen, post = events["council"], events["citizen"], events["post"]
        return {
            "year": self.calendar.year(events["step"]),
            "step": events["step"],
            "stage": events["stage"],
            "event": np.array([kind.name.lower() for kind in Kind])[events["kind"]],
            "council": np.array(register.councils)[council],
            "citizen": np.where(citizen < 0, -1, citizen - register.first_citizen[council]),
            "post": np.where(post < 0, -1, post - register.first_post[council]),
            "person": events["person"],
            "domain": np.array([*DOMAINS, ""])[events["domain"]],
            "detail": _in_words(events),
            "need": events["need"],
            "value": events["value"],
        }

    def table(self) -> Any:
        """Return the log as a pandas frame, a row per event; see ``columns``."""
        import pandas as pd

        return pd.DataFrame(dict(self.columns()))

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the log to a Parquet file with the columns of ``columns``."""
        from experiments.store import write_table

        write_table(dict(self.columns()), Path(path))


def event_log(model: PolicyModel, *, until: float | None = None) -> EventLog:
    """Run a model from where it stands, and return what happened.

    The model comes to the same state, to the last byte, as if nobody had watched. What is on
    record of finished tasks is told by the standard rule 17; a stage ``record_and_report`` of
    your own makes its own records, which the log cannot know.

    Parameters
    ----------
    model
        A model, not yet at its end.
    until
        Calendar date to run to; by default to the end.

    Returns
    -------
    EventLog
        Every event of cases and staff.

    Examples
    --------
    >>> from sim.model import PolicyModel
    >>> from sim.world import World
    >>> log = event_log(PolicyModel(World.even(2, 3), years=1, burn_in_years=0))
    >>> log.counts()["asked"] == log.counts()["refused"] + log.counts()["accepted"]
    True
    """
    week = model.week
    watching = Watching(model)
    try:
        model.run(until)
    finally:
        model.week = week
    return watching.log(model)


class Watching:
    """A watch over a model from where it stands, for as long as its owner lets it run.

    Parameters
    ----------
    model
        A model of the keeper's own: its week is replaced by one that is watched, and so is that
        of every fork of it.
    """

    def __init__(self, model: PolicyModel) -> None:
        self._watcher = Watcher(Register.of(model.world))
        self._first = int(model.steps)
        self._watcher.begin(model.state, self._first)
        model.week = self._watcher.week(model.week)

    def keep(self, wanted: Callable[[np.ndarray], np.ndarray]) -> None:
        """Drop the events for which ``wanted`` is false, so that a long watch stays small."""
        kept = (chunk[wanted(chunk)] for chunk in self._watcher.chunks)
        self._watcher.chunks = [chunk for chunk in kept if len(chunk)]

    def log(self, model: PolicyModel) -> EventLog:
        """Return what has been taken down, up to where the model stands."""
        calendar = Calendar(
            model.steps_per_year,
            round(model.burn_in_years * model.steps_per_year),
            model.first_year,
        )
        events = _ordered(self._watcher.chunks)
        return EventLog(events, self._watcher.register, calendar, self._first, int(model.steps))


def _ordered(chunks: list[np.ndarray]) -> np.ndarray:
    """Return the events in order; within a chunk rows ascend already, and the sort is stable."""
    if not chunks:
        return np.zeros(0, EVENT)
    events = np.concatenate(chunks)
    return np.asarray(events[np.lexsort((events["kind"], events["stage"], events["step"]))])


def _in_words(events: np.ndarray) -> np.ndarray:
    """Return the detail of each event in words; empty where its kind has none."""
    words = np.full(len(events), "", dtype="U32")
    for kind, names in DETAILS.items():
        for code, name in names.items():
            words[(events["kind"] == kind) & (events["detail"] == code)] = name
    return words


def citizen_events(log: EventLog) -> np.ndarray:
    """Return the events of citizens alone, citizen by citizen, each in the order of time."""
    events = log.events[np.isin(log.events["kind"], CITIZEN_KINDS)]
    return np.asarray(events[np.argsort(events["citizen"], kind="stable")])
