"""The twin stands on its own: its draws, its independence of the engine, and Mesa."""

from __future__ import annotations

import ast
from pathlib import Path

import mesa
import pytest

from benchmarks.twin import TwinModel
from benchmarks.twin.centre import CentralGovernment
from benchmarks.twin.citizen import Citizen
from benchmarks.twin.draws import Draws, Initial, Purpose, key_of, number_of, philox
from benchmarks.twin.manager import LocalManager
from benchmarks.twin.settings import value_at
from benchmarks.twin.worker import StreetLevelBureaucrat
from sim import draws as engine
from sim.changes import Change, Schedule
from sim.world import World

FOLDER = Path(__file__).parents[2] / "benchmarks" / "twin"
TINY = World.even(2, 3, 12)

PUBLISHED = [
    ("00000000 00000000 00000000 00000000", "00000000 00000000",
     "6627e8d5 e169c58d bc57ac4c 9b00dbd8"),
    ("ffffffff ffffffff ffffffff ffffffff", "ffffffff ffffffff",
     "408f276d 41c83b0e a20bc7c6 6d5451fd"),
    ("243f6a88 85a308d3 13198a2e 03707344", "a4093822 299f31d0",
     "d16cfe09 94fdcceb 5001e420 24126ea1"),
]  # fmt: skip


def words(text: str) -> tuple[int, ...]:
    return tuple(int(word, 16) for word in text.split())


@pytest.mark.parametrize(("counter", "key", "answer"), PUBLISHED)
def test_the_generator_gives_the_published_answers(counter: str, key: str, answer: str) -> None:
    assert philox(words(counter), words(key)) == words(answer)


def test_draws_are_those_that_the_model_description_shows() -> None:
    key, council = key_of(1, 0), number_of("Council 01")
    assert key == words("d89d9b09 4b355c22")
    assert council == 3792934263
    assert Draws(key, council, 7).uniform(100, Purpose.ASK) == 0.3013209590982314
    normal = Draws(key, council, 0).normal(52, Purpose.INTERPRETATION, 3)
    assert normal == pytest.approx(-1.5327493429249712, rel=1e-14)
    exponential = Draws(key, council, 7).exponential(2, Purpose.ONSET)
    assert exponential == pytest.approx(0.0531817391233422, rel=1e-14)
    leaver = Draws(key, council, 4 + 3 * 2**20)
    assert leaver.uniform(10, Purpose.LEAVE) == 0.22249696174893374


def test_purposes_have_the_numbers_that_the_engine_gives_them() -> None:
    assert {p.name: p.value for p in Purpose} == {p.name: p.value for p in engine.Purpose}
    assert sorted(Initial) == sorted(engine.Initial)


def test_the_twin_shares_no_rule_with_the_engine() -> None:
    allowed = {"sim.declaration", "sim.parameters", "sim.changes", "sim.world"}
    for source in FOLDER.glob("*.py"):
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            for name in names:
                assert name.split(".")[0] not in {"numpy", "numba", "scipy", "random"}, source
                assert not name.startswith("sim") or name in allowed, f"{source} imports {name}"


def test_it_is_a_mesa_model_of_one_object_per_agent() -> None:
    model = TwinModel(TINY, years=0.5, burn_in_years=0.0, steps_per_year=12)
    assert isinstance(model, mesa.Model)
    assert [len(model.agents_by_type[kind]) for kind in (
        CentralGovernment, LocalManager, StreetLevelBureaucrat, Citizen,
    )] == [1, 2, 16, 72]  # fmt: skip
    model.run_model()
    assert model.steps == 6
    assert not model.running
    assert all(0 < citizen.trust < 1 for citizen in model.citizens)


def test_two_runs_of_one_replicate_are_one_and_of_two_are_two() -> None:
    def trust(replicate: int) -> list[float]:
        model = TwinModel(TINY, years=0.5, burn_in_years=0.0, replicate=replicate)
        model.run_model()
        return [citizen.trust for citizen in model.citizens]

    assert trust(0) == trust(0) != trust(1)


CHANGES = [
    Change("grant", 1.0, value=0.8, ramp_years=2.0, end=4.0),
    Change("grant", 2.0, value=1.2, ramp_years=0.5),
    Change("grant", 2.2, factor=0.9, ramp_years=1.0, end=5.0),
    Change("grant", 3.0, value=0.5, end=3.5),
]


@pytest.mark.parametrize("date", [0.0, 1.0, 1.5, 2.0, 2.25, 2.5, 3.0, 3.49, 3.5, 4.0, 5.0, 9.0])
def test_dated_changes_lead_to_the_same_values(date: float) -> None:
    schedule = Schedule(TINY, {"grant": 1.1}, CHANGES)
    settings = schedule.initial_settings()
    schedule.apply(settings, date)
    assert value_at(date, 1.1, CHANGES) == pytest.approx(settings["grant"][0], rel=1e-14)
