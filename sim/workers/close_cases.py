"""Stage 11: cases are closed, because the need is met or early under pressure."""

from sim.centre.rules import chance_within
from sim.citizens.needs import end_need
from sim.citizens.record import ASSESSMENT, NO_TASK, OPEN, UNSERVED, WITH_PROVIDER
from sim.compiled import compiled, stage
from sim.draws import Purpose, happens
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
        for i in range(manager.first_citizen, manager.first_citizen + manager.citizens):
            citizen = state.citizens[i]
            if citizen.status != OPEN and citizen.status != WITH_PROVIDER:
                continue
            if citizen.need < s.need_floor:
                _close(state, m, i)
                end_need(state, m, i)
                manager.resolved += 1
            elif citizen.task != ASSESSMENT:
                pressed = 0.0
                if citizen.status == OPEN:
                    pressed = state.workers[citizen.worker].work_pressure
                rate = early_closing_rate(
                    s.early_closing, s.closing_load, s.closing_pressure, pressed, manager.pressure
                )
                chance = chance_within(rate, clock.dt)
                if happens(
                    chance, state.keys, manager.number, citizen.number, clock.step, Purpose.CLOSE
                ):
                    _close(state, m, i)
                    citizen.status = UNSERVED
                    manager.closed_early += 1


@compiled
def _close(state, m, i):  # type: ignore[no-untyped-def]
    """Take the case off the books; an assessment still running is finished with the case."""
    clock = state.clock[0]
    manager = state.managers[m]
    citizen = state.citizens[i]
    if citizen.status == OPEN:
        state.workers[citizen.worker].cases -= 1
    else:
        manager.provider_cases -= 1
    if citizen.task == ASSESSMENT:
        citizen.finished = ASSESSMENT
        citizen.task_finished = clock.now + clock.weeks
    citizen.worker = -1
    citizen.task = NO_TASK
    citizen.task_left = 0.0
