"""Stage 15: the ledger takes down the step."""

from sim.citizens.record import OPEN, UNSERVED, WAITING, WITH_PROVIDER, WITHOUT_NEED
from sim.compiled import compiled, inlined, stage
from sim.records import K
from sim.reporting.record_and_report import LONGEST_DURATION
from sim.workers.record import AGENCY, PERMANENT, UNFUNDED
from sim.workers.rules import casework_share


@stage
def observe(state, first, last):  # type: ignore[no-untyped-def]
    """Add the step to the present window of the ledger. Reads everything, changes no agent."""
    clock = state.clock[0]
    for m in range(first, last):
        row = state.authority_ledger[clock.window, m]
        row.steps += 1.0
        row.years += clock.dt
        _observe_manager(row, state.managers[m], clock.dt)
        _observe_staff(row, state, m)
        _observe_citizens(row, state, m)
        _observe_domains(state, m)


@compiled
def _observe_manager(row, manager, dt):  # type: ignore[no-untyped-def]
    row.referrals += manager.referrals
    row.re_referrals += manager.re_referrals
    row.refused += manager.refused
    row.abandoned += manager.abandoned
    row.allocated += manager.allocated
    row.resolved += manager.resolved
    row.closed_early += manager.closed_early
    row.leavers += manager.leavers
    row.recruits += manager.recruits
    row.threshold += manager.threshold
    row.pressure += manager.pressure
    row.workload += manager.workload
    row.budget += manager.budget * dt
    row.payroll += manager.payroll * dt
    row.training_money += manager.training_money * dt
    row.analytics_money += manager.analytics_money * dt
    row.contract_money += manager.contract_money * dt
    row.reserve += manager.reserve * dt
    row.audits += manager.audits
    row.recorded += manager.recorded
    row.redated += manager.redated
    row.assessments += manager.assessments
    row.assessments_on_time += manager.assessments_on_time
    row.assessments_counted_on_time += manager.assessments_counted_on_time
    for week in range(LONGEST_DURATION):
        row.durations[week] += manager.durations[week]


@inlined
def _observe_staff(row, state, m):  # type: ignore[no-untyped-def]
    weeks = state.clock[0].weeks
    manager = state.managers[m]
    s = state.settings[m]
    for j in range(manager.first_post, manager.first_post + manager.posts):
        worker = state.workers[j]
        row.funded += worker.status != UNFUNDED
        # Of those who have just left, too.
        row.seen += worker.seen
        row.rejected += worker.rejected
        row.available_hours += worker.available_hours * weeks
        row.worked_hours += (worker.task_hours + worker.relational_hours) * weeks
        row.relational_hours += worker.relational_hours * weeks
        if worker.status != PERMANENT and worker.status != AGENCY:
            continue
        row.permanent += worker.status == PERMANENT
        row.agency += worker.status == AGENCY
        row.absent += worker.absent
        row.strain += worker.strain
        row.norm += worker.norm
        row.knowledge += worker.knowledge
        row.goal += worker.goal
        row.contract_hours += s.contract_hours * weeks
        if worker.available_hours > 0.0 and worker.listed > 0:
            row.present_with_cases += 1.0
            row.work_pressure += worker.work_pressure
            row.time_per_case += worker.time_per_case


@inlined
def _observe_citizens(row, state, m):  # type: ignore[no-untyped-def]
    manager = state.managers[m]
    begin = manager.first_neighbourhood
    trust = 0.0
    need = 0.0
    in_need = 0
    unserved = 0
    waiting = 0
    open_cases = 0
    provider_cases = 0
    for n in range(begin, begin + manager.neighbourhoods):
        trust += state.neighbourhoods[n].trust_of_others
    for place in range(manager.first_citizen, manager.first_citizen + manager.registered):
        citizen = state.citizens[state.register[place]]
        trust += citizen.trust
        need += citizen.need
        in_need += citizen.status != WITHOUT_NEED
        unserved += citizen.status == UNSERVED
        waiting += citizen.status == WAITING
        open_cases += citizen.status == OPEN
        provider_cases += citizen.status == WITH_PROVIDER
    row.citizens += manager.citizens
    row.trust += trust
    row.need += need
    row.in_need += in_need
    row.open_cases += open_cases
    row.provider_cases += provider_cases
    row.waiting += waiting
    row.unserved += unserved
    for k in range(K):
        row.felt += manager.felt_sum[k]
        row.experiencing += manager.in_need[k]


@inlined
def _observe_domains(state, m):  # type: ignore[no-untyped-def]
    clock = state.clock[0]
    centre = state.centre[0]
    manager = state.managers[m]
    s = state.settings[m]
    share = casework_share(s.overhead, s.recording_burden, 0.0, 0.0, 0.0, 0.0, 0.0)
    funded = (manager.funded_posts + manager.contract_money) * s.contract_hours * share
    for k in range(K):
        cell = state.domain_ledger[clock.window, m, k]
        cell.agenda += centre.agenda[k]
        cell.target += centre.target[k]
        cell.plan += manager.plan[k]
        cell.planned_hours += manager.plan[k] * funded * clock.weeks
        cell.task_hours += manager.task_hours[k]
        cell.relational_hours += manager.relational_hours[k]
        cell.change += manager.change[k]
        cell.prevented += manager.prevented[k]
        cell.in_need += manager.in_need[k]
        cell.felt += manager.felt_sum[k]
        cell.finished += manager.finished[k]
        cell.finished_on_time += manager.finished_on_time[k]
        cell.reported += manager.reported[k]
        cell.believed += manager.believed[k]
