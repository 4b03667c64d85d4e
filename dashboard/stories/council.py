"""The story of a council, quarter by quarter: staff, the front door, the record and the belief."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from dashboard.stories.watched import Told, Watched
from experiments.stories.kinds import Kind
from experiments.stories.plain import day, number
from experiments.wording import written
from sim.linkage import LINKS, link_values
from sim.outcomes import outcomes


def council_story(world: Watched) -> list[Told]:
    """Return the moments of a council so far, in the order of time."""
    log, model = world.watching.log(world.model), world.model
    steps, years = log.last_step - log.first_step, model.steps_per_year
    told = []
    for quarter in range(steps * 4 // years):
        begin = model.first_year + quarter / 4
        last = log.first_step + (quarter + 1) * years // 4 - 1
        told.append(Told(last, f"Quarter from {day(begin)}", " ".join(_quarter(world, begin))))
    for event in log.of_kind(Kind.AUDIT_BEGAN):
        step = int(event["step"])
        told.append(Told(step, day(log.calendar.year(step)), "Inspectors come for an audit."))
    return sorted(told, key=lambda moment: moment.step)


def _quarter(world: Watched, begin: float) -> Iterator[str]:
    """Say how a quarter went."""
    ledger, row = world.model.ledger, world.subject.council
    found = outcomes(ledger, begin, begin + 0.25, [row])
    links = link_values(ledger, begin, begin + 0.25)[:, row].mean(axis=1)
    shares = dict(zip(LINKS, 100 * links, strict=True))
    window = ledger.between(begin, begin + 0.25)
    left = int(window.authority_total("leavers")[row])
    came = int(window.authority_total("recruits")[row])
    yield (
        f"{_of(found, 'caseload', 1)} cases a worker, {_of(found, 'vacancy')} % of posts vacant; "
        f"{_people(left)} left and {_people(came)} came."
    )
    yield (
        f"{_of(found, 'refused')} % of those who ask are refused, and {_of(found, 'waiting')} % of "
        "those in need wait."
    )
    believed, reported, counted = (
        _percent(shares[name]) for name in ("believed", "reported", "recorded")
    )
    yield (
        f"It reports {reported} of tasks on time; honestly counted it is {counted}; the centre "
        f"believes {believed}. People's experience is {_of(found, 'experience')} of 100."
    )


def _of(found: dict[str, float], name: str, digits: int = 0) -> str:
    return written(found[name], digits)


def _people(count: int) -> str:
    return number(count) if count else "nobody"


def _percent(value: float) -> str:
    return "an undefined share" if np.isnan(value) else f"{written(value, 0)} %"
