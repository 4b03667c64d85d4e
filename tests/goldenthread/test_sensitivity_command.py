"""``goldenthread sensitivity`` as a researcher meets it."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from tests.goldenthread.conftest import Run, python

SMALL = """
title = "Tiny"
claim = "C"
source = "S"
[time]
first_year = 2017
years = 0.5
burn_in_years = 0
"""

WORDS = (
    "sensitivity", "--scenario", "tiny.toml", "--out", "mine", "--years", "0.5",
    "--parameters", "grant,recording_burden,story_weight", "--replicates", "2",
    "--outputs", "caseload,gap", "--screening", "4", "--samples", "32", "--workers", "1",
)  # fmt: skip


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    path = tmp_path / "tiny.toml"
    path.write_text(SMALL)
    return path


def tables(folder: Path) -> dict[str, bytes]:
    return {
        path.name: path.read_bytes()
        for path in sorted((folder / "sensitivity").iterdir())
        if path.suffix in (".csv", ".png", ".svg") or path.name == "findings.json"
    }


def test_screening_then_shares_of_variance_and_a_resume_in_the_middle(
    tiny: Path, tmp_path: Path, command: Run
) -> None:
    done = command(*WORDS)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0].startswith("Of 3 parameters screened, ")
    assert any(line.startswith("Caseload depends most on ") for line in lines)
    assert lines[-1] == "Figures, tables and manifest: mine/sensitivity"

    results = tmp_path / "mine" / "sensitivity"
    indices = pd.read_csv(results / "indices.csv")
    assert set(indices.method) == {"morris", "sobol", "pawn"}
    assert set(indices.output) == {"caseload", "gap"}
    caseload = indices[(indices.method == "morris") & (indices.output == "caseload")]
    assert set(caseload.factor) == {"grant", "recording_burden", "story_weight", "dummy"}
    by_factor = caseload.set_index("factor")["index"]
    assert by_factor["grant"] > 0
    assert by_factor["dummy"] == 0
    assert not caseload.set_index("factor").important["dummy"]
    assert (caseload.tier[caseload.factor == "grant"] == "centre").all()
    manifest = json.loads((results / "manifest.json").read_text())
    assert manifest["seed"] == 1
    took = manifest["measured"]
    assert took["studies"].keys() == {"morris", "sobol"}
    assert sum(each["runs"] for each in took["studies"].values()) > 100
    assert 0 < sum(each["seconds"] for each in took["studies"].values()) <= took["command_seconds"]
    assert {each["name"]: each["role"] for each in manifest["factors"]} == {
        "grant": "lever",
        "recording_burden": "lever",
        "story_weight": "uncertainty",
    }
    for name in ("indices-sobol", "indices-morris", "screening", "convergence-sobol"):
        assert (results / f"{name}.png").stat().st_size > 10_000
        assert (results / f"{name}.svg").is_file()

    # Interrupted in the middle of the runs, and gone on with: the same bytes.
    program = (
        "import contextlib, signal, sys\n"
        "import goldenthread.rows as rows\n"
        "@contextlib.contextmanager\n"
        "def shown(*_):\n"
        "    yield lambda done, total: done and signal.raise_signal(signal.SIGINT)\n"
        "rows.shown_progress = shown\n"
        "from goldenthread.command import main\n"
        f"sys.argv = {['goldenthread', *(w if w != 'mine' else 'other' for w in WORDS)]}\n"
        "main()"
    )
    stopped = python("-c", program, folder=tmp_path)
    assert stopped.returncode == 130, stopped.stderr
    assert "go on with: goldenthread sensitivity" in stopped.stderr
    # Libraries may have a last word on what the workers left behind.
    assert any(line.endswith("--resume") for line in stopped.stderr.splitlines())
    assert not (tmp_path / "other" / "sensitivity").exists()
    words = [word if word != "mine" else "other" for word in WORDS]
    resumed = command(*words, "--resume", "--quiet")
    assert (resumed.returncode, resumed.stdout) == (0, "other/sensitivity\n"), resumed.stderr
    first, second = tables(tmp_path / "mine"), tables(tmp_path / "other")
    assert first.keys() == second.keys()
    assert all(first[name] == second[name] for name in first)

    refused = command(*WORDS)
    assert refused.returncode == 2
    assert "mine holds runs already. Add --resume" in refused.stderr


def test_both_worlds_over_ranges_of_ones_own(tiny: Path, tmp_path: Path, command: Run) -> None:
    tiny.write_text(SMALL + "[world]\nauthorities = 2\nposts = 3\ncitizens_per_post = 10\n")
    (tmp_path / "mine.toml").write_text("[ranges]\ngrant = [0.5, 0.7]\n")
    words = (
        "sensitivity", "--scenario", "tiny.toml", "--out", "mine", "--years", "0.25",
        "--parameters", "grant,discretion,task_pace", "--replicates", "2", "--method", "morris",
        "--samples", "4", "--outputs", "caseload,gap", "--ranges", "mine.toml", "--workers", "1",
    )  # fmt: skip
    assert command(*words).returncode == 0
    done = command(*words, "--both-worlds", "--resume", "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["folder"] == "mine/worlds"
    assert "and in 2 councils (60 citizens" in told["findings"][0]
    # What one command found is not lost by another.
    assert (tmp_path / "mine" / "sensitivity" / "indices.csv").is_file()
    results = tmp_path / "mine" / "worlds"
    assert set(pd.read_csv(results / "indices.csv").parameter) == {
        "grant",
        "discretion",
        "task_pace",
    }
    assert (results / "worlds.png").stat().st_size > 10_000
    manifest = json.loads((results / "manifest.json").read_text())
    assert {each["name"]: (each["low"], each["high"]) for each in manifest["factors"]}["grant"] == (
        0.5, 0.7,
    )  # fmt: skip
    assert manifest["ranges"] == "mine.toml, else plausible"
    assert manifest["whole_world"]["councils"]["rows"] != manifest["councils"]["rows"]
    assert manifest["measured"]["studies"].keys() == {"morris-small", "morris-whole"}


def test_failing_rows_are_listed(tiny: Path, tmp_path: Path, command: Run) -> None:
    tiny.write_text(SMALL + '[[change]]\nparameter = "grant"\nfrom = 2017\nfactor = 1.4\n')
    words = ("sensitivity", "--scenario", "tiny.toml", "--out", "mine", "--method", "pawn")
    more = ("--parameters", "grant,discretion", "--outputs", "caseload", "--samples", "128",
            "--replicates", "1", "--years", "0.25", "--workers", "1", "--json")  # fmt: skip
    done = command(*words, *more)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    # The grant is varied from .5 to 1.5, and 1.4 times what exceeds 1.07 is not allowed.
    assert told["failed_runs"]["pawn"] == pytest.approx(0.43 * 128, abs=3)
    excluded = pd.read_csv(tmp_path / "mine" / "sensitivity" / "excluded.csv")
    assert len(excluded) == told["failed_runs"]["pawn"]
    assert any("runs failed" in sentence for sentence in told["findings"])
    assert any("With one replicate nothing is known of chance" in s for s in told["findings"])
    indices = pd.read_csv(tmp_path / "mine" / "sensitivity" / "indices.csv")
    assert np.isfinite(indices["index"]).all()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--out", "mine", "--samples", "100"), "100 is no power of two"),
        (("--out", "mine", "--outputs", "felt"), "unknown output 'felt'"),
        (("--out", "mine", "--parameters", "discretoin"), "Did you mean 'discretion'"),
        (("--out", "mine", "--replicates", "0"), "replicates is 0"),
        (("--out", "mine", "--scenario", "no"), "no"),
        (("--out", "tiny.toml"), "tiny.toml is not a folder"),
        (("--out", "."), "is not empty"),
        ((), "name the folder that keeps the runs"),
        (("--out", "mine", "--method", "rbd"), "Invalid value"),
        (
            ("--scenario", "austerity", "--parameters", "grant", "--out", "mine"),
            "sets grant by date",
        ),
        (("--out", "mine", "--tiers", "--method", "pawn"), "pawn knows no groups"),
        (("--out", "mine", "--ranges", "plausable"), "Did you mean 'plausible'"),
        (("--out", "mine", "--ranges", "no.toml"), "no.toml"),
        (("--out", "mine", "--whole-world", "--both-worlds"), "--both-worlds or --whole-world"),
    ],
)
def test_bad_input_has_status_2_and_leaves_nothing(
    words: tuple[str, ...], said: str, tiny: Path, command: Run
) -> None:
    before = sorted(tiny.parent.iterdir())
    done = command("sensitivity", *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert sorted(tiny.parent.iterdir()) == before
