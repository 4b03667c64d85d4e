"""Many claims at once: the same figures as one by one, and verdicts in the order of the files."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

import scenarios
from experiments.checks import Check, check
from experiments.intervals import Estimate
from experiments.judgement import Verdict
from experiments.run import run
from experiments.verdicts.claims import Claim, Trial, make_trial, put_to_the_test
from experiments.verdicts.files import document, write_verdicts
from experiments.verdicts.page import page, rows, verdict_in_words
from sim.errors import InputError
from sim.world import World

TINY = """
[time]
first_year = 2017
years = 1.5
burn_in_years = 0.5
steps_per_year = 12
[world]
authorities = 2
posts = 3
citizens_per_post = 12
"""
HEAD = 'title = "{name}"\nclaim = "{name} does something."\nsource = "our own"\n'


def file(folder: Path, name: str, top: str, rest: str) -> Path:
    path = folder / f"{name}.toml"
    path.write_text(HEAD.format(name=name) + top + TINY + rest)
    return path


def expect(**keys: object) -> str:
    lines = (f"{key} = {json.dumps(value)}" for key, value in keys.items())
    return "[[expect]]\n" + "\n".join(lines) + "\n"


def change(parameter: str, value: float, start: float = 2017) -> str:
    return f'[[change]]\nparameter = "{parameter}"\nfrom = {start}\nvalue = {value}\n'


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> dict[str, scenarios.Scenario]:
    folder = tmp_path_factory.mktemp("library")
    england = 'against = "england"\n'
    paths = [
        file(folder, "poor", england, change("grant", 0.2)
             + expect(outcome="funded_posts", direction="falls")
             + expect(outcome="felt", direction="falls", between=[2017.5, 2018.5])
             + expect(gap="reported - felt", direction="unchanged", within=200)
             + expect(outcome="trust", direction="rises", at_least=99)),
        file(folder, "rich", england, change("grant", 1.4)
             + expect(outcome="funded_posts", direction="rises", against="poor.toml")
             + expect(outcome="funded_posts", direction="rises")
             + expect(link="planned", direction="unchanged", within=0.1)
             + expect(hop="meant -> planned", direction="falls", against="poor.toml")
             + expect(bypass=True, direction="rises")
             + expect(first_break="none")),
        file(folder, "old", england, change("discretion", 0.9, 2016.75)
             + expect(outcome="caseload", direction="unchanged", within=50)),
        file(folder, "silent", england, change("grant", 0.9)),
    ]  # fmt: skip
    return {path.stem: scenarios.load(path) for path in paths}


@pytest.fixture(scope="module")
def trial(library: dict[str, scenarios.Scenario]) -> Trial:
    return make_trial(list(library.values()), replicates=3, workers=2)


@pytest.fixture(scope="module")
def claims(trial: Trial) -> dict[str, Claim]:
    return {claim.scenario.name: claim for claim in put_to_the_test(trial)}


def test_what_expects_nothing_is_left_out(trial: Trial) -> None:
    assert [each.name for each in trial.scenarios] == ["poor", "rich", "old"]
    with pytest.raises(InputError, match="'england' expects nothing"):
        make_trial([scenarios.load("england")], replicates=3)


def test_worlds_from_one_history_run_together_and_once(trial: Trial) -> None:
    arms = [[arm.name for arm in batch.design.arms] for batch in trial.batches]
    assert arms == [["england", "poor", "rich"], ["england", "old"]]
    assert [batch.design.shares_burn_in for batch in trial.batches] == [True, False]


@pytest.mark.parametrize("name", ["poor", "rich", "old"])
def test_together_they_give_the_same_as_one_by_one(
    library: dict[str, scenarios.Scenario], claims: dict[str, Claim], name: str
) -> None:
    alone = run(library[name], replicates=3, workers=1).checks
    assert alone
    together = [each for each in claims[name].checks if each.against in ("england", "")]
    assert list(alone) == together


def test_checks_stand_in_the_order_of_the_file_each_against_its_own(
    claims: dict[str, Claim],
) -> None:
    checks = claims["rich"].checks
    assert [each.against for each in checks] == ["poor", "england", "england", "poor", "england",
                                                 ""]  # fmt: skip
    assert [each.quantity for each in checks] == [
        "Funded posts",
        "Funded posts",
        "arriving at planned",
        "passing meant -> planned",
        "bypass",
        "first break",
    ]
    both = [each.difference for each in checks[:2]]
    assert both[0] is not None
    assert both[1] is not None
    assert both[0].mean > both[1].mean


def test_verdicts_follow_from_the_figures(claims: dict[str, Claim]) -> None:
    poor = claims["poor"]
    assert [each.verdict for each in poor.checks] == [
        "supported",
        "supported",
        "supported",
        "contradicted",
    ]
    assert poor.verdict == "contradicted"
    assert claims["old"].verdict == "supported"


@pytest.mark.parametrize(
    ("parts", "verdict"),
    [
        (("supported", "supported"), "supported"),
        (("supported", "undetermined"), "undetermined"),
        (("undetermined", "contradicted"), "contradicted"),
        (("supported", "contradicted"), "contradicted"),
    ],
)
def test_a_claim_is_no_better_than_the_worst_of_its_parts(
    library: dict[str, scenarios.Scenario], parts: tuple[Verdict, ...], verdict: Verdict
) -> None:
    checks = tuple(Check("", "", "", "", None, "", part) for part in parts)
    assert Claim(library["poor"], checks).verdict == verdict


def test_one_replicate_decides_nothing(library: dict[str, scenarios.Scenario]) -> None:
    (claim,) = put_to_the_test(make_trial([library["poor"]], replicates=1))
    assert {each.verdict for each in claim.checks} == {"undetermined"}
    assert all("one replicate" in each.reason for each in claim.checks)


def test_a_single_run_leaves_out_what_compares_with_something_else(
    library: dict[str, scenarios.Scenario],
) -> None:
    result = run(library["rich"], replicates=2)
    assert len(result.checks) == 4
    assert len(check(result, "poor.toml")) == 2


@pytest.fixture(scope="module")
def dated(tmp_path_factory: pytest.TempPathFactory) -> scenarios.Scenario:
    """A cut after the first year, with an expectation before it, after it and of a gap then."""
    return scenarios.load(
        file(tmp_path_factory.mktemp("dated"), "dated", 'against = "england"\n',
             change("grant", 0.4, 2018)
             + expect(outcome="funded_posts", direction="falls", between=[2017, 2018])
             + expect(outcome="funded_posts", direction="falls", between=[2018, 2018.5])
             + expect(gap="reported - felt", direction="falls", between=[2018, 2018.5]))
    )  # fmt: skip


def test_between_two_years_only_those_years_count(dated: scenarios.Scenario) -> None:
    before, after, gap = run(dated, replicates=3, workers=1).checks
    assert before.difference is not None
    assert (before.difference.low, before.difference.high) == (0, 0)
    assert before.verdict == "contradicted"
    assert after.difference is not None
    assert after.difference.mean < 0
    assert gap.difference is not None
    assert gap.difference.mean != 0


def test_years_that_a_shorter_run_leaves_out_decide_nothing(dated: scenarios.Scenario) -> None:
    before, *after = run(dated, replicates=3, years=1, workers=1).checks
    assert before.verdict == "contradicted"
    assert {each.verdict for each in after} == {"undetermined"}
    assert {each.reason for each in after} == {"only the years 2017 to 2018 have been observed"}
    assert {each.replicates_needed for each in after} == {None}


def test_page_table_and_document_say_the_same(
    trial: Trial, claims: dict[str, Claim], tmp_path: Path
) -> None:
    told = list(claims.values())
    write_verdicts(trial, told, "goldenthread verdicts", tmp_path)
    written = (tmp_path / "verdicts.md").read_text()
    assert written == page(trial, told)
    assert "3 paired replicates, seed 1" in written
    assert "poor does something. **Contradicted.**" in written
    assert "| poor does something. | 3 of 4 | **contradicted** |" in written
    table = list(csv.DictReader(io.StringIO((tmp_path / "verdicts.csv").read_text())))
    assert len(table) == len(rows(told)) == 11
    assert table[3]["verdict"] == "contradicted"
    assert float(table[0]["low"]) <= float(table[0]["difference"]) <= float(table[0]["high"])
    assert table[-2]["low"] == ""
    stored = json.loads((tmp_path / "verdicts.json").read_text())
    assert stored["claims"] == document(trial, told, "")["claims"]
    assert [each["verdict"] for each in stored["claims"]] == [each.verdict for each in told]


@pytest.fixture(scope="module")
def fine(tmp_path_factory: pytest.TempPathFactory) -> scenarios.Scenario:
    """One difference that is to be known twice as well as ten replicates tell, and one that is."""
    folder = tmp_path_factory.mktemp("fine")
    england, cut = 'against = "england"\n', change("grant", 0.4)
    rough = scenarios.load(
        file(folder, "rough", england, cut + expect(outcome="felt", direction="falls"))
    )
    (known,) = run(rough, replicates=10, workers=2).checks
    assert known.difference is not None
    return scenarios.load(
        file(folder, "fine", england, cut
             + expect(outcome="felt", direction="falls", precision=known.difference.half_width / 2)
             + expect(outcome="caseload", direction="rises", precision=1e6)
             + expect(outcome="caseload", direction="rises", against="rough.toml"))
    )  # fmt: skip


def test_replicates_go_on_until_the_declared_precision(fine: scenarios.Scenario) -> None:
    (claim,) = put_to_the_test(make_trial([fine], replicates=10, workers=2))
    first, second, other = claim.checks
    assert (first.count, second.count, other.count) == (40, 40, 10)
    assert first.difference is not None
    assert first.difference.half_width == pytest.approx(first.precision)
    assert claim.replicates == 40
    alone = run(fine, replicates=40, workers=2).checks
    assert alone[0].difference is not None
    assert first.difference.mean == alone[0].difference.mean


def test_the_most_replicates_end_it_and_that_is_said(fine: scenarios.Scenario) -> None:
    trial = make_trial([fine], replicates=10, most=12, workers=2)
    (claim,) = put_to_the_test(trial)
    assert claim.replicates == 12
    assert [each.precise for each in claim.checks] == [False, True, True]
    assert "10 paired replicates in the first round, up to 12 in all" in page(trial, [claim])


@pytest.mark.parametrize(
    ("replicates", "asked", "most"), [(15, None, 100), (150, None, 150), (9, None, 9), (9, 20, 20)]
)
def test_a_first_round_too_small_to_plan_with_is_the_last_one(
    fine: scenarios.Scenario, replicates: int, asked: int | None, most: int
) -> None:
    assert make_trial([fine], replicates=replicates, most=asked).most == most


def test_a_most_below_the_first_round_is_refused(fine: scenarios.Scenario) -> None:
    with pytest.raises(InputError, match="most is 5") as refused:
        make_trial([fine], replicates=10, most=5)
    assert "from 10" in str(refused.value)


def test_an_open_verdict_that_is_not_precise_says_so() -> None:
    wide = Check("", "", "", "", Estimate(0.0, -2.0, 2.0, 12), "", "undetermined", "", 50, 0.5, 12)
    assert verdict_in_words(wide) == "undetermined; the interval is ± 2, ± 0.5 was asked for"
    narrow = replace(wide, precision=3.0)
    assert verdict_in_words(narrow) == "undetermined; about 50 replicates might decide"


@pytest.mark.parametrize("scenario", scenarios.available(), ids=lambda each: each.name)
def test_every_shipped_expectation_declares_its_precision(scenario: scenarios.Scenario) -> None:
    for each in scenario.expectations:
        assert (each.precision is None) == (each.first_break is not None)


def test_two_scenarios_of_one_name_are_refused(library: dict[str, scenarios.Scenario]) -> None:
    with pytest.raises(InputError, match="two of the scenarios are called 'poor'"):
        make_trial([library["poor"], library["poor"]], replicates=2)


@pytest.mark.parametrize("scenario", scenarios.available(), ids=lambda each: each.name)
def test_every_shipped_scenario_runs_and_changes_something(scenario: scenarios.Scenario) -> None:
    short = run(scenario, replicates=1, years=2, world=World.even(5, 4, 15))
    if scenario.baseline is None:
        return
    (replicate,) = short.replicates
    before, after = replicate.arms
    assert before.unstepped.outcomes != after.unstepped.outcomes
    assert not any("changes nothing" in caveat for caveat in short.caveats)
