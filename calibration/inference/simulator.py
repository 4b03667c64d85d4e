"""What gives the inference its figures: the model, or a stand-in whose answer is known."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

from experiments.intervals import Floats
from experiments.studies.points import Point

if TYPE_CHECKING:
    from experiments.studies.design import StudyDesign
    from experiments.studies.study import Study

Compute = Callable[[str, "StudyDesign"], "Study"]
"""Computes what is missing of a study in the folder of that name, and returns it."""


class Simulator(Protocol):
    """Computes the figures that are held against the official ones."""

    def __call__(
        self, stage: str, points: Sequence[Point], replicates: int, *, shared: bool = False
    ) -> Floats:
        """Return the figures at some points.

        Parameters
        ----------
        stage
            What the runs are for; they are kept under this name.
        points
            Values of the parameters.
        replicates
            Runs at each point.
        shared
            Whether runs of the same number share their random draws over the points, so that
            points can be compared; otherwise all runs are independent.

        Returns
        -------
        numpy.ndarray
            Shape (points, replicates, targets); NaN where undefined or where a run failed.
        """
