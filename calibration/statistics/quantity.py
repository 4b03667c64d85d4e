"""What statistics are about: quantities with a value per authority and one for the country."""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType
from typing import Protocol

import numpy as np

from calibration.statistics.sampling import chance_correlation, sampling_variance
from calibration.statistics.view import View
from sim.outcomes import Outcome


class Quantity(Protocol):
    """Something that every authority has a value of, in any period."""

    @property
    def unit(self) -> str:
        """Unit of the values."""

    def by_authority(self, view: View) -> np.ndarray:
        """Return the value per authority over the whole period, shape (M,); NaN if undefined."""

    def national(self, view: View) -> float:
        """Return the value of all authorities together; NaN when undefined."""

    def chance(self, view: View) -> np.ndarray:
        """Return the variance that chance alone gives each authority's value, shape (M,)."""


@dataclass(frozen=True)
class Ratio:
    """An outcome of the ledger: a ratio of two of its sums."""

    outcome: Outcome

    @property
    def unit(self) -> str:
        """Unit of the values."""
        return self.outcome.unit

    def by_authority(self, view: View) -> np.ndarray:
        """Return the value per authority over the whole period, shape (M,)."""
        return self.outcome.by_authority(view.window)

    def national(self, view: View) -> float:
        """Return the ratio of the sums over all authorities."""
        return self.outcome.national(view.window)

    def chance(self, view: View) -> np.ndarray:
        """Return the variance of each authority's value by chance, shape (M,)."""
        return sampling_variance(self.outcome, view.window)


@dataclass(frozen=True)
class Deprivation:
    """The deprivation of authorities at the start, which does not come from the ledger."""

    unit: str = "standard score"

    def by_authority(self, view: View) -> np.ndarray:
        """Return the score per authority, shape (M,); NaN where it is not known."""
        if view.deprivation is None:
            return np.full(len(view.ledger.names), np.nan)
        return np.asarray(view.deprivation, float)

    def national(self, view: View) -> float:
        """Return the mean score."""
        return float(np.mean(self.by_authority(view)))

    def chance(self, view: View) -> np.ndarray:
        """Return zeros, shape (M,): an index is not drawn anew every year."""
        return np.zeros(len(view.ledger.names))


def _quotient(above: np.ndarray, below: np.ndarray) -> np.ndarray:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(below == 0, np.nan, np.divide(above, below)))


Arithmetic = Callable[[np.ndarray, np.ndarray], np.ndarray]
ARITHMETIC: MappingProxyType[str, Arithmetic] = MappingProxyType(
    {"+": operator.add, "-": operator.sub, "*": operator.mul, "/": _quotient}
)
"""What joins two values, by its sign; a division by 0 is undefined (NaN)."""


@dataclass(frozen=True)
class Joined:
    """Two quantities, or a quantity and a number, added, subtracted, multiplied or divided."""

    sign: str
    left: Quantity
    right: Quantity

    @property
    def unit(self) -> str:
        """Unit of the values."""
        return joined_unit(self.sign, self.left.unit, self.right.unit)

    def by_authority(self, view: View) -> np.ndarray:
        """Return the value per authority, shape (M,)."""
        left, right = self.left.by_authority(view), self.right.by_authority(view)
        return ARITHMETIC[self.sign](left, right)

    def national(self, view: View) -> float:
        """Return the national values, joined."""
        left, right = np.array(self.left.national(view)), np.array(self.right.national(view))
        return float(ARITHMETIC[self.sign](left, right))

    def chance(self, view: View) -> np.ndarray:
        """Return the variance by chance, shape (M,), as if the chances of both were independent."""
        left, right = self.left, self.right
        by_left, by_right = left.chance(view), right.chance(view)
        if self.sign in "+-":
            return np.asarray(by_left + by_right)
        a, b = left.by_authority(view), right.by_authority(view)
        if self.sign == "*":
            return np.asarray(b**2 * by_left + a**2 * by_right)
        return np.asarray(_quotient(by_left, b**2) + _quotient(a**2 * by_right, b**4))


@dataclass(frozen=True)
class Constant:
    """A number in the place of a quantity."""

    number: float
    unit: str = ""

    def by_authority(self, view: View) -> np.ndarray:
        """Return the number per authority, shape (M,)."""
        return np.full(len(view.ledger.names), self.number)

    def national(self, view: View) -> float:
        """Return the number."""
        return self.number

    def chance(self, view: View) -> np.ndarray:
        """Return zeros, shape (M,)."""
        return np.zeros(len(view.ledger.names))


def shared_chance(one: Quantity, other: Quantity, lag: int) -> float | None:
    """Return how chance in one quantity goes with chance in another ``lag`` years later.

    Returns
    -------
    float or None
        A correlation; None where it is not known.
    """
    if one == other and lag == 0:
        return 1.0
    if isinstance(one, Ratio) and isinstance(other, Ratio):
        return chance_correlation(one.outcome.name, other.outcome.name, lag)
    return None


def joined_unit(sign: str, left: str, right: str) -> str:
    """Return the unit of two joined values: that of a sum's parts, a ratio's, or a product's."""
    if sign in "+-":
        return left or right
    if sign == "/":
        return left if not right else "ratio"
    return left if not right else right if not left else f"{left} x {right}"
