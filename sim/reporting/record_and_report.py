"""Stage 13: tasks become records, records an indicator, the indicator a report."""

import math

from sim.citizens.record import ASSESSMENT, NEVER, NO_TASK
from sim.compiled import compiled, inlined, stage
from sim.draws import Purpose, happens, normal
from sim.rates import fading, moved
from sim.records import ROUNDING, K
from sim.reporting import rules

LONGEST_DURATION = 26
"""Weeks after which all assessment durations are counted together."""


@stage
def record_and_report(state, first, last):  # type: ignore[no-untyped-def]
    """Record finished tasks, re-date some under pressure, and report a share per domain.

    Touches the managers' records and reports, and clears the citizens' finished tasks. Rule 17
    of the ODD.
    """
    clock = state.clock[0]
    for m in range(first, last):
        manager = state.managers[m]
        s = state.settings[m]
        manager.caught = moved(manager.caught, 0.0, clock.dt, s.sanction_memory)
        window = rules.redating_window(
            manager.pressure,
            s.redating_reluctance * manager.integrity,
            s.audit_rate + manager.caught,
            s.sanction,
            s.integrity * manager.integrity,
        )
        _fade(manager, fading(clock.dt))
        for place in range(manager.first_citizen, manager.first_citizen + manager.listed):
            if state.citizens[state.case_list[place]].finished != NO_TASK:
                _record(state, m, state.case_list[place], window)
        _report(state, m)


@compiled
def _fade(manager, left):  # type: ignore[no-untyped-def]
    """Let a step pass over the counts of the last year, and start the counts of this step."""
    manager.recent_redated *= left
    manager.recorded = 0
    manager.redated = 0
    manager.assessments = 0
    manager.assessments_on_time = 0
    manager.assessments_counted_on_time = 0
    for week in range(LONGEST_DURATION):
        manager.durations[week] = 0
    for k in range(K):
        manager.finished[k] = 0
        manager.finished_on_time[k] = 0
        manager.record_count[k] *= left
        manager.record_on_time[k] *= left
        manager.counted_on_time[k] *= left
        manager.finished_count[k] *= left


@inlined
def _record(state, m, i, window):  # type: ignore[no-untyped-def]
    """Count one finished task honestly, and put it on record as the authority does."""
    clock = state.clock[0]
    manager = state.managers[m]
    s = state.settings[m]
    citizen = state.citizens[i]
    k = citizen.domain
    kind = citizen.finished
    late = citizen.task_finished - citizen.task_due
    on_time = late <= ROUNDING
    manager.finished[k] += 1
    manager.finished_on_time[k] += on_time
    manager.finished_count[k] += 1.0
    manager.counted_on_time[k] += on_time
    said = on_time
    arrives = True
    if citizen.had_worker == 0:
        key, who, step = state.keys, citizen.number, clock.step
        arrives = happens(
            s.provider_completeness, key, manager.number, who, step, Purpose.PROVIDER_RECORD
        )
        if happens(s.provider_record_error, key, manager.number, who, step, Purpose.PROVIDER_ERROR):
            said = happens(0.5, key, manager.number, who, step, Purpose.PROVIDER_TIMELINESS)
    redated = arrives and not said and ROUNDING < late <= window
    if redated:
        said = True
        manager.redated += 1
        manager.recent_redated += 1.0
    if arrives:
        manager.recorded += 1
        manager.record_count[k] += 1.0
        manager.record_on_time[k] += said
        if kind == ASSESSMENT:
            weeks = citizen.task_finished - citizen.referred_at
            if redated:
                weeks -= late
            manager.assessments += 1
            manager.assessments_on_time += said
            manager.assessments_counted_on_time += on_time
            week = min(max(int(math.ceil(weeks - ROUNDING)) - 1, 0), LONGEST_DURATION - 1)
            manager.durations[week] += 1
    citizen.finished = NO_TASK
    citizen.task_due = citizen.task_finished + s.review_interval_weeks
    citizen.task_finished = NEVER


@inlined
def _report(state, m):  # type: ignore[no-untyped-def]
    """Report each domain's share, with an error that persists for about a year."""
    clock = state.clock[0]
    manager = state.managers[m]
    s = state.settings[m]
    analytics = manager.analytics_money / (s.analytics_share * manager.base_budget)
    error = rules.report_error(
        s.report_noise, analytics, s.report_noise_elasticity, s.digital_measurement
    )
    memory = fading(clock.dt)
    renewal = math.sqrt(1.0 - memory * memory)
    slot = clock.step % len(state.reported_history)
    for k in range(K):
        fresh = normal(state.keys, manager.number, 0, clock.step, Purpose.REPORT_NOISE, k)
        manager.report_error[k] = memory * manager.report_error[k] + renewal * fresh
        manager.counted[k] = rules.share_or(
            manager.counted_on_time[k], manager.finished_count[k], manager.counted[k]
        )
        share = rules.share_or(
            manager.record_on_time[k], manager.record_count[k], manager.recorded_share[k]
        )
        manager.recorded_share[k] = share
        manager.reported[k] = min(max(share + error * manager.report_error[k], 0.0), 1.0)
        state.reported_history[slot, m, k] = manager.reported[k]
