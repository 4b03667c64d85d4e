"""The tables of a valuation as columns, one array per column."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from experiments.columns import Columns, as_columns
from experiments.measures import MEASURES
from sim.declaration import DOMAINS

if TYPE_CHECKING:
    from experiments.whose.result import ValuedScenarios


def measure_columns(result: ValuedScenarios) -> Columns:
    """Return a row per scenario, replicate, measure and domain: level, and per cent."""
    replicates, scenarios = result.levels.shape[:2]
    inner = len(MEASURES) * len(DOMAINS)
    return {
        "scenario": np.tile(np.repeat(result.scenarios, inner), replicates),
        "replicate": np.repeat(np.arange(replicates), scenarios * inner),
        "measure": np.tile(np.repeat([*MEASURES], len(DOMAINS)), replicates * scenarios),
        "domain": np.tile(DOMAINS, replicates * scenarios * len(MEASURES)),
        "level": result.levels.ravel(),
        "percent_of_reference": result.indices.ravel(),
    }


def value_columns(result: ValuedScenarios) -> Columns:
    """Return a row per stakeholder, replicate and scenario: its value, 100 for the reference."""
    names = [*result.values]
    worth = np.array([result.values[name] for name in names])
    stakeholders, replicates, scenarios = worth.shape
    return {
        "stakeholder": np.repeat(names, replicates * scenarios),
        "replicate": np.tile(np.repeat(np.arange(replicates), scenarios), stakeholders),
        "scenario": np.tile(result.scenarios, stakeholders * replicates),
        "value": worth.ravel(),
    }


def rank_columns(result: ValuedScenarios) -> Columns:
    """Return a row per stakeholder and scenario: value, difference, rank and its range."""
    return as_columns(
        [
            {
                "stakeholder": name,
                "title": result.profiles[name].title,
                "scenario": place.scenario,
                "value": place.value.mean,
                "value_low": place.value.low,
                "value_high": place.value.high,
                "difference": place.difference.mean,
                "low": place.difference.low,
                "high": place.difference.high,
                "rank": place.rank,
                "best_rank": place.best,
                "worst_rank": place.worst,
                "replicates": place.value.count,
                "reason": ranking.reason,
            }
            for name, ranking in result.rankings.items()
            for place in ranking.places
        ]
    )


def agreement_columns(result: ValuedScenarios) -> Columns:
    """Return a row per pair of stakeholders: Kendall's tau with its interval."""
    return as_columns(
        [
            {
                "stakeholder": each.one,
                "other": each.other,
                "tau": each.tau.mean,
                "low": each.tau.low,
                "high": each.tau.high,
                "reason": each.tau.reason,
            }
            for each in result.agreements
        ]
    )
