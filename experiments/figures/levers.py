"""The map of levers by links: what moves what, and where each thread first breaks."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from matplotlib.figure import Figure

from experiments.figures.house_style import (
    INK,
    QUIET,
    Line,
    footer,
    new_figure,
    plain_axes,
    plain_words,
    write_head,
)
from experiments.figures.link_map import MapRow, draw_map, map_height
from experiments.figures.thread import LINE_CHARACTERS, LINE_HEIGHT, MARGIN, PAGE_WIDTH

if TYPE_CHECKING:
    from experiments.levers.measured import LeverThread
    from experiments.levers.result import Threads

_HEAD, _FOOT = 1.5, 0.5


def draw_levers(result: Threads) -> Figure:
    """Return the map: a row per lever, a column per station, and where each thread breaks."""
    notes = [line for each in result.caveats for line in wrap(f"Note: {each}", LINE_CHARACTERS)]
    threads = list(result.levers.values())
    rows = _rows([lever for lever in threads if not lever.in_units], "elasticity")
    rows += _rows([lever for lever in threads if lever.in_units], "relative change per unit")
    height = map_height(rows) + 0.05
    above = _HEAD + LINE_HEIGHT * len(notes)
    figure = new_figure(PAGE_WIDTH, above + height + _FOOT)
    write_head(figure, _head(result, notes), MARGIN)
    axes = plain_axes(figure, (MARGIN, _FOOT, PAGE_WIDTH - 2 * MARGIN, height))
    draw_map(axes, rows, label_width=3.0, cell_width=0.82,
             after=(("first moved", 0.2), ("first break", 1.55), ("bypass", 3.55)))  # fmt: skip
    footer(figure, result.design)
    return figure


def _head(result: Threads, notes: list[str]) -> list[Line]:
    start, end = result.design.thread_window
    lines: list[Line] = [
        (f"Which lever moves what: {plain_words(result.design.arm.title, 60)}", "headline", INK,
         0.42),
        ("How each station answers to a small step of each lever: per cent of change per 1 % of "
         "the lever (elasticity), or relative change per unit of it.", "text", QUIET, 0.80),
        (f"Stepped in {result.design.levers_start:g}, measured from {start:g} to {end:g}. "
         "Answers whose 95 % interval holds zero stand in grey; hatched: against the lever. "
         "Bypass: recorded minus felt, where clear.", "small", QUIET, 1.04),
    ]  # fmt: skip
    return lines + [
        (note.replace("$", r"\$"), "text", INK, 1.32 + LINE_HEIGHT * index)
        for index, note in enumerate(notes)
    ]


def _rows(threads: list[LeverThread], heading: str) -> list[MapRow]:
    if not threads:
        return []
    return [MapRow(heading), *(_row(lever) for lever in threads)]


def _row(lever: LeverThread) -> MapRow:
    steps = [each.step for each in lever.levers]
    sign = "+" if steps[0] > 0 else "-"
    size = f"{abs(steps[0]):g}" if lever.in_units else f"{100 * abs(steps[0]):g} %"
    thread = lever.thread
    broken = thread.first_break
    clear = thread.bypass.sign
    bypass = f"{thread.bypass.mean:+.2f}" if clear else "unclear"
    return MapRow(
        f"{thread.title} {sign}{size}",
        [link.elasticity for link in thread.links[1:]],
        (
            lever.first_moved or "none clearly",
            "none for certain" if broken is None else broken.name,
            bypass,
        ),
    )
