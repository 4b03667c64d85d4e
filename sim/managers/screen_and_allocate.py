"""Stage 7: refuse, queue, give up waiting, or get a worker."""

import math

import numpy as np

from sim.citizens.record import (
    ASKING,
    ASSESSMENT,
    NO_TASK,
    OPEN,
    UNSERVED,
    WAITING,
    WITH_PROVIDER,
)
from sim.compiled import inlined, making_arrays, stage
from sim.draws import Purpose, happens, normal, uniform
from sim.managers import rules
from sim.rates import chance_within
from sim.ties import to_nine_digits
from sim.workers.record import AGENCY, PERMANENT
from sim.workers.rules import burden_of_new_cases, load_with_one_more, starter_factor

TAKES_NO_CASE = 1.0e300
"""Busyness of a post whose holder is not to get another case."""


@stage
def screen_and_allocate(state, first, last):  # type: ignore[no-untyped-def]
    """Screen those who ask, let some of the waiting give up, allocate the neediest first.

    Touches citizens' status and task and workers' ``cases``. Rules 4, 6 and 7 of the ODD.
    """
    for m in range(first, last):
        manager = state.managers[m]
        manager.referrals = 0
        manager.re_referrals = 0
        manager.refused = 0
        manager.abandoned = 0
        manager.allocated = 0
        manager.waiting = 0
        _answer(state, m)
        _allocate(state, m)


@inlined
def _list_concerned(state, m):  # type: ignore[no-untyped-def]
    """List those at the front door in ``state.rows``; return how many there are.

    Who asks, waits, was refused in the last step, or is with a provider whose contract has ended.
    Made without a branch, as ``list_citizens``.
    """
    manager = state.managers[m]
    begin = manager.first_citizen
    ended = manager.contract_money <= 0.0
    count = 0
    for place in range(begin, begin + manager.registered):
        i = state.register[place]
        state.rows[begin + count] = i
        citizen = state.citizens[i]
        at_door = (citizen.status == ASKING) | (citizen.status == WAITING) | (citizen.refused != 0)
        count += at_door | (ended & (citizen.status == WITH_PROVIDER))
    return count


@inlined
def _answer(state, m):  # type: ignore[no-untyped-def]
    """Answer who asks, waits, or comes back; leave those who then wait in ``state.rows``."""
    manager = state.managers[m]
    begin = manager.first_citizen
    for place in range(begin, begin + _list_concerned(state, m)):
        i = state.rows[place]
        citizen = state.citizens[i]
        citizen.refused = 0
        if citizen.status == ASKING:
            _screen(state, m, i)
        elif citizen.status == WAITING:
            _perhaps_give_up(state, m, i)
        elif citizen.status == WITH_PROVIDER:
            _take_back(state, m, i)
        if citizen.status == WAITING:
            state.rows[begin + manager.waiting] = i
            manager.waiting += 1


@inlined
def _take_back(state, m, i):  # type: ignore[no-untyped-def]
    """Put a case back into the queue when the contract with providers has ended."""
    manager = state.managers[m]
    if manager.contract_money <= 0.0:
        state.citizens[i].status = WAITING
        state.citizens[i].waiting_since = state.clock[0].now
        manager.provider_cases -= 1


@inlined
def _screen(state, m, i):  # type: ignore[no-untyped-def]
    """Take a referral: refuse it below the (noisily judged) threshold, else start the clock."""
    clock = state.clock[0]
    manager = state.managers[m]
    s = state.settings[m]
    citizen = state.citizens[i]
    citizen.referral += 1
    key, who, count = state.keys, citizen.number, citizen.referral
    manager.referrals += 1
    if clock.now - citizen.referred_at <= 52.0:
        manager.re_referrals += 1
    citizen.referred_at = clock.now
    judged = citizen.need + s.screening_noise * normal(
        key, manager.number, who, count, Purpose.SCREEN, 0
    )
    if judged < manager.threshold:
        citizen.status = UNSERVED
        citizen.refused = 1
        manager.refused += 1
        return
    citizen.status = WAITING
    citizen.waiting_since = clock.now
    citizen.had_worker = 0
    citizen.task = ASSESSMENT
    citizen.task_due = clock.now + s.deadline_weeks
    spread = normal(key, manager.number, who, count, Purpose.ASSESSMENT_HOURS, 0)
    citizen.task_left = s.assessment_hours * math.exp(s.assessment_spread * spread)


@inlined
def _perhaps_give_up(state, m, i):  # type: ignore[no-untyped-def]
    """Let a waiting citizen give up with rate one over patience."""
    clock = state.clock[0]
    manager = state.managers[m]
    citizen = state.citizens[i]
    chance = chance_within(1.0 / state.settings[m].patience, clock.dt)
    if happens(chance, state.keys, manager.number, citizen.number, clock.step, Purpose.ABANDON):
        citizen.status = UNSERVED
        citizen.task = NO_TASK
        manager.abandoned += 1


