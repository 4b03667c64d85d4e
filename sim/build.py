"""The state at the start: councils become records, and their citizens and posts get theirs."""

from __future__ import annotations

import numpy as np

from sim.centre.record import RECORD as CENTRE
from sim.citizens.needs import begin_need
from sim.citizens.record import NEIGHBOURHOOD, NEVER
from sim.citizens.record import RECORD as CITIZEN
from sim.citizens.register import complete_register
from sim.citizens.rules import starting_need
from sim.compiled import compiled, stage
from sim.draws import Initial, Purpose, exponential, keys, normal, uniform
from sim.ledger.record import AUTHORITY, DOMAIN
from sim.managers.record import RECORD as MANAGER
from sim.records import K, aligned_zeros
from sim.size import LONGEST_LAG_YEARS, neighbourhoods, post_rows
from sim.state import CLOCK, State
from sim.workers.record import PERMANENT, UNFUNDED
from sim.workers.record import RECORD as WORKER
from sim.world import World

FIRST_REPORT = 0.85
"""Share on time that everybody believes before anything has been recorded."""

LONG_AGO = -1000.0
"""Week in which the staff at the start began: none of them is a starter."""


def build(
    world: World,
    settings: np.ndarray,
    *,
    seed: int,
    replicate: int,
    steps_per_year: int,
    years: float,
) -> State:
    """Return the state of ``world`` before the first step.

    Parameters
    ----------
    world
        The councils.
    settings
        A settings record per council.
    seed, replicate
        Root seed and number of the replicate: together they fix every draw.
    steps_per_year
        Steps in a year, a multiple of 4.
    years
        Years that the ledger has room for, burn-in included.
    """
    count = len(world.councils)
    state = State(
        clock=np.zeros(1, CLOCK),
        keys=keys(seed, replicate),
        settings=settings,
        centre=np.zeros(1, CENTRE),
        managers=np.zeros(count, MANAGER),
        workers=np.zeros(sum(post_rows(c.posts) for c in world.councils), WORKER),
        neighbourhoods=np.zeros(
            sum(neighbourhoods(c.population_in_need) for c in world.councils), NEIGHBOURHOOD
        ),
        citizens=aligned_zeros(world.citizens, CITIZEN),
        onsets=np.zeros(world.citizens),
        residents=np.zeros(world.citizens, np.uint32),
        register=np.zeros(world.citizens, np.uint32),
        busyness=np.zeros(sum(post_rows(c.posts) for c in world.councils)),
        case_list=np.zeros(world.citizens, np.uint32),
        case_score=np.zeros(world.citizens),
        rows=np.zeros(world.citizens, np.uint32),
        draws=np.zeros(world.citizens),
        reported_history=np.full((LONGEST_LAG_YEARS * steps_per_year + 1, count, K), FIRST_REPORT),
        deprivation_history=np.zeros((int(np.ceil(years)) + 2, count)),
        authority_ledger=np.zeros((int(np.ceil(4 * years)), count), AUTHORITY),
        domain_ledger=np.zeros((int(np.ceil(4 * years)), count, K), DOMAIN),
    )
    clock = state.clock[0]
    clock["dt"] = 1.0 / steps_per_year
    clock["weeks"] = 52.0 / steps_per_year
    state.centre["target"] = settings["target"][0]
    state.centre["believed"] = FIRST_REPORT
    _describe_councils(state, world)
    _settle(state)
    complete_register(state, 0, count)
    state.deprivation_history[:] = state.managers["deprivation"]
    return state


def _describe_councils(state: State, world: World) -> None:
    """Write what the user said of each council into its manager's record."""
    managers = state.managers
    citizen = post = neighbourhood = 0
    for manager, council, s in zip(managers, world.councils, state.settings, strict=True):
        manager["number"] = council.number
        manager["first_citizen"], manager["citizens"] = citizen, council.population_in_need
        manager["first_post"], manager["posts"] = post, post_rows(council.posts)
        manager["first_neighbourhood"] = neighbourhood
        manager["neighbourhoods"] = neighbourhoods(council.population_in_need)
        for field in ("initial_deprivation", "deprivation", "measured_deprivation"):
            manager[field] = council.deprivation
        manager["budget_change"] = council.budget_change
        manager["funded_posts"] = council.posts
        # Nobody asks for fewer posts before the first caseloads have built up.
        manager["asked_posts"] = manager["required_posts"] = 1.5 * council.posts
        spent_on_posts = (1 - s["training_share"] - s["analytics_share"]) * (
            1 - s["provider_fragmentation"]
        )
        manager["base_budget"] = manager["budget"] = council.posts / spent_on_posts
        manager["grant"] = 1.0
        manager["threshold"] = s["base_threshold"]
        manager["team_norm"] = s["initial_norm"] * s["norm_hours"]
        manager["workload"] = 1.0
        for field in ("counted", "recorded_share", "reported", "believed"):
            manager[field] = FIRST_REPORT
        citizen += council.population_in_need
        post += int(manager["posts"])
        neighbourhood += int(manager["neighbourhoods"])
    scores = managers["deprivation"]
    below = (scores[:, None] > scores).sum(axis=1)
    equal = (scores[:, None] == scores).sum(axis=1)
    places = below + (equal - 1) / 2
    managers["deprivation_rank"] = 2 * places / (len(scores) - 1) - 1 if len(scores) > 1 else 0.0


