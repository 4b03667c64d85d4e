"""What depends on chance events, and what must not, point by point."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import sim.model
from sim.changes import Change
from sim.model import PolicyModel
from sim.parameters import parameter
from sim.state import State
from sim.world import Council, World
from tests.sim.worlds import SMALL, content, make, same

UNCOUPLED = {"target_ratchet": 0.0, "grant_targeting": 0.0}
"""Without a ratchet on the mean belief, and without a grant to be shared, councils are islands."""


def lives(state: State, name: str, names: tuple[str, ...]) -> dict[str, bytes]:
    """Return everything that belongs to one council, as bytes, free of row numbers."""
    m = names.index(name)
    manager = state.managers[m : m + 1].copy()[0]
    citizens, workers = (
        rows.copy()
        for rows in (
            state.citizens[manager["first_citizen"] :][: manager["citizens"]],
            state.workers[manager["first_post"] :][: manager["posts"]],
        )
    )
    places = state.neighbourhoods[manager["first_neighbourhood"] :][
        : manager["neighbourhoods"]
    ].copy()
    citizens["neighbourhood"] -= manager["first_neighbourhood"]
    citizens["worker"][citizens["worker"] >= 0] -= manager["first_post"]
    workers["first_case"] -= manager["first_citizen"]
    places["first_citizen"] -= manager["first_citizen"]
    workers["authority"] = places["authority"] = 0
    for field in ("first_citizen", "first_post", "first_neighbourhood"):
        manager[field] = 0
    return {
        "manager": content(manager),
        "citizens": content(citizens),
        "workers": content(workers),
        "neighbourhoods": content(places),
        "ledger": content(state.authority_ledger[:, m]) + content(state.domain_ledger[:, m]),
        "reports": state.reported_history[:, m].tobytes(),
    }


def _lives(model: PolicyModel, name: str) -> dict[str, bytes]:
    return lives(model.state, name, model.world.names)


@pytest.mark.parametrize(
    ("lever", "value"),
    [
        ("grant", 0.5), ("demand", 3.0), ("accountability_stakes", 1.0), ("exit_base", 3.0),
        ("recruitment", 0.0), ("audit_rate", 12.0), ("provider_fragmentation", 0.8),
        ("stories_heard", 500.0), ("hostility", 1.0), ("deprivation_drift", 1.0),
        ("central_alignment", 0.0), ("patience", 0.02),
    ],
)  # fmt: skip
def test_an_untouched_council_lives_the_same_life_to_the_bit(lever: str, value: float) -> None:
    touched = SMALL.names[1]
    change = Change(lever, 0.5, value=value, councils=(touched,))
    before = make(UNCOUPLED).run()
    after = make(UNCOUPLED, [change]).run()
    for name in SMALL.names:
        assert (_lives(before, name) == _lives(after, name)) == (name != touched), name


def test_councils_are_coupled_by_the_ratchet_alone() -> None:
    """The control of the test above: with a ratchet on mean belief, one council moves all."""
    change = Change("demand", 0.5, value=5.0, councils=(SMALL.names[1],))
    coupled = UNCOUPLED | {
        "target.care": 0.1, "target.housing": 0.1, "target_ratchet": 1.0, "task_pace": 3.0,
    }  # fmt: skip
    before, after = (make(coupled, changes, years=4).run() for changes in ([], [change]))
    assert _lives(before, SMALL.names[0]) != _lives(after, SMALL.names[0])


def test_the_order_of_councils_in_the_world_is_without_effect() -> None:
    """Names fix the order of records, so the whole states are the same bytes."""
    turned = World(tuple(reversed(SMALL.councils)))
    assert same(make(world=SMALL).run().state, make(world=turned).run().state) == []


def test_a_council_lives_the_same_life_in_other_company() -> None:
    """Draws hang on the council's name, not on its row."""
    alone = make(UNCOUPLED, world=World(SMALL.councils[2:3])).run()
    first = Council("A newcomer", 7, 90, 1.0)
    crowd = make(UNCOUPLED, world=World((first, *SMALL.councils))).run()
    name = SMALL.names[2]
    one, other = _lives(alone, name), _lives(crowd, name)
    differing = [part for part in one if part != "manager" and one[part] != other[part]]
    assert differing == []


def test_a_new_name_is_a_new_life() -> None:
    council = SMALL.councils[0]
    other = Council("Renamed", council.posts, council.population_in_need, council.deprivation)
    one, two = (make(world=World((c,))).run() for c in (council, other))
    assert (one.state.citizens["trust"] != two.state.citizens["trust"]).any()


