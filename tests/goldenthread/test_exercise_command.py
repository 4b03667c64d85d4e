"""``goldenthread exercise``: nothing is shown before a prediction is made."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.dashboard.classroom.small import exercise_file
from tests.goldenthread.conftest import environment


def exercise(folder: Path, *words: str, answers: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "goldenthread", "exercise", *words],
        cwd=folder,
        env=environment(),
        input=answers,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_reveal_follows_the_predictions(tmp_path: Path) -> None:
    path = exercise_file(tmp_path)
    done = exercise(tmp_path, str(path), answers="4\n1\n1\nperhaps\n2\n")
    assert done.returncode == 0, done.stderr
    questions, _, told = done.stdout.partition("You said:")
    assert "What happens to the gap?" in questions
    assert "The model" not in questions
    assert "As predicted." in told
    assert "more cases per worker (" in told
    assert "The model shows what the title says." in told
    # An answer that is none is asked for again.
    assert done.stderr.count("Your prediction") == 5


@pytest.mark.parametrize("answers", ["", "1\n1\n"])
def test_without_predictions_nothing_is_run(tmp_path: Path, answers: str) -> None:
    done = exercise(tmp_path, str(exercise_file(tmp_path)), answers=answers)
    assert done.returncode == 2
    assert "nothing is shown before a prediction is made" in done.stderr
    assert "The model" not in done.stdout


def test_the_exercises_are_listed_and_an_unknown_one_is_refused(tmp_path: Path) -> None:
    listed = exercise(tmp_path)
    assert listed.returncode == 0
    assert "hit_the_target" in listed.stdout
    unknown = exercise(tmp_path, "hit_the_taget")
    assert unknown.returncode == 2
    assert "hit_the_target" in unknown.stderr
