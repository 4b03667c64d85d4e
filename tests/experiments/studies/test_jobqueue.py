"""Studies in the jobs of a scheduler, here one of two shell scripts that stand for SLURM's."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

import goldenthread as gt
from experiments.studies import runner
from experiments.studies.cluster_file import read_cluster
from tests.experiments.studies.tiny import ROOT, refused, tree, written

if find_spec("dask_jobqueue") is None:  # not imported, for that takes Ctrl-C from other tests
    pytest.skip("dask-jobqueue is not installed", allow_module_level=True)
pytestmark = pytest.mark.filterwarnings("ignore")  # what Dask warns of is not ours

JOBS = """
jobs = 2
cores = 1
memory = "500MB"
interface = "lo"
"""
SUBMIT = """#!/bin/sh
cp "$1" job-$$.sh
setsid sh job-$$.sh > job-$$.log 2>&1 &
echo $! >> jobs
echo "Submitted batch job $!"
"""
MOST_LOOKS = 2_000
"""After so many looks, a fifth of a second apart at most, at a study that waits it is given up."""
CANCEL = """#!/bin/sh
kill -9 -$1
"""


@pytest.fixture
def scheduler(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file in which the scripts that stand for a scheduler write down the jobs they start."""
    for name, text in (("sbatch", SUBMIT), ("scancel", CANCEL)):
        path = tmp_path / "bin" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
        path.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "jobs"


def cluster_file(folder: Path, text: str = JOBS) -> Path:
    path = folder / "slurm.toml"
    path.write_text(text)
    return path


def test_a_job_that_is_killed_is_replaced_and_the_bytes_are_the_same(
    scheduler: Path, undisturbed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from experiments.studies import jobqueue_engine

    monkeypatch.setattr(runner, "LARGEST_BATCH", 1)
    monkeypatch.setattr(jobqueue_engine, "GRACE_SECONDS", 0.0)
    cluster = cluster_file(tmp_path, JOBS.replace("jobs = 2", "jobs = 1"))

    killed: list[int] = []
    looks = iter(range(MOST_LOOKS))

    def kill(done: int, total: int) -> None:
        assert next(looks, None) is not None, "no job has taken the place of the one killed"
        if done >= 5 and not killed:
            killed.extend(int(job) for job in scheduler.read_text().split())
            os.killpg(killed[0], signal.SIGKILL)

    study = gt.sweep(written(tmp_path), tmp_path / "out", cluster=cluster, progress=kill)
    assert study.counts() == {"done": 72, "failed": 0, "pending": 0}
    assert tree(tmp_path / "out") == tree(undisturbed)
    started = [int(job) for job in scheduler.read_text().split()]
    assert started[:1] == killed
    assert len(started) >= 2
    assert [job for job in started if alive(job)] == []


INTERRUPTED = """
import contextlib, signal, sys
from experiments.studies import runner
import goldenthread.sweeping as sweeping
runner.LARGEST_BATCH = 1
@contextlib.contextmanager
def shown(*_):
    yield lambda done, total: done and signal.raise_signal(signal.SIGINT)
sweeping.shown_progress = shown
from goldenthread.command import main
sys.argv = ["goldenthread", "sweep", "design.toml", "--out", "out", "--cluster", "slurm.toml"]
main()
"""


def test_ctrl_c_ends_the_jobs_and_says_how_to_go_on(scheduler: Path, tmp_path: Path) -> None:
    written(tmp_path)
    cluster_file(tmp_path)
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED],
        capture_output=True,
        text=True,
        timeout=1800,
        check=False,
    )
    assert (done.returncode, done.stdout) == (130, "")
    assert "2 x 1 processors are asked of slurm" in done.stderr
    last = done.stderr.splitlines()[-1]
    assert last.endswith("sweep design.toml --out out --cluster slurm.toml --resume")
    assert 0 < gt.load(tmp_path / "out").counts()["done"] < 72
    started = [int(job) for job in scheduler.read_text().split()]
    assert len(started) == 2
    assert [job for job in started if alive(job)] == []


