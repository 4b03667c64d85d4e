"""Figures of the break atlas: matrix, profiles and path, maps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure

from experiments.atlas.threads import CERTAIN, LINKS
from experiments.figures.house_style import (
    INK,
    PAPER,
    POINTS,
    QUIET,
    RULE,
    STATE_COLOURS,
    new_figure,
    origin_line,
    style_chart,
    write_head,
)
from experiments.figures.house_style import (
    Line as TextLine,
)
from experiments.sensitivity.outputs import HOPS, LOSSES, label_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from experiments.atlas.matrix import Matrix
    from experiments.atlas.run import Atlas, Line, Map

WIDTH, MARGIN, HEAD, FOOT = 15.0, 0.35, 1.05, 0.5
ROW_HEIGHT, CELL_HEIGHT = 2.3, 0.3
LEFT = 1.15
_BLUES = LinearSegmentedColormap.from_list("effect", [PAPER, STATE_COLOURS["whole"]])
_STATES = LinearSegmentedColormap.from_list(
    "passed on", [STATE_COLOURS["broken"], "#f7ead9", STATE_COLOURS["whole"]]
)
_PASSED = (-0.1, 0.6)
"""What is passed on between the ends of the colours."""
_DASHED = (0, (4, 2))
_EDGES = (-0.26, 1.46)
"""What is passed on beyond these stands at the edge of a panel, as a triangle."""


def draw_matrix(atlas: Atlas) -> Figure:
    """Return the matrix of parameters by links: total effect, grey where it may be noise."""
    matrix = atlas.matrix
    rows, columns = matrix.effects.shape
    height = HEAD + 0.95 + CELL_HEIGHT * rows + FOOT
    figure = new_figure(WIDTH, height)
    method = atlas.sensitivity.stages[-1].design.method
    what = "share of variance in which it is involved" if method == "sobol" else "relative effect"
    _head(
        figure,
        f"Which parameter breaks which link: {atlas.plan.sensitivity.setting.title}",
        f"Total effect of each parameter ({what}). Grey: not to be told from noise. "
        "*: effect on what is lost at the hop, whose pass-through is undefined too often.",
        _settled(atlas),
    )
    axes = figure.add_axes(
        (2.6 / WIDTH, FOOT / height, (WIDTH - 2.9) / WIDTH, CELL_HEIGHT * rows / height)
    )
    shown = np.clip(np.where(matrix.important, matrix.effects, 0.0), 0, 1)
    axes.imshow(np.nan_to_num(shown), cmap=_BLUES, vmin=0, vmax=1, aspect="auto")
    for row in range(rows):
        for column in range(columns):
            value = matrix.effects[row, column]
            words = "\N{EN DASH}" if np.isnan(value) else f"{value:.2f}"
            clear = bool(matrix.important[row, column])
            colour = PAPER if clear and value > 0.6 else INK if clear else "#b5b8bd"
            axes.text(column, row, words, ha="center", va="center", color=colour,
                      fontsize=POINTS["small"])  # fmt: skip
    labels = [
        label_of(name).replace(" \N{RIGHTWARDS ARROW} ", "\n\N{RIGHTWARDS ARROW} ")
        .replace("Arrives at ", "Arrives at\n") + ("*" if name in matrix.by_loss else "")
        for name in matrix.columns
    ]  # fmt: skip
    axes.set_xticks(range(columns), labels, fontsize=POINTS["small"], color=INK)
    axes.xaxis.tick_top()
    axes.set_yticks(range(rows), matrix.parameters, fontsize=POINTS["small"], color=INK)
    axes.tick_params(length=0)
    for side in axes.spines.values():
        side.set_visible(False)
    origin_line(figure, f"scenario: {atlas.plan.sensitivity.scenario}", atlas.sensitivity.plan)
    return figure


def _settled(atlas: Atlas) -> str:
    """Return how many columns have enough samples, and how to read a share above 1."""
    stage, matrix = atlas.sensitivity.stages[-1], atlas.matrix
    settled = sum(
        (found := stage.of(_shown(matrix, name)).convergence) is not None and found.converged
        for name in matrix.columns
    )
    words = f"{stage.design.samples:,} samples settle {settled} of {len(matrix.columns)} columns."
    if np.nanmax(matrix.effects, initial=0.0) > 1:
        words += " A share above 1 has not settled: no more than all of the variance is there."
    return words


def _shown(matrix: Matrix, name: str) -> str:
    """Return the output that stands in a column."""
    return LOSSES[HOPS.index(name)] if name in matrix.by_loss else name


def draw_lines(atlas: Atlas, lines: tuple[Line, ...]) -> Figure:
    """Return what each link passes on along lines, a row a line, with where it breaks."""
    height = HEAD + ROW_HEIGHT * len(lines) + FOOT
    figure = new_figure(WIDTH, height)
    along_path = lines[0] is atlas.path
    title = (
        f"Which link breaks first on the way to {atlas.path.name}, and beyond it"
        if along_path
        else f"Where each link breaks: {atlas.plan.sensitivity.setting.title}"
    )
    level = atlas.plan.thresholds.broken
    _head(
        figure,
        title,
        f"What each link passes on of what reached it (mean, 95 % interval). Below {level:g} it "
        "is broken (shaded). Mark: where it breaks, with its interval.",
    )
    for number, line in enumerate(lines):
        for column in range(len(LINKS)):
            axes = _cell(figure, height, number, column)
            _draw_line(axes, atlas, line, column)
            if number == 0 or along_path:
                axes.set_title(_short(LINKS[column]), loc="left", fontsize=POINTS["small"],
                               color=INK, fontweight="bold")  # fmt: skip
            axes.set_xlabel("depth" if along_path else line.name, fontsize=7.5, color=QUIET)
    origin_line(figure, f"scenario: {_scenario(atlas, along_path)}", atlas.plan)
    return figure


def _scenario(atlas: Atlas, along_path: bool) -> str:
    return atlas.path.name if along_path else atlas.plan.sensitivity.scenario


def _draw_line(axes: Axes, atlas: Atlas, line: Line, column: int) -> None:
    level = atlas.plan.thresholds.broken
    style_chart(axes)
    axes.set_ylim(-0.3, 1.5)
    least, most = min(line.values), max(line.values)
    room = 0.04 * (most - least)
    axes.set_xlim(least - room, most + room)
    whole = [value for value in line.values if value == round(value)]
    shown_at = whole if line is atlas.path and len(whole) > 1 else [least, most]
    axes.set_xticks(shown_at, [f"{value:.3g}" for value in shown_at])
    axes.get_xticklabels()[0].set_horizontalalignment("left")
    axes.get_xticklabels()[-1].set_horizontalalignment("right")
    axes.axhspan(-0.3, level, color=STATE_COLOURS["broken"], alpha=0.10, linewidth=0)
    shown = line.threads.passed_on()[:, column]
    low, high = (ends[:, column] for ends in line.threads.interval(atlas.plan.seed))
    axes.fill_between(line.values, low, high, color=STATE_COLOURS["whole"], alpha=0.18, linewidth=0)
    axes.plot(line.values, np.clip(shown, *_EDGES), color=STATE_COLOURS["whole"], marker="o",
              markersize=3, linewidth=1.4)  # fmt: skip
    for edge, marker in zip(_EDGES, ("v", "^"), strict=True):
        beyond = (shown > edge) if marker == "^" else (shown < edge)
        axes.plot(np.array(line.values)[beyond], np.full(int(beyond.sum()), edge), marker=marker,
                  color=STATE_COLOURS["whole"], linestyle="none", markersize=5)  # fmt: skip
    point = line.breaks[column]
    if point.state == "breaks":
        axes.plot([point.low, point.high], [level, level], color=INK, linewidth=2.0)
        axes.plot([point.value], [level], marker="D", color=INK, markersize=5)
    elif not np.isfinite(shown).any():
        axes.text(0.5, 0.6, "too little\narrives to\njudge it", transform=axes.transAxes,
                  ha="center", fontsize=7.5, color=QUIET)  # fmt: skip
    if column:
        axes.set_yticklabels([])


def draw_maps(atlas: Atlas) -> Figure:
    """Return maps of two parameters: what each link passes on, and the contour of its break."""
    height = HEAD + (ROW_HEIGHT + 0.25) * len(atlas.maps) + FOOT
    figure = new_figure(WIDTH, height)
    _head(
        figure,
        f"Two conditions at a time: {atlas.plan.sensitivity.setting.title}",
        "What each link passes on: orange broken, blue whole, grey undefined. Line: as likely "
        "broken as not; dashed: broken in 1 % and 99 % of resamples, where both occur.",
    )
    for number, each in enumerate(atlas.maps):
        broken = each.threads.surely_broken(atlas.plan.seed)
        for column in range(len(LINKS)):
            axes = _cell(figure, height, number, column, extra=0.25)
            _draw_map(axes, each, broken[:, column], column)
            if number == 0:
                axes.set_title(_short(LINKS[column]), loc="left", fontsize=POINTS["small"],
                               color=INK, fontweight="bold")  # fmt: skip
    _key(figure, height, atlas.plan.thresholds.broken)
    origin_line(figure, f"scenario: {atlas.plan.sensitivity.scenario}", atlas.plan)
    return figure


def _key(figure: Figure, height: float, broken: float) -> None:
    """Draw what the colours of the maps mean, beside the head."""
    axes = figure.add_axes((11.6 / WIDTH, 1 - 0.62 / height, 2.6 / WIDTH, 0.16 / height))
    least, most = _PASSED
    axes.imshow(np.linspace(least, most, 256)[np.newaxis], cmap=_STATES, vmin=least, vmax=most,
                extent=(least, most, 0, 1), aspect="auto")  # fmt: skip
    axes.axvline(broken, color=INK, linewidth=1.2)
    axes.set_yticks([])
    axes.set_xticks([0.0, broken, most], ["0", f"broken below {broken:g}", f"{most:g}"])
    axes.tick_params(colors=QUIET, labelsize=7.5, length=2)
    for side in axes.spines.values():
        side.set_visible(False)
    axes.set_title("share passed on", loc="left", fontsize=7.5, color=QUIET, pad=3)


def _draw_map(axes: Axes, each: Map, broken: np.ndarray, column: int) -> None:
    one, other = each.values
    shape = (len(one), len(other))
    shown = each.threads.passed_on()[:, column].reshape(shape)
    axes.set_facecolor(RULE)
    least, most = _PASSED
    axes.pcolormesh(one, other, np.ma.masked_invalid(shown).T, cmap=_STATES, vmin=least, vmax=most,
                    shading="nearest")  # fmt: skip
    share = np.ma.masked_invalid(broken.reshape(shape)).T
    for level, dashes in ((0.5, "solid"), (1 - CERTAIN, _DASHED), (CERTAIN, _DASHED)):
        # A contour where it is sure nowhere on one of its sides would be chance.
        if share.count() and share.min() <= 1 - CERTAIN and share.max() >= CERTAIN:
            axes.contour(one, other, share, levels=[level], colors=[INK], linestyles=[dashes],
                         linewidths=[1.6 if dashes == "solid" else 0.9])  # fmt: skip
    axes.tick_params(colors=QUIET, labelsize=7.5, length=2)
    axes.locator_params(nbins=3)
    for side in axes.spines.values():
        side.set_color(RULE)
    axes.set_xlabel(each.names[0], fontsize=7.5, color=QUIET)
    if column:
        axes.set_yticklabels([])
    else:
        axes.set_ylabel(each.names[1], fontsize=7.5, color=QUIET)


def _cell(figure: Figure, height: float, row: int, column: int, extra: float = 0.0) -> Axes:
    width = (WIDTH - LEFT + 0.45 - MARGIN + 0.18) / len(LINKS)
    bottom = height - HEAD - (row + 1) * (ROW_HEIGHT + extra)
    return figure.add_axes(
        (
            (LEFT - 0.45 + column * width) / WIDTH,
            (bottom + 0.5) / height,
            (width - 0.18) / WIDTH,
            (ROW_HEIGHT + extra - 0.85) / height,
        )
    )


def _short(link: str) -> str:
    return link.replace("->", "\N{RIGHTWARDS ARROW}")


def _head(figure: Figure, title: str, explained: str, more: str = "") -> None:
    lines: list[TextLine] = [(title, "headline", INK, 0.42), (explained, "text", QUIET, 0.80)]
    if more:
        lines.append((more, "text", QUIET, 1.03))
    write_head(figure, lines, MARGIN)
