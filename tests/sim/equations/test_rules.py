"""Equations of the rules, each at values that can be reckoned by hand.

Below the rules stand stages, each called by itself on a state of a few records.
"""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim import rates
from sim.centre import rules as centre
from sim.citizens import rules as citizens
from sim.managers import rules as managers
from sim.records import ROUNDING
from sim.reporting import rules as reporting
from sim.ties import to_nine_digits
from sim.workers import rules as workers


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
