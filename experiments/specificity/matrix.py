"""The matrix: what each mechanism does to each hop, and whether it is specific."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from experiments.intervals import Estimate
from experiments.judgement import judged
from experiments.specificity.layout import Measure
from experiments.specificity.measures import Evidence
from experiments.specificity.mechanisms import HOP_NAMES, Mechanism

Effect = Literal[
    "lowers", "raises", "inside its noise", "undetermined", "undefined", "not measured"
]
Verdict = Literal["specific", "not specific", "undetermined"]


@dataclass(frozen=True)
class Moved:
    """A rise, a fall or no change beyond the noise, as ``experiments.judgement`` asks for it."""

    direction: Literal["rises", "falls", "unchanged"]
    at_least: float
    within: float | None = None


@dataclass(frozen=True)
class Cell:
    """What one mechanism does to one hop.

    Attributes
    ----------
    hop
        Name of the hop.
    measure
        How it is measured.
    reference, value
        The hop in the reference world, and with the mechanism on.
    difference
        The second less the first, paired by replicate.
    noise
        By how much single replicates of the reference world differ by chance alone.
    effect
        *lowers* and *raises* when the whole interval of the difference lies beyond the noise,
        *inside its noise* when the whole interval lies within it, *undetermined* otherwise;
        *undefined* when there is no interval, and *not measured* when the table names no lever
        for the hop.
    reason
        Why it has none of the first four; empty when it has.
    """

    hop: str
    measure: Measure
    reference: Estimate
    value: Estimate
    difference: Estimate
    noise: float
    effect: Effect
    reason: str = ""


@dataclass(frozen=True)
class Row:
    """One mechanism over all hops, by one measure.

    Attributes
    ----------
    mechanism
        The mechanism.
    cells
        The seven hops in the order of the chain.
    """

    mechanism: Mechanism
    cells: tuple[Cell, ...]

    @property
    def own(self) -> Cell:
        """The hop that it should lower."""
        return self.cells[self.mechanism.place]

    @property
    def earlier(self) -> tuple[Cell, ...]:
        """The hops that it should leave alone, as far as they are measured."""
        before = self.cells[: self.mechanism.place]
        return tuple(cell for cell in before if cell.effect != "not measured")

    @property
    def verdict(self) -> Verdict:
        """Specific when it lowers its own hop and every earlier one stays inside its noise."""
        moved = [cell for cell in self.earlier if cell.effect in ("lowers", "raises")]
        if moved or self.own.effect in ("inside its noise", "raises"):
            return "not specific"
        settled = all(cell.effect == "inside its noise" for cell in self.earlier)
        return "specific" if settled and self.own.effect == "lowers" else "undetermined"

    @property
    def elsewhere(self) -> tuple[Cell, ...]:
        """The other hops that it lowers."""
        return tuple(
            cell for cell in self.cells if cell.effect == "lowers" and cell is not self.own
        )


def row(
    mechanism: Mechanism,
    measure: Measure,
    reference: Sequence[Evidence | None],
    world: Sequence[Evidence | None],
) -> Row:
    """Return the row of a mechanism from the evidence on every hop in both worlds."""
    hops = zip(HOP_NAMES, reference, world, strict=True)
    return Row(mechanism, tuple(_cell(hop, measure, *both) for hop, *both in hops))


def _cell(hop: str, measure: Measure, before: Evidence | None, after: Evidence | None) -> Cell:
    if before is None or after is None:
        nothing = Estimate(math.nan, math.nan, math.nan, 0)
        reason = "no lever is named for this hop"
        return Cell(hop, measure, nothing, nothing, nothing, math.nan, "not measured", reason)
    difference, noise = after.less(before), before.noise
    effect = _effect(difference, noise)
    reason = ""
    if effect == "undefined":
        reason = difference.reason or after.reason or before.reason or "too few replicates"
        # A share of next to nothing can come out as anything.
        difference = replace(difference, mean=math.nan)
    return Cell(hop, measure, before.estimate, after.estimate, difference, noise, effect, reason)


def _effect(difference: Estimate, noise: float) -> Effect:
    if not difference.bounded or not math.isfinite(noise):
        return "undefined"
    ways: tuple[tuple[Effect, Moved], ...] = (
        ("lowers", Moved("falls", noise)),
        ("raises", Moved("rises", noise)),
        ("inside its noise", Moved("unchanged", 0.0, within=noise)),
    )
    return next(
        (effect for effect, moved in ways if judged(moved, difference) == "supported"),
        "undetermined",
    )
