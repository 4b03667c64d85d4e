"""Rules that the whole model shows only blurred: their exact values, on the rules themselves."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim import rates
from sim.centre import rules as centre
from sim.changes import Change
from sim.citizens import rules as citizens
from sim.citizens.record import NO_TASK, NOT_SEEN, OPEN, SEEN, WAITING
from sim.managers import rules as managers
from sim.reporting import rules as reporting
from sim.state import State
from sim.ties import to_nine_digits
from sim.workers import rules as workers
from tests.sim.worlds import BUSY, make, watch


@pytest.mark.parametrize("need_first", [1.0, 0.0])
def test_the_strongest_claims_are_served_first(need_first: float) -> None:
    """Nobody of a lesser claim gets a worker in a week in which a stronger one is left waiting.

    A claim is the need or, where who comes first is served first, the time waited.
    """
    rules = {"provider_fragmentation": 0, "urgent_need": 1.0, "demand": 3.0}
    model = make(rules | {"need_first": need_first}, world=BUSY)
    waiting: list[np.ndarray] = []

    def before(state: State) -> None:
        waiting.append(np.isin(state.citizens["status"], (2, WAITING)))

    def after(state: State) -> None:
        c = state.citizens
        for m in state.managers:
            mine = slice(m["first_citizen"], m["first_citizen"] + m["citizens"])
            claim = c["need"][mine] if need_first else -c["waiting_since"][mine]
            status = c["status"][mine]
            served, left = claim[waiting[-1][mine] & (status == OPEN)], claim[status == WAITING]
            if len(served) and len(left):
                assert served.min() >= left.max()
                compared.append(len(served))

    compared: list[int] = []
    model.week.insert("before", before, after="seek_help")
    model.week.insert("after", after, after="screen_and_allocate")
    model.run()
    assert len(compared) > 20


def test_with_full_discretion_and_no_pressure_the_seen_are_the_needier() -> None:
    """And without discretion need has no say: deadlines and the plan have."""

    def gap(discretion: float) -> float:
        model = make(
            {"discretion": discretion, "conformity": 0, "allocation_ceiling": 3.0, "demand": 3,
             "time_elasticity": 0, "overtime_response": 0},
            world=BUSY, years=1,
        )  # fmt: skip

        def difference(state: State) -> float:
            c = state.citizens[state.citizens["status"] == OPEN]
            here = state.workers["absent"][c["worker"]] == 0
            seen, unseen = (c["need"][here & (c["contact"] == x)] for x in (SEEN, NOT_SEEN))
            return seen.mean() - unseen.mean() if len(seen) and len(unseen) else 0.0

        found = watch(model, difference, "do_casework")
        model.run()
        return float(np.mean(found[20:]))

    assert gap(1.0) > gap(0.0) + 0.05


def test_what_passes_the_screen_is_above_the_threshold_but_for_noise() -> None:
    model = make({"screening_noise": 0.0, "threshold_response": 0.0, "base_threshold": 0.4})
    seen = watch(
        model, lambda s: s.citizens[["need", "refused", "status"]].copy(), "screen_and_allocate"
    )
    model.run()
    refused = np.concatenate([c["need"][c["refused"] == 1] for c in seen])
    assert len(refused) > 0
    assert refused.max() < 0.4
    noisy = make({"screening_noise": 0.5, "threshold_response": 0.0, "base_threshold": 0.4})
    seen = watch(noisy, lambda s: s.citizens[["need", "refused"]].copy(), "screen_and_allocate")
    noisy.run()
    assert np.concatenate([c["need"][c["refused"] == 1] for c in seen]).max() > 0.5


def test_a_starter_has_a_lighter_caseload() -> None:
    hours = 20.0
    assert workers.starter_factor(11.9, 12, 0.35) == 0.35
    assert workers.starter_factor(12.0, 12, 0.35) == 1.0
    assert workers.load_with_one_more(9, 1.0, hours) == 0.5
    assert workers.load_with_one_more(9, 1.0, hours * 0.35) == pytest.approx(0.5 / 0.35)


def test_a_deadline_is_urgent_before_it_and_not_after() -> None:
    urgency = [workers.deadline_urgency(weeks, 2.0) for weeks in (9, 2, 1e-6, 1e-12, -1)]
    assert urgency == pytest.approx([math.exp(-4.5), math.exp(-1), 1, 0, 0])
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


def test_a_post_that_is_left_returns_its_cases_to_the_queue_with_their_deadlines() -> None:
    model = make({"provider_fragmentation": 0}, [Change("exit_base", 0.5, value=5.0)])
    before = watch(model, lambda s: s.citizens.copy(), "close_cases")
    after = watch(model, lambda s: s.citizens.copy(), "strain_and_leave")
    model.run()
    moved = 0
    for was, now in zip(before, after, strict=True):
        back = (was["status"] == OPEN) & (now["status"] != OPEN)
        assert (now["status"][back] == WAITING).all()
        for field in ("task", "task_due", "task_left", "need"):
            assert (was[field][back] == now[field][back]).all()
        moved += back.sum()
        assert (now["task"][back] >= NO_TASK).all()
    assert moved > 50
