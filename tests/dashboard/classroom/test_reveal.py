"""The reveal: what is said follows from the intervals, whatever the title says."""

from __future__ import annotations

from pathlib import Path

from dashboard.classroom.measuring import run_exercise
from dashboard.classroom.reveal import rests_on, reveal, title_in_words
from experiments.checks import difference_of
from experiments.run import run
from scenarios import load
from scenarios.layout import Expectation
from tests.dashboard.classroom.small import measured, small_exercise


def test_a_clear_rise_is_told_with_its_interval_and_its_reason(tmp_path: Path) -> None:
    shown = measured(small_exercise(tmp_path), 3.0, 5.0, 4.0, 1.0, chance=0.1)
    found = reveal(shown)
    caseload, gap, order = found
    assert caseload.right is not None
    assert caseload.right.key == "rises"
    assert caseload.because == "Posts are cut."
    (sentence,) = caseload.sentences
    assert "3.0 more cases per worker (2.8 to 3.2)" in sentence
    assert caseload.judged("rises") == "As predicted."
    assert caseload.judged("falls") == "Not as predicted."
    assert gap.right is not None
    assert gap.right.key == "2 to 10"
    assert "wider by 5.0 (4.8 to 5.2) points" in gap.sentences[0]
    assert order.right is not None
    assert order.right.key == "more"
    assert "The first rises more, or falls less, by 3.0 (" in order.sentences[2]
    assert title_in_words(shown, found) == "The model shows what the title says."


def test_a_title_that_does_not_hold_is_said_not_to_hold(tmp_path: Path) -> None:
    shown = measured(small_exercise(tmp_path), -3.0, 5.0, 4.0, 1.0, chance=0.1)
    found = reveal(shown)
    assert title_in_words(shown, found).startswith("The model does not show what the title says")
    assert found[0].because == ""


def test_no_clear_difference_is_called_so_and_no_reason_is_made_up(tmp_path: Path) -> None:
    shown = measured(small_exercise(tmp_path), 0.5, 0.5, 0.5, 0.5, chance=5.0)
    found = reveal(shown)
    for each in found:
        assert "no clear difference" in each.sentences[0]
        assert each.right is None
        assert each.because == ""
        for answer in each.question.answers:
            assert "cannot tell" in each.judged(answer.key)
    assert "leaves open" in title_in_words(shown, found)


def test_few_replicates_are_said_to_be_few(tmp_path: Path) -> None:
    (basis, few) = rests_on(measured(small_exercise(tmp_path), 1, 1, 1, 1))
    assert "3 pairs of runs" in basis
    assert "only 3 replicates" in few


def test_a_run_measures_what_a_run_from_the_command_line_does(tmp_path: Path) -> None:
    exercise = small_exercise(tmp_path)
    shown = run_exercise(exercise, seed=5)
    again = run_exercise(exercise, seed=5, workers=1)
    other = run_exercise(exercise, seed=6)
    scenario = load(tmp_path / "after.toml")
    (tmp_path / "paired.toml").write_text(
        (tmp_path / "after.toml")
        .read_text()
        .replace("source =", 'against = "before.toml"\nsource =')
    )
    paired = run(tmp_path / "paired.toml", replicates=3, seed=5)
    assert scenario.title == "After"
    caseload = shown.change(exercise.questions[0].change)
    assert caseload == again.change(exercise.questions[0].change)
    assert caseload != other.change(exercise.questions[0].change)
    expected = Expectation(outcome="caseload", direction="rises")
    assert caseload == difference_of(expected, paired)
    gap = Expectation(gap="believed - felt", direction="rises", between=[2017.5, 2018])
    theirs, ours = difference_of(gap, paired), shown.change(exercise.questions[1].change)
    # Theirs is the mean of two quarters, ours is over the half year.
    assert abs(theirs.mean - ours.mean) < 0.5
    assert shown.quarters.tolist() == [2017.0, 2017.25, 2017.5, 2017.75]
