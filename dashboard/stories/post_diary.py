"""The diary of one post: who is in it, and how their weeks go."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.state import State

if TYPE_CHECKING:
    from sim.model import PolicyModel

FIELDS = ("status", "incarnation", "absent", "listed", "work_pressure", "time_per_case", "norm",
          "strain", "seen")  # fmt: skip


class PostDiary:
    """Keeps the weeks of one post as a model runs, and changes nothing.

    Parameters
    ----------
    model
        A model of the keeper's own: a stage that looks on is put into its week.
    row
        Row of the post.
    """

    def __init__(self, model: PolicyModel, row: int) -> None:
        self._row = row
        self.steps: list[int] = []
        self._weeks: list[tuple[float, ...]] = []
        model.week.insert("keep the post's diary", self._keep, after="close_cases", only_looks=True)

    def _keep(self, state: State) -> None:
        worker = state.workers[self._row]
        self.steps.append(int(state.clock["step"][0]))
        self._weeks.append(tuple(float(worker[field]) for field in FIELDS))

    def column(self, field: str) -> np.ndarray:
        """Return a field in every week so far."""
        place = FIELDS.index(field)
        return np.array([week[place] for week in self._weeks])
