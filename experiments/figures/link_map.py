"""A map of answers: a row per lever or group, a column per station of the chain."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from matplotlib.colors import to_rgb
from matplotlib.patches import Rectangle

from experiments.figures.house_style import INK, PAPER, POINTS, QUIET, RULE, plain_words
from experiments.intervals import Estimate
from experiments.phrases import short_answer
from experiments.stations import STATIONS

if TYPE_CHECKING:
    from matplotlib.axes import Axes

RISES, FALLS = "#0072B2", "#D55E00"
"""Colours of an answer with the lever and of one against it; falls are hatched, too."""
COLUMNS = STATIONS[1:]
"""Stations shown: the first is the lever itself."""
ROW_HEIGHT, HEAD_HEIGHT, GAP = 0.25, 0.42, 0.2
_FULL = 0.8
"""Size of an answer that has the colour in full."""


@dataclass(frozen=True)
class MapRow:
    """One row of a map.

    Attributes
    ----------
    label
        What the row is about; an estimate-less row is a heading.
    estimates
        Answers of ``COLUMNS``; none for a heading.
    after
        Words at the end of the row.
    """

    label: str
    estimates: Sequence[Estimate] = ()
    after: Sequence[str] = ()


def map_height(rows: Sequence[MapRow]) -> float:
    """Return the height in inches that a map of these rows takes."""
    gaps = sum(GAP for row in rows[1:] if not row.estimates)
    return HEAD_HEIGHT + ROW_HEIGHT * len(rows) + gaps


def draw_map(
    axes: Axes,
    rows: Sequence[MapRow],
    *,
    label_width: float,
    cell_width: float,
    after: Sequence[tuple[str, float]] = (),
) -> None:
    """Draw the map on axes in inches.

    Answers whose interval holds zero stand in grey without colour.

    Parameters
    ----------
    axes
        Axes in inches, at least ``map_height(rows)`` high.
    rows
        What is drawn, from the top.
    label_width, cell_width
        Width of the labels and of a cell, in inches.
    after
        Headings of the words at the end of the rows, and where each begins right of the cells.
    """
    top = axes.get_ylim()[1]
    end = label_width + cell_width * len(COLUMNS)
    for index, station in enumerate(COLUMNS):
        middle = label_width + cell_width * (index + 0.5)
        axes.text(middle, top - 0.12, station.name, fontsize=POINTS["small"], color=INK,
                  fontweight="bold", ha="center", va="center")  # fmt: skip
        axes.text(middle, top - 0.28, station.place, fontsize=POINTS["small"] - 1.5, color=QUIET,
                  ha="center", va="center")  # fmt: skip
    for words, place in after:
        axes.text(end + place, top - 0.12, words, fontsize=POINTS["small"], color=INK,
                  fontweight="bold", va="center")  # fmt: skip
    height = top - HEAD_HEIGHT
    for row in rows:
        if not row.estimates and row is not rows[0]:
            height -= GAP
        middle = height - ROW_HEIGHT / 2
        heading = not row.estimates
        axes.text(0.0 if heading else label_width - 0.1, middle, plain_words(row.label, 60),
                  fontsize=POINTS["small"], color=INK, ha="left" if heading else "right",
                  fontweight="bold" if heading else "normal", va="center")  # fmt: skip
        for index, estimate in enumerate(row.estimates):
            corner = label_width + cell_width * index, height - ROW_HEIGHT
            _draw_cell(axes, corner, cell_width, estimate)
        for words, (_, place) in zip(row.after, after, strict=False):
            axes.text(end + place, middle, words, fontsize=POINTS["small"], color=INK,
                      va="center")  # fmt: skip
        height -= ROW_HEIGHT


def _draw_cell(axes: Axes, corner: tuple[float, float], width: float, estimate: Estimate) -> None:
    clear = estimate.bounded and (estimate.sign != 0)
    share = min(1.0, math.sqrt(abs(estimate.mean) / _FULL)) if clear else 0.0
    colour = RISES if estimate.mean > 0 else FALLS
    tint = tuple(1.0 - share * (1.0 - part) * 0.9 for part in to_rgb(colour))
    axes.add_patch(
        Rectangle(corner, width, ROW_HEIGHT, facecolor=tint if clear else PAPER, edgecolor=RULE,
                  linewidth=0.6, zorder=2)
    )  # fmt: skip
    if clear and estimate.mean < 0:
        axes.add_patch(
            Rectangle(corner, width, ROW_HEIGHT, facecolor="none", edgecolor=PAPER, linewidth=0.0,
                      hatch="////", alpha=0.55, zorder=3)
        )  # fmt: skip
    dark = clear and share > 0.75 and estimate.mean > 0
    axes.text(corner[0] + width / 2, corner[1] + ROW_HEIGHT / 2, short_answer(estimate),
              fontsize=POINTS["small"], color=PAPER if dark else INK if clear else QUIET,
              fontweight="bold" if clear else "normal", ha="center", va="center",
              zorder=4)  # fmt: skip
