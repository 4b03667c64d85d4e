"""Some runs of a design, each made when it is asked for: a design may have millions."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import overload

from experiments.studies.design import Run, StudyDesign


class ChosenRuns(Sequence[Run]):
    """Runs of a design, of which only the numbers are kept.

    Parameters
    ----------
    design
        The design.
    numbers
        Places of the runs in it, from 0.
    """

    def __init__(self, design: StudyDesign, numbers: Iterable[int]) -> None:
        self._design = design
        self._numbers = array("q", numbers)

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, place: int) -> Run: ...
    @overload
    def __getitem__(self, place: slice) -> ChosenRuns: ...
    def __getitem__(self, place: int | slice) -> Run | ChosenRuns:
        if isinstance(place, slice):
            return ChosenRuns(self._design, self._numbers[place])
        return next(self._design.chosen([self._numbers[place]]))

    def __iter__(self) -> Iterator[Run]:
        return self._design.chosen(self._numbers)
