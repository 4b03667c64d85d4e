"""``goldenthread profile`` through its real entry point."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sim.week import Week
from tests.goldenthread.conftest import Run


def test_every_stage_has_its_share(command: Run, small: Path) -> None:
    done = command("profile", small)
    assert (done.returncode, done.stderr) == (0, "")
    first, _, header, *rows = done.stdout.splitlines()
    assert first.startswith("half: 90 citizens, 15 steps in ")
    assert first.endswith("ns per citizen and step")
    assert header.split()[:2] == ["stage", "share"]
    assert [row.split()[0] for row in rows] == [*Week().names, "between_stages"]
    assert sum(float(row.split()[1]) for row in rows) == pytest.approx(100, abs=1)


def test_the_json_document_adds_up(command: Run, small: Path, tmp_path: Path) -> None:
    councils = tmp_path / "councils.csv"
    councils.write_text("name,posts,population_in_need\nNorthby,3,40\nSouthby,2,30\n")
    done = command("profile", small, "--json", "--councils", councils, "--years", "2")
    document = json.loads(done.stdout, parse_constant=pytest.fail)
    assert (document["citizens"], document["steps"]) == (70, 27)
    stages = document["stages"]
    assert sum(each["seconds"] for each in stages) == pytest.approx(document["seconds"])
    assert sum(each["share"] for each in stages) == pytest.approx(1)
    pace = sum(each["nanoseconds_per_citizen_step"] for each in stages)
    assert pace == pytest.approx(1e9 * document["seconds"] / (70 * 27))
    assert {path.name for path in tmp_path.iterdir()} == {"half.toml", "councils.csv"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["austerty"], "Did you mean 'austerity'"),
        (["austerity", "--councils", "none.csv"], "none.csv"),
        (["austerity", "--years", "0"], "years is 0"),
        (["austerity", "--seed", "-1"], "seed is -1"),
    ],
)
def test_bad_input_has_status_2(words: list[str], said: str, command: Run) -> None:
    done = command("profile", *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
