"""A watcher compares the records before and after each stage of the week, and changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from experiments.stories.kinds import EVENT, Kind, Loss
from experiments.stories.records import Finished, on_record
from experiments.stories.register import Register
from sim.citizens.record import (
    ASKING,
    NO_TASK,
    OPEN,
    REVIEW,
    UNSERVED,
    WAITING,
    WITH_PROVIDER,
    WITHOUT_NEED,
)
from sim.records import ROUNDING
from sim.state import State
from sim.week import Stage, Week
from sim.workers.record import AGENCY, PERMANENT, UNFUNDED

RE_REFERRAL_WEEKS = 52.0
"""A referral within so many weeks of the last one is a re-referral."""

Rows = np.ndarray
Function = Callable[[State], None]


class Watcher:
    """Takes down events as a model runs.

    Parameters
    ----------
    register
        Who is who in the model.
    """

    def __init__(self, register: Register) -> None:
        self.register = register
        self.chunks: list[np.ndarray] = []
        self._stage = 0
        self._places: dict[str, int] = {}
        self._before: dict[str, np.ndarray] = {}
        self._staff: np.ndarray = np.zeros(0)
        self._tasks: np.ndarray = np.zeros(0)
        self._rows = self._person = np.zeros(0, np.int64)
        self._holder = np.full(int(register.citizens.sum()), -1)
        self._worked = np.ones(len(self._holder), bool)

    def week(self, week: Week) -> Week:
        """Return ``week`` with the watcher beside its stages, which count their time as before."""
        watched: dict[str, tuple[Function | None, Function | None]] = {
            "fund_posts": (self._remember_staff, self._staff_moved),
            "develop_needs": (self._remember_status, self._needs_moved),
            "screen_and_allocate": (self._remember_queue, self._front_door),
            "do_casework": (self._remember_holders, None),
            "close_cases": (self._remember_work, self._closed),
            "strain_and_leave": (self._remember_staff, self._staff_moved),
            "record_and_report": (self._remember_finished, self._recorded),
            "audit_and_believe": (None, self._audited),
        }
        self._places = {name: place for place, name in enumerate(week.names, start=1)}
        stages: list[Stage] = []
        for stage in week:
            before, after = watched.get(stage.name, (None, None))
            if before is not None:
                stages.append(Stage(f"before {stage.name}", before, only_looks=True))
            stages.append(stage)
            if after is not None:
                compare = self._in(stage.name, after)
                stages.append(Stage(f"after {stage.name}", compare, only_looks=True))
        return Week(stages)

    def begin(self, state: State, step: int) -> None:
        """Take down who has a need as the watching begins."""
        status = state.citizens["status"]
        rows = np.flatnonzero(status != WITHOUT_NEED)
        self._stage = 0
        self._note(
            state, Kind.IN_NEED_AT_START, rows, detail=status[rows],
            post=state.citizens["worker"][rows], step=step,
        )  # fmt: skip

    def _in(self, name: str, function: Function) -> Function:
        """Return the comparison after a stage, its events marked with the stage's place."""

        def compare(state: State) -> None:
            self._stage = self._places[name]
            function(state)

        return compare

    def _keep(self, state: State, *fields: str) -> None:
        self._before = {field: state.citizens[field].copy() for field in fields}

    def _remember_status(self, state: State) -> None:
        self._keep(state, "status")

    def _remember_queue(self, state: State) -> None:
        self._keep(state, "status", "referred_at", "waiting_since", "had_worker")

    def _remember_staff(self, state: State) -> None:
        self._keep(state, "status", "worker")
        self._staff = state.workers[["status", "incarnation", "absent"]].copy()

    def _remember_holders(self, state: State) -> None:
        """Keep who holds which case this week: by the time of the record it may be closed."""
        self._holder = state.citizens["worker"].copy()
        self._person = state.workers["incarnation"].copy()

    def _remember_work(self, state: State) -> None:
        """Keep which tasks work has finished: closing a case counts its assessment as finished."""
        self._keep(state, "status", "worker")
        self._worked = state.citizens["finished"] != NO_TASK

    def _remember_finished(self, state: State) -> None:
        """Keep the finished tasks, which the record clears away."""
        self._rows = np.flatnonzero(state.citizens["finished"])
        self._tasks = state.citizens[self._rows]

    def _needs_moved(self, state: State) -> None:
        before, after = self._before["status"], state.citizens["status"]
        self._note(
            state, Kind.NEED_AROSE, _moved(before, after, WITHOUT_NEED, UNSERVED),
        )  # fmt: skip
        self._note(state, Kind.NEED_FADED, _moved(before, after, UNSERVED, WITHOUT_NEED))

    def _front_door(self, state: State) -> None:
        """Tell screening, giving up and allocation apart."""
        citizens, now = state.citizens, float(state.clock["now"][0])
        before, after = self._before["status"], citizens["status"]
        asked = np.flatnonzero(before == ASKING)
        since = now - self._before["referred_at"][asked]
        self._note(
            state, Kind.ASKED, asked,
            value=np.where(citizens["referral"][asked] > 1, since, np.nan),
            detail=since <= RE_REFERRAL_WEEKS,
        )  # fmt: skip
        refused = asked[after[asked] == UNSERVED]
        threshold = state.managers["threshold"][self.register.council_of_citizen(refused)]
        self._note(state, Kind.REFUSED, refused, value=threshold)
        accepted = asked[after[asked] != UNSERVED]
        self._note(state, Kind.ACCEPTED, accepted, value=citizens["task_due"][accepted] - now)
        gave_up = _moved(before, after, WAITING, UNSERVED)
        waited = now - self._before["waiting_since"][gave_up]
        self._note(state, Kind.GAVE_UP, gave_up, value=waited)
        ended = np.flatnonzero((before == WITH_PROVIDER) & (after != WITH_PROVIDER))
        self._note(state, Kind.CONTRACT_ENDED, ended)
        waited_for = now - citizens["waiting_since"]
        got = np.flatnonzero((before != OPEN) & (after == OPEN))
        passed_on = (before[got] == WAITING) & (self._before["had_worker"][got] == 1)
        self._note(
            state, Kind.GOT_WORKER, got, value=waited_for[got], detail=passed_on,
            post=citizens["worker"][got],
        )  # fmt: skip
        went = np.flatnonzero((before != WITH_PROVIDER) & (after == WITH_PROVIDER))
        self._note(state, Kind.WENT_TO_PROVIDER, went, value=waited_for[went])

    def _closed(self, state: State) -> None:
        before, after = self._before["status"], state.citizens["status"]
        served = (before == OPEN) | (before == WITH_PROVIDER)
        for kind, now in ((Kind.NEED_MET, WITHOUT_NEED), (Kind.CLOSED_EARLY, UNSERVED)):
            rows = np.flatnonzero(served & (after == now))
            self._note(state, kind, rows, post=self._before["worker"][rows])

    def _staff_moved(self, state: State) -> None:
        """Tell who left, began, fell ill or came back, and whose case was left behind."""
        workers = state.workers
        was, persons = self._staff["status"], self._staff["incarnation"]
        was_staff = (was == PERMANENT) | (was == AGENCY)
        is_staff = (workers["status"] == PERMANENT) | (workers["status"] == AGENCY)
        new = workers["incarnation"] != persons
        left, cut = was_staff & new, was_staff & new & (workers["status"] == UNFUNDED)
        for kind, which in ((Kind.WORKER_LEFT, left & ~cut), (Kind.POST_CUT, cut)):
            posts = np.flatnonzero(which)
            self._note_staff(state, kind, posts, was[posts], persons[posts])
        posts = np.flatnonzero(is_staff & (new | ~was_staff))
        self._note_staff(state, Kind.WORKER_BEGAN, posts, workers["status"][posts])
        stayed = was_staff & ~new
        for kind, change in ((Kind.FELL_ILL, 1), (Kind.RETURNED, -1)):
            posts = np.flatnonzero(stayed & (workers["absent"] - self._staff["absent"] == change))
            self._note_staff(state, kind, posts, workers["status"][posts])
        rows = _moved(self._before["status"], state.citizens["status"], OPEN, WAITING)
        posts = self._before["worker"][rows]
        why = np.where(was[posts] == AGENCY, Loss.AGENCY_ENDED, Loss.LEFT)
        why = np.where(cut[posts], Loss.POST_CUT, why)
        self._note(
            state, Kind.LOST_WORKER, rows, detail=why, post=posts, person=persons[posts],
        )  # fmt: skip

    def _recorded(self, state: State) -> None:
        """Take down finished tasks, with what their records say."""
        rows, tasks = self._rows, self._tasks
        late = tasks["task_finished"] - tasks["task_due"]
        late[np.abs(late) <= ROUNDING] = 0.0
        councils = self.register.council_of_citizen(rows)
        detail = on_record(state, Finished(rows, councils, late, tasks["had_worker"] != 0))
        holders = self._holder[rows]
        persons = np.where(holders >= 0, self._person[np.maximum(holders, 0)], -1)
        review, worked = tasks["finished"] == REVIEW, self._worked[rows]
        for kind, which, stage in (
            (Kind.ASSESSMENT_FINISHED, ~review & worked, "do_casework"),
            (Kind.ASSESSMENT_FINISHED, ~review & ~worked, "close_cases"),
            (Kind.REVIEW_FINISHED, review, "do_casework"),
        ):
            self._stage = self._places.get(stage, 0)
            self._note(
                state, kind, rows[which], value=late[which], detail=detail[which],
                post=holders[which], person=persons[which],
            )  # fmt: skip

    def _audited(self, state: State) -> None:
        councils = np.flatnonzero(state.managers["audits"])
        self._append(state, Kind.AUDIT_BEGAN, len(councils), council=councils)

    def _note(self, state: State, kind: Kind, rows: Rows, **fields: Any) -> None:
        """Take down an event of each of some citizens."""
        post = fields.setdefault("post", np.full(len(rows), -1))
        fields.setdefault(
            "person", np.where(post >= 0, state.workers["incarnation"][np.maximum(post, 0)], -1)
        )
        self._append(
            state, kind, len(rows), council=self.register.council_of_citizen(rows), citizen=rows,
            domain=state.citizens["domain"][rows], need=state.citizens["need"][rows], **fields,
        )  # fmt: skip

    def _note_staff(
        self, state: State, kind: Kind, posts: Rows, detail: Rows, person: Rows | None = None
    ) -> None:
        """Take down an event of each of some posts."""
        self._append(
            state, kind, len(posts), council=self.register.council_of_post(posts), post=posts,
            detail=detail, person=state.workers["incarnation"][posts] if person is None else person,
        )  # fmt: skip

    def _append(self, state: State, kind: Kind, count: int, **fields: Any) -> None:
        if count == 0:
            return
        chunk = np.zeros(count, EVENT)
        chunk["step"], chunk["stage"], chunk["kind"] = state.clock["step"][0], self._stage, kind
        for field in ("citizen", "post", "person", "domain"):
            chunk[field] = -1
        chunk["need"] = chunk["value"] = np.nan
        for field, values in fields.items():
            chunk[field] = values
        self.chunks.append(chunk)


def _moved(before: Rows, after: Rows, from_status: int, to_status: int) -> Rows:
    """Return the rows whose status went from one value to another."""
    return np.flatnonzero((before == from_status) & (after == to_status))
