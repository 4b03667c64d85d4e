"""What an exercise file may say: every table and key, with its type and range."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from scenarios.layout import Form, Table, Text, Year

Counts = Annotated[float, Field(ge=0.001, le=1_000)]
Years = Annotated[list[Year], Field(min_length=2, max_length=2)]


class Because(Table):
    """Why it is so, one text for each thing that may be found; only the one found is shown."""

    falls: Text | None = None
    same: Text | None = None
    rises: Text | None = None
    less: Text | None = None
    more: Text | None = None


class Than(Table):
    """The second change of a question that asks which of two is larger.

    What is left out is the same as in the first one.
    """

    words: Text
    outcome: str | None = None
    gap: str | None = None
    scenario: Text | None = None
    against: Text | None = None
    between: Years | None = None


class Ask(Table):
    """One question that a student commits an answer to, as written.

    Attributes
    ----------
    key
        Name of the question in tables.
    question
        What the student is asked.
    outcome, gap
        What is looked at: an outcome, or one link less another, written ``believed - felt``.
    words
        What that is called in sentences, such as "what the centre believes less what people
        experience"; None for the label of the outcome.
    scenario, against
        Whose change against which; None for the last and the first of the exercise.
    between
        Calendar years between which it is looked at; None for all observed.
    same_within
        Largest change that counts as about the same, in the unit of what is looked at.
    sizes
        Ends of the sizes to choose from, in a question about how much.
    than
        The other change, in a question about which of two is larger.
    title_says
        The answers that fit what the exercise's title says: of ``falls``, ``same`` and
        ``rises``, or for two changes of ``less``, ``same`` and ``more``.
    because
        Why it is so, for each thing that may be found.
    """

    key: Text
    question: Text
    outcome: str | None = None
    gap: str | None = None
    words: Text | None = None
    scenario: Text | None = None
    against: Text | None = None
    between: Years | None = None
    same_within: Counts | None = None
    sizes: list[Counts] | None = None
    than: Than | None = None
    title_says: list[str] | None = Field(default=None, min_length=1)
    because: Because = Because()


class Lesson(Table):
    """What the teacher is told, as written; figures are computed and not among it."""

    aim: Text
    minutes: int = Field(ge=1, le=50)
    usually: Text
    discussion: list[Text] = Field(min_length=1)
    cautions: list[Text] = Field(min_length=1)
    reading: list[Text] = Field(min_length=1)


class ExerciseFile(Table):
    """A whole exercise file."""

    title: Text
    title_means: Text
    question: Text
    background: list[Text]
    scenarios: list[Text]
    years: float | None = Field(default=None, ge=0.25, le=20, multiple_of=0.25)
    replicates: int = Field(default=10, ge=2, le=40)
    cannot_say: Text
    follow_up: Text
    source: Text
    ask: list[Ask] = Field(default_factory=list)
    lesson: Lesson


EXERCISE = Form(
    kind="exercise file",
    top=ExerciseFile,
    tables={"ask": Ask, "lesson": Lesson},
    several=("ask",),
    hints={
        "parameter": "An exercise sets no parameter; name a scenario file that does",
        "title": 'Add title = "..."',
        "title_means": 'Add title_means = "...", the sentence that the title stands for',
        "background": "Add background = [...], five sentences",
        "scenarios": 'Add scenarios = ["england", "austerity"], the reference first',
        "lesson": "Add a [lesson] table for the teacher",
    },
)
"""The form of exercise files."""
