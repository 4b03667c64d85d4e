"""Equations of the rules, each at values that can be reckoned by hand.

Below the rules stand stages, each called by itself on a state of a few records.
"""

from __future__ import annotations

import math

import numpy as np
import pytest

from benchmarks.limits.bare import bare, like_councils, one_council
from sim import rates
from sim.centre import rules as centre
from sim.centre.set_agenda import set_agenda
from sim.citizens import rules as citizens
from sim.citizens.needs import develop_needs
from sim.citizens.record import (
    ASKING,
    NEVER,
    OPEN,
    UNREACHED,
    UNSERVED,
    WAITING,
    WITH_PROVIDER,
    WITHOUT_NEED,
)
from sim.citizens.register import complete_register
from sim.declaration import DOMAINS
from sim.draws import Purpose, uniform
from sim.managers import rules as managers
from sim.model import PolicyModel
from sim.records import ROUNDING
from sim.reporting import rules as reporting
from sim.state import State
from sim.ties import to_nine_digits
from sim.workers import rules as workers
from sim.workers.record import AGENCY, PERMANENT, UNFUNDED, VACANT


def test_a_starter_has_a_lighter_caseload() -> None:
    hours = 20.0
    assert workers.starter_factor(11.9, 12, 0.35) == 0.35
    assert workers.starter_factor(12.0, 12, 0.35) == 1.0
    assert workers.load_with_one_more(9, 1.0, hours) == 0.5
    assert workers.load_with_one_more(9, 1.0, hours * 0.35) == pytest.approx(0.5 / 0.35)


def test_a_deadline_is_urgent_before_it_and_not_after() -> None:
    urgency = [workers.deadline_urgency(weeks, 2.0) for weeks in (9, 2, 1e-6, 1e-12, -1)]
    assert urgency == pytest.approx([math.exp(-4.5), math.exp(-1), 1, 0, 0])
    assert workers.deadline_urgency(ROUNDING, 2.0) == 0.0
    assert workers.ease(24.0, 4.0, 3.0) == 0.5
    assert workers.ease(1.0, 4.0, 3.0) == workers.ease(0.0, -1.0, 3.0) == 1.0


def test_what_is_equal_but_for_rounding_is_equal() -> None:
    assert to_nine_digits(0.1 + 0.2) == to_nine_digits(0.3)
    assert to_nine_digits(0.3) < to_nine_digits(0.3 + 2e-9)


@pytest.mark.parametrize("need_weight", [0.0, 1.0])
def test_the_queue_is_ordered_by_need_or_by_time_waited(need_weight: float) -> None:
    """Of two cases that wait, the claim follows need alone at 1, and the weeks alone at 0."""
    needy, patient = (0.9, 1.0), (0.3, 30.0)
    first, second = (managers.claim_to_a_worker(*case, need_weight) for case in (needy, patient))
    assert (first > second) == (need_weight == 1.0)
    assert managers.claim_to_a_worker(0.4, 26.0, 0.5) == pytest.approx(0.45)


def test_too_little_time_does_next_to_nothing() -> None:
    """A half at the half-effect hours; per hour most is done there, not where hours are few."""
    assert workers.effect_of_hours(0.0, 0.6) == 0.0
    assert workers.effect_of_hours(0.6, 0.6) == pytest.approx(0.5)
    hours = np.linspace(0.01, 3.0, 300)
    effect = np.array([workers.effect_of_hours(each, 0.6) for each in hours])
    assert (np.diff(effect) > 0).all()
    assert hours[np.argmax(effect / hours)] == pytest.approx(0.6, abs=0.01)


def test_a_task_has_its_own_pace_and_a_deadline_pulls_only_under_pressure() -> None:
    assert workers.ordinary_pace(1.5, 0.0, 0.9) == pytest.approx(1.5)
    assert workers.ordinary_pace(1.5, 1.0, 0.75) == pytest.approx(2.25)
    assert workers.deadline_pull(2.0, 0.0, 1.0, 1.0, 2.0) == 0.0
    pulls = [workers.deadline_pull(2.0, 0.5, 1.2, weeks, 2.0) for weeks in (-5.0, 0.0, 1.0, 9.0)]
    assert pulls[0] == pulls[1] == pytest.approx(1.2)
    assert pulls[1] > pulls[2] > pulls[3] > 0

    def hours(left: float, weeks: float, pull: float) -> float:
        return float(workers.hours_for_task(1.0, pull, left, weeks, 1.0, 6.0))

    assert hours(4.0, 2.0, 0.0) == 1.0  # nothing presses
    assert hours(4.0, 2.0, 1.5) == pytest.approx(2.0)  # what making the deadline takes
    assert hours(9.0, 2.0, 1.5) == pytest.approx(2.5)  # as far as the pull goes
    assert hours(1.0, 4.0, 1.5) == 1.0  # never slower than its own pace
    assert hours(90.0, 1.0, 99.0) == 6.0  # no more than a task can absorb


