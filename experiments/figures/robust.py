"""The figure of a comparison of packages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.figure import Figure

from experiments.figures.house_style import (
    INK,
    POINTS,
    QUIET,
    RULE,
    STATE_COLOURS,
    new_figure,
    origin_line,
    style_chart,
    write_head,
)
from experiments.robust.run import EXPERIENCE, FELT, REPORTED

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from experiments.robust.measures import Shares
    from experiments.robust.run import Robustness

WIDTH, MARGIN, HEAD, FOOT, ROW = 15.0, 0.35, 1.75, 0.95, 0.36
_BLUE, _GREY = STATE_COLOURS["whole"], "#9aa0a6"


def draw_robust(result: Robustness) -> Figure:
    """Return a row per package and a panel per criterion; blue where no other beats it."""
    packages = result.packages.packages
    height = HEAD + ROW * len(packages) + FOOT
    figure = new_figure(WIDTH, height)
    write_head(
        figure,
        [
            (result.packages.title, "headline", INK, 0.42),
            (f"Every package in the same {result.values[FELT].shape[1]} worlds, which differ in "
             f"{len(result.worlds.uncertain)} uncertain parameters. Bars of 95 % over worlds. "
             "Blue: no other package beats it in cost, thread, experience and reports together.",
             "text", QUIET, 0.80),
        ],
        MARGIN,
    )  # fmt: skip
    panels: list[tuple[str, str, Shares | np.ndarray]] = [
        ("Cost", "as declared", np.array([each.cost for each in packages])),
        ("Thread unbroken", "share of worlds", result.unbroken),
        ("Requirements met", "share of worlds", result.satisfied),
        ("Regret, felt", "behind the best in 9 of 10 worlds", result.regret[FELT]),
        ("Regret, experience", "points, in 9 of 10 worlds", result.regret[EXPERIENCE]),
        ("Experience", "mean, 0-100", result.mean(EXPERIENCE)),
        ("Reported on time", "mean, %", result.mean(REPORTED)),
    ]
    width = (WIDTH - 2.6 - MARGIN) / len(panels)
    for number, (title, scale, shown) in enumerate(panels):
        box = ((2.6 + number * width) / WIDTH, FOOT / height,
               (width - 0.25) / WIDTH, ROW * len(packages) / height)  # fmt: skip
        axes = figure.add_axes(box)
        _panel(axes, result, title, scale, shown)
        axes.set_yticks(range(len(packages)), [each.name for each in packages])
        axes.tick_params(axis="y", length=0, labelcolor=INK, labelsize=POINTS["text"],
                         labelleft=number == 0)  # fmt: skip
    drawn = result.worlds.drawn
    origin_line(figure, f"scenario: {result.plan.scenario}", result.plan, drawn)
    return figure


def _panel(
    axes: Axes, result: Robustness, title: str, scale: str, shown: Shares | np.ndarray
) -> None:
    style_chart(axes)
    axes.grid(visible=False, axis="y")
    axes.grid(axis="x", color=RULE, linewidth=0.6)
    values = shown if isinstance(shown, np.ndarray) else shown.share
    for place, value in enumerate(values):
        colour = _BLUE if result.front[place] else _GREY
        if not isinstance(shown, np.ndarray):
            axes.plot([shown.low[place], shown.high[place]], [place, place], color=colour,
                      linewidth=1.6)  # fmt: skip
        axes.plot([value], [place], marker="o", color=colour, markersize=7)
    axes.set_ylim(len(values) - 0.5, -0.5)
    if scale == "share of worlds":
        axes.set_xlim(-0.03, 1.03)
    axes.set_title(title, loc="left", fontsize=POINTS["text"], color=INK, fontweight="bold")
    axes.set_xlabel(scale, fontsize=7.5, color=QUIET)
