"""Erosion of the norm under a constant load: the engine against the closed form."""

from __future__ import annotations

import numpy as np

from benchmarks.limits.bare import bare, one_council, open_all, watch
from benchmarks.limits.check import Panel, Series
from benchmarks.limits.oliva_sterman import eroded
from sim.model import PolicyModel

ELASTICITY, EROSION, OVERLOAD = -0.64, 18.8, 1.2
WEEKS = (26, 52, 104)
PUBLISHED = {26: 0.901, 52: 0.861, 104: 0.838}
"""The norm after so many weeks, as first derived, to three digits."""
POSTS, CASES = 3, 20


def constant_load(steps_per_year: int, years: float) -> PolicyModel:
    """Return three like workers with twenty cases each, a fifth more than their hours allow."""
    hours = 37 * (1 - 0.12 - 0.35)
    model = bare(
        ("plan_week", "strain_and_leave"),
        {
            "norm_hours": OVERLOAD * hours / CASES,
            "contract_hours": 37, "overhead": 0.12, "recording_burden": 0.35,
            "support_hours_share": 0, "stories_heard": 0, "exit_base": 0, "absence_onset": 0,
            "time_elasticity": ELASTICITY, "norm_erosion_weeks": EROSION,
        },
        one_council(POSTS, POSTS * CASES),
        steps_per_year=steps_per_year, years=years,
    )  # fmt: skip
    open_all(model.state)
    return model


def norms(steps_per_year: int, weeks: np.ndarray) -> np.ndarray:
    """Return norm(t) / norm(0) of every worker, a row for each of ``weeks``."""
    model = constant_load(steps_per_year, years=2.25)
    start = float(model.state.workers["norm"][0])
    seen = watch(model, lambda s: s.workers["norm"][:POSTS] / start, after="plan_week")
    model.run()
    return np.array([seen[round(week * steps_per_year / 52)] for week in weeks])


def measure() -> Panel:
    """Compare at the shortest step, and at the model's own week."""
    series = []
    for name, steps, every, bound in (
        ("step of 1/20 week", 1040, 8, 5e-4),
        ("a week", 52, 8, 5e-3),
    ):
        weeks = np.arange(0.0, 2 * 52 + 1, every)
        weeks = np.unique(np.concatenate([weeks, WEEKS]))
        series.append(
            Series(
                f"norm, {name}",
                weeks,
                norms(steps, weeks).mean(axis=1),
                eroded(OVERLOAD, weeks, ELASTICITY, EROSION),
                np.zeros(len(weeks)),
                bound,
                tuple(int(np.flatnonzero(weeks == week)[0]) for week in WEEKS),
            )
        )
    return Panel(
        "Norm under a constant load of 120 %",
        "Like workers, a constant load, nobody leaves: the norm over its start is "
        "`u^(1/alpha) / r0` with `u = 1 / (1 + (1/u0 - 1) exp(-|alpha| t / tau))`, "
        "`u0 = r0^alpha`.",
        "weeks",
        "norm over norm at the start",
        tuple(series),
        "after {x:.0f} weeks",
    )
