"""One house style for all figures: readable in colour, without colour vision, and in grey."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

import matplotlib
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from experiments.provenance import installed_version
from experiments.wording import counted

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from pandas import DataFrame

    from experiments.design import Design
    from experiments.thread import State
    from sim.world import World

INK = "#1d1d1f"
QUIET = "#5f6368"
RULE = "#c9ccd1"
BAND = "#f3f4f6"
CHANNEL = "#dcdfe4"
PAPER = "#ffffff"

STATE_COLOURS: dict[State, str] = {
    "amplified": "#00365C",
    "whole": "#0072B2",
    "frayed": "#E69F00",
    "broken": "#D55E00",
    "undetermined": "#8a8d91",
}
"""Colours of Okabe & Ito, and a darker blue; every state is told apart without colour too."""

BASELINE_COLOUR, SCENARIO_COLOUR = INK, "#CC79A7"

Dashes = Literal["solid"] | tuple[int, tuple[float, ...]]
_COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9")
_DASHES: tuple[Dashes, ...] = (
    (0, (5, 1.5)),
    (0, (1.5, 1.2)),
    (0, (7, 1.5, 1.5, 1.5)),
    (0, (9, 3)),
    (0, (3, 1, 1, 1, 1, 1)),
)
_MARKERS = ("o", "s", "^", "D", "v", "P", "X")


def look_of(scenario: int) -> tuple[str, Dashes, str]:
    """Return colour, dashes and marker of one scenario of many, number 0 being the reference.

    The colours are those of Okabe & Ito; without colour, dashes and markers tell the same.
    """
    if scenario == 0:
        return BASELINE_COLOUR, "solid", "o"
    other = scenario - 1
    return (
        _COLOURS[other % len(_COLOURS)],
        _DASHES[other % len(_DASHES)],
        _MARKERS[scenario % len(_MARKERS)],
    )


Size = Literal["headline", "heading", "station", "text", "small"]
POINTS: dict[Size, float] = {
    "headline": 19,
    "heading": 13,
    "station": 11.5,
    "text": 10,
    "small": 8.5,
}
PIXELS_PER_INCH = 160


def new_figure(width: float, height: float) -> Figure:
    """Return an empty figure of ``width`` by ``height`` inches, drawn without a window."""
    figure = Figure(figsize=(width, height), dpi=PIXELS_PER_INCH, facecolor=PAPER)
    FigureCanvasAgg(figure)
    return figure


def plain_axes(figure: Figure, box: tuple[float, float, float, float]) -> Axes:
    """Return axes for a drawing, in inches, whose ``box`` (left, bottom, width, height) is too.

    One unit of the axes is one inch of the page, so that shapes keep their proportions.
    """
    page_width, page_height = figure.get_size_inches()
    left, bottom, width, height = box
    axes = figure.add_axes(
        (left / page_width, bottom / page_height, width / page_width, height / page_height)
    )
    axes.set_xlim(0, width)
    axes.set_ylim(0, height)
    axes.set_axis_off()
    return axes


def plain_words(words: str, longest: int = 80) -> str:
    """Return a user's words in one line of at most ``longest`` characters, no dollar a formula."""
    line = " ".join(words.split())
    if len(line) > longest:
        # A name without blanks is cut as well, so that something of it is left.
        line = line[: longest - 4].rstrip() + " ..."
    return line.replace("$", r"\$")


def style_chart(axes: Axes) -> None:
    """Give a chart with scales the house's rules: two quiet axes and small figures."""
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        axes.spines[side].set_color(RULE)
    axes.tick_params(colors=QUIET, labelsize=POINTS["small"], length=3, color=RULE)
    axes.grid(axis="y", color=RULE, linewidth=0.6)
    axes.set_axisbelow(True)


Line = tuple[str, Size, str, float]
"""A line of a figure's head: words, size, colour, inches below the upper edge."""


def write_head(figure: Figure, lines: Sequence[Line], left: float) -> None:
    """Write the title and what stands below it, ``left`` inches from the left edge."""
    width, height = figure.get_size_inches()
    for words, size, colour, below in lines:
        figure.text(left / width, 1 - below / height, words, fontsize=POINTS[size], color=colour,
                    fontweight="bold" if size == "headline" else "normal",
                    va="center")  # fmt: skip


def footer(figure: Figure, design: Design) -> None:
    """Write where the figure comes from along its lower edge."""
    name = plain_words(design.scenario.name, 40)
    origin_line(figure, f"scenario: {name}", design, design.drawn)


class Origin(Protocol):
    """What a figure was computed from."""

    @property
    def world(self) -> World:
        """The councils."""

    @property
    def replicates(self) -> int:
        """Number of replicates."""

    @property
    def seed(self) -> int:
        """Root of all draws."""


class Drawn(Protocol):
    """Draws of parameters."""

    @property
    def in_words(self) -> str:
        """What they are and how many."""


def origin_line(
    figure: Figure, scenarios: str, setting: Origin, drawn: Drawn | None = None
) -> None:
    """Write the same for any experiment.

    Parameters
    ----------
    figure
        The figure.
    scenarios
        What was run.
    setting
        How it was run.
    drawn
        The draws of parameters that were taken; None for one value of each.
    """
    parameters = "" if drawn is None else f"parameters: {plain_words(drawn.in_words, 60)}   |   "
    words = (
        f"Golden Thread {installed_version('goldenthread')}   |   {scenarios}   |   {parameters}"
        f"{counted(setting.replicates, 'paired replicate')}, seed {setting.seed}   |   "
        f"{counted(len(setting.world.councils), 'council')}, "
        f"{counted(setting.world.citizens, 'citizen')}   |   "
        "a simulation, not a forecast"
    )
    width, height = figure.get_size_inches()
    figure.text(0.35 / width, 0.17 / height, words, fontsize=POINTS["small"], color=QUIET)


def save_figure_with_data(figure: Figure, data: DataFrame, folder: Path, name: str) -> None:
    """Write the figure, and beside it what it shows as CSV, in full precision."""
    save_figure(figure, folder, name)
    write_data(data, folder / f"{name}.csv")


def write_data(data: DataFrame, path: Path) -> None:
    """Write what a figure shows as CSV, in full precision."""
    data.to_csv(path, index=False, encoding="utf-8", lineterminator="\n")


def save_figure(figure: Figure, folder: Path, name: str) -> None:
    """Write the figure as PNG and as SVG; the same figure gives the same bytes."""
    figure.savefig(folder / f"{name}.png", metadata={"Software": None})
    with matplotlib.rc_context({"svg.hashsalt": "goldenthread"}):
        figure.savefig(folder / f"{name}.svg", metadata={"Date": None})
