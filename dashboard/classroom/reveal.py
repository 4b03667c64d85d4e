"""The reveal: predictions beside what the run shows, in sentences made from the intervals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.classroom.answers import Answer, right_answer
from dashboard.classroom.exercise import Change, Question
from dashboard.classroom.measuring import Measured
from experiments.caveats import few_replicates
from experiments.compare.effect import effect_in_words
from experiments.comparison import Comparison
from experiments.intervals import Estimate
from experiments.judgement import Verdict
from experiments.wording import decimals, listed, written
from sim.outcomes import OUTCOMES

_JUDGED: Mapping[Verdict, str] = {
    "supported": "As predicted.",
    "contradicted": "Not as predicted.",
    "undetermined": "This run cannot tell: the interval holds more than one of the answers.",
}


@dataclass(frozen=True)
class Found:
    """What a run shows of one question.

    Attributes
    ----------
    question
        The question.
    estimate
        The number that it is judged by, with its interval.
    right
        The answer that the whole interval supports; None when it decides on none.
    sentences
        What changed and by how much, for one change or for two.
    because
        Why it is so; empty when the exercise does not say.
    """

    question: Question
    estimate: Estimate
    right: Answer | None
    sentences: tuple[str, ...]
    because: str

    def verdict(self, key: str) -> Verdict:
        """Return what the interval says of the answer with this key."""
        return self.question.answer(key).verdict(self.estimate)

    def judged(self, key: str) -> str:
        """Return the same as a sentence."""
        return _JUDGED[self.verdict(key)]

    @property
    def figures(self) -> str:
        """The number that it is judged by and its interval: ``-1.2 (-1.5 to -0.9)``."""
        return _with_ends(self.estimate)


def reveal(measured: Measured) -> tuple[Found, ...]:
    """Return what a run shows, question by question."""
    return tuple(_found(question, measured) for question in measured.exercise.questions)


def title_in_words(measured: Measured, found: tuple[Found, ...]) -> str:
    """Return whether the model shows what the exercise's title says, and where it does not."""
    verdicts: dict[Verdict, list[str]] = {}
    for each in found:
        if each.question.title_says is not None:
            verdict = each.question.title_says.verdict(each.estimate)
            verdicts.setdefault(verdict, []).append(each.question.change.words)
    if not verdicts:
        return "The title says nothing that this run could bear out or refute."
    if "contradicted" in verdicts:
        bearing = verdicts.get("supported")
        also = f" What it says of {_each_once(bearing)} does hold." if bearing else ""
        against = _each_once(verdicts["contradicted"])
        return f"The model does not show what the title says: not of {against}.{also}"
    if "undetermined" in verdicts:
        unclear = _each_once(verdicts["undetermined"])
        return f"This run leaves open whether the model shows what the title says: of {unclear}."
    return "The model shows what the title says."


def rests_on(measured: Measured) -> list[str]:
    """Return what the figures rest on, in sentences."""
    plan = measured.plan
    start, end = plan.window
    said = (
        f"{plan.replicates} pairs of runs with the same random draws, seed {measured.seed}, "
        f"{len(plan.world.councils)} councils, {start:g} to {end:g}. Intervals hold 95 %: they "
        "cover chance between runs, and not what is uncertain in the model and its parameters."
    )
    return [said, *few_replicates(plan.replicates)]


def change_in_words(change: Change, measured: Measured) -> str:
    """Return how something changed, with its interval, or that there is no clear difference."""
    reference = measured.level(change.quantity, change.against)
    level = measured.level(change.quantity, change.scenario)
    difference = measured.change(change)
    if change.quantity.links:
        effect = _gap_in_words(difference)
    else:
        outcome = OUTCOMES[change.quantity.name]
        effect = effect_in_words(Comparison(outcome, reference, level, difference))
    digits = decimals(reference.mean, level.mean, least=1)
    levels = f"from {written(reference.mean, digits)} to {written(level.mean, digits)}"
    name = change.words[:1].upper() + change.words[1:]
    return f"{name}{_years(change)}, {levels}: {effect}."


def _each_once(names: list[str]) -> str:
    return listed(list(dict.fromkeys(names)))


def _found(question: Question, measured: Measured) -> Found:
    estimate = measured.answer(question)
    right = right_answer(question.answers, estimate)
    said = [change_in_words(question.change, measured)]
    if question.than is not None:
        said += [change_in_words(question.than, measured), _order(question, estimate)]
    because = "" if right is None else question.because.get(right.key, "")
    return Found(question, estimate, right, tuple(said), because)


def _order(question: Question, estimate: Estimate) -> str:
    """Return which of two changes is the greater one."""
    if not estimate.defined:
        return "Which changes more cannot be told."
    if not estimate.sign:
        return f"Between the two changes there is no clear difference: {_with_ends(estimate)}."
    first, size = ("first", estimate) if estimate.sign > 0 else ("second", estimate.mirrored())
    return f"The {first} rises more, or falls less, by {_with_ends(size, signed=False)}."


def _gap_in_words(difference: Estimate) -> str:
    if not difference.defined:
        return "undefined"
    if difference.low == difference.high == 0.0:
        return "no difference at all"
    if not difference.bounded:
        return f"{_with_ends(difference)} points, without an interval"
    if not difference.sign:
        return f"no clear difference: {_with_ends(difference)} points"
    size = difference if difference.sign > 0 else difference.mirrored()
    way = "wider" if difference.sign > 0 else "narrower"
    return f"{way} by {_with_ends(size, signed=False)} points"


def _with_ends(estimate: Estimate, *, signed: bool = True) -> str:
    """Return a number with its interval, in as many decimals as the interval supports."""
    if not estimate.defined:
        return "undefined"
    ends = (estimate.low, estimate.high) if estimate.bounded else (estimate.mean,)
    width = (estimate.high - estimate.low,) if estimate.bounded else ()
    digits = decimals(*ends, *width, least=1)
    mean = written(estimate.mean, digits)
    sign = "+" if signed and estimate.mean > 0 and mean.strip("0.") else ""
    if not estimate.bounded:
        return f"{sign}{mean}"
    return f"{sign}{mean} ({written(estimate.low, digits)} to {written(estimate.high, digits)})"


def _years(change: Change) -> str:
    between = change.quantity.between
    return "" if between is None else f" ({between[0]:g} to {between[1]:g})"
