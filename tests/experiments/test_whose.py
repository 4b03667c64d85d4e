"""What runs are worth to whom, on made-up measures with known answers."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from experiments.measures import MEASURES, measure_levels, measure_sums
from experiments.whose.agreement import kendall
from experiments.whose.balance import changes
from experiments.whose.page import page
from experiments.whose.plan import make_valuation
from experiments.whose.ranking import lead_level
from experiments.whose.result import ValuedScenarios
from experiments.whose.sentences import order_in_words
from scenarios import profiles_with
from scenarios.profile import OUTCOME_KINDS
from sim.declaration import DOMAINS
from sim.linkage import LINKS, pooled_links
from sim.model import PolicyModel
from sim.world import World
from tests.experiments.valuing import SHAPE, noise, profile, valued

EVERYBODY = tuple(profiles_with(None).values())
MEANS = arrays(float, (4, *SHAPE), elements=st.integers(50, 150).map(lambda each: each / 100))


def runs(means: np.ndarray, replicates: int = 6, spread: float = 0.0) -> np.ndarray:
    """Return replicates of scenarios with these means."""
    return means + noise(spread, replicates, len(means)) - 1.0


@settings(max_examples=20, deadline=None)
@given(means=MEANS, domain=st.sampled_from(DOMAINS), measure=st.sampled_from([*MEASURES]))
def test_all_weight_on_one_thing_ranks_by_that_thing(
    means: np.ndarray, domain: str, measure: str
) -> None:
    """A stakeholder who counts nothing else ranks scenarios by it, whatever the rest does."""
    view = {"views": "reported"} if measure == "reported" else {"views": "felt"}
    kind = {"outcomes": measure} if measure in OUTCOME_KINDS else {}
    found = valued(runs(means), profile("single", domains=domain, **view, **kind))
    seen = means[:, [*MEASURES].index(measure), DOMAINS.index(domain)]
    places = found.rankings["single"].places
    assert [place.rank for place in places] == [1 + (seen > own).sum() for own in seen]
    assert [place.value.mean for place in places] == pytest.approx(100 * seen / seen[0])


@settings(max_examples=15, deadline=None)
@given(means=MEANS)
def test_equal_profiles_agree_fully_and_reversed_ones_not_at_all(means: np.ndarray) -> None:
    means[:, 1] = 2.0 - means[:, 0]  # need changes the less, the better the report
    means[:, :, 0] += np.arange(4)[:, None] * np.array([1, -1, 0, 0]) / 1000  # no ties
    one = profile("one", domains="care", views="reported")
    same = replace(one, name="same")
    reverse = profile("reverse", domains="care", views="felt", outcomes="change")
    found = {
        (each.one, each.other): each.tau
        for each in valued(runs(means), one, same, reverse).agreements
    }
    assert (found["one", "same"].mean, found["one", "same"].low) == (1.0, 1.0)
    assert (found["one", "reverse"].mean, found["one", "reverse"].high) == (-1.0, -1.0)


@settings(max_examples=15, deadline=None)
@given(means=MEANS, factor=st.floats(0.01, 100), measure=st.integers(0, 3))
def test_the_unit_of_a_measure_changes_no_value(
    means: np.ndarray, factor: float, measure: int
) -> None:
    levels = runs(means, spread=0.01)
    scaled = levels.copy()
    scaled[:, :, measure] *= factor
    before, after = (valued(each, *EVERYBODY).values for each in (levels, scaled))
    for name in before:
        assert before[name] == pytest.approx(after[name])
        assert before[name][:, 0].mean() == pytest.approx(100.0)


@settings(max_examples=15, deadline=None)
@given(means=MEANS)
def test_at_the_tipping_weight_the_rival_draws_level(means: np.ndarray) -> None:
    levels = runs(means)
    found = valued(levels, *EVERYBODY)
    for name, steady in found.steadiness.items():
        tipping = steady.tipping
        if tipping is None:
            continue
        own = getattr(found.profiles[name], tipping.group)
        rest = sum(share for each, share in own.items() if each != tipping.name)
        moved = {
            each: (1 - tipping.after) * (share / rest if rest else 1 / (len(own) - 1))
            for each, share in own.items()
        } | {tipping.name: tipping.after}
        again = valued(levels, replace(found.profiles[name], **{tipping.group: moved}))
        worth = {place.scenario: place.value.mean for place in again.rankings[name].places}
        assert worth[steady.first] == pytest.approx(worth[tipping.rival])
        assert own[tipping.name] == tipping.before


def test_ranks_that_chance_does_not_rule_out_are_said() -> None:
    """Far apart: every rank is certain. Within the noise: no clear difference."""
    means = np.ones((3, *SHAPE)) + np.array([0.0, 0.0, 0.5])[:, None, None]
    found = valued(runs(means, 12, spread=0.05), profile("one"))
    ranking = found.rankings["one"]
    best, *others = ranking.ordered
    assert (best.scenario, best.best, best.worst) == ("england (3)", 1, 1)
    assert [(each.best, each.worst) for each in others] == [(2, 3), (2, 3)]
    assert "~" in order_in_words(ranking)
    assert order_in_words(ranking).startswith("england (3) +")
    close = valued(runs(np.ones((3, *SHAPE)), 12, spread=0.05), profile("one"))
    assert any("No clear difference between the first" in each for each in close.findings)


@pytest.mark.parametrize("scenarios", range(2, 30))
def test_the_same_order_is_exactly_one_however_many_scenarios(scenarios: int) -> None:
    order = tuple(float(rank) for rank in range(scenarios))
    assert kendall(order, order) == 1.0
    assert kendall(order, order[::-1]) == -1.0


def test_the_more_scenarios_the_wider_are_their_leads() -> None:
    """The share of error is divided over the leads of a scenario (Bonferroni)."""
    two, five = (
        valued(np.concatenate([noise(0.05, 12, 2), np.ones((12, more, *SHAPE))], axis=1),
               profile("one")).rankings["one"]
        for more in (0, 3)
    )  # fmt: skip
    assert (lead_level(2), lead_level(5)) == pytest.approx((0.95, 0.9875))
    same = [each.lead["england", "england (2)"] for each in (two, five)]
    assert same[0].mean == pytest.approx(same[1].mean)
    assert same[1].high - same[1].low > 1.1 * (same[0].high - same[0].low)


def test_scenarios_of_the_same_worth_share_a_place() -> None:
    levels = noise(0.1, 5, 1).repeat(2, axis=1)
    ranking = valued(levels, profile("one")).rankings["one"]
    assert [(each.rank, each.best, each.worst) for each in ranking.places] == [(1, 1, 1), (1, 1, 1)]
    assert order_in_words(ranking) == "england 0.0 = england (2) 0.0"


def test_where_two_clearly_differ_is_named() -> None:
    means = np.ones((2, *SHAPE))
    means[1, 0], means[1, 1:] = 1.2, 0.9  # the report is better, and what is lived is worse
    record, life = profile("record", views="reported"), profile("life", views="felt")
    # Half as much weight on a gain of 20 as on a loss of 10: neither here nor there.
    torn = profile("torn", views={"reported": 1.0, "felt": 2.0})
    found = valued(runs(means, 8, spread=0.01), record, life, torn)
    (contest,) = found.contests
    assert (list(contest.for_one), list(contest.for_other)) == (["life"], ["record"])
    assert list(contest.undecided) == ["torn"]
    (said,) = (each for each in found.findings if " or " in each)
    assert "England, unchanged: england for Life (by 10.1 points" in said
    assert "England, unchanged: england (2) for Record (by 19.7 points" in said
    assert found.agreements[0].tau.mean == -1.0
    agreed = valued(runs(means, 8, spread=0.01), record, replace(record, name="too"))
    assert agreed.contests == ()
    assert any(each.startswith("No two stakeholders clearly") for each in agreed.findings)


def test_the_interval_of_tau_comes_from_the_replicates() -> None:
    """Certain orders have a point for an interval; a coin's toss has all there is."""
    means = np.ones((2, *SHAPE))
    certain = valued(runs(means + np.arange(2)[:, None, None], 8, 0.01), profile("a"), profile("b"))
    (tau,) = (each.tau for each in certain.agreements)
    assert (tau.mean, tau.low, tau.high) == (1.0, 1.0, 1.0)
    levels = runs(means, 8, spread=0.1)
    levels[:, 1, 0] += 0.5  # better reported, and by chance alone better felt
    tossed = valued(levels, profile("a", views="reported"), profile("b", views="felt"))
    (tau,) = (each.tau for each in tossed.agreements)
    assert (tau.low, tau.high) == (-1.0, 1.0)
    assert tossed.agreements == valued(levels, *tossed.profiles.values()).agreements


