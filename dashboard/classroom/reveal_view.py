"""The reveal on a student's page: prediction beside result, and what the model cannot say."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.classroom.chart import small_chart
from dashboard.classroom.elements import plain_table
from dashboard.classroom.measuring import Measured
from dashboard.classroom.reveal import Found, rests_on, title_in_words
from dashboard.live.native import Text, box
from experiments.judgement import Verdict

_MARKS: Mapping[Verdict, str] = {
    "supported": "\N{CHECK MARK}",
    "contradicted": "\N{MULTIPLICATION X}",
    "undetermined": "?",
}


def show_reveal(measured: Measured, found: tuple[Found, ...], predicted: Mapping[str, str]) -> None:
    """Show what a run found beside what a student predicted.

    Parameters
    ----------
    measured
        The run.
    found
        What it shows of each question.
    predicted
        Key of the answer that the student committed to, for the key of each question.
    """
    exercise = measured.exercise
    Text("h2", "What the model shows")
    for each in found:
        _show_question(each, predicted[each.question.key], measured)
    with box("div", "title-verdict"):
        Text(
            "h3",
            f"\N{LEFT DOUBLE QUOTATION MARK}{exercise.title_means}\N{RIGHT DOUBLE QUOTATION MARK}",
        )
        Text("p", title_in_words(measured, found), "verdict")
    with box("div", "cannot"):
        Text("h3", "What the model cannot say")
        Text("p", exercise.cannot_say)
    Text("h2", "To go on with")
    Text("p", exercise.follow_up)
    for sentence in rests_on(measured):
        Text("p", sentence, "quiet")


def show_figures(measured: Measured, found: tuple[Found, ...]) -> None:
    """Show what another run found of each question, in a table."""
    rows = [
        (
            each.question.text,
            f"{each.figures} ({each.question.unit})",
            "cannot tell" if each.right is None else each.right.words,
        )
        for each in found
    ]
    headings = ("Question", "Change with its interval", "The model")
    plain_table(f"With the luck of seed {measured.seed}", headings, rows)


def _show_question(found: Found, key: str, measured: Measured) -> None:
    question, verdict = found.question, found.verdict(key)
    with box("article", f"card {verdict}"):
        Text("h3", question.text)
        with box("p", "verdict"):
            Text("span", f"{_MARKS[verdict]} ").props["aria-hidden"] = "true"
            Text("span", found.judged(key))
        with box("dl", "two"):
            Text("dt", "You said")
            Text("dd", question.answer(key).words)
            Text("dt", "The model")
            Text("dd", "cannot tell" if found.right is None else found.right.words)
        for sentence in found.sentences:
            Text("p", sentence)
        if found.because:
            Text("p", f"Why: {found.because}")
        small_chart(question, measured)
