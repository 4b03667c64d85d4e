"""A page of small charts of one size, with a head above and a key in the place after the last."""

from __future__ import annotations

import math
from collections.abc import Sequence
from textwrap import wrap
from typing import TYPE_CHECKING, Literal

from matplotlib.lines import Line2D

from experiments.figures.house_style import (
    INK,
    POINTS,
    QUIET,
    Line,
    look_of,
    new_figure,
    origin_line,
    plain_words,
    style_chart,
    write_head,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from experiments.compare.plan import Plan
    from experiments.compare.result import ComparedScenarios
    from sim.outcomes import Outcome

PAGE_WIDTH, MARGIN = 14.0, 0.35
"""In inches, as all that follows."""
COLUMNS, ROW_HEIGHT = 5, 2.55
HEAD_HEIGHT, FOOT_HEIGHT = 1.0, 0.45
LINE_CHARACTERS, LINE_HEIGHT = 165, 0.22
ROOM_LEFT, ROOM_RIGHT, ROOM_BELOW, ROOM_ABOVE = 0.55, 0.12, 0.42, 0.5
LONGEST_TITLE = 34

Quantity = Literal["level", "difference", "half-width"]
_BETTER = {"higher": " \u25b2", "lower": " \u25bc", "neither": ""}


def new_page(
    result: ComparedScenarios, title: str, explained: str, panels: int, first: int = 0
) -> tuple[Figure, list[Axes]]:
    """Return a page with its head, key and origin, and its empty charts.

    Parameters
    ----------
    result
        What is drawn.
    title, explained
        The headline, and a sentence on how to read the page.
    panels
        Number of charts.
    first
        Number of the first scenario in the key: 0 with the reference, 1 without it.
    """
    lines = [(line, QUIET) for line in wrap(explained, LINE_CHARACTERS)]
    for note in result.caveats:
        lines += [(line, INK) for line in wrap(f"Note: {note}", LINE_CHARACTERS)]
    columns = min(COLUMNS, panels + 1)
    rows = math.ceil((panels + 1) / columns)
    head = HEAD_HEIGHT + LINE_HEIGHT * (len(lines) - 1)
    height = head + rows * ROW_HEIGHT + FOOT_HEIGHT
    figure = new_figure(PAGE_WIDTH, height)
    _head(figure, title, lines)
    cell = (PAGE_WIDTH - 2 * MARGIN) / columns

    def box(place: int) -> tuple[float, float, float, float]:
        """Return where the chart of a place stands: left, bottom, width and height, 0 to 1."""
        left = MARGIN + place % columns * cell
        bottom = height - head - (place // columns + 1) * ROW_HEIGHT
        return (
            (left + ROOM_LEFT) / PAGE_WIDTH,
            (bottom + ROOM_BELOW) / height,
            (cell - ROOM_LEFT - ROOM_RIGHT) / PAGE_WIDTH,
            (ROW_HEIGHT - ROOM_BELOW - ROOM_ABOVE) / height,
        )

    charts = [figure.add_axes(box(place)) for place in range(panels)]
    for chart in charts:
        style_chart(chart)
    _key(figure.add_axes(box(panels)), result.plan, first)
    origin_line(figure, f"scenarios: {plain_words(', '.join(result.plan.scenarios), 60)}",
                result.plan, result.plan.drawn)  # fmt: skip
    return figure, charts


def name_chart(chart: Axes, outcome: Outcome, of_what: Quantity) -> None:
    """Write above a chart the name of its outcome, which way is better, and the unit."""
    arrow = "" if of_what == "half-width" else _BETTER[outcome.better]
    chart.set_title(f"{outcome.label}{arrow}\n", fontsize=POINTS["text"], color=INK,
                    fontweight="bold", loc="left", pad=3)  # fmt: skip
    unit = outcome.unit
    if of_what == "difference" and unit.startswith("%"):
        unit = f"points ({unit})"  # lest it be taken for a share of the level
    elif of_what != "level":
        unit = f"{of_what}, {unit}"
    chart.text(0, 1.035, unit, transform=chart.transAxes, fontsize=POINTS["small"], color=QUIET)


def _head(figure: Figure, title: str, lines: Sequence[tuple[str, str]]) -> None:
    head: list[Line] = [(title, "headline", INK, 0.42)]
    for index, (words, colour) in enumerate(lines):
        head.append((words.replace("$", r"\$"), "text", colour, 0.80 + LINE_HEIGHT * index))
    write_head(figure, head, MARGIN)


def _key(axes: Axes, plan: Plan, first: int) -> None:
    """Show colour, dashes and marker of every scenario, and what the arrows mean."""
    axes.set_axis_off()
    handles = [
        Line2D([], [], linestyle="none", marker=arrow, color=INK, markersize=5, label=words)
        for arrow, words in (("^", "after a name: higher is better"), ("v", "lower is better"))
    ]
    for index, arm in enumerate(plan.arms[first:], start=first):
        colour, dashes, marker = look_of(index)
        words = plain_words(arm.title, LONGEST_TITLE) + ("" if index else " (reference)")
        handles.insert(
            index - first,
            Line2D([], [], color=colour, linestyle=dashes, marker=marker, markersize=4.5,
                   linewidth=1.8, label=words),
        )  # fmt: skip
    # To the left, where a chart would have the figures of its scale.
    axes.legend(handles=handles, loc="upper left", bbox_to_anchor=(-0.2, 1.1), frameon=False,
                fontsize=POINTS["small"], labelcolor=INK, handlelength=4.0,
                labelspacing=0.9)  # fmt: skip