def test_what_divides_stakeholders_is_found() -> None:
    """Two that differ in one list only would agree fully if they shared it, and only then."""
    means = np.ones((2, *SHAPE))
    means[1, 0], means[1, 1:] = 1.2, 0.9
    pair = profile("record", views="reported"), profile("life", views="felt")
    found = valued(runs(means), *pair).division
    assert found == {"as they are": -1.0, "domains": -1.0, "views": 1.0, "outcomes": -1.0}


def test_undefined_is_said_and_never_zero(tmp_path: Path) -> None:
    means = np.ones((3, *SHAPE)) + np.arange(3)[:, None, None] / 10
    levels = runs(means, 4, spread=0.01)
    levels[:, 0, 2, 0] = 0.0  # the reference prevents nothing in care
    levels[1, 2, 3, 1] = math.nan  # in one replicate nobody is in need of housing
    held = profile("held", domains="care", views="felt", outcomes="maintenance")
    homes = profile("homes", domains="housing", views="felt", outcomes="service_delivery")
    other = profile("other", domains="health")
    found = valued(levels, held, homes, other)
    assert found.rankings["held"].ordered == []
    assert found.rankings["held"].reason.endswith("to compare with: maintenance in care")
    assert {place.value.count for place in found.rankings["homes"].places} == {3}
    taus = {(each.one, each.other): each.tau for each in found.agreements}
    assert taus["held", "homes"].reason == "held has no ranking"
    assert not taus["held", "homes"].defined
    assert taus["homes", "other"].mean == 1.0
    assert any("Held has no ranking" in each for each in found.caveats)
    assert any("Homes: 1 replicate left out" in each for each in found.caveats)
    assert any("Agreement is undefined for 2 pairs" in each for each in found.findings)
    assert found.firsts_of_any_weights == {}
    summary = found.summary()
    assert summary["stakeholders"]["held"]["ranking"][0]["rank"] is None
    assert summary["stakeholders"]["held"]["steadiness"] is None
    saved = pd.read_csv(found.save(tmp_path / "out") / "ranks.csv").set_index("stakeholder")
    assert saved.loc["held", "rank"].isna().all()
    equal = valued(np.ones((3, 2, *SHAPE)), profile("a"), profile("b")).agreements
    assert [each.tau.reason for each in equal] == ["a ranks all the same"]


