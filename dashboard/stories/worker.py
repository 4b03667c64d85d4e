"""The story of a post and of those who hold it: events, and how each quarter went."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from dashboard.stories.watched import Told, Watched
from experiments.stories.kinds import Kind
from experiments.stories.log import EventLog
from experiments.stories.plain import day, hours, number, percent, score, several
from sim.workers.record import AGENCY, PERMANENT

_COUNTED = (
    (Kind.GOT_WORKER, "taken on"),
    (Kind.NEED_MET, "closed with the need met"),
    (Kind.CLOSED_EARLY, "closed with the need unmet"),
)


def worker_story(world: Watched) -> list[Told]:
    """Return the moments of a post so far, in the order of time."""
    log = world.watching.log(world.model)
    told = [*_events(log, world.subject.row), *_quarters(world, log)]
    return sorted(told, key=lambda moment: moment.step)


def _events(log: EventLog, row: int) -> Iterator[Told]:
    """Tell who came, fell ill, came back and left."""
    events = log.events[(log.events["post"] == row) & (log.events["citizen"] < 0)]
    for event in events:
        who = "from an agency" if event["detail"] == AGENCY else "with a contract of the council"
        text = {
            Kind.WORKER_BEGAN: f"A new person begins in the post, {who}.",
            Kind.WORKER_LEFT: "The holder of the post leaves; the cases go back to the queue.",
            Kind.POST_CUT: "The post is cut, and its holder goes.",
            Kind.FELL_ILL: "Falls ill.",
            Kind.RETURNED: "Is back at work.",
        }.get(Kind(event["kind"]))
        if text:
            step = int(event["step"])
            yield Told(step, day(log.calendar.year(step)), text)


def _quarters(world: Watched, log: EventLog) -> Iterator[Told]:
    """Tell how each whole quarter went."""
    diary, per_quarter = world.post, log.calendar.steps_per_year // 4
    assert diary is not None  # a worker is followed with a diary
    mine = log.events[log.events["post"] == world.subject.row]
    for begin in range(0, len(diary.steps) - per_quarter + 1, per_quarter):
        weeks = slice(begin, begin + per_quarter)
        first, last = diary.steps[begin], diary.steps[begin + per_quarter - 1]
        during = mine[(mine["step"] >= first) & (mine["step"] <= last)]
        counts = [(int((during["kind"] == kind).sum()), words) for kind, words in _COUNTED]
        when = f"Quarter from {day(log.calendar.year(first))}"
        yield Told(last, when, f"{_weeks(diary.column, weeks)}{_cases(counts)}")


def _weeks(column: Callable[[str], np.ndarray], weeks: slice) -> str:
    """Say how many cases there were, what they needed, and how the worker was."""
    status = column("status")[weeks]
    held = (status == PERMANENT) | (status == AGENCY)
    at_work = held & (column("absent")[weeks] == 0)
    if not held.any():
        return "Nobody is in the post."
    said = []
    if not held.all():
        said.append(f"The post is empty for {several(int((~held).sum()), 'week')}.")
    if at_work.any():
        cases, pressure, each, norm, strain = (
            float(np.nanmean(column(field)[weeks][at_work]))
            for field in ("listed", "work_pressure", "time_per_case", "norm", "strain")
        )
        said.append(
            f"About {several(round(cases), 'case')}, which need {percent(pressure)} of the hours "
            f"there are. A case that is seen gets {hours(each)} a week; {hours(norm)} is held to "
            f"be right. Strain is {score(strain)} on a scale from 0 to 1."
        )
    sick = int((held & ~at_work).sum())
    if sick:
        said.append(f"Off sick for {several(sick, 'week')}.")
    return " ".join(said)


def _cases(counts: list[tuple[int, str]]) -> str:
    parts = [f"{number(count)} {words}" for count, words in counts if count]
    return f" Cases: {', '.join(parts)}." if parts else ""