def test_scores_weigh_need_against_plan_and_deadline() -> None:
    assert workers.case_score(1.0, 0.7, 3.0, 1.0, 1.0) == 0.7
    assert workers.case_score(0.0, 0.7, 3.0, 0.5, 0.5) == 0.75
    assert workers.case_weight(1.0, 0.9, 5) == 1.0
    assert workers.case_weight(0.0, 0.3, 5) == 1.5


def test_time_overtime_and_discretion_follow_their_equations() -> None:
    assert workers.time_per_case(2.0, 1.5, -0.64, 0.0) == pytest.approx(2 * 1.5**-0.64)
    assert workers.time_per_case(2.0, 1.5, -0.64, 1.0) == pytest.approx(2 * math.exp(-0.32))
    for form in (0.0, 0.5, 1.0):
        assert workers.time_per_case(2.0, 1.0, -0.64, form) == 2.0
        assert workers.time_per_case(2.0, 0.0, -0.64, form) == 2.0
    assert workers.time_per_case(2.0, 0.01, -0.64, 0.0) == 4.0
    assert workers.overtime_factor(1.0, 0.37, 1.0) == 1.0
    assert workers.overtime_factor(2.0, 0.37, 1.5) == pytest.approx(math.exp(0.37 * 1.5 / 2))
    assert workers.effective_discretion(0.6, 0.5, 1.0) == pytest.approx(0.3)
    assert workers.task_share(0.5, 0.4, 1.0) == pytest.approx(0.7)
    assert workers.task_share(0.5, 0.4, 0.0) == 0.5
    assert workers.time_with_citizen(0.5, 0.5, 0.4, 0.25) == pytest.approx(0.3)


def test_plans_pool_agenda_and_local_priorities_in_logarithms() -> None:
    weight = managers.pooled_priority(0.3, 0.1, 0.6, 0.5, 0.2, 0.05)
    assert weight == pytest.approx(0.6 * math.log(0.3) + 0.4 * math.log(0.1) + 0.1 + 0.05)
    assert managers.squeezed(0.03, 0.5, 2.0) == pytest.approx(0.0075)


def test_thresholds_and_pressure_move_as_they_should() -> None:
    assert managers.next_threshold(0.2, 0.2, 0.9, 5, 0.3, 0.1) == pytest.approx(0.2)
    risen = managers.next_threshold(0.2, 0.2, 2.0, 5, 0.0, 0.1)
    assert risen == pytest.approx(1 - 0.8 * math.exp(-0.5))
    assert managers.next_threshold(0.6, 0.2, 0.5, 5, 0.3, 1.0) == pytest.approx(
        0.2 + 0.4 * math.exp(-0.3)
    )
    assert managers.shortfall_pressure(0.3, 0.2, 0.7, 0.0, 2.0) == 0.7
    assert managers.shortfall_pressure(0.05, 0.2, 0.8, 0.0, 2.0) == pytest.approx(0.2)
    assert managers.shortfall_pressure(0.3, 0.2, 0.6, 0.5, 4.0) == pytest.approx(0.2)


def test_targets_grants_and_beliefs_follow_their_equations() -> None:
    assert centre.ratcheted_target(0.8, 0.9, 0.5) == pytest.approx(0.85)
    assert centre.ratcheted_target(0.8, 0.7, 0.5) == 0.8
    assert centre.ratcheted_target(0.98, 1.0, 1.0) == 0.99
    assert centre.grant_factor(0.8, 0.5, 1.0) == pytest.approx(0.7)
    assert centre.grant_factor(0.8, 0.5, -1.0) == pytest.approx(0.9)
    assert centre.grant_factor(0.1, 1.0, 1.0) == 0.05
    assert centre.next_belief(0.5, 0.9, 0.1, 0.25, 0.5) == pytest.approx(0.6)
    assert reporting.report_error(0.02, 0.5, 1.0, 0.0) == pytest.approx(0.04)
    assert reporting.report_error(0.02, 1.0, 1.0, 1.0) == pytest.approx(0.01)


