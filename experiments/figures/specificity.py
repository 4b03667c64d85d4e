"""The figure of a specificity matrix: a row per mechanism, a column per hop."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from matplotlib.colors import to_rgb
from matplotlib.patches import Rectangle

from experiments.figures.house_style import (
    BAND,
    INK,
    PAPER,
    POINTS,
    QUIET,
    RULE,
    new_figure,
    origin_line,
    plain_axes,
    plain_words,
    write_head,
)
from experiments.figures.link_map import FALLS, RISES
from experiments.levers.observed import HOPS
from experiments.specificity.findings import MEASURED, MEASURES_EXPLAINED
from experiments.specificity.matrix import Cell, Effect, Row
from experiments.wording import written

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from experiments.specificity.result import Specificity

MARKS: dict[Effect, str] = {
    "lowers": "\N{BLACK DOWN-POINTING TRIANGLE}",
    "raises": "\N{BLACK UP-POINTING TRIANGLE}",
    "inside its noise": "=",
    "undetermined": "?",
    "undefined": "\N{EN DASH}",
    "not measured": "\N{EN DASH}",
}
"""Marks of effects, so that the figure reads without colour."""
_WITHOUT: tuple[Effect, ...] = ("undefined", "not measured")
"""Effects of cells without a figure."""
WIDTH, LEFT, LABELS, CELL, ROW = 13.2, 0.35, 2.75, 1.2, 0.5
_FULL = 0.6
"""Size of a difference that has the colour in full."""
HOP_HEAD, LEVER_HEAD = 0.62, 0.82
"""Height of the columns' heads, without and with the names of levers."""
_KEY: tuple[tuple[Effect, str], ...] = (
    ("lowers", "lowers the hop"),
    ("raises", "raises it"),
    ("inside its noise", "inside its noise"),
    ("undetermined", "not clear"),
    ("undefined", "not measured"),
)


def draw_specificity(result: Specificity) -> Figure:
    """Return the matrix, each mechanism by its own measure, its own hop outlined."""
    rows = result.matrix
    height = 2.75 + LEVER_HEAD + ROW * len(rows)
    figure = new_figure(WIDTH, height)
    specific = sum(row.verdict == "specific" for row in rows)
    write_head(
        figure,
        [
            (f"{specific} of {len(rows)} mechanisms break their own hop and leave the earlier "
             "ones alone", "headline", INK, 0.42),
            ("Each mechanism is switched on alone in "
             f"{_in_the_world(result)}; figures are the change in what the hop passes on, paired "
             "by replicate.", "text", QUIET, 0.75),
        ],
        LEFT,
    )  # fmt: skip
    axes = plain_axes(figure, (LEFT, 0.4, WIDTH - 2 * LEFT, height - 1.35))
    top = axes.get_ylim()[1]
    _draw_head(axes, top)
    _draw_levers(axes, result, top)
    bottom = top - LEVER_HEAD - ROW * len(rows)
    _draw_rows(axes, rows, top - LEVER_HEAD, judged=True)
    _draw_key(axes, bottom - 0.35)
    _explain(axes, rows, bottom - 0.72)
    origin_line(figure, f"world: {plain_words(result.design.table.title, 60)}", result.design)
    return figure


def draw_measures(result: Specificity) -> Figure:
    """Return the whole matrix once for every measure that some mechanism is judged by."""
    used = dict.fromkeys(row.cells[0].measure for row in result.matrix)
    block = HOP_HEAD + ROW * len(result.matrix) + 0.75
    height = 1.75 + block * len(used)
    figure = new_figure(WIDTH, height)
    write_head(
        figure,
        [
            ("Every mechanism by every measure", "headline", INK, 0.42),
            ("A heavy outline: the mechanism's own hop, judged by this measure; a thin one: its "
             "own hop, judged by another.", "text", QUIET, 0.75),
        ],
        LEFT,
    )  # fmt: skip
    axes = plain_axes(figure, (LEFT, 0.4, WIDTH - 2 * LEFT, height - 1.35))
    top = axes.get_ylim()[1]
    for measure in used:
        words = f"{MEASURED[measure].capitalize()}: {MEASURES_EXPLAINED.get(measure, '')}"
        axes.text(0, top - 0.1, words, fontsize=POINTS["heading"] - 1, color=INK,
                  fontweight="bold", va="center")  # fmt: skip
        _draw_head(axes, top - 0.3)
        _draw_rows(axes, result.rows(measure), top - 0.3 - HOP_HEAD, judged=False)
        top -= block
    _draw_key(axes, top)
    origin_line(figure, f"world: {plain_words(result.design.table.title, 60)}", result.design)
    return figure


def _in_the_world(result: Specificity) -> str:
    title = plain_words(result.design.table.title, 60)
    return title[:1].lower() + title[1:] if title[:2].istitle() else title


def _draw_head(axes: Axes, top: float) -> None:
    for index, (source, target) in enumerate(HOPS):
        middle = LABELS + CELL * (index + 0.5)
        for words, below in ((source, 0.12), ("\N{DOWNWARDS ARROW}", 0.28), (target, 0.44)):
            axes.text(middle, top - below, words, fontsize=POINTS["text"], color=INK,
                      fontweight="bold", ha="center", va="center")  # fmt: skip


def _draw_levers(axes: Axes, result: Specificity, top: float) -> None:
    axes.text(LABELS - 0.12, top - 0.64, "lever", fontsize=POINTS["small"], color=QUIET,
              ha="right", va="center")  # fmt: skip
    for index, lever in enumerate(result.design.table.levers):
        words = "none" if lever is None else plain_words(lever.lever.replace("_", " "), 20)
        axes.text(LABELS + CELL * (index + 0.5), top - 0.64, words, fontsize=POINTS["small"],
                  color=QUIET, ha="center", va="center")  # fmt: skip