def alive(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    # What was killed and not yet waited for is no longer at work.
    return any(
        parts[2] != "Z"
        for parts in map(_status, Path("/proc").glob("[0-9]*"))
        if parts and int(parts[4]) == group
    )


def _status(process: Path) -> list[str]:
    try:
        return (process / "stat").read_text().replace("(", "").split()
    except OSError:
        return []


def test_jobs_that_are_not_taken_are_told(scheduler: Path, tmp_path: Path) -> None:
    refusal = "#!/bin/sh\necho 'sbatch: error: no such partition' >&2\nexit 1\n"
    (tmp_path / "bin" / "sbatch").write_text(refusal)
    error = refused(gt.sweep, written(tmp_path), tmp_path / "out", cluster=cluster_file(tmp_path))
    assert "slurm does not take the jobs (sbatch: error: no such partition)" in str(error)


def test_where_there_is_no_such_scheduler_it_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    error = refused(gt.sweep, written(tmp_path), tmp_path / "out", cluster=cluster_file(tmp_path))
    assert "sbatch" in str(error)
    assert "see that the scheduler" in error.remedy


def test_what_a_file_says_goes_to_dask_jobqueue(tmp_path: Path) -> None:
    said = read_cluster(ROOT / "docs" / "slurm.toml")
    assert (said.cluster, said.jobs, said.cores) == ("SLURMCluster", 10, 4)
    assert said.options == {
        "cores": 4, "memory": "8GB", "processes": 4, "walltime": "02:00:00",
    }  # fmt: skip
    pbs = 'kind = "pbs"\nresource_spec = "select=1"\nqueue = "q"\nprocesses = 1'
    said = read_cluster(cluster_file(tmp_path, JOBS + pbs))
    assert (said.cluster, said.options["resource_spec"]) == ("PBSCluster", "select=1")
    assert said.options["processes"] == 1


# text of the file, line of the fault, what the message has to say
BAD = {
    "unknown key": (JOBS + 'wall_time = "1:00"', 6, "Did you mean 'walltime'"),
    "of another kind": (JOBS + 'resource_spec = "x"', 6, "unknown key 'resource_spec'"),
    "unknown kind": (JOBS + 'kind = "slrum"', 6, "Did you mean 'slurm'"),
    "no jobs": ("cores = 1", None, "'jobs' is missing. Add jobs = 10"),
    "no memory": ("jobs = 1\ncores = 1", None, "'memory' is missing. Add memory ="),
    "a number in quotes": (JOBS.replace("= 2", '= "2"'), 2, "jobs must be a whole number"),
    "memory without unit": ("jobs = 1\ncores = 1\nmemory = 8", 3, "memory must be text in quot"),
    "no core": (JOBS.replace("cores = 1", "cores = 0"), 3, "cores = 0 is outside its range"),
    "too many processes": (JOBS + "processes = 2", 6, "2 processes and 1 cores"),
    "a list that is none": (JOBS + 'job_extra_directives = "-C x"', 6, "must be a list"),
    "no TOML": ("jobs = ", 1, "not valid TOML"),
}


@pytest.mark.parametrize(("text", "line", "words"), BAD.values(), ids=BAD)
def test_a_bad_cluster_file_is_refused(
    text: str, line: int | None, words: str, tmp_path: Path
) -> None:
    cluster, out = cluster_file(tmp_path, text), tmp_path / "out"
    error = refused(gt.sweep, written(tmp_path), out, cluster=cluster)
    assert words in str(error)
    assert error.remedy
    assert not out.exists()
    if line is not None:
        assert f"slurm.toml, line {line}" in error.where


def test_a_scheduler_and_a_cluster_are_one_too_many(tmp_path: Path) -> None:
    cluster = cluster_file(tmp_path)
    error = refused(
        gt.sweep, written(tmp_path), tmp_path / "out", cluster=cluster, scheduler="tcp://x:1"
    )
    assert error.key == "cluster"
