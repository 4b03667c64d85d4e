"""The front door against queueing theory: Erlang-A, Little's law, and returning cases."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.limits.erlang import QUANTITIES
from benchmarks.limits.front_door import (
    PATIENCE,
    POOL,
    PUBLISHED,
    SPEED,
    FrontDoor,
    run,
    textbook,
)
from benchmarks.limits.queueing import Queue, erlang_a, in_steps
from sim.citizens.record import WITHOUT_NEED
from sim.world import World
from tests.sim.worlds import make

COUNCILS, STEPS_PER_YEAR = 72, 1040

Theory = tuple[float, float, float]
Door = tuple[FrontDoor, Queue]


@pytest.mark.parametrize(("arrivals", "published"), PUBLISHED.items())
def test_the_balance_equations_give_the_published_values(arrivals: int, published: Theory) -> None:
    assert erlang_a(textbook(arrivals)) == pytest.approx(published, abs=5e-5)


@pytest.fixture(scope="module", params=[8, 12])
def door(request: pytest.FixtureRequest) -> Door:
    return run(request.param, STEPS_PER_YEAR, COUNCILS), textbook(request.param)


def test_no_worker_holds_two_cases_and_nobody_waits_beside_an_idle_one(door: Door) -> None:
    state = door[0].model.state
    assert state.workers["cases"].max() <= 1
    # At the end of the step services have ended; before them a queue means that all are busy.
    assert state.managers["waiting"].sum() > 0


@pytest.mark.parametrize("place", range(3), ids=QUANTITIES)
def test_the_queue_is_that_of_erlang_a_in_steps(door: Door, place: int) -> None:
    """Within four standard errors of the law at this step, which is within 3 % of Erlang-A."""
    front, queue = door
    engine, error = front.figures()[QUANTITIES[place]]
    expected = in_steps(queue, SPEED / STEPS_PER_YEAR, POOL)[place]
    assert engine == pytest.approx(expected, abs=4 * error)
    assert error < 0.08 * expected
    assert expected == pytest.approx(erlang_a(queue)[place], rel=0.03)


def test_little_links_the_queue_to_arrivals_and_waits(door: Door) -> None:
    flow, queue, error = door[0].little()
    assert queue == pytest.approx(flow, abs=4 * error)
    assert error < 0.01 * queue


def test_abandonments_are_the_queue_over_patience(door: Door) -> None:
    """Per year and council, whatever the load."""
    front, _ = door
    dt = 1 / STEPS_PER_YEAR
    per_year = front.tallies["gave_up"].mean() / front.years
    rate = (1 - np.exp(-SPEED / PATIENCE * dt)) / dt
    assert per_year == pytest.approx(front.figures()["E[queue]"][0] * rate, rel=0.09)


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
