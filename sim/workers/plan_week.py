"""Stage 8: workers face the week: required and available hours, and how they will cope."""

import math

from sim.citizens.record import ASSESSMENT, NO_TASK, OPEN, REVIEW, WITH_PROVIDER
from sim.citizens.register import list_citizens
from sim.compiled import inlined, stage
from sim.draws import Purpose, normal
from sim.managers.rules import posts_needed
from sim.rates import moved
from sim.records import ROUNDING, K
from sim.workers import rules
from sim.workers.record import AGENCY, PERMANENT

WORKLOAD_MEMORY_YEARS = 4.0 / 52.0
"""Time over which managers perceive the workload."""

HIGHEST_WORKLOAD = 3.0
"""Workload that stands for a team with nobody in it."""


@stage
def plan_week(state, first, last):  # type: ignore[no-untyped-def]
    """Count hours required and available, set time per case, overtime, discretion, task share.

    Touches the workers' plan of the week, the case list, and the manager's view of the workload.
    Rules 8, 9 and 10 of the ODD.
    """
    for m in range(first, last):
        _set_discretion(state, m)
        _list_cases(state, m)
        _set_nominal_hours(state, m)
        _cope(state, m)
        _perceive_workload(state, m)


@inlined
def _set_discretion(state, m):  # type: ignore[no-untyped-def]
    """Set what discretion pressure leaves, and how far the plan then weighs in the week."""
    manager = state.managers[m]
    s = state.settings[m]
    manager.discretion = rules.effective_discretion(s.discretion, s.conformity, manager.pressure)
    for k in range(K):
        manager.case_weight[k] = rules.case_weight(manager.discretion, manager.plan[k], K)


@inlined
def _list_cases(state, m):  # type: ignore[no-untyped-def]
    """Write the cases into the case list, worker by worker, then those with providers.

    Reviews that have become due are opened on the way.
    """
    clock = state.clock[0]
    manager = state.managers[m]
    s = state.settings[m]
    _make_room(state, m)
    begin = manager.first_citizen
    count = list_citizens(state, m, OPEN, WITH_PROVIDER)
    with_provider = 0
    for place in range(begin, begin + count):
        i = state.rows[place]
        citizen = state.citizens[i]
        if citizen.status == WITH_PROVIDER:
            state.case_list[manager.first_provider_case + with_provider] = i
            with_provider += 1
            continue
        worker = state.workers[citizen.worker]
        state.case_list[worker.first_case + worker.listed] = i
        worker.listed += 1
        worker.mean_weight += manager.case_weight[citizen.domain]
        worker.assessing += citizen.task == ASSESSMENT
        weeks_left = citizen.task_due - clock.now
        if (citizen.task == NO_TASK) & (weeks_left <= s.deadline_weeks + ROUNDING):
            spread = normal(
                state.keys, manager.number, citizen.number, clock.step, Purpose.REVIEW_HOURS, 0
            )
            citizen.task = REVIEW
            citizen.task_left = s.review_hours * math.exp(s.assessment_spread * spread)
    manager.listed = count
    for j in range(manager.first_post, manager.first_post + manager.posts):
        worker = state.workers[j]
        worker.mean_weight /= max(worker.listed, 1)


@inlined
def _make_room(state, m):  # type: ignore[no-untyped-def]
    """Give every worker as many empty places in the case list as there are cases."""
    manager = state.managers[m]
    place = manager.first_citizen
    for j in range(manager.first_post, manager.first_post + manager.posts):
        worker = state.workers[j]
        worker.first_case = place
        worker.listed = 0
        worker.assessing = 0
        worker.mean_weight = 0.0
        place += worker.cases
    manager.first_provider_case = place


@inlined
def _set_nominal_hours(state, m):  # type: ignore[no-untyped-def]
    """Set the casework hours of a week without absence."""
    clock = state.clock[0]
    manager = state.managers[m]
    s = state.settings[m]
    starters = 0
    staff = 0
    for j in range(manager.first_post, manager.first_post + manager.posts):
        worker = state.workers[j]
        if worker.status == PERMANENT or worker.status == AGENCY:
            staff += 1
            starters += clock.now - worker.started < s.starter_weeks
    if staff == 0:
        return
    trainer = min(s.trainer_share * starters / max(staff - starters, 1), 0.5)
    support = s.support_hours_share * 0.5 * (s.briefing + s.supervision)
    audit = s.audit_hours_share if clock.now < manager.audited_until else 0.0
    stories = s.stories_heard * s.story_hours / 52.0 / staff
    for j in range(manager.first_post, manager.first_post + manager.posts):
        worker = state.workers[j]
        starting = clock.now - worker.started < s.starter_weeks
        share = rules.casework_share(
            s.overhead,
            s.recording_burden,
            s.digital_measurement,
            s.digital_saving,
            support,
            0.0 if starting else trainer,
            audit,
        )
        worker.nominal_hours = max(s.contract_hours * share - stories, 0.02 * s.contract_hours)


@inlined
def _cope(state, m):  # type: ignore[no-untyped-def]
    """Set work pressure, time per case, overtime and the share for tasks."""
    manager = state.managers[m]
    s = state.settings[m]
    for j in range(manager.first_post, manager.first_post + manager.posts):
        worker = state.workers[j]
        worker.available_hours = 0.0
        worker.budget_hours = 0.0
        if worker.status != PERMANENT and worker.status != AGENCY:
            continue
        worker.task_share = rules.task_share(s.task_share, s.multitask_shift, manager.pressure)
        if worker.absent:
            worker.work_pressure = 0.0
            continue
        worker.available_hours = worker.nominal_hours
        worker.work_pressure = worker.cases * worker.norm / worker.available_hours
        worker.time_per_case = rules.time_per_case(
            worker.norm, worker.work_pressure, s.time_elasticity, s.exponential_response
        )
        worker.budget_hours = worker.available_hours * rules.overtime_factor(
            worker.work_pressure, s.overtime_response, worker.orientation
        )


@inlined
def _perceive_workload(state, m):  # type: ignore[no-untyped-def]
    """Let the manager see required over available hours, the queue included."""
    dt = state.clock[0].dt
    manager = state.managers[m]
    s = state.settings[m]
    required = manager.waiting * manager.team_norm
    available = 0.0
    nominal = 0.0
    staff = 0
    for j in range(manager.first_post, manager.first_post + manager.posts):
        worker = state.workers[j]
        if worker.status == PERMANENT or worker.status == AGENCY:
            required += worker.cases * worker.norm
            available += worker.available_hours
            nominal += worker.nominal_hours
            staff += 1
    workload = HIGHEST_WORKLOAD
    if available > 0.0:
        workload = min(required / available, HIGHEST_WORKLOAD)
    elif required == 0.0:
        workload = 0.0
    manager.workload = moved(manager.workload, workload, dt, WORKLOAD_MEMORY_YEARS)
    per_post = s.contract_hours * max(1.0 - s.overhead - s.recording_burden, 0.02)
    if staff > 0:
        per_post = nominal / staff
    manager.required_posts = posts_needed(required, per_post, s.planned_workload)
