"""Stage 9: workers choose whom to see, and work: recorded tasks and time with the citizen."""

import math

from sim.citizens.record import (
    ASSESSMENT,
    NO_TASK,
    NOT_SEEN,
    REJECTED,
    SEEN,
)
from sim.citizens.register import draw_for
from sim.citizens.rules import deterioration, engagement, rejection_chance
from sim.compiled import compiled, inlined, stage
from sim.draws import Purpose
from sim.rates import chance_within
from sim.records import ROUNDING, K
from sim.ties import to_nine_digits
from sim.workers import rules
from sim.workers.record import AGENCY, PERMANENT


@stage
def do_casework(state, first, last):  # type: ignore[no-untyped-def]
    """Spend each worker's hours on cases in the order of their score; needs change.

    Touches the citizens' hours, task, need and contact. Rules 9 to 12 of the ODD.
    """
    for m in range(first, last):
        manager = state.managers[m]
        for k in range(K):
            manager.task_hours[k] = 0.0
            manager.relational_hours[k] = 0.0
            manager.change[k] = 0.0
            manager.prevented[k] = 0.0
        draw_for(state, m, state.case_list, manager.first_provider_case, Purpose.REJECT)
        for j in range(manager.first_post, manager.first_post + manager.posts):
            worker = state.workers[j]
            worker.task_hours = 0.0
            worker.relational_hours = 0.0
            worker.seen = 0
            worker.rejected = 0
            if worker.status == PERMANENT or worker.status == AGENCY:
                # The order of cases matters only where something is scarce, and sorting is dear.
                if worker.listed * worker.time_per_case > worker.budget_hours:
                    _order_cases(state, m, j, state.case_list, worker.listed)
                _see_cases(state, m, j)
                tasks = _list_tasks(state, j)
                if _plan_tasks(state, m, j, tasks) > worker.task_hours:
                    _order_cases(state, m, j, state.rows, tasks)
                _do_tasks(state, m, j, tasks)
                _help(state, m, j)
        _work_of_providers(state, m)


@inlined
def _order_cases(state, m, j, cases, count):  # type: ignore[no-untyped-def]
    """Sort the worker's first ``count`` places in the list ``cases`` by score, highest first.

    Equal scores stay in the order of citizens. Each case takes its draw along.
    """
    now = state.clock[0].now
    manager = state.managers[m]
    s = state.settings[m]
    worker = state.workers[j]
    for place in range(worker.first_case, worker.first_case + count):
        row = cases[place]
        draw = state.draws[place]
        citizen = state.citizens[row]
        urgency = 0.0
        chance = 0.0
        if citizen.task != NO_TASK:
            weeks_left = citizen.task_due - now
            urgency = rules.deadline_urgency(weeks_left, s.urgency_horizon)
            chance = rules.ease(citizen.task_left, weeks_left, s.task_hours_ceiling)
        score = to_nine_digits(
            rules.case_score(
                manager.discretion, citizen.need, K * manager.plan[citizen.domain], urgency, chance
            )
        )
        hole = place
        while hole > worker.first_case and state.case_score[hole - 1] < score:
            state.case_score[hole] = state.case_score[hole - 1]
            cases[hole] = cases[hole - 1]
            state.draws[hole] = state.draws[hole - 1]
            hole -= 1
        state.case_score[hole] = score
        cases[hole] = row
        state.draws[hole] = draw


@inlined
def _see_cases(state, m, j):  # type: ignore[no-untyped-def]
    """Give time to cases in order until the week is full; what does not fit is rationed."""
    manager = state.managers[m]
    s = state.settings[m]
    worker = state.workers[j]
    with_citizen = rules.time_with_citizen(
        worker.task_share, s.fear_withdrawal, worker.fear, s.coproduction_time * s.coproduction
    )
    used = 0.0
    for place in range(worker.first_case, worker.first_case + worker.listed):
        citizen = state.citizens[state.case_list[place]]
        citizen.contact = NOT_SEEN
        citizen.task_hours = 0.0
        citizen.relational_hours = 0.0
        weight = manager.case_weight[citizen.domain] / worker.mean_weight
        hours = worker.time_per_case * weight
        if used + hours > worker.budget_hours + ROUNDING:
            used = math.inf
            continue
        used += hours
        worker.seen += 1
        citizen.contact = SEEN
        if state.draws[place] < rejection_chance(s.hostility, citizen.trust):
            citizen.contact = REJECTED
            worker.rejected += 1
        citizen.relational_hours = hours * with_citizen
        worker.task_hours += hours - citizen.relational_hours
        worker.relational_hours += citizen.relational_hours


@inlined
def _list_tasks(state, j):  # type: ignore[no-untyped-def]
    """List the seen cases with a recorded task in ``state.rows``, in the worker's places there."""
    worker = state.workers[j]
    count = 0
    for place in range(worker.first_case, worker.first_case + worker.seen):
        state.rows[worker.first_case + count] = state.case_list[place]
        count += state.citizens[state.case_list[place]].task != NO_TASK
    return count


@inlined
def _plan_tasks(state, m, j, tasks):  # type: ignore[no-untyped-def]
    """Note the hours that each case's recorded task should get this week; return their sum."""
    clock = state.clock[0]
    manager = state.managers[m]
    s = state.settings[m]
    worker = state.workers[j]
    skill = _skill(worker, s, clock)
    wanted = 0.0
    for place in range(worker.first_case, worker.first_case + tasks):
        citizen = state.citizens[state.rows[place]]
        weeks_left = citizen.task_due - clock.now
        pull = rules.deadline_pull(
            s.deadline_push,
            manager.pressure,
            K * manager.plan[citizen.domain],
            weeks_left,
            s.urgency_horizon,
        )
        citizen.task_hours = rules.hours_for_task(
            rules.ordinary_pace(manager.pace_habit * s.task_pace, manager.discretion, citizen.need),
            pull,
            citizen.task_left / skill,
            weeks_left,
            clock.weeks,
            s.task_hours_ceiling,
        )
        wanted += citizen.task_hours
    return wanted


