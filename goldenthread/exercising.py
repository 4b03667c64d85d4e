"""What ``goldenthread exercise`` does: ask, and only then simulate and reveal."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING

from dashboard.classroom.library import load_exercise, load_exercises
from dashboard.classroom.measuring import plan_of, run_exercise
from dashboard.classroom.reveal import rests_on, reveal, title_in_words
from goldenthread.compilation import announce
from goldenthread.display import messages, new_table, output, show_table
from goldenthread.progress import shown_progress
from sim.errors import InputError

if TYPE_CHECKING:
    from dashboard.classroom.exercise import Exercise, Question
    from dashboard.classroom.measuring import Measured


def list_exercises() -> None:
    """Print the exercises that come with the program."""
    console = output()
    table = new_table(console, "name", "title", "question")
    for exercise in load_exercises():
        table.add_row(exercise.name, exercise.title, exercise.question)
    show_table(console, table)


def do_exercise(name: str, seed: int, workers: int | None) -> None:
    """Ask for predictions on standard input, run the exercise and print the reveal.

    Raises
    ------
    InputError
        When there is no such exercise, or the answers end before the questions.
    """
    exercise = load_exercise(name)
    plan = plan_of(exercise, seed, workers)
    console = output()
    for line in (exercise.title, "", exercise.question, "", *exercise.background, ""):
        console.print(line)
    console.print(f"From the literature: {exercise.source}.")
    predicted = {question.key: _asked(question) for question in exercise.questions}
    announce(messages())
    with shown_progress(messages(), plan.simulated_years) as progress:
        measured = run_exercise(exercise, seed, workers=workers, progress=progress)
    _tell(exercise, measured, predicted)


def _asked(question: Question) -> str:
    """Return the key of the answer that is given, asking until one of them is."""
    show = partial(output().print, soft_wrap=True)
    show(f"\n{question.text} {question.counted_in}")
    for number, answer in enumerate(question.answers, 1):
        show(f"  {number}  {answer.words}")
    known = {str(number): answer.key for number, answer in enumerate(question.answers, 1)}
    while True:
        messages().print(f"Your prediction (1 to {len(known)}): ", end="")
        line = sys.stdin.readline()
        if not line:
            raise InputError(
                "a question has no answer, and nothing is shown before a prediction is made",
                remedy="Answer each question with the number of an answer, a line each",
                key=question.key,
            )
        if line.strip() in known:
            return known[line.strip()]


def _tell(exercise: Exercise, measured: Measured, predicted: dict[str, str]) -> None:
    show = partial(output().print, soft_wrap=True)
    found = reveal(measured)
    for each in found:
        key = predicted[each.question.key]
        show(f"\n{each.question.text}")
        show(f"  You said:  {each.question.answer(key).words}")
        show(f"  The model: {'cannot tell' if each.right is None else each.right.words}")
        show(f"  {each.judged(key)}")
        for sentence in each.sentences:
            show(f"  {sentence}")
        if each.because:
            show(f"  Why: {each.because}")
    show(f"\n{exercise.title}: {exercise.title_means}")
    show(title_in_words(measured, found))
    show(f"\nWhat the model cannot say: {exercise.cannot_say}")
    show(f"To go on with: {exercise.follow_up}\n")
    for sentence in rests_on(measured):
        show(sentence)
