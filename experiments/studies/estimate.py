"""What a study will take, judged by a pilot run."""

from __future__ import annotations

from dataclasses import dataclass
from time import perf_counter

from experiments.studies.columns import OUTCOME_COLUMNS, VALUE_COLUMNS
from experiments.studies.design import Run, Setting, StudyDesign
from experiments.studies.single_run import built, values

PILOT_SECONDS = 2.0
"""A pilot run stops here, and the rest of it is reckoned."""
CHUNK_YEARS = 0.25
_NUMBER = 8


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

    def seconds(self, runs: list[Run], workers: int) -> float:
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
    built(run).run_for(1)
    begun = perf_counter()
    model = built(run)
    building = perf_counter() - begun
    begun, first = perf_counter(), model.year
    while not model.finished and perf_counter() - begun < PILOT_SECONDS:
        model.run(model.year + CHUNK_YEARS)
    passed = perf_counter()
    pace = (passed - begun) / (model.year - first) / run.case.setting.world.citizens
    values(model.ledger, None, run)
    return Pilot(pace, building + perf_counter() - passed)


def disk_bytes(design: StudyDesign) -> int:
    """Return the bytes that the tables of a finished study take at most, about."""
    per_run = _NUMBER * (len(VALUE_COLUMNS) + len(design.parameters) + 4)
    rows = sum(_series_rows(setting, design.kept.series) for setting in design.settings)
    runs_per_setting = len(design) // len(design.settings)
    return len(design) * per_run + runs_per_setting * rows * _NUMBER * (len(OUTCOME_COLUMNS) + 2)


def _series_rows(setting: Setting, series: str) -> int:
    periods = {"none": 0.0, "yearly": setting.years, "quarterly": 4 * setting.years}[series]
    return round(periods * len(setting.world.councils))
