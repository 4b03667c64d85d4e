"""Every parameter of the table matters: moved alone to either bound, it moves the world."""

from __future__ import annotations

from functools import cache

import pytest

from sim.changes import Change
from sim.parameters import PARAMETERS
from sim.state import State
from sim.world import World
from tests.sim.worlds import make, same

LIVELY: dict[str, float] = {
    # A setting in which every mechanism has something to act on.
    "accountability_stakes": 0.8, "policy_churn": 2.0, "target_ratchet": 0.5, "audit_rate": 0.5,
    "grant": 0.9, "cut_gradient": 0.5, "grant_targeting": 0.5, "grant_redistribution": 0.1,
    "deprivation_drift": 0.5, "index_age": 1.0, "provider_fragmentation": 0.3,
    "provider_record_error": 0.3, "coproduction": 0.1, "digital_measurement": 0.3,
    "exit_base": 0.5, "establishment_delay": 0.3, "hostility": 0.6, "demand": 1.2,
    "stories_heard": 50.0, "initial_in_need": 0.7, "target.care": 0.7, "target.housing": 0.7,
    "target.employment": 0.7, "target.health": 0.7, "target.education": 0.7,
    "review_interval_weeks": 12.0, "deadline_weeks": 5.0, "deadline_push": 2.0, "sanction": 0.3,
    "redating_reluctance": 0.05, "shortfall_reference": 0.1, "integrity": 0.2,
}  # fmt: skip

EXCEPTIONS: dict[tuple[str, float], str] = {}
"""Moves that leave no trace in the state, and why."""

WORLD = World.even(5, 4, 30)


@cache
def _lively() -> State:
    return make(LIVELY, world=WORLD, years=3).run().state


def _moves() -> list[tuple[str, float]]:
    return [
        (name, bound)
        for name, p in PARAMETERS.items()
        for bound in (p.low, p.high)
        if bound != LIVELY.get(name, p.default)
    ]


@pytest.mark.parametrize(("name", "value"), _moves(), ids=str)
def test_moving_a_parameter_alone_moves_the_world(name: str, value: float) -> None:
    moved = make(LIVELY | {name: value}, world=WORLD, years=3).run().state
    differing = same(_lively(), moved, ignore=["settings", "deprivation_history"])
    assert bool(differing) == ((name, value) not in EXCEPTIONS), EXCEPTIONS.get((name, value))


def test_every_parameter_is_moved_somewhere() -> None:
    assert {name for name, _ in _moves()} == set(PARAMETERS)
    assert {name for name, _ in EXCEPTIONS} <= set(PARAMETERS)
    assert len(EXCEPTIONS) < 10


@pytest.mark.parametrize("name", [n for n, p in PARAMETERS.items() if not p.initial])
def test_a_lever_acts_from_its_date_and_not_before(name: str) -> None:
    """Read in every step, not once: a dated change moves nothing before its date."""
    p = PARAMETERS[name]
    now = LIVELY.get(name, p.default)
    value = 0.4 * now + 0.6 * (p.low if p.low != now else p.high)
    model = make(LIVELY, [Change(name, 1.0, value=value)], world=WORLD, years=3).run(1.0)
    plain = make(LIVELY, world=WORLD, years=3).run(1.0)
    assert same(plain.state, model.state) == []
    assert same(_lively(), model.run().state, ignore=["settings"]) != []
