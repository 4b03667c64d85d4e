"""The golden strand between two stations, as SVG: whole, frayed, broken, amplified, unsure.

Every state has a shape of its own, so that it is told without colour.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from experiments.thread import State

Point = tuple[float, float]

GOLD = "#B7861B"
GOLD_DARK = "#7A5500"
FULL_WIDTH = 20.0
"""Width of a strand that carries the whole change; 560 by 440 is the drawing."""
THINNEST = 1.6
WIDEST_SHARE = 1.5
FIBRES = 7


def width_of(share: float) -> float:
    """Return the width for a share of the change; an undefined one is drawn thinnest."""
    if not math.isfinite(share):
        return THINNEST
    return max(THINNEST, FULL_WIDTH * min(abs(share), WIDEST_SHARE))


def strand(start: Point, end: Point, shares: tuple[float, float], state: State) -> str:
    """Return the strand of one hop.

    Parameters
    ----------
    start, end
        Where it begins and ends.
    shares
        Share of the change at its beginning and at its end, which give its widths.
    state
        Whole: one solid strand. Frayed: some fibres go on, others end on the way. Broken: the
        fibres end, and only a hair reaches across. Amplified: solid, with arrow heads.
        Undetermined: an outline of dots.
    """
    widths = width_of(shares[0]), width_of(shares[1])
    along = _Along(start, end)
    if state == "undetermined":
        return (
            f'<path d="{along.quad(widths, 0, 1)}" fill="#fff" fill-opacity=".55" '
            f'stroke="{GOLD_DARK}" stroke-width="1.3" stroke-dasharray="1.5 3.2" '
            'stroke-linecap="round"/>'
        )
    if state in ("whole", "amplified"):
        solid = f'<path d="{along.quad(widths, 0, 1)}" fill="{GOLD}"/>'
        return (
            solid + _twist(along, widths) + (_heads(along, widths) if state == "amplified" else "")
        )
    return "".join(_fibres(along, widths, broken=state == "broken"))


class _Along:
    """Places along and beside the line between two points."""

    def __init__(self, start: Point, end: Point) -> None:
        self.start, self.end = start, end
        self.length = math.dist(start, end)
        self._unit = ((end[0] - start[0]) / self.length, (end[1] - start[1]) / self.length)

    def at(self, share: float, aside: float = 0.0) -> Point:
        """Return the point at a share of the length, some way to its side."""
        x, y = self._unit
        return (
            self.start[0] + x * self.length * share - y * aside,
            self.start[1] + y * self.length * share + x * aside,
        )

    def quad(self, widths: tuple[float, float], begin: float, finish: float) -> str:
        """Return the outline of the tapering part between two shares of the length."""

        def half(share: float) -> float:
            return (widths[0] + (widths[1] - widths[0]) * share) / 2

        corners = [
            self.at(begin, half(begin)), self.at(finish, half(finish)),
            self.at(finish, -half(finish)), self.at(begin, -half(begin)),
        ]  # fmt: skip
        return "M" + "L".join(_said(corner) for corner in corners) + "Z"


def _said(point: Point) -> str:
    return f"{point[0]:.1f} {point[1]:.1f}"


def _twist(along: _Along, widths: tuple[float, float]) -> str:
    """Return the fine lines that make a strand look spun."""
    if min(widths) < 5:
        return ""
    turns = max(2, round(along.length / 14))
    lines = []
    for turn in range(turns):
        share = (turn + 0.2) / turns
        half = 0.42 * (widths[0] + (widths[1] - widths[0]) * share)
        begin, end = along.at(share, half), along.at(min(1, share + 0.6 / turns), -half)
        lines.append(f"M{_said(begin)}L{_said(end)}")
    return (
        f'<path d="{"".join(lines)}" stroke="{GOLD_DARK}" stroke-width="1" opacity=".45" '
        'fill="none"/>'
    )


def _heads(along: _Along, widths: tuple[float, float]) -> str:
    """Return the arrow heads of a strand in which more moves on than came in."""
    side = max(9.0, 0.75 * max(widths))
    lines = []
    for middle in (0.42, 0.62):
        back = middle - side * 0.8 / along.length
        corners = along.at(back, side), along.at(middle), along.at(back, -side)
        lines.append("M" + "L".join(_said(corner) for corner in corners))
    return (
        f'<path d="{"".join(lines)}" stroke="{GOLD_DARK}" stroke-width="2.6" fill="none" '
        'stroke-linejoin="round" stroke-linecap="round"/>'
    )


def _fibres(along: _Along, widths: tuple[float, float], *, broken: bool) -> Iterator[str]:
    """Yield the fibres of a strand that frays or breaks."""
    thick = max(1.1, widths[0] / FIBRES)
    share = min(1.0, widths[1] / widths[0])
    going_on = 0 if broken else max(1, round(share * FIBRES))
    order = sorted(range(FIBRES), key=lambda fibre: abs(fibre - (FIBRES - 1) / 2))
    lines, ends = [], []
    for rank, fibre in enumerate(order):
        place = fibre / (FIBRES - 1) - 0.5
        begin = along.at(0, place * (widths[0] - thick))
        if rank < going_on:
            swell = along.at(0.5, place * (widths[0] + 10))
            finish = along.at(1, place * (widths[1] - 1))
            lines.append(f"M{_said(begin)}Q{_said(swell)} {_said(finish)}")
        else:
            reach = (0.34 if broken else 0.5) + 0.07 * (fibre % 3)
            bend = along.at(reach * 0.75, place * (widths[0] + 2))
            curl = along.at(reach, place * (widths[0] + 34) + (6 if fibre % 2 else -6))
            ends.append(f"M{_said(begin)}Q{_said(bend)} {_said(curl)}")
    drawn = 'fill="none" stroke-linecap="round"'
    yield f'<path d="{"".join(ends)}" stroke="{GOLD}" stroke-width="{thick:.1f}" {drawn}/>'
    if lines:
        yield f'<path d="{"".join(lines)}" stroke="{GOLD}" stroke-width="{thick:.1f}" {drawn}/>'
    if broken:
        hair = f"M{_said(along.at(0.62))}L{_said(along.at(1))}"
        yield (
            f'<path d="{hair}" stroke="{GOLD}" stroke-width="{widths[1]:.1f}" fill="none" '
            f'stroke-dasharray="5 4"/>'
        )
