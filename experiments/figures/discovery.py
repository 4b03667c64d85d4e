"""The figure of a discovery: trade-off curves, and the limits of the boxes."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.figure import Figure

from experiments.discovery.sentences import amount
from experiments.figures.house_style import (
    CHANNEL,
    INK,
    POINTS,
    QUIET,
    STATE_COLOURS,
    new_figure,
    origin_line,
    style_chart,
    write_head,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from experiments.discovery.discovered import Discovery
    from experiments.discovery.run import Discoveries, EventDiscovery

WIDTH, MARGIN, HEAD, ROW, LINE, FOOT = 13.0, 0.35, 1.15, 2.9, 0.3, 0.45


def draw_discovery(result: Discoveries, event: EventDiscovery) -> Figure:
    """Return the figure of one event: a row per kind of condition, a line where none tells."""
    from experiments.discovery.run import KINDS, LABELS

    told = {kind: each for kind, each in event.found.items() if each.boxes}
    silent = [KINDS[kind] for kind in event.found if kind not in told]
    height = HEAD + ROW * len(told) + LINE * len(silent) + FOOT
    figure = new_figure(WIDTH, height)
    write_head(
        figure,
        [
            (f"When {event.event.words}", "headline", INK, 0.42),
            ("Left: what a box covers of all such runs, and how many of the runs in it were such; "
             "diamond: the box told of. Right: its limits within the range of each condition.",
             "text", QUIET, 0.80),
        ],
        MARGIN,
    )  # fmt: skip
    for number, (kind, discovery) in enumerate(told.items()):
        bottom = height - HEAD - (number + 1) * ROW
        curve = figure.add_axes(
            (0.9 / WIDTH, (bottom + 0.6) / height, 3.6 / WIDTH, (ROW - 1.1) / height)
        )
        _draw_curve(curve, discovery, KINDS[kind])
        limits = figure.add_axes(
            (7.4 / WIDTH, (bottom + 0.6) / height, 4.9 / WIDTH, (ROW - 1.1) / height)
        )
        _draw_limits(limits, discovery, LABELS)
    for number, words in enumerate(silent):
        figure.text(MARGIN / WIDTH, (FOOT + LINE * (len(silent) - number - 0.4)) / height,
                    f"{words}: no condition tells better than chance.", color=QUIET,
                    fontsize=POINTS["text"])  # fmt: skip
    origin_line(figure, f"scenario: {result.plan.scenario}", result.plan)
    return figure


def _draw_curve(axes: Axes, discovery: Discovery, title: str) -> None:
    style_chart(axes)
    axes.set_title(title, loc="left", fontsize=POINTS["text"], color=INK, fontweight="bold")
    axes.set_xlim(0, 1.04)
    axes.set_ylim(0, 1.04)
    axes.axhline(discovery.conditions.density, color=QUIET, linestyle=(0, (4, 2)), linewidth=1)
    for found, colour in zip(discovery.boxes, (STATE_COLOURS["broken"], QUIET), strict=False):
        worths = [each.worth for each in found.curve]
        axes.plot([each.coverage for each in worths], [each.density for each in worths],
                  color=colour, marker="o", markersize=2.5, linewidth=1)  # fmt: skip
        chosen = found.candidate.worth
        axes.plot([chosen.coverage], [chosen.density], marker="D", markersize=8, color=colour)
    axes.set_xlabel("coverage (dashed: density of all runs)", fontsize=POINTS["small"], color=QUIET)
    axes.set_ylabel("density", fontsize=POINTS["small"], color=QUIET)


def _draw_limits(axes: Axes, discovery: Discovery, labels: Mapping[str, str]) -> None:
    axes.set_xlim(0, 1)
    for side in axes.spines.values():
        side.set_visible(False)
    axes.set_xticks([])
    axes.tick_params(length=0, labelsize=POINTS["small"], labelcolor=INK)
    found = discovery.boxes[0]
    box, names = found.candidate.box, list(found.candidate.box.restricted)
    axes.set_ylim(-0.6, len(names) - 0.4)
    for row, name in enumerate(reversed(names)):
        axes.barh(row, 1, color=CHANNEL, height=0.34)
        column = discovery.conditions.values[name]
        least, most = float(column.min()), float(column.max())
        if name in box.limits:
            low, high = (min(max(end, least), most) for end in box.limits[name])
            left, right = ((end - least) / (most - least) for end in (low, high))
            axes.barh(row, right - left, left=left, color=STATE_COLOURS["broken"], height=0.34)
            words = _limits_in_words(*box.limits[name])
        else:
            known = discovery.conditions.categories[name]
            words = " or ".join(known.get(each, f"{each:g}") for each in sorted(box.allowed[name]))
        again = found.stability.again[name]
        axes.text(0, row + 0.24, f"{words}   (found again in {100 * again:.0f} % of resamples)",
                  fontsize=POINTS["small"], color=QUIET, va="bottom")  # fmt: skip
    axes.set_yticks(np.arange(len(names)), [labels.get(name, name) for name in reversed(names)])


def _limits_in_words(low: float, high: float) -> str:
    if math.isfinite(low) and math.isfinite(high):
        return f"{amount(low)} to {amount(high)}"
    return f"above {amount(low)}" if math.isfinite(low) else f"below {amount(high)}"
