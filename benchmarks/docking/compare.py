"""Comparing values, and saying where they first differ."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

RELATIVE = 1e-6
"""Largest relative difference of two floating-point numbers that agree."""

ABSOLUTE = 1e-9
"""Difference that is none: what is 0 in one model may be a rounding error in the other."""


@dataclass(frozen=True)
class Mismatch:
    """The first difference.

    Attributes
    ----------
    step, week
        Step of the run, and weeks since its start, from 0.
    stage
        Stage after which it shows.
    who
        Record that differs.
    field
        Field that differs.
    engine, twin
        Both values.
    """

    step: int
    week: float
    stage: str
    who: str
    field: str
    engine: float
    twin: float

    def __str__(self) -> str:
        return (
            f"step {self.step}, week {self.week:g}, after {self.stage}: {self.field} of "
            f"{self.who} is {self.engine!r} in the engine and {self.twin!r} in the twin"
        )


class DisagreementError(Exception):
    """Raised where the two models part."""

    def __init__(self, mismatch: Mismatch) -> None:
        super().__init__(str(mismatch))
        self.mismatch = mismatch


class Seen:
    """Remembers what has been compared last, so that no stage pays for what it left alone."""

    def __init__(self) -> None:
        self._last: dict[str, tuple[np.ndarray, tuple[Any, ...]]] = {}

    def changed(self, name: str, engine: np.ndarray, twin: tuple[Any, ...]) -> bool:
        """Return whether either model has touched a field since this was asked last."""
        last = self._last.get(name)
        if last is not None and twin == last[1] and np.array_equal(engine, last[0]):
            return False
        self._last[name] = engine.copy(), _frozen(twin)
        return True


def _frozen(column: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return a column that does not change with the agents: lists by domain are copied."""
    return tuple(list(v) if isinstance(v, list) else v for v in column)


@dataclass
class Comparer:
    """Compares arrays, and remembers how far apart they have been.

    Attributes
    ----------
    step, week, stage
        Where the run stands.
    compared
        Numbers compared so far.
    worst
        Largest relative difference among those that agree.
    """

    step: int = 0
    week: float = 0.0
    stage: str = "building the world"
    compared: int = 0
    worst: float = 0.0

    def check(
        self, field: str, engine: np.ndarray, twin: np.ndarray, who: Callable[[int], str]
    ) -> None:
        """Compare one field of all records of a kind.

        Raises
        ------
        DisagreementError
            When a number differs: at all, if whole, by more than rounding can, if not.
        """
        self.compared += engine.size
        if np.array_equal(engine, twin):
            return
        apart = np.abs(engine - twin.astype(np.float64))
        largest = np.maximum(np.abs(engine), np.abs(twin))
        if engine.dtype.kind == "f":
            # Written so that NaN, which compares to nothing, counts as different.
            wrong = ~(apart <= np.maximum(RELATIVE * largest, ABSOLUTE))
        else:
            wrong = apart > 0
        if wrong.any():
            raise DisagreementError(self._first(field, engine, twin, wrong, who))
        counted = largest > ABSOLUTE
        if counted.any():
            self.worst = max(self.worst, float((apart[counted] / largest[counted]).max()))

    def _first(
        self,
        field: str,
        engine: np.ndarray,
        twin: np.ndarray,
        wrong: np.ndarray,
        who: Callable[[int], str],
    ) -> Mismatch:
        place = tuple(int(index) for index in np.argwhere(wrong)[0])
        inner = "".join(f"[{index}]" for index in place[1:])
        return Mismatch(
            self.step,
            self.week,
            self.stage,
            who(place[0]),
            field + inner,
            engine[place].item(),
            twin[place].item(),
        )
