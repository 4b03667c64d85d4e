"""``--posterior`` and ``goldenthread posterior`` through their real entry points."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.main import get_command

import experiments.posterior.file
from goldenthread.command import app
from tests.experiments.posterior.hand_made import draws_of
from tests.goldenthread.conftest import Run

WIDE = draws_of([1, 2, 1], base_threshold=[0.05, 0.3, 0.6], patience=[0.4, 0.5, 0.6])


@pytest.fixture
def wide(tmp_path: Path) -> Path:
    return WIDE.save(tmp_path / "wide.parquet")


def test_a_run_says_what_was_drawn_and_what_is_behind_its_intervals(
    command: Run, small: Path, wide: Path
) -> None:
    done = command("run", small, "--posterior", wide, "--replicates", "6")
    assert done.returncode == 0, done.stderr
    order = [
        "Note: Parameters are drawn from the posterior wide: 3 draws of 2 parameters",
        "What is behind the intervals",
        "Caseload",
        "Share that is not knowing the parameters",
        "Findings",
        "- Intervals of outcomes",
        "Intervals hold chance and what the posterior leaves open of the parameters",
    ]
    places = [done.stdout.find(each) for each in order]
    assert -1 not in places
    assert places[0] < places[1] < places[-1]
    assert "Intervals cover chance" not in done.stdout


@pytest.mark.parametrize("words", [("--posterior",), ("--posterior", "--seed", "2")])
def test_alone_it_means_the_one_that_is_shipped(
    words: tuple[str, ...], small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "shipped").mkdir()
    WIDE.save(tmp_path / "shipped" / "england_children.parquet")
    monkeypatch.setattr(experiments.posterior.file, "_shipped_folder", lambda: tmp_path / "shipped")
    out = tmp_path / "out"
    given = ["run", str(small), "--replicates", "2", "--out", str(out), "--quiet", *words]
    get_command(app).main(given, standalone_mode=False)
    assert json.loads((out / "manifest.json").read_text())["posterior"]["name"] == (
        "england_children"
    )


@pytest.mark.parametrize(
    ("name", "words", "said"),
    [
        ("run", ("--posterior", "half.toml"), "half.toml: it is not a Parquet file"),
        (
            "thread",
            ("--posterior=none.parquet",),
            "there is no file of parameter draws 'none.parquet'",
        ),
        ("compare", ("--posterior", "nobody"), "there is no posterior 'nobody'"),
    ],
)
def test_what_cannot_be_used_is_refused_before_anything_is_done(
    command: Run, small: Path, tmp_path: Path, name: str, words: tuple[str, ...], said: str
) -> None:
    many = ("england",) if name == "compare" else ()
    done = command(name, *many, small, *words, "--out", tmp_path / "out")
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists()


PACKAGES = """
title = "Two ways"
[[package]]
name = "as it is"
cost = 0
[[package]]
name = "patient"
cost = 2
set = { patience = 4.0 }
"""
TINY = """
title = "Tiny"
claim = "C"
source = "S"
[time]
first_year = 2017
years = 1
burn_in_years = 0
"""


def test_packages_are_compared_in_the_worlds_of_a_posterior(
    command: Run, wide: Path, tmp_path: Path
) -> None:
    (tmp_path / "packages.toml").write_text(PACKAGES)
    (tmp_path / "tiny.toml").write_text(TINY)
    words = (
        "robust", "--packages", "packages.toml", "--scenario", "tiny.toml", "--out", "mine",
        "--years", "0.25", "--replicates", "2", "--workers", "1",
    )  # fmt: skip
    done = command(*words, "--posterior", wide)
    assert done.returncode == 0, done.stderr
    # Three draws make three worlds, however often each is drawn; patience is the package's.
    assert "12 runs: 1 scenario x 6 points x 2 replicates" in done.stderr
    assert "2 packages in 64 worlds" in done.stdout
    assert "1 uncertain parameters" in done.stdout
    assert "The worlds are drawn from the posterior wide" in done.stdout
    manifest = json.loads((tmp_path / "mine" / "robust" / "manifest.json").read_text())
    assert manifest["posterior"]["uncertain"] == ["base_threshold"]
    assert len(manifest["posterior"]["taken"]) == 64
    # A draw that was there before is the same run, a new one is not.
    draws_of(base_threshold=[0.3, 0.4]).save(wide)
    other = command(*words, "--posterior", wide, "--resume")
    assert other.returncode == 0, other.stderr
    assert "x 2 replicates; 4 to compute" in other.stderr


def test_a_posterior_and_names_of_what_is_uncertain_do_not_go_together(
    command: Run, wide: Path
) -> None:
    done = command("robust", "--out", "x", "--posterior", wide, "--parameters", "patience")
    assert done.returncode == 2
    assert "Give either --posterior or --parameters" in done.stderr


def test_a_posterior_is_shown(command: Run, wide: Path) -> None:
    done = command("posterior", wide)
    assert done.returncode == 0, done.stderr
    for words in ("3 draws of 2 parameters", "base_threshold", "0.05 to 0.6", "50 %", "row 2",
                  "made by: hand", "SHA-256: "):  # fmt: skip
        assert words in done.stdout
    found = json.loads(command("posterior", wide, "--json").stdout)
    assert found["medoid_row"] == 2
    assert found["effective_draws"] == pytest.approx(16 / 6)
    assert [row["median"] for row in found["parameters"]] == [0.3, 0.5]
    missing = command("posterior", "nobody")
    assert missing.returncode == 2
    assert "Known names: england_children" in missing.stderr
