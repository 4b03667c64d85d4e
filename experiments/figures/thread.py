"""The figure of the thread: how much of a change at the top arrives where, in each world."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.figure import Figure

from experiments.figures.chain import HEIGHT, WIDTH, draw_chain
from experiments.figures.gap import draw_gap
from experiments.figures.house_style import (
    INK,
    POINTS,
    QUIET,
    footer,
    new_figure,
    plain_axes,
    plain_words,
)
from experiments.figures.strand import draw_strand

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from experiments.result import Result
    from experiments.thread import State, Thresholds

PAGE_WIDTH, PAGE_HEIGHT = 13.6, 9.3
MARGIN = 0.35
CHART_BOTTOM, CHART_HEIGHT = 0.85, 1.55


def draw_thread(result: Result) -> Figure:
    """Return the figure: the chain in both worlds, the gap over the years, and the key."""
    figure = new_figure(PAGE_WIDTH, PAGE_HEIGHT)
    design, threads = result.design, list(result.thread.values())
    _head(figure, design.scenario.title, design.lever_in_words, design.lever_in_detail)
    alone = len(threads) == 1
    left = (PAGE_WIDTH - WIDTH) / 2 if alone else MARGIN
    for index, thread in enumerate(threads):
        box = (left + index * (PAGE_WIDTH - 2 * MARGIN - WIDTH), 2.95, WIDTH, HEIGHT)
        draw_chain(plain_axes(figure, box), thread, thread.title, name_rows=index == 0)
    _gap(figure, result)
    _key(plain_axes(figure, (8.6, 0.5, 4.65, 2.25)), design.thresholds)
    footer(figure, design)
    return figure


def _head(figure: Figure, title: str, lever: str, detail: str) -> None:
    left, top = MARGIN / PAGE_WIDTH, 1 - 0.42 / PAGE_HEIGHT
    figure.text(left, top, f"The golden thread: {plain_words(title, 66)}",
                fontsize=POINTS["headline"], color=INK, fontweight="bold", va="center")  # fmt: skip
    figure.text(left, top - 0.38 / PAGE_HEIGHT,
                f"Of {plain_words(lever)}, how much arrives at each station on the way down to the "
                "street and back up. In brackets: 95 % interval.",
                fontsize=POINTS["text"], color=QUIET, va="center")  # fmt: skip
    figure.text(left, top - 0.62 / PAGE_HEIGHT, detail,
                fontsize=POINTS["small"], color=QUIET, va="center")  # fmt: skip


def _gap(figure: Figure, result: Result) -> None:
    axes = figure.add_axes(
        (
            (MARGIN + 0.55) / PAGE_WIDTH,
            CHART_BOTTOM / PAGE_HEIGHT,
            5.2 / PAGE_WIDTH,
            CHART_HEIGHT / PAGE_HEIGHT,
        )
    )
    draw_gap(axes, result)


def _key(axes: Axes, thresholds: Thresholds) -> None:
    """Explain the states, the width and the bypass."""
    states: tuple[tuple[State, str], ...] = (
        ("whole", f"passes on more than {100 * thresholds.whole:g} %"),
        ("frayed", f"passes on {100 * thresholds.broken:g} to {100 * thresholds.whole:g} %"),
        ("broken", f"passes on less than {100 * thresholds.broken:g} %"),
        ("undetermined", "the interval does not decide"),
    )
    axes.text(0, 2.05, "How to read it", fontsize=POINTS["text"], color=INK, fontweight="bold",
              va="center")  # fmt: skip
    for index, (state, meaning) in enumerate(states):
        height = 1.74 - 0.3 * index
        draw_strand(axes, (0.0, height), (0.8, height), (0.4, 0.4), state)
        axes.text(0.95, height, state, fontsize=POINTS["small"], color=INK, fontweight="bold",
                  va="center")  # fmt: skip
        axes.text(2.0, height, meaning, fontsize=POINTS["small"], color=INK, va="center")
    axes.text(0, 0.33, "The wider the strand, the more of the change arrives. The bypass is what\n"
              "shows on record without having passed through anybody's experience.",
              fontsize=POINTS["small"], color=QUIET, va="center", linespacing=1.35)  # fmt: skip
