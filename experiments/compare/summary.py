"""The findings of a comparison as plain values, for JSON, and how they were made."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from experiments.compare.contrast import Contrast
from experiments.compare.deprivation import band_contrasts, band_name
from experiments.provenance import circumstances
from experiments.summary import finite, plain, posterior_summary

if TYPE_CHECKING:
    from experiments.compare.plan import Plan
    from experiments.compare.result import ComparedScenarios


def summary(result: ComparedScenarios, *, by_deprivation: bool) -> dict[str, Any]:
    """Return the findings as plain values; None stands for what is undefined."""
    plan = result.plan
    titles = {arm.name: arm.title for arm in plan.arms}
    document: dict[str, Any] = {
        "reference": plan.arms[0].name,
        "scenarios": titles,
        "replicates": plan.replicates,
        "runs": plan.replicates * len(plan.arms),
        "seed": plan.seed,
        **posterior_summary(plan.arms),
        "observed": list(plan.window),
        "contrasts": {
            name: [_contrast(row) for row in rows] for name, rows in result.contrasts.items()
        },
    }
    if plan.precision:
        document["precision"] = {
            "first_round": result.first_round,
            "rounds": list(result.rounds),
            "budget": plan.budget,
            "intervals": [
                asdict(each)
                | {"half_width": finite(each.half_width), "narrow_enough": each.narrow_enough}
                for each in result.precision
            ],
        }
    if by_deprivation:
        document["by_deprivation"] = _bands(result)
    return document | {"caveats": result.caveats, "findings": result.findings}


def manifest(result: ComparedScenarios, command: str) -> dict[str, Any]:
    """Return the record of how the comparison was made, as plain values."""
    plan = result.plan
    return {
        "reference": plan.arms[0].name,
        "scenarios": {
            name: {key: getattr(scenario, key) for key in ("title", "claim", "source", "against")}
            for name, scenario in plan.scenarios.items()
        },
        "time": _time(plan),
        "seed": plan.seed,
        "replicates": plan.replicates,
        "first_round": result.first_round,
        "precision": dict(plan.precision),
        "budget": plan.budget,
        "parameters_given": dict(plan.given),
        **circumstances(plan.world, plan.arms, command),
    }


def _time(plan: Plan) -> dict[str, Any]:
    return {
        "first_year": plan.first_year,
        "years": plan.years,
        "burn_in_years": plan.burn_in_years,
        "steps_per_year": plan.steps_per_year,
        "observed": list(plan.window),
    }


def _contrast(row: Contrast) -> dict[str, Any]:
    outcome = row.outcome
    return {
        "name": outcome.name,
        "label": outcome.label,
        "unit": outcome.unit,
        "better": outcome.better,
        "reference": plain(row.reference),
        "level": plain(row.level),
        "difference": plain(row.difference),
        "relative": finite(row.relative),
        "effect": row.effect,
        "gain": plain(row.gain),
        "verdict": row.verdict,
        "note": row.comparison.note,
    }


def _bands(result: ComparedScenarios) -> list[dict[str, Any]]:
    bands = result.plan.bands
    return [
        {
            "scenario": row.scenario,
            "outcome": row.outcome.name,
            "band": row.band,
            "band_name": band_name(row.band, bands),
            "reference": plain(row.reference),
            "level": plain(row.level),
            "difference": plain(row.difference),
            "contribution": plain(row.contribution),
        }
        for row in band_contrasts(result)
    ]
