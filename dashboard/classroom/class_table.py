"""The class's table: who answered what, how many were right, and all of it as CSV."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from threading import Lock

from dashboard.classroom.exercise import Exercise
from dashboard.classroom.measuring import Measured
from dashboard.classroom.reveal import Found, reveal
from experiments.intervals import Estimate
from experiments.judgement import Verdict
from sim.errors import InputError

LONGEST_NAME = 40
MOST_STUDENTS = 500
"""Students that one table holds, so that nobody can fill the server's memory."""
_DANGEROUS = ("=", "+", "-", "@")

COLUMNS = (
    "student", "exercise", "question", "predicted", "found", "verdict",
    "estimate", "low", "high", "unit", "seed",
)  # fmt: skip


@dataclass
class Student:
    """One student.

    Attributes
    ----------
    number
        Place in the order of arrival, from 1.
    nickname
        What they want to be called; empty for nothing.
    predictions
        The answers committed to, by exercise and then by question.
    revealed
        The same exercises once their run was shown, with what it found.
    """

    number: int
    nickname: str = ""
    predictions: dict[str, dict[str, str]] = field(default_factory=dict)
    revealed: dict[str, tuple[Measured, tuple[Found, ...]]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Nickname, or a number where there is none."""
        return self.nickname or f"Student {self.number}"


@dataclass(frozen=True)
class Row:
    """One answer of one student, with what was found once that is known."""

    student_number: int
    student: str
    exercise: str
    question: str
    predicted: str
    found: str
    verdict: Verdict | None
    estimate: Estimate | None
    unit: str
    seed: int | None


@dataclass(frozen=True)
class HitRate:
    """How a class did on one question.

    Attributes
    ----------
    answered
        Students who committed to an answer.
    right, wrong, open
        Those of them whose answer the interval supports, contradicts or leaves undecided;
        answers whose run was not shown yet are in none of them.
    chosen
        How many chose each answer, by its words.
    """

    exercise: str
    question: str
    answered: int
    right: int
    wrong: int
    open: int
    chosen: Mapping[str, int]

    @property
    def share(self) -> float | None:
        """Share of right answers among those that were decided; None without any."""
        decided = self.right + self.wrong
        return self.right / decided if decided else None


class ClassTable:
    """All students of a class; safe to be used from several threads.

    Parameters
    ----------
    exercises
        The exercises of the class.
    """

    def __init__(self, exercises: Iterable[Exercise]) -> None:
        self.exercises = {exercise.name: exercise for exercise in exercises}
        self._students: dict[str, Student] = {}
        self._lock = Lock()

    def student(self, session: str) -> Student:
        """Return the student of a session, new when nobody has been seen there before.

        Raises
        ------
        InputError
            When the class is full.
        """
        with self._lock:
            known = self._students.get(session)
            if known is None:
                if len(self._students) >= MOST_STUDENTS:
                    raise InputError(
                        f"the class has {MOST_STUDENTS} students already",
                        remedy="Start the command anew for another class",
                        key="student",
                    )
                known = self._students[session] = Student(len(self._students) + 1)
            return known

    def known(self, session: str) -> Student | None:
        """Return the student of a session, None when nobody has done anything there."""
        return self._students.get(session)

    def call(self, session: str, nickname: str) -> str:
        """Give a student a nickname, in one line and cut when it is long, and return it."""
        student = self.student(session)
        student.nickname = one_line(nickname)[:LONGEST_NAME].rstrip()
        return student.nickname

    def commit(self, session: str, exercise: str, answers: Mapping[str, str]) -> None:
        """Commit a student to answers, once and for all.

        Parameters
        ----------
        session
            The student's session.
        exercise
            Name of the exercise.
        answers
            Key of an answer for the key of each question.

        Raises
        ------
        InputError
            When there is no such exercise or answer, a question is left open, or the student
            is committed already.
        """
        known = self._exercise(exercise)
        for question in known.questions:
            if answers.get(question.key) not in [answer.key for answer in question.answers]:
                raise InputError(
                    "a question has no answer yet",
                    remedy=f"Choose one for: {question.text}",
                    key=question.key,
                    value=answers.get(question.key),
                )
        student = self.student(session)
        with self._lock:
            if exercise in student.predictions:
                raise InputError(
                    "the predictions for this exercise are made",
                    remedy="Look at the reveal",
                    key=exercise,
                )
            keys = [question.key for question in known.questions]
            student.predictions[exercise] = {key: answers[key] for key in keys}

    def show(self, session: str, measured: Measured) -> tuple[Found, ...]:
        """Return what a run shows, and keep that this student has seen it.

        The first run that is shown counts for the table.

        Raises
        ------
        InputError
            When the student has predicted nothing yet.
        """
        student = self.student(session)
        name = measured.exercise.name
        if name not in student.predictions:
            raise InputError(
                "nothing is shown before a prediction is made",
                remedy="Answer the questions first",
                key=name,
            )
        found = reveal(measured)
        with self._lock:
            student.revealed.setdefault(name, (measured, found))
        return found

    def rows(self) -> list[Row]:
        """Return a row per answer, students in the order of arrival."""
        with self._lock:
            students = list(self._students.values())
        return [
            _row(student, self.exercises[name], key, chosen)
            for student in students
            for name, answers in list(student.predictions.items())
            for key, chosen in answers.items()
        ]

    def hit_rates(self) -> list[HitRate]:
        """Return how the class did, a row per question of the exercises in their order."""
        rows = self.rows()
        found = []
        for exercise in self.exercises.values():
            for question in exercise.questions:
                own = [
                    row
                    for row in rows
                    if row.exercise == exercise.title and row.question == question.text
                ]
                verdicts = [row.verdict for row in own]
                chosen = {
                    answer.words: sum(row.predicted == answer.words for row in own)
                    for answer in question.answers
                }
                found.append(
                    HitRate(
                        exercise.title,
                        question.text,
                        len(own),
                        verdicts.count("supported"),
                        verdicts.count("contradicted"),
                        verdicts.count("undetermined"),
                        chosen,
                    )
                )
        return found

    def as_csv(self) -> str:
        """Return the rows as CSV that no spreadsheet takes for formulas."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow(COLUMNS)
        for row in self.rows():
            estimate = row.estimate
            numbers = (
                ("", "", "")
                if estimate is None
                else tuple(f"{end:.6g}" for end in (estimate.mean, estimate.low, estimate.high))
            )
            words = (row.student, row.exercise, row.question, row.predicted, row.found)
            writer.writerow(
                [
                    *map(defused, words),
                    row.verdict or "",
                    *numbers,
                    defused(row.unit),
                    "" if row.seed is None else row.seed,
                ]
            )
        return out.getvalue()

    def _exercise(self, name: str) -> Exercise:
        try:
            return self.exercises[name]
        except KeyError:
            raise InputError(
                "there is no such exercise in this class",
                remedy="Choose one from the list",
                key="exercise",
                value=name,
            ) from None


def one_line(words: str) -> str:
    """Return a user's words in one line, without control characters and in plain forms.

    Letters that only look like others in width become those others: a spreadsheet may take
    a wide equals sign for an equals sign.
    """
    plain = unicodedata.normalize("NFKC", words)
    # Categories that begin with C are control and format characters, and half characters.
    kept = (" " if unicodedata.category(each).startswith("C") else each for each in plain)
    return " ".join("".join(kept).split())


def defused(words: str) -> str:
    """Return words that a spreadsheet shows and does not compute.

    What begins like a formula gets an apostrophe before it (the advice of OWASP on CSV
    injection).
    """
    line = one_line(words)
    return f"'{line}" if line.startswith(_DANGEROUS) else line


def _row(student: Student, exercise: Exercise, key: str, chosen: str) -> Row:
    question = next(each for each in exercise.questions if each.key == key)
    predicted = question.answer(chosen).words
    seen = student.revealed.get(exercise.name)
    if seen is None:
        return Row(
            student.number, student.name, exercise.title, question.text, predicted, "", None,
            None, question.unit, None,
        )  # fmt: skip
    measured, found = seen
    own = next(each for each in found if each.question.key == key)
    return Row(
        student.number, student.name, exercise.title, question.text, predicted,
        "" if own.right is None else own.right.words, own.verdict(chosen), own.estimate,
        question.unit, measured.seed,
    )  # fmt: skip
