"""The model as a Mesa model, on whatever Mesa is installed."""

from __future__ import annotations

import gc
import subprocess
import sys
import tracemalloc
import weakref

import mesa
import numpy as np
import pytest

from sim.agents import CentralGovernment, Citizen, LocalManager, StreetLevelBureaucrat
from sim.citizens.record import FIELDS, OPEN
from sim.citizens.record import STATUSES as SITUATIONS
from sim.errors import InputError
from sim.model import PolicyModel
from sim.workers.record import STATUSES as POSTS
from sim.world import World
from tests.sim.worlds import SMALL, TINY, make, same


def test_it_is_a_mesa_model_that_steps_and_counts() -> None:
    model = make()
    assert isinstance(model, mesa.Model)
    assert model.steps == 0
    assert model.running
    model.step()
    assert model.steps == 1
    model.run_for(25)
    assert model.steps == 26
    assert model.year == pytest.approx(0.5)


def test_running_ends_with_the_observed_years() -> None:
    model = make(years=0.5, burn_in_years=0.25)
    while model.running:
        assert not model.finished
        model.step()
    assert model.finished
    assert model.steps == 39
    with pytest.raises(InputError, match="are over"):
        model.step()


def test_run_model_and_run_take_the_same_steps() -> None:
    one, other = make(), make().run()
    one.run_model()
    assert same(one.state, other.state) == []
    assert one.steps == other.steps == 104


def test_there_are_four_kinds_of_agents_and_each_record_has_one() -> None:
    model = make()
    kinds = model.agents_by_type
    counts = {kind: len(agents) for kind, agents in kinds.items()}
    assert counts == {
        CentralGovernment: 1,
        LocalManager: 4,
        StreetLevelBureaucrat: len(model.state.workers),
        Citizen: 500,
    }
    assert set(model.agent_types) == set(counts)
    assert len(model.agents) == sum(counts.values())
    assert all(isinstance(agent, mesa.Agent) for agent in model.agents)
    assert len({agent.unique_id for agent in model.agents}) == len(model.agents)
    # Looking twice makes no second set of agents.
    assert len(model.agents) == sum(counts.values())


def test_agents_are_views_that_see_and_move_the_state() -> None:
    model = make()
    citizen = model.agents_by_type[Citizen][3]
    assert citizen.trust == model.state.citizens["trust"][3]
    citizen.trust = 0.125
    assert model.state.citizens["trust"][3] == 0.125
    manager = model.agents_by_type[LocalManager][1]
    manager.plan = [0.2] * 5
    assert model.state.managers["plan"][1].tolist() == [0.2] * 5
    assert manager.name == SMALL.names[1]
    model.run()
    for row, agent in enumerate(model.agents_by_type[Citizen]):
        assert agent.trust == model.state.citizens["trust"][row]
        assert agent.situation == SITUATIONS[model.state.citizens["status"][row]]
    for row, agent in enumerate(model.agents_by_type[StreetLevelBureaucrat]):
        assert agent.state_of_post == POSTS[model.state.workers["status"][row]]


def test_what_is_written_to_an_agent_changes_the_life_that_follows() -> None:
    model = make()
    model.agents_by_type[Citizen].set("trust", 0.0)
    assert same(model.run().state, make().run().state) != []
    # Looking alone changes nothing.
    looked = make()
    assert len(looked.agents) > 500
    assert same(looked.run().state, make().run().state) == []


def test_unknown_attributes_are_refused_and_known_ones_listed() -> None:
    citizen = make().agents_by_type[Citizen][0]
    with pytest.raises(AttributeError, match="no attribute 'trsut'"):
        _ = citizen.trsut
    assert {name for name, _, _ in FIELDS} <= set(dir(citizen))
    citizen.nickname = "my own"
    assert citizen.nickname == "my own"
    assert citizen.record["need"] == citizen.need


