"""A life in figures: in sum, and year by year beside worker, council and centre."""

from __future__ import annotations

from typing import Any

import numpy as np

from experiments.stories.kinds import Kind
from experiments.stories.lives import Life
from experiments.stories.phrases import Letters
from experiments.stories.plain import number, percent, period, score, several, times
from sim.citizens.record import OPEN, REJECTED, UNSERVED, WAITING, WITH_PROVIDER

_COUNTED = (
    (Kind.ASKED, "asked"),
    (Kind.REFUSED, "refused"),
    (Kind.GAVE_UP, "gave_up"),
    (Kind.GOT_WORKER, "got_worker"),
    (Kind.LOST_WORKER, "lost_worker"),
    (Kind.CLOSED_EARLY, "closed_early"),
    (Kind.NEED_MET, "need_met"),
)


def totals(life: Life) -> dict[str, Any]:
    """Return a life's counts of events and of weeks, as plain values."""
    events, weeks = life.events, life.weeks
    status = weeks["status"]
    needy = weeks[status > 0]
    return {
        **{name: int((events["kind"] == kind).sum()) for kind, name in _COUNTED},
        "workers": len({(int(w["post"]), int(w["person"])) for w in weeks if w["post"] >= 0}),
        "periods": len(weeks),
        "in_need": len(needy),
        "without_help": int((status == UNSERVED).sum()),
        "waiting": int((status == WAITING).sum()),
        "with_worker": int((status == OPEN).sum()),
        "with_provider": int((status == WITH_PROVIDER).sum()),
        "seen": int((weeks["contact"] > 0).sum()),
        "turned_away": int((weeks["contact"] == REJECTED).sum()),
        "mean_need": _mean(needy["need"]),
        "mean_experience": _mean(needy["experience"]),
        "trust_at_start": _at(weeks["trust"], 0),
        "trust_at_end": _at(weeks["trust"], -1),
        "reported": _mean(needy["reported"]),
        "counted": _mean(needy["counted"]),
        "believed": _mean(needy["believed"]),
    }


def in_sum(life: Life) -> list[str]:
    """Return the totals of a life in sentences."""
    found = totals(life)
    noun = period(life.log.calendar.steps_per_year)
    if found["in_need"] == 0:
        return [f"{several(found['periods'], noun).capitalize()} without a need."]
    places = [
        f"{number(found[name])} {words}"
        for name, words in (
            ("without_help", "without help"),
            ("waiting", "waiting"),
            ("with_worker", "with a worker"),
            ("with_provider", "with an outside provider"),
        )
        if found[name]
    ]
    said = [
        f"In need in {number(found['in_need'])} of {several(found['periods'], noun)}: "
        f"{', '.join(places)}."
    ]
    if found["asked"]:
        refused = f", refused {times(found['refused'])}" if found["refused"] else ""
        said.append(f"Asked for help {times(found['asked'])}{refused}.")
    if found["workers"]:
        said.append(
            f"Had {several(found['workers'], 'worker')}, "
            f"and was seen in {several(found['seen'], noun)}."
        )
    said.append(
        f"While in need, this person's experience was {score(found['mean_experience'])} on a scale "
        f"from 0 to 1; meanwhile the council reported {percent(found['reported'])} of tasks on "
        f"time ({percent(found['counted'])} honestly counted), and the centre believed "
        f"{percent(found['believed'])}."
    )
    said.append(
        f"Trust in the service went from {score(found['trust_at_start'])} to "
        f"{score(found['trust_at_end'])}."
    )
    return said


def by_year(life: Life, names: Letters) -> list[dict[str, Any]]:
    """Return the years in which there was a need, each with its weeks, workers and reports.

    Figures of the worker are means over the weeks with one at work, those of council and centre
    over the weeks in need. What is undefined is None.
    """
    calendar = life.log.calendar
    year = np.floor(calendar.year(life.weeks["step"]) + 1e-9).astype(int)
    rows = []
    for each in np.unique(year):
        weeks = life.weeks[(year == each) & (life.weeks["status"] > 0)]
        if len(weeks):
            rows.append({"year": int(each), **_year(weeks, names)})
    return rows


def _year(weeks: np.ndarray, names: Letters) -> dict[str, Any]:
    held = weeks[weeks["post"] >= 0]
    who = dict.fromkeys((int(week["post"]), int(week["person"])) for week in held)
    return {
        "in_need": len(weeks),
        "waiting": int((weeks["status"] == WAITING).sum()),
        "seen": int((weeks["contact"] > 0).sum()),
        "need": _mean(weeks["need"]),
        "workers": [names[each] for each in who],
        "cases": _mean(held["cases"]),
        "work_pressure": _mean(held["work_pressure"]),
        "time_per_case": _mean(held["time_per_case"]),
        "off_sick": int(held["off_sick"].sum()),
        "threshold": _mean(weeks["threshold"]),
        "reported": _mean(weeks["reported"]),
        "counted": _mean(weeks["counted"]),
        "believed": _mean(weeks["believed"]),
    }


def _mean(values: np.ndarray) -> float | None:
    known = values[~np.isnan(values)]
    return float(known.mean()) if len(known) else None


def _at(values: np.ndarray, place: int) -> float | None:
    return float(values[place]) if len(values) else None
