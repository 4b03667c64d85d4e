"""The findings as plain values, for JSON."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from experiments.checks import Check
from experiments.comparison import Comparison
from experiments.intervals import Estimate
from experiments.posterior.drawn import described as posterior
from experiments.stations import station
from experiments.thread import Thread

if TYPE_CHECKING:
    from experiments.design import Arm
    from experiments.result import Result


def summary(result: Result) -> dict[str, Any]:
    """Return the findings as plain values; None stands for what is undefined."""
    design = result.design
    return {
        "scenario": described(design.scenario),
        "baseline": {"name": design.arms[0].name, "title": design.arms[0].title},
        "replicates": design.replicates,
        "seed": design.seed,
        **posterior_summary(design.arms),
        "observed": list(design.window),
        "thread_observed": list(design.thread_window),
        "lever": {
            "in_words": design.lever_in_words,
            "parameters": [lever.parameter for lever in design.levers],
            "step": design.levers[0].step,
        },
        "outcomes": [_outcome_summary(row) for row in result.comparisons],
        "expectations": [check_summary(each) for each in result.checks],
        "thread": {name: thread_summary(thread) for name, thread in result.thread.items()},
        "thread_differences": {
            name: plain(each) for name, each in result.thread_differences.items()
        },
        "caveats": result.caveats,
        "findings": result.findings,
    }


def posterior_summary(arms: Sequence[Arm]) -> dict[str, Any]:
    """Return the draws that the worlds take as plain values; empty without a posterior."""
    drawn = arms[0].drawn
    if drawn is None:
        return {}
    return {"posterior": posterior(drawn.source) | {"draws_taken": len(drawn.rows)}}


def _outcome_summary(row: Comparison) -> dict[str, Any]:
    return {
        "name": row.outcome.name,
        "label": row.outcome.label,
        "unit": row.outcome.unit,
        "better": row.outcome.better,
        "baseline": plain(row.baseline),
        "scenario": plain(row.scenario),
        "difference": plain(row.difference),
        "verdict": None if row.difference is None else row.verdict,
        "note": row.note,
    }


def thread_summary(thread: Thread) -> dict[str, Any]:
    """Return a thread as plain values."""
    first, weakest = thread.first_break, thread.weakest_link
    return {
        "title": thread.title,
        "thresholds": asdict(thread.thresholds),
        "links": [
            {
                "link": link.name,
                "quantity": station(link.name).quantity,
                "elasticity": plain(link.elasticity),
                "by_domain": {name: plain(each) for name, each in link.by_domain.items()},
            }
            for link in thread.links
        ],
        "hops": [
            {
                "from": hop.source,
                "to": hop.target,
                "passthrough": plain(hop.passthrough),
                "state": hop.state,
                "reason": hop.reason,
            }
            for hop in thread.hops
        ],
        "first_break": None if first is None else first.name,
        "weakest_link": None if weakest is None else weakest.name,
        "bypass": plain(thread.bypass),
    }


def check_summary(check: Check) -> dict[str, Any]:
    """Return a checked expectation as plain values."""
    return {
        "quantity": check.quantity,
        "unit": check.unit,
        "expected": check.expected,
        "against": check.against,
        "difference": plain(check.difference),
        "found": check.found,
        "verdict": check.verdict,
        "reason": check.reason,
        "replicates": check.count,
        "precision": check.precision,
        "replicates_needed": check.replicates_needed,
    }


def described(scenario: Any) -> dict[str, Any]:
    """Return what a scenario is, as plain values."""
    return {key: getattr(scenario, key) for key in ("name", "title", "claim", "source")}


def plain(estimate: Estimate | None) -> dict[str, Any] | None:
    """Return an estimate as plain values; None stands for what is undefined.

    ``parameters``, where all replicates do not have the same, says which part of the variance
    behind the interval is not knowing them.
    """
    if estimate is None:
        return None
    found = {
        key: finite(value) if isinstance(value, float) else value
        for key, value in asdict(estimate).items()
    }
    if estimate.parameters is None:
        del found["parameters"]
    return found


def finite(value: float) -> float | None:
    """Return a number as JSON can hold it: None for what is not finite."""
    return value if math.isfinite(value) else None
