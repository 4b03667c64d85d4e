"""Stage 12: strain, absence, erosion of norms, learning, exit."""

from sim.compiled import inlined, stage
from sim.draws import Purpose, happens
from sim.rates import chance_within, moved, saturated, switching_chance
from sim.workers import rules
from sim.workers.record import AGENCY, PERMANENT
from sim.workers.staffing import vacate


@stage
def strain_and_leave(state, first, last):  # type: ignore[no-untyped-def]
    """Move each worker's strain, norm, knowledge and goal understanding; some leave.

    Touches workers, and the queue through the cases of those who leave. Rules 8, 12, 15 and 16
    of the ODD.
    """
    for m in range(first, last):
        manager = state.managers[m]
        s = state.settings[m]
        norms = 0.0
        staff = 0
        training = manager.training_money / (s.training_share * manager.base_budget)
        trained = rules.trained_knowledge(training)
        for j in range(manager.first_post, manager.first_post + manager.posts):
            worker = state.workers[j]
            if worker.status != PERMANENT and worker.status != AGENCY:
                continue
            _wear(state, m, j)
            _learn(state, m, j, trained)
            _fall_ill_or_return(state, m, j)
            _perhaps_leave(state, m, j)
            if worker.status == PERMANENT or worker.status == AGENCY:
                norms += worker.norm
                staff += 1
        if staff > 0:
            manager.team_norm = norms / staff


@inlined
def _wear(state, m, j):  # type: ignore[no-untyped-def]
    """Let the week's overload, fear and value conflict act on strain, and work on the norm."""
    clock = state.clock[0]
    pressure = state.managers[m].pressure
    s = state.settings[m]
    worker = state.workers[j]
    rejected = worker.rejected / worker.seen if worker.seen > 0 else 0.0
    worker.fear = saturated(worker.fear, s.fear_gain * rejected, s.fear_decay, clock.dt)
    gain = (
        s.strain_base
        + s.strain_overload * max(worker.work_pressure - 1.0, 0.0)
        + s.strain_fear * worker.fear
        + s.strain_conflict * pressure * worker.orientation
    )
    recovery = s.strain_recovery + s.supervision_relief * s.supervision
    worker.strain = saturated(worker.strain, gain, recovery, clock.dt)
    if not worker.absent and worker.cases > 0:
        worker.norm = rules.next_norm(
            worker.norm,
            worker.time_per_case,
            s.norm_erosion_weeks,
            s.norm_recovery_weeks,
            clock.weeks,
        )


@inlined
def _learn(state, m, j, trained):  # type: ignore[no-untyped-def]
    """Let knowledge follow training, and goal understanding briefing, forgetting and churn."""
    dt = state.clock[0].dt
    s = state.settings[m]
    worker = state.workers[j]
    if s.knowledge_rate > 0.0:
        worker.knowledge = moved(worker.knowledge, trained, dt, 1.0 / s.knowledge_rate)
    learning = s.goal_learning * s.briefing * worker.knowledge
    worker.goal = saturated(worker.goal, learning, s.goal_forgetting, dt)
    if state.centre[0].churned:
        worker.goal *= 1.0 - s.churn_confusion


@inlined
def _fall_ill_or_return(state, m, j):  # type: ignore[no-untyped-def]
    """Begin or end a sickness spell."""
    clock = state.clock[0]
    number = state.managers[m].number
    s = state.settings[m]
    worker = state.workers[j]
    agent = worker.post + (worker.incarnation << 20)
    onset = rules.strained_rate(s.absence_onset, s.absence_strain, worker.strain)
    ending = 52.0 / s.absence_weeks
    if worker.absent:
        chance = switching_chance(ending, onset, clock.dt)
        if happens(chance, state.keys, number, agent, clock.step, Purpose.RETURN):
            worker.absent = 0
    else:
        chance = switching_chance(onset, ending, clock.dt)
        worker.absent = happens(chance, state.keys, number, agent, clock.step, Purpose.FALL_ILL)


@inlined
def _perhaps_leave(state, m, j):  # type: ignore[no-untyped-def]
    """End an agency assignment, or let strain and the labour market take a worker away."""
    clock = state.clock[0]
    manager = state.managers[m]
    s = state.settings[m]
    worker = state.workers[j]
    rate = s.agency_turnover
    if worker.status == PERMANENT:
        rate = manager.labour_market * rules.strained_rate(
            s.exit_base, s.exit_strain, worker.strain
        )
    agent = worker.post + (worker.incarnation << 20)
    chance = chance_within(rate, clock.dt)
    if happens(chance, state.keys, manager.number, agent, clock.step, Purpose.LEAVE):
        if worker.status == PERMANENT:
            manager.leavers += 1
        vacate(state, m, j)
