"""What a valuation found, and what must be known before it is read, in sentences."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from experiments.caveats import few_replicates
from experiments.compare.sentences import given_for_all, same_as_reference
from experiments.intervals import Estimate
from experiments.whose.agreement import Agreement
from experiments.whose.balance import balance_in_words
from experiments.whose.contests import Contest
from experiments.whose.division import AS_THEY_ARE
from experiments.whose.ranking import Ranking, exactly_equal
from experiments.whose.steadiness import Tipping
from experiments.wording import counted, decimals, listed, written
from scenarios.profile import GROUPS

if TYPE_CHECKING:
    from experiments.whose.result import ValuedScenarios

MOST_CONTESTS = 6
"""How many contests are told; files hold all of them."""


def caveats(result: ValuedScenarios) -> list[str]:
    """Return what must be known first; empty when there is nothing odd."""
    plan = result.compared.plan
    said = [*_late(result), *given_for_all(plan), *same_as_reference(plan)]
    for name, ranking in result.rankings.items():
        if ranking.reason:
            said.append(f"{result.profiles[name].title} has no ranking: {ranking.reason}.")
        elif missing := ranking.places[0].value.undefined:
            said.append(
                f"{result.profiles[name].title}: {counted(missing, 'replicate')} left out, in "
                "which something that counts is undefined."
            )
    return said + few_replicates(plan.replicates)


def findings(result: ValuedScenarios) -> list[str]:
    """Return the findings: who is first, who disagrees about what, how steady that is."""
    return [
        *_firsts(result),
        *balance_in_words(result),
        *_agreement(result),
        *contests_in_words(result),
        *_steadiness(result),
    ]


def order_in_words(ranking: Ranking) -> str:
    """Return the scenarios from the best with their points against the reference.

    ``>`` stands where the lead over the next is clear, ``~`` where it is not, and ``=`` where
    the two are worth the same in every replicate.
    """
    ordered = ranking.ordered
    if not ordered:
        return "undefined"
    digits = decimals(*(each.difference.mean for each in ordered), least=1, most=2)
    words = []
    for place, following in zip(ordered, [*ordered[1:], None], strict=True):
        words.append(f"{place.scenario} {signed(place.difference.mean, digits)}")
        if following is not None:
            lead = ranking.lead[place.scenario, following.scenario]
            words.append("=" if exactly_equal(lead) else ">" if lead.sign > 0 else "~")
    return " ".join(words)


def signed(value: float, digits: int) -> str:
    """Return a number of points with its sign."""
    words = written(value, digits)
    return f"+{words}" if value > 0 and words.strip("0.") else words


def points(lead: Estimate) -> str:
    """Return a lead with its interval: ``2.1 points (1.8 to 2.4)``."""
    digits = decimals(lead.mean, least=1, most=2)
    return f"{written(lead.mean, digits)} points ({_ends(lead, digits)})"


def tau_in_words(tau: Estimate) -> str:
    """Return tau with its interval: ``0.52 (0.43 to 0.62)``."""
    if not tau.defined:
        return "undefined"
    return f"{written(tau.mean, 2)} ({_ends(tau, 2)})" if tau.bounded else written(tau.mean, 2)


def tipping_in_words(tipping: Tipping) -> str:
    """Return the smallest change of a weight that changes the first place."""
    digits = decimals(tipping.distance, least=2, most=3)
    name = tipping.name.replace("_", " ")
    return f"{name} from {written(tipping.before, digits)} to {written(tipping.after, digits)}"


def _ends(estimate: Estimate, digits: int) -> str:
    return f"{written(estimate.low, digits)} to {written(estimate.high, digits)}"


def _late(result: ValuedScenarios) -> Iterable[str]:
    """Say which years are valued when it is not all that are observed."""
    plan = result.compared.plan
    (first, end), (start, _) = plan.window, result.window
    if start > first:
        yield (
            f"Valued are the years {start:g} to {end:g}, of {first:g} to {end:g} that are "
            "simulated."
        )


def _firsts(result: ValuedScenarios) -> Iterable[str]:
    """Say which scenario is first for whom, and for whom that is not clear."""
    titles, worlds = _titles(result), _worlds(result)
    by_first: dict[str, list[str]] = {}
    unclear = []
    for name, ranking in result.rankings.items():
        if not ranking.ordered:
            continue
        by_first.setdefault(listed([worlds[one] for one in ranking.first]), []).append(titles[name])
        if len(ranking.may_be_first) > len(ranking.first):
            unclear.append(titles[name])
    for scenarios, names in by_first.items():
        everybody = 1 < len(names) == len(result.profiles)
        who = "every stakeholder" if everybody else listed(names)
        yield f"First for {who}: {scenarios}."
    if unclear:
        yield f"No clear difference between the first and another one: for {listed(unclear)}."


def _agreement(result: ValuedScenarios) -> Iterable[str]:
    """Say how far stakeholders agree: the two who do least, and how many do fully."""
    defined = [each for each in result.agreements if each.tau.defined]
    undefined = len(result.agreements) - len(defined)
    if undefined:
        yield (
            f"Agreement is undefined for {counted(undefined, 'pair')} of stakeholders, as "
            f"{next(each.tau.reason for each in result.agreements if not each.tau.defined)}."
        )
    if not defined:
        return
    least = min(defined, key=lambda each: each.tau.mean)
    full = sum(each.tau.mean == 1.0 for each in defined)
    if full == len(defined):
        yield "All rank the scenarios in the same order (Kendall's tau 1)."
        return
    titles = _titles(result)
    yield (
        f"Least agreement: {titles[least.one]} and {titles[least.other]}, Kendall's tau "
        f"{_tau_with_meaning(least, len(result.scenarios))}. The same order: {full} of "
        f"{counted(len(defined), 'pair')} of stakeholders."
    )
    yield from _division(result.division)


def _division(found: Mapping[str, float]) -> Iterable[str]:
    """Say which list of weights divides stakeholders most."""
    if not found or any(math.isnan(tau) for tau in found.values()):
        return
    told = ", ".join(
        f"{written(tau, 2)} for the {group}" for group, tau in found.items() if group in GROUPS
    )
    yield (
        f"On average over all pairs tau is {written(found[AS_THEY_ARE], 2)}. Were all to give one "
        f"list the same weights, it would be {told}: the larger, the more that list divides them."
    )


def _tau_with_meaning(agreement: Agreement, scenarios: int) -> str:
    pairs = scenarios * (scenarios - 1) // 2
    turned = (1.0 - agreement.tau.mean) / 2.0 * pairs
    about = "" if math.isclose(turned, round(turned), abs_tol=1e-6) else "about "
    return (
        f"{tau_in_words(agreement.tau)}: {about}{round(turned)} of "
        f"{counted(pairs, 'pair')} of scenarios the other way round"
    )


def contests_in_words(result: ValuedScenarios) -> list[str]:
    """Name the scenarios that stakeholders clearly rank the opposite way round."""
    if not result.contests:
        return ["No two stakeholders clearly rank any two scenarios the opposite way round."]
    said = [_contest(each, result) for each in result.contests[:MOST_CONTESTS]]
    more = len(result.contests) - MOST_CONTESTS
    if more > 0:
        said.append(
            f"{counted(more, 'more pair')} of scenarios ranked the opposite way: findings.json."
        )
    return said


def _contest(contest: Contest, result: ValuedScenarios) -> str:
    titles, worlds = _titles(result), _worlds(result)
    one, other = worlds[contest.one], worlds[contest.other]
    return (
        f"{one} or {other}? {one} for {_side(contest.for_one, titles)}; "
        f"{other} for {_side(contest.for_other, titles)}."
    )


def _side(leads: Mapping[str, Estimate], titles: Mapping[str, str]) -> str:
    most, lead = next(iter(leads.items()))
    most_of_all = f", most for {titles[most]}" if len(leads) > 1 else ""
    return f"{listed([titles[name] for name in leads])} (by {points(lead)}{most_of_all})"


def _steadiness(result: ValuedScenarios) -> Iterable[str]:
    """Say how the first place depends on the weights and on the unit."""
    titles, worlds = _titles(result), _worlds(result)
    steady = result.steadiness
    # Where the first place is not clear, next to nothing turns it.
    tippings = {
        name: each.tipping
        for name, each in steady.items()
        if each.tipping is not None and len(result.rankings[name].may_be_first) == 1
    }
    if tippings:
        name = min(tippings, key=lambda one: tippings[one].distance)
        yield (
            f"Of the clear first places, the one that a single weight changes soonest is that for "
            f"{titles[name]}: with {tipping_in_words(tippings[name])} it would be "
            f"{worlds[tippings[name].rival]}."
        )
    if result.firsts_of_any_weights:
        shares = sorted(result.firsts_of_any_weights.items(), key=lambda each: -each[1])
        told = ", ".join(
            f"{worlds[name]} {100 * share:.0f} %" for name, share in shares if share >= 0.005
        )
        yield f"First, by the means, under all weights that there could be: {told}."
    other = [titles[name] for name, each in steady.items() if each.first_by_range != each.first]
    if other:
        yield (
            "Were things weighed by their range among these scenarios, in place of per cent of "
            f"the reference, another scenario would be first for {listed(other)}."
        )
    elif steady:
        yield (
            "Were things weighed by their range among these scenarios, in place of per cent of "
            "the reference, every first place would be the same."
        )


def _titles(result: ValuedScenarios) -> dict[str, str]:
    return {name: profile.title for name, profile in result.profiles.items()}


def _worlds(result: ValuedScenarios) -> dict[str, str]:
    return {arm.name: arm.title for arm in result.compared.plan.arms}
