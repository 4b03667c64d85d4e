"""Studies on a real SLURM of one node, with jobs killed on the way; ``make cluster``.

It is no part of the test suite, for it needs root and Debian's packages. Run by itself:
``python -m pytest -s tests/cluster/on_slurm.py``.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import goldenthread as gt
from tests.cluster.one_node import Slurm, awaited, missing, one_node
from tests.experiments.studies.tiny import ROOT, SCENARIO, tree, written

# Long enough that a job can be killed in the midst of it, and in many batches.
DESIGN = """
scenarios = ["tiny.toml"]
replicates = 60
series = "yearly"
[vary]
accountability_stakes = [0.0, 0.5, 1.0]
"""
LARGER = SCENARIO.replace("years = 0.25", "years = 8").replace("posts = 3", "posts = 60")
RUNS = 180
JOBS = """
jobs = 2
cores = 1
memory = "500MB"
interface = "lo"
job_name = "study"
"""
SHARES = 4
MOMENTS, MINUTES = 120.0, 600.0


@pytest.fixture(scope="module")
def slurm() -> Iterator[Slurm]:
    lacking = missing()
    if lacking:
        pytest.exit(lacking, returncode=2)
    with one_node() as found:
        yield found


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the same study, computed at one go on this machine."""
    folder = tmp_path_factory.mktemp("local")
    gt.sweep(written(folder, DESIGN, tiny=LARGER), folder / "out")
    return folder / "out"


def installed(folder: Path, slurm: Slurm) -> dict[str, str]:
    """Return variables under which jobs find the command, as after an installation."""
    command = folder / "bin" / "goldenthread"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec {sys.executable} -m goldenthread "$@"\n')
    command.chmod(0o755)
    return slurm.environment | {
        "PATH": f"{command.parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH")))),
    }


def say(words: str) -> None:
    """Tell whoever looks on what has happened."""
    sys.stderr.write(f"\n  {words}\n")


def done(folder: Path) -> int:
    return gt.load(folder).counts()["done"] if (folder / "status.parquet").exists() else 0


def test_a_study_in_jobs_of_slurm_though_one_is_killed(
    slurm: Slurm, local: Path, tmp_path: Path
) -> None:
    written(tmp_path, DESIGN, tiny=LARGER)
    (tmp_path / "slurm.toml").write_text(JOBS)
    words = ["goldenthread", "sweep", "design.toml", "--out", "out", "--cluster", "slurm.toml"]
    driver = subprocess.Popen(
        words, cwd=tmp_path, env=installed(tmp_path, slurm), stderr=subprocess.PIPE, text=True
    )
    try:
        awaited(lambda: done(tmp_path / "out"), "the first runs", MINUTES)
        first = slurm.running("--name=study")
        slurm.command("scancel", first[0])
        awaited(lambda: set(slurm.running("--name=study")) - set(first), "another job", MOMENTS)
        now = ", ".join(slurm.running("--name=study"))
        say(f"job {first[0]} of {', '.join(first)} cancelled; another in its place: {now}")
        assert driver.wait(MINUTES) == 0, driver.stderr
    finally:
        driver.terminate()
        driver.communicate()
    assert gt.load(tmp_path / "out").counts() == {"done": RUNS, "failed": 0, "pending": 0}
    assert tree(tmp_path / "out") == tree(local)
    awaited(lambda: not slurm.queued(), "the jobs to end", MOMENTS)


def test_an_array_of_jobs_though_one_is_killed_and_submitted_again(
    slurm: Slurm, local: Path, tmp_path: Path
) -> None:
    written(tmp_path, DESIGN, tiny=LARGER)
    out = tmp_path / "out"
    here = Slurm(installed(tmp_path, slurm))
    script = str(ROOT / "docs" / "studies.sbatch")
    options = ("--parsable", "--cpus-per-task=1", "--mem-per-cpu=500M")

    def submit(array: str, *more: str) -> str:
        words = ("sbatch", *options, f"--array={array}", script, "design.toml", "out", *more)
        return here.command(*words, folder=tmp_path)

    job = submit(f"1-{SHARES}")
    awaited(lambda: done(out) and f"{job}_2" in slurm.running(), "the first runs", MINUTES)
    slurm.command("scancel", f"{job}_2")
    awaited(lambda: not slurm.queued(), "the other shares", MINUTES)
    left = gt.load(out).counts()
    say(f"share 2 of {SHARES} cancelled; it left {left['pending']} of {RUNS} runs to do")
    assert 0 < left["pending"] <= RUNS / SHARES
    submit("2", str(SHARES))
    awaited(lambda: not slurm.queued(), "the share submitted again", MINUTES)
    assert gt.load(out).counts() == {"done": RUNS, "failed": 0, "pending": 0}
    assert tree(out) == tree(local)


def test_jobs_that_slurm_does_not_take_are_told(slurm: Slurm, tmp_path: Path) -> None:
    written(tmp_path, DESIGN, tiny=LARGER)
    (tmp_path / "slurm.toml").write_text(JOBS + 'queue = "nowhere"\n')
    words = ["goldenthread", "sweep", "design.toml", "--out", "out", "--cluster", "slurm.toml"]
    told = subprocess.run(
        words, cwd=tmp_path, env=installed(tmp_path, slurm), capture_output=True, text=True
    )
    assert told.returncode == 2
    assert "slurm.toml: slurm does not take the jobs" in told.stderr.splitlines()[-1]
    assert "Invalid partition" in told.stderr
    assert "Traceback" not in told.stderr
