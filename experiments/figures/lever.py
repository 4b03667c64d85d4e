"""The figure of one lever: the chain down and up, and where its answers come about."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from matplotlib.figure import Figure

from experiments.figures.chain import HEIGHT, WIDTH, draw_chain
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
from experiments.figures.link_map import MapRow, draw_map, map_height
from experiments.figures.thread import (
    LINE_CHARACTERS,
    LINE_HEIGHT,
    MARGIN,
    PAGE_WIDTH,
    draw_key,
)
from experiments.levers.findings import told

if TYPE_CHECKING:
    from experiments.levers.measured import LeverThread
    from experiments.levers.result import Threads

_BELOW, _HEAD = 2.95, 1.5
_MAP_LEFT, _MAP_WIDTH = 7.45, 6.25
_HINT = "Answers whose 95 % interval holds zero stand in grey. Hatched: against the lever."


def draw_lever(result: Threads, name: str) -> Figure:
    """Return the figure of the lever called ``name`` in ``result.levers``."""
    design, lever = result.design, result.levers[name]
    notes = [
        line for each in _notes(result, lever) for line in wrap(f"Note: {each}", LINE_CHARACTERS)
    ]
    rows = _rows(result, lever)
    body = max(_BELOW + HEIGHT, map_height(rows) + 1.45)
    figure = new_figure(PAGE_WIDTH, body + _HEAD + LINE_HEIGHT * len(notes))
    write_head(figure, _head(result, lever, notes), MARGIN)
    chain = plain_axes(figure, (MARGIN, body - HEIGHT, WIDTH, HEIGHT))
    origin = ("1 unit" if lever.in_units else "100 %", _origin(lever))
    priority = lever.levers[0].is_priority
    draw_chain(chain, lever.thread, plain_words(design.arm.title, 52), name_rows=True,
               told="" if priority else told(lever), origin=origin)  # fmt: skip
    height = map_height(rows)
    axes = plain_axes(figure, (_MAP_LEFT, body - height - 0.75, _MAP_WIDTH, height))
    draw_map(axes, rows, label_width=1.65, cell_width=0.655)
    _caption(figure, body)
    draw_key(plain_axes(figure, (MARGIN, 0.5, 4.75, 2.25)), design.thresholds)
    footer(figure, design)
    return figure


def _notes(result: Threads, lever: LeverThread) -> list[str]:
    """Return the caveats, without those about other levers."""
    others = {each.note for each in result.design.levers if each not in lever.levers and each.note}
    left = set(result.design.left_out)
    return [
        note
        for note in result.caveats
        if note not in others and note.partition(" is left out")[0] not in left
    ]


def _head(result: Threads, lever: LeverThread, notes: list[str]) -> list[Line]:
    start, end = result.design.thread_window
    stepped = result.design.levers_start
    priority = lever.levers[0].is_priority
    what = "the priorities" if len(lever.levers) > 1 else lever.name
    shares = (
        ": how much of it is still in the thread at each station on the way down to the street and "
        "back up"
        if priority
        else f", and how each station answers: {lever.answer_in_words}"
    )
    lines: list[Line] = [
        (f"The golden thread for {what}", "headline", INK, 0.42),
        (f"{lever.in_words[0].upper()}{lever.in_words[1:]}{shares}.", "text", QUIET, 0.80),
        (f"Stepped in {stepped:g}, measured from {start:g} to {end:g}. In brackets: 95 % interval.",
         "small", QUIET, 1.04),
    ]  # fmt: skip
    return lines + [
        (note.replace("$", r"\$"), "text", INK, 1.32 + LINE_HEIGHT * index)
        for index, note in enumerate(notes)
    ]


def _origin(lever: LeverThread) -> str:
    return "the national priority" if lever.levers[0].is_priority else plain_words(lever.name, 24)


def _rows(result: Threads, lever: LeverThread) -> list[MapRow]:
    """Return the rows of the map: pooled, then domains, bands and years."""
    bands = result.design.bands
    rows = [MapRow("all together", [link.elasticity for link in lever.thread.links[1:]])]
    own = lever.levers[0].domain
    title = "by domain" if own is None else "by domain (the lever's own, and the others)"
    if len(lever.levers) > 1:
        title = "by domain (each for its own priority)"
    rows.append(MapRow(title))
    rows += [MapRow(name, row[1:]) for name, row in lever.by_domain.items()]
    rows.append(MapRow("by deprivation of the council"))
    for band, row in lever.by_band.items():
        end = {bands[0]: " (most deprived)", bands[-1]: " (least)"}.get(band, "")
        rows.append(MapRow(f"fifth {band}{end}" if len(bands) > 1 else "all", row[1:]))
    rows.append(MapRow("by year"))
    rows += [MapRow(f"{year:g}", row[1:]) for year, row in lever.by_year.items()]
    return rows


def _caption(figure: Figure, body: float) -> None:
    width, height = figure.get_size_inches()
    figure.text(_MAP_LEFT / width, (body - 0.25) / height, "Where the answers come about",
                fontsize=POINTS["heading"], color=INK, fontweight="bold", va="center")  # fmt: skip
    figure.text(_MAP_LEFT / width, (body - 0.5) / height, _HINT, fontsize=POINTS["small"],
                color=QUIET, va="center")  # fmt: skip
