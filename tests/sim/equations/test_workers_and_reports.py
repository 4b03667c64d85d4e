"""Equations of the stages, each on a few records that are written by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from benchmarks.limits.bare import bare, one_council, open_all
from sim.citizens.record import (
    ASSESSMENT,
    NO_TASK,
    NOT_SEEN,
    OPEN,
    REVIEW,
    SEEN,
    WITH_PROVIDER,
    WITHOUT_NEED,
)
from sim.citizens.register import complete_register
from sim.draws import Purpose, uniform
from sim.managers.fund_posts import fund_posts
from sim.reporting.record_and_report import record_and_report
from sim.state import State
from sim.workers import rules
from sim.workers.close_cases import close_cases
from sim.workers.do_casework import do_casework
from sim.workers.plan_week import plan_week
from sim.workers.record import PERMANENT, VACANT
from sim.workers.strain_and_leave import strain_and_leave

ROUNDING = 1e-9


def an_authority(posts: int, cases: int, steps_per_year: int = 52, **parameters: float) -> State:
    """Return an authority in its first week, in which every citizen has a case without a task."""
    given = {"initial_in_need": 0, "stories_heard": 0, "support_hours_share": 0, "hostility": 0}
    world = one_council(posts, cases)
    state = bare((), given | parameters, world, steps_per_year=steps_per_year).state
    open_all(state)
    state.citizens["had_worker"] = 1
    complete_register(state, 0, 1)
    return state


def give_to_providers(state: State) -> None:
    """Hand every case to an outside provider."""
    state.citizens["status"] = WITH_PROVIDER
    state.citizens["worker"] = -1
    state.citizens["had_worker"] = 0
    state.workers["cases"] = 0
    state.managers["provider_cases"] = len(state.citizens)


def set_hours(state: State, per_case: float, in_all: float) -> None:
    """Plan the week, then let it have other hours."""
    plan_week(state, 0, 1)
    state.workers["time_per_case"] = per_case
    state.workers["budget_hours"] = in_all


# Planning the week.


@pytest.mark.parametrize(("each", "taken"), [(0.05, 0.1), (0.2, 0.4), (0.5, 0.5)])
def test_the_experienced_train_starters_for_at_most_half_of_their_time(
    each: float, taken: float
) -> None:
    """Of three, one has just ceased to be a starter."""
    state = an_authority(3, 3, trainer_share=each)
    state.workers["started"][:3] = 0.0, -11.9, -12.0
    plan_week(state, 0, 1)
    left = 37 * (1 - 0.12 - 0.219 - np.array([0.0, 0.0, taken]))
    assert state.workers["nominal_hours"][:3] == pytest.approx(left)


def test_stories_leave_a_week_its_fiftieth_part_and_an_audit_that_is_over_takes_nothing() -> None:
    state = an_authority(1, 1, stories_heard=5000, audit_hours_share=0.5)
    plan_week(state, 0, 1)
    assert state.workers["nominal_hours"][0] == pytest.approx(0.02 * 37)
    state = an_authority(1, 1, audit_hours_share=0.5)
    state.managers["audited_until"] = state.clock["now"]
    plan_week(state, 0, 1)
    assert state.workers["nominal_hours"][0] == pytest.approx(37 * (1 - 0.12 - 0.219))


def test_a_review_is_opened_as_soon_as_its_deadline_is_in_sight() -> None:
    state = an_authority(1, 3, deadline_weeks=9)
    state.citizens["task_due"] = 8.0, 9.0, 9.0 + 1e-6
    plan_week(state, 0, 1)
    assert list(state.citizens["task"]) == [REVIEW, REVIEW, NO_TASK]


@pytest.mark.parametrize(("waiting", "workload"), [(0, 0.0), (1, 3.0), (100, 3.0)])
def test_a_team_with_nobody_in_it_is_as_busy_as_can_be_unless_nobody_waits(
    waiting: int, workload: float
) -> None:
    """Its posts count for what a post is worth at the least: a fiftieth of the contract."""
    state = an_authority(2, 1, overhead=0.6, recording_burden=0.8, planned_workload=0.5)
    state.citizens["status"] = WITHOUT_NEED
    state.workers["status"] = VACANT
    state.workers["cases"] = 0
    state.managers["waiting"] = waiting
    state.managers["team_norm"] = 1.0
    state.managers["workload"] = 2.0
    plan_week(state, 0, 1)
    seen = workload + (2.0 - workload) * math.exp(-1 / 4)
    assert state.managers["workload"][0] == pytest.approx(seen)
    assert state.managers["required_posts"][0] == pytest.approx(waiting / (0.02 * 37 * 0.5))


def test_a_team_of_few_hours_is_busy_by_what_it_has_to_do() -> None:
    state = an_authority(1, 1, contract_hours=10, overhead=0.6, recording_burden=0.8)
    state.workers["norm"] = 0.3
    state.managers["workload"] = 1.5
    plan_week(state, 0, 1)
    assert state.workers["available_hours"][0] == pytest.approx(0.2)
    assert state.managers["workload"][0] == pytest.approx(1.5)


# Casework.


def test_a_deadline_that_is_too_near_makes_even_a_little_work_hard() -> None:
    assert rules.ease(0.5, 0.1, 3.0) == pytest.approx(0.6)


def test_a_week_that_is_just_full_has_everybody_seen() -> None:
    state = an_authority(1, 3)
    set_hours(state, 2.0, 6.0)
    do_casework(state, 0, 1)
    assert (state.citizens["contact"] == SEEN).all()


def test_of_equal_cases_the_first_is_seen() -> None:
    state = an_authority(1, 3)
    set_hours(state, 2.0, 4.0)
    do_casework(state, 0, 1)
    assert list(state.citizens["contact"]) == [SEEN, SEEN, NOT_SEEN]


def test_a_case_that_nobody_helps_and_that_does_not_worsen_makes_no_progress() -> None:
    state = an_authority(1, 1, need_worsening=0)
    state.citizens["progress"] = 0.5
    set_hours(state, 2.0, 1.0)
    do_casework(state, 0, 1)
    assert state.citizens["progress"][0] == 0.0
    assert state.citizens["need"][0] == 0.5


def test_tasks_that_want_a_little_too_much_time_are_worked_on_by_score() -> None:
    """Both cases are seen; the needier one's task takes the hour that there is for tasks."""
    state = an_authority(1, 2, discretion=1, task_share=0.5, task_pace=1, deadline_push=0)
    state.managers["pace_habit"] = 1.0
    citizens = state.citizens
    citizens["need"] = 0.25, 0.5
    citizens["task"] = REVIEW
    citizens["task_left"] = 50.0
    set_hours(state, 1.0, 10.0)
    do_casework(state, 0, 1)
    assert citizens["task_hours"] == pytest.approx([0.0, 1.0])
    assert citizens["relational_hours"] == pytest.approx([0.5, 0.5])


