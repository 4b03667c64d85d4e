"""What is asked: under which conditions is something the case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from experiments.intervals import Floats
from sim.errors import InputError

FEWEST_ROWS = 30
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Conditions:
    """Rows of conditions, and in each the share of replicates in which it was the case.

    Attributes
    ----------
    values
        A column of numbers per condition, all of the same length.
    share
        Share of the replicates in which it was the case, 0 to 1, per row.
    weights
        Weight of each row, above 0.
    categories
        Conditions whose values are names and not amounts, with the word for each value.
    """

    values: Mapping[str, Floats]
    share: Floats
    weights: Floats
    categories: Mapping[str, Mapping[float, str]] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        values: Mapping[str, Floats],
        share: Floats,
        weights: Floats | None = None,
        categories: Mapping[str, Mapping[float, str]] | None = None,
    ) -> Conditions:
        """Return the rows in which everything is defined.

        Raises
        ------
        InputError
            When fewer than ``FEWEST_ROWS`` are left, or it was the case in all of them or none.
        """
        weigh = np.ones(len(share)) if weights is None else np.asarray(weights, dtype=np.float64)
        usable = np.isfinite(share) & (weigh > 0)
        for column in values.values():
            usable &= np.isfinite(column)
        if usable.sum() < FEWEST_ROWS:
            raise InputError(
                f"{int(usable.sum())} rows are too few to discover anything",
                remedy=f"Give more samples: at least {FEWEST_ROWS} rows must be defined",
                key="samples",
            )
        kept = {name: np.asarray(column)[usable] for name, column in values.items()}
        found = cls(kept, np.asarray(share)[usable], weigh[usable], categories or {})
        if found.share.max() == found.share.min():
            always = "in every" if found.share[0] > 0 else "in no"
            raise InputError(
                f"it was the case {always} run, so that there is nothing to discover",
                remedy="Ask for something that happens in some runs only",
                key="target",
            )
        return found

    @property
    def cases(self) -> float:
        """Weight of all that was the case."""
        return float((self.weights * self.share).sum())

    @property
    def density(self) -> float:
        """Weighted share of runs in which it was the case."""
        return self.cases / float(self.weights.sum())

    def taken(self, rows: NDArray[np.int64] | Flags) -> Conditions:
        """Return some rows."""
        values = {name: column[rows] for name, column in self.values.items()}
        return Conditions(values, self.share[rows], self.weights[rows], self.categories)


def effective_count(weights: Floats) -> float:
    """Return how many rows of equal weight say as much (Kish 1965)."""
    total = float(weights.sum())
    return total**2 / float((weights**2).sum()) if total > 0 else 0.0