@inlined
def _do_tasks(state, m, j, tasks):  # type: ignore[no-untyped-def]
    """Spend the hours for recorded work on tasks, in the order of the cases."""
    clock = state.clock[0]
    worker = state.workers[j]
    skill = _skill(worker, state.settings[m], clock)
    pool = worker.task_hours
    for place in range(worker.first_case, worker.first_case + tasks):
        citizen = state.citizens[state.rows[place]]
        pool -= _work_on_task(citizen, clock, min(pool, citizen.task_hours), skill)
        worker.assessing -= citizen.finished == ASSESSMENT
    worker.spare_hours = pool


@compiled
def _skill(worker, s, clock):  # type: ignore[no-untyped-def]
    """Return what an hour of the worker is worth."""
    weeks = clock.now - worker.started
    return worker.knowledge * rules.starter_factor(weeks, s.starter_weeks, s.starter_effectiveness)


@inlined
def _work_on_task(citizen, clock, hours, skill):  # type: ignore[no-untyped-def]
    """Work up to ``hours`` a week on the citizen's task; return the hours a week it took."""
    progress = hours * clock.weeks * skill
    # What is paced to end now must not go on for the sake of a rounding error.
    if progress < citizen.task_left * (1.0 - ROUNDING):
        citizen.task_left -= progress
        citizen.task_hours = hours
        return hours
    share = min(citizen.task_left / progress, 1.0)
    citizen.finished = citizen.task
    citizen.task_finished = clock.now + share * clock.weeks
    citizen.task_hours = share * hours
    citizen.task_left = 0.0
    citizen.task = NO_TASK
    return citizen.task_hours


@inlined
def _help(state, m, j):  # type: ignore[no-untyped-def]
    """Turn the hours of the worker's cases into change and maintenance of need."""
    clock = state.clock[0]
    manager = state.managers[m]
    s = state.settings[m]
    worker = state.workers[j]
    skill = _skill(worker, s, clock)
    # Hours that no task needed go to the cases seen, by their weight in the week. Recorded work
    # expands to fill its share of them: notes and plans beyond what is due.
    weights = 0.0
    for place in range(worker.first_case, worker.first_case + worker.seen):
        weights += manager.case_weight[state.citizens[state.case_list[place]].domain]
    for place in range(worker.listed):
        citizen = state.citizens[state.case_list[worker.first_case + place]]
        if place < worker.seen:
            spare = worker.spare_hours * manager.case_weight[citizen.domain] / weights
            citizen.task_hours += spare * worker.task_share
            citizen.relational_hours += spare * (1.0 - worker.task_share)
        _change_need(manager, citizen, s, clock, skill, worker.goal)
    worker.task_hours -= worker.spare_hours * (1.0 - worker.task_share)
    worker.relational_hours += worker.spare_hours * (1.0 - worker.task_share)


@inlined
def _change_need(manager, citizen, s, clock, skill, goal):  # type: ignore[no-untyped-def]
    """Reduce need, prevent deterioration; add both and the hours to the authority's week."""
    dt = clock.dt
    k = citizen.domain
    with_citizen = citizen.relational_hours if citizen.contact == SEEN else 0.0
    effect = rules.work_effect(
        citizen.task_hours, with_citizen, s.measure_validity, s.half_effect_hours
    )
    engaged = engagement(citizen.trust, s.engagement_floor, s.coproduction)
    rate = rules.help_rate(s.effectiveness, skill, s.goal_gain, goal, effect, engaged)
    worsening = deterioration(citizen.need, s.need_worsening, dt)
    change = citizen.need * chance_within(rate, dt)
    prevented = s.maintenance * effect * engaged * worsening
    gained = min(change + prevented, citizen.need)
    citizen.need -= gained
    citizen.progress = gained / (gained + worsening) if gained > 0.0 else 0.0
    manager.change[k] += gained - prevented
    manager.prevented[k] += prevented
    manager.task_hours[k] += citizen.task_hours * clock.weeks
    manager.relational_hours[k] += citizen.relational_hours * clock.weeks


@inlined
def _work_of_providers(state, m):  # type: ignore[no-untyped-def]
    """Let outside providers spread the hours that the contract buys evenly over their cases."""
    clock = state.clock[0]
    manager = state.managers[m]
    s = state.settings[m]
    if manager.provider_cases == 0:
        return
    share = rules.casework_share(s.overhead, s.recording_burden, 0.0, 0.0, 0.0, 0.0, 0.0)
    bought = manager.contract_money * s.contract_hours * share / manager.provider_cases
    hours = min(bought, rules.LONGEST_STRETCH * s.norm_hours)
    for place in range(manager.first_provider_case, manager.first_citizen + manager.listed):
        citizen = state.citizens[state.case_list[place]]
        citizen.task_hours = 0.0
        citizen.contact = SEEN if hours > 0.0 else NOT_SEEN
        if citizen.task != NO_TASK and hours > 0.0:
            # Contracts pay for an assessment before anything else.
            for_task = min(hours, s.task_hours_ceiling)
            _work_on_task(citizen, clock, for_task, s.provider_effectiveness)
        citizen.relational_hours = hours - citizen.task_hours
        _change_need(manager, citizen, s, clock, s.provider_effectiveness, 0.0)
