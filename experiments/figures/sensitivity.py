"""Figures of a sensitivity analysis: what matters, how sure that is, and whether it has settled."""

from __future__ import annotations

from collections.abc import Callable
from textwrap import wrap
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.figure import Figure

from experiments.figures.house_style import (
    INK,
    POINTS,
    QUIET,
    RULE,
    STATE_COLOURS,
    look_of,
    new_figure,
    origin_line,
    style_chart,
    write_head,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from experiments.sensitivity.analysis import OutputAnalysis
    from experiments.sensitivity.result import Sensitivity, Stage

WIDTH, MARGIN, COLUMNS = 13.0, 0.35, 3
PANEL_HEIGHT, HEAD, FOOT, NOTE_HEIGHT = 2.75, 1.5, 0.45, 0.2
SHOWN = 8
NAMED = 5
_CLEAR, _UNCLEAR = STATE_COLOURS["whole"], RULE
_SCALES = {
    "morris": "mean change of the output over the range of the parameter",
    "sobol": "share of variance in which the parameter is involved (total-order index)",
    "pawn": "PAWN index",
    "delta": "delta index",
}


def draw_indices(result: Sensitivity, stage: int) -> Figure:
    """Return bars of the ranking index with intervals, the noise floor drawn, a panel an output."""
    what = _SCALES[result.stages[stage].design.method]
    return _panels(
        result,
        stage,
        "What matters for what:",
        f"Bars: {what}, with 95 % interval. Blue: clearly above the noise floor (dashed); "
        "grey: not to be told from noise.",
        _bars,
    )


def draw_screening(result: Sensitivity, stage: int) -> Figure:
    """Return the plane of mean size against spread of elementary effects, a panel an output."""
    return _panels(
        result,
        stage,
        "Screening, size and steadiness of effects:",
        "Across: mean size of the effect of going through a parameter's range. Up: how much it "
        "differs from place to place; above the diagonal it depends on other parameters. "
        "Dashed: noise floor.",
        _plane,
    )


def draw_convergence(result: Sensitivity, stage: int) -> Figure:
    """Return indices against the number of samples, with the verdict, a panel an output."""
    return _panels(
        result,
        stage,
        "Were the samples enough?",
        "The ranking index of the leading parameters against the number of samples, with its "
        "95 % interval.",
        _curves,
    )


def _panels(
    result: Sensitivity,
    number: int,
    title: str,
    explained: str,
    draw: Callable[[Axes, OutputAnalysis], None],
) -> Figure:
    stage = result.stages[number]
    means = [each for each in stage.analyses if each.statistic == "mean"]
    analyses = [each for each in means if each.indices is not None]
    notes = [f"{each.output.label}: no indices, for {each.reason}." for each in means
             if each.indices is None]  # fmt: skip
    rows = -(-len(analyses) // COLUMNS)
    foot = FOOT + NOTE_HEIGHT * len(notes)
    height = HEAD + rows * PANEL_HEIGHT + foot
    figure = new_figure(WIDTH, height)
    _head(figure, result, stage, title, explained)
    for place, note in enumerate(reversed(notes)):
        figure.text(MARGIN / WIDTH, (FOOT + NOTE_HEIGHT * place) / height, note, color=QUIET,
                    fontsize=POINTS["small"])  # fmt: skip
    width = (WIDTH - MARGIN) / COLUMNS
    for place, analysis in enumerate(analyses):
        left = MARGIN + (place % COLUMNS) * width
        bottom = height - HEAD - (1 + place // COLUMNS) * PANEL_HEIGHT
        axes = figure.add_axes(
            (
                (left + 1.65) / WIDTH,
                (bottom + 0.55) / height,
                (width - 1.9) / WIDTH,
                (PANEL_HEIGHT - 1.0) / height,
            )
        )
        _title(axes, analysis)
        style_chart(axes)
        draw(axes, analysis)
    origin_line(figure, f"scenario: {result.plan.scenario}", result.plan)
    return figure


def _head(figure: Figure, result: Sensitivity, stage: Stage, title: str, explained: str) -> None:
    plan, design = result.plan, stage.design
    size = (
        f"{design.method}: {design.samples:,} samples, {len(design.shares):,} rows of "
        f"{len(design.problem.factors) - 1} parameters and a dummy, ranges {plan.ranges}; "
        "the same chances on all rows."
    )
    write_head(
        figure,
        [
            (
                f"{title} {plan.setting.title}",
                "headline",
                INK,
                0.42,
            ),
            *(
                (line, "text", QUIET, 0.78 + 0.2 * place)
                for place, line in enumerate(wrap(explained, 150))
            ),
            (size, "small", QUIET, 1.22),
        ],
        MARGIN,
    )


def _title(axes: Axes, analysis: OutputAnalysis) -> None:
    label, unit = analysis.output.label, analysis.output.unit
    # What arrives or is lost is a share of the change: its label says enough.
    words = f"{label} ({unit})" if unit and unit != "% per %" else label
    axes.set_title(
        words, loc="left", fontsize=POINTS["text"], color=INK,
        fontweight="bold", pad=8,
    )  # fmt: skip


def _leading(analysis: OutputAnalysis, count: int) -> list[int]:
    assert analysis.indices is not None
    return [analysis.indices.names.index(name) for name in analysis.ranked[:count]]


def _bars(axes: Axes, analysis: OutputAnalysis) -> None:
    indices, floor = analysis.indices, analysis.floor
    assert indices is not None
    assert floor is not None
    places = _leading(analysis, SHOWN)
    heights = np.arange(len(places))[::-1]
    values = indices.headline[places]
    halves = 1.96 * indices.headline_error[places]
    names = [indices.names[place] for place in places]
    colours = [_CLEAR if name in analysis.important else _UNCLEAR for name in names]
    axes.barh(heights, values, height=0.62, color=colours, zorder=2)
    axes.errorbar(values, heights, xerr=halves, fmt="none", ecolor=INK, elinewidth=1.0,
                  capsize=2, zorder=3)  # fmt: skip
    axes.axvline(floor.level, color=STATE_COLOURS["broken"], linestyle=(0, (4, 2)), linewidth=1.2,
                 zorder=4)  # fmt: skip
    axes.set_yticks(heights, names)
    axes.tick_params(axis="y", length=0, labelcolor=INK)
    axes.grid(visible=False, axis="y")
    axes.grid(axis="x", color=RULE, linewidth=0.6)
    # An interval that is wider than that says only that nothing is known.
    axes.set_xlim(0, 1.05 * min(float((values + halves).max()), 2 * float(values.max())))
    if analysis.convergence is not None:
        words = analysis.convergence.verdict.replace("--samples ", "N = ")
        axes.set_xlabel(words, fontsize=POINTS["small"], color=QUIET, loc="left")


def _plane(axes: Axes, analysis: OutputAnalysis) -> None:
    indices, floor = analysis.indices, analysis.floor
    assert indices is not None
    assert floor is not None
    size, spread = indices.measures["mu_star"], indices.measures["sigma"]
    clear = np.isin(indices.names, analysis.important)
    axes.plot(size[~clear], spread[~clear], "o", color=_UNCLEAR, markersize=4)
    axes.plot(size[clear], spread[clear], "o", color=_CLEAR, markersize=5)
    end = 1.15 * float(max(size.max(), floor.level))
    axes.plot([0, end], [0, end], color=RULE, linewidth=0.8, zorder=1)
    axes.axvline(floor.level, color=STATE_COLOURS["broken"], linestyle=(0, (4, 2)), linewidth=1.2)
    axes.set_xlim(0, 1.25 * end)
    axes.set_ylim(0, 1.15 * max(float(spread.max()), 1e-12))
    _label_points(axes, analysis, size, spread)
    axes.set_xlabel("mean size", fontsize=POINTS["small"], color=QUIET, loc="left")
    axes.set_ylabel("spread", fontsize=POINTS["small"], color=QUIET)


def _label_points(
    axes: Axes, analysis: OutputAnalysis, size: np.ndarray, spread: np.ndarray
) -> None:
    """Name the leading points, each label pushed below the one before where they would touch."""
    assert analysis.indices is not None
    room = 0.085 * axes.get_ylim()[1]
    last = np.inf
    for place in sorted(_leading(analysis, NAMED), key=lambda each: -spread[each]):
        height = min(float(spread[place]), last - room)
        last = height
        axes.annotate(
            analysis.indices.names[place], (size[place], spread[place]),
            (size[place] + 0.02 * axes.get_xlim()[1], height), fontsize=7.5, color=INK,
            va="center", annotation_clip=False,
        )  # fmt: skip


def _curves(axes: Axes, analysis: OutputAnalysis) -> None:
    settled, indices, floor = analysis.convergence, analysis.indices, analysis.floor
    assert settled is not None
    assert indices is not None
    assert floor is not None
    for number, place in enumerate(_leading(analysis, NAMED), start=1):
        colour, dashes, marker = look_of(number)
        shown, half = settled.indices[:, place], settled.half_widths[:, place]
        axes.plot(settled.samples, shown, color=colour, linestyle=dashes, marker=marker,
                  markersize=4, linewidth=1.4, label=indices.names[place])  # fmt: skip
        axes.fill_between(settled.samples, shown - half, shown + half, color=colour, alpha=0.12,
                          linewidth=0)  # fmt: skip
    axes.axhline(floor.level, color=STATE_COLOURS["broken"], linestyle=(0, (4, 2)), linewidth=1.2)
    axes.set_xscale("log", base=2)
    axes.set_xticks(settled.samples, [f"{each:,}" for each in settled.samples])
    axes.minorticks_off()
    axes.set_ylim(bottom=0)
    axes.legend(fontsize=7, frameon=False, labelcolor=INK, loc="upper left",
                bbox_to_anchor=(-0.78, 1.02), handlelength=1.6)  # fmt: skip
    axes.set_xlabel(
        f"samples; {settled.verdict.replace('--samples ', 'N = ')}",
        fontsize=POINTS["small"], color=QUIET, loc="left",
    )  # fmt: skip