def test_trust_engagement_and_rejection_follow_their_equations() -> None:
    assert citizens.next_trust(0.4, 0.5, 0.2, 0.3) == pytest.approx(0.46)
    assert citizens.next_trust(0.4, -0.5, 0.2, 0.3) == pytest.approx(0.34)
    assert citizens.rejection_chance(0.2, 0.5) == pytest.approx(0.05)
    assert citizens.engagement(0.5, 0.4, 0.0) == pytest.approx(0.7)
    assert citizens.engagement(0.5, 0.4, 1.0) == pytest.approx(0.85)
    assert citizens.deterioration(0.5, 1.0, 0.1) == pytest.approx(0.05)
    assert citizens.deterioration(1.0, 1.0, 0.1) == citizens.deterioration(0.0, 1.0, 0.1) == 0.0
    year = citizens.asking_chance(0.5, 0.5, -1, 5, 2, 1)
    weekly = rates.chance_in_step(year, 1 / 52)
    assert 1 - (1 - weekly) ** 52 == pytest.approx(year)


def test_bounds_hold_where_the_model_seldom_goes() -> None:
    """Floors and ceilings, reached from both sides."""
    assert workers.casework_share(0.3, 0.2, 0.0, 0.5, 0.1, 0.0, 0.0) == pytest.approx(0.4)
    assert workers.casework_share(0.9, 0.2, 0.0, 0.5, 0.1, 0.1, 0.1) == 0.02
    assert workers.load_with_one_more(0, 1.0, 0.0) == pytest.approx(100.0)
    assert workers.overtime_factor(50.0, 0.6, 2.0) == workers.MOST_OVERTIME == 1.6
    assert workers.overtime_factor(1.0 + 1e-9, 0.5, 1.0) == pytest.approx(1.0)
    assert workers.ease(0.0, 4.0, 3.0) == workers.ease(2.0, 1.0, 3.0) == 1.0
    assert workers.ease(2.0, -1.0, 3.0) == 0.0
    rates_of_closing = [workers.early_closing_rate(0.3, 1.5, 0.5, r, 0.4) for r in (0.5, 1, 2, 9)]
    calm, rushed = 0.3 * math.exp(0.2), 0.3 * math.exp(1.7)
    assert rates_of_closing == pytest.approx([calm, calm, rushed, rushed])
    assert reporting.report_error(0.02, 0.01, 1.0, 0.0) == pytest.approx(0.4)
    assert reporting.share_or(3.0, 4.0, 0.1) == 0.75
    assert reporting.share_or(0.0, 1.0e-6, 0.1) == reporting.share_or(0.0, 0.0, 0.1) == 0.1
    assert centre.ratcheted_target(0.995, 1.0, 1.0) == 0.995  # one set higher stays


def test_the_window_for_redating_is_the_most_that_pays() -> None:
    """Moving a record by w weeks costs ``a F w + iota w**2 / 2``: the gain at the window's end."""
    window = reporting.redating_window(0.9, 0.4, 2.0, 0.1, 0.3)
    assert 2.0 * 0.1 * window + 0.3 * window**2 / 2 == pytest.approx(0.5)
    assert reporting.redating_window(0.4, 0.4, 2.0, 0.1, 0.3) == 0.0
    assert reporting.redating_window(0.1, 0.4, 0.0, 0.1, 0.3) == 0.0


def test_what_moves_by_the_year_stops_where_it_is_going() -> None:
    assert rates.moved(0.2, 0.8, 1.0, 0.0) == 0.8
    assert rates.moved(0.2, 0.8, 2.0, 2.0) == pytest.approx(0.8 - 0.6 * math.exp(-1))
    assert rates.saturated(0.3, 0.0, 0.0, 1.0) == 0.3
    assert rates.saturated(0.3, 1.0, 3.0, 1e9) == pytest.approx(0.25)
    assert rates.switching_chance(0.0, 0.0, 1.0) == 0.0
    assert rates.switching_chance(1.0, 3.0, 1e9) == pytest.approx(0.25)
    assert rates.switching_chance(0.5, 0.0, 1.0) == pytest.approx(rates.chance_within(0.5, 1.0))


