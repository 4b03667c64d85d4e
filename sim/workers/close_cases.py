"""Stage 11: cases are closed, because the need is met or early under pressure."""

from sim.citizens.needs import end_need
from sim.citizens.record import ASSESSMENT, NO_TASK, OPEN, UNSERVED
from sim.citizens.register import draw_for
from sim.compiled import compiled, inlined, stage
from sim.draws import Purpose
from sim.rates import chance_within
from sim.workers.rules import early_closing_rate


@stage
def close_cases(state, first, last):  # type: ignore[no-untyped-def]
    """Close cases whose need is below the floor, and some others early. Rule 14 of the ODD."""
    clock = state.clock[0]
    for m in range(first, last):
        manager = state.managers[m]
        s = state.settings[m]
        manager.resolved = 0
        manager.closed_early = 0
        by_provider = _closing_chance(s, manager.closing_habit, 0.0, manager.pressure, clock.dt)
        highest = by_provider
        for j in range(manager.first_post, manager.first_post + manager.posts):
            worker = state.workers[j]
            worker.closing_chance = _closing_chance(
                s, manager.closing_habit, worker.work_pressure, manager.pressure, clock.dt
            )
            highest = max(highest, worker.closing_chance)
        begin = manager.first_citizen
        draw_for(state, m, state.case_list, begin + manager.listed, Purpose.CLOSE)
        for place in range(begin, begin + manager.listed):
            i = state.case_list[place]
            citizen = state.citizens[i]
            if citizen.need < s.need_floor:
                _close(state, m, i)
                end_need(state, m, i)
                manager.resolved += 1
            elif state.draws[place] < highest and citizen.task != ASSESSMENT:
                chance = by_provider
                if citizen.status == OPEN:
                    chance = state.workers[citizen.worker].closing_chance
                if state.draws[place] < chance:
                    _close(state, m, i)
                    citizen.status = UNSERVED
                    manager.closed_early += 1


@compiled
def _closing_chance(s, habit, work_pressure, pressure, dt):  # type: ignore[no-untyped-def]
    """Return the chance that a case of a worker is closed early in this step."""
    rate = early_closing_rate(
        s.early_closing, s.closing_load, s.closing_pressure, work_pressure, pressure
    )
    return chance_within(habit * rate, dt)


@inlined
def _close(state, m, i):  # type: ignore[no-untyped-def]
    """Take the case off the books; an assessment still running is finished with the case."""
    clock = state.clock[0]
    manager = state.managers[m]
    citizen = state.citizens[i]
    if citizen.status == OPEN:
        worker = state.workers[citizen.worker]
        worker.cases -= 1
        worker.assessing -= citizen.task == ASSESSMENT
    else:
        manager.provider_cases -= 1
    if citizen.task == ASSESSMENT:
        citizen.finished = ASSESSMENT
        citizen.task_finished = clock.now + clock.weeks
    citizen.worker = -1
    citizen.task = NO_TASK
    citizen.task_left = 0.0
