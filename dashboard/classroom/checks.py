"""Whether an exercise asks something that can be run and answered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NoReturn

from dashboard.classroom.answers import Answer, directions, orders, sizes
from dashboard.classroom.exercise import Change, Quantity, Question
from dashboard.classroom.layout import Ask, ExerciseFile, Than
from scenarios.document import Document
from scenarios.expectations import GAPS, check_between
from scenarios.quoting import LONGEST, short
from sim.errors import InputError, nearest
from sim.outcomes import OUTCOMES

SENTENCES = 5
"""Sentences of background, so that it is read before the clock has moved."""
MOST_QUESTIONS = 4


def checked_text(content: ExerciseFile, document: Document) -> None:
    """Refuse an exercise that says too little or too much, with file and line.

    Raises
    ------
    InputError
        For a background that is not of five sentences, fewer than two scenarios, the same
        one twice, or no question or too many.
    """
    count = len(content.background)
    if count != SENTENCES:
        raise InputError(
            f"the background has {count} sentences, not {SENTENCES}",
            remedy=f"Give a list of {SENTENCES} texts, a sentence each",
            where=document.where("background"),
            key="background",
        )
    names = content.scenarios
    if len(names) < 2 or len(set(names)) < len(names):
        raise InputError(
            "an exercise compares two scenarios or more, each named once",
            remedy='Write scenarios = ["england", "austerity"], the reference first',
            where=document.where("scenarios"),
            key="scenarios",
            value=names,
        )
    if not 1 <= len(content.ask) <= MOST_QUESTIONS:
        raise InputError(
            f"the exercise asks {len(content.ask)} questions",
            remedy=f"Give 1 to {MOST_QUESTIONS} [[ask]] tables",
            where=document.where("ask"),
            key="ask",
        )


def checked_questions(
    content: ExerciseFile, window: tuple[float, float], document: Document
) -> tuple[Question, ...]:
    """Return the questions of an exercise file.

    Parameters
    ----------
    content
        The file.
    window
        Calendar years at which the observed years start and end.
    document
        Where the file's entries stand.

    Raises
    ------
    InputError
        With file and line: for an unknown outcome, gap or scenario, years that are not
        observed, two questions of one name, or keys that do not go together.
    """
    checks = [_Check(content, window, document, index) for index in range(len(content.ask))]
    keys = [ask.key for ask in content.ask]
    for index, key in enumerate(keys):
        if key in keys[:index]:
            checks[index].refuse("key", f"two questions have the key {short(key)}", "Rename one")
    return tuple(check.question() for check in checks)


class _Check:
    """One question of the file, with the place where it stands."""

    def __init__(
        self, content: ExerciseFile, window: tuple[float, float], document: Document, index: int
    ) -> None:
        self.scenarios = content.scenarios
        self.ask: Ask = content.ask[index]
        self.window = window
        self.document = document
        self.index = index

    def refuse(self, key: str, problem: str, remedy: str, value: object = None) -> NoReturn:
        where = self.document.where("ask", self.index, key)
        raise InputError(problem, remedy=remedy, where=where, key=key, value=value)

    def question(self) -> Question:
        """Return the question."""
        ask = self.ask
        change = self._change(ask, ask.words)
        than = None if ask.than is None else self._than(ask.than, change)
        answers = self._answers(change, than)
        because = ask.because.model_dump(exclude_none=True)
        for key in because:
            self._known_answer(key, answers, "because")
        title = None if ask.title_says is None else self._title(ask.title_says, answers)
        by_size = ask.sizes is not None
        return Question(ask.key, ask.question, change, than, answers, by_size, title, because)

    def _title(self, says: Sequence[str], answers: Sequence[Answer]) -> Answer:
        """Return the range of values that fits the title."""
        for key in says:
            self._known_answer(key, answers, "title_says")
        places = [place for place, answer in enumerate(answers) if answer.key in says]
        if len(places) == len(answers) or places != list(range(places[0], places[-1] + 1)):
            self.refuse(
                "title_says",
                "a title that fits everything, or opposite answers, says nothing",
                "Name one answer, or two that lie beside each other",
                says,
            )
        fitting = [answers[place] for place in places]
        return Answer(
            " or ".join(answer.key for answer in fitting),
            " or ".join(answer.words for answer in fitting),
            min(answer.low for answer in fitting),
            max(answer.high for answer in fitting),
        )

    def _than(self, than: Than, change: Change) -> Change:
        """Return the other change; what it leaves out is that of the question."""
        own = than.model_dump(exclude_none=True)
        if "outcome" not in own and "gap" not in own:
            own |= {"outcome": self.ask.outcome, "gap": self.ask.gap}
        usual = {name: getattr(self.ask, name) for name in ("scenario", "against", "between")}
        other = self._change(Than(**usual | own), than.words)
        if other.quantity.unit != change.quantity.unit:
            self.refuse(
                "than",
                f"{change.quantity.unit} and {other.quantity.unit} cannot be held against each "
                "other",
                "Compare two changes in the same unit",
            )
        return other

    def _change(self, asked: Ask | Than, words: str | None) -> Change:
        between = None
        if asked.between is not None:
            check_between(
                asked.between, *self.window, self.document.where("ask", self.index, "between")
            )
            between = asked.between[0], asked.between[1]
        name = self._name(asked)
        scenario = self._world("scenario", asked.scenario, len(self.scenarios) - 1)
        against = self._world("against", asked.against, 0)
        if scenario == against:
            self.refuse(
                "against",
                f"{short(self.scenarios[scenario])} cannot be compared with itself",
                "Name another of the exercise's scenarios after against",
            )
        return Change(Quantity(name, between), scenario, against, words or _label(name))

    def _name(self, asked: Ask | Than) -> str:
        """Return the name of what is looked at, exactly one of outcome and gap."""
        if (asked.outcome is None) == (asked.gap is None):
            self.refuse(
                "outcome",
                "a question is about one outcome or one gap",
                "Give exactly one of outcome and gap",
            )
        key, value, known, listed = (
            ("gap", asked.gap, GAPS, "")
            if asked.outcome is None
            else ("outcome", asked.outcome, tuple(OUTCOMES), "goldenthread outcomes")
        )
        name = value or ""
        if name not in known:
            self._unknown(key, name, known, listed)
        return name

    def _world(self, key: str, given: str | None, usual: int) -> int:
        if given is None:
            return usual
        if given not in self.scenarios:
            self._unknown(key, given, self.scenarios)
        return self.scenarios.index(given)

    def _answers(self, change: Change, than: Change | None) -> tuple[Answer, ...]:
        within, ends = self.ask.same_within, self.ask.sizes
        if ends is not None:
            if within is not None or than is not None:
                self.refuse(
                    "sizes",
                    "sizes does not go with same_within or than",
                    "Ask one thing in each [[ask]]",
                )
            if not ends or any(low >= high for low, high in pairwise(ends)):
                self.refuse(
                    "sizes", "sizes do not rise", "Give rising numbers, such as [2, 10]", ends
                )
            return sizes(ends)
        if within is None:
            self.refuse(
                "same_within",
                "how much counts as about the same is not said",
                f"Add same_within = ..., in the unit ({change.quantity.unit}), or sizes = [...]",
            )
        if than is not None:
            return orders(change.words, than.words, within)
        return directions(within)

    def _known_answer(self, key: str, answers: Iterable[Answer], where: str) -> None:
        known = [answer.key for answer in answers]
        if key not in known:
            problem = f"no answer to this question is called {short(key)}"
            self.refuse(where, problem, f"Give one of {', '.join(known)}", key)

    def _unknown(self, key: str, name: str, known: Iterable[str], listed: str = "") -> NoReturn:
        self.refuse(
            key, f"unknown {key} {short(name)}", nearest(name[:LONGEST], known, listed), name
        )


def _label(name: str) -> str:
    if name in OUTCOMES:
        return OUTCOMES[name].label.lower()
    one, other = name.split(" - ")
    return f"{one} minus {other}"
