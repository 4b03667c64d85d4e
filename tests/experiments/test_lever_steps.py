"""How levers are chosen and stepped; nothing is simulated."""

from __future__ import annotations

import math
import re
from pathlib import Path
from typing import Any

import pytest

from experiments.levers.choice import PRINCIPAL, PRIORITIES
from experiments.levers.design import LeverDesign, make_lever_design
from sim.errors import InputError
from sim.parameters import PARAMETERS
from sim.world import World

WORLD = World.even(3, 3, 10)
HEAD = 'title = "A test"\nclaim = "None."\nsource = "None"\nagainst = "england"\n'


def design(levers: str | None, scenario: Any = "england", **given: Any) -> LeverDesign:
    asked: dict[str, Any] = {
        "step": 0.2,
        "in_units": False,
        "start": None,
        "replicates": 2,
        "years": 2,
        "seed": 1,
        "workers": 1,
        "world": WORLD,
        "parameters": None,
    }
    return make_lever_design(scenario, levers=levers, **(asked | given))


@pytest.fixture
def write(tmp_path: Path):
    def writer(rest: str) -> Path:
        path = tmp_path / "mine.toml"
        path.write_text(HEAD + rest)
        return path

    return writer


def test_a_lever_above_0_is_multiplied() -> None:
    (lever,) = design("grant", step=-0.1).levers
    (change,) = lever.changes
    assert (change.factor, change.start, lever.in_units) == (0.9, 2017, False)
    assert lever.size == pytest.approx(math.log(0.9))
    assert lever.in_words == "a 10 % fall in grant"


def test_a_lever_of_0_is_stepped_in_its_unit_and_says_so() -> None:
    found = design("coproduction")
    (lever,) = found.levers
    assert (lever.in_units, lever.size) == (True, 0.2)
    assert [change.value for change in lever.changes] == [0.2]
    assert "no elasticity" in lever.note
    assert lever.in_words == "coproduction raised by 0.2 (0-1)"


def test_a_lever_set_to_0_is_stepped_by_a_share_of_its_default() -> None:
    (lever,) = design("audit_rate", parameters={"audit_rate": 0.0}).levers
    assert lever.size == pytest.approx(0.2 * PARAMETERS["audit_rate"].default)


def test_a_lever_below_0_has_no_elasticity_either() -> None:
    (lever,) = design("time_elasticity").levers
    assert lever.in_units
    assert lever.size == pytest.approx(0.2 * 0.64)
    assert lever.changes[0].value == pytest.approx(-0.64 + 0.128)


def test_councils_with_values_of_their_own_each_get_the_same_step(write) -> None:
    path = write(
        '[[change]]\nparameter = "supervision"\nfrom = 2017\nvalue = 0.2\ndeprivation_band = [1]\n'
    )
    (lever,) = design("supervision", path, step=0.1, in_units=True).levers
    values = {change.councils: change.value for change in lever.changes}
    assert sorted(values.values()) == pytest.approx([0.3, 0.6])
    assert sorted(sum((c or () for c in values), ())) == sorted(WORLD.names)


def test_a_lever_that_is_0_in_places_and_moves_is_refused(write) -> None:
    path = write(
        '[[change]]\nparameter = "supervision"\nfrom = 2017\nvalue = 0.0\nramp_years = 2\n'
    )
    with pytest.raises(InputError, match="moves between 0 and"):
        design("supervision", path, years=3)


def test_a_lever_that_moves_above_0_is_multiplied_at_every_date(write) -> None:
    path = write('[[change]]\nparameter = "grant"\nfrom = 2017\nvalue = 0.7\nramp_years = 2\n')
    assert not design("grant", path).levers[0].in_units


def test_whole_numbers_are_stepped_by_whole_numbers() -> None:
    (lever,) = design("index_age").levers
    assert lever.size == pytest.approx(math.log(7 / 6))
    assert lever.note == "index_age is a whole number: 6 becomes 7."


