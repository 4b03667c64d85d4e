"""What is true beside what can be seen, hop by hop."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from experiments.intervals import Estimate, ratio_interval
from experiments.levers.observed import PAIRS, ObservedLinkage, ObservedPair
from experiments.stations import NAMES

if TYPE_CHECKING:
    from experiments.levers.measured import LeverThread
    from experiments.thread import State


@dataclass(frozen=True)
class Beside:
    """One pair of links, as the experiment shows it and as an authority could see it.

    Attributes
    ----------
    causal
        Share of what reached the first link that reaches the second when the lever is stepped;
        undefined when it is not clear that anything reached the first.
    state
        What the pair is called for that.
    seen
        The observed statistics.
    """

    causal: Estimate
    state: State
    seen: ObservedPair

    @property
    def believable(self) -> Estimate:
        """What an observer who takes the slope for an effect expects to be passed on."""
        return self.seen.statistics["proportional_slope"]


def beside(lever: LeverThread, observed: ObservedLinkage) -> tuple[Beside, ...]:
    """Return every hop, and the two pairs of ends, both ways."""
    found = []
    table = lever.thread.elasticities
    for index, (source, target) in enumerate(PAIRS):
        if index < len(lever.thread.hops):
            hop = lever.thread.hops[index]
            causal, state = hop.passthrough, hop.state
        else:
            first, last = NAMES.index(source), NAMES.index(target)
            causal = ratio_interval(table[:, last], table[:, first], nesting=lever.thread.nesting)
            state = lever.thread.thresholds.state(causal)
        if causal.count > 1 and not causal.bounded:
            # A share of next to nothing can come out as anything.
            causal = replace(causal, mean=math.nan)
        found.append(Beside(causal, state, observed.pair(source, target)))
    return tuple(found)
