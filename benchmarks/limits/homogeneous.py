"""The engine with homogeneous agents, and the office that the difference equations have of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from benchmarks.limits.bare import bare, drop_tasks, like_councils, watch
from benchmarks.limits.oliva_sterman import Office, mean_field
from sim.changes import Change
from sim.model import PolicyModel

Weeks = dict[str, np.ndarray]

RECORDING = 0.35
HOURS = 37 * (1 - 0.12 - RECORDING)
RISE, PULSE_WEEKS = 0.2, 26
SETTLE_YEARS, YEARS = 2, 4
START = 52 * SETTLE_YEARS
WEEKS = START + 52 * YEARS
ASKING = 10.0
"""Readiness to ask, log odds in a year: about one in six of those in need ask each week."""
HEALING = 2.95
"""Yearly rate at which needs heal: they last 27 weeks."""
FIELDS = ("cases", "time_per_case", "norm", "budget_hours", "strain")


@dataclass(frozen=True)
class Size:
    """A world of ``councils`` like teams; ``citizens`` for each of ``posts`` workers."""

    councils: int
    posts: int
    citizens: int


def demand() -> np.ndarray:
    """Return the path of demand: a rise of a fifth for half a year."""
    path = np.ones(WEEKS)
    path[START : START + PULSE_WEEKS] += RISE
    return path


@lru_cache
def office(citizens: int) -> Office:
    """Return an office that has just the hours that its cases need before the pulse."""
    asking = 1 - (1 - 1 / (1 + np.exp(-ASKING))) ** (1 / 52)
    length = int(np.log(0.45 / 0.1) / (HEALING / 52)) + 1
    trial = Office(HOURS, 1e-9, asking=asking, length=length)
    settled = mean_field(trial, citizens, np.ones(START))["cases"][-1]
    return Office(HOURS, HOURS / settled, asking=asking, length=length)


def build(size: Size) -> PolicyModel:
    """Return the engine with homogeneous agents and only the stages that the equations have."""
    model = bare(
        ("develop_needs", "seek_help", "screen_and_allocate", "plan_week", "close_cases",
         "strain_and_leave"),
        {
            "initial_in_need": 0, "need_start": 0.45, "need_spread": 0, "need_worsening": 0,
            "need_recovery": HEALING, "need_floor": 0.1, "need_onset": 0.2,
            "neighbourhood_spread": 0, "deprivation_drift": 0, "deprivation_effect": 0,
            "seeking_base": ASKING, "seeking_need": 0, "seeking_trust": 0,
            "administrative_burden": 0, "base_threshold": 0, "screening_noise": 0,
            "provider_fragmentation": 0, "allocation_ceiling": 3, "new_case_burden": 0,
            "urgent_need": 1, "orientation_spread": 0, "accountability_stakes": 0,
            "support_hours_share": 0, "stories_heard": 0, "audit_rate": 0,
            "recording_burden": RECORDING, "exit_base": 0, "absence_onset": 0,
            "early_closing": 0.34, "norm_hours": office(size.citizens).norm,
        },
        like_councils(size.councils, size.posts, size.posts * size.citizens),
        changes=[Change("demand", SETTLE_YEARS, value=1 + RISE,
                        end=SETTLE_YEARS + PULSE_WEEKS / 52)],
        years=SETTLE_YEARS + YEARS, replicate=size.posts,
    )  # fmt: skip
    model.week.insert("drop_tasks", drop_tasks, after="screen_and_allocate")
    return model


def weeks_of(size: Size) -> Weeks:
    """Return what each worker's weeks came to: arrays (weeks, councils, posts)."""
    model = build(size)
    here = np.flatnonzero(model.state.workers["status"] > 1)
    seen = watch(model, lambda s: [s.workers[name][here] for name in FIELDS], after="plan_week")
    model.run()
    shape = (WEEKS, len(FIELDS), size.councils, size.posts)
    return dict(zip(FIELDS, np.array(seen, float).reshape(shape).swapaxes(0, 1), strict=True))
