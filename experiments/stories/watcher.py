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
from sim.state import State
from sim.week import Stage, Week
from sim.workers.record import AGENCY, PERMANENT, UNFUNDED

RE_REFERRAL_WEEKS = 52.0
"""A referral within so many weeks of the last one is a re-referral."""

Rows = np.ndarray


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
        self._before: dict[str, np.ndarray] = {}
        self._holder = np.full(int(register.citizens.sum()), -1)
        self._person = np.zeros(0, np.int64)
        self._stage = 0

    def week(self, week: Week) -> Week:
        """Return ``week`` with the watcher beside its stages, which count their time as before."""
        watched: dict[str, tuple[tuple[str, ...], Callable[[State], None]]] = {
            "fund_posts": (("citizens", "workers"), self._staff_moved),
            "develop_needs": (("citizens",), self._needs_moved),
            "screen_and_allocate": (("citizens",), self._front_door),
            "do_casework": ((), self._hold),
            "close_cases": (("citizens",), self._closed),
            "strain_and_leave": (("citizens", "workers"), self._staff_moved),
            "record_and_report": (("citizens",), self._recorded),
            "audit_and_believe": ((), self._audited),
        }
        stages: list[Stage] = []
        for place, stage in enumerate(week, start=1):
            if stage.name not in watched:
                stages.append(stage)
                continue
            parts, function = watched[stage.name]
            stages.append(Stage(f"before {stage.name}", self._remember(parts)))
            stages.append(stage)
            stages.append(Stage(f"after {stage.name}", self._at(place, function)))
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

    def _remember(self, parts: tuple[str, ...]) -> Callable[[State], None]:
        """Return the stage that keeps copies of the fields that the next comparison needs."""
        fields = {
            "citizens": ("status", "worker", "referred_at", "waiting_since", "had_worker",
                         "finished", "task_finished", "task_due"),
            "workers": ("status", "incarnation", "absent"),
        }  # fmt: skip

        def remember(state: State) -> None:
            self._before = {
                f"{part}.{field}": getattr(state, part)[field].copy()
                for part in parts
                for field in fields[part]
            }

        return remember

    def _at(self, place: int, function: Callable[[State], None]) -> Callable[[State], None]:
        def compare(state: State) -> None:
            self._stage = place
            function(state)

        return compare

    def _needs_moved(self, state: State) -> None:
        before, after = self._before["citizens.status"], state.citizens["status"]
        self._note(
            state, Kind.NEED_AROSE, _moved(before, after, WITHOUT_NEED, UNSERVED),
        )  # fmt: skip
        self._note(state, Kind.NEED_FADED, _moved(before, after, UNSERVED, WITHOUT_NEED))

    def _front_door(self, state: State) -> None:
        """Tell screening, giving up and allocation apart."""
        citizens, now = state.citizens, float(state.clock["now"][0])
        before, after = self._before["citizens.status"], citizens["status"]
        asked = np.flatnonzero(before == ASKING)
        since = now - self._before["citizens.referred_at"][asked]
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
        waited = now - self._before["citizens.waiting_since"][gave_up]
        self._note(state, Kind.GAVE_UP, gave_up, value=waited)
        ended = np.flatnonzero((before == WITH_PROVIDER) & (after != WITH_PROVIDER))
        self._note(state, Kind.CONTRACT_ENDED, ended)
        waited_for = now - citizens["waiting_since"]
        got = np.flatnonzero((before != OPEN) & (after == OPEN))
        passed_on = (before[got] == WAITING) & (self._before["citizens.had_worker"][got] == 1)
        self._note(
            state, Kind.GOT_WORKER, got, value=waited_for[got], detail=passed_on,
            post=citizens["worker"][got],
        )  # fmt: skip
        went = np.flatnonzero((before != WITH_PROVIDER) & (after == WITH_PROVIDER))
        self._note(state, Kind.WENT_TO_PROVIDER, went, value=waited_for[went])

    def _hold(self, state: State) -> None:
        """Keep who holds which case this week: by the time of the record it may be closed."""
        self._holder = state.citizens["worker"].copy()
        self._person = state.workers["incarnation"].copy()

    def _closed(self, state: State) -> None:
        before, after = self._before["citizens.status"], state.citizens["status"]
        served = (before == OPEN) | (before == WITH_PROVIDER)
        for kind, now in ((Kind.NEED_MET, WITHOUT_NEED), (Kind.CLOSED_EARLY, UNSERVED)):
            rows = np.flatnonzero(served & (after == now))
            self._note(state, kind, rows, post=self._before["citizens.worker"][rows])

    def _staff_moved(self, state: State) -> None:
        """Tell who left, began, fell ill or came back, and whose case was left behind."""
        workers = state.workers
        was, persons, ill = (
            self._before[f"workers.{field}"] for field in ("status", "incarnation", "absent")
        )
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
            posts = np.flatnonzero(stayed & (workers["absent"] - ill == change))
            self._note_staff(state, kind, posts, workers["status"][posts])
        rows = _moved(self._before["citizens.status"], state.citizens["status"], OPEN, WAITING)
        posts = self._before["citizens.worker"][rows]
        why = np.where(was[posts] == AGENCY, Loss.AGENCY_ENDED, Loss.LEFT)
        why = np.where(cut[posts], Loss.POST_CUT, why)
        self._note(
            state, Kind.LOST_WORKER, rows, detail=why, post=posts, person=persons[posts],
        )  # fmt: skip

    def _recorded(self, state: State) -> None:
        """Take down finished tasks, with what their records say."""
        kinds = self._before["citizens.finished"]
        rows = np.flatnonzero(kinds != NO_TASK)
        late = (
            self._before["citizens.task_finished"][rows] - self._before["citizens.task_due"][rows]
        )
        by_worker = self._before["citizens.had_worker"][rows] != 0
        councils = self.register.council_of_citizen(rows)
        detail = on_record(state, Finished(rows, councils, late, by_worker))
        review = kinds[rows] == REVIEW
        holders = self._holder[rows]
        persons = np.where(holders >= 0, self._person[np.maximum(holders, 0)], -1)
        for kind, which in ((Kind.ASSESSMENT_FINISHED, ~review), (Kind.REVIEW_FINISHED, review)):
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
