"""The tables of a comparison as columns, one array per column."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from experiments.columns import Columns, as_columns
from experiments.compare.worlds import WorldRun
from sim.outcomes import OUTCOMES

if TYPE_CHECKING:
    from experiments.compare.result import ComparedScenarios


def run_columns(result: ComparedScenarios) -> Columns:
    """Return national outcomes over the observed window, a row per scenario and replicate."""
    rows = [
        {"scenario": scenario, "replicate": number} | run.outcomes
        for scenario, number, run in _runs(result)
    ]
    return as_columns(rows)


def contrast_columns(result: ComparedScenarios) -> Columns:
    """Return a row per scenario but the reference, and outcome: levels, difference, gain.

    Every estimate has its mean under its own name and its ends under ``_low`` and ``_high``,
    but for the difference, whose ends are ``low`` and ``high``.
    """
    return as_columns(
        [
            {
                "scenario": scenario,
                "outcome": row.outcome.name,
                "label": row.outcome.label,
                "unit": row.outcome.unit,
                "reference": row.reference.mean,
                "reference_low": row.reference.low,
                "reference_high": row.reference.high,
                "level": row.level.mean,
                "level_low": row.level.low,
                "level_high": row.level.high,
                "difference": row.difference.mean,
                "low": row.difference.low,
                "high": row.difference.high,
                "replicates": row.difference.count,
                "undefined": row.difference.undefined,
                "relative": row.relative,
                "gain": row.gain.mean,
                "gain_low": row.gain.low,
                "gain_high": row.gain.high,
                "verdict": row.verdict,
                "effect": row.effect,
            }
            for scenario, rows in result.contrasts.items()
            for row in rows
        ]
    )


def series_columns(result: ComparedScenarios) -> Columns:
    """Return the national outcomes per scenario, replicate and quarter."""
    parts = [
        {
            "scenario": np.full(run.quarters.size, scenario),
            "replicate": np.full(run.quarters.size, number),
            "year": run.quarters,
        }
        | {name: run.series[name] for name in OUTCOMES}
        for scenario, number, run in _runs(result)
    ]
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def _runs(result: ComparedScenarios) -> Iterator[tuple[str, int, WorldRun]]:
    for index, arm in enumerate(result.plan.arms):
        for number, runs in enumerate(result.replicates):
            yield arm.name, number, runs[index]
