"""What is on record about the tasks finished in a step, told from outside (rule 17 of the ODD)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from experiments.stories.kinds import Record
from sim.draws import Purpose, happens
from sim.reporting.rules import redating_window
from sim.state import State


@dataclass(frozen=True)
class Finished:
    """Tasks finished in a step, as they stand before they are recorded.

    Attributes
    ----------
    rows, councils
        Rows of the citizens and of their councils.
    late
        Weeks after the deadline, negative before it.
    by_worker
        Whether a worker of the council has held the case; otherwise a provider reports it.
    """

    rows: np.ndarray
    councils: np.ndarray
    late: np.ndarray
    by_worker: np.ndarray


def on_record(state: State, tasks: Finished) -> np.ndarray:
    """Return a ``Record`` for each task, after the stage in which they were recorded.

    The state does not keep the records themselves. They follow from the pressure, from the
    memory of having been caught, both unchanged since, and from the keyed draws of providers.
    """
    windows = {int(m): _window(state, int(m)) for m in np.unique(tasks.councils)}
    window = np.array([windows[int(m)] for m in tasks.councils], dtype=np.float64)
    said = tasks.late <= 0.0
    arrives = np.ones(len(tasks.rows), bool)
    for place in np.flatnonzero(~tasks.by_worker):
        council, row = int(tasks.councils[place]), int(tasks.rows[place])
        arrives[place], said[place] = _from_provider(state, council, row, bool(said[place]))
    redated = arrives & ~said & (tasks.late > 0.0) & (tasks.late <= window)
    found = np.where(said, Record.ON_TIME, Record.LATE)
    found[redated] = Record.REDATED
    found[~arrives] = Record.MISSING
    return found


def _window(state: State, m: int) -> float:
    """Return by how many weeks a missed deadline is still re-dated in a council."""
    manager, settings = state.managers[m], state.settings[m]
    window: Any = redating_window  # compiled; what it was compiled from is quicker to call
    return float(
        window.py_func(
            manager["pressure"],
            settings["redating_reluctance"] * manager["integrity"],
            settings["audit_rate"] + manager["caught"],
            settings["sanction"],
            settings["integrity"] * manager["integrity"],
        )
    )


def _from_provider(state: State, m: int, row: int, on_time: bool) -> tuple[bool, bool]:
    """Return whether a provider's record arrives, and whether it says on time."""
    settings = state.settings[m]
    number = int(state.managers["number"][m])
    who, step = int(state.citizens["number"][row]), int(state.clock["step"][0])

    def drawn(chance: float, purpose: Purpose) -> bool:
        return bool(happens(float(chance), state.keys, number, who, step, int(purpose)))

    arrives = drawn(settings["provider_completeness"], Purpose.PROVIDER_RECORD)
    if drawn(settings["provider_record_error"], Purpose.PROVIDER_ERROR):
        on_time = drawn(0.5, Purpose.PROVIDER_TIMELINESS)
    return arrives, on_time
