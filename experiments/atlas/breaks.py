"""At which value each link breaks, with an interval for it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from experiments.atlas.threads import CERTAIN, LINKS, Threads
from experiments.intervals import Floats

State = Literal["breaks", "always broken", "never broken", "undetermined", "undefined"]
FEWEST_DEFINED = 4
"""Conditions in which a link must be defined to say where it breaks."""


@dataclass(frozen=True)
class BreakPoint:
    """Where a link breaks along a line of conditions.

    Attributes
    ----------
    link
        The hop, or the thread from end to end.
    state
        Whether it breaks along the line: it does when it is surely broken (in 99 % of resamples)
        somewhere on it and surely not elsewhere; undetermined when chance leaves that open.
    value, low, high
        The value at which it passes on as much as counts as broken, and a 95 % interval
        (bootstrap over replicates; its ends are those of the line where the break may lie
        beyond); NaN when it does not break.
    rises
        Whether it is broken above that value, and not below.
    share
        Share of resamples in which it breaks within the line.
    """

    link: str
    state: State
    value: float = math.nan
    low: float = math.nan
    high: float = math.nan
    rises: bool = False
    share: float = 0.0


def break_points(values: Sequence[float], threads: Threads, seed: int) -> tuple[BreakPoint, ...]:
    """Return where each link breaks along a line.

    What a link passes on is taken to rise or fall along the line and not both (isotonic
    regression, the direction that fits better): the break is then at one place, which noise
    does not multiply.

    Parameters
    ----------
    values
        The conditions along the line, growing.
    threads
        The threads under each.
    seed
        Seed of the resamples.
    """
    line = np.asarray(values, dtype=np.float64)
    level = threads.thresholds.broken
    shown, drawn = threads.passed_on(), threads.resampled(seed)
    sure = threads.surely_broken(seed)
    found = []
    for place, link in enumerate(LINKS):
        curve = shown[:, place]
        if np.isfinite(curve).sum() < FEWEST_DEFINED:
            found.append(BreakPoint(link, "undefined"))
            continue
        value, falls = crossing(line, curve, level)
        again = [crossing(line, sample, level, falls)[0] for sample in drawn[:, :, place]
                 if np.isfinite(sample).sum() >= FEWEST_DEFINED]  # fmt: skip
        found.append(_point(link, line, (value, falls), np.array(again), sure[:, place]))
    return tuple(found)


def _point(
    link: str, line: Floats, crossed: tuple[float, bool], again: Floats, sure: Floats
) -> BreakPoint:
    value, falls = crossed
    inside = np.isfinite(again) & (again > line[0]) & (again < line[-1])
    share = float(inside.mean()) if again.size else 0.0
    known = sure[np.isfinite(sure)]
    somewhere, elsewhere = bool((known >= CERTAIN).any()), bool((known <= 1 - CERTAIN).any())
    if not (somewhere and elsewhere):
        everywhere: State = "undetermined"
        if (known >= CERTAIN).all():
            everywhere = "always broken"
        elif (known <= 1 - CERTAIN).all():
            everywhere = "never broken"
        return BreakPoint(link, everywhere, share=share)
    if not math.isfinite(value):
        return BreakPoint(link, "undetermined", share=share)
    low, high = np.quantile(np.clip(again, line[0], line[-1]), [0.025, 0.975])
    return BreakPoint(link, "breaks", value, float(low), float(high), falls, share)


def crossing(
    line: Floats, curve: Floats, level: float, falls: bool | None = None
) -> tuple[float, bool]:
    """Return where a curve crosses a level, and whether it falls below it there.

    Parameters
    ----------
    line, curve
        Places and values; values that are not finite are left out.
    level
        The level.
    falls
        Whether the curve falls along the line; None for what fits better.

    Returns
    -------
    tuple
        The place: minus or plus infinity when the curve would cross before the first or after
        the last. With a falling curve minus infinity is below the level throughout.
    """
    known = np.isfinite(curve)
    places, values = line[known], curve[known]
    if falls is None:
        up, down = _monotone(values, falls=False), _monotone(values, falls=True)
        falls = bool(((values - down) ** 2).sum() < ((values - up) ** 2).sum())
    fitted = _monotone(values, falls=falls)
    below = fitted < level
    # From the end that is not broken to the one that is.
    broken_first = below[0] if falls else not below[0]
    if broken_first:
        return -math.inf, falls
    turned = below if falls else ~below
    if not turned.any():
        return math.inf, falls
    after = int(np.argmax(turned))
    one, other = fitted[after - 1], fitted[after]
    share = (level - one) / (other - one)
    return float(places[after - 1] + share * (places[after] - places[after - 1])), falls


def _monotone(values: Floats, *, falls: bool) -> Floats:
    from scipy.optimize import isotonic_regression

    return np.asarray(isotonic_regression(values, increasing=not falls).x)


@dataclass(frozen=True)
class FirstBreak:
    """Which link breaks first along a path.

    Attributes
    ----------
    at_start
        Links that are surely broken where the path begins.
    unsure
        Links of which that cannot be told, because of chance or because too little arrives.
    shares
        Share of resamples in which each of the others breaks first; links that never do are
        left out.
    none
        Share of resamples in which none breaks along the path.
    """

    at_start: tuple[str, ...]
    unsure: tuple[str, ...]
    shares: dict[str, float]
    none: float


def first_break(values: Sequence[float], threads: Threads, seed: int) -> FirstBreak:
    """Return which link breaks first along a path on which conditions worsen.

    Parameters
    ----------
    values
        Places on the path, from the start on.
    threads
        The threads at each.
    seed
        Seed of the resamples.
    """
    line = np.asarray(values, dtype=np.float64)
    level = threads.thresholds.broken
    begun = threads.surely_broken(seed)[0]
    hops = dict(enumerate(LINKS[:-1]))
    at_start = tuple(link for place, link in hops.items() if begun[place] >= CERTAIN)
    sound = [place for place in hops if begun[place] <= 1 - CERTAIN]
    unsure = tuple(
        link for place, link in hops.items() if place not in sound and link not in at_start
    )
    counts = dict.fromkeys(hops.values(), 0)
    drawn = threads.resampled(seed)
    for sample in drawn:
        places = {
            hops[place]: crossing(line, sample[:, place], level, falls=True)[0]
            for place in sound
            if np.isfinite(sample[:, place]).sum() >= FEWEST_DEFINED
        }
        within = {link: place for link, place in places.items() if math.isfinite(place)}
        if within:
            counts[min(within, key=lambda link: within[link])] += 1
    times = len(drawn)
    shares = {link: count / times for link, count in counts.items() if count}
    return FirstBreak(at_start, unsure, shares, 1 - sum(shares.values()))
