"""Whatever happens to a study, its results are the same bytes, and no run is computed twice."""

from __future__ import annotations

import os
import resource
import select
import signal
from pathlib import Path

import pyarrow.parquet as pq
import pytest

import goldenthread as gt
from experiments.studies import runner
from experiments.studies.shards import SHARDS
from tests.experiments.studies.tiny import (
    CHILDREN,
    DESIGN,
    SCENARIO,
    python,
    refused,
    tree,
    written,
)

RUNS = 72

SWEEP = """
import os, signal
import goldenthread as gt
from experiments.studies import runner
runner.LARGEST_BATCH = 5  # small batches, so that there is something left to lose
"""
KILLED_DRIVER = f"""{SWEEP}{CHILDREN}
def progress(done, total):
    if done >= 20:
        print(*workers(), flush=True)
        os.kill(os.getpid(), signal.SIGKILL)
gt.sweep("design.toml", "out", workers=2, progress=progress)
"""
KILLED_WORKER = f"""{SWEEP}{CHILDREN}
killed = []
def progress(done, total):
    if done >= 20 and not killed:
        killed.extend(workers()[:1])
        os.kill(killed[0], signal.SIGKILL)
print(gt.sweep("design.toml", "out", workers=2, progress=progress), "killed", len(killed))
"""
DEADLY = """
import os, signal
import experiments.studies.single_run as single_run
genuine = single_run.built
def built(run):
    if run.number == 30:
        os.kill(os.getpid(), signal.SIGKILL)
    return genuine(run)
single_run.built = built
"""
"""Read by every Python that starts: run 30 kills whoever computes it."""


