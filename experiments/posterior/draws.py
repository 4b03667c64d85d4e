"""Weighted draws of parameters, and which of them each part of an experiment takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from experiments.intervals import Floats
from scenarios.faults import declared
from sim.errors import InputError

WEIGHT = "weight"
"""Name of the column of weights."""
CHOICE = 212
"""Stands where the model's draws have their purpose, and is none of theirs."""
_GOLDEN = (5**0.5 - 1) / 2

Point = dict[str, float]
"""Values by the names of the parameters."""


@dataclass(frozen=True, eq=False)
class ParameterDraws:
    """Draws from a distribution of parameters, each with its weight.

    Attributes
    ----------
    name
        What it is called in outputs ("england_children").
    parameters
        Names of the parameters, P of them.
    values
        The draws in the parameters' own units, each inside its range, shape (D, P).
    weights
        How much each draw counts, 0 or more, of any sum above 0, shape (D,).
    provenance
        Where the draws come from, in the words of whoever made them.
    identified
        How far the data narrowed a parameter: 1 - spread of the draws over spread of the prior;
        about 0 for a parameter that they say nothing of, at most 1. It may leave parameters out.
    middle
        Row, from 0, of the draw whose runs are nearest to those of all others, where whoever
        made the draws has found it out.
    digest
        SHA-256 of the file that they were read from, empty when they were made in memory.

    Raises
    ------
    InputError
        For no draws, an unknown parameter or one named twice, a value that is not a number or is
        outside its range, and weights of which one is below 0 or all are 0; with column and row
        (from 1).
    """

    name: str
    parameters: tuple[str, ...]
    values: Floats = field(repr=False)
    weights: Floats = field(repr=False)
    provenance: Mapping[str, str] = field(default_factory=dict, repr=False)
    identified: Mapping[str, float] = field(default_factory=dict, repr=False)
    middle: int | None = None
    digest: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "values", np.array(self.values, dtype=np.float64))
        object.__setattr__(self, "weights", np.array(self.weights, dtype=np.float64))
        _check_shape(self)
        for place, name in enumerate(self.parameters):
            _check_column(name, self.values[:, place])
        _check_weights(self.weights)
        _check_identified(self)
        _check_middle(self)
        for array in (self.values, self.weights):
            array.flags.writeable = False

    def __len__(self) -> int:
        return len(self.values)

    @property
    def shares(self) -> Floats:
        """The weights as shares that add up to 1, shape (D,)."""
        return np.asarray(self.weights / self.weights.sum())

    def point(self, row: int) -> Point:
        """Return the draw of a row, from 0."""
        return dict(zip(self.parameters, self.values[row].tolist(), strict=True))

    def rows(self, count: int, seed: int) -> tuple[int, ...]:
        """Return the rows, from 0, that ``count`` parts of an experiment take in turn.

        Systematic resampling by weight that can be gone on with: places on the unit interval,
        each a golden section further than the one before (mod 1) from a keyed start, fall into
        the rows' shares. So more parts take the same rows as fewer and then go on, and any
        number of them is spread over the draws nearly as evenly as can be.
        """
        from experiments.whose.draws import unit_draws

        (start,) = unit_draws(seed, CHOICE, (1,))
        places = (start + _GOLDEN * np.arange(count)) % 1.0
        ends = np.cumsum(self.shares)
        # Rounding may leave the last end a hair below 1; a draw without weight is never taken.
        last = int(np.flatnonzero(self.weights)[-1])
        found = np.minimum(np.searchsorted(ends, places, side="right"), last)
        return tuple(int(row) for row in found)

    def points(self, count: int, seed: int) -> list[Point]:
        """Return the draws that ``count`` parts of an experiment take in turn; see ``rows``."""
        return [self.point(row) for row in self.rows(count, seed)]

    @property
    def medoid_row(self) -> int:
        """The row, from 0, of the draw that the others are nearest to.

        It is nearest in what runs do, where that is known (``middle``). Else it has the least mean
        distance, weighted, with each parameter in units of its spread, and counted by how far the
        data narrowed it where that is known: what they say nothing of does not decide which draw
        is the middle one.
        """
        if self.middle is not None:
            return self.middle
        from scipy.spatial.distance import cdist

        shares = self.shares
        middle = shares @ self.values
        spread = np.sqrt(shares @ (self.values - middle) ** 2)
        counted = np.array([max(self.identified.get(name, 1.0), 0.0) for name in self.parameters])
        scaled = (self.values - middle) / np.where(spread > 0.0, spread, 1.0)
        scaled *= counted if counted.any() else 1.0
        distances = cdist(scaled, scaled) @ shares
        return int(np.argmin(np.where(self.weights > 0.0, distances, np.inf)))

    def medoid(self) -> Point:
        """Return the draw that the others are nearest to; see ``medoid_row``."""
        return self.point(self.medoid_row)

    def quantiles(self, parameter: str, shares: Sequence[float]) -> Floats:
        """Return weighted quantiles of a parameter: the values below which such shares lie."""
        column = self.values[:, self.parameters.index(parameter)]
        order = np.argsort(column, kind="stable")
        reached = np.cumsum(self.shares[order])
        places = np.searchsorted(reached, np.asarray(shares) - 1e-12)
        return np.asarray(column[order][np.minimum(places, len(order) - 1)])

    def save(self, path: str | Path) -> Path:
        """Write the draws as a Parquet file, complete or not at all, and return its path."""
        from experiments.posterior.file import write

        return write(self, Path(path))


