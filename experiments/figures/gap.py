"""The gap between what is reported and what people experience, over the years."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.ticker import MaxNLocator

from experiments.figures.house_style import (
    BASELINE_COLOUR,
    INK,
    POINTS,
    QUIET,
    SCENARIO_COLOUR,
    plain_words,
    style_chart,
)
from experiments.intervals import Floats, mean_interval
from experiments.nested import Nesting
from experiments.stations import NAMES

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from experiments.result import Result

_REPORTED, _FELT = NAMES.index("reported"), NAMES.index("felt")
_STYLES = ((BASELINE_COLOUR, "solid"), (SCENARIO_COLOUR, (0, (5, 1.5))))
LEAST_SPAN = 6.0
"""Fewest points of the scale shown, lest a trifle look like a chasm."""


def draw_gap(axes: Axes, result: Result) -> None:
    """Draw reported minus felt, in points of a scale from 0 to 100, per quarter and world.

    Lines are means over the replicates, and bands their intervals; a quarter in which the gap
    is undefined leaves a hole.
    """
    style_chart(axes)
    for index, (arm, links) in enumerate(
        zip(result.design.arms, result.national_links().values(), strict=True)
    ):
        colour, dashes = _STYLES[index]
        quarters = result.replicates[0].arms[index].quarters
        gaps = 100.0 * (links[:, :, _REPORTED] - links[:, :, _FELT])
        middle, low, high = _by_quarter(gaps, result.design.nesting)
        axes.fill_between(quarters, low, high, color=colour, alpha=0.18, linewidth=0)
        axes.plot(
            quarters,
            middle,
            color=colour,
            linestyle=dashes,
            linewidth=1.8,
            label=plain_words(arm.title, 28),
        )
    axes.set_title("Drifting apart: performance reported minus experience, each 0 to 100",
                   fontsize=POINTS["text"], color=INK, fontweight="bold", loc="left")  # fmt: skip
    axes.set_ylabel(
        "points (read the change,\nnot the level)", fontsize=POINTS["small"], color=QUIET
    )
    axes.margins(x=0.01)
    _frame(axes)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), fontsize=POINTS["small"],
                frameon=False, labelcolor=INK)  # fmt: skip


def _by_quarter(gaps: Floats, nesting: Nesting | None) -> tuple[Floats, Floats, Floats]:
    """Return mean and interval per quarter of gaps of shape (R, Q)."""
    estimates = [mean_interval(column, nesting=nesting) for column in gaps.T]
    return (
        np.array([estimate.mean for estimate in estimates]),
        np.array([estimate.low for estimate in estimates]),
        np.array([estimate.high for estimate in estimates]),
    )


def _frame(axes: Axes) -> None:
    """Show at least a few points from top to bottom, and the line of no gap if it is near."""
    low, high = axes.get_ylim()
    spare = max(0.0, (LEAST_SPAN - (high - low)) / 2)
    axes.set_ylim(low - spare, high + spare)
    if low - spare < 0 < high + spare:
        axes.axhline(0.0, color=QUIET, linewidth=0.9)
