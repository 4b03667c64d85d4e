"""How a person enters and leaves a post."""

import math

from sim.citizens.record import OPEN, WAITING
from sim.compiled import inlined
from sim.draws import Purpose, normal
from sim.workers.record import VACANT


@inlined
def begin(state, m, j, status):  # type: ignore[no-untyped-def]
    """Put a new person into post ``j``: a norm between school and team, little known yet."""
    clock = state.clock[0]
    manager = state.managers[m]
    s = state.settings[m]
    worker = state.workers[j]
    agent = worker.post + (worker.incarnation << 20)
    spread = s.orientation_spread
    score = normal(state.keys, manager.number, agent, 0, Purpose.ORIENTATION, 0)
    worker.status = status
    worker.started = clock.now
    worker.orientation = math.exp(spread * score - 0.5 * spread * spread)
    worker.norm = (
        s.starter_norm_weight * s.norm_hours + (1.0 - s.starter_norm_weight) * manager.team_norm
    )
    worker.knowledge = s.starter_knowledge
    worker.goal = 0.2
    worker.strain = 0.15
    worker.fear = 0.0
    worker.absent = 0
    worker.work_pressure = 0.0
    worker.time_per_case = worker.norm
    worker.nominal_hours = s.contract_hours * max(1.0 - s.overhead - s.recording_burden, 0.02)


@inlined
def vacate(state, m, j):  # type: ignore[no-untyped-def]
    """Empty post ``j``; its open cases go back to the queue and keep their deadlines."""
    now = state.clock[0].now
    worker = state.workers[j]
    for place in range(worker.first_case, worker.first_case + worker.listed):
        citizen = state.citizens[state.case_list[place]]
        if citizen.worker == j and citizen.status == OPEN:
            citizen.status = WAITING
            citizen.worker = -1
            citizen.waiting_since = now
            worker.cases -= 1
    worker.listed = 0
    worker.status = VACANT
    worker.incarnation += 1
    worker.absent = 0
    worker.assessing = 0
