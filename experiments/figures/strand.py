"""A strand of the thread: as wide as what is still in it, in a channel as wide as all of it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from matplotlib.patches import Circle, Polygon

from experiments.figures.house_style import CHANNEL, PAPER, STATE_COLOURS

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from experiments.thread import State

Point = tuple[float, float]

FULL_WIDTH = 0.34
"""Width in inches of a strand that carries the whole change."""
HEAD_WIDTH = 0.24
THINNEST = 0.025
WIDEST_SHARE = 1.5
THINNEST_OUTLINE = 0.06
"""A narrower outline would look like two threads, and is drawn as one dotted line."""

DASH_INCHES: dict[State, tuple[float, float]] = {
    "frayed": (0.20, 0.05),
    "broken": (0.055, 0.075),
}
"""Lengths of the pieces and of the gaps between them; other states are drawn in one piece."""


def width_of(share: float) -> float:
    """Return the width in inches for a share of the change; an undefined one is drawn thinnest."""
    if not math.isfinite(share):
        return THINNEST
    return max(THINNEST, FULL_WIDTH * min(abs(share), WIDEST_SHARE))


def draw_channel(axes: Axes, places: Sequence[Point]) -> None:
    """Draw the channel from station to station, as wide as a strand with nothing lost."""
    for start, end in pairwise(places):
        axes.add_patch(
            Polygon(_quad(start, end, (FULL_WIDTH, FULL_WIDTH), 0.0, 1.0), facecolor=CHANNEL,
                    edgecolor="none", zorder=1)
        )  # fmt: skip
    for place in places:
        axes.add_patch(Circle(place, FULL_WIDTH / 2, facecolor=CHANNEL, edgecolor="none", zorder=1))


def draw_strand(axes: Axes, start: Point, end: Point, shares: Point, state: State) -> None:
    """Draw the strand between two stations.

    Parameters
    ----------
    axes
        Axes in inches.
    start, end
        Where it begins and ends.
    shares
        Share of the change at its beginning and at its end, which give its widths.
    state
        Whole: solid. Frayed: long pieces. Broken: short pieces. Undetermined: an outline.
        Amplified: solid, with an arrow head on the way.
    """
    widths = width_of(shares[0]), width_of(shares[1])
    length = math.dist(start, end)
    hollow = state == "undetermined"
    if hollow and max(widths) < THINNEST_OUTLINE:
        axes.plot(*zip(start, end, strict=True), color=STATE_COLOURS[state], linewidth=1.4,
                  linestyle=(0, (1.2, 1.6)), zorder=3)  # fmt: skip
        return
    if state == "amplified":
        _head(axes, start, end, STATE_COLOURS[state])
    for begin, finish in _pieces(length, state):
        axes.add_patch(
            Polygon(
                _quad(start, end, widths, begin / length, finish / length),
                closed=True,
                facecolor=PAPER if hollow else STATE_COLOURS[state],
                edgecolor=STATE_COLOURS[state],
                linewidth=1.1 if hollow else 0.0,
                linestyle=(0, (1.5, 1.5)) if hollow else "solid",
                zorder=3,
            )
        )


def _head(axes: Axes, start: Point, end: Point, colour: str) -> None:
    """Draw an arrow head half way along a strand."""
    share = 0.6 * HEAD_WIDTH / math.dist(start, end)
    back, tip = (
        (start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part)
        for part in (0.5 - share / 2, 0.5 + share / 2)
    )
    corners = _quad(back, tip, (HEAD_WIDTH, 0.0), 0.0, 1.0)
    axes.add_patch(Polygon(corners, facecolor=colour, edgecolor="none", zorder=3))


def _pieces(length: float, state: State) -> Iterator[Point]:
    """Yield where the pieces of a strand begin and end, in inches along it."""
    if state not in DASH_INCHES:
        yield 0.0, length
        return
    piece, gap = DASH_INCHES[state]
    count = max(1, round((length + gap) / (piece + gap)))
    # Stretched a little, so that the pattern ends with a whole piece at the station.
    scale = length / (count * (piece + gap) - gap)
    for index in range(count):
        begin = index * (piece + gap) * scale
        yield begin, begin + piece * scale


def _quad(start: Point, end: Point, widths: Point, begin: float, finish: float) -> list[Point]:
    """Return the corners of the part of a tapering strand between two shares of its length."""
    length = math.dist(start, end)
    along = (end[0] - start[0]) / length, (end[1] - start[1]) / length
    corners = []
    for part, side in ((begin, 1), (begin, -1), (finish, -1), (finish, 1)):
        half = side * (widths[0] + (widths[1] - widths[0]) * part) / 2
        corners.append(
            (
                start[0] + along[0] * length * part - along[1] * half,
                start[1] + along[1] * length * part + along[0] * half,
            )
        )
    return corners
