"""Studies on a real Dask scheduler with two worker processes on this machine."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import goldenthread as gt
from experiments.studies import runner
from tests.experiments.studies.tiny import refused, tree, written

distributed = pytest.importorskip("distributed")
pytestmark = pytest.mark.filterwarnings("ignore")  # what Dask warns of is not ours


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address=None
    ) as found:
        yield found


def test_the_bytes_are_those_of_the_local_engine_though_a_worker_is_killed(
    cluster: Any, undisturbed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runner, "LARGEST_BATCH", 3)
    killed: list[int] = []

    def kill(done: int, total: int) -> None:
        if done >= 10 and not killed:
            killed.append(next(iter(cluster.workers.values())).pid)
            os.kill(killed[0], signal.SIGKILL)

    address = cluster.scheduler_address
    study = gt.sweep(written(tmp_path), tmp_path / "out", scheduler=address, progress=kill)
    assert study.counts() == {"done": 72, "failed": 0, "pending": 0}
    assert len(killed) == 1
    assert tree(tmp_path / "out") == tree(undisturbed)


def test_a_scheduler_that_is_not_there_is_named(tmp_path: Path) -> None:
    address = "tcp://127.0.0.1:1"
    error = refused(gt.sweep, written(tmp_path), tmp_path / "out", scheduler=address)
    assert f"no Dask scheduler answers at {address}" in str(error)


def test_a_scheduler_that_disappears_is_named_and_nothing_is_lost(
    undisturbed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runner, "LARGEST_BATCH", 1)
    design = written(tmp_path)
    with distributed.LocalCluster(
        n_workers=1, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address=None
    ) as cluster:
        gone = lambda done, total: cluster.close() if done >= 10 else None  # noqa: E731
        address = cluster.scheduler_address
        error = refused(gt.sweep, design, tmp_path / "out", scheduler=address, progress=gone)
    assert "has gone" in str(error)
    assert 10 <= gt.load(tmp_path / "out").counts()["done"] < 72
    gt.sweep(design, tmp_path / "out", workers=1, resume=True)
    assert tree(tmp_path / "out") == tree(undisturbed)
