"""What an authority could see of the chain, beside what is true."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.figure import Figure

from experiments.figures.house_style import (
    INK,
    POINTS,
    QUIET,
    SCENARIO_COLOUR,
    STATE_COLOURS,
    Line,
    footer,
    new_figure,
    plain_words,
    style_chart,
    write_head,
)
from experiments.figures.marks import Entry, draw_estimate, legend, title
from experiments.figures.thread import LINE_CHARACTERS, LINE_HEIGHT, MARGIN, PAGE_WIDTH
from experiments.intervals import Estimate
from experiments.levers.beside import Beside, beside
from experiments.wording import written

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from experiments.columns import Columns
    from experiments.levers.observed import ObservedEnds, ObservedPair
    from experiments.levers.result import Threads
    from experiments.thread import State

_HEIGHT = 9.1
_SPAN = -0.6, 2.0
"""Pass-through shown; what lies beyond is marked at the edge."""
TRUE_MARKS: dict[State, str] = {
    "amplified": "^",
    "whole": "o",
    "frayed": "s",
    "broken": "X",
    "undetermined": ".",
}
"""The mark of every state, told apart without colour."""


def draw_observed(result: Threads) -> Figure:
    """Return the figure: true beside seen for every hop and end to end, and the product rule.

    What is true is shown for the first of the levers: the priorities on average when all of
    them were followed.
    """
    lever = next(iter(result.levers.values()))
    pairs = beside(lever, result.observed)
    notes = [
        line
        for each in result.caveats[: 0 if len(result.levers) > 1 else None]
        for line in _wrapped(each)
    ]
    figure = new_figure(PAGE_WIDTH, _HEIGHT + LINE_HEIGHT * len(notes))
    write_head(figure, _head(result, lever.thread.title, notes), MARGIN)
    places = _places(pairs)
    top, height = figure.get_size_inches()[1] - 2.25 - LINE_HEIGHT * len(notes), 4.0
    true = _panel(figure, (2.3, top - height, 4.6, height), places, pairs, labelled=True)
    _draw_true(true, pairs, places)
    seen = _panel(figure, (7.3, top - height, 3.7, height), places, pairs, labelled=False)
    _draw_seen(seen, pairs, places)
    shared = _panel(figure, (11.4, top - height, 2.25, height), places, pairs, labelled=False)
    _draw_information(shared, pairs, places)
    _draw_product(figure, result)
    footer(figure, result.design)
    return figure


def figure_columns(result: Threads) -> Columns:
    """Return the data of the figure: a row per pair and quantity."""
    lever = next(iter(result.levers.values()))
    rows: list[tuple[str, str, str, Estimate]] = []
    for each in beside(lever, result.observed):
        rows.append((each.seen.name, f"pass-through of {lever.name}", each.state, each.causal))
        rows += [(each.seen.name, name, "", one) for name, one in each.seen.statistics.items()]
    for ends in result.observed.ends:
        rows.append((ends.name, "product of the hops' correlations", "", ends.product))
        rows.append((ends.name, "correlation minus product", "", ends.difference))
    columns = {
        "pair": [row[0] for row in rows],
        "quantity": [row[1] for row in rows],
        "state": [row[2] for row in rows],
        "mean": [row[3].mean for row in rows],
        "low": [row[3].low for row in rows],
        "high": [row[3].high for row in rows],
        "replicates": [row[3].count for row in rows],
        "reason": [row[3].reason for row in rows],
    }
    return {name: np.array(values) for name, values in columns.items()}


def _wrapped(note: str) -> list[str]:
    from textwrap import wrap

    return wrap(f"Note: {note}", LINE_CHARACTERS)


def _head(result: Threads, lever: str, notes: list[str]) -> list[Line]:
    design = result.design
    start, end = design.last_months
    cells = len(design.world.councils) * 5
    lines: list[Line] = [
        (f"What can be seen, and what is true: {plain_words(design.arm.title, 60)}", "headline",
         INK, 0.42),
        (f"Passed on when a lever is stepped ({plain_words(lever, 40)}), which no authority can do "
         "for trial; and what an authority can see in its figures.", "text", QUIET, 0.80),
        (f"Seen: {cells:,} cells of council by domain, {start:g} to {end:g}, nothing changed. "
         "Lines: 95 % intervals over replicates.", "small", QUIET, 1.04),
    ]  # fmt: skip
    return lines + [
        (note.replace("$", r"\$"), "text", INK, 1.32 + LINE_HEIGHT * index)
        for index, note in enumerate(notes)
    ]


def _places(pairs: tuple[Beside, ...]) -> list[float]:
    """Return the height of each row; the pairs of ends stand apart at the foot."""
    hops = len(pairs) - 2
    return [-float(index) for index in range(hops)] + [-hops - 0.6, -hops - 1.6]


def _panel(
    figure: Figure,
    box: tuple[float, float, float, float],
    places: list[float],
    pairs: tuple[Beside, ...],
    *,
    labelled: bool,
) -> Axes:
    width, height = figure.get_size_inches()
    left, bottom, wide, high = box
    axes = figure.add_axes((left / width, bottom / height, wide / width, high / height))
    style_chart(axes)
    axes.grid(axis="x", color="#e6e8eb", linewidth=0.6)
    axes.grid(visible=False, axis="y")
    names = [_arrow(pair.seen) if labelled else "" for pair in pairs]
    axes.set_yticks(places, names, fontsize=POINTS["text"], color=INK)
    axes.tick_params(axis="y", length=0)
    axes.set_ylim(places[-1] - 0.6, 0.6)
    axes.axvline(0.0, color=QUIET, linewidth=0.9, zorder=1)
    axes.axhline((places[-3] + places[-2]) / 2, color=QUIET, linewidth=0.6, linestyle=(0, (2, 2)))
    return axes


def _draw_true(axes: Axes, pairs: tuple[Beside, ...], places: list[float]) -> None:
    axes.set_xlim(*_SPAN)
    for pair, place in zip(pairs, places, strict=True):
        draw_estimate(
            axes,
            pair.causal,
            place + 0.16,
            colour=STATE_COLOURS[pair.state],
            marker=TRUE_MARKS[pair.state],
            span=_SPAN,
        )
        draw_estimate(
            axes,
            pair.believable,
            place - 0.16,
            colour=SCENARIO_COLOUR,
            marker="D",
            hollow=True,
            span=_SPAN,
        )
    title(axes, "Passed on", "share of what came in (chevron: beyond the scale)")
    found = {pair.state for pair in pairs}
    entries: list[Entry] = [
        (f"true: {state}", STATE_COLOURS[state], mark, False)
        for state, mark in TRUE_MARKS.items()
        if state in found
    ]
    legend(axes, [*entries, ("seen: slope", SCENARIO_COLOUR, "D", True)], 3)


def _draw_seen(axes: Axes, pairs: tuple[Beside, ...], places: list[float]) -> None:
    axes.set_xlim(-0.5, 1.0)
    for pair, place in zip(pairs, places, strict=True):
        found = pair.seen.statistics
        draw_estimate(axes, found["correlation"], place + 0.16, colour=INK, marker="o")
        draw_estimate(
            axes, found["rank_agreement"], place - 0.16, colour=QUIET, marker="s", hollow=True
        )
    title(axes, "Go together", "-1 to 1")
    legend(axes, [("correlation", INK, "o", False), ("rank agreement", QUIET, "s", True)], 2)


def _draw_information(axes: Axes, pairs: tuple[Beside, ...], places: list[float]) -> None:
    for pair, place in zip(pairs, places, strict=True):
        draw_estimate(
            axes, pair.seen.statistics["mutual_information"], place, colour=INK, marker="o"
        )
    low, high = axes.get_xlim()
    axes.set_xlim(min(low, -0.1), max(high, 0.5))
    title(axes, "Tell of each other", "mutual information, nats")


def _draw_product(figure: Figure, result: Threads) -> None:
    """Draw the correlation from end to end beside the product of its hops."""
    width, height = figure.get_size_inches()
    axes = figure.add_axes((2.3 / width, 0.95 / height, 4.6 / width, 0.8 / height))
    style_chart(axes)
    axes.grid(axis="x", color="#e6e8eb", linewidth=0.6)
    axes.grid(visible=False, axis="y")
    axes.set_xlim(-0.5, 1.0)
    axes.axvline(0.0, color=QUIET, linewidth=0.9, zorder=1)
    said = []
    for place, ends in enumerate(result.observed.ends):
        draw_estimate(axes, ends.end_to_end, -place + 0.14, colour=INK, marker="o")
        draw_estimate(
            axes, ends.product, -place - 0.14, colour=SCENARIO_COLOUR, marker="D", hollow=True
        )
        said.append(f"{_arrow(ends)}: difference {_difference(ends.difference)}")
    axes.set_yticks(
        [0, -1], [_arrow(each) for each in result.observed.ends], fontsize=POINTS["text"], color=INK
    )
    axes.tick_params(axis="y", length=0)
    axes.set_ylim(-1.5, 0.5)
    title(axes, "The product rule", "", pad=24)
    product = "product of the hops' correlations"
    legend(
        axes,
        [("correlation from end to end", INK, "o", False), (product, SCENARIO_COLOUR, "D", True)],
        2,
    )
    said += [
        "In a chain whose links depend on the link before alone, both would be the same.",
        "A difference comes from what councils and domains share beside the chain.",
    ]
    figure.text(7.3 / width, 1.3 / height, "\n".join(said), fontsize=POINTS["text"], color=INK,
                va="center", linespacing=1.4)  # fmt: skip


def _arrow(pair: ObservedPair | ObservedEnds) -> str:
    return f"{pair.source} \N{RIGHTWARDS ARROW} {pair.target}"


def _difference(estimate: Estimate) -> str:
    if not estimate.defined:
        return "undefined"
    if not estimate.bounded:
        return written(estimate.mean, 2)
    ends = f"{written(estimate.low, 2)} to {written(estimate.high, 2)}"
    return f"{written(estimate.mean, 2)} ({ends})"