@making_arrays
def _put_first(queue, claims):  # type: ignore[no-untyped-def]
    """Sort a queue by claim, highest first; equal claims stay in the order of citizens."""
    queue[:] = queue[np.argsort(-claims, kind="mergesort")]


@inlined
def _sort_queue(state, m):  # type: ignore[no-untyped-def]
    """Sort those who wait, in ``state.rows``, by their claim."""
    now = state.clock[0].now
    manager = state.managers[m]
    weight = state.settings[m].need_first
    begin = manager.first_citizen
    end = begin + manager.waiting
    for place in range(begin, end):
        citizen = state.citizens[state.rows[place]]
        state.case_score[place] = to_nine_digits(
            rules.claim_to_a_worker(citizen.need, now - citizen.waiting_since, weight)
        )
    if manager.waiting > 1:
        _put_first(state.rows[begin:end], state.case_score[begin:end])


@inlined
def _allocate(state, m):  # type: ignore[no-untyped-def]
    """Give waiting cases, strongest claim first, to providers or to the least loaded worker."""
    manager = state.managers[m]
    s = state.settings[m]
    _sort_queue(state, m)
    busy = state.busyness[manager.first_post : manager.first_post + manager.posts]
    for post in range(manager.posts):
        busy[post] = _busyness(state, m, manager.first_post + post)
    full = False
    begin = manager.first_citizen
    for place in range(begin, begin + manager.waiting):
        citizen = state.citizens[state.rows[place]]
        if citizen.had_worker == 0 and happens(
            s.provider_fragmentation,
            state.keys,
            manager.number,
            citizen.number,
            citizen.referral,
            Purpose.PROVIDER,
        ):
            citizen.status = WITH_PROVIDER
            manager.provider_cases += 1
        elif not full or citizen.need >= s.urgent_need:
            urgent = citizen.need >= s.urgent_need
            least = _least_busy_with_room(state, m, busy, urgent)
            j = manager.first_post + least
            if busy[least] == TAKES_NO_CASE:
                full = True
                continue
            worker = state.workers[j]
            citizen.status = OPEN
            citizen.worker = j
            worker.cases += 1
            worker.assessing += citizen.task == ASSESSMENT
            busy[least] = _busyness(state, m, j)
            if citizen.had_worker:
                citizen.trust *= 1.0 - s.continuity_loss
            citizen.had_worker = 1
        else:
            continue
        manager.allocated += 1
        manager.waiting -= 1


@inlined
def _busyness(state, m, j):  # type: ignore[no-untyped-def]
    """Return how busy one more case makes a worker; ``TAKES_NO_CASE`` for nobody at work.

    Busy is who has much work for the hours there are, unfinished assessments counted extra.
    """
    s = state.settings[m]
    worker = state.workers[j]
    if (worker.status != PERMANENT and worker.status != AGENCY) or worker.absent:
        return TAKES_NO_CASE
    hours = worker.nominal_hours * _starter_factor(state, s, worker)
    extra = burden_of_new_cases(worker.assessing, s.new_case_burden)
    return load_with_one_more(worker.cases + extra, worker.norm, hours)


@inlined
def _least_busy_with_room(state, m, busy, urgent):  # type: ignore[no-untyped-def]
    """Return the place of the least busy worker whose caseload leaves room; any for the urgent.

    Workers without room are struck off ``busy``: cases come in the order of need, so that no
    urgent one follows.
    """
    manager = state.managers[m]
    s = state.settings[m]
    while True:
        least = _least_busy(state, manager, busy)
        worker = state.workers[manager.first_post + least]
        hours = worker.nominal_hours * _starter_factor(state, s, worker)
        fits = load_with_one_more(worker.cases, worker.norm, hours) <= s.allocation_ceiling
        if urgent or fits or busy[least] == TAKES_NO_CASE:
            return least
        busy[least] = TAKES_NO_CASE


@inlined
def _starter_factor(state, s, worker):  # type: ignore[no-untyped-def]
    """Return the share of a caseload that a worker can carry: less for a starter."""
    weeks = state.clock[0].now - worker.started
    return starter_factor(weeks, s.starter_weeks, s.starter_effectiveness)


@inlined
def _least_busy(state, manager, busy):  # type: ignore[no-untyped-def]
    """Return the place of the least busy worker; a draw settles ties."""
    best = 0
    for place in range(1, len(busy)):
        if busy[place] < busy[best] or (
            busy[place] == busy[best]
            and busy[best] < TAKES_NO_CASE
            and _tie(state, manager, place) < _tie(state, manager, best)
        ):
            best = place
    return best


@inlined
def _tie(state, manager, place):  # type: ignore[no-untyped-def]
    """Return the draw that settles ties between equally busy workers."""
    step = state.clock[0].step
    return uniform(state.keys, manager.number, place, step, Purpose.ALLOCATE, 0)