def _draw_rows(axes: Axes, rows: Sequence[Row], top: float, *, judged: bool) -> None:
    outlines = []
    for number, row in enumerate(rows):
        middle, bottom = top - ROW * (number + 0.5), top - ROW * (number + 1)
        title = plain_words(row.mechanism.title, 40)
        axes.text(LABELS - 0.12, middle + (0.09 if judged else 0), title, fontsize=POINTS["text"],
                  color=INK, ha="right", va="center")  # fmt: skip
        if judged:
            axes.text(LABELS - 0.12, middle - 0.11, f"by: {MEASURED[row.mechanism.measure]}",
                      fontsize=POINTS["small"], color=QUIET, ha="right", va="center")  # fmt: skip
            axes.text(LABELS + CELL * len(HOPS) + 0.14, middle, row.verdict,
                      fontsize=POINTS["text"], color=INK, va="center",
                      fontweight="normal" if row.verdict == "specific" else "bold")  # fmt: skip
        for index, cell in enumerate(row.cells):
            _draw_cell(axes, (LABELS + CELL * index, bottom), cell)
        own = row.cells[0].measure == row.mechanism.measure
        outlines.append((row.mechanism.place, bottom, 2.6 if own else 1.0))
    for place, bottom, width in outlines:
        axes.add_patch(
            Rectangle((LABELS + CELL * place, bottom), CELL, ROW, facecolor="none", edgecolor=INK,
                      linewidth=width, zorder=6, clip_on=False)
        )  # fmt: skip


def _draw_cell(axes: Axes, corner: tuple[float, float], cell: Cell) -> None:
    clear = cell.effect in ("lowers", "raises")
    share = min(1.0, 0.25 + 0.75 * abs(cell.difference.mean) / _FULL) if clear else 0.0
    colour = FALLS if cell.effect == "lowers" else RISES
    tint = tuple(1.0 - share * (1.0 - part) for part in to_rgb(colour))
    ground = tint if clear else (BAND if cell.effect in ("undetermined", *_WITHOUT) else PAPER)
    axes.add_patch(
        Rectangle(corner, CELL, ROW, facecolor=ground, edgecolor=RULE, linewidth=0.7, zorder=2)
    )
    if cell.effect == "lowers":
        axes.add_patch(
            Rectangle(corner, CELL, ROW, facecolor="none", edgecolor=PAPER, linewidth=0.0,
                      hatch="////", alpha=0.4, zorder=3)
        )  # fmt: skip
    ink = PAPER if cell.effect == "raises" and share > 0.7 else INK if clear else QUIET
    x, y = corner[0] + CELL / 2, corner[1] + ROW / 2
    mark = MARKS[cell.effect]
    if cell.effect in _WITHOUT:
        axes.text(x, y, mark, fontsize=POINTS["text"], color=ink, ha="center", va="center")
        return
    digits = 2 if abs(cell.difference.mean) < 10 else 0
    words = written(cell.difference.mean, digits).replace("-", "\N{MINUS SIGN}")
    sign = "+" if cell.effect == "raises" else ""
    axes.text(x, y + 0.08, f"{mark} {sign}{words}", fontsize=POINTS["text"], color=ink,
              fontweight="bold" if clear else "normal", ha="center", va="center",
              zorder=5)  # fmt: skip
    half = (cell.difference.high - cell.difference.low) / 2
    axes.text(x, y - 0.13, f"\N{PLUS-MINUS SIGN}{written(half, digits)}",
              fontsize=POINTS["small"] - 1, color=ink, ha="center", va="center",
              zorder=5)  # fmt: skip


def _draw_key(axes: Axes, height: float) -> None:
    place = 0.0
    for effect, words in _KEY:
        ground = {"lowers": FALLS, "raises": RISES}.get(effect, PAPER)
        axes.add_patch(
            Rectangle((place, height - 0.1), 0.3, 0.2, facecolor=ground, edgecolor=RULE,
                      linewidth=0.7, hatch="////" if effect == "lowers" else None, zorder=2)
        )  # fmt: skip
        axes.text(place + 0.15, height, MARKS[effect],
                  fontsize=POINTS["small"], color=PAPER if effect == "raises" else INK,
                  ha="center", va="center", zorder=5)  # fmt: skip
        axes.text(place + 0.38, height, words, fontsize=POINTS["small"], color=INK, va="center")
        place += 0.75 + 0.075 * len(words)
    axes.add_patch(
        Rectangle((place, height - 0.1), 0.3, 0.2, facecolor="none", edgecolor=INK, linewidth=2.2)
    )
    axes.text(place + 0.38, height, "the hop that it should lower", fontsize=POINTS["small"],
              color=INK, va="center")  # fmt: skip


def _explain(axes: Axes, rows: Sequence[Row], height: float) -> None:
    lines = [
        f"{MEASURED[measure]}: {MEASURES_EXPLAINED[measure]}."
        for measure in dict.fromkeys(row.cells[0].measure for row in rows)
        if measure in MEASURES_EXPLAINED
    ]
    lines.append(
        "\N{PLUS-MINUS SIGN}: half the 95 % interval. Noise: standard deviation between single "
        "replicates of the reference world, at least 0.02; a hop is lowered or raised when the "
        "whole interval lies beyond it."
    )
    for number, words in enumerate(lines):
        axes.text(0, height - 0.19 * number, words, fontsize=POINTS["small"], color=QUIET,
                  va="center")  # fmt: skip