@pytest.fixture
def computed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The identities of the runs that are handed out to workers from here on."""
    handed_out: list[str] = []
    genuine = runner.Runner._next

    def observed(self: runner.Runner, capacity: int) -> list[runner.Run]:
        batch = genuine(self, capacity)
        handed_out.extend(run.identity for run in batch)
        return batch

    monkeypatch.setattr(runner.Runner, "_next", observed)
    return handed_out


@pytest.mark.usefixtures("no_processes")
def test_one_worker_and_batches_of_one_give_the_same_bytes(
    undisturbed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runner, "LARGEST_BATCH", 1)
    gt.sweep(written(tmp_path), tmp_path / "out", workers=1)
    assert tree(tmp_path / "out") == tree(undisturbed)


def test_a_killed_driver_loses_nothing(
    undisturbed: Path, tmp_path: Path, computed: list[str]
) -> None:
    design = written(tmp_path)
    said = python(KILLED_DRIVER, folder=tmp_path)
    orphans = [int(word) for word in said.splitlines()[0].split()]
    assert len(orphans) == 2
    assert [each for each in orphans if not ends(each)] == []
    there = gt.load(tmp_path / "out")
    done = set(there.runs()["identity"])
    assert 20 <= len(done) < RUNS
    assert there.counts()["pending"] == RUNS - len(done)
    gt.sweep(design, tmp_path / "out", workers=2, resume=True)
    assert done.isdisjoint(computed)
    assert len(computed) == len(set(computed)) <= RUNS - len(done)
    assert tree(tmp_path / "out") == tree(undisturbed)


def test_a_killed_worker_is_replaced(undisturbed: Path, tmp_path: Path) -> None:
    written(tmp_path)
    said = python(KILLED_WORKER, folder=tmp_path)
    assert "72 done, 0 failed, 0 pending> killed 1" in said
    assert tree(tmp_path / "out") == tree(undisturbed)


def test_a_run_that_kills_its_worker_twice_has_failed(undisturbed: Path, tmp_path: Path) -> None:
    written(tmp_path)
    (tmp_path / "sitecustomize.py").write_text(DEADLY)
    said = python(
        f"{SWEEP}print(gt.sweep('design.toml', 'out', workers=2))",
        folder=tmp_path,
        path=str(tmp_path),
    )
    assert "71 done, 1 failed, 0 pending" in said
    (failed,) = gt.load(tmp_path / "out").failures().to_dict("records")
    assert (failed["run"], failed["origin"]) == (30, "running")
    assert "killed in each of 2 attempts" in failed["exception"]
    gt.sweep(tmp_path / "design.toml", tmp_path / "out", resume=True)
    assert tree(tmp_path / "out") == tree(undisturbed)


def test_an_interrupt_stops_it_and_it_goes_on(undisturbed: Path, tmp_path: Path) -> None:
    def interrupt(done: int, total: int) -> None:
        if done >= 1:
            signal.raise_signal(signal.SIGINT)

    design = written(tmp_path)
    with pytest.raises(KeyboardInterrupt):
        gt.sweep(design, tmp_path / "out", workers=2, progress=interrupt)
    assert 1 <= len(gt.load(tmp_path / "out").runs()) < RUNS
    gt.sweep(design, tmp_path / "out", workers=2, resume=True)
    assert tree(tmp_path / "out") == tree(undisturbed)


def ends(process: int) -> bool:
    """Return whether a process ends within a minute."""
    try:
        handle = os.pidfd_open(process)
    except ProcessLookupError:
        return True
    with os.fdopen(handle):
        return bool(select.select([handle], [], [], 60.0)[0])


def half_done(folder: Path) -> list[Path]:
    """Compute the first of two shares of a study; return its shards."""
    gt.sweep(folder / "design.toml", folder / "out", workers=1, shard="1/2")
    return sorted((folder / "out" / SHARDS).glob("*.parquet"))


@pytest.mark.usefixtures("no_processes")
@pytest.mark.parametrize("damage", ["cut short", "emptied", "one bit turned", "overwritten"])
def test_a_damaged_shard_is_computed_again(
    damage: str, undisturbed: Path, tmp_path: Path, computed: list[str]
) -> None:
    design = written(tmp_path)
    shard = half_done(tmp_path)[-1]
    held = set(pq.read_table(shard)["identity"].to_pylist())
    content = bytearray(shard.read_bytes())
    if damage == "cut short":
        content = content[: len(content) // 2]
    elif damage == "emptied":
        content = bytearray()
    elif damage == "one bit turned":
        content[60] ^= 1
    else:
        content = bytearray(b"PAR1" * 100)
    shard.write_bytes(content)
    computed.clear()
    with pytest.warns(UserWarning, match=f"{shard.name} is damaged"):
        gt.load(tmp_path / "out").runs()
    with pytest.warns(UserWarning, match="its runs are computed again"):
        gt.sweep(design, tmp_path / "out", workers=1, resume=True)
    assert held <= set(computed)
    assert len(computed) == RUNS // 2 + len(held)
    assert tree(tmp_path / "out") == tree(undisturbed)


@pytest.mark.usefixtures("no_processes")
def test_a_damaged_table_is_computed_again(undisturbed: Path, tmp_path: Path) -> None:
    design = written(tmp_path)
    gt.sweep(design, tmp_path / "out", workers=2)
    table = tmp_path / "out" / "runs.parquet"
    table.write_bytes(table.read_bytes()[:-100])
    with pytest.warns(UserWarning, match=r"runs.parquet is damaged"):
        gt.sweep(design, tmp_path / "out", workers=2, resume=True)
    assert tree(tmp_path / "out") == tree(undisturbed)


@pytest.mark.usefixtures("no_processes")
@pytest.mark.parametrize("old", [True, False])
def test_what_a_killed_writer_left_is_cleared_away(
    undisturbed: Path, tmp_path: Path, old: bool
) -> None:
    design = written(tmp_path)
    half_done(tmp_path)
    left = tmp_path / "out" / SHARDS / ".abc.runs.parquet-xyz.partial"
    left.write_bytes(b"PAR1")
    if old:
        os.utime(left, (0, 0))
    gt.sweep(design, tmp_path / "out", workers=1, resume=True)
    assert tree(tmp_path / "out") == tree(undisturbed)


@pytest.mark.usefixtures("no_processes")
def test_shares_together_are_the_whole(undisturbed: Path, tmp_path: Path) -> None:
    design = written(tmp_path)
    counts = [
        gt.sweep(design, tmp_path / "out", workers=1, shard=f"{share}/3").counts()["done"]
        for share in (2, 3, 1)
    ]
    assert counts == [24, 48, 72]
    assert tree(tmp_path / "out") == tree(undisturbed)


@pytest.mark.usefixtures("no_processes")
def test_more_shares_than_runs_are_no_harm(tmp_path: Path) -> None:
    design = written(tmp_path, 'scenarios = ["tiny.toml"]\nreplicates = 2')
    assert gt.sweep(design, tmp_path / "out", shard="200/200").counts()["pending"] == 2


@pytest.mark.usefixtures("no_processes")
def test_an_enlarged_study_computes_only_what_is_new(
    undisturbed: Path, tmp_path: Path, computed: list[str]
) -> None:
    smaller = DESIGN.replace("replicates = 8", "replicates = 5").replace("0.0, 0.5, 1.0", "1.0")
    design = written(tmp_path, smaller)
    study = gt.sweep(design, tmp_path / "out", workers=1)
    before = set(study.runs()["identity"])
    assert len(before) == 15
    computed.clear()
    gt.sweep(written(tmp_path), tmp_path / "out", workers=1, resume=True)
    assert len(computed) == RUNS - 15
    assert before.isdisjoint(computed)
    assert tree(tmp_path / "out") == tree(undisturbed)


@pytest.mark.usefixtures("no_processes")
def test_another_design_in_the_same_folder_loses_nothing(
    undisturbed: Path, tmp_path: Path, computed: list[str]
) -> None:
    gt.sweep(written(tmp_path), tmp_path / "out", workers=1)
    computed.clear()
    fewer = written(tmp_path, DESIGN.replace("replicates = 8", "replicates = 1"))
    assert len(gt.sweep(fewer, tmp_path / "out", workers=1, resume=True).runs()) == 9
    gt.sweep(written(tmp_path), tmp_path / "out", workers=1, resume=True)
    assert computed == []
    assert tree(tmp_path / "out") == tree(undisturbed)


@pytest.mark.usefixtures("no_processes")
def test_a_complete_study_computes_nothing(tmp_path: Path, computed: list[str]) -> None:
    design = written(tmp_path, 'scenarios = ["tiny.toml"]\nreplicates = 3')
    gt.sweep(design, tmp_path / "out", workers=1)
    before = tree(tmp_path / "out")
    assert len(computed) == 3
    gt.sweep(design, tmp_path / "out", workers=1, resume=True)
    assert len(computed) == 3
    assert tree(tmp_path / "out") == before
    assert "--resume" in refused(gt.sweep, design, tmp_path / "out").remedy


@pytest.mark.usefixtures("no_processes")
def test_the_same_run_under_two_names_is_computed_once(tmp_path: Path, computed: list[str]) -> None:
    text = 'scenarios = ["tiny.toml", "twin.toml"]\nreplicates = 3\nseries = "quarterly"'
    study = gt.sweep(written(tmp_path, text, twin=SCENARIO), tmp_path / "out", workers=1)
    assert len(computed) == 3
    runs = study.runs()
    assert list(runs["scenario"]) == ["tiny"] * 3 + ["twin"] * 3
    assert runs["trust"][:3].tolist() == runs["trust"][3:].tolist()
    assert len(study.series()) == 6 * 2


@pytest.mark.usefixtures("no_processes")
def test_failing_runs_do_not_end_a_study(tmp_path: Path) -> None:
    # Three times a grant of 1 is more than the model allows, which shows when it is built.
    tripled = SCENARIO + (
        '[parameters]\ngrant = 0.3\n[[change]]\nparameter = "grant"\nfrom = 2017\nfactor = 3\n'
    )
    text = 'scenarios = ["tiny.toml"]\nreplicates = 4\n[vary]\ngrant = [0.4, 1.0, 0.3]'
    design = written(tmp_path, text, tiny=tripled)
    study = gt.sweep(design, tmp_path / "out", workers=2)
    assert study.counts() == {"done": 8, "failed": 4, "pending": 0}
    failures = study.failures()
    assert set(failures["grant"]) == {1.0}
    assert set(failures["origin"]) == {"building"}
    assert failures["exception"].str.startswith("InputError: grant").all()
    assert failures["traceback"].str.startswith("Traceback").all()
    again = gt.sweep(design, tmp_path / "out", workers=2, resume=True)
    assert again.counts() == study.counts()


@pytest.mark.usefixtures("no_processes")
def test_a_disk_that_takes_nothing_more_is_reported(undisturbed: Path, tmp_path: Path) -> None:
    design = written(tmp_path)
    half_done(tmp_path)
    before = gt.load(tmp_path / "out").counts()["done"]
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, limits[1]))  # and for the workers, too
    try:
        error = refused(gt.sweep, design, tmp_path / "out", workers=1, resume=True)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert "results cannot be written" in str(error)
    assert "--resume" in error.remedy
    assert gt.load(tmp_path / "out").counts()["done"] == before
    gt.sweep(design, tmp_path / "out", workers=1, resume=True)
    assert tree(tmp_path / "out") == tree(undisturbed)


@pytest.mark.usefixtures("no_processes")
def test_two_sweeps_do_not_share_a_folder(tmp_path: Path) -> None:
    design = written(tmp_path)
    errors: list[str] = []

    def meanwhile(done: int, total: int) -> None:
        if not errors:
            errors.append(str(refused(gt.sweep, design, tmp_path / "out", resume=True)))

    gt.sweep(design, tmp_path / "out", workers=1, progress=meanwhile)
    assert "another sweep is at work" in errors[0]
