"""Runs for a class: computed once, whoever asks."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest

import dashboard.classroom.runs
from dashboard.classroom.runs import MOST_RUNS, Runs
from tests.dashboard.classroom.small import small_exercise


class Counted:
    """In place of the model: it counts how often it is run, and waits until it may finish."""

    def __init__(self) -> None:
        self.asked: list[int] = []
        self.may_finish = Event()

    def __call__(self, exercise, seed, *, workers, progress):
        self.asked.append(seed)
        progress(1.0, 2.0)
        assert self.may_finish.wait(30)
        if seed == 13:
            raise ValueError("bad luck")
        return exercise.name, seed


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> Counted:
    counted = Counted()
    monkeypatch.setattr(dashboard.classroom.runs, "run_exercise", counted)
    return counted


def test_a_class_of_thirty_runs_an_exercise_once(model: Counted, tmp_path: Path) -> None:
    exercise, runs = small_exercise(tmp_path), Runs()
    with ThreadPoolExecutor(30) as students:
        asked = list(students.map(lambda _: runs.ask_for(exercise, 1), range(30)))
    model.may_finish.set()
    assert {run.result.result(30) for run in asked} == {("small", 1)}
    assert model.asked == [1]
    assert runs.ask_for(exercise, 2).result.result(30) == ("small", 2)
    assert model.asked == [1, 2]
    assert asked[0].share == 0.5
    runs.close()


def test_a_run_that_failed_is_told_to_whoever_waits_and_begun_anew(
    model: Counted, tmp_path: Path
) -> None:
    exercise, runs = small_exercise(tmp_path), Runs()
    model.may_finish.set()
    for _ in range(2):
        with pytest.raises(ValueError, match="bad luck"):
            runs.ask_for(exercise, 13).result.result(30)
    assert model.asked == [13, 13]
    assert runs.ask_for(exercise, 1).result.result(30) == ("small", 1)
    runs.close()


def test_the_runs_kept_are_bounded(model: Counted, tmp_path: Path) -> None:
    exercise, runs = small_exercise(tmp_path), Runs()
    model.may_finish.set()
    for seed in range(100, 100 + MOST_RUNS + 1):
        runs.ask_for(exercise, seed).result.result(30)
    runs.ask_for(exercise, 100 + MOST_RUNS).result.result(30)
    assert len(model.asked) == MOST_RUNS + 1
    runs.ask_for(exercise, 100).result.result(30)
    assert len(model.asked) == MOST_RUNS + 2
    runs.close()
