"""An exercise: what a class is asked, of which worlds, and in which years."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dashboard.classroom.answers import Answer
from dashboard.classroom.layout import Lesson
from scenarios import Scenario
from sim.outcomes import OUTCOMES


@dataclass(frozen=True)
class Quantity:
    """Something that is looked at in a world.

    Attributes
    ----------
    name
        Name of an outcome, or a gap between two links, written ``believed - felt``.
    between
        Calendar years between which it is looked at; None for all observed.
    """

    name: str
    between: tuple[float, float] | None = None

    @property
    def links(self) -> tuple[str, str] | None:
        """The two links of a gap; None for an outcome."""
        one, _, other = self.name.partition(" - ")
        return (one, other) if other else None

    @property
    def unit(self) -> str:
        """Unit in which it is counted."""
        return "points" if self.links else OUTCOMES[self.name].unit


@dataclass(frozen=True)
class Change:
    """How a quantity differs between two worlds.

    Attributes
    ----------
    quantity
        What is looked at.
    scenario, against
        Places of the two worlds among those of the exercise.
    words
        What it is called in a sentence.
    """

    quantity: Quantity
    scenario: int
    against: int
    words: str


@dataclass(frozen=True)
class Question:
    """One question that a student commits an answer to.

    Attributes
    ----------
    key, text
        Its name in tables, and what is asked.
    change, than
        The change that it is about, and the one it is held against; None where there is none.
    answers
        What can be answered, each with the range of values for which it is right.
    by_size
        Whether it asks how large the change is, whichever way it goes.
    title_says
        What fits the exercise's title, as one range of values; None when it says nothing of it.
    because
        Why it is so, by the key of the answer that is found right.
    """

    key: str
    text: str
    change: Change
    than: Change | None
    answers: tuple[Answer, ...]
    by_size: bool
    title_says: Answer | None
    because: Mapping[str, str]

    @property
    def unit(self) -> str:
        """Unit in which it is counted."""
        return self.change.quantity.unit

    @property
    def counted_in(self) -> str:
        """The same as a sentence that students understand."""
        words = {"0-100": "points on a scale from 0 to 100", "0-1": "a scale from 0 to 1"}
        unit = self.unit
        if unit.startswith("%"):
            return f"Counted in percentage points ({unit})."
        return f"Counted in {words.get(unit, unit)}."

    def answer(self, key: str) -> Answer:
        """Return the answer of this key."""
        return next(each for each in self.answers if each.key == key)


@dataclass(frozen=True)
class Exercise:
    """A guided exercise.

    Attributes
    ----------
    name
        Name of the file without its ending.
    title, title_means
        The title, and the sentence that it stands for, which the model may well not bear out.
    question, background, source
        What the student reads: the question of the day, five sentences, and the literature
        that it comes from.
    worlds
        The scenarios, the reference first.
    years
        Years observed; None for those of the scenarios.
    replicates
        Paired replicates of a run.
    questions
        What the student commits to.
    cannot_say
        What the model cannot say of the matter.
    follow_up
        One question to go on with.
    lesson
        What the teacher is told.
    """

    name: str
    title: str
    title_means: str
    question: str
    background: tuple[str, ...]
    source: str
    worlds: tuple[Scenario, ...] = field(repr=False)
    years: float | None
    replicates: int
    questions: tuple[Question, ...]
    cannot_say: str
    follow_up: str
    lesson: Lesson = field(repr=False)

    def changes(self) -> list[Change]:
        """Return the changes that its questions look at, each once."""
        found = [
            change
            for question in self.questions
            for change in (question.change, question.than)
            if change is not None
        ]
        return list(dict.fromkeys(found))