def test_one_replicate_gives_a_ranking_without_certainty() -> None:
    means = np.ones((2, *SHAPE)) + np.arange(2)[:, None, None]
    found = valued(runs(means, 1), profile("a"), profile("b"))
    assert [(each.rank, each.best, each.worst) for each in found.rankings["a"].places] == [
        (2, 1, 2),
        (1, 1, 2),
    ]
    (tau,) = (each.tau for each in found.agreements)
    assert (tau.mean, tau.bounded, tau.reason) == (1.0, False, "one replicate gives no interval")


def test_shares_of_all_weights_sum_to_one_and_find_the_only_winner() -> None:
    means = np.ones((3, *SHAPE))
    means[2] = 1.1
    assert valued(runs(means), profile("a")).firsts_of_any_weights == {
        "england": 0.0,
        "england (2)": 0.0,
        "england (3)": 1.0,
    }
    means[1, 0], means[2, 0] = 1.2, 1.0  # the record or the rest: half of all weights each
    shares = valued(runs(means), profile("a")).firsts_of_any_weights
    assert sum(shares.values()) == pytest.approx(1.0)
    # A lead of 0.2 in the record weighs as much as 0.1 in the rest from a weight of a third on.
    assert shares["england (2)"] == pytest.approx(2 / 3, abs=0.03)


