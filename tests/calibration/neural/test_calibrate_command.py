"""``goldenthread calibrate`` on a tiny world: a point, a stop, and going on."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

pytest.importorskip("cma")

from tests.goldenthread.conftest import python

TINY = """
title = "Tiny"
claim = "C"
source = "S"
[world]
authorities = 2
posts = 3
citizens_per_post = 10
[time]
first_year = 2017
years = 1
burn_in_years = 0
steps_per_year = 12
"""
PRIORS = """
title = "Two"
scenario = "tiny.toml"
[[parameter]]
name = "norm_hours"
low = 0.8
high = 2.0
why = "a test"
[[parameter]]
name = "initial_trust"
low = 0.2
high = 0.7
why = "a test"
"""
TARGETS = """id,quantity,statistic,value,tolerance,unit,period
A,trust,trust,42,2,0-100,2017
B,caseload,caseload,4,1,cases per worker,2017
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "tiny.toml").write_text(TINY)
    (tmp_path / "priors.toml").write_text(PRIORS)
    (tmp_path / "targets.csv").write_text(TARGETS)
    return tmp_path


def calibrate(folder: Path, *words: str):  # type: ignore[no-untyped-def]
    given = ("mine", "--targets", "targets.csv", "--priors", "priors.toml", "--quick",
             "--workers", "1")  # fmt: skip
    return python("-m", "goldenthread", "calibrate", *given, *words, folder=folder)


def test_a_point_is_found_and_going_on_gives_the_same(folder: Path) -> None:
    done = calibrate(folder, "--budget", "90", "--out", "here")
    assert done.returncode == 0, done.stderr
    assert "A point hides ridges" in done.stdout
    results = folder / "here" / "results"
    point = pd.read_csv(results / "point.csv")
    assert point.parameter.tolist() == ["norm_hours", "initial_trust"]
    targets = pd.read_csv(results / "targets.csv").set_index("id")
    assert abs(targets.figure["A"] - 42) < 6
    first = (results / "findings.json").read_text()
    # The last stage is lost: it alone is computed again, and nothing changes.
    stages = sorted((folder / "here" / "runs").iterdir())
    assert len(stages) >= 3
    for path in sorted(stages[-1].rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    stages[-1].rmdir()
    again = calibrate(folder, "--budget", "90", "--resume", "here")
    assert again.returncode == 0, again.stderr
    assert again.stderr.count("runs: 1 scenario") == 1
    assert json.loads((results / "findings.json").read_text()) == json.loads(first)
    scenario = python("-m", "goldenthread", "scenarios", "--check", str(results), folder=folder)
    assert scenario.returncode == 0, scenario.stdout
