"""Write the lesson notes: ``python -m dashboard.classroom.lessons docs/teaching``.

A page per exercise. What is said of the model is computed; the rest is in the exercise's file.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

from dashboard.classroom.exercise import Exercise
from dashboard.classroom.library import ORDER, load_exercise
from dashboard.classroom.measuring import Measured, run_exercise
from dashboard.classroom.reveal import Found, rests_on, reveal, title_in_words
from experiments.markdown import table
from sim.errors import InputError

FOLDER = Path("docs/teaching")
PREDICTING, RUNNING, REVEALING = 3, 1, 3
"""Minutes of each exercise for these; what is left is for talking."""


def page(measured: Measured) -> str:
    """Return the lesson notes of an exercise, with what its run shows."""
    exercise = measured.exercise
    found = reveal(measured)
    lines = [f"# {exercise.title}", "", f"*{exercise.question}*", "", *_head(exercise)]
    lines += ["## What the model shows", "", " ".join(rests_on(measured)), "", *_shown(found)]
    lines += ["", f"**The title:** {exercise.title_means} **{title_in_words(measured, found)}**"]
    lines += ["", *_list("Discussion", exercise.lesson.discussion)]
    lines += _list("Cautions", exercise.lesson.cautions)
    lines += ["## What the model cannot say", "", exercise.cannot_say, ""]
    lines += ["## One question to go on with", "", exercise.follow_up, ""]
    lines += _list("Reading", exercise.lesson.reading)
    return "\n".join(lines).rstrip() + "\n"


def _head(exercise: Exercise) -> list[str]:
    """Return what does not hang on a run: aim, timing, what is read and asked."""
    lesson = exercise.lesson
    talking = lesson.minutes - PREDICTING - RUNNING - REVEALING
    return [
        f"Made by `python -m dashboard.classroom.lessons --exercise {exercise.name}`. Back to the "
        "[lesson plan](README.md).",
        "",
        "## Aim",
        "",
        lesson.aim,
        "",
        "## Timing",
        "",
        f"{lesson.minutes} minutes: {PREDICTING} to read and predict, {RUNNING} for the run, "
        f"{REVEALING} for the reveal, {talking} to talk.",
        "",
        "## What students read",
        "",
        *(f"{number}. {sentence}" for number, sentence in enumerate(exercise.background, 1)),
        "",
        f"Source: {exercise.source}.",
        "",
        "## What they are asked",
        "",
        *table(
            ("question", "answers", "the title says"),
            (
                (
                    question.text,
                    "; ".join(answer.words for answer in question.answers),
                    question.title_says.words if question.title_says else "-",
                )
                for question in exercise.questions
            ),
        ),
        "",
        "## What students may predict",
        "",
        f"{lesson.usually} (This is what we expect; it has not been measured.)",
        "",
    ]


def _shown(found: Iterable[Found]) -> list[str]:
    """Return what a run shows: a table, then sentences and reasons."""
    found = tuple(found)
    lines = table(
        ("question", "found (95 % interval)", "unit", "right answer"),
        (
            (
                each.question.text,
                each.figures,
                each.question.unit,
                "this run cannot tell" if each.right is None else each.right.words,
            )
            for each in found
        ),
    )
    said: dict[str, None] = {}
    for each in found:
        because = f" Why: {each.because}" if each.because else ""
        said[f"* {' '.join(each.sentences)}{because}"] = None
    return [*lines, "", *said]


def _list(heading: str, entries: Iterable[str]) -> list[str]:
    return [f"## {heading}", "", *(f"* {entry}" for entry in entries), ""]


def main(words: list[str] | None = None) -> int:
    """Write the pages, and return the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m dashboard.classroom.lessons", description="Write the lesson notes."
    )
    parser.add_argument("folder", type=Path, nargs="?", default=FOLDER, help=f"default: {FOLDER}")
    parser.add_argument("--exercise", action="append", help="only this one; may be repeated")
    parser.add_argument("--seed", type=int, default=1, help="root of all draws (default: 1)")
    given = parser.parse_args(words)
    try:
        for name in given.exercise or ORDER:
            measured = run_exercise(load_exercise(name), given.seed)
            given.folder.mkdir(parents=True, exist_ok=True)
            path = given.folder / f"{measured.exercise.name}.md"
            path.write_text(page(measured), encoding="utf-8")
    except InputError as error:
        sys.stderr.write(f"dashboard.classroom.lessons: {error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