@pytest.mark.parametrize(
    ("scenarios", "years", "start", "window"),
    [
        (["austerity"], None, None, (2010, 2020)),
        (["austerity", "localism"], None, None, (2017, 2023)),  # as soon as both are observed
        (["austerity", "localism"], None, 2012.5, (2012.5, 2023)),
        (["austerity", "localism"], 2.0, None, (2010, 2012)),  # localism is never reached
    ],
)
def test_what_starts_late_is_not_diluted(
    scenarios: list[str],
    years: float | None,
    start: float | None,
    window: tuple[float, float],
) -> None:
    valuation = make_valuation(
        scenarios, against="england", profiles=None, start=start, replicates=2, years=years,
        seed=1, workers=1, world=None, parameters=None,
    )  # fmt: skip
    assert valuation.window == window


@pytest.fixture(scope="module")
def model() -> PolicyModel:
    return PolicyModel(World.even(2, 3, 20), years=1, burn_in_years=0.5, steps_per_year=12).run()


def test_measures_are_those_of_the_thread(model: PolicyModel) -> None:
    """Reported and felt are the links of that name; change and maintenance make achieved."""
    ledger = model.ledger
    start, end = ledger.window_start[0], ledger.window_start[-1] + 0.25
    levels = dict(zip(MEASURES, measure_levels(measure_sums(ledger)), strict=True))
    links = dict(zip(LINKS, pooled_links(ledger, start, end), strict=True))
    assert levels["reported"] == pytest.approx(links["reported"], nan_ok=True)
    assert levels["service_delivery"] == pytest.approx(links["felt"], nan_ok=True)
    achieved = levels["change"] + levels["maintenance"]
    assert achieved == pytest.approx(links["achieved"], nan_ok=True)
    assert np.nanmin(levels["change"]) > 0
    assert np.nanmin(levels["maintenance"]) > 0


def test_repr_and_tables_name_everybody() -> None:
    found: ValuedScenarios = valued(noise(0.1, 3, 2), *EVERYBODY)
    assert repr(found) == ("<ValuedScenarios: england, england (2), 8 stakeholders, 3 replicates>")
    assert list(found.table().index.names) == ["stakeholder", "scenario"]
    assert len(found.table()) == 16
    assert len(found.disagreement()) == 28


def test_what_no_weights_can_turn_is_told_from_what_they_can() -> None:
    means = np.ones((5, *SHAPE))
    means[1] += 0.1
    means[2] -= 0.2
    means[3, 0] += 0.1  # a better report, and nobody else the better for it
    means[3, 1] -= 0.1
    found = valued(runs(means), *EVERYBODY)
    told = [each for each in found.findings if "weights: " in each and "than" in each]
    assert [each.split(" weights: ")[1] for each in told] == [
        f"England, unchanged: england ({place})." for place in (2, 3, 4)
    ]
    assert [each.split(" than ")[0] for each in told] == ["Better", "Worse", "Better"]
    assert "by some measures" in told[2]
    better, worse, both, same = changes(found).values()
    assert [each.mean for each in better] == pytest.approx([10.0] * 4)
    assert [each.mean for each in worse] == pytest.approx([-20.0] * 4)
    assert [each.mean for each in both] == pytest.approx([10.0, -10.0, 0.0, 0.0])
    assert [each.mean for each in same] == [0.0] * 4


def test_the_page_holds_every_finding_every_stakeholder_and_what_is_behind_them() -> None:
    means = np.ones((2, *SHAPE))
    means[1, 1] += 0.25
    found = valued(runs(means, spread=0.01), *EVERYBODY)
    written = page(found, "goldenthread whose MINE")
    made = "Made by `goldenthread whose MINE`: 2 councils, 2017 to 2017.25, 6 replicates, seed 1."
    assert made in written
    for sentence in (*found.findings, *found.caveats):
        assert sentence in written
    for name, each in found.profiles.items():
        assert f"| {each.title} | {order_in_words(found.rankings[name])} |" in written
        assert each.why in written
    title = "| England, unchanged: england (2) |"
    (row,) = (line for line in written.splitlines() if line.startswith(title))
    cells = [float(cell.split()[0]) for cell in row.split(" | ")[1:]]
    assert cells == pytest.approx([0, 25, 0, 0], abs=1.5)
    assert "$" not in written
