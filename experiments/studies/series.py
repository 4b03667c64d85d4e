"""The outcomes of every council over time: by year, quarter or week."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from experiments.studies.design import Run
from experiments.studies.ledgers import by_period, sums_of

if TYPE_CHECKING:
    from sim.ledger import Ledger
    from sim.model import PolicyModel
    from sim.state import State

LENGTHS = {"yearly": 1.0, "quarterly": 0.25}
"""Years in a period of a series; the periods of a weekly one are the model's steps."""
_SLACK = 1e-9


class WeeklyLedger:
    """Takes down what every step adds to the ledger of a model, from now on.

    The ledger sums over quarters; what a step adds is the difference of the sums after it and
    before it. Nothing of the model is changed.

    Parameters
    ----------
    model
        The model, at the step from which on it is watched.
    """

    def __init__(self, model: PolicyModel) -> None:
        self._model = model
        self._first = model.year
        self._windows: list[int] = []
        self._sums: list[tuple[np.ndarray, np.ndarray]] = []
        model.week.insert("take_down_the_step", self._look, after="observe")

    def _look(self, state: State) -> None:
        window = int(state.clock[0]["window"])
        self._windows.append(window)
        self._sums.append(
            (state.authority_ledger[window].copy(), state.domain_ledger[window].copy())
        )

    def ledger(self) -> Ledger:
        """Return a ledger with a window for every step that was watched."""
        from sim.ledger import Ledger

        begins = np.diff(self._windows, prepend=-1) != 0
        starts = self._first + np.arange(len(begins)) / self._model.steps_per_year
        parts = [_added(np.array(sums), begins) for sums in zip(*self._sums, strict=True)]
        return Ledger(starts, parts[0], parts[1], self._model.world.names)


def _added(sums: np.ndarray, begins: np.ndarray) -> np.ndarray:
    """Return what each step added to the sums of its window, which begins at some of the steps."""
    added = sums.copy()
    for name in sums.dtype.names or ():
        before = np.zeros_like(sums[name])
        before[1:] = sums[name][:-1]
        before[begins] = 0.0
        added[name] -= before
    return added


def series_of(run: Run, ledger: Ledger, weeks: Ledger | None) -> Mapping[str, Any] | None:
    """Return the outcomes of every council in each observed period, as columns.

    Parameters
    ----------
    run
        The run, which says what is kept of it.
    ledger
        Its ledger.
    weeks
        Its ledger by step, for a weekly series.
    """
    kept = run.case.kept.series
    if kept == "none":
        return None
    from sim.outcomes import outcome_series

    periods = weeks
    if periods is None:
        start, end = run.case.setting.window
        starts = np.arange(start, end - _SLACK, LENGTHS[kept])
        periods = by_period(ledger, starts, np.minimum(starts + LENGTHS[kept], end))
    starts, councils = periods.window_start, len(ledger.names)
    columns: dict[str, Any] = {
        "identity": [run.identity] * (len(starts) * councils),
        "year": np.repeat(starts, councils),
        "council": list(ledger.names) * len(starts),
    }
    columns |= {name: values.ravel() for name, values in outcome_series(periods).items()}
    return columns | sums_of(periods) if run.case.kept.sums else columns