@pytest.mark.parametrize("money", [0.0, 1.0])
def test_a_provider_sees_a_case_while_there_is_money(money: float) -> None:
    state = an_authority(1, 1)
    give_to_providers(state)
    state.managers["contract_money"] = money
    plan_week(state, 0, 1)
    do_casework(state, 0, 1)
    assert state.citizens["contact"][0] == (SEEN if money else NOT_SEEN)
    assert (state.citizens["relational_hours"][0] > 0) == (money > 0)


@pytest.mark.parametrize("excess", [-0.5, 0.5])
def test_a_task_that_lacks_a_rounding_error_ends_with_the_step(excess: float) -> None:
    """A provider's quarter: 13 weeks of 2 hours, at most twice the norm."""
    state = an_authority(1, 1, steps_per_year=4, provider_effectiveness=1, norm_hours=1)
    give_to_providers(state)
    state.managers["contract_money"] = 1.0
    state.citizens["task"] = REVIEW
    state.citizens["task_left"] = 26.0 * (1.0 + excess * ROUNDING)
    plan_week(state, 0, 1)
    do_casework(state, 0, 1)
    assert state.citizens["finished"][0] == REVIEW
    ended = state.citizens["task_finished"][0]
    assert ended <= 13.0
    assert ended == pytest.approx(13.0)


