"""Stage 14: audit, stories, and the centre's picture of each authority."""

import math

from sim.centre import rules
from sim.citizens.record import WITHOUT_NEED
from sim.compiled import inlined, stage
from sim.draws import Purpose, happens, uniform
from sim.managers.rules import story_experience
from sim.rates import chance_within, fading, moved
from sim.records import K
from sim.state import State

AUDIT_WEEKS = 4.0
"""How long an audit lasts."""

TRIES = 64
"""Citizens asked at random until one is found who has a need, and so a story."""


def audit_and_believe(state: State) -> None:
    """Begin audits, hear stories, and update belief from late reports, audits and stories.

    Touches the managers' audit, stories and ``believed``, and the centre's ``believed``. Rule 18
    of the ODD.
    """
    believe_of_each(state, 0, len(state.managers))
    believe_on_average(state)


@stage
def believe_of_each(state, first, last):  # type: ignore[no-untyped-def]
    """Audit authorities, hear stories from each, and update what the centre believes of it."""
    for m in range(first, last):
        _perhaps_audit(state, m)
        _hear_stories(state, m)
        _believe(state, m)


@stage
def believe_on_average(state):  # type: ignore[no-untyped-def]
    """Let the centre believe of the country what it believes of authorities on average."""
    centre = state.centre[0]
    for k in range(K):
        centre.believed[k] = 0.0
    for m in range(len(state.managers)):
        for k in range(K):
            centre.believed[k] += state.managers[m].believed[k] / len(state.managers)


@inlined
def _perhaps_audit(state, m):  # type: ignore[no-untyped-def]
    """Begin an audit with the audit rate; finding re-dated records is remembered."""
    clock = state.clock[0]
    manager = state.managers[m]
    chance = chance_within(state.settings[m].audit_rate, clock.dt)
    manager.audits = happens(chance, state.keys, manager.number, 0, clock.step, Purpose.AUDIT)
    if manager.audits:
        manager.audited_until = clock.now + clock.weeks + AUDIT_WEEKS
        if manager.recent_redated >= 0.5:
            manager.caught = 1.0


@inlined
def _hear_stories(state, m):  # type: ignore[no-untyped-def]
    """Hear the experience of some citizens in need, drawn at random; old stories fade."""
    clock = state.clock[0]
    manager = state.managers[m]
    left = fading(clock.dt)
    for k in range(K):
        manager.story_sum[k] *= left
        manager.story_count[k] *= left
    expected = state.settings[m].stories_heard * clock.dt
    extra = uniform(state.keys, manager.number, 0, clock.step, Purpose.STORY_COUNT, 0)
    for story in range(int(math.floor(expected + extra))):
        for attempt in range(TRIES):
            chosen = uniform(
                state.keys,
                manager.number,
                0,
                clock.step,
                Purpose.STORY_CHOICE,
                story * TRIES + attempt,
            )
            citizen = state.citizens[manager.first_citizen + int(chosen * manager.citizens)]
            if citizen.status != WITHOUT_NEED:
                manager.story_sum[citizen.domain] += citizen.experience
                manager.story_count[citizen.domain] += 1.0
                break


@inlined
def _believe(state, m):  # type: ignore[no-untyped-def]
    """Move belief towards the report as it arrives, or what an audit counted, and stories."""
    clock = state.clock[0]
    nation = state.settings[0]
    manager = state.managers[m]
    s = state.settings[m]
    lag = s.reporting_lag * (1.0 - 0.75 * s.digital_measurement)
    steps = min(int(math.floor(lag / clock.dt + 0.5)), clock.step)
    slot = (clock.step - steps) % len(state.reported_history)
    for k in range(K):
        told = state.reported_history[slot, m, k]
        if clock.now < manager.audited_until:
            told = manager.counted[k]
        story = story_experience(manager.story_sum[k], manager.story_count[k])
        share = 1.0 - moved(1.0, 0.0, clock.dt, nation.belief_delay)
        manager.believed[k] = rules.next_belief(
            manager.believed[k], told, story, nation.story_weight, share
        )
