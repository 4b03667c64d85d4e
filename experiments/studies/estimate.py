"""What a study will take, judged by a pilot run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING

from experiments.studies.columns import OUTCOME_COLUMNS, SUM_COLUMNS, VALUE_COLUMNS
from experiments.studies.design import Run, Setting, StudyDesign
from experiments.studies.single_run import built, values

if TYPE_CHECKING:
    from sim.model import PolicyModel

PILOT_SECONDS = 2.0
"""A pilot run stops here, and the rest of it is reckoned."""
CHUNK_YEARS = 0.25
_NUMBER = 8
EVENTS_PER_CITIZEN_YEAR, EVENT_BYTES, LOG_BYTES = 5.0, 10.0, 10_000
"""Of an event log; in the shipped scenarios there are 3.0 to 3.2 such events, of 8.5 bytes."""


@dataclass(frozen=True)
class Pilot:
    """How fast a run of the design passes on one processor.

    Attributes
    ----------
    seconds_per_citizen_year
        Time to simulate one citizen for one year.
    seconds_per_run
        Time that every run takes beside that: building its world and observing it.
    """

    seconds_per_citizen_year: float
    seconds_per_run: float

    def seconds(self, runs: Sequence[Run], workers: int) -> float:
        """Return how long some runs take so many workers, about."""
        total = sum(
            self.seconds_per_run
            + self.seconds_per_citizen_year
            * run.case.setting.world.citizens
            * run.case.simulated_years
            for run in runs
        )
        return total / max(1, min(workers, len(runs)))


def timed_pilot(run: Run) -> Pilot:
    """Return how fast a run passes, by running it for at most ``PILOT_SECONDS``.

    A run of a quarter comes first, so that loading the compiled model does not count.
    """
    _advance(built(run), run)
    begun = perf_counter()
    model = built(run)
    building = perf_counter() - begun
    begun, first = perf_counter(), model.year
    while not model.finished and perf_counter() - begun < PILOT_SECONDS:
        _advance(model, run)
    passed = perf_counter()
    pace = (passed - begun) / (model.year - first) / run.case.setting.world.citizens
    values(model.ledger, None, run)
    return Pilot(pace, building + perf_counter() - passed)


def _advance(model: PolicyModel, run: Run) -> None:
    """Run the model for a quarter, watched as the run will be."""
    until = model.year + CHUNK_YEARS
    if run.case.kept.events:
        from experiments.stories.log import event_log

        event_log(model, until=until).columns()
    else:
        model.run(until)


def disk_bytes(design: StudyDesign) -> int:
    """Return the bytes that the tables of a finished study take at most, about."""
    per_run = _NUMBER * (len(VALUE_COLUMNS) + len(design.parameters) + 4)
    row = _NUMBER * (len(OUTCOME_COLUMNS) + 2 + design.kept.sums * len(SUM_COLUMNS))
    more = sum(
        row * _series_rows(setting, design.kept.series) + design.kept.events * _log_bytes(setting)
        for setting in design.settings
    )
    return len(design) * per_run + len(design) // len(design.settings) * more


def _series_rows(setting: Setting, series: str) -> int:
    periods = {"none": 0, "yearly": 1, "quarterly": 4, "weekly": setting.steps_per_year}[series]
    return round(periods * setting.years * len(setting.world.councils))


def _log_bytes(setting: Setting) -> int:
    events = EVENTS_PER_CITIZEN_YEAR * setting.years * setting.world.citizens
    return LOG_BYTES + round(EVENT_BYTES * events)
