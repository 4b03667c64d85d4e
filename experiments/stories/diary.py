"""The diary: the weeks of some citizens, beside those of their workers, council and centre."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from experiments.stories.register import Register
from sim.citizens.record import OPEN, WITH_PROVIDER
from sim.state import State

if TYPE_CHECKING:
    from sim.model import PolicyModel

_FIELDS = [
    ("step", "i4", "step of the model"),
    # The citizen, in the middle of the week: after the encounter, before any closing.
    ("status", "i1", "0 without need, 1 unserved, 3 waiting, 4 open case, 5 with provider"),
    ("domain", "i1", "domain of the present or last need"),
    ("need", "f8", "need, 0 to 1"),
    ("trust", "f8", "trust in the service, 0 to 1"),
    ("experience", "f8", "recent experience, 0 to 1"),
    ("contact", "i1", "0 not seen, 1 seen, 2 turned the worker away; 0 without a case"),
    ("hours", "f8", "hours on the case this week, recorded work and time with the citizen"),
    # The worker who holds the case.
    ("post", "i4", "row of the post; -1 for none"),
    ("person", "i4", "how many people had left the post before; -1 for none"),
    ("in_post", "f8", "weeks since the person began; NaN without a worker"),
    ("cases", "i4", "open cases of the worker; 0 without a worker"),
    ("work_pressure", "f8", "hours the cases need over hours there are; NaN if none or off sick"),
    ("time_per_case", "f8", "hours a week for a case that is seen; NaN if none or off sick"),
    ("off_sick", "i1", "1 while the worker is off sick"),
    # The council and the centre, at the end of the week, in the domain of the need.
    ("threshold", "f8", "eligibility threshold of the council, 0 to 1"),
    ("waiting", "i4", "citizens waiting in the council"),
    ("reported", "f8", "share on time that the council reports, 0 to 1"),
    ("counted", "f8", "share on time honestly counted, 0 to 1"),
    ("believed", "f8", "share on time that the centre believes of this council, 0 to 1"),
    ("target", "f8", "national target for the share on time, 0 to 1"),
]

WEEK = np.dtype([(name, kind) for name, kind, _ in _FIELDS])
"""One week of one citizen; a step of another length where the model has one."""

COLUMNS = {name: meaning for name, _, meaning in _FIELDS}
"""What each field of a week means."""


class Diary:
    """Keeps the weeks of some citizens as a model runs, and changes nothing.

    Parameters
    ----------
    model
        A model of the keeper's own: stages that look on are put into its week.
    rows
        Rows of the citizens.
    """

    def __init__(self, model: PolicyModel, rows: Sequence[int]) -> None:
        self._rows = np.array(rows, dtype=np.int64)
        register = Register.of(model.world)
        self._councils = register.council_of_citizen(self._rows)
        self._weeks: list[np.ndarray] = []
        model.week.insert(
            "keep the diary", self._citizens, after="experience_encounter", only_looks=True
        )
        model.week.insert(
            "end the diary's week", self._councils_say, after="audit_and_believe", only_looks=True
        )

    @property
    def weeks(self) -> np.ndarray:
        """Records with the fields of ``COLUMNS``, shape (steps, citizens)."""
        if not self._weeks:
            return np.zeros((0, len(self._rows)), WEEK)
        return np.array(self._weeks)

    def _citizens(self, state: State) -> None:
        citizens, week = state.citizens[self._rows], np.zeros(len(self._rows), WEEK)
        week["step"] = state.clock["step"][0]
        for field in ("status", "domain", "need", "trust", "experience"):
            week[field] = citizens[field]
        # What is left of an earlier case stays in the record, and says nothing of this week.
        served = (citizens["status"] == OPEN) | (citizens["status"] == WITH_PROVIDER)
        week["contact"] = np.where(served, citizens["contact"], 0)
        worked = citizens["task_hours"] + citizens["relational_hours"]
        week["hours"] = np.where(served, worked * state.clock["weeks"][0], 0.0)
        self._workers(state, week, np.where(citizens["status"] == OPEN, citizens["worker"], -1))
        self._weeks.append(week)

    def _workers(self, state: State, week: np.ndarray, posts: np.ndarray) -> None:
        held = posts >= 0
        workers = state.workers[np.maximum(posts, 0)]
        at_work = held & (workers["absent"] == 0)
        week["post"] = posts
        week["person"] = np.where(held, workers["incarnation"], -1)
        week["in_post"] = np.where(held, state.clock["now"][0] - workers["started"], np.nan)
        week["cases"] = np.where(held, workers["listed"], 0)
        week["off_sick"] = held & ~at_work
        for field in ("work_pressure", "time_per_case"):
            week[field] = np.where(at_work, workers[field], np.nan)

    def _councils_say(self, state: State) -> None:
        week, managers = self._weeks[-1], state.managers[self._councils]
        domain = week["domain"]
        week["threshold"], week["waiting"] = managers["threshold"], managers["waiting"]
        for field in ("reported", "counted", "believed"):
            week[field] = managers[field][np.arange(len(week)), domain]
        week["target"] = state.centre["target"][0][domain]