# Closing cases.


def test_only_a_need_below_the_floor_is_met() -> None:
    state = an_authority(1, 2, early_closing=0, need_floor=0.18)
    state.citizens["need"] = 0.18, np.nextafter(0.18, 0)
    plan_week(state, 0, 1)
    close_cases(state, 0, 1)
    assert list(state.citizens["status"]) == [OPEN, WITHOUT_NEED]
    assert state.managers["resolved"][0] == 1


# What the week does to workers.


def test_a_single_encounter_that_is_rejected_makes_afraid() -> None:
    state = an_authority(1, 1, fear_gain=4, fear_decay=2)
    state.workers["seen"] = state.workers["rejected"] = 1
    strain_and_leave(state, 0, 1)
    assert state.workers["fear"][0] == pytest.approx(2 / 3 * (1 - math.exp(-6 / 52)))


@pytest.mark.parametrize("cases", [0, 1])
def test_the_norm_moves_with_a_single_case_and_with_none_stays(cases: int) -> None:
    state = an_authority(1, 1, norm_erosion_weeks=10, exit_base=0)
    state.workers["norm"] = 2.0
    state.workers["time_per_case"] = 1.0
    state.workers["cases"] = cases
    strain_and_leave(state, 0, 1)
    norm = 1 + math.exp(-1 / 10) if cases else 2.0
    assert state.workers["norm"][0] == pytest.approx(norm)
    assert state.managers["team_norm"][0] == pytest.approx(norm)


def test_a_team_that_everybody_has_left_keeps_its_norm() -> None:
    state = an_authority(2, 1)
    state.workers["status"] = VACANT
    state.managers["team_norm"] = 1.25
    strain_and_leave(state, 0, 1)
    assert state.managers["team_norm"][0] == 1.25


def test_priorities_redrawn_confuse() -> None:
    state = an_authority(1, 1, goal_learning=0, goal_forgetting=0, churn_confusion=0.3)
    state.centre["churned"] = 1
    strain_and_leave(state, 0, 1)
    assert state.workers["goal"][0] == pytest.approx(0.7 * 0.5)


def test_exactly_those_return_whose_draw_is_below_the_chance_of_52_weeks() -> None:
    """A quarter, and spells of a quarter on average: a week more or less of the year shows."""
    posts = 400
    state = an_authority(posts, 1, steps_per_year=4, absence_weeks=13, absence_onset=0, exit_base=0)
    state.workers["absent"][:posts] = 1
    strain_and_leave(state, 0, 1)
    number = state.managers["number"][0]
    draws = [uniform(state.keys, number, post, 0, Purpose.RETURN, 0) for post in range(posts)]
    assert list(state.workers["absent"][:posts]) == [draw >= 1 - math.exp(-1) for draw in draws]


def test_a_newcomer_has_at_least_a_fiftieth_of_the_contract() -> None:
    state = an_authority(2, 2, steps_per_year=4, overhead=0.6, recording_burden=0.8,
                         recruitment=5, recruitment_delay=0.02)  # fmt: skip
    state.workers["status"][0] = VACANT
    fund_posts(state, 0, 1)
    assert state.workers["status"][0] == PERMANENT
    assert state.workers["nominal_hours"][0] == pytest.approx(0.02 * 37)


# Records and reports.


def finished(state: State, late: list[float], *, took: float = 9.0) -> None:
    """Let every citizen's assessment have ended ``late`` weeks after its deadline."""
    plan_week(state, 0, 1)
    citizens = state.citizens
    citizens["finished"] = ASSESSMENT
    citizens["task_due"] = 0.0
    citizens["task_finished"] = late
    citizens["referred_at"] = -took


