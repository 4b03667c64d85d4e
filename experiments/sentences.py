"""The findings in words that a council officer understands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from experiments.comparison import Comparison
from experiments.intervals import Estimate
from experiments.stations import station
from experiments.thread import Hop, Thread, differences
from experiments.wording import counted, ends, percent, points

TOLD = ("planned", "enacted", "felt", "believed")
"""The stations that a sentence names; tables and figures show all of them."""


def sentences(
    lever: str,
    threads: Sequence[Thread],
    comparisons: Sequence[Comparison] = (),
) -> list[str]:
    """Return the findings, one sentence or two per entry.

    Parameters
    ----------
    lever
        The change that was followed, in words ("a 20 % rise in grant").
    threads
        The thread in the baseline and, if there is one, in the scenario.
    comparisons
        The outcomes in both worlds.
    """
    said = []
    for thread in threads:
        said += [_arrivals(lever, thread), breaks(thread), _amplified(thread), _bypass(thread)]
    if len(threads) == 2:
        said.append(shifts(threads[1].title, differences(threads[0], threads[1])))
        said.append(tally(threads[1].title, comparisons))
    return [sentence for sentence in said if sentence]


def _arrivals(lever: str, thread: Thread) -> str:
    """Say how much of the lever's change arrives at the stations that tell the story."""
    parts = [
        f"{_share(link.elasticity)} {'' if index else 'reaches '}{station(link.name).arrives}"
        for index, link in enumerate(link for link in thread.links if link.name in TOLD)
    ]
    return f"{thread.title}: of {lever}, {', '.join(parts[:-1])} and {parts[-1]}."


def _share(estimate: Estimate) -> str:
    if not estimate.defined:
        return "an undefined part"
    if estimate.low == estimate.high == 0.0:
        return "nothing"
    if estimate.bounded and estimate.sign == 0:
        return f"no clear part {ends(estimate)}"
    if estimate.sign < 0:
        return f"less than nothing: {percent(estimate)}"
    return percent(estimate)


def breaks(thread: Thread) -> str:
    """Say where the thread first breaks, and which link is weakest."""
    broken, weakest = thread.first_break, thread.weakest_link
    open_hops = sum(hop.state == "undetermined" for hop in thread.hops)
    unsure = f" {_count(open_hops)} of the seven hops cannot be judged." if open_hops else ""
    if weakest is None:
        return f"{thread.title}: none of the hops can be judged with so few replicates."
    if broken is None:
        first = "no hop is clearly broken"
    else:
        first = f"the thread first breaks {between(broken)}, where {moves_on(broken)}"
    if weakest is broken:
        return f"{thread.title}: {first}; that is also its weakest link.{unsure}"
    return (
        f"{thread.title}: {first}. The weakest link that can be judged is {between(weakest)}, "
        f"where {moves_on(weakest)}.{unsure}"
    )


def between(hop: Hop) -> str:
    """Say between which two stations a hop is."""
    return f"between {station(hop.source).arrives} and {station(hop.target).arrives}"


def moves_on(hop: Hop) -> str:
    """Say how much of what came in a hop passes on, with the interval."""
    share = hop.passthrough
    if not share.bounded:
        return "how much of what came in moves on cannot be told"
    if share.low == share.high == 0.0:
        return "nothing moves on"
    if share.bounded and share.sign == 0:
        return f"no clear part {ends(share)} of what came in moves on"
    return f"{percent(share)} of what came in moves on"


def _amplified(thread: Thread) -> str:
    """Say where more moves on than came in, and how much of the rise that is."""
    parts = [
        f"{between(hop)} more moves on than came in, {percent(hop.passthrough)} of it, which is "
        f"{percent(link.elasticity)} of the rise"
        for hop, link in zip(thread.hops, thread.links[1:], strict=True)
        if hop.state == "amplified"
    ]
    return f"{thread.title}: {'; '.join(parts)}." if parts else ""


def _count(number: int) -> str:
    words = ("None", "One", "Two", "Three", "Four", "Five", "Six", "Seven")
    return words[number]


def _bypass(thread: Thread) -> str:
    """Say how much of the improvement on record never passed through a citizen."""
    bypass = thread.bypass
    if not bypass.defined:
        return f"{thread.title}: the bypass is undefined ({bypass.reason})."
    if not bypass.bounded:
        return f"{thread.title}: records move {percent(bypass)} more than experience."
    if bypass.sign == 0:
        return (
            f"{thread.title}: no clear difference between what is recorded and what people "
            f"experience {ends(bypass)}."
        )
    if bypass.sign < 0:
        return (
            f"{thread.title}: people's experience moves more than the record does, by "
            f"{percent(bypass.mirrored())} of the rise."
        )
    return (
        f"{thread.title}: {percent(bypass)} of the rise shows on record without having passed "
        "through anybody's experience: the bypass."
    )


def shifts(title: str, changes: Mapping[str, Estimate]) -> str:
    """Say at which links clearly more or less arrives in a scenario; empty without intervals.

    Parameters
    ----------
    title
        What the scenario is called.
    changes
        Elasticity in the scenario minus that in the baseline, per link.
    """
    if not any(change.bounded for change in changes.values()):
        return ""
    parts = []
    for word, sign in (("less", -1), ("more", 1)):
        places = [
            f"{station(name).arrives} (by {points(change if sign > 0 else change.mirrored())})"
            for name, change in changes.items()
            if change.sign == sign
        ]
        if places:
            parts.append(f"{word} arrives at {', '.join(places)}")
    if not parts:
        return f"{title}: nowhere does clearly more or less arrive than in the baseline."
    # The first link is the lever itself, the same in both worlds.
    clear = sum(change.sign != 0 for change in changes.values())
    rest = "" if clear == len(changes) - 1 else "; no clear difference elsewhere"
    return f"{title}, against the baseline: {'; '.join(parts)}{rest}."


def tally(title: str, comparisons: Sequence[Comparison]) -> str:
    """Say how many outcomes are clearly worse, better, or no different in a world.

    Parameters
    ----------
    title
        What the world is called.
    comparisons
        The outcomes, each with its difference to the reference.
    """
    if not any(row.difference and row.difference.bounded for row in comparisons):
        return ""
    parts = []
    for verdict in ("worse", "better", "higher", "lower", "unclear", "undetermined"):
        labels = [
            row.outcome.label.lower().replace(",", "")
            for row in comparisons
            if row.verdict == verdict
        ]
        if not labels:
            continue
        clearly = "" if verdict in ("unclear", "undetermined") else "clearly "
        parts.append(f"{len(labels)} {clearly}{verdict} ({', '.join(labels)})")
    return f"{title}, of {counted(len(comparisons), 'outcome')}: {'; '.join(parts)}."