def test_agent_sets_select_aggregate_get_and_set() -> None:
    model = make().run()
    citizens = model.agents_by_type[Citizen]
    held = citizens.select(lambda citizen: citizen.status == OPEN)
    assert len(held) == (model.state.citizens["status"] == OPEN).sum() > 0
    assert citizens.agg("trust", np.mean) == pytest.approx(model.state.citizens["trust"].mean())
    assert citizens.get("need") == model.state.citizens["need"].tolist()
    held.set("need", 0.75)
    assert (model.state.citizens["need"][model.state.citizens["status"] == OPEN] == 0.75).all()
    by_authority = model.agents_by_type[StreetLevelBureaucrat].groupby("authority").count()
    assert by_authority == {m: row["posts"] for m, row in enumerate(model.state.managers)}


def test_a_data_collector_collects() -> None:
    model = make(world=TINY, years=0.25)
    collector = mesa.DataCollector(
        model_reporters={
            "trust": lambda m: float(m.state.citizens["trust"].mean()),
            "year": "year",
        },
        agent_reporters={"row": "row"},
        agenttype_reporters={LocalManager: {"threshold": "threshold"}},
    )
    while model.running:
        model.step()
        collector.collect(model)
    frame = collector.get_model_vars_dataframe()
    assert len(frame) == 13
    assert frame["trust"].iloc[-1] == model.state.citizens["trust"].mean()
    assert frame["year"].iloc[-1] == pytest.approx(0.25)
    assert len(collector.get_agent_vars_dataframe()) == 13 * len(model.agents)
    managers = collector.get_agenttype_vars_dataframe(LocalManager)
    last = managers.xs(model.steps, level="Step")["threshold"]
    assert sorted(last) == sorted(model.state.managers["threshold"])


def test_a_fork_has_agents_of_its_own() -> None:
    model = make(world=TINY).run(0.5)
    assert len(model.agents) > 0
    fork = model.fork([])
    fork.agents_by_type[Citizen].set("trust", 0.0)
    assert model.state.citizens["trust"].any()
    assert fork.agents_by_type[Citizen][0].model is fork
    assert fork.steps == model.steps


def test_agents_cannot_be_put_in_place_of_the_views() -> None:
    model = make()
    with pytest.raises(AttributeError):
        model.agents = []


def test_models_that_nobody_looks_at_are_let_go() -> None:
    gone = []
    for replicate in range(20):
        model = make(world=TINY, years=0.25, replicate=replicate).run()
        gone.append(weakref.ref(model))
        del model
    gc.collect()
    assert [ref for ref in gone if ref() is not None] == []


def test_memory_stays_flat_over_a_thousand_models() -> None:
    def use(count: int) -> int:
        for replicate in range(count):
            PolicyModel(World.even(1, 1, 5), years=0.25, burn_in_years=0, replicate=replicate).run(
                0.02
            )
        gc.collect()
        return tracemalloc.get_traced_memory()[0]

    use(20)
    tracemalloc.start()
    try:
        first = use(200)
        last = use(1000)
    finally:
        tracemalloc.stop()
    # One such model holds some 50 kB: a thousand that stayed would be seen.
    assert last - first < 500_000


def test_nothing_warns() -> None:
    code = (
        "from sim.model import PolicyModel\n"
        "from sim.world import World\n"
        "m = PolicyModel(World.even(2, 2, 6), years=0.25, burn_in_years=0)\n"
        "assert len(m.agents) > 4\n"
        "m.run().fork([])\n"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == done.stdout == ""


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("years", 0.1), ("years", float("nan")), ("years", 0.3), ("burn_in_years", -1),
        ("steps_per_year", 50), ("steps_per_year", 0), ("steps_per_year", 2000),
        ("rng", -1), ("replicate", 0.5), ("threads", 0), ("threads", True), ("first_year", 1e9),
    ],
)  # fmt: skip
def test_what_cannot_be_run_is_refused_with_a_remedy(key: str, value: float) -> None:
    with pytest.raises(InputError) as caught:
        PolicyModel(TINY, **{"years": 1, key: value})
    assert caught.value.key == key
    assert caught.value.remedy
