"""Anywhere in the whole parameter space, by Hypothesis: bounds hold and nothing is lost."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.changes import Change
from sim.citizens.record import ASKING, OPEN, WAITING, WITH_PROVIDER, WITHOUT_NEED
from sim.errors import InputError
from sim.model import PolicyModel
from sim.outcomes import OUTCOMES, outcomes
from sim.parameters import PARAMETERS
from sim.workers.record import AGENCY, PERMANENT, UNFUNDED
from tests.sim.worlds import TINY, assert_in_bounds, per_authority, same

SEARCH = settings(
    derandomize=True,
    deadline=None,
    database=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def _within(name: str) -> st.SearchStrategy[float]:
    """Return values of a parameter: its bounds, its default, anything between."""
    p = PARAMETERS[name]
    return st.one_of(st.just(p.default), st.sampled_from([p.low, p.high]), st.floats(p.low, p.high))


EVERYWHERE = st.fixed_dictionaries({name: _within(name) for name in PARAMETERS})
LEVERS = sorted(name for name, p in PARAMETERS.items() if not p.initial)


@st.composite
def dated(draw: st.DrawFn) -> Change:
    name = draw(st.sampled_from(LEVERS))
    p = PARAMETERS[name]
    start = draw(st.floats(0.0, 0.9))
    councils = None
    if not PARAMETERS[name].national and draw(st.booleans()):
        councils = (draw(st.sampled_from(TINY.names)),)
    return Change(
        name,
        start,
        value=draw(st.floats(p.low + 1e-6 * (p.high - p.low), p.high - 1e-6 * (p.high - p.low))),
        ramp_years=draw(st.sampled_from([0.0, 0.1, 0.5])),
        end=draw(st.none() | st.floats(start + 0.01, 2.0)),
        councils=councils,
    )


def assert_conserved(model: PolicyModel) -> None:
    """Every citizen, case, post and penny is where it is counted."""
    state = model.state
    citizens, workers, managers = state.citizens, state.workers, state.managers
    status, holder = citizens["status"], citizens["worker"]
    assert ((status == WITHOUT_NEED) == (citizens["need"] == 0)).all()
    assert not (status == ASKING).any()
    assert ((status == OPEN) == (holder >= 0)).all()
    assert np.isin(workers["status"][holder[holder >= 0]], (PERMANENT, AGENCY)).all()
    held = np.bincount(holder[holder >= 0], minlength=len(workers))
    assert (held == workers["cases"]).all()
    providers = per_authority(state, "citizens", status == WITH_PROVIDER)
    assert (providers == managers["provider_cases"]).all()
    funded = per_authority(state, "workers", workers["status"] != UNFUNDED)
    assert (funded == managers["funded_posts"]).all()
    spent = sum(
        managers[part]
        for part in ("training_money", "analytics_money", "contract_money", "payroll", "reserve")
    )
    np.testing.assert_allclose(spent, managers["budget"], rtol=1e-9)
    hours = workers["task_hours"] + workers["relational_hours"]
    assert (hours <= workers["budget_hours"] * (1 + 1e-12) + 1e-8).all()
    total = model.ledger.authority_total
    out = total("refused") + total("abandoned") + total("resolved") + total("closed_early")
    inside = per_authority(state, "citizens", np.isin(status, (WAITING, OPEN, WITH_PROVIDER)))
    assert (total("referrals") - out == inside).all()


def _build(parameters: Mapping[str, float], changes: list[Change], seed: int) -> PolicyModel:
    return PolicyModel(
        TINY, parameters=parameters, changes=changes, years=0.75, burn_in_years=0.25, rng=seed
    )


@SEARCH
@given(EVERYWHERE, st.lists(dated(), max_size=4), st.integers(0, 2**32))
def test_anywhere_in_the_parameter_space_bounds_hold_and_nothing_is_lost(
    parameters: dict[str, float], changes: list[Change], seed: int
) -> None:
    model = _build(parameters, changes, seed)
    while not model.finished:
        model.step()
        assert_conserved(model)
    assert_in_bounds(model.state)
    values = outcomes(model.ledger, -0.25, 0.75)
    assert set(values) == set(OUTCOMES)
    assert not any(np.isinf(value) for value in values.values())
    for name in ("refused", "waiting", "trust", "experience", "absence", "vacancy", "redated"):
        assert np.isnan(values[name]) or -1e-9 <= values[name] <= 100 + 1e-9, name


@settings(SEARCH, max_examples=25)
@given(EVERYWHERE, st.lists(dated(), max_size=3), st.sampled_from([4, 12, 52, 104]))
def test_anywhere_a_fork_under_the_same_changes_is_the_run_itself(
    parameters: dict[str, float], changes: list[Change], steps_per_year: int
) -> None:
    def make() -> PolicyModel:
        return PolicyModel(
            TINY, parameters=parameters, changes=changes, years=1, burn_in_years=0,
            steps_per_year=steps_per_year,
        )  # fmt: skip

    straight, forked = make().run(), make().run(0.5).fork(changes).run()
    assert same(straight.state, forked.state) == []
    assert_in_bounds(straight.state)


@settings(SEARCH, max_examples=150)
@given(st.sampled_from(LEVERS), st.data())
def test_no_change_that_is_accepted_ever_leaves_the_range(name: str, data: st.DataObject) -> None:
    """Whatever paths are laid over each other: at any date the value is within its range."""
    p = PARAMETERS[name]
    changes = []
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.sampled_from([0.0, 0.2, 0.5]))
        how = data.draw(
            st.fixed_dictionaries({"value": st.sampled_from([p.low, p.default, p.high])})
            | st.fixed_dictionaries({"factor": st.sampled_from([0.0, 0.5, 1.5, 2.0, 5.0])})
        )
        ramp = data.draw(st.sampled_from([0.0, 0.3, 1.0, 3.0]))
        end = data.draw(st.sampled_from([None, 0.7, 0.95]))
        changes.append(Change(name, start, ramp_years=ramp, end=end, **how))
    try:
        model = PolicyModel(TINY, changes=changes, years=1, burn_in_years=0)
    except InputError:
        return
    for year in np.linspace(0, 1.2, 121):
        model.schedule.apply(model.state.settings, float(year))
        values = model.state.settings[p.field]
        assert p.low - 1e-12 <= values.min() <= values.max() <= p.high + 1e-12
