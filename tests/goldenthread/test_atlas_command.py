"""``goldenthread atlas`` as a researcher meets it, on the runs of a sensitivity analysis."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from tests.goldenthread.conftest import Run

TINY = """
title = "Tiny"
claim = "C"
source = "S"
[time]
first_year = 2017
years = 0.5
burn_in_years = 0
"""
CUT = TINY + '[[change]]\nparameter = "grant"\nfrom = 2017\nvalue = 0.8\n'
NAMES = "grant,accountability_stakes,central_alignment"
SAME = (
    "--scenario", "tiny.toml", "--out", "mine", "--parameters", NAMES, "--screening", "4",
    "--samples", "16", "--workers", "1",
)  # fmt: skip


@pytest.fixture(autouse=True)
def files(tmp_path: Path) -> None:
    (tmp_path / "tiny.toml").write_text(TINY)
    (tmp_path / "cut.toml").write_text(CUT)


def test_the_atlas_of_a_tiny_world(tmp_path: Path, command: Run) -> None:
    more = ("--path", "cut.toml", "--points", "4", "--replicates", "3", "--profiles", "1",
            "--screening-replicates", "2", "--pair", "grant:accountability_stakes")  # fmt: skip
    done = command("atlas", *SAME, *more)
    assert done.returncode == 0, done.stderr
    assert "moved most by central_alignment" in done.stdout
    assert "On the path to cut" in done.stdout or "on the path to cut" in done.stdout
    results = tmp_path / "mine" / "atlas"
    matrix = pd.read_csv(results / "matrix.csv")
    planned = matrix[matrix.output == "passthrough.meant.planned"].set_index("parameter").effect
    assert planned.idxmax() == "central_alignment"
    profiles = pd.read_csv(results / "profiles.csv")
    assert set(profiles.line) == {"central_alignment"}
    one = profiles[profiles.link == "meant -> planned"]
    # The plan follows the centre by as much as it is aligned: broken where that is next to nothing.
    assert one.passed_on.iloc[0] == pytest.approx(0, abs=0.05)
    assert one.passed_on.iloc[-1] > 0.9
    breaks = pd.read_csv(results / "breaks.csv")
    planned_break = breaks[
        (breaks.line == "central_alignment") & (breaks.link == "meant -> planned")
    ]
    assert planned_break.state.item() == "breaks"
    assert 0.15 < planned_break.value.item() < 0.35
    assert len(pd.read_csv(results / "maps.csv")) == 16 * 8
    path = pd.read_csv(results / "path.csv")
    assert sorted(set(path.value)) == [0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0]
    for name in ("matrix", "profiles", "maps", "path"):
        assert (results / f"{name}.png").stat().st_size > 10_000
    assert (results / "sensitivity" / "indices.csv").is_file()
    manifest = json.loads((results / "manifest.json").read_text())
    assert manifest["atlas"]["pairs"] == [["grant", "accountability_stakes"]]

    # All runs are there: the same again costs none, and says the same.
    again = command("atlas", *SAME, *more, "--resume", "--json")
    assert again.returncode == 0, again.stderr
    assert "to compute" not in again.stderr
    assert json.loads(again.stdout)["findings"] == done.stdout.splitlines()[:-1]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--ranges", "no.toml"), "no.toml"),
        (("--pair", "grant"), "'grant' is not a pair of parameters"),
        (("--pair", "grant:demand"), "demand is not varied"),
        (("--path", "tiny.toml"), "nothing changes by date in tiny"),
        (("--points", "2"), "points is 2"),
        (("--path", "nowhere"), "nowhere"),
    ],
)
def test_bad_input_has_status_2_and_leaves_nothing(
    words: tuple[str, ...], said: str, tmp_path: Path, command: Run
) -> None:
    before = sorted(tmp_path.iterdir())
    done = command("atlas", *SAME, *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert sorted(tmp_path.iterdir()) == before
