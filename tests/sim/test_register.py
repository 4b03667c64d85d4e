"""The register of those in need: nobody is missed, and it makes no difference to the results."""

from __future__ import annotations

import numpy as np
import pytest

from sim.citizens.record import ASKING, WITHOUT_NEED
from sim.model import PolicyModel
from sim.state import State
from tests.sim.worlds import BUSY, HARD, content, hard, make, same


def _registered(state: State) -> np.ndarray:
    """Return the rows on the authorities' registers."""
    parts = [
        state.register[m["first_citizen"] : m["first_citizen"] + m["registered"]]
        for m in state.managers
    ]
    return np.concatenate(parts).astype(np.int64)


def _assert_complete(state: State) -> None:
    rows = _registered(state)
    assert (np.diff(rows) > 0).all()
    on = np.zeros(len(state.citizens), bool)
    on[rows] = True
    assert (on == (state.citizens["registered"] == 1)).all()
    assert on[state.citizens["status"] != WITHOUT_NEED].all()
    for place in state.neighbourhoods:
        residents = state.citizens[place["first_citizen"] :][: place["citizens"]]
        others = residents[residents["registered"] == 0]
        assert place["registered"] == len(residents) - len(others)
        assert place["trust_of_others"] == pytest.approx(others["trust"].sum())
        assert (others["onset_at"] >= place["next_onset"]).all()
        assert (others["onset_at"] > place["hazard"]).all()


@pytest.mark.parametrize("name", HARD)
def test_after_every_stage_of_every_week_whoever_is_in_need_is_on_the_register(name: str) -> None:
    model = hard(name, world=BUSY, years=0.5)
    past = 0
    for stage in model.week.names[5:]:
        model.week.insert(f"look {stage}", _assert_complete, after=stage, only_looks=True)
    while not model.finished:
        model.step()
        past += 1
    assert past == 26
    # Some have no need, or the test would show nothing.
    assert 0 < model.state.citizens["registered"].mean() < 1


def test_whoever_asks_for_the_state_gets_the_same_results() -> None:
    """From then on the register is completed before each step, and nothing is missing there."""
    left_alone, looked_at = make(), make()
    while not looked_at.finished:
        looked_at.step()
        assert len(looked_at.state.citizens) > 0
    assert same(left_alone.run().state, looked_at.state) == []


def test_a_stage_that_does_nothing_changes_nothing() -> None:
    plain, with_more = make(years=1), make(years=1)
    for name in with_more.week.names:
        with_more.week.insert(f"nothing after {name}", lambda state: None, after=name)
    assert same(plain.run().state, with_more.run().state) == []


def _quiet() -> PolicyModel:
    return make({"demand": 0.0, "initial_in_need": 0.0}, years=0.25)


def _ask(state: State) -> None:
    state.citizens["status"][7] = ASKING
    state.citizens["need"][7] = 1.0


def test_a_need_that_a_stage_brings_about_is_met_in_the_same_week() -> None:
    model = _quiet()
    asked = []
    model.week.insert("ask", _ask, before="screen_and_allocate")
    model.week.insert(
        "look", lambda s: asked.append(s.managers["referrals"].sum()), after="observe"
    )
    model.step()
    assert asked == [1]


@pytest.mark.parametrize("forked", [False, True])
def test_a_need_written_into_the_state_between_weeks_is_met(forked: bool) -> None:
    model = _quiet()
    state = model.state
    model.step()
    assert model.ledger.authority_total("referrals").sum() == 0
    _ask(state)
    if forked:
        model = model.fork([])
    model.step()
    assert model.ledger.authority_total("referrals").sum() == 1


def test_citizens_without_a_need_are_not_touched() -> None:
    """Nothing is written into their records."""
    model = _quiet()
    before = content(model.state.citizens)
    model.run()
    assert content(model.state.citizens) == before