def _check_shape(draws: ParameterDraws) -> None:
    if draws.weights.size == 0 or not draws.parameters:
        what = "draws" if draws.parameters else "parameters"
        raise InputError(
            f"there are no {what}", remedy="Give a column per parameter and a row per draw"
        )
    if draws.values.shape != (draws.weights.size, len(draws.parameters)):
        raise InputError(
            f"the values have the shape {draws.values.shape}, not one row per weight and one "
            "column per parameter",
            remedy=f"Give {draws.weights.size} rows of {len(draws.parameters)} values",
        )
    for place, name in enumerate(draws.parameters):
        if name in draws.parameters[:place]:
            raise InputError(
                f"the parameter {name!r} has two columns", remedy="Keep one of them", key=name
            )


def _check_column(name: str, values: Floats) -> None:
    declaration = declared(name)
    outside = ~((values >= declaration.low) & (values <= declaration.high))
    if not outside.any():
        return
    row = int(np.argmax(outside))
    try:
        declaration.check(float(values[row]))
    except InputError as error:
        raise error.at(_place(name, row)) from None


def _check_weights(weights: Floats) -> None:
    wrong = ~((weights >= 0.0) & (weights < np.inf))
    if wrong.any():
        row = int(np.argmax(wrong))
        raise InputError(
            f"{WEIGHT} is {weights[row]:g}",
            remedy="Give a number, 0 or more; only their proportions count",
            where=_place(WEIGHT, row),
            key=WEIGHT,
            value=float(weights[row]),
        )
    if not weights.sum() > 0.0:
        raise InputError(
            "all weights are 0",
            remedy="Give at least one draw a weight above 0 (1 in every row counts all alike)",
            where=f"column {WEIGHT}",
            key=WEIGHT,
        )


def _check_identified(draws: ParameterDraws) -> None:
    for name, contraction in draws.identified.items():
        if name not in draws.parameters or not contraction <= 1.0:
            raise InputError(
                f"identified says {contraction:g} of {name!r}",
                remedy="Give how far a parameter with a column was narrowed, at most 1",
                key="identified",
                value=contraction,
            )


def _check_middle(draws: ParameterDraws) -> None:
    row = draws.middle
    if row is not None and not (0 <= row < len(draws) and draws.weights[row] > 0.0):
        raise InputError(
            f"the middle draw is row {row}, which does not count or is not there",
            remedy=f"Name a row from 0 to {len(draws) - 1} with a weight, or none",
            key="middle",
            value=row,
        )


def _place(column: str, row: int) -> str:
    return f"column {column}, row {row + 1}"
