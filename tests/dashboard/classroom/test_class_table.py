"""The class's table: who answered what, and nothing that a spreadsheet would compute."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.classroom.class_table import (
    LONGEST_NAME,
    MOST_STUDENTS,
    ClassTable,
    defused,
    one_line,
)
from sim.errors import InputError
from tests.dashboard.classroom.small import measured, small_exercise

GUESS = {"caseload": "rises", "gap": "below 2", "order": "same"}


@pytest.fixture
def table(tmp_path: Path) -> ClassTable:
    return ClassTable([small_exercise(tmp_path)])


def shown(table: ClassTable):
    return measured(table.exercises["small"], 3.0, 5.0, 4.0, 1.0, chance=0.1)


def test_a_prediction_comes_before_the_reveal(table: ClassTable) -> None:
    with pytest.raises(InputError, match="before a prediction"):
        table.show("a", shown(table))
    table.commit("a", "small", GUESS)
    assert [row.verdict for row in table.rows()] == [None] * 3
    table.show("a", shown(table))
    assert [row.verdict for row in table.rows()] == ["supported", "contradicted", "contradicted"]


def test_a_prediction_is_made_once(table: ClassTable) -> None:
    table.commit("a", "small", GUESS)
    with pytest.raises(InputError, match="are made"):
        table.commit("a", "small", GUESS | {"caseload": "falls"})
    assert table.rows()[0].predicted == "It rises, by more than 0.1"


@pytest.mark.parametrize("answers", [{}, GUESS | {"gap": "huge"}, {"caseload": "rises"}])
def test_a_prediction_answers_all_questions(table: ClassTable, answers: dict[str, str]) -> None:
    with pytest.raises(InputError, match="no answer"):
        table.commit("a", "small", answers)
    assert table.rows() == []


def test_an_exercise_that_the_class_does_not_have_is_refused(table: ClassTable) -> None:
    with pytest.raises(InputError, match="no such exercise"):
        table.commit("a", "other", GUESS)


def test_two_students_do_not_see_each_other(table: ClassTable) -> None:
    table.call("a", "Ada")
    table.commit("a", "small", GUESS)
    other = table.student("b")
    assert (other.predictions, other.nickname, other.name) == ({}, "", "Student 2")
    table.commit("b", "small", GUESS | {"caseload": "falls"})
    assert table.student("a").predictions["small"]["caseload"] == "rises"
    assert {row.student for row in table.rows()} == {"Ada", "Student 2"}


def test_hit_rates_count_those_who_have_seen_the_result(table: ClassTable) -> None:
    for session, caseload in (("a", "rises"), ("b", "falls"), ("c", "rises"), ("d", "rises")):
        table.commit(session, "small", GUESS | {"caseload": caseload})
    for session in "abc":
        table.show(session, shown(table))
    first = table.hit_rates()[0]
    assert (first.answered, first.right, first.wrong, first.open) == (4, 2, 1, 0)
    assert first.share == pytest.approx(2 / 3)
    assert list(first.chosen.values()) == [3, 0, 1]


def test_what_the_run_cannot_tell_counts_for_nobody(table: ClassTable) -> None:
    table.commit("a", "small", GUESS)
    unclear = measured(table.exercises["small"], 0.1, 0.1, 0.1, 0.1, chance=9.0)
    table.show("a", unclear)
    assert all(rate.share is None and rate.open == 1 for rate in table.hit_rates())


def test_the_csv_holds_every_answer(table: ClassTable) -> None:
    table.call("a", '=HYPERLINK("evil")')
    table.commit("a", "small", GUESS)
    table.show("a", measured(table.exercises["small"], -3.0, 5.0, 4.0, 1.0, chance=0.1))
    rows = list(csv.DictReader(io.StringIO(table.as_csv())))
    assert [row["question"] for row in rows] == [
        question.text for question in table.exercises["small"].questions
    ]
    assert rows[0]["student"] == '\'=HYPERLINK("evil")'
    assert float(rows[0]["estimate"]) == pytest.approx(-3.0)
    assert float(rows[0]["low"]) < -3.0 < float(rows[0]["high"])
    assert rows[0]["verdict"] == "contradicted"
    assert rows[0]["seed"] == "1"


@settings(deadline=None)
@given(st.text(max_size=60))
def test_no_name_begins_like_a_formula(name: str) -> None:
    safe = defused(name)
    assert not safe.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert "\n" not in safe
    assert one_line(safe) == safe


@pytest.mark.parametrize(
    "name",
    ["=1+1", "  =1", "\t=1", "\r=1", "\u200b=1", "\uff1d1", "\uff0b1", "\ufe63x", "@x", "-1"],
)
def test_names_that_hide_a_formula_are_defused(name: str) -> None:
    assert defused(name).startswith("'")


def test_ordinary_names_stay_and_long_ones_are_cut(table: ClassTable) -> None:
    assert defused("Zoë O'Neill") == "Zoë O'Neill"
    assert len(table.call("a", "x" * 1000)) == LONGEST_NAME
    assert table.call("a", "  a\nb\x00 ") == "a b"


def test_a_class_is_bounded(table: ClassTable) -> None:
    for number in range(MOST_STUDENTS):
        table.student(str(number))
    with pytest.raises(InputError, match="anew"):
        table.student("one more")
    assert table.student("0").number == 1
