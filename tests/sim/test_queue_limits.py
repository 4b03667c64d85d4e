"""The front door against queueing theory: Erlang-A, Little's law, and returning cases."""

from __future__ import annotations

import numpy as np
import pytest

from sim.citizens.record import ASKING, OPEN, UNSERVED, WAITING, WITHOUT_NEED
from sim.draws import Purpose, uniforms
from sim.model import PolicyModel
from sim.state import State
from sim.world import Council, World
from tests.sim.worlds import make, per_authority

SERVERS, LIMIT, COUNCILS, POOL = 10, 100, 72, 60
SPEED = 10.0
"""Services per year and server: everything runs ten times as fast as in the textbook's units."""


def erlang_a(arrivals: float, service: float, patience: float) -> tuple[float, float, float]:
    """Return P(abandon), P(wait) and E[queue] of M/M/n+M from its balance equations."""
    weights = [1.0]
    for k in range(1, LIMIT * 4):
        leaving = min(k, SERVERS) * service + max(k - SERVERS, 0) / patience
        weights.append(weights[-1] * arrivals / leaving)
    p = np.array(weights) / sum(weights)
    queue = float((p * np.maximum(np.arange(len(p)) - SERVERS, 0)).sum())
    return queue / patience / arrivals, float(p[SERVERS:].sum()), queue


@pytest.mark.parametrize(
    ("arrivals", "published"), [(8, (0.0388, 0.3174, 0.6211)), (12, (0.1957, 0.8504, 4.6957))]
)
def test_the_balance_equations_give_the_published_values(
    arrivals: int, published: tuple[float, float, float]
) -> None:
    assert erlang_a(arrivals, 1.0, 2.0) == pytest.approx(published, abs=5e-5)


class FrontDoor:
    """Poisson arrivals and exponential services around the model's own queue stage."""

    def __init__(self, arrivals: float) -> None:
        councils = tuple(Council(f"Council {n}", SERVERS, POOL) for n in range(COUNCILS))
        self.model: PolicyModel = make(
            {
                "base_threshold": 0, "screening_noise": 0, "provider_fragmentation": 0,
                "patience": 2.0 / SPEED, "urgent_need": 1, "initial_in_need": 0,
                "new_case_burden": 0,
                "norm_hours": 19.0, "allocation_ceiling": 1.5,
            },
            world=World(councils), years=6, steps_per_year=1040,
        )  # fmt: skip
        for name in self.model.week.names:
            if name != "screen_and_allocate":
                self.model.week.remove(name)
        self.model.week.insert("arrive", self.arrive, before="screen_and_allocate")
        self.model.week.insert("serve", self.serve, after="screen_and_allocate")
        self.rate = arrivals * SPEED
        self.draws = np.random.default_rng(11)
        self.asked = self.waited = self.gave_up = self.queue = self.steps = 0.0

    def arrive(self, state: State) -> None:
        citizens = state.citizens
        citizens["status"][citizens["status"] == UNSERVED] = WITHOUT_NEED
        idle = citizens["status"] == WITHOUT_NEED
        chance = (
            self.rate
            * state.clock[0]["dt"]
            / np.repeat(per_authority(state, "citizens", idle), POOL)
        )
        asks = idle & (self.draws.random(len(citizens)) < chance)
        citizens["status"][asks] = ASKING
        citizens["need"][asks] = 0.5
        self.new = asks

    def serve(self, state: State) -> None:
        citizens, clock = state.citizens, state.clock[0]
        if clock["now"] >= 26.0:
            self.asked += self.new.sum()
            self.waited += (citizens["status"][self.new] == WAITING).sum()
            self.gave_up += state.managers["abandoned"].sum()
            self.queue += state.managers["waiting"].mean()
            self.steps += 1
        draws = np.empty(len(citizens))
        uniforms(draws, state.keys, 0, clock["step"], Purpose.CLOSE)
        done = (citizens["status"] == OPEN) & (draws < 1 - np.exp(-SPEED * clock["dt"]))
        np.subtract.at(state.workers["cases"], citizens["worker"][done], 1)
        citizens["status"][done] = WITHOUT_NEED
        citizens["worker"][done] = -1


@pytest.fixture(scope="module", params=[8, 12])
def door(request: pytest.FixtureRequest) -> tuple[FrontDoor, tuple[float, float, float]]:
    door = FrontDoor(request.param)
    door.model.run()
    return door, erlang_a(request.param, 1.0, 2.0)


Door = tuple[FrontDoor, tuple[float, float, float]]


def test_no_worker_holds_two_cases_and_nobody_waits_beside_an_idle_one(door: Door) -> None:
    state = door[0].model.state
    assert state.workers["cases"].max() <= 1
    # At the end of the step services have ended; before them a queue means that all are busy.
    assert state.managers["waiting"].sum() > 0


def test_those_who_give_up_are_those_of_erlang_a(door: Door) -> None:
    front, (abandon, _, _) = door
    assert front.gave_up / front.asked == pytest.approx(abandon, rel=0.08)


def test_those_who_wait_are_those_of_erlang_a(door: Door) -> None:
    front, (_, wait, _) = door
    assert front.waited / front.asked == pytest.approx(wait, rel=0.05)


def test_the_queue_is_as_long_as_in_erlang_a(door: Door) -> None:
    front, (_, _, queue) = door
    assert front.queue / front.steps == pytest.approx(queue, rel=0.08)


def test_little_links_queue_and_abandonment(door: Door) -> None:
    """Abandonments per year are the mean queue over patience, whatever the load."""
    front, _ = door
    dt = 1 / 1040
    per_year = front.gave_up / COUNCILS / (front.steps * dt)
    rate = (1 - np.exp(-SPEED / 2 * dt)) / dt
    assert per_year == pytest.approx(front.queue / front.steps * rate, rel=0.09)


def test_cases_that_come_back_inflate_referrals_by_one_over_one_minus_their_share() -> None:
    """Nobody refused, nobody gives up, needs end only by being met: load is ``new / (1 - rho)``."""
    model = make(
        {
            "base_threshold": 0, "threshold_response": 0, "screening_noise": 0, "patience": 10,
            "need_recovery": 0, "seeking_base": 10, "early_closing": 1.5, "effectiveness": 4,
            "initial_in_need": 0, "assessment_hours": 1,
        },
        world=World.even(4, 20, 15), years=12,
    )  # fmt: skip
    onsets = 0
    while not model.finished:
        before = model.state.citizens["status"] == WITHOUT_NEED
        model.step()
        if model.year > 2:
            onsets += (before & (model.state.citizens["status"] != WITHOUT_NEED)).sum()
    rows = model.ledger.between(2, 12)
    early, met = (rows.authority_total(name).sum() for name in ("closed_early", "resolved"))
    rho = early / (early + met)
    assert 0.2 < rho < 0.9
    assert rows.authority_total("abandoned").sum() < 0.02 * onsets
    assert rows.authority_total("referrals").sum() == pytest.approx(onsets / (1 - rho), rel=0.04)
