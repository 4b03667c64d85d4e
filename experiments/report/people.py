"""For whom: between bands of deprivation, domains of policy, and those who need and who work."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from experiments.compare.effect import effect_in_words
from experiments.comparison import Comparison
from experiments.intervals import Estimate
from experiments.report.changes import by_group, short_cell, tallied
from experiments.report.view import Cell, Row, Table, plain_table
from experiments.wording import counted, listed, percent

KEY = ("waiting", "refused", "experience", "trust", "caseload", "turnover")
"""Outcomes of which the first pages tell how they differ between bands."""


@dataclass(frozen=True)
class Bands:
    """The outcomes of a scenario in every band of councils, the most deprived first.

    Attributes
    ----------
    names
        What the bands are called.
    rows
        For each outcome its comparison in every band.
    """

    names: tuple[str, ...]
    rows: Mapping[str, tuple[Comparison, ...]]

    def table(self, caption: str, outcomes: Sequence[str]) -> Table:
        """Return differences within each band."""
        return Table(
            caption,
            ("outcome", *self.names),
            tuple(
                Row((Cell(f"{found[0].outcome.label} ({found[0].outcome.unit})"),
                     *map(short_cell, found)))
                for found in (self.rows[name] for name in outcomes if name in self.rows)
            ),
        )  # fmt: skip

    def in_short(self, outcomes: Sequence[str]) -> str:
        """Return in how many outcomes the most and the least deprived band clearly part."""
        ends = [(self.rows[name][0], self.rows[name][-1]) for name in outcomes if name in self.rows]
        both = [(one.difference, other.difference) for one, other in ends]
        more = sum(_further(one, other) for one, other in both)
        less = sum(_further(other, one) for one, other in both)
        parts = {
            "clearly larger": more,
            "clearly smaller": less,
            "with no clear difference": len(ends) - more - less,
        }
        told = listed([f"{count} {words}" for words, count in parts.items() if count])
        # Clearly: by intervals that do not overlap, as the bands' differences are not paired here.
        return (
            f"Changes in the most deprived councils beside those in the least, of "
            f"{counted(len(ends), 'outcome')}: {told}."
        )

    def sentence(self, outcome: str) -> str:
        """Return an outcome at both ends of deprivation, in words; empty when undefined."""
        if outcome not in self.rows:
            return ""
        first, last = self.rows[outcome][0], self.rows[outcome][-1]
        return (
            f"{first.outcome.label}: in {in_words(self.names[0])} {effect_in_words(first)}; "
            f"in {in_words(self.names[-1])} {effect_in_words(last)}."
        )


def groups_in_short(rows: Sequence[Comparison]) -> str:
    """Return the tally of each group of people."""
    said = (f"{group}: {tallied(members)}" for group, members in by_group(rows).items())
    return f"{'. '.join(said)}."


def in_words(band: str) -> str:
    """Return a band as a sentence has it: ``the most deprived fifth``."""
    name = band.partition("(")[2].rstrip(")")
    return f"the {name}" if name else f"band {band}"


def ends_in_short(answers: Mapping[str, Estimate], what: str) -> str:
    """Return how the most and the least deprived band answer, and whether that differs.

    Parameters
    ----------
    answers
        How much arrives in each band, the most deprived first.
    what
        What arrives ("what people experience of a rise").
    """
    first, last = next(iter(answers)), list(answers)[-1]
    one, other = answers[first], answers[last]
    both = (
        f"Of {what}, {percent(one)} arrives in {in_words(first)} of councils and {percent(other)} "
        f"in {in_words(last)}"
    )
    if not (one.bounded and other.bounded):
        return f"{both}."
    apart = one.low > other.high or other.low > one.high
    return f"{both}: {'the intervals do not overlap' if apart else 'no clear difference'}."


def spread_in_short(answers: Mapping[str, Estimate], what: str) -> str:
    """Return which of several groups answers most and which least, if that is clear.

    Parameters
    ----------
    answers
        How much arrives in each group.
    what
        What arrives ("what people experience of a rise").
    """
    known = {name: found for name, found in answers.items() if found.bounded}
    if len(known) < 2:
        return f"Of {what}, too few groups have an interval to be compared."
    most = max(known, key=lambda name: known[name].mean)
    least = min(known, key=lambda name: known[name].mean)
    if known[most].low > known[least].high:
        return (
            f"Of {what}, most arrives in {most}, {percent(known[most])}, and least in {least}, "
            f"{percent(known[least])}."
        )
    return (
        f"Of {what}, no clear difference between the groups: the intervals of the highest, {most} "
        f"with {percent(known[most])}, and of the lowest, {least} with {percent(known[least])}, "
        "overlap."
    )


def answers_table(caption: str, first: str, columns: Mapping[str, Mapping[str, str]]) -> Table:
    """Return how much arrives in each group, a column of words per world or lever."""
    names = list(dict.fromkeys(name for found in columns.values() for name in found))
    rows = [(name, *(found.get(name, "") for found in columns.values())) for name in names]
    return plain_table(caption, (first, *columns), rows)


def _further(one: Estimate | None, other: Estimate | None) -> bool:
    """Return whether one difference is clearly further from zero than another, by intervals."""
    if one is None or other is None or not (one.bounded and other.bounded):
        return False
    if one.sign > 0:
        return one.low > max(other.high, -other.low)
    if one.sign < 0:
        return one.high < min(other.low, -other.high)
    return False