def test_stories_posts_and_cover_are_what_their_equations_say() -> None:
    assert managers.story_experience(0.0, 0.0) == 0.5
    assert managers.story_experience(1.5, 3.0) == 0.5
    assert managers.posts_needed(100.0, 25.0, 0.8) == 5.0
    # As many assignments end in a year as begin, where the share is covered.
    covering = managers.agency_rate(0.4, 3.0)
    assert covering * (1 - 0.4) == pytest.approx(3.0 * 0.4)
    assert managers.agency_rate(0.0, 3.0) == 0.0
    assert workers.burden_of_new_cases(2, 0.5) == 1.5


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


@pytest.mark.parametrize(
    ("before", "wanted", "after", "leavers"),
    [
        ("PPPPUUUU", 3.01, "PPPPUUUU", 0),  # by less than a whole post nothing moves
        ("PPPPUUUU", 3.0, "PPPUUUUU", 1),
        ("PPPUUUUP", 3.0, "PPPUUUUU", 1),
        ("PPPUUUUU", 4.4, "PPPVUUUU", 0),
        ("PPPUUUUU", 4.5, "PPPVVUUU", 0),
        ("PUUPVUUU", 4.0, "PVUPVUUU", 0),  # the lowest free number
        ("PPPUUUUU", 50.0, "PPPVVVVV", 0),  # as many as there is room for
        ("PAVPAPUV", 4.0, "PAUPUPUU", 0),  # vacancies are cut first, then agency staff
        ("PAVPAPUV", 2.0, "PUUPUUUU", 1),  # then the newest posts
        ("PAVPAPUP", 0.0, "UUUUUUUU", 4),
        ("PAVPAPUV", -9.0, "UUUUUUUU", 3),
    ],
)
def test_posts_come_and_go_whole_and_in_order(
    before: str, wanted: float, after: str, leavers: int
) -> None:
    """Nobody is recruited here; what is wanted is what is asked for, which is there at once."""
    model = bare(
        ("fund_posts",),
        {"establishment_delay": 0, "recruitment": 0, "agency_cover": 0, "agency_premium": 1.5},
        one_council(3, 1),
    )
    letters = {"U": UNFUNDED, "V": VACANT, "P": PERMANENT, "A": AGENCY}
    state, manager = model.state, model.state.managers
    state.workers["status"] = [letters[letter] for letter in before]
    manager["funded_posts"] = len(before) - before.count("U")
    manager["base_budget"] = 100.0
    manager["required_posts"] = wanted
    model.step()
    assert state.workers["status"].tolist() == [letters[letter] for letter in after]
    assert manager["funded_posts"][0] == len(after) - after.count("U")
    assert manager["leavers"][0] == leavers
    assert manager["payroll"][0] == after.count("P") + 1.5 * after.count("A")
    assert manager["reserve"] == manager["posts_money"] - manager["payroll"]


def _front_door(parameters: dict[str, float], posts: int, needs: np.ndarray) -> PolicyModel:
    """Return a model in whose first step citizens with these needs ask, and nobody is misjudged."""
    plain = {"screening_noise": 0, "provider_fragmentation": 0, "urgent_need": 1}
    model = bare(("screen_and_allocate",), {**plain, **parameters}, one_council(posts, len(needs)))
    model.state.citizens["status"] = ASKING
    model.state.citizens["need"] = needs
    model.state.managers["threshold"] = 0.0
    return model


def test_who_is_below_the_threshold_is_refused_and_who_asked_in_the_last_52_weeks_is_back() -> None:
    needs = np.array([0.5, np.nextafter(0.5, 0.0), 0.9, 0.9, 0.1, 0.1])
    model = _front_door({}, 1, needs)
    state = model.state
    state.managers["threshold"] = 0.5
    state.citizens["referred_at"] = [-1.0, -51.5, -52.0, -52.5, -53.5, NEVER]
    model.step()
    assert state.citizens["refused"].tolist() == [0, 1, 0, 0, 1, 1]
    assert state.managers["refused"][0] == 3
    assert state.managers["re_referrals"][0] == 3


@pytest.mark.parametrize("money", [0.0, 0.5])
def test_cases_come_back_from_providers_when_no_money_is_left_for_them(money: float) -> None:
    model = _front_door({}, 1, np.array([0.5, 0.6]))
    state = model.state
    state.citizens["status"] = WITH_PROVIDER
    state.workers["status"] = UNFUNDED
    state.managers["provider_cases"] = 2
    state.managers["contract_money"] = money
    model.step()
    back = money == 0.0
    assert (state.citizens["status"] == (WAITING if back else WITH_PROVIDER)).all()
    assert state.managers["provider_cases"][0] == (0 if back else 2)
    assert state.managers["waiting"][0] == (2 if back else 0)


