"""Stage 6: needs arise, worsen and heal; citizens decide whether to ask for help."""

import math

from sim.citizens import rules
from sim.citizens.record import ASKING, NO_TASK, OPEN, UNREACHED, UNSERVED, WITHOUT_NEED
from sim.citizens.register import admit, draw_for, list_citizens, strike_off
from sim.compiled import compiled, inlined, stage
from sim.draws import Purpose, exponential, normal, uniform
from sim.fetching import fetch
from sim.rates import chance_in_step
from sim.records import ROUNDING, K


@stage
def develop_needs(state, first, last):  # type: ignore[no-untyped-def]
    """Let deprivation and preferences drift, and needs arise, worsen and heal.

    Touches neighbourhoods, the manager's deprivation, and citizens' need. Rule 6 of the ODD.
    """
    clock = state.clock[0]
    for m in range(first, last):
        manager = state.managers[m]
        s = state.settings[m]
        if clock.new_year:
            _drift(state, m)
        healing = math.exp(-s.need_recovery * clock.dt)
        manager.registered = 0
        begin = manager.first_neighbourhood
        for n in range(begin, begin + manager.neighbourhoods):
            neighbourhood = state.neighbourhoods[n]
            local = manager.deprivation - manager.initial_deprivation + neighbourhood.deprivation
            rate = rules.onset_rate(s.need_onset, s.demand, s.deprivation_effect, local)
            neighbourhood.hazard += manager.local_demand * rate * clock.dt
            if neighbourhood.changed:
                strike_off(state, n)
            if neighbourhood.next_onset <= neighbourhood.hazard:
                admit(state, n)
            _live_with_need(state, m, n, healing)


@inlined
def _live_with_need(state, m, n, healing):  # type: ignore[no-untyped-def]
    """Let the needs of a neighbourhood worsen and heal, end, or begin when they are due."""
    dt = state.clock[0].dt
    manager = state.managers[m]
    s = state.settings[m]
    neighbourhood = state.neighbourhoods[n]
    hazard = neighbourhood.hazard
    begin = neighbourhood.first_citizen
    listed = manager.first_citizen + manager.registered
    manager.registered += neighbourhood.registered
    # Right behind stand the residents of the next neighbourhood, unless the country ends there.
    behind = begin + neighbourhood.citizens
    next_one = behind if behind + neighbourhood.registered <= len(state.residents) else begin
    for place in range(neighbourhood.registered):
        i = state.residents[begin + place]
        state.register[listed + place] = i
        citizen = state.citizens[i]
        # What comes next: the same place's resident there, and this one's case if it is open.
        fetch(state.citizens, state.residents[next_one + place], 0)
        fetch(state.citizens, i, citizen.status >= OPEN)
        grown = rules.deterioration(citizen.need, s.need_worsening, dt)
        citizen.need = min((citizen.need + grown) * healing, 1.0)
        if citizen.onset_at <= hazard:
            begin_need(state, m, i)
        # One sum in place of two questions: a processor loses time where it cannot guess.
        elif citizen.need + (citizen.status != UNSERVED) < s.need_floor:
            end_need(state, m, i)


@inlined
def _drift(state, m):  # type: ignore[no-untyped-def]
    """Move deprivation and what residents care about by one year; keep the index's history."""
    clock = state.clock[0]
    manager = state.managers[m]
    s = state.settings[m]
    moved = normal(state.keys, manager.number, 0, clock.step, Purpose.DEPRIVATION, 0)
    manager.deprivation += s.deprivation_drift * moved
    for year in range(clock.years_run, min(clock.years_run + 2, len(state.deprivation_history))):
        state.deprivation_history[year, m] = manager.deprivation
    begin = manager.first_neighbourhood
    for k in range(K):
        manager.preference[k] = 0.0
    for n in range(begin, begin + manager.neighbourhoods):
        neighbourhood = state.neighbourhoods[n]
        total = 0.0
        for k in range(K):
            score = normal(
                state.keys, manager.number, neighbourhood.number, clock.step, Purpose.PREFERENCE, k
            )
            neighbourhood.preference[k] += s.preference_drift * score
            total += math.exp(neighbourhood.preference[k])
        for k in range(K):
            share = math.exp(neighbourhood.preference[k]) / total
            manager.preference[k] += share * neighbourhood.citizens / manager.citizens


@inlined
def begin_need(state, m, i):  # type: ignore[no-untyped-def]
    """Give a citizen a need of a domain, by the authority's profile of needs.

    The draws are keyed by the spell, not by the step: the citizen's next need is the same one in
    every world, whenever it comes.
    """
    manager = state.managers[m]
    s = state.settings[m]
    citizen = state.citizens[i]
    key, who, spell = state.keys, citizen.number, citizen.spell
    score = normal(key, manager.number, who, spell, Purpose.ONSET_NEED, 0)
    citizen.need = max(rules.starting_need(s.need_start, s.need_spread, score), s.need_floor)
    left = uniform(key, manager.number, who, spell, Purpose.ONSET_DOMAIN, 0)
    domain = 0
    while domain < K - 1 and left >= manager.need_profile[domain]:
        left -= manager.need_profile[domain]
        domain += 1
    citizen.domain = domain
    citizen.status = UNSERVED
    citizen.onset_at = UNREACHED
    state.onsets[i] = UNREACHED
    citizen.experience = citizen.expectation


@inlined
def end_need(state, m, i):  # type: ignore[no-untyped-def]
    """End a citizen's need, and draw when the next one will arise on the hazard clock."""
    citizen = state.citizens[i]
    citizen.spell += 1
    wait = exponential(
        state.keys, state.managers[m].number, citizen.number, citizen.spell, Purpose.ONSET, 0
    )
    neighbourhood = state.neighbourhoods[citizen.neighbourhood]
    citizen.onset_at = neighbourhood.hazard + wait
    state.onsets[i] = citizen.onset_at
    neighbourhood.next_onset = min(neighbourhood.next_onset, citizen.onset_at)
    neighbourhood.changed = 1
    citizen.need = 0.0
    citizen.status = WITHOUT_NEED
    citizen.worker = -1
    citizen.task = NO_TASK


@stage
def seek_help(state, first, last):  # type: ignore[no-untyped-def]
    """Let citizens in need who are not served decide whether to ask. Rule 6 of the ODD."""
    clock = state.clock[0]
    for m in range(first, last):
        manager = state.managers[m]
        s = state.settings[m]
        begin = manager.first_citizen
        end = begin + list_citizens(state, m, UNSERVED, UNSERVED)
        draw_for(state, m, state.rows, end, Purpose.ASK)
        # Nobody asks sooner than somebody with full need and full trust, by more than rounding.
        highest = (1.0 + ROUNDING) * _chance_of_asking(s, 1.0, 1.0, clock.dt)
        for place in range(begin, end):
            if state.draws[place] < highest:
                citizen = state.citizens[state.rows[place]]
                if state.draws[place] < _chance_of_asking(s, citizen.need, citizen.trust, clock.dt):
                    citizen.status = ASKING


@compiled
def _chance_of_asking(s, need, trust, dt):  # type: ignore[no-untyped-def]
    """Return the chance that an unserved citizen asks in this step."""
    in_year = rules.asking_chance(
        need,
        trust,
        s.seeking_base,
        s.seeking_need,
        s.seeking_trust,
        s.administrative_burden,
    )
    return chance_in_step(in_year, dt)
