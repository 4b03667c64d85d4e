"""``goldenthread sweep`` as a researcher meets it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import goldenthread as gt
from tests.experiments.studies.tiny import SCENARIO
from tests.goldenthread.conftest import Run, python

DESIGN = """
scenarios = ["tiny.toml"]
replicates = 25
[sample]
method = "sobol"
samples = 40
parameters = ["discretion", "norm_erosion_weeks"]
"""


@pytest.fixture
def design(tmp_path: Path) -> Path:
    (tmp_path / "tiny.toml").write_text(SCENARIO)
    path = tmp_path / "design.toml"
    path.write_text(DESIGN)
    return path


def test_a_thousand_runs(design: Path, tmp_path: Path, command: Run) -> None:
    done = command("sweep", "design.toml", "--out", "mine")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[0] == "1,000 runs: 1,000 done"
    assert "1,000 runs: 1 scenario x 40 points x 25 replicates" in done.stderr
    assert "Note: 40 points of a Sobol' sequence are not quite balanced" in done.stderr
    assert len(gt.load(tmp_path / "mine").runs()) == 1000

    refused = command("sweep", "design.toml", "--out", "mine")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr.startswith("goldenthread: mine holds a study already. Add --resume")

    again = command("sweep", "design.toml", "--out", "mine", "--resume", "--json")
    assert again.returncode == 0
    assert json.loads(again.stdout) == {"folder": "mine", "done": 1000, "failed": 0, "pending": 0}
    assert "; 0 to compute" in again.stderr


def test_a_dry_run_says_what_would_be_and_writes_nothing(design: Path, command: Run) -> None:
    before = sorted(design.parent.iterdir())
    done = command("sweep", "design.toml", "--dry-run", "--workers", "2")
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0] == "1,000 runs: 1 scenario x 40 points x 25 replicates"
    assert lines[3].split()[:2] == ["discretion", "40"]
    assert lines[-1].startswith("It takes about ")
    assert lines[-1].endswith(" with 2 at a time, and at most 1 MB of disk.")
    plan = json.loads(command("sweep", "design.toml", "--dry-run", "--json").stdout)
    assert plan["runs"] == plan["to_compute"] == 1000
    assert plan["seconds"] > 0
    assert plan["bytes"] > 100_000
    assert sorted(design.parent.iterdir()) == before


def test_shares_and_quiet(design: Path, command: Run, tmp_path: Path) -> None:
    design.write_text('scenarios = ["tiny.toml"]\nreplicates = 3')
    words = ("sweep", "design.toml", "--out", "mine", "--quiet", "--workers", "1")
    for share in ("1/2", "2/2"):
        done = command(*words, "--shard", share)
        assert (done.returncode, done.stdout, done.stderr) == (0, "mine\n", "")
    assert gt.load(tmp_path / "mine").counts() == {"done": 3, "failed": 0, "pending": 0}


def test_failed_runs_do_not_end_the_study_and_have_a_status_of_their_own(
    design: Path, command: Run
) -> None:
    tripled = '[[change]]\nparameter = "grant"\nfrom = 2017\nfactor = 3\n'
    start = "[parameters]\ngrant = 0.3\n"
    (design.parent / "tiny.toml").write_text(SCENARIO + start + tripled)
    design.write_text('scenarios = ["tiny.toml"]\nreplicates = 2\n[vary]\ngrant = [1.0, 0.3]')
    done = command("sweep", "design.toml", "--out", "mine", "--workers", "1")
    assert done.returncode == 1, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0] == "4 runs: 2 done, 2 failed"
    assert lines[1].startswith("  run 0 (tiny) failed while building: InputError: grant")
    assert "the pilot run failed" in done.stderr
    assert done.stderr.splitlines()[-1] == (
        'goldenthread: 2 of 4 runs failed. See why: goldenthread.load("mine").failures(). '
        "Try them again: goldenthread sweep design.toml --out mine --resume"
    )
    # Runs 2 and 3, at the grant that can be tripled, are all of this share.
    shares = {share: command("sweep", "design.toml", "--out", "shared", "--quiet", "--shard", share)
              for share in ("1/4", "3/4")}  # fmt: skip
    assert {share: each.returncode for share, each in shares.items()} == {"1/4": 1, "3/4": 0}
    assert (shares["1/4"].stdout, shares["3/4"].stderr) == ("shared\n", "")
    assert "1 of 1 runs failed" in shares["1/4"].stderr


@pytest.mark.parametrize("signal", ["SIGINT", "SIGTERM"])
def test_a_signal_stops_it_and_it_says_how_to_go_on(
    signal: str, design: Path, tmp_path: Path
) -> None:
    program = (
        "import contextlib, signal, sys\n"
        "import goldenthread.sweeping as sweeping\n"
        "@contextlib.contextmanager\n"
        "def shown(*_):\n"
        f"    yield lambda done, total: done and signal.raise_signal(signal.{signal})\n"
        "sweeping.shown_progress = shown\n"
        "from goldenthread.command import main\n"
        "sys.argv = ['goldenthread', 'sweep', 'design.toml', '--out', 'mine']\n"
        "main()"
    )
    done = python("-c", program, folder=tmp_path)
    assert done.returncode == 130
    assert done.stdout == ""
    last = done.stderr.splitlines()[-1]
    assert last.startswith("goldenthread: stopped; ")
    assert last.endswith("Go on with: goldenthread sweep design.toml --out mine --resume")
    assert 0 < gt.load(tmp_path / "mine").counts()["done"] < 1000


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("design.toml",), "name the study's folder, or add --dry-run"),
        (("no.toml", "--out", "mine"), "no.toml: there is no such design file"),
        (("design.toml", "--out", "tiny.toml"), "tiny.toml is not a folder"),
        (("design.toml", "--out", "."), "needs a folder of its own"),
        (("design.toml", "--out", ""), "needs a folder of its own"),
        (("design.toml", "--out", "mine", "--shard", "3/2"), "'3/2' is not a share of a study"),
        (("design.toml", "--out", "mine", "--workers", "0"), "workers is 0"),
        (("design.toml", "--out", "mine", "--json", "--quiet"), "either --json or --quiet"),
        (("design.toml", "--out", "mine", "--engine", "dask"), "go together"),
        (("design.toml", "--out", "mine", "--scheduler", "tcp://127.0.0.1:1"), "go together"),
        (("tiny.toml", "--out", "mine"), "tiny.toml, line 2: unknown key 'title'"),
    ],
)
def test_bad_input_has_status_2_and_leaves_nothing(
    words: tuple[str, ...], said: str, design: Path, command: Run
) -> None:
    before = sorted(design.parent.iterdir())
    done = command("sweep", *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert sorted(design.parent.iterdir()) == before


def test_a_folder_that_takes_nothing_is_reported(design: Path, command: Run) -> None:
    done = command("sweep", "design.toml", "--out", "/proc/mine")
    assert done.returncode == 2
    assert done.stderr.startswith("goldenthread: results cannot be written to /proc/mine (")
