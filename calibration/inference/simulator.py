"""What gives the inference its figures: the model, or a stand-in whose answer is known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from experiments.intervals import Floats
from experiments.studies.points import Point


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
