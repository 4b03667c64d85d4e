"""The rules alone: what those in need cost before anything is listed, ordered or allocated."""

from statistics import median
from time import perf_counter

import numba

from sim.citizens import rules as citizens
from sim.citizens.record import OPEN
from sim.citizens.register import draw_for
from sim.draws import Purpose
from sim.model import PolicyModel
from sim.rates import chance_within
from sim.state import State
from sim.workers import rules as workers

_SHARE = 0.02
"""Stands for what the week's stages work out once an authority; any number takes as long."""


@numba.njit(nogil=True, error_model="numpy", _nrt=False)
def _one_pass(state, first, last):  # type: ignore[no-untyped-def]
    """Go once through those in need: a draw, their need, help where it is given, experience."""
    dt = state.clock[0].dt
    for m in range(first, last):
        manager = state.managers[m]
        s = state.settings[m]
        end = manager.first_citizen + manager.registered
        draw_for(state, m, state.register, end, Purpose.ASK)
        for place in range(manager.first_citizen, end):
            citizen = state.citizens[state.register[place]]
            grown = citizens.deterioration(citizen.need, s.need_worsening, dt)
            citizen.need = min((citizen.need + grown) * (1.0 - _SHARE), 1.0)
            experience = s.alone_experience
            if citizen.status >= OPEN:
                experience = _help(citizen, s, grown, dt)
                surprise = experience - citizen.expectation
                citizen.trust = citizens.next_trust(citizen.trust, surprise, _SHARE, _SHARE)
                citizen.expectation += _SHARE * surprise
            citizen.experience += _SHARE * (experience - citizen.experience)
            citizen.trust += _SHARE * (state.draws[place] - citizen.trust)


@numba.njit(nogil=True, error_model="numpy", _nrt=False)
def _help(citizen, s, grown, dt):  # type: ignore[no-untyped-def]
    """Let the last week's hours act on the need; return the experience of it."""
    effect = workers.work_effect(
        citizen.task_hours, citizen.relational_hours, s.measure_validity, s.half_effect_hours
    )
    engaged = citizens.engagement(citizen.trust, s.engagement_floor, s.coproduction)
    rate = workers.help_rate(s.effectiveness, 1.0, s.goal_gain, 0.5, effect, engaged)
    prevented = s.maintenance * effect * engaged * grown
    gained = min(citizen.need * chance_within(rate, dt) + prevented, citizen.need)
    citizen.need -= gained
    citizen.progress = gained / (gained + grown)
    respect = workers.concave(citizen.relational_hours, s.respect_hours)
    return citizens.encounter_experience(respect, citizen.progress, s.service_weight)


def rules_alone(model: PolicyModel, passes: int = 40) -> float:
    """Return nanoseconds per citizen, with or without a need, of such a pass over a copy."""
    original = model.state
    taken = []
    for _ in range(passes):
        state: State = original.copy()
        begun = perf_counter()
        _one_pass(state, 0, len(state.managers))
        taken.append(perf_counter() - begun)
    return 1e9 * median(taken[1:]) / model.world.citizens
