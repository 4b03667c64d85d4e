"""The figure of limits: engine and theory in each chart, and the residuals below it."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from benchmarks.limits.check import SPREAD, Panel, Series
from experiments.figures.house_style import (
    INK,
    POINTS,
    QUIET,
    new_figure,
    style_chart,
)
from experiments.provenance import installed_version

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

COLUMNS = 4
PAGE_WIDTH, MARGIN_LEFT, GAP = 13.6, 0.75, 0.78
HEAD, FOOT = 1.05, 0.45
CHART, RESIDUAL, BETWEEN, CELL = 1.55, 0.6, 0.1, 3.3
COLOURS = ("#0072B2", "#D55E00")
"""Two of Okabe and Ito's colours; the marks differ too."""
MARKS = ("o", "s")


def draw_limits(panels: Sequence[Panel]) -> Figure:
    """Return the figure, a cell for each panel and the key in what is left."""
    rows = -(-(len(panels) + 1) // COLUMNS)
    height = HEAD + rows * CELL + FOOT
    figure = new_figure(PAGE_WIDTH, height)
    width = (PAGE_WIDTH - MARGIN_LEFT - (COLUMNS - 1) * GAP - 0.2) / COLUMNS
    for place, panel in enumerate(panels):
        left = MARGIN_LEFT + place % COLUMNS * (width + GAP)
        top = height - HEAD - place // COLUMNS * CELL
        chart = _axes(figure, (left, top - 0.45 - CHART, width, CHART))
        below = _axes(figure, (left, top - 0.45 - CHART - BETWEEN - RESIDUAL, width, RESIDUAL))
        _draw(chart, below, panel)
    place = len(panels)
    left = MARGIN_LEFT + place % COLUMNS * (width + GAP)
    _key(figure, left / PAGE_WIDTH, (height - HEAD - place // COLUMNS * CELL) / height, panels)
    _frame(figure, height)
    return figure


def _axes(figure: Figure, box: tuple[float, float, float, float]) -> Axes:
    """Return axes whose box is in inches."""
    wide, high = figure.get_size_inches()
    left, bottom, width, height = box
    return figure.add_axes((left / wide, bottom / high, width / wide, height / high))


def _draw(chart: Axes, below: Axes, panel: Panel) -> None:
    """Draw a limit, and what is left between engine and theory."""
    for axes in (chart, below):
        style_chart(axes)
        if np.ptp(np.log10(np.maximum(panel.series[0].x, 1e-9))) > 1 and panel.series[0].x[0] > 0:
            axes.set_xscale("log")
    for _, values in panel.asides:
        chart.plot(panel.series[0].x, values, color=QUIET, linewidth=0.9, linestyle=(0, (1, 1.2)))
    below.axhline(0, color=INK, linewidth=0.8)
    for one, colour, mark in zip(panel.series, COLOURS, MARKS, strict=False):
        _draw_series(chart, below, one, colour, mark)
    chart.set_title(textwrap.fill(panel.limit, 36), fontsize=POINTS["small"], color=INK,
                    fontweight="bold", loc="left")  # fmt: skip
    chart.set_ylabel(panel.up, fontsize=7.5, color=QUIET)
    chart.tick_params(labelbottom=False)
    below.set_xlabel(panel.across, fontsize=7.5, color=QUIET)
    below.set_ylabel("residual", fontsize=7.5, color=QUIET)
    chart.yaxis.set_major_locator(MaxNLocator(5))
    below.yaxis.set_major_locator(MaxNLocator(3, symmetric=True))
    below.yaxis.set_major_formatter("{x:g}")
    below.set_xlim(chart.get_xlim())
    if len(panel.series) > 1:
        handles = [Line2D([], [], color=c, marker=m, markersize=3.5, linewidth=1.2)
                   for c, m in zip(COLOURS, MARKS, strict=True)]  # fmt: skip
        chart.legend(handles, [one.quantity for one in panel.series], fontsize=7, frameon=False,
                     labelcolor=INK, loc="best", handlelength=1.6, borderpad=0.1)  # fmt: skip


def _draw_series(chart: Axes, below: Axes, one: Series, colour: str, mark: str) -> None:
    many = len(one.x) > 30
    style: dict[str, Any] = {"linestyle": "none", "marker": mark, "color": colour,
                             "markersize": 2.2 if many else 4.0, "elinewidth": 0.7}  # fmt: skip
    across, up = one.curve or (one.x, one.expected)
    chart.plot(across, up, color=colour, linewidth=1.1, alpha=0.75, zorder=2)
    chart.errorbar(one.x, one.engine, 2 * one.error, zorder=3, **style)
    residual = one.engine - one.expected
    allowed = one.bound + SPREAD * one.error
    if one.rows and len(one.x) > 1:
        below.fill_between(one.x, -allowed, allowed, color=colour, alpha=0.12, linewidth=0)
    below.errorbar(one.x, residual, 2 * one.error, **style)


def _key(figure: Figure, left: float, top: float, panels: Sequence[Panel]) -> None:
    """Explain line, points, bars, bands and asides."""
    asides = dict.fromkeys(name for panel in panels for name, _ in panel.asides)
    handles = (
        (Line2D([], [], color=INK, linewidth=1.1), "theory"),
        (Line2D([], [], color=INK, linestyle="none", marker="o", markersize=4),
         "engine, with two standard errors either way"),
        (Patch(facecolor=INK, alpha=0.12), "residual allowed: declared bound and "
         f"{SPREAD:g} standard errors"),
        (Line2D([], [], color=QUIET, linewidth=0.9, linestyle=(0, (1, 1.2))),
         "for orientation: " + ";\n".join(asides)),
    )  # fmt: skip
    figure.legend(*zip(*handles, strict=True), loc="upper left", bbox_to_anchor=(left, top - 0.02),
                  fontsize=POINTS["small"], frameon=False, labelcolor=INK, title="How to read it",
                  title_fontproperties={"weight": "bold", "size": POINTS["text"]},
                  alignment="left", labelspacing=0.7)  # fmt: skip
    points = [point for panel in panels for point in panel.points]
    holding = sum(point.verdict == "holds" for point in points)
    failing = sum(point.verdict == "fails" for point in points)
    told = (
        f"{len(points)} comparisons in the table beside this figure:\n"
        f"{holding} hold, {failing} fail, {len(points) - holding - failing} too blunt to say."
    )
    figure.text(left + 0.008, top - 0.14, told, fontsize=POINTS["small"], color=INK, va="top",
                linespacing=1.5)  # fmt: skip


def _frame(figure: Figure, height: float) -> None:
    """Write the headline and where the figure comes from."""
    left = 0.35 / PAGE_WIDTH
    figure.text(left, 1 - 0.42 / height, "The engine against its exact limits",
                fontsize=POINTS["headline"], color=INK, fontweight="bold", va="center")  # fmt: skip
    figure.text(left, 1 - 0.78 / height,
                "Parts of the model that can be solved: what theory says, what the compiled engine "
                "gives, and the difference.",
                fontsize=POINTS["text"], color=QUIET, va="center")  # fmt: skip
    figure.text(left, 0.17 / height,
                f"Golden Thread {installed_version('goldenthread')}   |   "
                "python -m benchmarks.limits   |   seed 1   |   "
                "theory stated apart from the engine's code",
                fontsize=POINTS["small"], color=QUIET)  # fmt: skip
