"""Estimates with their intervals as marks on a scale, and the legends that explain them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from matplotlib.lines import Line2D

from experiments.figures.house_style import INK, POINTS, QUIET

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from experiments.intervals import Estimate


def title(axes: Axes, words: str, scale: str, pad: float = 40) -> None:
    """Write the title of a panel, ``pad`` points above it, and what its scale is."""
    axes.set_title(
        words, fontsize=POINTS["text"], color=INK, fontweight="bold", loc="left", pad=pad
    )
    axes.set_xlabel(scale, fontsize=POINTS["small"], color=QUIET)


Entry = tuple[str, str, str, bool]
"""A line of a legend: words, colour, marker, whether it is hollow."""


def legend(axes: Axes, entries: Sequence[Entry], columns: int) -> None:
    """Draw a legend between a panel and its title."""
    handles = [
        Line2D([], [], linestyle="none", color=colour, marker=marker, markersize=7, label=words,
               markerfacecolor="white" if hollow else colour, markeredgewidth=1.4)
        for words, colour, marker, hollow in entries
    ]  # fmt: skip
    axes.legend(handles=handles, loc="lower left", bbox_to_anchor=(-0.02, 0.995), ncols=columns,
                frameon=False, fontsize=POINTS["small"], labelcolor=INK, handletextpad=0.3,
                columnspacing=1.0)  # fmt: skip


def draw_estimate(
    axes: Axes,
    estimate: Estimate,
    place: float,
    *,
    colour: str,
    marker: str,
    hollow: bool = False,
    span: tuple[float, float] = (-math.inf, math.inf),
) -> None:
    """Draw an estimate with its interval; one beyond the span is a chevron at its edge."""
    if not estimate.defined:
        axes.text(max(span[0], axes.get_xlim()[0]), place, " undefined", fontsize=POINTS["small"],
                  color=QUIET, va="center")  # fmt: skip
        return
    low, high = span
    mean = min(max(estimate.mean, low), high)
    if estimate.bounded:
        ends = [min(max(end, low), high) for end in (estimate.low, estimate.high)]
        axes.plot(ends, [place, place], color=colour, linewidth=1.6, solid_capstyle="butt",
                  zorder=2)  # fmt: skip
    beyond = mean != estimate.mean
    axes.plot(
        [mean], [place], linestyle="none", color=colour, zorder=3, clip_on=not beyond,
        marker=(">" if estimate.mean > 0 else "<") if beyond else marker,
        markersize=7, markerfacecolor="white" if hollow else colour, markeredgewidth=1.4,
    )  # fmt: skip
