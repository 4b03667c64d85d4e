"""Cases that come back: a share rho of them makes the load ``lambda / (1 - rho)``."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from benchmarks.limits.bare import bare, by_authority, drop_tasks, fresh, like_councils, watch
from benchmarks.limits.check import Panel, Series, ratio_of
from sim.citizens.record import OPEN, WITHOUT_NEED
from sim.draws import Purpose
from sim.model import PolicyModel
from sim.state import State

SHARES = (0.0, 0.2, 0.4, 0.6, 0.8)
RESOLVED = 3.0
"""Yearly rate at which a case's need is met."""
COUNCILS, POSTS, CITIZENS = 40, 4, 200
WARM_UP, YEARS = 4, 24


def closing_rate(share: float) -> float:
    """Return the yearly rate of early closing that sends this share of endings back.

    In a week a need is met with chance ``q``, and else the case is closed early with chance ``p``;
    the share is ``(1 - q) p / (q + (1 - q) p)``.
    """
    met = 1 - math.exp(-RESOLVED / 52)
    early = share * met / ((1 - met) * (1 - share))
    return -52 * math.log(1 - early)


def coming_back(share: float, councils: int, replicate: int) -> PolicyModel:
    """Return a model in which cases end at random, ``share`` of them with the need unmet."""
    model = bare(
        ("develop_needs", "seek_help", "screen_and_allocate", "plan_week", "close_cases"),
        {
            "base_threshold": 0, "screening_noise": 0, "provider_fragmentation": 0,
            "need_recovery": 0, "need_worsening": 0, "seeking_base": 10,
            "administrative_burden": 0, "initial_in_need": 0, "norm_hours": 0.05,
            "allocation_ceiling": 3, "early_closing": closing_rate(share), "closing_load": 0,
            "deprivation_drift": 0, "accountability_stakes": 0,
        },
        like_councils(councils, POSTS, CITIZENS), years=YEARS,
        replicate=replicate,
    )  # fmt: skip

    def meet_needs(state: State) -> None:
        met = fresh(state, Purpose.RETURN) < 1 - math.exp(-RESOLVED / 52)
        state.citizens["need"][met & (state.citizens["status"] == OPEN)] = 0.0

    model.week.insert("drop_tasks", drop_tasks, after="screen_and_allocate")
    model.week.insert("meet_needs", meet_needs, before="close_cases")
    return model


def load(share: float, councils: int, replicate: int) -> tuple[float, float]:
    """Return referrals per need that arose, and the standard error over councils."""
    model = coming_back(share, councils, replicate)
    asked, arose = np.zeros(councils), np.zeros(councils)
    idle: list[np.ndarray] = [model.state.citizens["status"] == WITHOUT_NEED]

    def count_needs(state: State) -> None:
        still = state.citizens["status"] == WITHOUT_NEED
        if state.clock[0]["years_run"] >= WARM_UP:
            arose[:] += by_authority(state, (idle[0] & ~still).astype(float))
        idle[0] = still

    def count_referrals(state: State) -> None:
        idle[0] = state.citizens["status"] == WITHOUT_NEED
        if state.clock[0]["years_run"] >= WARM_UP:
            asked[:] += state.managers["referrals"]

    watch(model, count_needs, after="develop_needs")
    watch(model, count_referrals, after="close_cases")
    model.run()
    return ratio_of(asked, arose)


def measure(shares: Sequence[float] = SHARES, councils: int = COUNCILS) -> Panel:
    """Compare referrals per need with the geometric series of returns."""
    x, fine = np.array(shares), np.linspace(0.0, max(shares), 60)
    engine, error = np.array([load(share, councils, i) for i, share in enumerate(shares)]).T
    return Panel(
        "Cases that come back raise the load",
        "Of the cases that end, a share `rho` comes back: referrals are `1 / (1 - rho)` times the "
        "needs that arise.",
        "share of cases that come back, rho",
        "referrals per need that arose",
        (Series("referrals", x, engine, 1 / (1 - x), error, 0.0, tuple(range(len(x))),
                (fine, 1 / (1 - fine))),),
        "rho {x:.1f}",
    )  # fmt: skip
