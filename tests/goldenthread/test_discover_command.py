"""``goldenthread discover`` as a researcher meets it."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from experiments.discovery.events import Event
from experiments.sensitivity.analysis import Output
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


@pytest.fixture(autouse=True)
def tiny(tmp_path: Path) -> None:
    (tmp_path / "tiny.toml").write_text(TINY)


def test_the_conditions_of_an_event(tmp_path: Path, command: Run) -> None:
    words = (
        "discover", "--scenario", "tiny.toml", "--out", "mine", "--years", "1", "--workers", "1",
        "--parameters", "central_alignment,story_weight", "--replicates", "2", "--samples", "64",
        "--event", "elasticity.planned<0.3", "--event", "caseload>1000",
    )  # fmt: skip
    done = command(*words)
    assert done.returncode == 0, done.stderr
    assert "central_alignment stayed below 0.3" in done.stdout
    assert "caseload exceeded 1000 in no run" in done.stdout
    assert "Of what can be chosen: In " in done.stdout
    assert "Of what one must live with: No condition tells better than chance" in done.stdout
    results = tmp_path / "mine" / "discover"
    boxes = pd.read_csv(results / "boxes.csv")
    first = boxes[(boxes.kind == "conditions") & (boxes.box == 1)]
    assert first.condition.tolist() == ["central_alignment"]
    assert first.density.item() > 0.9
    assert first.coverage.item() > 0.9
    assert first.found_again.item() == 1.0
    assert (results / "boxes-elasticity-planned-0-3.png").stat().st_size > 10_000
    told = json.loads((results / "findings.json").read_text())
    assert told["findings"] == done.stdout.splitlines()[:-1]
    assert told["events"]["caseload>1000"]["boxes"] == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--ranges", "no.toml"), "no.toml"),
        (("--event", "nonsense"), "'nonsense' is no event"),
        (("--event", "caselode>3"), "Did you mean 'caseload'"),
        (("--event", "passthrough.planned.enacted<0.2"), "has no value in a single run"),
        (("--samples", "100"), "100 is no power of two"),
    ],
)
def test_bad_input_has_status_2(
    words: tuple[str, ...], said: str, tmp_path: Path, command: Run
) -> None:
    before = sorted(tmp_path.iterdir())
    done = command("discover", "--out", "mine", *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert sorted(tmp_path.iterdir()) == before


def test_an_event_is_counted_over_replicates() -> None:
    values = np.array([[0.1, 0.3, 0.2, 0.9], [0.1, 0.1, 0.1, np.nan]])
    share = Event.of("broken").share(Output("elasticity.felt", "", "", values))
    assert share[0] == 0.5
    assert np.isnan(share[1])
    assert Event.of("caseload > 25").above
