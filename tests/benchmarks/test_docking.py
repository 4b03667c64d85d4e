"""The engine and its twin make the same decisions, and docking says where they do not."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.dock import AGREE, BAD_INPUT, DISAGREE, main
from benchmarks.docking.battery import TINY, extremes, of_scenario, random_set
from benchmarks.docking.compare import Comparer, DisagreementError
from benchmarks.docking.fields import LEFT_OUT
from benchmarks.docking.mutants import MUTANTS, Mutant, try_mutant
from benchmarks.docking.side_by_side import Arrangement, dock
from benchmarks.twin import TwinModel
from benchmarks.twin.citizen import Citizen
from benchmarks.twin.front_door import FrontDoor
from scenarios import available
from sim.citizens.record import RECORD as CITIZEN
from sim.declaration import DOMAINS
from sim.managers.record import RECORD as MANAGER
from sim.model import PolicyModel
from sim.parameters import PARAMETERS
from sim.workers.record import RECORD as WORKER

SCENARIOS = [scenario.name for scenario in available()]
SETS = range(8)
SHORT = Arrangement("short", world=TINY, years=0.25, burn_in_years=0.0, steps_per_year=12)


@pytest.mark.parametrize("name", SCENARIOS)
def test_both_models_agree_under_every_shipped_scenario(name: str) -> None:
    result = dock(of_scenario(name, seed=1))
    assert result.mismatch is None, str(result.mismatch)
    assert result.steps >= 104


@pytest.mark.parametrize("number", SETS)
def test_both_models_agree_under_random_parameters(number: int) -> None:
    result = dock(random_set(number, seed=1))
    assert result.mismatch is None, str(result.mismatch)


def test_the_random_sets_vary_what_they_should() -> None:
    sets = [random_set(number, seed=1) for number in SETS]
    assert {one.steps_per_year for one in sets} > {52}
    assert any(one.changes for one in sets)
    assert all(set(one.parameters) == set(PARAMETERS) for one in sets)
    assert random_set(3, seed=1) == random_set(3, seed=1) != random_set(3, seed=2)


def test_every_parameter_is_docked_at_both_ends_of_its_range() -> None:
    starts = {next(iter(one.parameters.items())) for one in extremes(seed=1)}
    assert starts == {(p.name, end) for p in PARAMETERS.values() for end in (p.low, p.high)}


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_dated_changes_of_a_scenario_act(name: str) -> None:
    arrangement = of_scenario(name, seed=1)
    twin = arrangement.build(TwinModel)
    for change in arrangement.changes:
        # Just after it has begun, for it may have ended when the last has; or at the outset.
        began = change.start - arrangement.first_year + arrangement.burn_in_years
        step = max(round(began * arrangement.steps_per_year), 0) + 1
        assert step < twin.last_step
        twin.begin_step(step)
        declared = PARAMETERS[change.parameter]
        usual = arrangement.parameters.get(change.parameter, declared.default)
        for manager in twin.managers:
            value = getattr(manager.settings, declared.field)
            if declared.domain is not None:
                value = value[DOMAINS.index(declared.domain)]
            assert value != usual


def test_the_first_difference_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    moves = FrontDoor.set_threshold

    def careless(manager: FrontDoor) -> None:
        moves(manager)
        if manager.clock.step == 1 and manager.name == "Council 02":
            manager.threshold += 0.01

    monkeypatch.setattr(FrontDoor, "set_threshold", careless)
    found = dock(SHORT).mismatch
    assert found is not None
    assert (found.step, found.stage, found.field) == (1, "set_threshold", "threshold")
    assert found.week == pytest.approx(52 / 12)
    assert found.who == "manager of Council 02"
    assert found.twin == pytest.approx(found.engine + 0.01)
    assert str(found).startswith("step 1, week 4.33333, after set_threshold: threshold of manager")


def test_a_single_decision_that_differs_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    seeks = Citizen.seek_help

    def hesitant(citizen: Citizen) -> None:
        if (citizen.manager.name, citizen.number) != ("Council 01", 7):
            seeks(citizen)

    monkeypatch.setattr(Citizen, "seek_help", hesitant)
    eager = {"seeking_base": 10.0, "initial_in_need": 1.0}
    found = dock(replace(SHORT, parameters=eager)).mismatch
    assert found is not None
    assert (found.stage, found.who) == ("seek_help", "citizen 7 of Council 01")
    assert (found.field, found.engine, found.twin) == ("status", 2, 1)


def test_rounding_is_let_pass_and_nothing_else() -> None:
    comparer = Comparer()
    whole, real = np.array([3, 4]), np.array([0.5, 0.0])
    comparer.check("cases", whole, np.array([3.0, 4.0]), str)
    comparer.check("need", real, np.array([0.5 * (1 + 1e-7), 1e-12]), str)
    assert comparer.worst == pytest.approx(1e-7, rel=1e-6)
    for engine, twin in (
        (whole, np.array([3.0, 4.0 + 1e-9])),
        (real, np.array([0.5 * (1 + 2e-6), 0.0])),
        (real, np.array([0.5, 1e-8])),
        (real, np.array([0.5, np.nan])),
        (np.array([np.nan, 0.0]), real),
    ):
        with pytest.raises(DisagreementError):
            comparer.check("any", engine, twin, str)


def test_what_is_left_out_exists_and_decides_nothing() -> None:
    records = {"managers": MANAGER, "workers": WORKER, "citizens": CITIZEN}
    for part, record in records.items():
        assert set(LEFT_OUT[part]) <= set(record.names)
        assert len(LEFT_OUT[part]) < 0.2 * len(record.names)


def test_the_stages_have_the_same_names() -> None:
    assert list(SHORT.build(TwinModel).stages) == SHORT.build(PolicyModel).week.names


def test_the_command_tells_what_agrees(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["england", "--seed", "2"]) == AGREE
    assert capsys.readouterr().out.startswith("england: agree over 104 steps")


def test_the_command_fails_where_the_models_differ(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(Citizen, "seek_help", lambda citizen: None)
    assert main(["england"]) == DISAGREE
    assert "after seek_help: status of citizen" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["englnd"], "Error: unknown scenario 'englnd'. Did you mean 'england'?"),
        (["england", "--seed", "-1"], "Error: --seed -1 cannot be used. Give a whole number"),
        (["--random", "-3"], "Error: --random -3 cannot be used. Give a whole number"),
    ],
)
def test_bad_input_is_one_message(
    arguments: list[str], expected: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == BAD_INPUT
    said = capsys.readouterr()
    assert said.err.startswith(expected)
    assert said.err.count("\n") == 1
    assert said.out == ""


def test_the_uncompiled_engine_agrees_as_well() -> None:
    verdict = try_mutant(None)
    assert not verdict.caught, verdict.said


# ``make dock`` tries the others.
@pytest.mark.parametrize("mutant", MUTANTS[:2], ids=lambda mutant: mutant.name)
def test_a_broken_rule_is_noticed(mutant: Mutant) -> None:
    assert try_mutant(mutant).caught


def test_every_mutant_still_changes_the_source() -> None:
    for mutant in MUTANTS:
        assert mutant.source.count(mutant.before) == 1, mutant.name
