"""The figure of a validation: a row per target, in widths of its tolerance."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.patches import Rectangle

from calibration.validation.row import Row
from calibration.validation.sentences import headline
from experiments.figures.house_style import (
    BAND,
    CHANNEL,
    INK,
    POINTS,
    QUIET,
    RULE,
    STATE_COLOURS,
    new_figure,
    origin_line,
    plain_axes,
    plain_words,
    write_head,
)
from experiments.wording import counted

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from calibration.validation.result import Validation

WIDTH, LEFT, LABELS, FIGURES = 13.2, 0.35, 5.1, 3.1
ROW, GAP, MOST = 0.42, 0.45, 3.0
"""Height of a row, height between groups, and widths of a tolerance that are drawn to each side."""
_INSIDE, _OUTSIDE = STATE_COLOURS["whole"], STATE_COLOURS["broken"]


def draw_validation(found: Validation) -> Figure:
    """Return the figure: what was not fitted first, then what was, then what is not judged."""
    groups = _groups(found)
    rows = sum(len(rows) for _, rows in groups)
    height = 1.95 + ROW * rows + GAP * len(groups)
    figure = new_figure(WIDTH, height)
    lines = "Dot: median of the runs. Bar: 90 % of them. Grey: what is accepted; the line in it: "
    write_head(
        figure,
        [
            (headline(found), "headline", INK, 0.42),
            (
                f"{lines}the official figure. An arrow: further out than is drawn.",
                "text",
                QUIET,
                0.75,
            ),
        ],
        LEFT,
    )
    axes = plain_axes(figure, (LEFT, 0.4, WIDTH - 2 * LEFT, height - 1.35))
    top = axes.get_ylim()[1]
    _draw_heads(axes, top)
    top -= 0.25
    for name, members in groups:
        axes.text(0, top - GAP / 2, name, fontsize=POINTS["text"], color=INK,
                  fontweight="bold", va="center")  # fmt: skip
        top -= GAP
        for row in members:
            _draw_row(axes, row, top - ROW / 2)
            top -= ROW
    design = found.plan.designs[found.plan.scenario]
    origin_line(
        figure,
        f"{plain_words(found.source.name, 40)} against {counted(found.plan.runs, 'run')} at "
        f"{plain_words(found.plan.origin, 40)}",
        _Origin(design.settings[0].world, found.plan.runs, design.seed),
    )
    return figure


class _Origin:
    """What the figure was computed from."""

    def __init__(self, world, replicates, seed) -> None:  # type: ignore[no-untyped-def]
        self.world, self.replicates, self.seed = world, replicates, seed


def _groups(found: Validation) -> list[tuple[str, list[Row]]]:
    computed = [row for row in found.rows if row.target.statistic is not None]
    groups = [
        ("Not fitted", [row for row in computed if row.target.judged and not row.fitted]),
        (
            "Fitted: they do not count",
            [row for row in computed if row.target.judged and row.fitted],
        ),
        ("Without a tolerance", [row for row in computed if not row.target.judged]),
    ]
    return [(name, rows) for name, rows in groups if rows]


def _place(number: float, row: Row) -> float:
    """Return where a number stands on the page, in inches from the left."""
    middle, half = _scale(row)
    wide = WIDTH - 2 * LEFT - LABELS - FIGURES
    at = float(np.clip((number - middle) / half, -MOST, MOST))
    return LABELS + wide * (at + MOST) / (2 * MOST)


def _scale(row: Row) -> tuple[float, float]:
    """Return the middle of what is accepted, and half its width."""
    target = row.target
    low, high = target.low, target.high
    if math.isfinite(low) and math.isfinite(high) and high > low:
        return (low + high) / 2, (high - low) / 2
    bound = next((end for end in (low, high, target.value) if math.isfinite(end)), row.median)
    spread = max(abs(end - bound) for end in (*row.interval, row.median))
    return bound, (spread / 2 if spread > 0 else 1.0)


def _draw_heads(axes: Axes, top: float) -> None:
    for at, words in (
        (0.0, "target"),
        (WIDTH - 2 * LEFT - FIGURES + 0.2, "official"),
        (WIDTH - 2 * LEFT - FIGURES + 1.35, "model, median and 90 %"),
    ):
        axes.text(at, top, words, fontsize=POINTS["small"], color=QUIET, va="center")


def _draw_row(axes: Axes, row: Row, y: float) -> None:
    target = row.target
    words = plain_words(f"{target.id}  {target.quantity}", 66)
    axes.text(0, y, words, fontsize=POINTS["small"], color=INK, va="center")
    axes.plot([_place(-math.inf, row), _place(math.inf, row)], [y, y], color=RULE, lw=0.6, zorder=0)
    if target.judged:
        low, high = _place(target.low, row), _place(target.high, row)
        axes.add_patch(Rectangle((low, y - 0.13), high - low, 0.26, facecolor=CHANNEL, lw=0))
    else:
        axes.add_patch(Rectangle((_place(-math.inf, row), y - 0.13), 0, 0.26, facecolor=BAND))
    if math.isfinite(target.value):
        at = _place(target.value, row)
        axes.plot([at, at], [y - 0.13, y + 0.13], color=QUIET, lw=1.2)
    if math.isfinite(row.median):
        _draw_ensemble(axes, row, y)
    _write_figures(axes, row, y)


def _draw_ensemble(axes: Axes, row: Row, y: float) -> None:
    colour = _OUTSIDE if row.verdict == "outside" else _INSIDE if row.target.judged else QUIET
    low, high = row.interval
    axes.plot([_place(low, row), _place(high, row)], [y, y], color=colour, lw=2.2,
              solid_capstyle="butt")  # fmt: skip
    middle, half = _scale(row)
    beyond = (row.median - middle) / half
    marker = "<" if beyond < -MOST else ">" if beyond > MOST else "o"
    filled = colour if row.verdict != "outside" else "white"
    axes.plot([_place(row.median, row)], [y], marker=marker, color=colour, ms=6.5,
              markerfacecolor=filled, mew=1.6)  # fmt: skip


def _write_figures(axes: Axes, row: Row, y: float) -> None:
    right = WIDTH - 2 * LEFT - FIGURES
    given = row.target.value
    official = _figure(given) if math.isfinite(given) else _range(row.target.low, row.target.high)
    low, high = row.interval
    model = f"{_figure(row.median)}   ({_figure(low)} to {_figure(high)})"
    axes.text(right + 0.2, y, official, fontsize=POINTS["small"], color=INK, va="center")
    axes.text(right + 1.35, y, model if math.isfinite(row.median) else "undefined",
              fontsize=POINTS["small"], color=INK, va="center")  # fmt: skip


def _range(low: float, high: float) -> str:
    if math.isinf(high):
        return f"above {_figure(low)}"
    return f"below {_figure(high)}" if math.isinf(low) else f"{_figure(low)} to {_figure(high)}"


def _figure(number: float) -> str:
    return f"{number:.3g}" if abs(number) < 1000 else f"{number:,.0f}"
