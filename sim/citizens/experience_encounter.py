"""Stage 10: citizens experience what was done to them, and trust moves."""

from sim.citizens import rules
from sim.citizens.record import REJECTED, SEEN, UNSERVED, WAITING, WITHOUT_NEED
from sim.citizens.register import list_citizens
from sim.compiled import inlined, stage
from sim.rates import chance_within
from sim.records import K
from sim.workers.rules import concave


@stage
def experience_encounter(state, first, last):  # type: ignore[no-untyped-def]
    """Update experience, expectation and trust of everybody in need, and the neighbours' mean.

    Being refused, kept waiting or left out this week is an experience too. Touches citizens,
    neighbourhoods, and the sums of experience that the manager could know. Rule 13 of the ODD.
    """
    dt = state.clock[0].dt
    for m in range(first, last):
        manager = state.managers[m]
        s = state.settings[m]
        for k in range(K):
            manager.felt_sum[k] = 0.0
            manager.in_need[k] = 0
        felt = chance_within(1.0 / s.experience_memory, dt)
        gain = chance_within(s.trust_gain, dt)
        loss = chance_within(s.trust_loss, dt)
        adapting = chance_within(s.expectation_rate, dt)
        _be_without_help(state, m, felt, gain, loss, adapting)
        _be_helped(state, m, felt, gain, loss, adapting)
        _listen_to_neighbours(state, m, chance_within(s.neighbour_pull, dt))


@inlined
def _be_without_help(state, m, felt, gain, loss, adapting):  # type: ignore[no-untyped-def]
    """Let those who are not served experience being alone, being refused, or waiting."""
    now = state.clock[0].now
    manager = state.managers[m]
    s = state.settings[m]
    begin = manager.first_citizen
    for place in range(begin, begin + list_citizens(state, m, UNSERVED, WAITING)):
        citizen = state.citizens[state.rows[place]]
        experience = s.alone_experience
        if citizen.refused:
            experience = s.refused_experience
            surprise = experience - citizen.expectation
            citizen.trust = rules.next_trust(citizen.trust, surprise, 0.0, s.refusal_shock)
        elif citizen.status == WAITING:
            waited = now - citizen.waiting_since
            experience = rules.experience_of_waiting(s.waiting_experience, waited, s.patience)
            _adapt(citizen, experience, gain, loss, adapting)
        _remember(manager, citizen, experience, felt)


@inlined
def _be_helped(state, m, felt, gain, loss, adapting):  # type: ignore[no-untyped-def]
    """Let those with an open case experience the encounter, its rejection, or its absence."""
    manager = state.managers[m]
    s = state.settings[m]
    begin = manager.first_citizen
    for place in range(begin, begin + manager.listed):
        citizen = state.citizens[state.case_list[place]]
        if citizen.contact == SEEN:
            respect = concave(citizen.relational_hours, s.respect_hours)
            experience = rules.encounter_experience(respect, citizen.progress, s.service_weight)
        elif citizen.contact == REJECTED:
            experience = s.refused_experience
        else:
            experience = s.waiting_experience
        _adapt(citizen, experience, gain, loss, adapting)
        _remember(manager, citizen, experience, felt)


@inlined
def _adapt(citizen, experience, gain, loss, adapting):  # type: ignore[no-untyped-def]
    """Let trust in the service, and what is expected of it, follow a surprise."""
    surprise = experience - citizen.expectation
    citizen.trust = rules.next_trust(citizen.trust, surprise, gain, loss)
    citizen.expectation += adapting * surprise


@inlined
def _remember(manager, citizen, experience, felt):  # type: ignore[no-untyped-def]
    """Add the week to recent experience, and that to the sums of the authority."""
    citizen.experience += felt * (experience - citizen.experience)
    manager.felt_sum[citizen.domain] += citizen.experience
    manager.in_need[citizen.domain] += 1


@inlined
def _listen_to_neighbours(state, m, pull):  # type: ignore[no-untyped-def]
    """Pull the trust of those in need to the neighbours' mean of last week; take the new mean."""
    manager = state.managers[m]
    listed = manager.first_citizen
    begin = manager.first_neighbourhood
    for n in range(begin, begin + manager.neighbourhoods):
        neighbourhood = state.neighbourhoods[n]
        total = neighbourhood.trust_of_others
        for place in range(listed, listed + neighbourhood.registered):
            citizen = state.citizens[state.register[place]]
            pulled = pull * (citizen.status != WITHOUT_NEED)
            citizen.trust += pulled * (neighbourhood.trust - citizen.trust)
            total += citizen.trust
        listed += neighbourhood.registered
        neighbourhood.trust = total / max(neighbourhood.citizens, 1)
