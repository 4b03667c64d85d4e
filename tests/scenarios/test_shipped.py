"""The scenarios that come with the package: what they say and where they take it from."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import scenarios
from sim.changes import Schedule

ROOT = Path(__file__).parents[2]

LIBRARY = {
    "audit_abolished", "austerity", "bad_proxy", "capacity_shortage", "coproduction",
    "demand_surge", "digital_metrics", "england", "fragmented_providers", "goal_clarity",
    "good_proxy", "hostile_environment", "levelling_up", "localism", "policy_churn", "stories",
    "targets_and_terror", "training_cut", "workload_relief",
}  # fmt: skip


def grant_in(scenario: scenarios.Scenario, year: float) -> float:
    schedule = Schedule(scenario.world(), scenario.parameters, scenario.changes(scenario.world()))
    settings = schedule.initial_settings()
    schedule.apply(settings, year)
    return float(settings["grant"][0])


def test_every_shipped_scenario_loads_and_says_what_it_claims() -> None:
    shipped = scenarios.available()
    assert {scenario.name for scenario in shipped} >= LIBRARY
    for scenario in shipped:
        assert scenario.title
        assert scenario.source
        assert scenario.claim.endswith(".")
        assert "\n" not in scenario.claim


def test_england_is_the_baseline_and_changes_nothing() -> None:
    england = scenarios.load("england")
    assert england.against is None
    assert england.baseline is None
    assert england.parameters == {}
    assert england.changes(england.world()) == ()
    assert england.time.years == 6
    assert england.world().citizens == 24 * 12 * 40


def test_austerity_follows_the_published_funding_path() -> None:
    austerity = scenarios.load("austerity")
    assert austerity.against == "england"
    assert (austerity.time.first_year, austerity.time.years) == (2010, 10)
    # Middles of the financial years 2010-11 and 2017-18; -28.6 % between them, then level.
    assert grant_in(austerity, 2010.75) == 1
    assert grant_in(austerity, 2014.25) == pytest.approx(1 - 0.286 / 2)
    assert grant_in(austerity, 2017.75) == pytest.approx(1 - 0.286)
    assert grant_in(austerity, 2019.9) == pytest.approx(1 - 0.286)


def test_austerity_cuts_the_deprived_tenth_as_much_deeper_as_published() -> None:
    austerity = scenarios.load("austerity")
    (gradient,) = (
        change.value
        for change in austerity.changes(austerity.world())
        if change.parameter == "cut_gradient"
    )
    assert gradient is not None
    assert 18 * (1 + 0.9 * gradient) == pytest.approx(26, abs=0.6)
    assert 18 * (1 - 0.9 * gradient) == pytest.approx(11, abs=0.6)


def test_austerity_differs_from_its_baseline_in_no_more_than_the_dated_changes() -> None:
    austerity = scenarios.load("austerity")
    baseline = austerity.baseline
    assert baseline is not None
    assert baseline.name == "england"
    assert baseline.time == austerity.time
    assert baseline.world() == austerity.world()
    assert baseline.parameters == austerity.parameters
    assert all(
        change.start >= austerity.time.first_year for change in austerity.changes(austerity.world())
    )


def test_austerity_expects_citizens_and_workers_to_lose() -> None:
    expected = {
        expectation.outcome: expectation.direction
        for expectation in scenarios.load("austerity").expectations
    }
    assert expected["experience"] == "falls"
    assert expected["strain"] == "rises"


def test_the_illustrative_councils_load_and_are_marked_as_invented() -> None:
    path = ROOT / "scenarios" / "illustrative_councils.csv"
    assert path.read_text(encoding="utf-8").startswith("# Illustrative")
    world = scenarios.World.from_csv(path)
    assert len(world.councils) == 8
    assert "Grimsey, Port of" in world.names
    assert min(council.budget_change for council in world.councils) < 0


def test_loading_a_scenario_imports_nothing_heavy() -> None:
    program = (
        "import sys, scenarios; [scenarios.load(n) for n in ('england', 'austerity')];"
        "print(sorted({'mesa', 'numba', 'pandas', 'pyarrow', 'matplotlib', 'scipy'}"
        " & set(sys.modules)))"
    )
    found = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert found.stdout.strip() == "[]"
