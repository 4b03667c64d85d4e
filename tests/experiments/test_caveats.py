"""What is said before the findings: a changed run, equal worlds, few replicates."""

from __future__ import annotations

from pathlib import Path

import pytest

from experiments.caveats import caveats
from experiments.design import make_design
from sim.world import World

HEAD = 'title = "T"\nclaim = "C"\nsource = "S"\nagainst = "england"\n[time]\nfirst_year = 2010\n'
CUT = '[[change]]\nparameter = "grant"\nfrom = 2012\n'
ZERO = "every difference is zero by construction"


def said(scenario: str | Path, replicates: int = 10, **given: object) -> str:
    arguments = {"years": None, "world": None, "parameters": None} | given
    design = make_design(scenario, replicates=replicates, seed=1, workers=1, **arguments)  # type: ignore[arg-type]
    return " ".join(caveats(design))


@pytest.fixture
def write(tmp_path: Path):
    def writer(text: str) -> Path:
        (tmp_path / "mine.toml").write_text(HEAD + text)
        return tmp_path / "mine.toml"

    return writer


def test_there_is_nothing_to_say_about_the_run_as_it_is_meant() -> None:
    assert said("austerity") == ""
    assert said("england", years=6.0, world=World.default(), parameters={"grant": 1.0}) == ""


def test_whatever_was_changed_for_the_run_is_named() -> None:
    words = said("austerity", years=2, world=World.even(8, 3), parameters={"discretion": 0.1})
    assert words.startswith("This is not the run that the claim is about: ")
    assert "it observes 2010 to 2012, not 2010 to 2020" in words
    assert "it plays in 8 councils of your own" in words
    assert "discretion is 0.1 in both worlds" in words


@pytest.mark.parametrize(
    ("text", "equal"),
    [
        ("", True),
        ("[parameters]\ngrant = 1\n", True),
        (CUT + "value = 1\n", True),
        (CUT + "factor = 1\n", True),
        (CUT + "value = 0.9\n", False),
        (CUT + "factor = 0.9\nto = 2012.1\n", False),
        (CUT + "value = 0.9\nramp_years = 20\n", False),
        (CUT + 'value = 0.9\ncouncils = ["Council 03"]\n', False),
        ("[parameters]\ngrant = 0.9\n", False),
    ],
)
def test_a_scenario_that_changes_nothing_is_noticed(write, text: str, equal: bool) -> None:
    assert (ZERO in said(write(text))) == equal


def test_a_run_too_short_for_the_change_is_noticed(write) -> None:
    path = write(CUT + "value = 0.9\n")
    assert ZERO not in said(path, years=2.25)
    assert ZERO in said(path, years=2.0)


def test_few_replicates_are_warned_of() -> None:
    assert "With only 9 replicates the intervals are rough. Run 10" in said("england", 9)
    assert "Only 4 of the 5 priorities are followed" in said("england", 4)
    one = said("england", 1)
    assert "One replicate gives no intervals. They say how far a figure would move" in one
    assert "Only 1 of the 5 priorities is followed" in one
