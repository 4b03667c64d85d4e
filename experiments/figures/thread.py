"""The figure of the thread: how much of a change at the top arrives where, in each world."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from matplotlib.figure import Figure

from experiments.caveats import departures
from experiments.figures.chain import HEIGHT, WIDTH, draw_chain
from experiments.figures.gap import draw_gap
from experiments.figures.house_style import (
    INK,
    POINTS,
    QUIET,
    Line,
    footer,
    new_figure,
    plain_axes,
    plain_words,
    write_head,
)
from experiments.figures.strand import draw_strand

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from experiments.design import Design
    from experiments.result import Result
    from experiments.thread import State, Thresholds

PAGE_WIDTH, PAGE_HEIGHT = 14.0, 9.5
"""Size in inches; every line of caveats adds to the height."""
MARGIN = 0.35
LINE_CHARACTERS, LINE_HEIGHT = 165, 0.22
CHART_BOTTOM, CHART_HEIGHT = 0.85, 1.55


def draw_thread(result: Result) -> Figure:
    """Return the figure: the chain in both worlds, the gap over the years, and the key."""
    design, threads = result.design, list(result.thread.values())
    notes = [line for each in result.caveats for line in wrap(f"Note: {each}", LINE_CHARACTERS)]
    figure = new_figure(PAGE_WIDTH, PAGE_HEIGHT + LINE_HEIGHT * len(notes))
    _head(figure, design, notes)
    alone = len(threads) == 1
    left = (PAGE_WIDTH - WIDTH) / 2 if alone else MARGIN
    for index, thread in enumerate(threads):
        box = (left + index * (PAGE_WIDTH - 2 * MARGIN - WIDTH), 2.95, WIDTH, HEIGHT)
        draw_chain(plain_axes(figure, box), thread, thread.title, name_rows=index == 0)
    _gap(figure, result)
    draw_key(plain_axes(figure, (8.9, 0.5, 4.75, 2.25)), design.thresholds)
    footer(figure, design)
    return figure


def _head(figure: Figure, design: Design, notes: list[str]) -> None:
    """Write the title, what is shown, and what must be known about the run."""
    changed = " (changed)" if departures(design) else ""
    lines: list[Line] = [
        (f"The golden thread: {plain_words(design.scenario.title, 60)}{changed}", "headline", INK,
         0.42),
        (f"Of {plain_words(design.lever_in_words)}, how much is still in the thread at each "
         "station on the way down to the street and back up. In brackets: 95 % interval.",
         "text", QUIET, 0.80),
        (design.lever_in_detail, "small", QUIET, 1.04),
        *((note.replace("$", r"\$"), "text", INK, 1.32 + LINE_HEIGHT * index)
          for index, note in enumerate(notes)),
    ]  # fmt: skip
    write_head(figure, lines, MARGIN)


def _gap(figure: Figure, result: Result) -> None:
    height = figure.get_size_inches()[1]
    axes = figure.add_axes(
        (
            (MARGIN + 0.55) / PAGE_WIDTH,
            CHART_BOTTOM / height,
            5.3 / PAGE_WIDTH,
            CHART_HEIGHT / height,
        )
    )
    draw_gap(axes, result)


def draw_key(axes: Axes, thresholds: Thresholds) -> None:
    """Explain the states, the width and the bypass, on axes of 4.75 by 2.25 inches."""
    whole, broken = 100 * thresholds.whole, 100 * thresholds.broken
    states: tuple[tuple[State, str], ...] = (
        ("amplified", "more moves on than came in"),
        ("whole", f"passes on more than {whole:g} %"),
        ("frayed", f"passes on {broken:g} to {whole:g} %"),
        ("broken", f"passes on less than {broken:g} %"),
        ("undetermined", "the interval does not decide"),
    )
    axes.text(0, 2.15, "How to read it", fontsize=POINTS["text"], color=INK, fontweight="bold",
              va="center")  # fmt: skip
    for index, (state, meaning) in enumerate(states):
        height = 1.85 - 0.27 * index
        draw_strand(axes, (0.0, height), (0.8, height), (0.35, 0.35), state)
        axes.text(0.95, height, state, fontsize=POINTS["small"], color=INK, fontweight="bold",
                  va="center")  # fmt: skip
        axes.text(2.0, height, meaning, fontsize=POINTS["small"], color=INK, va="center")
    axes.text(0, 0.25, "The grey channel is the whole rise; the strand in it is what is left of it."
              "\nA hop is named after what it passes on of what reached it, so a thread can be"
              "\nwhole again after a break and yet be thin. A bypass shows on record without"
              "\nhaving passed through anybody's experience.",
              fontsize=POINTS["small"], color=QUIET, va="center", linespacing=1.35)  # fmt: skip
