"""Stage 3: the grant becomes training, analytics, contracts and posts; vacancies are filled."""

import math

from sim.compiled import compiled, inlined, stage
from sim.draws import Purpose, happens
from sim.managers import rules
from sim.rates import chance_within, moved
from sim.workers.record import AGENCY, PERMANENT, UNFUNDED, VACANT
from sim.workers.staffing import begin, vacate


@stage
def fund_posts(state, first, last):  # type: ignore[no-untyped-def]
    """Divide each budget, move the establishment, and recruit into vacancies after a delay.

    Touches the managers' money and the status of posts. Rule 3 of the ODD.
    """
    clock = state.clock[0]
    for m in range(first, last):
        manager = state.managers[m]
        s = state.settings[m]
        manager.recruits = 0
        manager.leavers = 0
        _divide_budget(manager, s)
        manager.asked_posts = moved(
            manager.asked_posts, manager.required_posts, clock.dt, s.establishment_delay
        )
        manager.overspent = moved(
            manager.overspent, max(-manager.reserve, 0.0), clock.dt, s.establishment_delay
        )
        wanted = max(min(manager.posts_money - manager.overspent, manager.asked_posts), 0.0)
        # Posts come whole; one is added or cut only when the money has moved by a whole one.
        if abs(wanted - manager.funded_posts) >= 1.0:
            goal = min(int(math.floor(wanted + 0.5)), manager.posts)
            _resize(state, m, goal)
        _recruit(state, m)
        _pay(state, m)


@compiled
def _divide_budget(manager, s):  # type: ignore[no-untyped-def]
    """Squeeze training and analytics first; contracts and posts share the rest.

    The lever ``establishment`` adds money for posts, or takes it away.
    """
    manager.budget = manager.base_budget * manager.grant
    training = rules.squeezed(s.training_share, manager.grant, s.training_elasticity)
    analytics = rules.squeezed(s.analytics_share, manager.grant, s.analytics_elasticity)
    manager.training_money = min(s.training * training * manager.base_budget, 0.4 * manager.budget)
    manager.analytics_money = min(analytics * manager.base_budget, 0.4 * manager.budget)
    rest = manager.budget - manager.training_money - manager.analytics_money
    manager.contract_money = s.provider_fragmentation * rest
    manager.posts_money = s.establishment * (rest - manager.contract_money)
    manager.budget += manager.posts_money - (rest - manager.contract_money)


@inlined
def _resize(state, m, goal):  # type: ignore[no-untyped-def]
    """Add posts at the lowest free number, or cut vacancies, agency, then the newest posts."""
    manager = state.managers[m]
    rows = range(manager.first_post, manager.first_post + manager.posts)
    for j in rows:
        if manager.funded_posts >= goal:
            break
        if state.workers[j].status == UNFUNDED:
            state.workers[j].status = VACANT
            manager.funded_posts += 1
    for status in (VACANT, AGENCY, PERMANENT):
        for back in range(manager.posts):
            if manager.funded_posts <= goal:
                break
            j = manager.first_post + manager.posts - 1 - back
            worker = state.workers[j]
            if worker.status == status:
                if status != VACANT:
                    vacate(state, m, j)
                if status == PERMANENT:
                    manager.leavers += 1
                worker.status = UNFUNDED
                manager.funded_posts -= 1


@inlined
def _recruit(state, m):  # type: ignore[no-untyped-def]
    """Fill vacancies: permanent staff after the recruitment delay, agency staff in between."""
    clock = state.clock[0]
    manager = state.managers[m]
    s = state.settings[m]
    speed = s.recruitment / (s.recruitment_delay * manager.labour_market)
    recruited = chance_within(speed, clock.dt)
    covering = manager.agency_market * rules.agency_rate(s.agency_cover, s.agency_turnover + speed)
    covered = chance_within(covering, clock.dt)
    for j in range(manager.first_post, manager.first_post + manager.posts):
        worker = state.workers[j]
        if worker.status != VACANT and worker.status != AGENCY:
            continue
        agent = worker.post + (worker.incarnation << 20)
        if happens(recruited, state.keys, manager.number, agent, clock.step, Purpose.RECRUIT):
            if worker.status == AGENCY:
                vacate(state, m, j)
            begin(state, m, j, PERMANENT)
            manager.recruits += 1
        elif worker.status == VACANT and happens(
            covered, state.keys, manager.number, agent, clock.step, Purpose.AGENCY
        ):
            begin(state, m, j, AGENCY)


@inlined
def _pay(state, m):  # type: ignore[no-untyped-def]
    """Count the payroll and what it leaves of the money for posts."""
    manager = state.managers[m]
    s = state.settings[m]
    manager.payroll = 0.0
    for j in range(manager.first_post, manager.first_post + manager.posts):
        if state.workers[j].status == PERMANENT:
            manager.payroll += 1.0
        elif state.workers[j].status == AGENCY:
            manager.payroll += s.agency_premium
    manager.reserve = manager.posts_money - manager.payroll
