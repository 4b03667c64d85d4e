"""What is behind intervals: how much of them is not knowing the parameters, and how much chance."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from experiments.intervals import Estimate
from experiments.nested import Share
from experiments.stations import station
from experiments.wording import counted

if TYPE_CHECKING:
    from pandas import DataFrame

    from experiments.thread import Thread

Kind = Literal[
    "outcome", "difference of an outcome", "link", "hop", "bypass", "difference of a link"
]

TOO_WIDE = 0.5
"""A share whose interval is wider than this cannot be told."""


@dataclass(frozen=True)
class Interval:
    """One interval that a posterior widens.

    Attributes
    ----------
    world
        Name of the scenario, or of the lever.
    kind, name
        What the estimate is of: an outcome, a link's answer, what a hop passes on, ...
    label
        The same for people.
    estimate
        The estimate with its interval.
    """

    world: str
    kind: Kind
    name: str
    label: str
    estimate: Estimate


def of_thread(world: str, thread: Thread) -> Iterator[Interval]:
    """Yield the intervals of a thread: its links beyond the first, its hops, and the bypass."""
    for link in thread.links[1:]:
        yield Interval(world, "link", link.name, f"arrives at {link.name}", link.elasticity)
    for hop in thread.hops:
        yield Interval(world, "hop", hop.name, f"passed on, {hop.name}", hop.passthrough)
    yield Interval(world, "bypass", "bypass", "bypass", thread.bypass)


def interval_table(intervals: Iterable[Interval]) -> DataFrame:
    """Return a row per interval: estimate, ends, and the parameters' share with its own ends."""
    import pandas as pd

    nothing = Share(np.nan, np.nan, np.nan, 0)
    rows = []
    for each in intervals:
        share = each.estimate.parameters or nothing
        rows.append(
            {
                "world": each.world,
                "kind": each.kind,
                "name": each.name,
                "mean": each.estimate.mean,
                "low": each.estimate.low,
                "high": each.estimate.high,
                "parameters": share.share,
                "parameters_low": share.low,
                "parameters_high": share.high,
                "chance": 1.0 - share.share,
                "draws": share.draws,
                "replicates": each.estimate.count,
            }
        )
    return pd.DataFrame(rows)


def told(share: Share) -> bool:
    """Return whether the share is known well enough to be told."""
    return share.high - share.low <= TOO_WIDE


def in_words(share: Share) -> str:
    """Return a share with its interval: ``70 % (45 to 90)``."""
    middle, low, high = (round(100 * part) for part in (share.share, share.low, share.high))
    return f"{middle} % ({low} to {high})" if told(share) else f"not clear ({low} to {high} %)"


def sentences(intervals: Sequence[Interval], what: str) -> list[str]:
    """Return how much of the intervals is parameters, in a sentence or two; nothing for none.

    Parameters
    ----------
    intervals
        Those that are told about together.
    what
        What they are of ("differences in outcomes").
    """
    shares = [each.estimate.parameters for each in intervals if each.estimate.parameters]
    if not shares:
        return []
    clear = [share.share for share in shares if told(share)]
    draws = counted(max(share.draws for share in shares), "draw")
    unclear = f"{draws} are too few to tell what is behind {len(shares) - len(clear)} of them"
    if not clear:
        return [f"Of the {len(shares)} intervals of {what}, {unclear}; run more replicates."]
    middle = float(np.median(clear))
    said = (
        f"Of the {len(shares)} intervals of {what}: in the middle one of those that can be told, "
        f"about {100 * middle:.0f} % of the uncertainty is not knowing the parameters and "
        f"{100 * (1 - middle):.0f} % is chance, which alone more replicates narrow"
    )
    return [f"{said}; {unclear}." if len(clear) < len(shares) else f"{said}."]


def outcome_interval(
    world: str, name: str, label: str, found: Estimate, *, paired: bool
) -> Interval:
    """Return the interval of an outcome, or of its difference between two worlds."""
    return Interval(world, "difference of an outcome" if paired else "outcome", name, label, found)


def link_difference(world: str, name: str, found: Estimate) -> Interval:
    """Return the interval of the difference of a link's answer between two worlds."""
    return Interval(world, "difference of a link", name, station(name).arrives, found)
