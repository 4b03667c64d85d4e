"""Stages 4 and 5: managers move the eligibility threshold and press on the team."""

from sim.compiled import stage
from sim.managers import rules
from sim.rates import moved
from sim.records import K


@stage
def set_threshold(state, first, last):  # type: ignore[no-untyped-def]
    """Let each eligibility threshold answer to the workload. Rule 4 of the ODD."""
    dt = state.clock[0].dt
    for m in range(first, last):
        manager = state.managers[m]
        s = state.settings[m]
        manager.threshold = rules.next_threshold(
            manager.threshold,
            s.base_threshold,
            manager.workload,
            s.threshold_response,
            s.threshold_relaxation,
            dt,
        )


@stage
def press(state, first, last):  # type: ignore[no-untyped-def]
    """Let shortfall against the targets become pressure on the team. Rule 5 of the ODD."""
    dt = state.clock[0].dt
    centre = state.centre[0]
    for m in range(first, last):
        manager = state.managers[m]
        s = state.settings[m]
        shortfall = 0.0
        for k in range(K):
            shortfall += centre.agenda[k] * max(centre.target[k] - manager.reported[k], 0.0)
        goal = rules.shortfall_pressure(
            shortfall,
            s.shortfall_reference,
            s.accountability_stakes,
            s.target_ratchet,
            s.ratchet_horizon,
        )
        manager.pressure = moved(manager.pressure, goal, dt, s.pressure_lag)
