"""A limit, point by point: what theory says, what the engine gives, and whether they agree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

Floats = np.ndarray
Verdict = Literal["holds", "fails", "too blunt"]

SPREAD = 3.5
"""Standard errors that chance is granted: of a hundred true claims, all pass on 19 pages of 20."""

BLUNT = 0.1
"""A check that would pass over a tenth of what is expected says nothing."""


@dataclass(frozen=True)
class Point:
    """One comparison.

    Attributes
    ----------
    limit, quantity, where
        The law, what is compared, and at which point of it.
    expected, engine
        What the law says and what the engine gives.
    error
        Standard error of the engine's figure; 0 where nothing is random.
    bound
        Residual allowed beyond chance: what a finite step or size may cost.
    """

    limit: str
    quantity: str
    where: str
    expected: float
    engine: float
    error: float
    bound: float

    @property
    def residual(self) -> float:
        """Engine minus theory."""
        return self.engine - self.expected

    @property
    def allowed(self) -> float:
        """Largest residual that is not refused."""
        return self.bound + SPREAD * self.error

    @property
    def verdict(self) -> Verdict:
        """Whether the engine follows the law here."""
        if abs(self.residual) > self.allowed:
            return "fails"
        if self.expected != 0.0 and self.allowed > BLUNT * abs(self.expected):
            return "too blunt"
        return "holds"


@dataclass(frozen=True)
class Series:
    """The engine's points along one line of theory.

    Attributes
    ----------
    quantity
        What is compared; the name in the key of the panel.
    x, engine, expected
        Where, what the engine gives there, and what the law says.
    error
        Standard error of each point.
    bound
        Residual allowed beyond chance.
    rows
        Places of the points that the table shows.
    curve
        The line of theory, drawn finer than the points; None when they are dense enough.
    """

    quantity: str
    x: Floats
    engine: Floats
    expected: Floats
    error: Floats
    bound: float
    rows: tuple[int, ...]
    curve: tuple[Floats, Floats] | None = None


@dataclass(frozen=True)
class Panel:
    """One limit: a chart, its residuals, and its rows of the table.

    Attributes
    ----------
    limit, law
        Name of the law, and the law in a sentence.
    across, up
        Labels of the axes, with units.
    series
        What is drawn.
    place
        How the table names a point of the horizontal axis, with ``{x}`` for its value.
    more
        Points that stand in the table only.
    asides
        Further lines for orientation, each a name and its values at the points of the first series.
    """

    limit: str
    law: str
    across: str
    up: str
    series: tuple[Series, ...]
    place: str
    more: tuple[Point, ...] = ()
    asides: tuple[tuple[str, Floats], ...] = ()

    @property
    def points(self) -> list[Point]:
        """The rows of the table."""
        return [
            Point(
                self.limit,
                one.quantity,
                self.place.format(x=float(one.x[row])),
                float(one.expected[row]),
                float(one.engine[row]),
                float(one.error[row]),
                one.bound,
            )
            for one in self.series
            for row in one.rows
        ] + list(self.more)


def mean_of(values: Floats) -> tuple[Floats, Floats]:
    """Return means and standard errors over the first axis."""
    values = np.asarray(values, float)
    return values.mean(axis=0), values.std(axis=0, ddof=1) / np.sqrt(len(values))


def ratio_of(above: Floats, below: Floats) -> tuple[float, float]:
    """Return a ratio of sums over independent authorities, and its standard error."""
    ratio = float(np.sum(above) / np.sum(below))
    rest = above - ratio * below
    return ratio, float(rest.std(ddof=1) * np.sqrt(len(rest)) / np.sum(below))
