"""The figure of packages compared two at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from experiments.figures.house_style import (
    BAND,
    INK,
    PAPER,
    POINTS,
    QUIET,
    STATE_COLOURS,
    new_figure,
    origin_line,
    plain_words,
    write_head,
)
from experiments.robust.run import CRITERIA

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from experiments.robust.pairs import Pair
    from experiments.robust.run import Robustness

WIDTH, MARGIN, NAMES, ABOVE = 14.0, 0.35, 2.0, 1.35
HEAD, FOOT, CELL, COLUMNS = 1.0, 0.45, 0.3, 2
_BETTER, _WORSE = STATE_COLOURS["whole"], STATE_COLOURS["broken"]


def draw_pairs(result: Robustness) -> Figure:
    """Return a panel per criterion: what the package of a row has more than that of a column."""
    shown = {
        criterion: [pair for pair in result.pairs if pair.criterion == criterion]
        for criterion in CRITERIA
        if any(pair.criterion == criterion for pair in result.pairs)
    }
    names = [package.name for package in result.packages.packages]
    side = CELL * len(names) + ABOVE + 0.3
    rows = -(-len(shown) // COLUMNS)
    height = HEAD + side * rows + FOOT
    figure = new_figure(WIDTH, height)
    write_head(
        figure,
        [
            ("Package against package", "headline", INK, 0.42),
            ("What the package of the row has more than that of the column, mean over the same "
             f"{result.values[next(iter(result.values))].shape[1]} worlds. Blue: clearly better; "
             "orange: clearly worse (all pairs at once, 95 %); grey: not to be told apart.",
             "text", QUIET, 0.78),
        ],
        MARGIN,
    )  # fmt: skip
    wide = (WIDTH - MARGIN) / COLUMNS
    for number, (criterion, pairs) in enumerate(shown.items()):
        row, column = divmod(number, COLUMNS)
        axes = figure.add_axes(
            (
                (NAMES + column * wide) / WIDTH,
                (height - HEAD - row * side - ABOVE - CELL * len(names)) / height,
                (wide - NAMES - 0.15) / WIDTH,
                CELL * len(names) / height,
            )
        )
        _draw_panel(axes, names, pairs)
        words, unit = CRITERIA[criterion]
        title = words[0].upper() + words[1:] + (f" ({unit.strip()})" if unit else "")
        axes.text(-(NAMES - MARGIN) / (wide - NAMES - 0.15), 1 + (ABOVE - 0.3) / CELL / len(names),
                  title, transform=axes.transAxes, fontsize=POINTS["text"], color=INK,
                  fontweight="bold", va="top")  # fmt: skip
    origin_line(figure, f"scenario: {result.plan.scenario}", result.plan)
    return figure


def _draw_panel(axes: Axes, names: list[str], pairs: list[Pair]) -> None:
    count = len(names)
    axes.set_xlim(-0.5, count - 0.5)
    axes.set_ylim(count - 0.5, -0.5)
    for pair in pairs:
        for each in (pair, pair.seen_from(pair.second)):
            _draw_cell(axes, names.index(each.second), names.index(each.first), each)
    labels = [plain_words(name, 26) for name in names]
    axes.set_yticks(range(count), labels, fontsize=POINTS["small"], color=INK)
    axes.set_xticks(range(count), labels, fontsize=7.5, color=QUIET, rotation=40, ha="left",
                    rotation_mode="anchor")  # fmt: skip
    axes.xaxis.tick_top()
    axes.tick_params(length=0, pad=2)
    for side in axes.spines.values():
        side.set_visible(False)


def _draw_cell(axes: Axes, column: int, row: int, pair: Pair) -> None:
    colour = BAND
    if pair.clear:
        colour = _BETTER if pair.difference > 0 else _WORSE
    axes.add_patch(Rectangle((column - 0.48, row - 0.46), 0.96, 0.92, color=colour, linewidth=0))
    words = "\N{EN DASH}"
    if np.isfinite(pair.difference):
        words = f"{pair.difference:+.{2 if abs(pair.difference) < 9.95 else 0}f}"
        words = words if words.strip("+-0.") else "0"
    axes.text(column, row, words, ha="center", va="center", fontsize=7,
              color=PAPER if pair.clear else QUIET)  # fmt: skip