def test_how_the_world_starts_is_stepped_from_the_outset() -> None:
    (lever,) = design("initial_trust").levers
    assert lever.outset == pytest.approx(PARAMETERS["initial_trust"].default * 1.2)
    assert lever.changes == ()


def test_a_step_beyond_the_range_names_one_that_fits() -> None:
    with pytest.raises(InputError, match=r"from 0\.7 to 1\.05, outside its range") as refused:
        design("central_alignment", step=0.5)
    (largest,) = re.findall(r"up to ([\d.]+)", refused.value.remedy)
    assert design("central_alignment", step=float(largest)).levers
    with pytest.raises(InputError):
        design("central_alignment", step=float(largest) + 0.002)


def test_a_lever_at_its_bound_can_only_fall() -> None:
    with pytest.raises(InputError) as refused:
        design("supervision", parameters={"supervision": 1.0})
    assert refused.value.remedy == "Give a step down to -0.999"
    assert design("supervision", step=-0.2, parameters={"supervision": 1.0}).levers


def test_in_a_set_it_is_turned_round_and_says_so() -> None:
    found = design("all", parameters={"supervision": 1.0})
    lever = next(each for each in found.levers if each.parameter == "supervision")
    assert lever.step == -0.2
    assert "stepped the other way" in lever.note


def test_in_a_set_what_cannot_be_stepped_is_left_out_with_its_reason() -> None:
    found = design("all", in_units=True)
    assert set(found.left_out) == set(PRIORITIES)
    assert "weight" in found.left_out["agenda.care"]
    assert {each.parameter for each in found.levers} == set(PRINCIPAL)


def test_sets_lists_and_repetitions() -> None:
    assert len(design("all").levers) == len(PRIORITIES) + len(PRINCIPAL)
    names = [each.parameter for each in design("grant, agenda.care,grant,priorities").levers]
    assert names == ["grant", "agenda.care", *PRIORITIES[1:]]


def test_without_a_name_the_scenario_decides(write) -> None:
    assert [each.parameter for each in design(None).levers] == list(PRIORITIES)
    path = write('[thread]\nlever = "grant"\nstep = 0.1\n')
    (lever,) = design(None, path, step=None).levers
    assert (lever.parameter, lever.step) == ("grant", 0.1)


@pytest.mark.parametrize("step", [0, 0.0, 0.0005, -1, 11, math.nan, math.inf, True, "0.2"])
def test_a_step_that_is_none_is_refused(step: object) -> None:
    with pytest.raises(InputError, match=r"^step is"):
        design("all", step=step)


@pytest.mark.parametrize("step", [0, math.nan, True])
def test_nor_is_it_one_in_units(step: object) -> None:
    with pytest.raises(InputError, match=r"^step is"):
        design("grant", step=step, in_units=True)


@pytest.mark.parametrize("start", [2016.0, 2019.0, 2017.1, math.nan, True])
def test_the_step_is_made_within_the_observed_years(start: object) -> None:
    with pytest.raises(InputError, match="the year of the step"):
        design("grant", start=start)


@pytest.mark.parametrize(
    ("levers", "said"),
    [
        ("gramt", "Did you mean 'grant'"),
        ("", "no lever is named"),
        (" , ", "no lever is named"),
        ("agenda.roads", "unknown parameter"),
    ],
)
def test_unknown_levers_are_refused(levers: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        design(levers)


def test_a_priority_has_no_unit() -> None:
    with pytest.raises(InputError, match="a weight that is turned into a share"):
        design("agenda.care", in_units=True)


def test_years_count_from_the_step() -> None:
    found = design("grant", start=2017.5, years=2.25)
    assert found.answer_years == ((2017.5, 2018.5), (2018.5, 2019.25))
    assert found.thread_window == (2017.5, 2019.25)
    assert found.last_months == (2018.25, 2019.25)
    assert design("grant", years=0.5).last_months == (2017, 2017.5)