def test_assessments_are_counted_by_the_weeks_they_took_begun_ones_whole() -> None:
    weeks = [0.0, 1e-6, 1.0, 1.0 + 1e-6, 2.0, 25.0, 25.5, 26.0, 27.0, 80.0]
    state = an_authority(1, len(weeks), redating_reluctance=2)
    finished(state, weeks, took=0.0)
    record_and_report(state, 0, 1)
    counts = {0: 3, 1: 2, 24: 1, 25: 4}
    expected = [counts.get(week, 0) for week in range(26)]
    assert list(state.managers["durations"][0]) == expected
    record_and_report(state, 0, 1)
    assert state.managers["durations"].sum() == 0


def test_a_record_is_redated_as_far_as_it_pays_and_no_further() -> None:
    """Without a sanction: conscience 2 x**2 / 2 against a gain of 1 pays for a week."""
    state = an_authority(1, 3, integrity=1, redating_reluctance=0, sanction=0)
    state.managers["integrity"] = 2.0
    state.managers["pressure"] = 1.0
    state.managers["recent_redated"] = 3.0
    finished(state, [0.5, 1.0, 1.0 + 1e-6])
    record_and_report(state, 0, 1)
    manager = state.managers[0]
    assert manager["recent_redated"] == pytest.approx(3 * math.exp(-1 / 52) + 2)
    assert (manager["redated"], manager["recorded"]) == (2, 3)
    assert (manager["assessments_on_time"], manager["assessments_counted_on_time"]) == (2, 0)
    # Those re-dated took nine weeks by the record.
    assert (manager["durations"][8], manager["durations"][10]) == (2, 1)


def test_having_been_caught_deters_like_audits_and_integrity_makes_reluctant() -> None:
    """Just within the window, and just beyond."""
    state = an_authority(
        1, 2, integrity=0.5, redating_reluctance=0.2, sanction=0.3, audit_rate=1, sanction_memory=2
    )
    state.managers["integrity"] = 2.0
    state.managers["pressure"] = 0.9
    state.managers["caught"] = 0.5
    deterrence = 0.3 * (1 + 0.5 * math.exp(-1 / 104))
    window = math.sqrt(deterrence**2 + 2 * 1.0 * (0.9 - 0.4)) - deterrence
    finished(state, [window - 1e-6, window + 1e-6])
    record_and_report(state, 0, 1)
    assert state.managers["redated"][0] == 1


@pytest.mark.parametrize("completeness", [0.0, 1.0])
def test_of_providers_records_only_those_that_arrive_and_say_late_are_redated(
    completeness: float,
) -> None:
    """All of them are as good as random."""
    cases = 40
    state = an_authority(
        1, cases, integrity=1, redating_reluctance=0, sanction=0,
        provider_completeness=completeness, provider_record_error=1,
    )  # fmt: skip
    give_to_providers(state)
    state.managers["pressure"] = 1.0
    state.managers["integrity"] = 1.0
    finished(state, [0.5] * cases)
    record_and_report(state, 0, 1)
    key, number = state.keys, state.managers["number"][0]
    draws = [uniform(key, number, who, 0, Purpose.PROVIDER_TIMELINESS, 0) for who in range(cases)]
    says_late = sum(draw >= 0.5 for draw in draws)
    assert 0 < says_late < cases
    assert state.managers["redated"][0] == completeness * says_late
    assert state.managers["recorded"][0] == completeness * cases


def test_a_report_errs_as_far_as_a_share_can() -> None:
    state = an_authority(1, 1, report_noise=0.5)
    state.managers["analytics_money"] = 0.02 * state.managers["base_budget"]
    state.managers["report_error"][0, :2] = -9.0, 9.0
    state.managers["record_count"] = 8.0
    state.managers["record_on_time"] = 4.0
    record_and_report(state, 0, 1)
    assert state.managers["recorded_share"][0] == pytest.approx([0.5] * 5)
    assert list(state.managers["reported"][0, :2]) == [0.0, 1.0]
    assert (state.reported_history[0, 0] == state.managers["reported"][0]).all()
