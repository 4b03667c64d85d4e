"""``goldenthread story`` through its real entry point."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.goldenthread.conftest import Run


def test_a_life_is_told_in_two_worlds(command: Run, small: Path, tmp_path: Path) -> None:
    words = ["story", small, "--against", "england", "--html", "life.html", "--out", "kept"]
    done = command(*words)
    assert (done.returncode, "Traceback" in done.stderr) == (0, False)
    order = [
        "Half the money, against England, unchanged\n",
        "3 councils, 90 citizens, 2017 to 2018, seed 1, replicate 0\n",
        "drawn at random, each with the same",
        "Kinds of history",
        "The story of Council 0",
        "Half the money\n---",
        "1 January 2018: The story ends here",
        "In sum: ",
        "England, unchanged\n---",
        "This is a simulation",
    ]
    places = [done.stdout.find(each) for each in order]
    assert -1 not in places
    assert places == sorted(places)
    assert (tmp_path / "kept" / "story.txt").read_text() == done.stdout
    assert (tmp_path / "kept" / "story.html").read_text() == (tmp_path / "life.html").read_text()


def test_json_names_the_citizen_that_can_be_asked_for(command: Run, small: Path) -> None:
    drawn = json.loads(command("story", small, "--json", "--replicate", "3").stdout)
    (story,) = drawn["stories"]
    again = command("story", small, "--json", "--replicate", "3", "--citizen", story["citizen"])
    assert json.loads(again.stdout)["stories"][0]["lives"] == story["lives"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["austerty"], "Did you mean 'austerity'"),
        (["austerity", "--like", "refusd"], "Did you mean 'refused'"),
        (["austerity", "--like", "asked", "--citizen", "Council 01/1"], "either a citizen"),
        (["austerity", "--citizen", "Council 99/1"], "unknown council 'Council 99'"),
        (["austerity", "--against", "nowhere"], "unknown scenario 'nowhere'"),
        (["austerity", "--html", "nowhere/life.html"], "no file can be written"),
        (["austerity", "--html", "."], "is a folder"),
        (["austerity", "--out", " "], "blank"),
        (["austerity", "--councils", "none.csv"], "none.csv"),
    ],
)
def test_bad_input_has_status_2_and_leaves_nothing(
    words: list[str], said: str, command: Run, tmp_path: Path
) -> None:
    done = command("story", *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []
