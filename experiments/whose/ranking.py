"""How a stakeholder ranks scenarios, and how sure that is."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from experiments.intervals import LEVEL, Estimate, Floats, mean_interval


@dataclass(frozen=True)
class Place:
    """Where a scenario stands with a stakeholder.

    Attributes
    ----------
    scenario
        Its name.
    value
        What it is worth, in per cent of the reference.
    difference
        The same less the reference, paired by replicate, in points.
    rank
        Its place by the mean value, 1 the best; scenarios of equal value share a place, and
        NaN is undefined.
    best, worst
        The places that its rank can have, with ``LEVEL`` confidence.
    """

    scenario: str
    value: Estimate
    difference: Estimate
    rank: float
    best: int
    worst: int


@dataclass(frozen=True)
class Ranking:
    """How one stakeholder ranks scenarios.

    Attributes
    ----------
    stakeholder
        Name of the stakeholder.
    places
        A place per scenario, in the order of the scenarios.
    lead
        Lead of each scenario over each other one in points, paired by replicate, by the names
        of both; its interval is widened for the number of scenarios, see ``lead_level``.
    reason
        Why there is no ranking; empty when there is one.
    """

    stakeholder: str
    places: tuple[Place, ...]
    lead: dict[tuple[str, str], Estimate]
    reason: str = ""

    @property
    def ordered(self) -> list[Place]:
        """The places from the best to the worst; none when the ranking is undefined."""
        defined = [place for place in self.places if math.isfinite(place.rank)]
        return sorted(defined, key=lambda place: place.rank)

    @property
    def first(self) -> list[str]:
        """The scenario of the first place, or those that share it."""
        return [place.scenario for place in self.places if place.rank == 1]

    @property
    def may_be_first(self) -> list[str]:
        """The scenarios that no other one clearly beats, from the best."""
        return [place.scenario for place in self.ordered if place.best == 1]


def lead_level(scenarios: int) -> float:
    """Return the confidence level of a lead, so that all leads of a scenario hold together.

    The share of error is divided by the number of other scenarios (Bonferroni); the ranks that
    no lead rules out then hold the true one with ``LEVEL`` confidence (Mogstad, Romano, Shaikh
    & Wilhelm 2024, Review of Economic Studies 91, 476-518).
    """
    return 1.0 - (1.0 - LEVEL) / max(scenarios - 1, 1)


def ranking(
    stakeholder: str, scenarios: tuple[str, ...], values: Floats, reason: str = ""
) -> Ranking:
    """Return how a stakeholder ranks scenarios.

    Parameters
    ----------
    stakeholder, scenarios
        Names; the first scenario is the reference.
    values
        What each is worth, shape (R, S); a replicate is NaN for all or for none of them.
    reason
        Why the values are undefined, if they all are.
    """
    from scipy.stats import rankdata

    level = lead_level(len(scenarios))
    lead: dict[tuple[str, str], Estimate] = {}
    for one, other in combinations(range(len(scenarios)), 2):
        found = mean_interval(values[:, one] - values[:, other], level)
        lead[scenarios[one], scenarios[other]] = found
        lead[scenarios[other], scenarios[one]] = found.mirrored()
    ranks = rankdata(-mean_values(values), method="min", nan_policy="propagate")
    places = []
    for index, name in enumerate(scenarios):
        leads = [lead[name, other] for other in scenarios if other != name]
        places.append(
            Place(
                name,
                mean_interval(values[:, index]),
                mean_interval(values[:, index] - values[:, 0]),
                float(ranks[index]),
                1 + sum(int(each.sign < 0) for each in leads),
                len(scenarios) - sum(int(each.sign > 0 or exactly_equal(each)) for each in leads),
            )
        )
    return Ranking(stakeholder, tuple(places), lead, reason)


def mean_values(values: Floats) -> Floats:
    """Return the mean of each scenario over the replicates that have a value; NaN for none."""
    defined = values[np.isfinite(values).all(axis=1)]
    return defined.mean(axis=0) if len(defined) else np.full(values.shape[1], np.nan)


def exactly_equal(lead: Estimate) -> bool:
    """Return whether two scenarios are worth the same in every replicate, and share a place."""
    return lead.low == lead.high == 0.0
