"""Several scenarios in one: what each of them brings, and what cannot be brought together."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from scenarios import Scenario, load
from sim.changes import Schedule
from sim.errors import InputError
from tests.scenarios.scenario_files import MINIMAL, written

ENGLAND = MINIMAL + 'against = "england"\n'


DISCRETION = ENGLAND + "[parameters]\ndiscretion = 0.5\n"
HOSTILITY = ENGLAND + "[parameters]\nhostility = 0.4\n"


def change(parameter: str, start: float, rest: str) -> str:
    return f'[[change]]\nparameter = "{parameter}"\nfrom = {start}\n{rest}\n'


def combined(folder: Path, files: Mapping[str, str], text: str = "") -> Scenario:
    """Return a scenario that extends files, ``text`` being what it says itself."""
    for name, content in files.items():
        written(folder, content, f"{name}.toml")
    names = ", ".join(f'"{name}.toml"' for name in files)
    return load(written(folder, f"{MINIMAL}extends = [{names}]\n{text}"))


def in_force(scenario: Scenario, name: str, year: float) -> list[float]:
    schedule = Schedule(scenario.world(), scenario.parameters, scenario.changes(scenario.world()))
    settings = schedule.initial_settings()
    schedule.apply(settings, year)
    return [float(value) for value in settings[name]]


def test_parameters_and_changes_of_all_come_together_in_order(tmp_path: Path) -> None:
    scenario = combined(
        tmp_path,
        {
            "one": DISCRETION + change("grant", 2018, "value=0.9"),
            "two": HOSTILITY + change("training", 2019, "value=0"),
        },
        "[parameters]\nintegrity = 0.3\n" + change("demand", 2020, "value = 1.1"),
    )
    assert scenario.against == "england"
    assert scenario.baseline is not None
    assert scenario.baseline.parameters == {}
    assert scenario.parameters == {"discretion": 0.5, "hostility": 0.4, "integrity": 0.3}
    assert [each.parameter for each in scenario.changes(scenario.world())] == [
        "grant",
        "training",
        "demand",
    ]


def test_what_the_file_says_itself_comes_on_top(tmp_path: Path) -> None:
    files = {
        "one": ENGLAND + "[parameters]\ndiscretion = 0.5\n" + change("grant", 2018, "value = 0.9"),
        "two": ENGLAND + "[parameters]\ndiscretion = 0.6\n",
    }
    own = "[parameters]\ndiscretion = 0.7\n" + change("grant", 2018, "value = 0.8")
    scenario = combined(tmp_path, files, own)
    assert scenario.parameters["discretion"] == 0.7
    assert in_force(scenario, "grant", 2018)[0] == 0.8


def test_factors_of_two_parents_multiply(tmp_path: Path) -> None:
    files = {
        "one": ENGLAND + change("demand", 2018, "factor = 1.2"),
        "two": ENGLAND + change("demand", 2018, "factor = 1.5"),
    }
    assert in_force(combined(tmp_path, files), "demand", 2019)[0] == pytest.approx(1.8)


def test_a_change_that_comes_by_two_ways_counts_once(tmp_path: Path) -> None:
    written(tmp_path, ENGLAND + change("demand", 2018, "factor = 1.5"), "root.toml")
    child = MINIMAL + 'extends = ["root.toml"]\n'
    scenario = combined(tmp_path, {"one": child, "two": child})
    assert in_force(scenario, "demand", 2019)[0] == 1.5


def test_the_same_parameter_at_other_times_or_elsewhere_is_no_conflict(tmp_path: Path) -> None:
    files = {
        "one": ENGLAND + change("grant", 2018, 'value = 0.9\nto = 2019\ncouncils=["Council 01"]'),
        "two": ENGLAND + change("grant", 2019, 'value = 0.8\ncouncils = ["Council 01"]'),
        "three": ENGLAND + change("grant", 2018, 'value = 0.7\ncouncils = ["Council 02"]'),
    }
    scenario = combined(tmp_path, files)
    assert in_force(scenario, "grant", 2018.5)[:3] == [0.9, 0.7, 1.0]
    assert in_force(scenario, "grant", 2019.5)[:3] == [0.8, 0.7, 1.0]


def test_what_a_parent_says_of_time_and_world_is_taken_over(tmp_path: Path) -> None:
    files = {
        "one": ENGLAND + "[time]\nfirst_year = 2010\nyears = 10\n",
        "two": ENGLAND + "[world]\nauthorities = 3\n[thread]\nwhole = 0.7\n",
    }
    scenario = combined(tmp_path, files)
    assert (scenario.time.first_year, scenario.time.years) == (2010, 10)
    assert len(scenario.world().councils) == 3
    assert scenario.thread.whole == 0.7
    assert scenario.baseline is not None
    assert scenario.baseline.time == scenario.time


def test_a_parent_of_england_can_be_laid_on_another_baseline(tmp_path: Path) -> None:
    scenario = combined(
        tmp_path, {"one": ENGLAND + change("training", 2017, "value = 2")}, 'against="austerity"\n'
    )
    assert scenario.baseline is not None
    assert scenario.baseline.name == "austerity"
    assert {each.parameter for each in scenario.changes(scenario.world())} == {
        "cut_gradient",
        "grant",
        "training",
    }
    assert scenario.time.first_year == 2010


def test_a_parent_comes_on_top_of_the_baseline(tmp_path: Path) -> None:
    base = MINIMAL + "[parameters]\ndiscretion = 0.9\nhostility = 0.2\n"
    written(tmp_path, base, "base.toml")
    scenario = combined(tmp_path, {"one": DISCRETION.replace("england", "base.toml")},
                        'against = "base.toml"\n')  # fmt: skip
    assert scenario.parameters == {"discretion": 0.5, "hostility": 0.2}


GRANT = ENGLAND + change("grant", 2018, "value = 0.9")
CONFLICTS = {
    "two values at one time": (
        {"one": GRANT, "two": ENGLAND + change("grant", 2019.5, "value = 0.8")},
        "",
        "set grant in 2019.5. Take one of them out of extends",
    ),
    "two values in a shared council": (
        {
            "one": ENGLAND
            + change("grant", 2018, 'value=0.9\ncouncils=["Council 01","Council 02"]'),
            "two": ENGLAND
            + change("grant", 2018, 'value=0.8\ncouncils=["Council 02","Council 03"]'),
        },
        "",
        "set grant in 2018",
    ),
    "two values from the outset": (
        {
            "one": ENGLAND + "[parameters]\ndiscretion = 0.5",
            "two": ENGLAND + "[parameters]\ndiscretion = 0.6",
        },
        "",
        "both 'one' and 'two' set discretion from the outset",
    ),
    "a value from the outset and one by date": (
        {
            "one": ENGLAND + change("discretion", 2019, "value = 0.5"),
            "two": ENGLAND + "[parameters]\ndiscretion = 0.6",
        },
        "",
        "set discretion in 2019",
    ),
    "different years": (
        {
            "one": ENGLAND + "[time]\nfirst_year = 2010",
            "two": ENGLAND + "[time]\nfirst_year = 2012",
        },
        "",
        "first_year is 2010.0 in 'one' and 2012.0 in 'two'. Say under [time]",
    ),
    "different councils": (
        {
            "one": ENGLAND + "[world]\nauthorities = 3",
            "two": ENGLAND + "[world]\nauthorities = 4",
        },
        "",
        "play in different councils. Describe the councils",
    ),
    "different baselines": (
        {"one": ENGLAND, "two": MINIMAL + 'against = "austerity"'},
        "",
        "are set against 'england' and 'austerity'. Write against",
    ),
    "a parent set against something else": (
        {"one": MINIMAL + 'against = "austerity"'},
        'against = "england"\n',
        "'one' is set against 'austerity', which this file does not stand on. Write against",
    ),
    "a change outside the years": (
        {"one": GRANT},
        "[time]\nfirst_year = 2030\n",
        "the change of grant from 2018 on",
    ),
}


@pytest.mark.parametrize("case", CONFLICTS)
def test_parents_that_contradict_each_other_are_refused(tmp_path: Path, case: str) -> None:
    files, text, message = CONFLICTS[case]
    with pytest.raises(InputError) as caught:
        combined(tmp_path, files, text)
    assert message in str(caught.value)
    assert caught.value.where == f"{tmp_path / 'mine.toml'}, line 4"
    assert caught.value.key
    assert caught.value.remedy


def test_a_conflict_names_both_places(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        combined(tmp_path, {"one": GRANT, "two": GRANT.replace("0.9", "0.8")})
    for name in ("one", "two"):
        assert f"'{name}' ({tmp_path / name}.toml, line 5)" in str(caught.value)


def test_the_file_may_settle_which_years_are_meant(tmp_path: Path) -> None:
    files, _, _ = CONFLICTS["different years"]
    assert combined(tmp_path, files, "[time]\nfirst_year = 2011\n").time.first_year == 2011


def test_circles_are_refused(tmp_path: Path) -> None:
    itself = written(tmp_path, MINIMAL + 'extends = ["itself.toml"]', "itself.toml")
    one = written(tmp_path, MINIMAL + 'extends = ["two.toml"]', "one.toml")
    two = written(tmp_path, MINIMAL + 'against = "one.toml"', "two.toml")
    for path, message in (
        (itself, "'itself' extends, in the end, itself"),
        (one, "is compared, in the end, with itself"),
        (two, "extends, in the end, itself"),
    ):
        with pytest.raises(InputError, match=message):
            load(path)


@pytest.mark.parametrize(
    ("value", "line", "message"),
    [
        ('["austerty"]', 4, "unknown scenario 'austerty'. Did you mean 'austerity'"),
        ('["no.toml"]', 4, "no.toml: there is no such scenario file"),
        ("[]", 4, "extends is an empty list"),
        ('"austerity"', 4, "extends must be a list"),
        ("[3]", 4, "extends must be text in quotes"),
    ],
)
def test_an_unusable_parent_is_refused(tmp_path: Path, value: str, line: int, message: str) -> None:
    path = written(tmp_path, f"{MINIMAL}extends = {value}\n")
    with pytest.raises(InputError) as caught:
        load(path)
    assert message in str(caught.value)
    assert caught.value.where == f"{path}, line {line}"


def test_a_fault_in_a_parent_is_told_with_its_own_place(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="unknown key 'clam'") as caught:
        combined(tmp_path, {"one": ENGLAND + 'clam = "C"'})
    assert caught.value.where == f"{tmp_path / 'one.toml'}, line 5"


def test_two_scenarios_may_compare_themselves_with_each_other(tmp_path: Path) -> None:
    expects = '[[expect]]\noutcome = "trust"\ndirection = "rises"\nagainst = "{}.toml"\n'
    written(tmp_path, ENGLAND + expects.format("two"), "one.toml")
    two = load(written(tmp_path, ENGLAND + expects.format("one"), "two.toml"))
    assert two.others["one.toml"].name == "one"