@pytest.mark.parametrize("group", [1, 130, 10**6])
@pytest.mark.parametrize("threads", [1, 2, 3])
def test_threads_and_groups_leave_every_byte_alone(
    monkeypatch: pytest.MonkeyPatch, threads: int, group: int
) -> None:
    plain = make(world=World.even(5, 4, 20)).run()
    monkeypatch.setattr(sim.model, "GROUP", group)
    other = make(world=World.even(5, 4, 20), threads=threads).run()
    assert len(other._shares) == threads
    assert same(plain.state, other.state) == []


@pytest.mark.parametrize("more", [{"rng": 2}, {"replicate": 1}])
def test_another_seed_or_replicate_is_another_life(more: dict[str, Any]) -> None:
    assert same(make().run().state, make().run().state) == []
    one, other = make(rng=1).run(), make(**{"rng": 1} | more).run()
    assert "citizens" in same(one.state, other.state)


CHANGES = [Change("grant", 0.75, value=0.6, ramp_years=0.5), Change("policy_churn", 1.0, value=6)]


@pytest.mark.parametrize("at", [0.25, 0.6, 1.5])
def test_a_fork_with_the_same_changes_is_the_run_itself(at: float) -> None:
    straight = make({"target_ratchet": 0.5}, CHANGES).run()
    forked = make({"target_ratchet": 0.5}, CHANGES).run(at).fork(CHANGES)
    assert forked.year == pytest.approx(np.ceil(at * 52 - 1e-6) / 52)
    forked.run()
    assert same(straight.state, forked.state) == []
    assert content(forked.ledger.authority) == content(straight.ledger.authority)


def test_a_fork_with_later_changes_is_the_run_that_had_them_from_the_outset() -> None:
    assert same(make((), CHANGES).run().state, make().run(0.5).fork(CHANGES).run().state) == []


def test_a_fork_without_changes_returns_to_the_parameters() -> None:
    """Other changes are given instead of its own: what its own had set is in force no longer."""
    model = make({}, [Change("demand", 0.25, value=4.0)]).run(0.5)
    forked = model.fork([])
    forked.step()
    assert forked.state.settings["demand"].tolist() == [1.0] * 4


def test_a_fork_leaves_the_original_alone() -> None:
    model = make().run(0.5)
    before = model.state.copy()
    fork = model.fork([Change("demand", 0.5, value=5)])
    fork.week.remove("seek_help")
    fork.run()
    assert same(before, model.state) == []
    assert "seek_help" in model.week.names
    assert same(model.run().state, make().run().state) == []


UNUSED = [
    ({"accountability_stakes": 0},
     ("sanction", "integrity", "sanction_memory", "conformity", "multitask_shift", "pressure_lag",
      "closing_pressure", "strain_conflict", "shortfall_reference")),
    ({"provider_fragmentation": 0},
     ("provider_effectiveness", "provider_completeness", "provider_record_error")),
    ({"hostility": 0}, ("fear_gain", "fear_withdrawal", "strain_fear", "fear_decay")),
    ({"policy_churn": 0}, ("churn_size", "churn_confusion")),
    ({"audit_rate": 0, "accountability_stakes": 1}, ("audit_hours_share", "sanction")),
    ({"stories_heard": 0}, ("story_hours",)),
    ({"digital_measurement": 0}, ("digital_saving",)),
    ({"supervision": 0}, ("supervision_relief",)),
    ({"briefing": 0}, ("goal_learning",)),
    ({"absence_onset": 0}, ("absence_strain", "absence_weeks")),
    ({"exit_base": 0}, ("exit_strain",)),
    ({"early_closing": 0}, ("closing_load", "closing_pressure")),
    ({"grant_targeting": 0},
     ("cut_gradient", "training_elasticity", "analytics_elasticity")),
    ({"report_noise": 0}, ("report_noise_elasticity",)),
    ({"agency_cover": 0}, ("agency_turnover", "agency_premium")),
]  # fmt: skip


@pytest.mark.parametrize(("setting", "levers"), UNUSED, ids=lambda x: "+".join(x))
def test_an_unused_lever_changes_nothing(
    setting: dict[str, float], levers: tuple[str, ...]
) -> None:
    plain = make(setting).run()
    for lever in levers:
        declared = parameter(lever)
        for value in {declared.low, declared.high} - {declared.default}:
            moved = make(setting | {lever: value}).run()
            assert same(plain.state, moved.state, ignore=["settings"]) == [], lever
