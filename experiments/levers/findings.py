"""The findings about levers in words that a council officer understands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from experiments.intervals import Estimate
from experiments.levers.beside import Beside, beside
from experiments.sentences import TOLD, breaks, sentences
from experiments.stations import station
from experiments.wording import decimals, percent, written

if TYPE_CHECKING:
    from experiments.levers.measured import LeverThread
    from experiments.levers.observed import ObservedEnds
    from experiments.levers.result import Threads

IN_FULL = 3
"""With more levers than these, each gets one sentence."""
_ENDS = ("felt", "believed")


def findings(result: Threads) -> list[str]:
    """Return the findings, a sentence or two per entry."""
    threads = list(result.levers.values())
    said: list[str] = []
    if len(threads) <= IN_FULL:
        for lever in threads:
            said += _in_full(lever)
    else:
        said += _in_full(threads[0])
        said += [_arrivals(lever) for lever in threads[1:]]
        said += [_strongest(threads, link) for link in _ENDS]
    said.append(_overstated(threads[0], beside(threads[0], result.observed)))
    said += [_product(ends) for ends in result.observed.ends]
    return [each for each in said if each]


def answered(estimate: Estimate, *, least: int = 2) -> str:
    """Return a relative change in per cent, with its interval: ``0.26 % (0.21 to 0.31)``.

    The estimate is per 1 % of the lever.
    """
    if not estimate.defined:
        return "an undefined part"
    figures = (estimate.low, estimate.high) if estimate.bounded else (estimate.mean,)
    digits = decimals(*figures, least=least, most=3)
    mean = f"{written(estimate.mean, digits)} %"
    if not estimate.bounded:
        return mean
    return f"{mean} ({written(estimate.low, digits)} to {written(estimate.high, digits)})"


def told(lever: LeverThread) -> str:
    """Return in a line how far the two ends of the thread answer to a lever."""
    felt, believed = (
        _plain(lever, link.elasticity) for link in lever.thread.links if link.name in _ENDS
    )
    return f"{_per(lever)}: experience {felt}, the centre's picture {believed}."


def _in_full(lever: LeverThread) -> list[str]:
    if lever.levers[0].is_priority:
        return sentences(lever.in_words, [lever.thread])
    return [_arrivals(lever), _judged(lever), _bypass(lever)]


def _per(lever: LeverThread) -> str:
    if lever.in_units:
        return f"Per unit of {lever.name}"
    return f"Per 1 % more {lever.name}"


def _arrivals(lever: LeverThread) -> str:
    """Say by how much the stations that tell the story move."""
    parts = [
        f"{station(link.name).arrives} by {_moved(lever, link.elasticity)}"
        for link in lever.thread.links
        if link.name in TOLD
    ]
    what = "the priority's share" if lever.levers[0].is_priority else lever.name
    subject = f"one unit of {what}" if lever.in_units else f"1 % more of {what}"
    return f"{lever.thread.title}: {subject} moves {', '.join(parts[:-1])} and {parts[-1]}."


def _moved(lever: LeverThread, estimate: Estimate) -> str:
    if estimate.low == estimate.high == 0.0:
        return "exactly nothing"
    figure = percent(estimate) if lever.in_units else answered(estimate)
    unclear = estimate.bounded and not estimate.sign
    return f"{figure.removesuffix(')')}, not clearly)" if unclear else figure


def _plain(lever: LeverThread, estimate: Estimate) -> str:
    if not estimate.defined:
        return "undefined"
    if estimate.bounded and not estimate.sign:
        return "does not clearly move"
    size = estimate.mean * (100.0 if lever.in_units else 1.0)
    return f"{size:+.{decimals(size, least=1, most=3)}f} %"


def _judged(lever: LeverThread) -> str:
    first = lever.first_moved
    if first is None:
        return f"{lever.thread.title}: no station clearly answers to it."
    entry = f"{lever.thread.title}: {station(first).arrives} ({first}) clearly answer first."
    if len(lever.thread.hops) == sum(hop.state == "undetermined" for hop in lever.thread.hops):
        return entry
    rest = breaks(lever.thread).partition(": ")[2]
    return f"{entry} {rest[0].upper()}{rest[1:]}"


def _bypass(lever: LeverThread) -> str:
    bypass = lever.thread.bypass
    if not bypass.bounded:
        return ""
    figure = percent(bypass) if lever.in_units else answered(bypass)
    if bypass.sign == 0:
        return f"{lever.thread.title}: record and experience do not clearly part, {figure}."
    better, worse = ("record", "experience") if bypass.sign > 0 else ("experience", "record")
    return (
        f"{lever.thread.title}: recorded minus felt is {figure}, so that the {better} gains on "
        f"{worse} as the lever rises."
    )


def _strongest(threads: list[LeverThread], name: str) -> str:
    """Say which lever moves a station most, among those with an elasticity."""
    index = next(i for i, link in enumerate(threads[0].thread.links) if link.name == name)
    found = [
        (lever, lever.thread.links[index].elasticity)
        for lever in threads
        if not lever.in_units and lever.thread.links[index].elasticity.sign
    ]
    if not found:
        return ""
    lever, most = max(found, key=lambda each: abs(each[1].mean))
    return (
        f"Of the levers with an elasticity, {lever.name} moves {station(name).arrives} most: "
        f"{answered(most)} per 1 %."
    )


def _overstated(lever: LeverThread, pairs: tuple[Beside, ...]) -> str:
    """Say at which hop the eye is deceived most."""
    judged = [
        each
        for each in pairs[: len(lever.thread.hops)]
        if each.causal.bounded and each.believable.bounded
    ]
    apart = [
        each
        for each in judged
        if each.believable.low > each.causal.high or each.believable.high < each.causal.low
    ]
    if not apart:
        return ""
    worst = max(apart, key=lambda each: abs(each.believable.mean - each.causal.mean))
    source, target = station(worst.seen.source), station(worst.seen.target)
    correlation = worst.seen.statistics["correlation"]
    slope, stepped = percent(worst.believable), percent(worst.causal)
    return (
        f"Seen from outside, {source.arrives} and {target.arrives} go together with a correlation "
        f"of {written(correlation.mean, 2)}, and their slope looks as if {slope} were passed on. "
        f"Stepped ({lever.thread.title}), {stepped} is passed on."
    )


def _product(ends: ObservedEnds) -> str:
    """Say how the correlation from end to end compares with the product of the hops."""
    first, last = station(ends.source).arrives, station(ends.target).arrives
    if not ends.difference.defined:
        return f"From {first} to {last}, what can be seen is undefined ({ends.difference.reason})."
    seen, product = (written(each.mean, 2) for each in (ends.end_to_end, ends.product))
    said = (
        f"Seen from outside, {first} and {last} correlate by {seen}; link by link it would be "
        f"{product}"
    )
    if ends.difference.sign > 0:
        return (
            f"{said}: the ends go together for reasons that do not pass along the chain, such as "
            "councils and domains that differ in everything."
        )
    if ends.difference.sign < 0:
        return f"{said}: the ends go together less than the hops suggest."
    return f"{said}, not clearly different."