@stage
def _settle(state):  # type: ignore[no-untyped-def]
    """Draw what differs between authorities, neighbourhoods, workers and citizens at the start."""
    key = state.keys
    for m in range(len(state.managers)):
        manager = state.managers[m]
        s = state.settings[m]
        number = manager.number
        _draw_profiles(key, manager, s)
        market = normal(key, number, 0, 0, Purpose.INITIAL, Initial.LABOUR_MARKET)
        manager.labour_market = np.exp(s.labour_market_spread * market)
        honesty = normal(key, number, 0, 0, Purpose.INITIAL, Initial.INTEGRITY)
        manager.integrity = np.exp(s.integrity_spread * honesty)
        for place in range(manager.posts):
            _settle_post(key, manager, s, state.workers[manager.first_post + place], m, place)
        for place in range(manager.neighbourhoods):
            neighbourhood = state.neighbourhoods[manager.first_neighbourhood + place]
            neighbourhood.authority = m
            neighbourhood.number = place
            score = normal(key, number, place, 0, Purpose.INITIAL, Initial.NEIGHBOURHOOD)
            neighbourhood.deprivation = s.neighbourhood_spread * score
            neighbourhood.trust = s.initial_trust
            for k in range(K):
                neighbourhood.preference[k] = np.log(manager.need_profile[k])
        for place in range(manager.citizens):
            citizen = state.citizens[manager.first_citizen + place]
            local = place * manager.neighbourhoods // manager.citizens
            citizen.neighbourhood = manager.first_neighbourhood + local
            neighbourhood = state.neighbourhoods[citizen.neighbourhood]
            if neighbourhood.citizens == 0:
                neighbourhood.first_citizen = manager.first_citizen + place
            neighbourhood.citizens += 1
            _settle_citizen(key, number, s, citizen, place)
            share = uniform(key, number, place, 0, Purpose.INITIAL, Initial.IN_NEED)
            if share < s.initial_in_need:
                begin_need(state, m, manager.first_citizen + place)


@compiled
def _draw_profiles(key, manager, s):  # type: ignore[no-untyped-def]
    """Draw the authority's mix of needs, local priorities around it, and its interpretation."""
    needs = 0.0
    priorities = 0.0
    for k in range(K):
        score = normal(key, manager.number, 0, 0, Purpose.INITIAL, Initial.NEED_PROFILE + k)
        manager.need_profile[k] = s.need_mix[k] * np.exp(s.need_profile_spread * score)
        needs += manager.need_profile[k]
        score = normal(key, manager.number, 0, 0, Purpose.INITIAL, Initial.LOCAL_PROFILE + k)
        manager.local_priority[k] = manager.need_profile[k] * np.exp(s.local_profile_spread * score)
        priorities += manager.local_priority[k]
        manager.interpretation[k] = normal(
            key, manager.number, 0, 0, Purpose.INITIAL, Initial.INTERPRETATION + k
        )
    for k in range(K):
        manager.need_profile[k] /= needs
        manager.local_priority[k] /= priorities
        manager.preference[k] = manager.need_profile[k]
        manager.plan[k] = manager.local_priority[k]


@compiled
def _settle_post(key, manager, s, worker, m, place):  # type: ignore[no-untyped-def]
    """Fill the funded posts with experienced people, whose norm may have worn down."""
    worker.authority = m
    worker.post = place
    worker.status = PERMANENT if place < manager.funded_posts else UNFUNDED
    worker.started = LONG_AGO
    score = normal(key, manager.number, place, 0, Purpose.ORIENTATION, 0)
    spread = s.orientation_spread
    worker.orientation = np.exp(spread * score - 0.5 * spread * spread)
    worker.norm = s.initial_norm * s.norm_hours
    worker.time_per_case = worker.norm
    worker.nominal_hours = s.contract_hours * max(1.0 - s.overhead - s.recording_burden, 0.02)
    worker.knowledge = 1.0
    worker.goal = 0.5
    worker.strain = 0.2


@compiled
def _settle_citizen(key, number, s, citizen, place):  # type: ignore[no-untyped-def]
    """Give a citizen trust, and a time on the hazard clock at which the first need arises."""
    citizen.number = place
    citizen.worker = -1
    score = normal(key, number, place, 0, Purpose.INITIAL, Initial.TRUST)
    # The logit-normal law of starting needs serves trust as well.
    citizen.trust = starting_need(s.initial_trust, s.trust_spread, score)
    citizen.expectation = citizen.trust
    citizen.experience = citizen.trust
    citizen.onset_at = exponential(key, number, place, 0, Purpose.ONSET, 0)
    citizen.referred_at = NEVER
    citizen.task_due = NEVER
    citizen.task_finished = NEVER
