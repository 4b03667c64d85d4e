"""The tables of a sensitivity analysis, and its findings as plain values."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import pandas as pd

from experiments.sensitivity.analysis import OutputAnalysis
from experiments.sensitivity.estimators import HEADLINE
from experiments.sensitivity.result import Sensitivity, Stage

_HALF = 1.96


def _each(result: Sensitivity) -> Iterator[tuple[Stage, OutputAnalysis]]:
    for stage in result.stages:
        for analysis in (*stage.analyses, *stage.beside):
            yield stage, analysis


def index_table(result: Sensitivity) -> pd.DataFrame:
    """Return a row per method, output, statistic and factor.

    Columns: ``index`` (the one that the method ranks by) with its 95 % interval, the method's
    other indices, the noise ``floor``, whether it is ``important``, and mean and standard
    deviation of the index over single replicates.
    """
    tiers = {factor.name: factor.group for factor in result.plan.factors}
    rows = []
    for _, analysis in _each(result):
        indices, floor = analysis.indices, analysis.floor
        if indices is None or floor is None:
            continue
        for place, name in enumerate(indices.names):
            value, error = indices.headline[place], indices.headline_error[place]
            row = {
                "method": indices.method,
                "output": analysis.output.name,
                "statistic": analysis.statistic,
                "factor": name,
                "tier": tiers.get(name, ""),
                "index": value,
                "low": value - _HALF * error,
                "high": value + _HALF * error,
                "floor": floor.level,
                "important": name in analysis.important,
            }
            row |= {
                measure: values[place]
                for measure, values in indices.measures.items()
                if measure != HEADLINE[indices.method]
            }
            if analysis.replicates is not None:
                row["replicate_mean"], row["replicate_sd"] = analysis.replicates[:, place]
            rows.append(row)
    return pd.DataFrame(rows)


def output_table(result: Sensitivity) -> pd.DataFrame:
    """Return a row per method, output and statistic: chance, what was left out, the verdict."""
    rows = []
    for _, analysis in _each(result):
        chance, floor, settled = analysis.chance, analysis.floor, analysis.convergence
        rows.append(
            {
                "method": analysis.guarded.design.method,
                "output": analysis.output.name,
                "statistic": analysis.statistic,
                "unit": analysis.output.unit,
                "reason": analysis.reason,
                "seed_alone": chance.alone,
                "seed_total": chance.total,
                "seed_total_low": chance.low,
                "seed_total_high": chance.high,
                "chance_in_mean": chance.in_mean,
                "floor": math.nan if floor is None else floor.level,
                "floor_source": "" if floor is None else floor.source,
                "undefined_rows": len(analysis.guarded.undefined),
                "blocks_left_out": analysis.guarded.excluded,
                "limited_rows": analysis.output.limited,
                "verdict": "" if settled is None else settled.verdict,
            }
        )
    return pd.DataFrame(rows)


def convergence_table(result: Sensitivity) -> pd.DataFrame:
    """Return a row per method, output, statistic, number of samples and factor."""
    rows = []
    for _, analysis in _each(result):
        settled = analysis.convergence
        if settled is None or analysis.indices is None:
            continue
        for size, samples in enumerate(settled.samples):
            for place, name in enumerate(analysis.indices.names):
                rows.append(
                    {
                        "method": analysis.indices.method,
                        "output": analysis.output.name,
                        "statistic": analysis.statistic,
                        "samples": samples,
                        "factor": name,
                        "index": settled.indices[size, place],
                        "half_width": settled.half_widths[size, place],
                    }
                )
    return pd.DataFrame(rows)


def excluded_table(result: Sensitivity) -> pd.DataFrame:
    """Return a row per output and row of the design in which it is undefined."""
    rows = []
    for stage in result.stages:
        for analysis in stage.analyses:
            if analysis.statistic == "mean":
                rows += [
                    {
                        "method": stage.design.method,
                        "output": analysis.output.name,
                        "point": row,
                        "block": row // stage.design.block,
                    }
                    for row in analysis.guarded.undefined
                ]
    return pd.DataFrame(rows, columns=["method", "output", "point", "block"])


def agreement_table(result: Sensitivity) -> pd.DataFrame:
    """Return a row per output and pair of methods."""
    rows = [
        {
            "output": name,
            "first": each.first,
            "second": each.second,
            "factors": each.factors,
            "kendall": each.kendall,
            "savage": each.savage,
        }
        for name, each in result.agreements
    ]
    columns = ["output", "first", "second", "factors", "kendall", "savage"]
    return pd.DataFrame(rows, columns=columns)


def summary(result: Sensitivity) -> dict[str, Any]:
    """Return the findings as plain values."""
    plan = result.plan
    return {
        "scenario": plan.scenario,
        "method": plan.method or "morris, then sobol",
        "replicates": plan.replicates,
        "seed": plan.seed,
        "samples": {stage.design.method: stage.design.samples for stage in result.stages},
        "rows": {stage.design.method: len(stage.design.shares) for stage in result.stages},
        "findings": result.findings,
        "important": {
            analysis.output.name: list(analysis.important)
            for analysis in result.stages[-1].analyses
            if analysis.statistic == "mean"
        },
        "failed_runs": {stage.design.method: len(stage.failures) for stage in result.stages},
    }
