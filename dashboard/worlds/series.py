"""What is observed of a world week by week, for the country and for each band of deprivation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.declaration import DOMAINS
from sim.ledger import Ledger
from sim.ledger.record import AUTHORITY, DOMAIN
from sim.outcomes import Outcome

if TYPE_CHECKING:
    from sim.model import PolicyModel

Floats = NDArray[np.float64]

QUARTERS_BEFORE = 4
"""Quarters of the run-in that windows reach back into."""


class Series:
    """Sums of the ledger, step by step, from which outcomes over any window are taken.

    Steps of the last year before the observed ones are taken from the quarters of the ledger, in
    equal parts, so that the first windows are whole.

    Parameters
    ----------
    model
        A model at the beginning of the years to be observed.
    """

    def __init__(self, model: PolicyModel) -> None:
        bands = np.array(model.world.deprivation_band())
        self.bands: tuple[int, ...] = tuple(sorted(set(model.world.deprivation_band())))
        self._member = (bands == np.array(self.bands)[:, None]).astype(np.float64)
        self.steps_per_year = model.steps_per_year
        self._first = model.steps
        total = round(model.years * model.steps_per_year)
        before = self._before(model)
        self._lead = len(before)
        width = before.shape[2]
        self._sums = np.zeros((1 + self._lead + total, len(self.bands), width))
        np.cumsum(before, axis=0, out=self._sums[1 : 1 + self._lead])
        self._last = _flat(model.ledger, -1) if model.steps else np.zeros((len(bands), width))
        self._count = self._lead

    def note(self, model: PolicyModel) -> None:
        """Take down the step that a model has just taken."""
        per_quarter = self.steps_per_year // 4
        now = _flat(model.ledger, -1)
        begins = (model.steps - 1) % per_quarter == 0
        step = now if begins else now - self._last
        self._last = now
        self._sums[self._count + 1] = self._sums[self._count] + self._member @ step
        self._count += 1

    @property
    def steps(self) -> int:
        """Steps observed so far."""
        return self._count - self._lead

    def values(self, outcome: Outcome, window: int) -> Floats:
        """Return an outcome of the country over the ``window`` steps up to each one observed."""
        return outcome.by_authority(self.windows(window))

    def now(self, outcome: Outcome, window: int) -> float:
        """Return an outcome of the country over the newest ``window`` steps, of the run-in, too."""
        last = np.array([self._count])
        return float(outcome.by_authority(self._windows(window, self._sums.sum(axis=1), last))[0])

    def by_band(self, outcome: Outcome, window: int) -> Floats:
        """Return the same for each band of deprivation, shape (bands, steps)."""
        return np.array(
            [
                outcome.by_authority(self._windows(window, self._sums[:, place], self._observed))
                for place in range(len(self.bands))
            ]
        )

    def windows(self, window: int) -> Ledger:
        """Return the country's sums over the ``window`` steps up to each step observed.

        The steps stand where a ledger has its authorities: whatever is computed for each
        authority is then computed for each step.
        """
        return self._windows(window, self._sums.sum(axis=1), self._observed)

    @property
    def _observed(self) -> NDArray[np.int64]:
        """Ends of the steps observed."""
        return np.arange(self._lead + 1, self._count + 1)

    def _windows(self, window: int, sums: Floats, ends: NDArray[np.int64]) -> Ledger:
        flat = np.ascontiguousarray(sums[ends] - sums[np.maximum(ends - window, 0)])
        split = AUTHORITY.itemsize // 8
        authority = np.ascontiguousarray(flat[:, :split]).view(AUTHORITY).reshape(1, -1)
        domain = (
            np.ascontiguousarray(flat[:, split:]).view(DOMAIN).reshape(1, len(ends), len(DOMAINS))
        )
        return Ledger(np.zeros(1), authority, domain, ())

    def _before(self, model: PolicyModel) -> Floats:
        """Return the sums by band of the steps before, as even parts of their quarters."""
        per_quarter = model.steps_per_year // 4
        quarters = min(model.steps // per_quarter, QUARTERS_BEFORE)
        ledger = model.ledger
        if not quarters:
            return np.zeros((0, len(self.bands), _flat(ledger, slice(0, 0)).shape[-1]))
        found = [
            self._member @ _flat(ledger, len(ledger.window_start) - quarters + quarter)
            for quarter in range(quarters)
        ]
        return np.repeat(np.array(found) / per_quarter, per_quarter, axis=0)


def _flat(ledger: Ledger, window: int | slice) -> Floats:
    """Return a window's records of each authority as plain figures, shape (M, F)."""
    authority, domain = ledger.authority[window], ledger.domain[window]
    parts = (
        np.ascontiguousarray(authority).view(np.float64).reshape(*authority.shape, -1),
        np.ascontiguousarray(domain).view(np.float64).reshape(*authority.shape, -1),
    )
    return np.concatenate(parts, axis=-1)
