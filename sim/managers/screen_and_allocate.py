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
    """Give waiting cases, strongest claim first, to providers or to the least busy worker."""
    manager = state.managers[m]
    _sort_queue(state, m)
    ranked = state.ranking[manager.first_post : manager.first_post + manager.posts]
    at_work = _rank_workers(state, m, ranked)
    begin = manager.first_citizen
    for place in range(begin, begin + manager.waiting):
        citizen = state.citizens[state.rows[place]]
        if _goes_to_provider(state, m, citizen):
            citizen.status = WITH_PROVIDER
            manager.provider_cases += 1
        else:
            if citizen.need < state.settings[m].urgent_need:
                at_work = _pass_over_the_full(state, m, ranked, at_work)
            if at_work == 0:
                continue
            _take_on(state, m, citizen, ranked[0])
            _give_way(state, m, ranked, 0, at_work)
        manager.allocated += 1
        manager.waiting -= 1


@inlined
def _goes_to_provider(state, m, citizen):  # type: ignore[no-untyped-def]
    """Return True for a case that is one for a provider, unless a worker has held it."""
    return citizen.had_worker == 0 and happens(
        state.settings[m].provider_fragmentation,
        state.keys,
        state.managers[m].number,
        citizen.number,
        citizen.referral,
        Purpose.PROVIDER,
    )


@inlined
def _take_on(state, m, citizen, j):  # type: ignore[no-untyped-def]
    """Open a case with the holder of post ``j``; a second worker costs trust."""
    worker = state.workers[j]
    citizen.status = OPEN
    citizen.worker = j
    worker.cases += 1
    worker.assessing += citizen.task == ASSESSMENT
    state.busyness[j] = _busyness(state, m, j)
    if citizen.had_worker:
        citizen.trust *= 1.0 - state.settings[m].continuity_loss
    citizen.had_worker = 1


@inlined
def _rank_workers(state, m, ranked):  # type: ignore[no-untyped-def]
    """Rank whoever is at work, if anybody waits; return how many are ranked.

    ``ranked`` becomes a heap of rows of posts: the holder at each ``place`` is less busy than
    those at ``2 * place + 1`` and ``2 * place + 2``. The least busy comes first, and after each
    case finds their new place without a look at all the others.
    """
    manager = state.managers[m]
    at_work = 0
    if manager.waiting > 0:
        for j in range(manager.first_post, manager.first_post + manager.posts):
            worker = state.workers[j]
            if (worker.status == PERMANENT or worker.status == AGENCY) and not worker.absent:
                state.busyness[j] = _busyness(state, m, j)
                ranked[at_work] = j
                at_work += 1
        for place in range(at_work // 2 - 1, -1, -1):
            _give_way(state, m, ranked, place, at_work)
    return at_work


@inlined
def _busyness(state, m, j):  # type: ignore[no-untyped-def]
    """Return how busy one more case makes a worker.

    Busy is who has much work for the hours there are, unfinished assessments counted extra.
    """
    s = state.settings[m]
    worker = state.workers[j]
    extra = burden_of_new_cases(worker.assessing, s.new_case_burden)
    return load_with_one_more(worker.cases + extra, worker.norm, _hours(state, s, worker))


@inlined
def _hours(state, s, worker):  # type: ignore[no-untyped-def]
    """Return the hours by which a worker's caseload is measured: fewer for a starter."""
    weeks = state.clock[0].now - worker.started
    return worker.nominal_hours * starter_factor(weeks, s.starter_weeks, s.starter_effectiveness)


@inlined
def _pass_over_the_full(state, m, ranked, at_work):  # type: ignore[no-untyped-def]
    """Take workers off the ranking until the least busy has room; return how many are left.

    They get no other case in this step, an urgent one neither.
    """
    s = state.settings[m]
    while at_work > 0:
        worker = state.workers[ranked[0]]
        load = load_with_one_more(worker.cases, worker.norm, _hours(state, s, worker))
        if load <= s.allocation_ceiling:
            break
        at_work -= 1
        ranked[0] = ranked[at_work]
        _give_way(state, m, ranked, 0, at_work)
    return at_work


@inlined
def _give_way(state, m, ranked, place, at_work):  # type: ignore[no-untyped-def]
    """Let the worker at ``place`` of the ranking change places with who is less busy below."""
    j = ranked[place]
    below = 2 * place + 1
    while below < at_work:
        if below + 1 < at_work and _is_less_busy(state, m, ranked[below + 1], ranked[below]):
            below += 1
        if not _is_less_busy(state, m, ranked[below], j):
            break
        ranked[place] = ranked[below]
        place = below
        below = 2 * place + 1
    ranked[place] = j


@inlined
def _is_less_busy(state, m, one, other):  # type: ignore[no-untyped-def]
    """Return True when post ``one`` is less busy than ``other``; a draw settles ties."""
    if state.busyness[one] == state.busyness[other]:
        return _tie(state, m, one) < _tie(state, m, other)
    return state.busyness[one] < state.busyness[other]


@inlined
def _tie(state, m, j):  # type: ignore[no-untyped-def]
    """Return the draw that settles ties between equally busy workers."""
    step, post = state.clock[0].step, state.workers[j].post
    return uniform(state.keys, state.managers[m].number, post, step, Purpose.ALLOCATE, 0)
