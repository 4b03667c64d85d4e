"""Every claim with its checks and the verdict on it as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from experiments.checks import Check, check, compared_with
from experiments.judgement import Verdict
from experiments.run import Progress, run_design
from experiments.summary import check_summary
from experiments.verdicts.plan import Batch, batches_of, pairs_of
from scenarios import Scenario
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
    batches
        What has to be simulated.
    """

    scenarios: tuple[Scenario, ...]
    batches: tuple[Batch, ...]

    @property
    def simulated_years(self) -> float:
        """Years to simulate, over all replicates and worlds."""
        return sum(batch.design.replicates * batch.design.simulated_years for batch in self.batches)


def make_trial(
    scenarios: Sequence[Scenario], *, replicates: int, seed: int = 1, workers: int | None = None
) -> Trial:
    """Return the trial of the scenarios' claims; those that expect nothing are left out.

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
    pairs = [
        pair
        for scenario in testable
        for pair in pairs_of(scenario, replicates=replicates, seed=seed, workers=workers)
    ]
    return Trial(testable, batches_of(pairs))


def put_to_the_test(trial: Trial, progress: Progress | None = None) -> tuple[Claim, ...]:
    """Simulate what the trial needs and return every claim with its verdict.

    Parameters
    ----------
    trial
        What ``make_trial`` returned.
    progress
        Called now and then with the years simulated so far and the years in all.
    """
    found: dict[str, dict[str | None, list[Check]]] = {}
    done = 0.0
    for batch in trial.batches:
        years = batch.design.replicates * batch.design.simulated_years

        def onwards(now: float, _: float, before: float = done) -> None:
            if progress is not None:
                progress(before + now, trial.simulated_years)

        replicates = run_design(batch.design, onwards).replicates
        for pair in batch.pairs:
            checks = check(batch.result(pair, replicates), pair.against)
            found.setdefault(pair.scenario.name, {})[pair.against] = list(checks)
        done += years
    return tuple(Claim(each, _in_order(each, found[each.name])) for each in trial.scenarios)


def _in_order(scenario: Scenario, found: dict[str | None, list[Check]]) -> tuple[Check, ...]:
    """Return the checks of all its pairs in the order of the scenario's expectations."""
    return tuple(
        found[compared_with(each, scenario.against)].pop(0) for each in scenario.expectations
    )
