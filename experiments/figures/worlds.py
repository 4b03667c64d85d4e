"""The figure that sets the indices of the small world against those of the scenario's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from experiments.figures.house_style import (
    INK,
    POINTS,
    QUIET,
    RULE,
    look_of,
    new_figure,
    origin_line,
    style_chart,
    write_head,
)
from experiments.sensitivity.worlds import KINDS, of_kind

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from experiments.sensitivity.worlds import BothWorlds, Compared

WIDTH, MARGIN, HEAD, PANEL, LEGEND, FOOT = 14.0, 0.35, 1.5, 3.0, 0.75, 0.5
_HALF = 1.96


def draw_worlds(both: BothWorlds) -> Figure:
    """Return a panel per kind of outputs: each index in the small world against the other."""
    shown = [kind for kind in KINDS if of_kind(both.compared, kind)]
    height = HEAD + PANEL + LEGEND + FOOT
    figure = new_figure(WIDTH, height)
    small, whole = both.small.plan.world, both.whole.plan.world
    write_head(
        figure,
        [
            ("Does the small world say the same?", "headline", INK, 0.42),
            (f"How much each parameter matters with {len(small.councils)} small councils (across) "
             f"and with {len(whole.councils)} (up). On the line both say the same. Bars: 95 %; "
             "ringed: they differ by more than that.", "text", QUIET, 0.80),
        ],
        MARGIN,
    )  # fmt: skip
    names = list(both.compared[0].names)
    wide = (WIDTH - 2 * MARGIN) / max(len(shown), 2)
    for number, kind in enumerate(shown):
        box = ((MARGIN + 0.5 + number * wide) / WIDTH, (FOOT + LEGEND + 0.1) / height,
               (wide - 0.75) / WIDTH, (PANEL - 0.2) / height)  # fmt: skip
        axes = figure.add_axes(box)
        _draw_panel(axes, of_kind(both.compared, kind), names)
        axes.set_title(KINDS[kind], loc="left", fontsize=POINTS["text"], color=INK,
                       fontweight="bold", pad=8)  # fmt: skip
    figure.legend(
        handles=[_mark(names.index(name), name) for name in names], loc="lower left",
        bbox_to_anchor=(MARGIN / WIDTH, FOOT * 0.72 / height), ncols=6, frameon=False,
        fontsize=POINTS["small"], labelcolor=INK,
    )  # fmt: skip
    origin_line(figure, f"scenario: {both.small.plan.scenario}, and its own world", both.small.plan)
    return figure


def _draw_panel(axes: Axes, found: list[Compared], names: list[str]) -> None:
    style_chart(axes)
    axes.grid(axis="x", color=RULE, linewidth=0.6)
    end = 1.08 * max(float(np.max([each.small[0].max(), each.whole[0].max()])) for each in found)
    axes.plot([0, end], [0, end], color=QUIET, linewidth=0.9, linestyle=(0, (4, 2)), zorder=1)
    for each in found:
        for place, name in enumerate(each.names):
            colour, _, marker = look_of(1 + names.index(name))
            x, y = each.small[0, place], each.whole[0, place]
            axes.errorbar([x], [y], xerr=[_HALF * each.small[1, place]],
                          yerr=[_HALF * each.whole[1, place]], fmt=marker, color=colour,
                          markersize=5, elinewidth=0.6, alpha=0.85, zorder=3)  # fmt: skip
            if name in each.differ:
                axes.plot([x], [y], "o", markersize=11, markerfacecolor="none",
                          markeredgecolor=INK, zorder=4)  # fmt: skip
    axes.set_xlim(-0.03 * end, end)
    axes.set_ylim(-0.03 * end, end)
    axes.set_xlabel("index, small world", fontsize=POINTS["small"], color=QUIET)
    axes.set_ylabel("index, own world", fontsize=POINTS["small"], color=QUIET)


def _mark(number: int, name: str) -> Line2D:
    colour, _, marker = look_of(1 + number)
    return Line2D([], [], color=colour, marker=marker, linestyle="none", markersize=6, label=name)
