"""The order of the world, as one list: down the tiers, across the desk, and back up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass, field
from itertools import groupby
from time import perf_counter
from typing import Any

from sim import compiled
from sim.centre.audit_and_believe import (
    audit_and_believe,
    believe_of_each,
    believe_on_average,
)
from sim.centre.set_agenda import set_agenda
from sim.citizens.experience_encounter import experience_encounter
from sim.citizens.needs import develop_needs, seek_help
from sim.citizens.register import complete_register
from sim.errors import InputError, nearest
from sim.ledger.observe import observe
from sim.managers.fund_posts import fund_posts
from sim.managers.screen_and_allocate import screen_and_allocate
from sim.managers.steer import press, set_threshold
from sim.managers.translate_plan import translate_plan
from sim.reporting.record_and_report import record_and_report
from sim.state import State
from sim.workers.close_cases import close_cases
from sim.workers.do_casework import do_casework
from sim.workers.plan_week import plan_week
from sim.workers.strain_and_leave import strain_and_leave

Function = Callable[..., Any]


@dataclass
class Stage:
    """One thing that happens every step.

    Attributes
    ----------
    name
        A verb phrase.
    function
        Called as ``function(state)``, or as ``function(state, first, last)`` for the
        authorities ``first`` to ``last - 1`` when ``by_authority``.
    by_authority
        True when authorities do not touch each other in this stage, so that groups of them may
        be computed side by side.
    only_looks
        True when a stage that is not the model's own leaves the state as it is. After any other
        the register of those in need is completed.
    seconds
        Time spent in the stage so far.
    """

    name: str
    function: Function
    by_authority: bool = False
    only_looks: bool = False
    seconds: float = field(default=0.0, compare=False)


def standard_stages() -> list[Stage]:
    """Return the fifteen stages of a week (the sixth in two parts), in order."""
    return [
        Stage("set_agenda", set_agenda),
        Stage("translate_plan", translate_plan, by_authority=True),
        Stage("fund_posts", fund_posts, by_authority=True),
        Stage("set_threshold", set_threshold, by_authority=True),
        Stage("press", press, by_authority=True),
        Stage("develop_needs", develop_needs, by_authority=True),
        Stage("seek_help", seek_help, by_authority=True),
        Stage("screen_and_allocate", screen_and_allocate, by_authority=True),
        Stage("plan_week", plan_week, by_authority=True),
        Stage("do_casework", do_casework, by_authority=True),
        Stage("experience_encounter", experience_encounter, by_authority=True),
        Stage("close_cases", close_cases, by_authority=True),
        Stage("strain_and_leave", strain_and_leave, by_authority=True),
        Stage("record_and_report", record_and_report, by_authority=True),
        Stage("audit_and_believe", audit_and_believe),
        Stage("observe", observe, by_authority=True),
    ]


@compiled.stage
def work_through(state, first, last):  # type: ignore[no-untyped-def]
    """Let one authority after the other go through every stage but the first.

    With ``believe_on_average`` after it, the same as the stages called one after the other: the
    last, ``observe``, does not read what the centre believes of the country. An authority's
    records stay in the processor's cache, and calls from Python, which cost most in small worlds,
    are saved.
    """
    for m in range(first, last):
        translate_plan(state, m, m + 1)
        fund_posts(state, m, m + 1)
        set_threshold(state, m, m + 1)
        press(state, m, m + 1)
        develop_needs(state, m, m + 1)
        seek_help(state, m, m + 1)
        screen_and_allocate(state, m, m + 1)
        plan_week(state, m, m + 1)
        do_casework(state, m, m + 1)
        experience_encounter(state, m, m + 1)
        close_cases(state, m, m + 1)
        strain_and_leave(state, m, m + 1)
        record_and_report(state, m, m + 1)
        believe_of_each(state, m, m + 1)
        observe(state, m, m + 1)


_WORKED_THROUGH = [each.function for each in standard_stages()[1:]]
_AT_ONCE = [
    Stage("work_through", work_through, by_authority=True),
    Stage("believe_on_average", believe_on_average),
]
_OWN = frozenset(each.function for each in standard_stages() + _AT_ONCE)


class Week:
    """The stages in order; a researcher may replace, insert, remove and time them.

    Attributes
    ----------
    stages
        The stages, in order.
    timed
        True to count the time of each stage, which makes small worlds slower.

    Examples
    --------
    >>> week = Week()
    >>> week.names[0]
    'set_agenda'
    """

    def __init__(self, stages: list[Stage] | None = None) -> None:
        self.stages = standard_stages() if stages is None else stages
        self.timed = False

    def __iter__(self) -> Iterator[Stage]:
        return iter(self.stages)

    @property
    def names(self) -> list[str]:
        """Names of the stages, in order."""
        return [stage.name for stage in self.stages]

    def replace(self, name: str, function: Function) -> None:
        """Let ``function(state)`` take the place of the stage ``name``."""
        self.stages[self._place(name)] = Stage(name, _checked(function))

    def insert(
        self,
        name: str,
        function: Function,
        *,
        after: str = "",
        before: str = "",
        only_looks: bool = False,
    ) -> None:
        """Add ``function(state)`` as a stage of its own, after or before another one.

        ``only_looks`` promises that it leaves the state as it is, which saves time.
        """
        if (after == "") == (before == ""):
            raise InputError("say where the stage goes", remedy="Give either after or before")
        if name in self.names:
            raise InputError(
                f"there is a stage {name!r} already", remedy="Choose another name, or replace it"
            )
        place = self._place(after) + 1 if after else self._place(before)
        self.stages.insert(place, Stage(name, _checked(function), only_looks=only_looks))

    def remove(self, name: str) -> None:
        """Take the stage ``name`` out of the week."""
        del self.stages[self._place(name)]

    def seconds(self) -> dict[str, float]:
        """Return the time spent in each stage while the week was ``timed``."""
        return {stage.name: stage.seconds for stage in self.stages}

    def copy(self) -> Week:
        """Return a week with the same stages, that counts its own time."""
        other = Week([Stage(s.name, s.function, s.by_authority, s.only_looks) for s in self])
        other.timed = self.timed
        return other

    def pass_over(
        self, state: State, shares: list[list[tuple[int, int]]], pool: Executor | None
    ) -> None:
        """Run every stage once.

        Parameters
        ----------
        state
            The state, changed in place.
        shares
            Groups of authorities (first, last + 1), dealt out to those who compute side by side.
            Consecutive stages by authority run group by group, so that a group's records stay in
            the processor's cache from one stage to the next.
        pool
            Threads, one to a share, or None to do one after the other.
        """
        for by_authority, run in groupby(self._in_few(), key=lambda stage: stage.by_authority):
            stages = list(run)
            if not by_authority:
                self._call(stages, state)
            elif pool is None:
                for share in shares:
                    self._run(stages, state, share)
            else:
                jobs = [pool.submit(self._run, stages, state, share) for share in shares]
                for job in jobs:
                    job.result()

    def _in_few(self) -> list[Stage]:
        """Return the stages, with ``_AT_ONCE`` for the standard ones where these are together."""
        if self.timed:
            return self.stages
        functions = [stage.function for stage in self.stages]
        for place in range(len(functions)):
            behind = place + len(_WORKED_THROUGH)
            if functions[place:behind] == _WORKED_THROUGH:
                return self.stages[:place] + _AT_ONCE + self.stages[behind:]
        return self.stages

    def _run(self, stages: list[Stage], state: State, groups: list[tuple[int, int]]) -> None:
        """Run consecutive stages by authority, group by group."""
        for first, last in groups:
            self._call(stages, state, first, last)

    def _call(self, stages: list[Stage], state: State, *authorities: int) -> None:
        for stage in stages:
            begun = perf_counter()
            stage.function(state, *authorities)
            if not stage.only_looks and stage.function not in _OWN:
                complete_register(state, *(authorities or (0, len(state.managers))))
            if self.timed:
                stage.seconds += perf_counter() - begun

    def _place(self, name: str) -> int:
        if name not in self.names:
            raise InputError(f"unknown stage {name!r}", remedy=nearest(name, self.names), key=name)
        return self.names.index(name)


def _checked(function: Function) -> Function:
    if not callable(function):
        raise InputError(
            f"a stage must be a function, not {function!r}", remedy="Give function(state)"
        )
    return function
