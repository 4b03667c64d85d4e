"""Lesson notes: complete, up to date but for figures, and figures from the run alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.classroom.exercise import Exercise
from dashboard.classroom.lessons import main, page
from dashboard.classroom.library import load_exercises
from tests.dashboard.classroom.small import exercise_file, measured, small_exercise

TEACHING = Path(__file__).parents[3] / "docs" / "teaching"


@pytest.mark.parametrize("exercise", load_exercises(), ids=lambda exercise: exercise.name)
def test_the_notes_of_a_shipped_exercise_say_what_its_file_says(exercise: Exercise) -> None:
    notes = (TEACHING / f"{exercise.name}.md").read_text(encoding="utf-8")
    told = [
        exercise.title,
        exercise.title_means,
        exercise.cannot_say,
        exercise.follow_up,
        *exercise.background,
        *(question.text for question in exercise.questions),
        exercise.lesson.aim,
        exercise.lesson.usually,
        *exercise.lesson.discussion,
        *exercise.lesson.cautions,
        *exercise.lesson.reading,
    ]
    assert [words for words in told if words not in notes] == []
    plan = (TEACHING / "README.md").read_text(encoding="utf-8")
    assert f"({exercise.name}.md)" in plan


def test_the_notes_tell_what_the_run_shows(tmp_path: Path) -> None:
    exercise = small_exercise(tmp_path)
    rising = page(measured(exercise, 3.0, 5.0, 4.0, 1.0, chance=0.1))
    falling = page(measured(exercise, -3.0, 5.0, 4.0, 1.0, chance=0.1))
    unclear = page(measured(exercise, 0.1, 0.1, 0.1, 0.1, chance=9.0))
    assert "The model shows what the title says." in rising
    assert "Posts are cut." in rising
    assert "The model does not show what the title says" in falling
    assert "Posts are cut." not in falling
    assert unclear.count("this run cannot tell") == 3


def test_the_command_writes_the_notes_and_refuses_what_is_no_exercise(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = exercise_file(tmp_path)
    out = tmp_path / "notes"
    assert main([str(out), "--exercise", str(path)]) == 0
    assert (out / "small.md").read_text(encoding="utf-8").startswith("# A test\n")
    assert main([str(out), "--exercise", "hit_the_taget"]) == 2
    assert "hit_the_target" in capsys.readouterr().err
