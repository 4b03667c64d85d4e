"""Exercises as files: those that are shipped, and what is refused in a teacher's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.classroom.library import ORDER, load_exercise, load_exercises
from dashboard.classroom.measuring import plan_of
from sim.errors import InputError
from tests.dashboard.classroom.small import ASK, HEAD, LESSON, exercise_file, small_exercise


def test_six_exercises_are_shipped_and_each_can_be_run() -> None:
    shipped = load_exercises()
    assert [exercise.name for exercise in shipped] == list(ORDER)
    assert len(shipped) == 6
    files = Path(load_exercise.__code__.co_filename).parent / "exercises"
    assert {path.stem for path in files.glob("*.toml")} == set(ORDER)
    for exercise in shipped:
        plan = plan_of(exercise, seed=1)
        assert plan.replicates >= 10
        assert len(plan.arms) == len(exercise.worlds)


@pytest.mark.parametrize("exercise", load_exercises(), ids=lambda exercise: exercise.name)
def test_a_shipped_exercise_has_its_title_tested_and_a_reason_for_every_direction(
    exercise,
) -> None:
    assert any(question.title_says for question in exercise.questions)
    assert exercise.source
    assert exercise.lesson.reading
    for question in exercise.questions:
        if not question.by_size:
            # A reason for whatever may be found, so that none is staged.
            assert set(question.because) == {answer.key for answer in question.answers}


def test_three_exercises_and_a_frame_fit_into_fifty_minutes() -> None:
    minutes = sorted(exercise.lesson.minutes for exercise in load_exercises())
    assert sum(minutes[-3:]) + 14 <= 50


def test_what_a_question_leaves_out_is_the_usual(tmp_path: Path) -> None:
    caseload, gap, order = small_exercise(tmp_path).questions
    assert (caseload.change.scenario, caseload.change.against) == (1, 0)
    assert caseload.change.words == "caseload"
    assert gap.change.quantity.links == ("believed", "felt")
    assert gap.by_size
    assert order.than is not None
    assert order.than.quantity.name == "timeliness_counted"
    assert order.than.words == "the honest count"


REFUSED = [
    ('outcome = "caseload"', 'outcome = "caselod"', "outcome", "'caseload'"),
    ('gap = "believed - felt"', 'gap = "believed - feel"', "gap", "'believed - felt'"),
    ('key = "gap"', 'key = "caseload"', "key", "Rename"),
    ("between = [2017.5, 2018]", "between = [2017.5, 2019]", "between", "from 2017 to 2018"),
    ("between = [2017.5, 2018]", "between = [2017.1, 2018]", "between", "quarter"),
    ("sizes = [2, 10]", "sizes = [10, 2]", "sizes", "rising"),
    ("sizes = [2, 10]", "sizes = []", "sizes", "rising"),
    ("sizes = [2, 10]", "sizes = [2]\nsame_within = 1", "sizes", "one thing"),
    ("same_within = 0.1", "", "same_within", "Add same_within"),
    ("same_within = 0.1", "same_within = -1", "same_within", "from 0.001"),
    ('["rises"]', '["up"]', "title_says", "rises, same, falls"),
    ('["rises"]', '["rises", "falls"]', "title_says", "beside each other"),
    ("because.rises", "because.more", "because", "rises, same, falls"),
    ('outcome = "caseload"', 'outcome = "caseload"\ngap = "felt - believed"', "outcome", "one of"),
    ('outcome = "caseload"', 'outcome = "caseload"\nscenario = "england"', "scenario", "Known"),
    ('outcome = "caseload"', 'outcome = "caseload"\nagainst = "after.toml"', "against", "another"),
    ('outcome = "timeliness_counted"', 'outcome = "trust"', "than", "same unit"),
    ('question = "What happens to the gap?"', "", "question", "question"),
]


@pytest.mark.parametrize(("right", "wrong", "key", "remedy"), REFUSED)
def test_a_question_that_cannot_be_answered_is_refused(
    tmp_path: Path, right: str, wrong: str, key: str, remedy: str
) -> None:
    assert right in ASK
    path = exercise_file(tmp_path, ask=ASK.replace(right, wrong, 1))
    with pytest.raises(InputError) as refused:
        load_exercise(path)
    assert refused.value.key == key
    assert remedy in refused.value.remedy
    assert "small.toml" in refused.value.where


@pytest.mark.parametrize(
    ("right", "wrong", "key", "remedy"),
    [
        (', "Five."', "", "background", "5 texts"),
        ('"before.toml", ', "", "scenarios", "reference first"),
        ('"before.toml"', '"engalnd"', "scenario", "'england'"),
        ('"before.toml"', '"missing.toml"', "", ""),
        ('"before.toml"', '"austerity"', "scenarios", "same councils"),
        ('title = "A test"', "", "title", "title"),
        ('question = "What if?"', 'question = "What if?"\nqestion = 1', "qestion", "'question'"),
        ("replicates = 3", "replicates = 1", "replicates", "2"),
    ],
)
def test_an_exercise_that_cannot_be_run_is_refused(
    tmp_path: Path, right: str, wrong: str, key: str, remedy: str
) -> None:
    path = exercise_file(tmp_path, head=HEAD.replace(right, wrong, 1))
    with pytest.raises(InputError) as refused:
        load_exercise(path)
    assert refused.value.key == key
    assert remedy in refused.value.remedy
    assert "toml" in refused.value.where


def test_an_exercise_without_questions_or_lesson_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="0 questions"):
        load_exercise(exercise_file(tmp_path, ask=""))
    with pytest.raises(InputError, match="lesson"):
        load_exercise(exercise_file(tmp_path, lesson=""))
    with pytest.raises(InputError, match="minutes"):
        load_exercise(exercise_file(tmp_path, lesson=LESSON.replace("= 5", '= "5"')))


def test_an_unknown_exercise_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(InputError, match="hit_the_target"):
        load_exercise("hit_the_taget")
    with pytest.raises(InputError, match=r"nowhere\.toml"):
        load_exercise("nowhere.toml")
