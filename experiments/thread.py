"""How much of a change at the top arrives at each link of the thread, and where it breaks."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np

from experiments.intervals import Estimate, Floats, mean_interval, ratio_interval
from experiments.nested import Nesting
from experiments.stations import NAMES
from sim.declaration import DOMAINS
from sim.errors import InputError

State = Literal["amplified", "whole", "frayed", "broken", "undetermined"]

_FELT = NAMES.index("felt")
_RECORDED = NAMES.index("recorded")


@dataclass(frozen=True)
class Thresholds:
    """Pass-through from which a hop is whole, and below which it is broken (both ratios)."""

    whole: float = 0.6
    broken: float = 0.25

    def __post_init__(self) -> None:
        if not 0 <= self.broken <= self.whole <= 10:
            raise InputError(
                f"thresholds of the thread are whole = {self.whole:g}, broken = {self.broken:g}",
                remedy="Give broken and whole with 0 <= broken <= whole <= 10",
                key="thread",
            )

    def state(self, passthrough: Estimate) -> State:
        """Return the state of a hop whose pass-through is estimated so."""
        if not passthrough.bounded:
            return "undetermined"
        if passthrough.low > self._all_of_it:
            return "amplified"
        if passthrough.low > self.whole:
            return "whole"
        if passthrough.high < self.broken:
            return "broken"
        if passthrough.low >= self.broken and passthrough.high <= self.whole:
            return "frayed"
        return "undetermined"

    def possible(self, passthrough: Estimate) -> str:
        """Return which states the interval leaves possible, in words."""
        states = []
        if passthrough.high > self._all_of_it:
            states.append("amplified")
        if passthrough.high > self.whole and passthrough.low <= self._all_of_it:
            states.append("whole")
        if passthrough.low <= self.whole and passthrough.high >= self.broken:
            states.append("frayed")
        if passthrough.low < self.broken:
            states.append("broken")
        return f"it may be {' or '.join(states)}"

    @property
    def _all_of_it(self) -> float:
        """Pass-through above which a hop is amplified: more moves on than came in."""
        return max(1.0, self.whole)


@dataclass(frozen=True)
class Link:
    """How strongly one link answers to the lever.

    Attributes
    ----------
    name
        One of ``sim.linkage.LINKS``.
    elasticity
        Relative change of the link per relative change of the lever (1: all of it arrives),
        over all replicates and so over all domains.
    by_domain
        The same over the replicates that moved one domain's priority; empty when the lever
        belongs to no domain.
    """

    name: str
    elasticity: Estimate
    by_domain: Mapping[str, Estimate]


@dataclass(frozen=True)
class Hop:
    """What one link passes on to the next.

    Attributes
    ----------
    source, target
        Names of the two links.
    passthrough
        Ratio of the target's mean elasticity to the source's, with Fieller's interval.
    state
        What it passes on of what reached it: more than that (amplified), whole, frayed, broken,
        or undetermined when the interval does not decide.
    reason
        Why it is undetermined, or what is odd about it; empty otherwise.
    """

    source: str
    target: str
    passthrough: Estimate
    state: State
    reason: str = ""

    @property
    def name(self) -> str:
        """The hop written as ``source -> target``."""
        return f"{self.source} -> {self.target}"


@dataclass(frozen=True)
class Thread:
    """The thread in one world, from paired runs with and without a step of the lever.

    Attributes
    ----------
    scenario, title
        The world's name and its title for people.
    links
        The eight links in the order of the chain.
    hops
        The seven hops between them.
    bypass
        Elasticity recorded minus felt: improvement on record that no citizen experienced.
    thresholds
        What counts as whole and as broken.
    elasticities
        The evidence, shape (replicates, 8); NaN is undefined.
    nesting
        Which replicates share a draw of parameters, apart by the domain that they moved; None
        where all have the same parameters.
    """

    scenario: str
    title: str
    links: tuple[Link, ...]
    hops: tuple[Hop, ...]
    bypass: Estimate
    thresholds: Thresholds
    elasticities: Floats = field(repr=False, compare=False)
    nesting: Nesting | None = field(default=None, repr=False, compare=False)

    @property
    def first_break(self) -> Hop | None:
        """The first broken hop down the chain, None when no hop is clearly broken."""
        return next((hop for hop in self.hops if hop.state == "broken"), None)

    @property
    def weakest_link(self) -> Hop | None:
        """The hop that passes least on, among those whose state is determined."""
        determined = [hop for hop in self.hops if hop.state != "undetermined"]
        return min(determined, key=lambda hop: hop.passthrough.mean, default=None)


def log_changes(before: Floats, after: Floats) -> Floats:
    """Return the logarithm of ``after / before``; NaN where either is not above 0."""
    positive = (before > 0.0) & (after > 0.0)
    ratio = np.divide(after, before, out=np.full(before.shape, np.nan), where=positive)
    return np.asarray(np.log(ratio))


def elasticity(
    unstepped: Floats, stepped: Floats, domain: int | None, size: float | None = None
) -> Floats:
    """Return the elasticity of every link in one replicate, shape (8,).

    Parameters
    ----------
    unstepped, stepped
        Pooled links without and with the step of the lever, shape (8, K); the same draws.
    domain
        Index of the lever's domain; None for a lever that belongs to none, whose effect is
        the mean over the domains.
    size
        Logarithm of the lever's own step, or the step in the lever's unit for answers per unit.
        None when the lever is a national priority, whose step is read off the first link
        (priorities are shares, so it is less than the step of the weight). With a size given,
        the first link is the lever itself: elasticity 1.
    """
    columns = slice(None) if domain is None else slice(domain, domain + 1)
    change = log_changes(unstepped[:, columns], stepped[:, columns]).mean(axis=1)
    divisor = float(change[0]) if size is None else size
    if divisor == 0.0 or not math.isfinite(divisor):
        return np.full(len(NAMES), np.nan)
    # Nothing divided by a fall is minus zero, which adding zero mends.
    result: Floats = change / divisor + 0.0
    if size is not None:
        result[0] = 1.0
    return result


def measure(
    scenario: str,
    title: str,
    elasticities: Floats,
    domains: Sequence[int | None],
    thresholds: Thresholds,
    unjudged: str = "",
    nesting: Nesting | None = None,
) -> Thread:
    """Return the thread that the replicates' elasticities show.

    Parameters
    ----------
    scenario, title
        The world's name and title.
    elasticities
        One row per replicate, shape (R, 8).
    domains
        The domain whose lever each replicate moved, None where it belongs to none. Replicates
        take the domains in turn, so differences between domains widen the pooled interval.
    thresholds
        What counts as whole and as broken.
    unjudged
        Why the first hop cannot be judged; empty when it can. Answers per unit of a lever are
        no share of it, though one link's answer is a share of another's.
    nesting
        Which replicates share a draw of parameters; None where all have the same parameters.
        What differs between domains is then taken for known, not for chance.
    """
    apart = None if nesting is None else nesting.within(domains)
    links = tuple(
        Link(
            name,
            explained(mean_interval(column, nesting=apart)),
            _by_domain(column, domains, nesting),
        )
        for name, column in zip(NAMES, elasticities.T, strict=True)
    )
    hops = tuple(
        _hop(links[index].elasticity, index, elasticities, thresholds, apart)
        for index in range(len(NAMES) - 1)
    )
    if unjudged:
        hops = (replace(hops[0], state="undetermined", reason=unjudged), *hops[1:])
    bypass = mean_interval(elasticities[:, _RECORDED] - elasticities[:, _FELT], nesting=apart)
    return Thread(scenario, title, links, hops, bypass, thresholds, elasticities, apart)


def differences(baseline: Thread, scenario: Thread) -> dict[str, Estimate]:
    """Return, per link, the scenario's elasticity minus the baseline's, paired by replicate."""
    paired = scenario.elasticities - baseline.elasticities
    return {
        name: mean_interval(column, nesting=scenario.nesting)
        for name, column in zip(NAMES, paired.T, strict=True)
    }


def _by_domain(
    column: Floats, domains: Sequence[int | None], nesting: Nesting | None
) -> dict[str, Estimate]:
    found = {}
    for moved in sorted({domain for domain in domains if domain is not None}):
        own = np.array([domain == moved for domain in domains])
        nested = None if nesting is None else nesting.of(own)
        found[DOMAINS[moved]] = mean_interval(column[own], nesting=nested)
    return found


def explained(estimate: Estimate) -> Estimate:
    """Return the estimate of a link with the reason why replicates have none."""
    if not estimate.undefined:
        return estimate
    total = estimate.count + estimate.undefined
    reason = (
        f"undefined in {estimate.undefined} of {total} replicates: "
        "nothing above 0 was measured at this link, or the lever did not move"
    )
    return replace(estimate, reason=reason)


def _hop(
    before: Estimate,
    index: int,
    elasticities: Floats,
    thresholds: Thresholds,
    nesting: Nesting | None,
) -> Hop:
    """Return the hop from the link at ``index``, whose elasticity is ``before``, to the next."""
    passthrough = ratio_interval(
        elasticities[:, index + 1], elasticities[:, index], nesting=nesting
    )
    state = thresholds.state(passthrough)
    reason = passthrough.reason
    if state == "undetermined" and not reason:
        reason = thresholds.possible(passthrough)
    elif before.sign < 0:
        reason = "what arrived at the link before runs against the lever"
    elif state == "amplified":
        reason = "more moves on than came in"
    elif state == "whole" and passthrough.mean > 1.0:
        reason = "about all that came in moves on, not clearly more"
    return Hop(NAMES[index], NAMES[index + 1], passthrough, state, reason)
