"""Mechanisms switched on alone: what the matrix says of the model, and that it says it rightly."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import goldenthread as gt
from experiments.intervals import Estimate
from experiments.specificity.design import SpecificityDesign, make_specificity_design
from experiments.specificity.findings import finding
from experiments.specificity.layout import Measure
from experiments.specificity.matrix import Cell, Effect, Row
from experiments.specificity.mechanisms import HOP_NAMES, Mechanism, Mechanisms
from experiments.specificity.page import page, score
from experiments.specificity.replicate import WorldLinks
from experiments.specificity.result import Specificity
from sim.parameters import PARAMETERS
from sim.world import World

SHIPPED = Mechanisms.read()
REAL = (
    "translation_noise",
    "local_priorities",
    "vacant_posts",
    "low_validity",
    "misreporting",
    "thin_analytics",
    "late_reports",
)


@pytest.fixture(scope="module")
def found() -> Specificity:
    """The shipped table in a smaller world."""
    return gt.specificity(world=World.even(6, posts=8), replicates=8, seed=3)


@pytest.mark.parametrize("name", REAL)
def test_the_mechanism_lowers_its_own_hop_and_leaves_the_earlier_ones_alone(
    name: str, found: Specificity
) -> None:
    row = next(row for row in found.matrix if row.mechanism.name == name)
    assert row.own.effect == "lowers"
    assert row.own.difference.high < -row.own.noise
    assert [cell.effect for cell in row.earlier] == ["inside its noise"] * len(row.earlier)
    assert found.verdicts[name] == "specific"


def test_few_hours_with_people_lower_what_they_feel_of_what_is_achieved(found: Specificity) -> None:
    """And the need met a little, which the page says."""
    row = next(row for row in found.matrix if row.mechanism.name == "low_relational_share")
    assert row.own.effect == "lowers"
    assert [cell.effect for cell in row.earlier[:2]] == ["inside its noise"] * 2


def test_scarcity_of_posts_lowers_what_a_plan_moves_and_not_the_plan(found: Specificity) -> None:
    row = next(row for row in found.matrix if row.mechanism.name == "too_few_posts")
    assert row.own.difference.high < 0
    assert row.cells[0].effect == "inside its noise"


def test_the_centre_believes_errors_of_reports_as_it_believes_reports(found: Specificity) -> None:
    row = next(row for row in found.matrix if row.mechanism.name == "thin_analytics")
    assert row.cells[6].effect == "inside its noise"


def test_in_the_reference_world_both_causal_measures_agree(found: Specificity) -> None:
    """Small steps: logarithms and shares of the level are nearly the same."""
    per_cent, per_unit = (found.by_measure[m][0].cells for m in ("passed_on", "per_unit"))
    for one, other in zip(per_cent, per_unit, strict=True):
        if one.effect != "not measured":
            assert one.reference.mean == pytest.approx(other.reference.mean, rel=0.2)


def test_a_mechanism_that_changes_nothing_moves_nothing_and_is_not_specific() -> None:
    sham = replace(SHIPPED.mechanisms[6], parameters={"integrity": SHIPPED.parameters["integrity"]})
    result = gt.specificity(
        replace(SHIPPED, mechanisms=(sham,)), world=World.even(2, 3), replicates=3, years=1
    )
    for rows in result.by_measure.values():
        for cell in rows[0].cells:
            if cell.difference.defined:
                assert (cell.difference.low, cell.difference.high) == (0.0, 0.0)
                assert cell.effect == "inside its noise"
    assert result.verdicts == {"misreporting": "not specific"}


def test_the_number_of_workers_changes_nothing() -> None:
    one, two = (
        gt.specificity(world=World.even(2, 3), replicates=2, years=0.5, workers=workers).table()
        for workers in (1, 2)
    )
    assert one.equals(two)


# Known answers, made without the model.


def _made(scale: float, passed: float) -> Specificity:
    """Return a result in which planned hours of a mechanism's world are scaled, and of a rise of
    the priority ``passed`` arrives in them; in the reference world all of it does."""
    design = _design()
    draws = np.random.default_rng(2)
    return Specificity(design, [_replicate(design, n, draws, scale, passed) for n in range(6)])


def _design() -> SpecificityDesign:
    table = replace(SHIPPED, mechanisms=(SHIPPED.mechanisms[1],))
    return make_specificity_design(
        table, scenario=None, replicates=6, years=None, seed=1, workers=1, world=World.even(2, 3)
    )


def _replicate(
    design: SpecificityDesign,
    number: int,
    draws: np.random.Generator,
    scale: float,
    passed: float,
) -> tuple[WorldLinks, ...]:
    before = draws.uniform(0.3, 0.6, (8, 5))
    cells = draws.uniform(0.3, 0.6, (8, 2, 5))
    worlds = []
    for factor, share in ((1.0, 1.0), (scale, passed)):
        unstepped = before.copy()
        unstepped[1] *= factor
        stepped = []
        for lever in design.levers_of(number):
            after = unstepped.copy()
            own = slice(None) if lever.domain is None else lever.domain
            after[0, own] *= 1.0001 if lever.is_priority else 1.0
            after[1:, own] *= 1.0001 ** (share if lever.is_priority else 1.0)
            stepped.append(after)
        worlds.append(WorldLinks(unstepped, np.array(stepped), cells))
    return tuple(worlds)


def test_a_world_scaled_down_passes_on_as_much_per_cent_and_less_per_unit() -> None:
    result = _made(scale=0.5, passed=1.0)
    for measure, expected in (("passed_on", 1.0), ("per_unit", 0.5)):
        (row,) = result.by_measure[measure]
        assert row.cells[0].reference.mean == pytest.approx(1.0, abs=1e-3)
        assert row.cells[0].value.mean == pytest.approx(expected, abs=1e-3)
        assert row.cells[0].difference.mean == pytest.approx(expected - 1.0, abs=1e-3)


def test_what_does_not_arrive_is_missed_by_both_measures() -> None:
    result = _made(scale=1.0, passed=0.3)
    for measure in ("passed_on", "per_unit"):
        (row,) = result.by_measure[measure]
        assert row.cells[0].difference.mean == pytest.approx(-0.7, abs=1e-3)
        assert row.cells[0].effect == "lowers"
        assert row.verdict == "specific"


def test_links_that_are_nowhere_above_zero_leave_the_hop_undefined_with_the_reason() -> None:
    result = _made(scale=0.0, passed=1.0)
    (row,) = result.by_measure["passed_on"]
    assert row.cells[0].effect == "undefined"
    assert math.isnan(row.cells[0].difference.mean)
    assert row.cells[0].reason
    assert row.verdict == "undetermined"
    assert row.cells[0].reason in result.findings[0]


# The verdict on a row.


def _row(*effects: Effect) -> Row:
    nothing = Estimate(0.0, 0.0, 0.0, 5)
    cells = tuple(
        Cell(hop, "passed_on", nothing, nothing, nothing, 0.02, effect)
        for hop, effect in zip(HOP_NAMES, effects, strict=False)
    )
    own = HOP_NAMES[len(effects) - 1]
    return Row(Mechanism("one", "One", own, "passed_on", "because", {"grant": 1.0}), cells)


@pytest.mark.parametrize(
    ("effects", "verdict"),
    [
        (("lowers",), "specific"),
        (("inside its noise", "lowers"), "specific"),
        (("not measured", "lowers"), "specific"),
        (("lowers", "lowers"), "not specific"),
        (("raises", "lowers"), "not specific"),
        (("raises", "undetermined"), "not specific"),
        (("inside its noise", "inside its noise"), "not specific"),
        (("inside its noise", "raises"), "not specific"),
        (("undetermined", "lowers"), "undetermined"),
        (("undefined", "lowers"), "undetermined"),
        (("inside its noise", "undetermined"), "undetermined"),
        (("inside its noise", "undefined"), "undetermined"),
    ],
)
def test_specific_means_its_own_hop_and_no_earlier_one(
    effects: tuple[Effect, ...], verdict: str
) -> None:
    assert _row(*effects).verdict == verdict


@pytest.mark.parametrize(("effect", "said"), [("inside its noise", True), ("undetermined", False)])
def test_what_it_lowers_instead_is_told_only_where_its_own_hop_is_not_lowered_for_certain(
    effect: Effect, said: bool
) -> None:
    row = _row("inside its noise", effect, "lowers")
    row = replace(row, mechanism=replace(row.mechanism, hop=HOP_NAMES[1]))
    assert ("instead" in finding(row)) is said


def test_the_page_gives_the_figures_of_the_matrix_and_what_was_found(found: Specificity) -> None:
    written = page(found, "goldenthread specificity MINE")
    assert f"**{score(found)}.**" in written
    assert "Made by `goldenthread specificity MINE`: 6 councils, 8 replicates, seed 3" in written
    for row, sentence in zip(found.matrix, found.findings, strict=True):
        told = " ".join([sentence, *row.mechanism.finding.split()])
        assert f"* {told}\n" in written
        (judged,) = (
            line.split(" | ")
            for line in written.splitlines()
            if line.startswith(f"| {row.mechanism.title} | {row.mechanism.hop} | ")
        )
        assert float(judged[3]) == pytest.approx(row.own.reference.mean, abs=0.006)
        assert float(judged[4]) == pytest.approx(row.own.value.mean, abs=0.006)
        assert judged[-1] == f"**{row.verdict}** |"
    assert "$" not in written


def test_what_was_found_in_one_world_is_not_told_of_another() -> None:
    elsewhere = make_specificity_design(
        None, scenario="england", replicates=2, years=1, seed=1, workers=1, world=None
    ).table
    assert elsewhere.why == ""
    assert {each.finding for each in elsewhere.mechanisms} == {""}
    assert any(each.finding for each in SHIPPED.mechanisms)


# The shipped table.


def test_the_shipped_table_names_a_mechanism_for_every_hop_but_the_bypass() -> None:
    hops = {mechanism.hop for mechanism in SHIPPED.mechanisms}
    assert set(HOP_NAMES) - hops == {"felt -> recorded"}
    measures: set[Measure] = {mechanism.measure for mechanism in SHIPPED.mechanisms}
    assert measures == {"passed_on", "per_unit", "correlation"}


@pytest.mark.parametrize("mechanism", SHIPPED.mechanisms, ids=lambda each: each.name)
def test_every_mechanism_departs_from_the_reference_world(mechanism: Mechanism) -> None:
    for name, value in mechanism.parameters.items():
        assert value != SHIPPED.parameters.get(name, PARAMETERS[name].default)


def test_the_page_gives_every_mechanism_and_lever_of_the_shipped_table() -> None:
    page = (Path(__file__).parents[2] / "docs" / "specificity.md").read_text(encoding="utf-8")
    for mechanism in SHIPPED.mechanisms:
        assert mechanism.title in page
        for name, value in mechanism.parameters.items():
            assert f"`{name}` {value:g}" in page
    for lever in SHIPPED.levers:
        assert lever is None or f"`{lever.lever}`" in page or lever.lever == "priorities"
