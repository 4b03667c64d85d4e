"""What a statistic looks at: a ledger, a period, and the size of authority it speaks of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from sim.ledger import Ledger

ENGLISH_STAFF = 200.0
"""Social workers in an English authority: 33,000 full-time equivalents over 152 authorities, less
those who hold no cases (Department for Education, children's social work workforce)."""

_SLACK = 1e-6


@dataclass(frozen=True)
class View:
    """A part of a run.

    Attributes
    ----------
    ledger
        The ledger of the run; its windows may be quarters or years.
    start, end
        The period in calendar years, the end exclusive.
    deprivation
        Standard score per authority, in the order of the ledger, higher for more deprived; None
        where it is not known, so that what needs it is undefined.
    staff
        Size, in workers, of the authorities that spreads and correlations are to speak of:
        chance is scaled to that size. None leaves what was simulated as it is, infinity takes
        all chance out.
    """

    ledger: Ledger
    start: float
    end: float
    deprivation: np.ndarray | None = None
    staff: float | None = ENGLISH_STAFF

    @cached_property
    def window(self) -> Ledger:
        """The windows of the period."""
        return self.ledger.between(self.start, self.end)

    def part(self, start: float, end: float) -> View:
        """Return the same view of another period."""
        return replace(self, start=start, end=end)

    @cached_property
    def years(self) -> tuple[View, ...]:
        """The whole years of the period, one after the other; all of it when it is shorter."""
        return tuple(self._years()) or (self,)

    def _years(self) -> Iterator[View]:
        year = self.start
        while year + 1.0 <= self.end + _SLACK:
            yield self.part(year, year + 1.0)
            year += 1.0
