"""The paired runs behind the drawing of the thread, in the background."""

from __future__ import annotations

import math
import os
import threading
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from dashboard.worlds.settings import Settings
from experiments.design import Design
from experiments.lever import Lever
from experiments.replicate import Replicate, StoppedError, simulate
from experiments.thread import Thread, Thresholds, elasticity, measure
from sim.declaration import DOMAINS
from sim.errors import InputError

REPLICATES = 20
SHOWN_AT = (5, 10, 15, 20)
"""Replicates after which the thread is shown: the five priorities are stepped in turn."""
YEARS_AFTER = 4.0
"""Years from the step of the lever on: one to spread, three to be measured."""
KEPT = 64
"""Finished measurements that are kept for other visitors."""


@dataclass(frozen=True)
class Reading:
    """What has been measured so far.

    Attributes
    ----------
    threads
        The thread in the baseline and in yours.
    outcomes
        Mean outcomes of each world over the years measured, by name.
    replicates
        Paired replicates behind it.
    start, window
        Year in which the lever was stepped, and the years measured.
    lever
        The change that was followed, in words.
    """

    threads: tuple[Thread, ...]
    outcomes: tuple[dict[str, float], ...]
    replicates: int
    start: float
    window: tuple[float, float]
    lever: str


def thread_design(settings: Settings, year: float) -> Design:
    """Return the paired experiment that measures the thread in the policies of ``year``.

    As in ``experiments.design.make_design``, but with the lever stepped in that year.
    """
    scenario = settings.scenario
    names = [f"agenda.{domain}" for domain in DOMAINS]
    if scenario.thread.lever is not None:
        names = [scenario.thread.lever]
    start = max([year, *(change.start for change in settings.changes)])
    years = start + YEARS_AFTER - settings.first_year
    return Design(
        scenario=scenario,
        arms=(settings.baseline, settings.yours),
        world=settings.world,
        replicates=REPLICATES,
        seed=settings.seed,
        first_year=settings.first_year,
        years=math.ceil(4 * years - 1e-6) / 4,
        burn_in_years=float(scenario.time.burn_in_years),
        steps_per_year=settings.steps_per_year,
        levers=tuple(Lever.of_share(name, scenario.thread.step, start) for name in names),
        thresholds=Thresholds(scenario.thread.whole, scenario.thread.broken),
        workers=1,
    )


def reading_of(design: Design, replicates: tuple[Replicate, ...]) -> Reading:
    """Return what some replicates of a design show."""
    outcomes = tuple(
        {
            name: sum(each.arms[arm].unstepped.outcomes[name] for each in replicates)
            / len(replicates)
            for name in replicates[0].arms[arm].unstepped.outcomes
        }
        for arm in range(len(design.arms))
    )
    return Reading(
        threads=tuple(_thread(design, replicates, arm) for arm in range(len(design.arms))),
        outcomes=outcomes,
        replicates=len(replicates),
        start=design.levers[0].start,
        window=design.thread_window,
        lever=design.lever_in_words,
    )


def _thread(design: Design, replicates: tuple[Replicate, ...], arm: int) -> Thread:
    """Return the thread in one world; both may bear the same name, as England and England do."""
    answers = []
    for each in replicates:
        runs, lever = each.arms[arm], each.lever
        links = runs.unstepped.links, runs.stepped.links
        answers.append(elasticity(*links, lever.domain, lever.size))
    name, title = design.arms[arm].name, design.arms[arm].title
    domains = [each.lever.domain for each in replicates]
    return measure(name, title, np.array(answers), domains, design.thresholds)


# Threads of lower priority would do harm: one that waits for a processor while it holds the
# interpreter's lock stops the page. The model itself runs without that lock.
_POOL = ThreadPoolExecutor(max(1, (os.cpu_count() or 2) - 1), thread_name_prefix="thread-")
_DONE: OrderedDict[Any, Reading] = OrderedDict()
_GUARD = threading.Lock()


def _key(settings: Settings, year: float) -> Any:
    arms = (settings.baseline, settings.yours)
    told = tuple((repr(sorted(arm.parameters.items())), repr(arm.changes)) for arm in arms)
    return (settings.scenario.thread, settings.scenario.time, settings.size, settings.seed,
            told, year)  # fmt: skip


@dataclass
class Meter:
    """Measures the thread of one session; the latest question is the one that is answered.

    Replicates of all sessions take turns, so that none waits for another to finish.

    Attributes
    ----------
    reading
        The latest reading; None until there is one.
    problem
        Why the thread cannot be measured; empty when it can.
    stale
        Whether the reading is of worlds as they were before a change of yours.
    version
        Counts the readings, so that a page sees when there is a new one.
    done
        Replicates simulated so far.
    """

    reading: Reading | None = None
    problem: str = ""
    version: int = 0
    done: int = 0
    stale: bool = False
    _asked: Any = None
    _settings: Settings | None = None
    _stop: threading.Event = field(default_factory=threading.Event)

    @property
    def at_work(self) -> bool:
        """Whether more is to come."""
        return self._asked is not None and not self.problem and self.done < REPLICATES

    @property
    def current(self) -> Reading | None:
        """The reading, if it is of the worlds as they are."""
        return None if self.stale else self.reading

    def measure(self, settings: Settings, year: float) -> None:
        """Measure the thread in the policies of ``year``, unless that is being done.

        Until there is news, the reading before stays: of an earlier year as it is, stale after a
        change of yours; that of other worlds goes.
        """
        key = _key(settings, year)
        if key == self._asked:
            return
        with _GUARD:
            self._stop.set()
            self._stop, self._asked, self.problem = threading.Event(), key, ""
            known = _DONE.get(key)
        self._outdate(settings)
        if known is not None:
            self._tell(known)
            return
        self.done = 0
        design = thread_design(settings, year)
        _POOL.submit(self._next, key, design, (), self._stop)

    def _outdate(self, settings: Settings) -> None:
        """Mark the reading before, or let it go."""
        before, self._settings = self._settings or settings, settings
        if before != settings:
            self.stale = self.reading is not None
            if replace(before, outset={}, changes=()) != replace(settings, outset={}, changes=()):
                self.reading, self.stale = None, False
                self.version += 1

    def stop(self) -> None:
        """Measure no more."""
        self._stop.set()

    def _next(
        self, key: Any, design: Design, done: tuple[Replicate, ...], stop: threading.Event
    ) -> None:
        """Simulate one replicate more, tell, and queue for the next."""
        try:
            done = (*done, simulate(design, len(done), _nothing, stop))
            reading = reading_of(design, done) if len(done) in SHOWN_AT else None
        except StoppedError:
            return
        except InputError as error:
            with _GUARD:
                if not stop.is_set():
                    self.problem = str(error)
                    self.version += 1
            return
        with _GUARD:
            if stop.is_set():
                return  # another question was asked meanwhile
            self.done = len(done)
            if reading is not None:
                self._tell(reading)
        if len(done) < design.replicates:
            _POOL.submit(self._next, key, design, done, stop)
        elif reading is not None:
            with _GUARD:
                _DONE[key] = reading
                while len(_DONE) > KEPT:
                    _DONE.popitem(last=False)

    def _tell(self, reading: Reading) -> None:
        self.reading, self.done, self.stale = reading, reading.replicates, False
        self.version += 1


def _nothing(years: float) -> None:
    """Take no note of how far a replicate is."""
