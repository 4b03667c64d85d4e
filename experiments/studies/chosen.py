"""Some runs of a design, each made when it is asked for: a design may have millions."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
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
        number = self._numbers[place]
        case, replicate = divmod(number, self._design.replicates)
        return Run(number, self._design.case(case), replicate)

    def __iter__(self) -> Iterator[Run]:
        # Replicates share their case, and what it has found out about itself.
        replicates = self._design.replicates
        for place, numbers in groupby(self._numbers, key=lambda number: number // replicates):
            case = self._design.case(place)
            for number in numbers:
                yield Run(number, case, number % replicates)
