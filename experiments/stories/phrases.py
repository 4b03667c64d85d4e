"""Parts of sentences about a task, a need or a worker."""

from __future__ import annotations

import numpy as np

from experiments.stories.kinds import Record
from experiments.stories.plain import duration, hours, percent, score, several
from sim.declaration import DOMAINS

NEW_IN_POST_WEEKS = 12.0
"""A worker who began less than so many weeks ago is introduced as new."""

Letters = dict[tuple[int, int], str]
"""What each worker, by post and person, is called in a story."""


def named(event: np.void, names: Letters, *, start: bool = False) -> str:
    """Return what the worker of an event is called, with a capital at the start of a sentence."""
    letter = names[int(event["post"]), int(event["person"])]
    return f"{'Worker' if start else 'worker'} {letter}"


def with_need(event: np.void) -> str:
    """Return domain and size of a need."""
    return f"{DOMAINS[event['domain']]}, {score(event['need'])}"


def of_worker(week: np.void) -> str:
    """Return a clause on a worker's week, to follow the name."""
    new = ", new in the post" if week["in_post"] < NEW_IN_POST_WEEKS else ""
    return (
        f"{new}, who has {several(int(week['cases']), 'case')}, which need "
        f"{percent(week['work_pressure'])} of the hours there are, and gives "
        f"{hours(float(week['time_per_case']))} a week to a case that is seen"
    )


def finished(event: np.void) -> str:
    """Say whether a task was finished on time."""
    late = float(event["value"])
    return "on time" if late <= 0 else f"{duration(late)} late"


def on_record(event: np.void) -> str:
    """Complete a sentence on a finished task by what the record says."""
    on_time, record = event["value"] <= 0, Record(event["detail"])
    if record == Record.MISSING:
        return ", but no record of it arrives."
    if record == Record.REDATED:
        return ", but the record is re-dated: it says on time."
    if on_time != (record == Record.ON_TIME):
        return f", but the provider's record says {'late' if on_time else 'on time'}."
    return ", and the record says so."
