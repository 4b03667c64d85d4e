"""``goldenthread patterns`` through its real entry point."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.goldenthread.conftest import Run


@pytest.fixture
def councils(tmp_path: Path) -> Path:
    path = tmp_path / "councils.csv"
    path.write_text("name,posts,population_in_need\nNorthby,6,150\nSouthby,5,130\n")
    return path


def test_the_table_says_what_passes_and_what_its_null_model_does(
    command: Run, councils: Path
) -> None:
    done = command("patterns", "P16", "--councils", councils, "--replicates", "3")
    assert (done.returncode, done.stderr) == (0, "")
    first, second, _, header, row = done.stdout.splitlines()
    assert first.startswith("1 of 1 patterns pass; 1 count")
    assert second == "3 replicates, seed 1"
    assert header.split()[:2] == ["id", "measured"]
    assert row.startswith("P16")
    assert row.endswith("yes")


def test_the_json_document_has_every_criterion(command: Run, councils: Path) -> None:
    done = command("patterns", "P13", "P16", "--councils", councils, "--replicates", "2", "--json")
    workforce, contact = json.loads(done.stdout, parse_constant=pytest.fail)
    assert [workforce["id"], contact["id"]] == ["P13", "P16"]
    assert len(workforce["criteria"]) == 4
    assert workforce["null_verdict"] is None
    assert contact["criteria"][0]["low"] == 18
    assert contact["criteria"][0]["null"]["mean"] > contact["criteria"][0]["model"]["mean"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["P61"], "Did you mean 'P6'"),
        (["--replicates", "0"], "replicates is 0"),
        (["--councils", "none.csv"], "none.csv"),
        (["--json", "--markdown"], "--markdown"),
    ],
)
def test_bad_input_has_status_2(words: list[str], said: str, command: Run) -> None:
    done = command("patterns", *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
