"""The chain of eight stations in one world, from Whitehall to the street and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.patches import Circle, FancyArrowPatch, Rectangle

from experiments.figures.house_style import BAND, INK, PAPER, POINTS, QUIET, plain_words
from experiments.figures.strand import Point, draw_channel, draw_strand, width_of
from experiments.phrases import bypass_in_words, ends_in_words, passed_on
from experiments.stations import STATIONS, Station
from experiments.wording import percent

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from experiments.thread import Hop, Thread

WIDTH, HEIGHT = 6.65, 5.25
"""Size of the drawing in inches."""

ROWS = {"Whitehall": 4.0, "town hall": 2.9, "desk": 1.8, "street": 0.7}
ROW_HEIGHT = 1.1
DOWN, UP = 2.05, 4.75
RADIUS = 0.085


def draw_chain(
    axes: Axes,
    thread: Thread,
    heading: str,
    *,
    name_rows: bool,
    told: str = "",
    origin: tuple[str, str] = ("100 %", STATIONS[0].quantity),
) -> None:
    """Draw one world's thread.

    Parameters
    ----------
    axes
        Axes of ``WIDTH`` by ``HEIGHT`` inches.
    thread
        What is drawn.
    heading
        Title of the world.
    name_rows
        Whether to write the places at the left margin.
    told
        The line below the title; empty for how much arrives at the two ends.
    origin
        What is written at the first station: how much, and of what.
    """
    axes.text(WIDTH / 2, HEIGHT - 0.25, plain_words(heading, 52),
              fontsize=POINTS["heading"], color=INK, ha="center", va="center",
              fontweight="bold")  # fmt: skip
    axes.text(WIDTH / 2, HEIGHT - 0.5, told or ends_in_words(thread), fontsize=POINTS["text"],
              color=INK, ha="center", va="center")  # fmt: skip
    _draw_rows(axes, name_rows=name_rows)
    places = [_position(station) for station in STATIONS]
    draw_channel(axes, places)
    shares = [link.elasticity.mean for link in thread.links]
    for index, hop in enumerate(thread.hops):
        draw_strand(
            axes, places[index], places[index + 1], (shares[index], shares[index + 1]), hop.state
        )
        _label_hop(axes, hop, places[index], places[index + 1], first=hop is thread.first_break)
    _draw_bypass(axes, thread)
    for link, station in zip(thread.links, STATIONS, strict=True):
        first = station is STATIONS[0]
        words = origin if first else (percent(link.elasticity), station.quantity)
        _draw_station(axes, station, *words)


def _position(station: Station) -> Point:
    return (DOWN if _is_down(station) else UP), ROWS[station.place]


def _is_down(station: Station) -> bool:
    return STATIONS.index(station) < len(STATIONS) // 2


def _draw_rows(axes: Axes, *, name_rows: bool) -> None:
    for index, (place, height) in enumerate(ROWS.items()):
        if index % 2 == 0:
            axes.add_patch(Rectangle((0, height - ROW_HEIGHT / 2), WIDTH, ROW_HEIGHT,
                                     facecolor=BAND, edgecolor="none", zorder=0))  # fmt: skip
        if name_rows:
            axes.text(0.1, height, place.upper(), fontsize=POINTS["small"], color=QUIET,
                      rotation=90, ha="center", va="center")  # fmt: skip


def _draw_station(axes: Axes, station: Station, arrived: str, quantity: str) -> None:
    x, y = _position(station)
    axes.add_patch(Circle((x, y), RADIUS, facecolor=PAPER, edgecolor=INK, linewidth=1.4, zorder=5))
    side, edge = ("right", x - 0.3) if _is_down(station) else ("left", x + 0.3)
    for words, offset, size, colour, weight in (
        (station.name, 0.21, "station", INK, "bold"),
        (arrived, 0.0, "station" if len(arrived) < 19 else "text", INK, "normal"),
        (quantity, -0.19, "small", QUIET, "normal"),
    ):
        axes.text(edge, y + offset, words, fontsize=POINTS[size], color=colour,  # type: ignore[index]
                  fontweight=weight, ha=side, va="center", zorder=6)  # fmt: skip


def _label_hop(axes: Axes, hop: Hop, start: Point, end: Point, *, first: bool) -> None:
    """Write a hop's state and pass-through on the inner side of the chain."""
    x, y = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
    if start[1] == end[1]:
        side, y = "center", y - 0.33
    else:
        inward = 0.28
        side, x = ("left", x + inward) if x == DOWN else ("right", x - inward)
    state = "first break" if first else hop.state
    passed = passed_on(hop)
    lines = ((state, 0.075, "bold"), (passed, -0.085, "normal"))
    for words, offset, weight in lines:
        axes.text(x, y + offset, words, fontsize=POINTS["small"], color=INK, fontweight=weight,
                  ha=side, va="center", zorder=6)  # fmt: skip


def _draw_bypass(axes: Axes, thread: Thread) -> None:
    """Draw what reaches the records without passing the street; only words where nothing does."""
    height, middle = ROWS["desk"], (DOWN + UP) / 2
    words = bypass_in_words(thread)
    if thread.bypass.sign <= 0:
        words = "no bypass" if words == "none" else f"bypass {words}"
        axes.text(middle, height, words, fontsize=POINTS["small"], color=QUIET,
                  ha="center", va="center", zorder=6)  # fmt: skip
        return
    axes.add_patch(
        FancyArrowPatch(
            (DOWN + RADIUS, height), (UP - RADIUS, height),
            connectionstyle="arc3,rad=-0.16", arrowstyle="-|>", mutation_scale=13,
            linewidth=max(1.2, 72 * width_of(thread.bypass.mean) * 0.5), color=QUIET, alpha=0.75,
            zorder=2,
        )
    )  # fmt: skip
    for text, offset, weight in (("bypass", -0.02, "bold"), (words, -0.18, "normal")):
        axes.text(middle, height + offset, text, fontsize=POINTS["small"], color=INK,
                  fontweight=weight, ha="center", va="center", zorder=6)  # fmt: skip
