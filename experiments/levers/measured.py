"""The thread of one lever over all replicates, pooled and group by group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

import numpy as np

from experiments.intervals import Estimate, Floats, mean_interval
from experiments.lever import Lever
from experiments.levers.answers import Answers
from experiments.levers.design import LeverDesign
from experiments.nested import Nesting
from experiments.stations import NAMES
from experiments.thread import Thread, explained, measure
from sim.declaration import DOMAINS
from sim.parameters import parameter

Row = tuple[Estimate, ...]
"""One estimate per link, in the order of the chain."""

ALL_PRIORITIES = "priorities"
"""Name of the mean over the five national priorities."""


@dataclass(frozen=True)
class LeverThread:
    """How the chain answers to one lever, or to the five priorities on average.

    Attributes
    ----------
    name
        The parameter, or ``ALL_PRIORITIES``.
    levers
        The lever, or the levers whose mean this is.
    thread
        The chain pooled: links, hops with their states, bypass.
    by_domain, by_band, by_year
        Answers of every link per domain, per band of deprivation (1: the most deprived fifth
        of councils), and per year from the step on (by the year's start).
    contributions
        Which part of the pooled answer comes about in each band; they add up to it.
    answers
        The evidence, one per replicate.
    """

    name: str
    levers: tuple[Lever, ...]
    thread: Thread
    by_domain: Mapping[str, Row]
    by_band: Mapping[int, Row]
    contributions: Mapping[int, Row]
    by_year: Mapping[float, Row]
    answers: tuple[Answers, ...] = field(repr=False, compare=False)

    @property
    def in_units(self) -> bool:
        """Whether answers are per unit of the parameter instead of elasticities."""
        return self.levers[0].in_units

    @property
    def in_words(self) -> str:
        """The change that is followed, for sentences."""
        if len(self.levers) > 1:
            return f"a {self.levers[0].direction} in a national priority's share"
        return self.levers[0].in_words

    @property
    def answer_in_words(self) -> str:
        """What its figures are."""
        if self.in_units:
            return f"relative change per unit of {self.name} ({parameter(self.name).unit})"
        what = "the priority's share" if self.levers[0].is_priority else self.name
        return f"elasticity: per cent of change per 1 % of {what}"

    @property
    def first_moved(self) -> str | None:
        """The first station beyond the lever that clearly answers to it; None when none does."""
        moved = (link.name for link in self.thread.links[1:] if link.elasticity.sign)
        return next(moved, None)

    @property
    def groups(self) -> Mapping[str, Mapping[str, Row]]:
        """Answers by kind of group and by group, both named as in tables."""
        return {
            "domain": self.by_domain,
            "band": {str(band): row for band, row in self.by_band.items()},
            "year": {f"{year:g}": row for year, row in self.by_year.items()},
        }


def measured(
    name: str, levers: tuple[Lever, ...], found: Sequence[Answers], design: LeverDesign
) -> LeverThread:
    """Return the thread that the answers of all replicates show."""
    unjudged = "a response per unit of the lever is no share of it" if levers[0].in_units else ""
    title = "the priorities, on average" if len(levers) > 1 else name
    thread = measure(
        design.arm.name,
        title,
        np.array([one.pooled for one in found]),
        [None] * len(found),
        design.thresholds,
        unjudged,
        design.nesting,
    )
    if not levers[0].is_priority:
        thread = _entering_anywhere(thread)
    years, nesting = [begin for begin, _ in design.answer_years], design.nesting
    return LeverThread(
        name,
        levers,
        thread,
        dict(zip(DOMAINS, _rows([one.by_domain.T for one in found], nesting), strict=True)),
        dict(zip(design.bands, _rows([one.by_band.T for one in found], nesting), strict=True)),
        dict(
            zip(design.bands, _rows([one.contributions.T for one in found], nesting), strict=True)
        ),
        dict(zip(years, _rows([one.by_year for one in found], nesting), strict=True)),
        tuple(found),
    )


def _entering_anywhere(thread: Thread) -> Thread:
    """Return the thread of a lever that may act on any station, its hops judged accordingly.

    More of a burden lowers what is planned: that turns the lever round and breaks nothing, so
    the first hop is judged by how much moves on. And where the two ends of a later hop clearly
    answer in opposite ways, the lever reaches the second by a way of its own: the hop is not
    judged.
    """
    first, *others = thread.hops
    if first.state != "undetermined" and first.passthrough.sign < 0:
        passthrough = first.passthrough.mirrored()
        reason = "turned round: the more of the lever, the less is planned"
        state = thread.thresholds.state(passthrough)
        first = replace(first, passthrough=passthrough, state=state, reason=reason)
    hops = [first]
    for hop, (source, target) in zip(others, pairwise(thread.links[1:]), strict=True):
        opposite = source.elasticity.sign * target.elasticity.sign < 0
        reason = f"the lever reaches {target.name} by another way, against {source.name}"
        hops.append(replace(hop, state="undetermined", reason=reason) if opposite else hop)
    return replace(thread, hops=tuple(hops))


def _rows(found: Sequence[Floats], nesting: Nesting | None) -> list[Row]:
    """Return a row of estimates per group, from one table (G, 8) per replicate."""
    tables = np.array(found)
    return [
        tuple(
            explained(mean_interval(tables[:, group, link], nesting=nesting))
            for link in range(len(NAMES))
        )
        for group in range(tables.shape[1])
    ]
