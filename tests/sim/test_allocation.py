"""Each case goes to the least busy of all workers: the ranking against a look at everybody."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.limits.bare import bare, one_council
from sim.citizens.record import ASSESSMENT, NO_TASK, OPEN, UNSERVED, WAITING
from sim.draws import Purpose, uniform
from sim.managers.rules import claim_to_a_worker
from sim.state import State
from sim.ties import to_nine_digits
from sim.workers.record import AGENCY, PERMANENT, UNFUNDED, VACANT
from sim.workers.rules import burden_of_new_cases, load_with_one_more, starter_factor

SETTINGS = {
    "plenty of room": {"allocation_ceiling": 3.0},
    "little room": {"allocation_ceiling": 1.0},
    "the urgent find no room either": {"allocation_ceiling": 0.5, "urgent_need": 1.0},
    "whoever waits longest comes first": {"allocation_ceiling": 1.0, "need_first": 0.0},
}
ALWAYS = {"patience": 10.0, "provider_fragmentation": 0.0, "urgent_need": 0.8}
WEEK = 30
"""The week in which cases are allocated."""


def _settle(state: State, chance: np.random.Generator) -> None:
    """Let everybody wait, and give workers caseloads of few sizes, so that many are equal."""
    workers, citizens = state.workers, state.citizens
    posts, count = len(workers), len(citizens)
    statuses = [PERMANENT, AGENCY, VACANT, UNFUNDED]
    workers["status"] = chance.choice(statuses, posts, p=[0.6, 0.2, 0.1, 0.1])
    workers["absent"] = chance.random(posts) < 0.1
    workers["started"] = chance.choice([-1000.0, WEEK - 4.0], posts)
    workers["norm"] = chance.choice([1.0, 1.5], posts)
    workers["nominal_hours"] = 18.0
    workers["cases"] = chance.integers(0, 6, posts)
    workers["assessing"] = np.minimum(chance.integers(0, 3, posts), workers["cases"])
    citizens["status"] = WAITING
    citizens["need"] = chance.choice([0.3, 0.5, 0.7, 0.9], count)
    citizens["waiting_since"] = chance.integers(0, WEEK, count)
    citizens["task"] = chance.choice([NO_TASK, ASSESSMENT], count)


def _by_a_look_at_everybody(state: State) -> dict[int, int]:
    """Return the post that each citizen's case goes to, by rule 7 to the letter."""
    s, manager = state.settings[0], state.managers[0]
    workers = [dict(zip(w.dtype.names, w.item(), strict=True)) for w in state.workers]
    posts = [
        post
        for post, worker in enumerate(workers)
        if worker["status"] in (PERMANENT, AGENCY) and not worker["absent"]
    ]
    tie = {
        post: uniform(state.keys, manager["number"], post, WEEK, Purpose.ALLOCATE, 0)
        for post in posts
    }

    def load(post: int, extra: float = 0.0) -> float:
        worker = workers[post]
        weeks = WEEK - worker["started"]
        share = starter_factor(weeks, s["starter_weeks"], s["starter_effectiveness"])
        hours = worker["nominal_hours"] * share
        return float(load_with_one_more(worker["cases"] + extra, worker["norm"], hours))

    def busy(post: int) -> tuple[float, float]:
        extra = burden_of_new_cases(workers[post]["assessing"], s["new_case_burden"])
        return load(post, extra), tie[post]

    def claim(row: int) -> float:
        citizen = state.citizens[row]
        waited = WEEK - citizen["waiting_since"]
        return float(to_nine_digits(claim_to_a_worker(citizen["need"], waited, s["need_first"])))

    given = {}
    for row in sorted(_rows(state, WAITING).tolist(), key=claim, reverse=True):
        citizen = state.citizens[row]
        while posts:
            post = min(posts, key=busy)
            if citizen["need"] >= s["urgent_need"] or load(post) <= s["allocation_ceiling"]:
                given[row] = post
                workers[post]["cases"] += 1
                workers[post]["assessing"] += citizen["task"] == ASSESSMENT
                break
            posts.remove(post)
    return given


@pytest.mark.parametrize("posts", [1, 2, 3, 40])
@pytest.mark.parametrize("name", SETTINGS)
@pytest.mark.parametrize("seed", range(4))
def test_each_case_goes_to_the_least_busy_worker_and_a_draw_settles_ties(
    name: str, posts: int, seed: int
) -> None:
    """Equal caseloads abound: few sizes of them, one of hours, two norms."""
    model = bare(
        ("screen_and_allocate",), ALWAYS | SETTINGS[name], one_council(posts, 8 * posts), rng=seed
    )
    model.run_for(WEEK)
    _settle(model.state, np.random.default_rng(seed))
    before = model.state.copy()
    model.step()
    citizens = model.state.citizens
    given = {int(row): int(citizens["worker"][row]) for row in _rows(model.state, OPEN)}
    # In ten years of patience hardly anybody gives up, and who does asks for nobody's time.
    before.citizens["status"][_rows(model.state, UNSERVED)] = UNSERVED
    assert given == _by_a_look_at_everybody(before)


def _rows(state: State, status: int) -> np.ndarray:
    return np.flatnonzero(state.citizens["status"] == status)
