"""Re-dated records: the mass just past the threshold, and none of it without stakes."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from benchmarks.limits.bare import bare, one_council
from benchmarks.limits.check import Panel, Point, Series
from sim.citizens.record import ASSESSMENT
from sim.draws import Purpose, keys, normal_quantile, uniforms
from sim.model import PolicyModel
from sim.world import World

DEADLINE, MEDIAN, SPREAD = 9.0, 9.5, 3.0
"""Weeks allowed; the law of the weeks taken is normal with this mean and deviation."""
PRESSURES = (0.0, 0.25, 0.5, 0.75, 1.0)
AUDITS = {"audits as today": 0.23, "two audits a year": 2.0}
INTEGRITY, SANCTION = 0.2, 1.0
TASKS = 100_000


def window(pressure: float, audits: float) -> float:
    """Return the weeks within which re-dating pays: ``P = a F w + iota w**2 / 2``, solved."""
    price = audits * SANCTION
    return (math.sqrt(price * price + 2 * INTEGRITY * pressure) - price) / INTEGRITY


def share_within(weeks: float) -> float:
    """Return ``F(deadline + w) - F(deadline)``: the share that takes up to ``w`` too long."""
    below = [
        0.5 * math.erfc((MEDIAN - DEADLINE - late) / SPREAD / math.sqrt(2)) for late in (weeks, 0.0)
    ]
    return below[0] - below[1]


def finished_tasks(
    late: np.ndarray, kinds: np.ndarray | int, pressure: float, **parameters: float
) -> PolicyModel:
    """Return a model whose next step puts tasks on record that are ``late`` by so many weeks."""
    model = bare(
        ("record_and_report",),
        {"integrity_spread": 0, "redating_reluctance": 0, **parameters},
        one_council(1, len(late)),
        years=1,
    )
    citizens, manager = model.state.citizens, model.state.managers
    manager["pressure"] = pressure
    citizens["finished"] = kinds
    citizens["had_worker"] = 1
    citizens["task_due"] = DEADLINE
    citizens["task_finished"] = DEADLINE + late
    citizens["referred_at"] = 0.0
    model.state.case_list[:] = np.arange(len(late))
    manager["listed"] = len(late)
    return model


def redated_share(pressure: float, audits: float, tasks: int, replicate: int) -> float:
    """Return the share of tasks that the engine re-dates."""
    ranks = np.empty(tasks)
    uniforms(ranks, np.arange(tasks), 0, keys(1, replicate), 0, 0, Purpose.CLOSE)
    late = MEDIAN - DEADLINE + SPREAD * np.array([normal_quantile(rank) for rank in ranks])
    model = finished_tasks(
        late, ASSESSMENT, pressure, integrity=INTEGRITY, audit_rate=audits, sanction=SANCTION
    )
    model.step()
    return float(model.state.managers["redated"][0] / tasks)


def redated_without_stakes() -> float:
    """Return the records that a whole model re-dates in three hard years without stakes."""
    model = PolicyModel(
        World.even(6, 6, 40), burn_in_years=0, years=3,
        parameters={"accountability_stakes": 0, "demand": 3, "integrity": 0.01, "audit_rate": 0,
                    "redating_reluctance": 0},
    )  # fmt: skip
    return float(model.run().ledger.authority_total("redated").sum())


def measure(pressures: Sequence[float] = PRESSURES, tasks: int = TASKS) -> Panel:
    """Compare the share re-dated as pressure rises, under few and under many audits."""
    x, fine, series = np.array(pressures), np.linspace(0.0, 1.0, 60), list[Series]()
    for name, audits in AUDITS.items():
        expected, curve = (
            np.array([share_within(window(pressure, audits)) for pressure in line])
            for line in (x, fine)
        )
        engine = np.array(
            [redated_share(p, audits, tasks, len(x) * len(series) + i) for i, p in enumerate(x)]
        )
        error = np.sqrt(expected * (1 - expected) / tasks)
        rows = tuple(range(len(x)))
        series.append(Series(name, x, engine, expected, error, 0.0, rows, (fine, curve)))
    nothing = Point("Without stakes nothing is gamed", "records re-dated by a whole model",
                    "three hard years", 0.0, redated_without_stakes(), 0.0, 0.0)  # fmt: skip
    return Panel(
        "Threshold gaming: mass in the window",
        "With `F` the law of the weeks a task takes, the share re-dated is "
        "`F(deadline + w) - F(deadline)`, and `w` solves `P = a F w + iota w^2 / 2` (here for "
        "managers who bear no pressure without). (For a score "
        "that must reach `tau` this is `F(tau) - F(tau - w)`; here less is better.) Without "
        "stakes nothing is re-dated.",
        "pressure of the targets",
        "share of records re-dated",
        tuple(series),
        "pressure {x:g}",
        (nothing,),
    )
