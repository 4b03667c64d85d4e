"""What a scenario file means once it is loaded."""

from __future__ import annotations

from pathlib import Path

import pytest

from scenarios import World, load
from sim.changes import Change
from sim.errors import InputError
from sim.world import Council
from tests.scenarios.scenario_files import COUNCILS, MINIMAL, written


def test_what_a_file_leaves_out_has_the_defaults(tmp_path: Path) -> None:
    scenario = load(written(tmp_path, MINIMAL))
    assert scenario.name == "mine"
    assert (scenario.title, scenario.claim, scenario.source) == ("T", "C", "S")
    time = scenario.time
    assert (time.first_year, time.years, time.burn_in_years, time.steps_per_year) == (0, 6, 4, 52)
    thread = scenario.thread
    assert (thread.lever, thread.step, thread.whole, thread.broken) == (None, 0.2, 0.6, 0.25)
    assert scenario.world() == World.default()
    assert scenario.expectations == ()


def test_everything_a_file_can_say_is_understood(tmp_path: Path) -> None:
    scenario = load(
        written(
            tmp_path,
            MINIMAL
            + """
            against = "england"
            [time]
            first_year = 2010
            years = 2.5
            burn_in_years = 1
            steps_per_year = 12
            [world]
            authorities = 5
            posts = 2
            citizens_per_post = 3
            [thread]
            lever = "accountability_stakes"
            step = 0.1
            whole = 0.7
            broken = 0.1
            [parameters]
            discretion = 0.5
            agenda.care = 0.4
            "agenda.housing" = 1
            [[change]]
            parameter = "training"
            factor = 0.5
            from = 2011
            to = 2012
            ramp_years = 0.5
            councils = ["Council 02"]
            [[expect]]
            outcome = "waiting"
            direction = "falls"
            at_least = 3
            """,
        )
    )
    assert scenario.time.years == 2.5
    assert len(scenario.world().councils) == 5
    assert scenario.world().citizens == 30
    assert scenario.thread.lever == "accountability_stakes"
    assert scenario.parameters == {"discretion": 0.5, "agenda.care": 0.4, "agenda.housing": 1.0}
    assert scenario.changes(scenario.world()) == (
        Change("training", 2011, None, 0.5, 0.5, 2012, ("Council 02",)),
    )
    (expectation,) = scenario.expectations
    assert (expectation.outcome, expectation.direction) == ("waiting", "falls")
    assert expectation.at_least == 3


def test_a_scenario_is_a_difference_from_its_baseline(tmp_path: Path) -> None:
    written(
        tmp_path,
        MINIMAL
        + "[time]\nfirst_year = 2000\nyears = 3\n[thread]\nstep = 0.1\n"
        + "[world]\nauthorities = 3\n[parameters]\ndemand = 1.2\ndiscretion = 0.3\n"
        + '[[change]]\nparameter = "grant"\nvalue = 0.8\nfrom = 2001\n',
        "base.toml",
    )
    scenario = load(
        written(
            tmp_path,
            MINIMAL
            + 'against = "base.toml"\n[time]\nyears = 4\n[parameters]\ndemand = 1.5\n'
            + '[[change]]\nparameter = "grant"\nvalue = 1\nfrom = 2002\n',
        )
    )
    assert (scenario.time.first_year, scenario.time.years) == (2000, 4)
    assert scenario.thread.step == 0.1
    assert len(scenario.world().councils) == 3
    assert scenario.parameters == {"demand": 1.5, "discretion": 0.3}
    assert [change.start for change in scenario.changes(scenario.world())] == [2001, 2002]
    baseline = scenario.baseline
    assert baseline is not None
    assert baseline.time.years == 4
    assert baseline.parameters == {"demand": 1.2, "discretion": 0.3}
    assert [change.start for change in baseline.changes(baseline.world())] == [2001]


def test_a_scenario_can_stand_on_austerity(tmp_path: Path) -> None:
    scenario = load(
        written(
            tmp_path,
            MINIMAL
            + 'against = "austerity"\n[[change]]\nparameter = "grant"\nvalue = 1\nfrom = 2018\n',
        )
    )
    parameters = [change.parameter for change in scenario.changes(scenario.world())]
    assert parameters == ["cut_gradient", "grant", "grant"]


def test_deprivation_bands_are_fifths_of_whatever_world_is_used(tmp_path: Path) -> None:
    scenario = load(
        written(
            tmp_path,
            MINIMAL
            + '[[change]]\nparameter = "grant"\nvalue = 0.8\nfrom = 1\ndeprivation_band = [1, 5]\n',
        )
    )
    other = World(tuple(Council(f"C{i}", 1, 1, deprivation=i / 10) for i in range(10)))
    (change,) = scenario.changes(other)
    assert set(change.councils or ()) == {"C9", "C8", "C1", "C0"}
    (change,) = scenario.changes(scenario.world())
    assert len(change.councils or ()) == 5 + 4


def test_councils_are_checked_again_in_another_world(tmp_path: Path) -> None:
    scenario = load(
        written(
            tmp_path,
            MINIMAL
            + '[[change]]\nparameter = "grant"\nvalue = 0.8\nfrom = 1\n'
            + 'councils = ["Council 01", "Council 02"]\n',
        )
    )
    other = World((Council("Council 01", 1, 1), Council("Council 2", 1, 1)))
    with pytest.raises(InputError, match=r"line 8: unknown council 'Council 02'. Did you mean"):
        scenario.changes(other)


def test_the_world_may_be_a_file_beside_the_scenario(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    written(tmp_path / "data", COUNCILS + "Ay,2,5,0.1,-0.2\n", "councils.csv")
    scenario = load(written(tmp_path, MINIMAL + '[world]\ncouncils = "data/councils.csv"\n'))
    assert scenario.world().councils == (Council("Ay", 2, 5, 0.1, -0.2),)


def test_the_world_may_be_national(tmp_path: Path) -> None:
    scenario = load(written(tmp_path, MINIMAL + "[world]\nnational = true\n"))
    assert len(scenario.world().councils) == 153


def test_an_accent_may_be_written_in_either_encoding(tmp_path: Path) -> None:
    written(tmp_path, COUNCILS + "Ynys Mo\u0302n,2,5,0,0\n", "councils.csv")
    scenario = load(
        written(
            tmp_path,
            MINIMAL
            + '[world]\ncouncils = "councils.csv"\n'
            + '[[change]]\nparameter = "grant"\nvalue = 0.8\nfrom = 1\n'
            + 'councils = ["Ynys M\u00f4n"]\n',
        )
    )
    assert scenario.world().names == ("Ynys M\u00f4n",)
    assert scenario.changes(scenario.world())[0].councils == ("Ynys M\u00f4n",)


@pytest.mark.parametrize("mark", ["\ufeff", ""])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_files_from_any_editor_can_be_read(tmp_path: Path, mark: str, end: str) -> None:
    text = mark + (MINIMAL + "[time]\nyears = 3\n").replace("\n", end)
    assert load(written(tmp_path, text)).time.years == 3
    with pytest.raises(InputError, match=r"line 5"):
        load(written(tmp_path, text.replace("3", "-3")))


def test_a_shipped_name_wins_over_a_file_of_that_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(tmp_path, MINIMAL, "england")
    monkeypatch.chdir(tmp_path)
    assert load("england").title != "T"
    assert load("./england").title == "T"
