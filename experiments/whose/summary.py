"""The findings of a valuation as plain values, for JSON, and how they were made."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from experiments.compare import summary as comparison
from experiments.measures import MEASURES
from experiments.summary import finite, plain
from experiments.whose.ranking import lead_level
from experiments.whose.steadiness import MOVED

if TYPE_CHECKING:
    from experiments.whose.contests import Contest
    from experiments.whose.ranking import Ranking
    from experiments.whose.result import ValuedScenarios
    from experiments.whose.steadiness import Steadiness
    from scenarios import Profile


def summary(result: ValuedScenarios) -> dict[str, Any]:
    """Return the findings as plain values; None stands for what is undefined."""
    plan = result.compared.plan
    return {
        "reference": plan.arms[0].name,
        "scenarios": {arm.name: arm.title for arm in plan.arms},
        "replicates": plan.replicates,
        "seed": plan.seed,
        "valued": list(result.window),
        "unit": "per cent of what the reference delivers, weighted",
        "measures": dict(MEASURES),
        "confidence_of_leads": lead_level(len(plan.arms)),
        "stakeholders": {
            name: _stakeholder(result.profiles[name], ranking, result.steadiness.get(name))
            for name, ranking in result.rankings.items()
        },
        "agreement": [
            {"one": each.one, "other": each.other, "tau": plain(each.tau)}
            for each in result.agreements
        ],
        "mean_tau_with_one_list_alike": {
            name: finite(tau) for name, tau in result.division.items()
        },
        "contests": [_contest(each) for each in result.contests],
        "first_under_any_weights": result.firsts_of_any_weights or None,
        "caveats": result.caveats,
        "findings": result.findings,
    }


def manifest(result: ValuedScenarios, command: str) -> dict[str, Any]:
    """Return the record of how the valuation was made, as plain values."""
    return comparison.manifest(result.compared, command) | {
        "valued": list(result.window),
        "stakeholders": {name: described(each) for name, each in result.profiles.items()},
    }


def described(profile: Profile) -> dict[str, Any]:
    """Return a profile as plain values."""
    words = {key: getattr(profile, key) for key in ("title", "why", "source")}
    return words | {key: dict(getattr(profile, key)) for key in ("domains", "views", "outcomes")}


def _stakeholder(profile: Profile, ranking: Ranking, steady: Steadiness | None) -> dict[str, Any]:
    return {
        "title": profile.title,
        "ranking": [
            {
                "scenario": place.scenario,
                "rank": finite(place.rank),
                "best": place.best,
                "worst": place.worst,
                "value": plain(place.value),
                "difference": plain(place.difference),
            }
            for place in ranking.places
        ],
        "reason": ranking.reason,
        "may_be_first": ranking.may_be_first,
        "steadiness": None if steady is None else asdict(steady) | {"moved": MOVED},
    }


def _contest(contest: Contest) -> dict[str, Any]:
    return {
        "one": contest.one,
        "other": contest.other,
        "for_one": {name: plain(lead) for name, lead in contest.for_one.items()},
        "for_other": {name: plain(lead) for name, lead in contest.for_other.items()},
        "undecided": list(contest.undecided),
    }