def test_providers_take_their_share_when_no_worker_is_there() -> None:
    model = _front_door({"provider_fragmentation": 0.5}, 1, np.linspace(0.2, 0.9, 12))
    state = model.state
    state.workers["status"] = UNFUNDED
    model.step()
    who = int(state.managers["number"][0])
    draws = [uniform(state.keys, who, i, 1, int(Purpose.PROVIDER), 0) for i in range(12)]
    given = np.array(draws) < 0.5
    assert (state.citizens["status"] == np.where(given, WITH_PROVIDER, WAITING)).all()
    assert 0 < state.managers["provider_cases"][0] == given.sum() < 11


def test_the_needier_of_two_gets_the_last_place_and_the_urgent_one_gets_one_anyway() -> None:
    """A caseload of exactly the ceiling is not above it; a need of exactly the bound is urgent."""
    for cases, needs, status in (
        (9, [0.4, 0.6], [WAITING, OPEN]),
        (10, [0.4, 0.6], [WAITING, WAITING]),
        (10, [0.74, 0.75], [WAITING, OPEN]),
    ):
        model = _front_door({"allocation_ceiling": 0.5, "urgent_need": 0.75}, 1, np.array(needs))
        state = model.state
        state.workers["cases"], state.workers["norm"] = cases, 1.0
        state.workers["nominal_hours"] = 20.0
        model.step()
        assert state.citizens["status"].tolist() == status
        assert state.managers["waiting"][0] == status.count(WAITING)


def _least_busy_first(state: State, ceiling: float, urgent: float) -> list[int]:
    """Return who gets each citizen's case, -1 for nobody, by looking at everybody each time."""
    people = state.workers
    who = int(state.managers["number"][0])
    ties = [uniform(state.keys, who, j, 0, int(Purpose.ALLOCATE), 0) for j in range(len(people))]
    cases = people["cases"].tolist()
    assessing = people["assessing"].tolist()
    free = np.flatnonzero(people["status"] == PERMANENT).tolist()

    def load(j: int, extra: float) -> float:
        more = workers.load_with_one_more(cases[j] + extra, people["norm"][j], 20.0)
        return float(more)

    def busy(j: int) -> tuple[float, float]:
        return load(j, workers.burden_of_new_cases(assessing[j], 2.0)), ties[j]

    given = [-1] * len(state.citizens)
    for i in np.argsort(-state.citizens["need"]):
        while state.citizens["need"][i] < urgent and free:
            if load(min(free, key=busy), 0.0) <= ceiling:
                break
            free.remove(min(free, key=busy))
        if free:
            given[i] = min(free, key=busy)
            cases[given[i]] += 1
            assessing[given[i]] += 1
    return given


@pytest.mark.parametrize("at_work", [1, 2, 3, 6, 7, 12, 13])
@pytest.mark.parametrize(("ceiling", "urgent"), [(3.0, 0.0), (0.6, 1.0), (0.6, 0.8)])
def test_each_case_goes_to_the_least_busy_who_has_room(
    at_work: int, ceiling: float, urgent: float
) -> None:
    """However many are at work, many of them equally busy; places that are not theirs are idle."""
    needs = np.random.default_rng(1).permutation(np.linspace(0.2, 0.95, 40))
    model = _front_door(
        {"new_case_burden": 2, "allocation_ceiling": ceiling, "urgent_need": urgent}, 5, needs
    )
    state, people = model.state, model.state.workers
    people["status"] = np.where(np.arange(13) < at_work, PERMANENT, UNFUNDED)
    people["cases"] = [9, 7, 7, 5, 3, 8, 2, 0, 6, 0, 4, 1, 0]
    people["cases"][at_work:] = 0
    people["norm"] = np.where(np.arange(13) % 4 == 0, 0.5, 1.0)
    people["nominal_hours"] = 20.0
    state.ranking[:] = 12
    expected = _least_busy_first(state, ceiling, urgent)
    model.step()
    assert state.citizens["worker"].tolist() == expected
    assert state.managers["allocated"][0] == 40 - expected.count(-1)
