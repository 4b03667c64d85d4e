"""Stages of the centre and of citizens, each on a few records that are written by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from benchmarks.limits.bare import bare, like_councils, one_council
from sim.centre.set_agenda import set_agenda
from sim.citizens import rules as citizens
from sim.citizens.needs import develop_needs
from sim.citizens.record import (
    ASKING,
    OPEN,
    UNREACHED,
    UNSERVED,
    WITHOUT_NEED,
)
from sim.citizens.register import complete_register
from sim.declaration import DOMAINS
from sim.draws import Purpose, uniform
from sim.model import PolicyModel


def test_no_target_is_above_99_percent_whatever_the_ratchet_has_added() -> None:
    targets = {f"target.{domain}": 0.8 for domain in DOMAINS}
    model = bare(("set_agenda",), targets, one_council(1, 1))
    model.state.centre["ratcheted"] = [0.0, 0.1, 0.19, 0.2, 0.4]
    model.step()
    assert model.state.centre["target"][0] == pytest.approx([0.8, 0.9, 0.99, 0.99, 0.99])


@pytest.mark.parametrize(
    ("age", "year"), [(0.0, 3), (0.4, 3), (0.5, 2), (1.4, 2), (2.0, 1), (3.0, 0), (15.0, 0)]
)
def test_the_grant_knows_deprivation_of_the_year_of_the_index(age: float, year: int) -> None:
    """In the fourth year; before the first nothing is known, and the first year is taken."""
    state = bare((), {"index_age": age}, one_council(1, 1)).state
    state.deprivation_history[:, 0] = np.arange(len(state.deprivation_history))
    state.clock["years_run"] = 3
    set_agenda(state)
    assert state.managers["measured_deprivation"][0] == year


def test_an_audit_catches_whoever_has_redated_half_a_record_or_more_of_late() -> None:
    model = bare(("audit_and_believe",), {}, like_councils(4, 1, 1))
    managers = model.state.managers
    model.state.settings["audit_rate"] = [1e9, 1e9, 1e9, 0.0]
    managers["recent_redated"] = [0.49, 0.5, 1.0, 9.0]
    model.step()
    assert managers["audits"].tolist() == [1, 1, 1, 0]
    assert managers["caught"].tolist() == [0.0, 1.0, 1.0, 0.0]


def test_the_mean_trust_of_one_neighbour_is_that_neighbours_trust() -> None:
    model = bare(("experience_encounter",), {"initial_in_need": 0}, one_council(1, 1))
    model.step()
    state = model.state
    assert state.neighbourhoods["trust"][0] == state.citizens["trust"][0] != 0.0


def _needs(parameters: dict[str, float], citizens: int, **more: int) -> PolicyModel:
    """Return a model in which no need arises, worsens or heals unless the parameters say so."""
    still = {"demand": 0, "initial_in_need": 0, "need_worsening": 0, "need_recovery": 0}
    return bare(("develop_needs",), {**still, **parameters}, one_council(1, citizens), **more)


@pytest.mark.parametrize("earliest", [0.499, 0.5])
def test_a_need_arises_when_the_hazard_clock_has_reached_it(earliest: float) -> None:
    model = _needs({}, 3)
    citizens = model.state.citizens
    model.state.neighbourhoods["hazard"] = 0.5
    citizens["onset_at"] = [earliest, 0.5, np.nextafter(0.5, 1.0)]
    model.step()
    assert citizens["status"].tolist() == [UNSERVED, UNSERVED, WITHOUT_NEED]
    assert citizens["registered"].tolist() == [1, 1, 0]
    assert model.state.neighbourhoods["next_onset"][0] == citizens["onset_at"][2]
    assert model.state.managers["registered"][0] == 2


def test_the_register_stays_in_the_order_of_citizens() -> None:
    model = _needs({}, 5)
    state = model.state
    state.citizens["status"][[0, 2, 4]] = OPEN
    state.citizens["need"][[0, 2, 4]] = 0.5
    state.citizens["onset_at"] = [UNREACHED, 0.25, UNREACHED, 0.25, UNREACHED]
    state.neighbourhoods["hazard"] = 0.5
    model.step()
    assert state.register.tolist() == [0, 1, 2, 3, 4]


def test_a_need_below_the_floor_ends_unless_it_is_served() -> None:
    model = _needs({"need_floor": 0.25}, 3)
    citizens = model.state.citizens
    below = np.nextafter(0.25, 0.0)
    citizens["status"] = [UNSERVED, UNSERVED, OPEN]
    citizens["need"] = [0.25, below, below]
    model.step()
    assert citizens["status"].tolist() == [UNSERVED, WITHOUT_NEED, OPEN]
    assert citizens["need"].tolist() == [0.25, 0.0, below]


def test_no_need_is_above_one() -> None:
    model = _needs({"need_worsening": 20}, 1, steps_per_year=4)
    model.state.citizens["status"] = UNSERVED
    model.state.citizens["need"] = 0.6
    assert 0.6 + citizens.deterioration(0.6, 20, 0.25) > 2.0
    model.step()
    assert model.state.citizens["need"][0] == 1.0


def test_whose_need_has_ended_leaves_the_register_in_the_next_step() -> None:
    model = _needs({"need_floor": 0.25}, 3)
    state = model.state
    state.citizens["status"] = UNSERVED
    state.citizens["need"] = [0.2, 0.5, 0.2]
    for registered in ([1, 1, 1], [0, 1, 0]):
        model.step()
        assert state.citizens["registered"].tolist() == registered
        assert state.managers["registered"][0] == sum(registered)


def test_looking_at_the_state_does_not_touch_a_sum_that_differs_by_rounding_alone() -> None:
    state = _needs({}, 3).state
    sums = state.neighbourhoods["trust_of_others"]
    trust = state.citizens["trust"].sum()
    for off, stays in ((1e-12, True), (1e-6, False)):
        sums[0] = trust + off
        complete_register(state, 0, 1)
        assert (sums[0] == trust + off) == stays
        assert sums[0] == pytest.approx(trust)


def test_with_full_need_and_trust_a_draw_but_just_below_the_chance_is_below_it() -> None:
    plain = {"seeking_need": 0, "seeking_trust": 0, "administrative_burden": 0}
    model = bare(("seek_help",), plain, one_council(1, 20), steps_per_year=4)
    state = model.state
    who = int(state.managers["number"][0])
    draws = np.array([uniform(state.keys, who, i, 0, int(Purpose.ASK), 0) for i in range(20)])
    in_year = 1 - (1 - draws.min() * (1 + 5e-10)) ** 4
    state.settings["seeking_base"] = math.log(in_year / (1 - in_year))
    state.citizens["status"], state.citizens["need"], state.citizens["trust"] = UNSERVED, 1.0, 1.0
    model.step()
    asked = state.citizens["status"] == ASKING
    assert np.flatnonzero(asked).tolist() == [draws.argmin()]


def test_the_year_begins_with_what_the_last_one_knew_of_deprivation() -> None:
    """The centre looks before deprivation moves: this year's value is the next year's first."""
    state = _needs({"deprivation_drift": 1.0}, 1).state
    state.deprivation_history[:] = 99.0
    state.clock["years_run"], state.clock["new_year"] = 1, 1
    develop_needs(state, 0, 1)
    moved = state.managers["deprivation"][0]
    assert moved != 0.0
    assert state.deprivation_history[:3, 0].tolist() == [99.0, moved, moved]
