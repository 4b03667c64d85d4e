"""The factors of a sensitivity analysis, made from the table of parameters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from experiments.intervals import Floats
from experiments.studies.scales import Spread, placed
from sim.declaration import Parameter
from sim.errors import InputError

DUMMY_NAME = "dummy"
"""A factor that nothing depends on: what it seems to matter is noise."""


@dataclass(frozen=True)
class Factor:
    """One thing that is varied.

    Attributes
    ----------
    name
        The parameter's name.
    group
        The tier it belongs to.
    low, high
        Range over which it is varied.
    scale
        How it is spread over the range.
    choices
        Its values, when the scale is ``choice``.
    """

    name: str
    group: str
    low: float = 0.0
    high: float = 1.0
    scale: Spread = "linear"
    choices: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        several = len(set(self.choices)) > 1 if self.scale == "choice" else self.low < self.high
        if not several:
            raise InputError(
                f"{self.name} takes a single value, so that there is nothing to vary",
                remedy="Leave it out, or widen its range",
                key=self.name,
            )
        if self.scale == "log" and self.low <= 0:
            raise InputError(
                f"{self.name} is spread over a logarithm and begins at {self.low:g}",
                remedy="Give a range above 0",
                key=self.name,
                value=self.low,
            )

    @classmethod
    def of(cls, parameter: Parameter, bounds: tuple[float, float] | None = None) -> Factor:
        """Return the factor that varies a parameter, over its declared range without ``bounds``."""
        low, high = (parameter.low, parameter.high) if bounds is None else bounds
        scale = parameter.scale if low > 0 else "linear"
        return cls(parameter.name, parameter.tier, float(low), float(high), scale)

    def values(self, shares: Floats) -> Floats:
        """Return the values at some places of the unit interval."""
        return placed(shares, (self.low, self.high), self.scale, self.choices)


DUMMY = Factor(DUMMY_NAME, DUMMY_NAME)


@dataclass(frozen=True)
class Problem:
    """What is varied, the dummy included, and what indices are asked for.

    Attributes
    ----------
    factors
        The factors; the last one is the dummy.
    grouped
        Whether indices are those of whole tiers and not of single factors.
    """

    factors: tuple[Factor, ...]
    grouped: bool = False

    @classmethod
    def of(cls, factors: Sequence[Factor], *, grouped: bool = False) -> Problem:
        """Return the problem with these factors and the dummy.

        Raises
        ------
        InputError
            When there is no factor, or two have the same name.
        """
        names = [factor.name for factor in (*factors, DUMMY)]
        twice = next((name for place, name in enumerate(names) if name in names[:place]), None)
        if len(names) == 1 or twice is not None:
            raise InputError(
                "no parameter is varied" if twice is None else f"{twice} is varied twice",
                remedy="Name every parameter once, one at least",
                key="parameters",
            )
        return cls((*factors, DUMMY), grouped)

    @property
    def names(self) -> tuple[str, ...]:
        """What has an index: the factors, or the tiers; the dummy last."""
        whole = [factor.group if self.grouped else factor.name for factor in self.factors]
        return tuple(dict.fromkeys(whole))

    def for_salib(self) -> dict[str, object]:
        """Return the problem as SALib takes it, every factor in the unit interval."""
        found: dict[str, object] = {
            "num_vars": len(self.factors),
            "names": [factor.name for factor in self.factors],
            "bounds": [[0.0, 1.0]] * len(self.factors),
        }
        if self.grouped:
            found["groups"] = [factor.group for factor in self.factors]
        return found

    def points(self, shares: Floats) -> list[Mapping[str, float]]:
        """Return the value of every factor but the dummy in each row.

        Parameters
        ----------
        shares
            Places in the unit interval, shape (rows, factors), the dummy's last.
        """
        real = self.factors[:-1]
        columns = [each.values(shares[:, place]) for place, each in enumerate(real)]
        names = [factor.name for factor in real]
        rows = zip(*(column.tolist() for column in columns), strict=True)
        return [dict(zip(names, row, strict=True)) for row in rows]
