"""Honest reports with an error: true on reported performance regresses by the reliability."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from benchmarks.limits.bare import bare, like_councils
from benchmarks.limits.check import Panel, Series
from sim.draws import Purpose, keys, normal
from sim.model import PolicyModel
from sim.state import State
from sim.week import Stage

SPREAD = 0.05
"""Standard deviation of true performance between authorities and domains."""
NOISES = (0.01, 0.02, 0.03, 0.05, 0.075, 0.1)
COUNCILS, YEARS = 2000, 4.0


def true_performance(councils: int, domains: int = 5) -> np.ndarray:
    """Return shares on time around one half, a row per council."""
    key = keys(4, 0)
    scores = [
        [normal(key, 0, council, 0, Purpose.SCREEN, k) for k in range(domains)]
        for council in range(councils)
    ]
    return 0.5 + SPREAD * np.array(scores)


def honest_reports(noise: float, true: np.ndarray, years: float, replicate: int = 0) -> PolicyModel:
    """Return a model in which every authority performs as ``true`` says and reports honestly."""
    model = bare(
        ("fund_posts", "record_and_report"),
        {"report_noise": noise, "accountability_stakes": 0},
        like_councils(len(true), 1, 1),
        years=years,
        replicate=replicate,
    )

    def perform(state: State) -> None:
        for count in ("finished_count", "record_count"):
            state.managers[count] = 100.0
        for count in ("counted_on_time", "record_on_time"):
            state.managers[count] = 100.0 * true

    model.week.stages.insert(0, Stage("perform", perform))
    return model


def reliability(noise: np.ndarray) -> np.ndarray:
    """Return true variance over reported variance."""
    return SPREAD**2 / (SPREAD**2 + noise**2)


def slope(true: np.ndarray, reported: np.ndarray) -> tuple[float, float]:
    """Return the slope of the regression of true on reported, and its standard error."""
    x, y = (values.ravel() - values.mean() for values in (reported, true))
    steep = float((x * y).sum() / (x * x).sum())
    rest = y - steep * x
    return steep, float(np.sqrt((rest * rest).sum() / (len(x) - 2) / (x * x).sum()))


def measure(
    noises: Sequence[float] = NOISES, councils: int = COUNCILS, years: float = YEARS
) -> Panel:
    """Compare the slope with true variance over reported variance."""
    true = true_performance(councils)
    engine, error = np.array(
        [
            slope(true, honest_reports(noise, true, years, i).run().state.managers["reported"])
            for i, noise in enumerate(noises)
        ]
    ).T
    x, fine = np.array(noises), np.linspace(0.0, max(noises), 60)
    return Panel(
        "True regressed on reported performance",
        "Without gaming, true performance regressed on reported performance has a slope equal to "
        "the reliability, `var(true) / (var(true) + var(error))`.",
        "standard deviation of the error of reports",
        "slope",
        (Series("slope", x, engine, reliability(x), error, 0.0, tuple(range(len(x))),
                (fine, reliability(fine))),),
        "error {x:g}",
    )  # fmt: skip
