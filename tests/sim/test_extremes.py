"""Worlds at the edge: nobody, nothing, far too much, and everything at its bound."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim.changes import Change
from sim.citizens.record import OPEN, WITHOUT_NEED
from sim.linkage import LINKS, pooled_links
from sim.outcomes import outcomes
from sim.parameters import PARAMETERS
from sim.workers.record import UNFUNDED
from sim.world import Council, World
from tests.sim.worlds import BUSY, TINY, assert_in_bounds, make


def test_without_staff_nobody_is_helped_and_nothing_breaks() -> None:
    model = make({"establishment": 0.0, "provider_fragmentation": 0.0}).run()
    assert_in_bounds(model.state)
    assert (model.state.workers["status"] == UNFUNDED).all()
    total = model.ledger.authority_total
    assert total("worked_hours").sum() == total("allocated").sum() == 0
    assert total("referrals").sum() > 0
    assert total("abandoned").sum() > 0
    values = outcomes(model.ledger, 0, 2)
    # What nobody does is undefined, not 0.
    for name in ("caseload", "turnover", "absence", "strain", "timeliness_counted"):
        assert math.isnan(values[name]), name
    assert values["trust"] < outcomes(make().run().ledger, 0, 2)["trust"]


def test_without_demand_nobody_asks_and_links_are_undefined() -> None:
    model = make({"demand": 0.0, "initial_in_need": 0.0}).run()
    assert_in_bounds(model.state)
    assert (model.state.citizens["status"] == WITHOUT_NEED).all()
    assert model.ledger.authority_total("referrals").sum() == 0
    values = outcomes(model.ledger, 0, 2)
    assert math.isnan(values["refused"])
    assert math.isnan(values["experience"])
    assert values["caseload"] == 0
    links = dict(zip(LINKS, pooled_links(model.ledger, 0, 2), strict=True))
    for name in ("achieved", "felt", "recorded"):
        assert np.isnan(links[name]).all(), name
    assert np.isfinite(links["meant"]).all()


@pytest.mark.parametrize("delay", [0.0, 1.0])
def test_a_team_comes_back_when_demand_does(delay: float) -> None:
    """Councils that have wound down their teams in a quiet spell still see a full queue."""
    model = make(
        {"demand": 0.0, "initial_in_need": 0.0, "establishment_delay": delay},
        [Change("demand", 3.0, value=2.0)],
        years=8,
    ).run()
    assert (model.state.managers["waiting"] > 0).any() or (model.state.workers["cases"] > 0).any()
    assert (model.state.managers["funded_posts"] > 0).all()


def test_without_stakes_noise_or_providers_the_centre_believes_what_is_true() -> None:
    model = make(
        {
            "accountability_stakes": 0, "report_noise": 0, "provider_fragmentation": 0,
            "reporting_lag": 0, "belief_delay": 0, "story_weight": 0, "audit_rate": 0,
        },
    )  # fmt: skip
    while not model.finished:
        model.step()
        m = model.state.managers
        assert not m["pressure"].any()
        np.testing.assert_allclose(m["reported"], m["counted"], atol=1e-12)
        np.testing.assert_allclose(m["believed"], m["counted"], atol=1e-12)
        np.testing.assert_allclose(model.state.centre["believed"][0], m["counted"].mean(axis=0))
    assert model.ledger.authority_total("redated").sum() == 0
    assert np.ptp(m["counted"]) > 0


def test_money_without_limit_takes_the_queue_away() -> None:
    rich = {"grant": 1.5, "establishment": 1.5, "recruitment": 5.0, "agency_cover": 0.95}
    plenty = make(rich, world=BUSY).run()
    assert_in_bounds(plenty.state)
    assert (plenty.state.managers["funded_posts"] <= plenty.state.managers["posts"]).all()
    rich_values, values = (outcomes(m.ledger, 1, 2) for m in (plenty, make(world=BUSY).run()))
    # Those who do not ask, or need too little, are a larger share of the fewer that are in need.
    for name in ("waiting", "refused", "work_pressure", "need"):
        assert rich_values[name] < values[name], name


@pytest.mark.parametrize("bound", ["low", "high", "low and high in turn", "high and low in turn"])
@pytest.mark.parametrize("steps_per_year", [4, 52])
def test_everything_at_its_bound_stays_in_bounds(bound: str, steps_per_year: int) -> None:
    sides = {"low": "ll", "high": "hh", "low and high in turn": "lh", "high and low in turn": "hl"}
    values = {
        name: p.low if sides[bound][place % 2] == "l" else p.high
        for place, (name, p) in enumerate(PARAMETERS.items())
    }
    model = make(values, world=TINY, years=5, burn_in_years=1, steps_per_year=steps_per_year)
    while not model.finished:
        model.step()
        assert_in_bounds(model.state)


@pytest.mark.parametrize(("posts", "citizens"), [(1, 1), (1, 40), (30, 1)])
def test_the_smallest_worlds_run(posts: int, citizens: int) -> None:
    model = make(world=World((Council("Only one", posts, citizens),)), years=5, burn_in_years=1)
    while not model.finished:
        model.step()
        assert_in_bounds(model.state)
    assert model.ledger.authority_total("citizens")[0] == citizens * 6 * 52


def test_one_citizen_has_one_case_at_most() -> None:
    model = make(
        {"base_threshold": 0.0, "initial_in_need": 1.0, "seeking_base": 10.0},
        world=World((Council("Only one", 1, 1),)),
    )
    held = False
    while not model.finished:
        model.step()
        assert model.state.workers["cases"].sum() <= 1
        held |= model.state.citizens["status"][0] == OPEN
    assert held


@pytest.mark.parametrize("low", [True, False])
def test_a_world_moved_by_national_levers_alone_stays_in_bounds(low: bool) -> None:
    national = {name: p.low if low else p.high for name, p in PARAMETERS.items() if p.national}
    assert len(national) > 10
    changes = [Change(name, 0.5, value=value) for name, value in national.items()]
    model = make({}, changes)
    while not model.finished:
        model.step()
        assert_in_bounds(model.state)
    # Believed by all alike: one country, one setting.
    for name in national:
        values = model.state.settings[PARAMETERS[name].field]
        assert (values == values[0]).all()


def test_two_hundred_years_of_churn_leave_a_plan() -> None:
    model = make(
        {"policy_churn": 12.0, "churn_size": 2.0, "central_alignment": 1.0, "story_voice": 3.0},
        world=World((Council("One", 1, 3),)), years=200, steps_per_year=4,
    )  # fmt: skip
    assert_in_bounds(model.run().state)
