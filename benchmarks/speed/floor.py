"""The floor: the least that a weekly model with a record per citizen could do."""

from time import perf_counter

import numba
import numpy as np

from sim.draws import Purpose, keys, uniforms


@numba.njit(nogil=True)
def _visit(citizens, rows, draws, key, first_step, steps):  # type: ignore[no-untyped-def]
    """Read and write each record once a step, after one keyed draw for it."""
    for step in range(first_step, first_step + steps):
        uniforms(draws, rows, 0, key, 0, step, Purpose.ASK)
        for i in range(len(citizens)):
            citizens[i].trust = 0.5 * (citizens[i].trust + draws[i])


class Floor:
    """A compiled loop that visits each record once a step and makes one draw for it.

    Parameters
    ----------
    citizens
        The records; a copy is used.
    """

    def __init__(self, citizens: np.ndarray) -> None:
        self._records, self._draws = citizens.copy(), np.zeros(len(citizens))
        self._rows = np.arange(len(citizens))
        self._key, self._step = keys(0, 0), 0
        self.seconds(1)

    def seconds(self, steps: int) -> float:
        """Return the seconds that ``steps`` steps take."""
        begun = perf_counter()
        _visit(self._records, self._rows, self._draws, self._key, self._step, steps)
        self._step += steps
        return perf_counter() - begun
