"""A study that nobody disturbed, to compare with."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

import goldenthread as gt
from experiments.studies import engine
from tests.experiments.studies.tiny import written


@pytest.fixture(scope="session")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a study that was computed at one go by two workers."""
    folder = tmp_path_factory.mktemp("undisturbed")
    gt.sweep(written(folder), folder / "out", workers=2)
    return folder / "out"


class InThisProcess:
    """Computes batches at once where it stands, which saves the start of a worker."""

    losses: tuple[type[BaseException], ...] = ()

    def __init__(self, workers: int) -> None:
        self._workers = workers

    def capacity(self) -> int:
        return self._workers

    def submit(self, function: Callable[..., Any], *arguments: object) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_result(function(*arguments))
        return future

    def finished(self, future: Future[Any]) -> None:
        assert future.done()

    def close(self) -> None:
        pass


@pytest.fixture
def no_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Compute in this process, where the test is about something else than processes."""
    monkeypatch.setattr(engine, "LocalEngine", InThisProcess)
