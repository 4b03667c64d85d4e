"""``goldenthread robust`` as a policy team meets it."""

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
years = 1
burn_in_years = 0
"""
PACKAGES = """
title = "Two ways"
[[require]]
output = "elasticity.planned"
at_least = 0.8
[[package]]
name = "as it is"
cost = 0
[[package]]
name = "aligned"
cost = 2
set = { central_alignment = 1.0 }
"""


@pytest.fixture(autouse=True)
def files(tmp_path: Path) -> None:
    (tmp_path / "tiny.toml").write_text(TINY)
    (tmp_path / "packages.toml").write_text(PACKAGES)
    (tmp_path / "posts.toml").write_text("[ranges]\nestablishment = [0.8, 1.0]\n")


def test_packages_in_many_worlds(tmp_path: Path, command: Run) -> None:
    words = (
        "robust", "--packages", "packages.toml", "--scenario", "tiny.toml", "--out", "mine",
        "--years", "0.5", "--parameters", "need_worsening,central_alignment,effectiveness",
        "--worlds", "64", "--replicates", "1", "--workers", "1",
    )  # fmt: skip
    done = command(*words)
    assert done.returncode == 0, done.stderr
    assert "2 packages in 64 worlds" in done.stdout
    # What a package sets is no longer uncertain.
    assert "2 uncertain parameters" in done.stdout
    assert "(elasticity.planned at least 0.8) holds most often with aligned" in done.stdout
    results = tmp_path / "mine" / "robust"
    table = pd.read_csv(results / "packages.csv").set_index("package")
    assert table.satisfied["aligned"] == 1.0
    assert table.satisfied["as it is"] < 0.2
    assert table.undominated["as it is"]
    assert len(pd.read_csv(results / "worlds.csv")) == 128
    assert (results / "packages.png").stat().st_size > 10_000
    assert (results / "pairs.png").stat().st_size > 10_000
    pairs = pd.read_csv(results / "pairs.csv").set_index("criterion")
    assert pairs.clear["satisfied"]
    assert pairs.high["satisfied"] < -0.5
    manifest = json.loads((results / "manifest.json").read_text())
    assert [each["cost"] for each in manifest["packages"]] == [0.0, 2.0]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--packages", "no.toml"), "no.toml"),
        (("--worlds", "50"), "50 worlds cannot be spread evenly: it takes a power of two, from 64"),
        (("--worlds", "100"), "Give 64 or 128"),
        # The shipped packages set it.
        (("--ranges", "posts.toml"), "line 2: there is a range for establishment, which is not"),
    ],
)
def test_bad_input_has_status_2(
    words: tuple[str, ...], said: str, tmp_path: Path, command: Run
) -> None:
    before = sorted(tmp_path.iterdir())
    done = command("robust", "--out", "mine", *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert sorted(tmp_path.iterdir()) == before
