"""What a function of the vocabulary is: a name, arguments, a meaning, and how it is computed."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["quantity", "value", "number"]

OPTIONAL = math.nan
"""Default of a number that may be left out without another one taking its place."""


@dataclass(frozen=True)
class Argument:
    """One argument of a function.

    Attributes
    ----------
    name
        Its name.
    kind
        A quantity, anything that has a value in a period, or a number.
    default
        What holds when it is left out; None when it must be given.
    low, high
        Range of a number, both ends included.
    whole
        Whether a number must be whole.
    """

    name: str
    kind: Kind
    default: float | None = None
    low: float = -math.inf
    high: float = math.inf
    whole: bool = False

    def __str__(self) -> str:
        if self.default is None:
            return self.name
        return f"[{self.name}]" if math.isnan(self.default) else f"{self.name}={self.default:g}"


@dataclass(frozen=True)
class Function:
    """One function of the vocabulary.

    Attributes
    ----------
    name
        Its name.
    arguments
        What it takes, in order.
    meaning
        What it is, in one sentence or two.
    unit
        Unit of the result; a leading "same" stands for the unit of the first argument.
    compute
        Of a statistic: called with the view and the arguments, gives the number. Of a quantity:
        called with the arguments, gives the quantity.
    group
        Heading under which it is listed.
    makes
        What comes out.
    """

    name: str
    arguments: tuple[Argument, ...]
    meaning: str
    unit: str
    compute: Callable[..., Any]
    group: str
    makes: Literal["statistic", "quantity"] = "statistic"

    @property
    def signature(self) -> str:
        """The name with its arguments."""
        return f"{self.name}({', '.join(map(str, self.arguments))})"

    def unit_of(self, first: str) -> str:
        """Return the unit of the result where the first argument has the unit ``first``."""
        return (
            (first + self.unit.removeprefix("same")) if self.unit.startswith("same") else self.unit
        )
