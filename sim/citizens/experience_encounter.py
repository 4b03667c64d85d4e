"""Stage 10: citizens experience what was done to them, and trust moves."""

from sim.citizens import rules
from sim.citizens.record import REJECTED, SEEN, UNSERVED, WAITING, WITHOUT_NEED
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
        pull = chance_within(s.neighbour_pull, dt)
        gain = chance_within(s.trust_gain, dt)
        loss = chance_within(s.trust_loss, dt)
        adapting = chance_within(s.expectation_rate, dt)
        i = manager.first_citizen
        for n in range(
            manager.first_neighbourhood, manager.first_neighbourhood + manager.neighbourhoods
        ):
            neighbourhood = state.neighbourhoods[n]
            trust = 0.0
            for _ in range(neighbourhood.citizens):
                citizen = state.citizens[i]
                if citizen.status != WITHOUT_NEED:
                    experience = _experience_of_week(citizen, s, state.clock[0].now)
                    surprise = experience - citizen.expectation
                    citizen.experience += felt * (experience - citizen.experience)
                    if citizen.refused:
                        citizen.trust = rules.next_trust(
                            citizen.trust, surprise, 0.0, s.refusal_shock
                        )
                    elif citizen.status != UNSERVED:
                        citizen.trust = rules.next_trust(citizen.trust, surprise, gain, loss)
                        citizen.expectation += adapting * surprise
                    citizen.trust += pull * (neighbourhood.trust - citizen.trust)
                    manager.felt_sum[citizen.domain] += citizen.experience
                    manager.in_need[citizen.domain] += 1
                trust += citizen.trust
                i += 1
            neighbourhood.trust = trust / max(neighbourhood.citizens, 1)


@inlined
def _experience_of_week(citizen, s, now):  # type: ignore[no-untyped-def]
    """Return this week's experience of a citizen in need."""
    if citizen.refused:
        return s.refused_experience
    if citizen.status == WAITING:
        waited = now - citizen.waiting_since
        return rules.experience_of_waiting(s.waiting_experience, waited, s.patience)
    if citizen.status == UNSERVED:
        return s.alone_experience
    if citizen.contact == SEEN:
        respect = concave(citizen.relational_hours, s.respect_hours)
        return rules.encounter_experience(respect, citizen.progress, s.service_weight)
    if citizen.contact == REJECTED:
        return s.refused_experience
    return s.waiting_experience
