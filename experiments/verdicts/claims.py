"""Every claim with its checks and the verdict on it as a whole."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from experiments.checks import Check, check, compared_with
from experiments.judgement import Verdict
from experiments.run import Clock, Progress
from experiments.summary import check_summary
from experiments.verdicts.plan import Batch, Pair, batches_of, pairs_of
from experiments.verdicts.rounds import FIRST_ROUND, first_round, most_of, second_round
from scenarios import Scenario, available, load
from sim.errors import InputError


@dataclass(frozen=True)
class Claim:
    """The claim of one scenario, put to the test.

    Attributes
    ----------
    scenario
        The scenario.
    checks
        Its expectations with their verdicts, in the order of the file.
    """

    scenario: Scenario
    checks: tuple[Check, ...]

    @property
    def verdict(self) -> Verdict:
        """Supported when all of it is, contradicted when any of it is."""
        verdicts = {each.verdict for each in self.checks}
        if "contradicted" in verdicts:
            return "contradicted"
        return "undetermined" if "undetermined" in verdicts else "supported"

    @property
    def replicates(self) -> int:
        """The most replicates that one of its checks rests on."""
        return max(each.count for each in self.checks)

    def summary(self) -> dict[str, Any]:
        """Return the claim as plain values, for JSON."""
        names = ("name", "title", "claim", "source", "refuted_if", "finding")
        return {name: getattr(self.scenario, name) for name in names} | {
            "verdict": self.verdict,
            "checks": [check_summary(each) for each in self.checks],
        }


@dataclass(frozen=True)
class Trial:
    """A set of claims, checked and ready to be put to the test.

    Attributes
    ----------
    scenarios
        The scenarios, in the order in which they are told.
    pairs
        The paired experiments that their expectations call for.
    batches
        The same, in what has to be simulated for a first round.
    most
        Replicates that no pair may exceed, whatever precision takes.
    """

    scenarios: tuple[Scenario, ...]
    pairs: tuple[Pair, ...]
    batches: tuple[Batch, ...]
    most: int

    @property
    def first_round(self) -> int:
        """Replicates of the first round."""
        return self.batches[0].design.replicates

    @property
    def simulated_years(self) -> float:
        """Years to simulate in the first round, over all replicates and worlds."""
        return sum(batch.design.replicates * batch.design.simulated_years for batch in self.batches)


def make_trial(
    scenarios: Sequence[Scenario],
    *,
    replicates: int = FIRST_ROUND,
    most: int | None = None,
    seed: int = 1,
    workers: int | None = None,
) -> Trial:
    """Return the trial of the scenarios' claims; those that expect nothing are left out.

    Parameters are those of ``verdicts``.

    Raises
    ------
    InputError
        When none of them expects anything, or something cannot be used.
    """
    testable = tuple(each for each in scenarios if each.expectations)
    if not testable:
        raise InputError(
            f"{' and '.join(repr(each.name) for each in scenarios) or 'no scenario'} expects "
            "nothing that could be tested",
            remedy="Name a scenario with [[expect]] entries",
            key="expect",
        )
    names = [each.name for each in testable]
    for name in names:
        if names.count(name) > 1:
            raise InputError(
                f"two of the scenarios are called {name!r}",
                remedy="Name each once, and give files different names",
                key="scenario",
                value=name,
            )
    pairs = tuple(
        pair
        for scenario in testable
        for pair in pairs_of(scenario, replicates=replicates, seed=seed, workers=workers)
    )
    return Trial(testable, pairs, batches_of(pairs), most_of(most, replicates))


def put_to_the_test(trial: Trial, progress: Progress | None = None) -> tuple[Claim, ...]:
    """Simulate what the trial needs and return every claim with its verdict.

    Parameters
    ----------
    trial
        What ``make_trial`` returned.
    progress
        Called now and then with the years simulated so far and the years in all; those of the
        second round join them when it begins.
    """
    clock = Clock(trial.simulated_years)
    first = first_round(trial.batches, clock, progress)
    results = second_round(trial.pairs, first, trial.most, clock, progress)
    found: dict[str, dict[str | None, list[Check]]] = {}
    for (name, against), result in results.items():
        checks = check(result, against, first[name, against])
        found.setdefault(name, {})[against] = list(checks)
    return tuple(Claim(each, _in_order(each, found[each.name])) for each in trial.scenarios)


def verdicts(
    *names: str | os.PathLike[str],
    replicates: int = FIRST_ROUND,
    most: int | None = None,
    seed: int = 1,
    workers: int | None = None,
    progress: Progress | None = None,
) -> tuple[Claim, ...]:
    """Return the claims of some scenarios, or of all shipped ones, with their verdicts.

    Parameters
    ----------
    names
        Names of shipped scenarios or paths of scenario files; none for all that are shipped.
    replicates
        Paired replicates of the first round. A scenario whose expectations declare a precision
        then gets as many more as their spread says it takes.
    most
        Replicates that no scenario may exceed, ``replicates`` or more; None for 100, or for the
        first round when that is larger or, with fewer than 10, tells too little to plan with.
    seed, workers, progress
        As in ``experiments.run.run``.

    Raises
    ------
    InputError
        When something given cannot be used; nothing has been simulated then.
    """
    scenarios = [load(name) for name in names] if names else available()
    trial = make_trial(scenarios, replicates=replicates, most=most, seed=seed, workers=workers)
    return put_to_the_test(trial, progress)


def _in_order(scenario: Scenario, found: dict[str | None, list[Check]]) -> tuple[Check, ...]:
    """Return the checks of all its pairs in the order of the scenario's expectations."""
    return tuple(
        found[compared_with(each, scenario.against)].pop(0) for each in scenario.expectations
    )
