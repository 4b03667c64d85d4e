"""The findings in words that a council officer understands."""

from __future__ import annotations

from collections.abc import Sequence

from experiments.comparison import Comparison
from experiments.intervals import Estimate
from experiments.stations import STATIONS, station
from experiments.thread import Hop, Thread, differences


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
    said = [_certainty(threads[0])]
    for thread in threads:
        said += [_arrivals(lever, thread), _breaks(thread), _bypass(thread)]
    if len(threads) == 2:
        said.append(_shifts(threads[0], threads[1]))
        said.append(_outcomes(threads[1].title, comparisons))
    return [sentence for sentence in said if sentence]


def _certainty(thread: Thread) -> str:
    if len(thread.elasticities) > 1:
        return ""
    return "One replicate gives no intervals, so nothing below is certain; run two or more."


def percent(estimate: Estimate) -> str:
    """Return a share as a percentage, with its interval if there is one: ``60 % (57 to 63)``."""
    if not estimate.defined:
        return "undefined"
    return f"{_number(estimate.mean)} %{_ends(estimate)}"


def passed_on(hop: Hop) -> str:
    """Return what a hop passes on, in two or three words."""
    share = hop.passthrough
    if not share.bounded:
        return "no interval"
    return f"passes {_number(share.mean)} %" if share.sign else "nothing clear"


def _number(share: float) -> str:
    rounded = round(100 * share)
    return f"{rounded:d}" if rounded or abs(share) < 5e-4 else f"{100 * share:.1f}"


def _ends(estimate: Estimate) -> str:
    if not estimate.bounded:
        return ""
    return f" ({_number(estimate.low)} to {_number(estimate.high)})"


def _arrivals(lever: str, thread: Thread) -> str:
    """Say how much of the lever's change arrives at each station."""
    parts = [
        f"{_share(link.elasticity)} {'reaches ' if not index else ''}{place.arrives}"
        for index, (link, place) in enumerate(zip(thread.links[1:], STATIONS[1:], strict=True))
    ]
    return f"{thread.title}: of {lever}, {', '.join(parts[:-1])} and {parts[-1]}."


def _share(estimate: Estimate) -> str:
    if not estimate.defined:
        return "an undefined part"
    if estimate.low == estimate.high == 0.0:
        return "nothing"
    if estimate.bounded and estimate.sign == 0:
        return f"no clear part{_ends(estimate)}"
    if estimate.sign < 0:
        return f"less than nothing: {percent(estimate)}"
    return percent(estimate)


def _breaks(thread: Thread) -> str:
    """Say where the thread first breaks, and which link is weakest."""
    broken, weakest = thread.first_break, thread.weakest_link
    open_hops = sum(hop.state == "undetermined" for hop in thread.hops)
    unsure = f" {_count(open_hops)} of the seven hops cannot be judged." if open_hops else ""
    if weakest is None:
        return f"{thread.title}: none of the hops can be judged with so few replicates."
    if broken is None:
        first = "no hop is clearly broken"
    else:
        first = f"the thread first breaks {_between(broken)}, where {_gets_across(broken)}"
    if weakest is broken:
        return f"{thread.title}: {first}; that is also its weakest link.{unsure}"
    return (
        f"{thread.title}: {first}. The weakest link that can be judged is {_between(weakest)}, "
        f"where {_gets_across(weakest)}.{unsure}"
    )


def _between(hop: Hop) -> str:
    return f"between {station(hop.source).arrives} and {station(hop.target).arrives}"


def _gets_across(hop: Hop) -> str:
    share = hop.passthrough
    if share.low == share.high == 0.0:
        return "nothing gets across"
    if share.bounded and share.sign == 0:
        return f"no clear part of the change{_ends(share)} gets across"
    return f"{percent(share)} of the change gets across"


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
            f"experience{_ends(bypass)}."
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


def _shifts(baseline: Thread, scenario: Thread) -> str:
    """Say at which links clearly more or less arrives in the scenario."""
    changes = differences(baseline, scenario)
    if not any(change.bounded for change in changes.values()):
        return ""
    parts = []
    for word, sign in (("less", -1), ("more", 1)):
        places = [
            f"{station(name).arrives} ({_points(change if sign > 0 else change.mirrored())})"
            for name, change in changes.items()
            if change.sign == sign
        ]
        if places:
            parts.append(f"{word} arrives at {', '.join(places)}")
    if not parts:
        return f"{scenario.title}: nowhere does clearly more or less arrive than in the baseline."
    # The first link is the lever itself, the same in both worlds.
    clear = sum(change.sign != 0 for change in changes.values())
    rest = "" if clear == len(changes) - 1 else "; no clear difference elsewhere"
    return f"{scenario.title}, against the baseline: {'; '.join(parts)}{rest}."


def _points(difference: Estimate) -> str:
    low, high = _number(difference.low), _number(difference.high)
    return f"by {_number(difference.mean)} points, {low} to {high}"


def _outcomes(title: str, comparisons: Sequence[Comparison]) -> str:
    """Say how many outcomes are clearly worse, better, or no different."""
    if not any(row.difference and row.difference.bounded for row in comparisons):
        return ""
    parts = []
    for verdict in ("worse", "better", "higher", "lower", "no clear difference", "undetermined"):
        labels = [
            row.outcome.label.lower().replace(",", "")
            for row in comparisons
            if row.verdict == verdict
        ]
        if not labels:
            continue
        clearly = "" if verdict in ("no clear difference", "undetermined") else "clearly "
        parts.append(f"{len(labels)} {clearly}{verdict} ({', '.join(labels)})")
    return f"{title}, of {len(comparisons)} outcomes: {'; '.join(parts)}."
