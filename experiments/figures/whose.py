"""Whose value: the rank of every scenario with every stakeholder, and how far they disagree."""

from __future__ import annotations

import math
from textwrap import wrap
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.colors import to_rgb
from matplotlib.patches import Rectangle

from experiments.figures.house_style import (
    BAND,
    INK,
    PAPER,
    POINTS,
    QUIET,
    RULE,
    Line,
    new_figure,
    origin_line,
    plain_axes,
    plain_words,
    write_head,
)
from experiments.intervals import LEVEL
from experiments.whose.sentences import contests_in_words, signed, tau_in_words
from experiments.wording import decimals, written

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from experiments.whose.agreement import Agreement
    from experiments.whose.ranking import Place, Ranking
    from experiments.whose.result import ValuedScenarios

PAGE_WIDTH, MARGIN, LABELS = 14.0, 0.35, 2.15
"""In inches, as all that follows."""
NAMES, RANK_ROW, TAU_ROW, BETWEEN, FOOT = 0.62, 0.52, 0.34, 0.75, 0.45
LINE_HEIGHT, LINE_CHARACTERS = 0.22, 165
FIRST, AGAINST = "#0072B2", "#D55E00"
"""Colours of a high rank, and of disagreement."""
_PADDING = 0.09
_ROOM_FOR_POINTS, _ROOM_FOR_INTERVAL = 0.8, 1.15
"""With many stakeholders columns are narrower, and the files have what is left out."""


def draw_whose(result: ValuedScenarios) -> Figure:
    """Return the figure: scenarios above and stakeholders below, a column per stakeholder."""
    scenarios, people = len(result.scenarios), len(result.profiles)
    head = _head(result)
    head_height = head[-1][3] + 0.15
    body = NAMES + RANK_ROW * scenarios + BETWEEN + TAU_ROW * people
    figure = new_figure(PAGE_WIDTH, head_height + body + FOOT)
    write_head(figure, head, MARGIN)
    axes = plain_axes(figure, (MARGIN, FOOT, PAGE_WIDTH - 2 * MARGIN, body))
    width = (PAGE_WIDTH - 2 * MARGIN - LABELS) / people
    _draw_names(axes, result, body, width)
    _draw_ranks(axes, result, body - NAMES, width)
    _draw_agreement(axes, result, TAU_ROW * people, width)
    origin_line(figure, f"scenarios: {plain_words(', '.join(result.scenarios), 60)}",
                result.compared.plan)  # fmt: skip
    return figure


def _head(result: ValuedScenarios) -> list[Line]:
    plan = result.compared.plan
    start, end = result.window
    explained = (
        f"Ranks of the same runs, {start:g} to {end:g}; beside them points against "
        f"{plain_words(plan.arms[0].title, 60)}: one point is one per cent of what it delivers, "
        "weighted by what the stakeholder counts. "
        f"Bars: the ranks that replicates do not rule out ({100 * LEVEL:.0f} %). "
        "Framed: may be first."
    )
    lines = [(line, QUIET) for line in wrap(explained, LINE_CHARACTERS)]
    notes = [f"Note: {note}" for note in result.caveats]
    for note in (*notes, *contests_in_words(result)[:2]):
        lines += [(line, INK) for line in wrap(note, LINE_CHARACTERS)]
    head: list[Line] = [("Whose value? The same runs, ranked by each stakeholder", "headline", INK,
                         0.42)]  # fmt: skip
    for index, (words, colour) in enumerate(lines):
        head.append((words.replace("$", r"\$"), "text", colour, 0.80 + LINE_HEIGHT * index))
    return head


def _draw_names(axes: Axes, result: ValuedScenarios, top: float, width: float) -> None:
    """Write the stakeholders above their columns."""
    size = POINTS["small"] - (0.0 if width >= _ROOM_FOR_POINTS else 2.0)
    longest = max(int(width * 11), 8)
    for index, profile in enumerate(result.profiles.values()):
        words = "\n".join(wrap(plain_words(profile.title, 40), longest, break_long_words=False)[:3])
        axes.text(LABELS + width * (index + 0.5), top - NAMES + 0.08, words,
                  fontsize=size, color=INK, fontweight="bold", ha="center", va="bottom",
                  linespacing=1.1)  # fmt: skip


def _draw_ranks(axes: Axes, result: ValuedScenarios, top: float, width: float) -> None:
    """Draw a row per scenario, the best on average first."""
    rankings = [*result.rankings.values()]
    ranks = np.array([[place.rank for place in each.places] for each in rankings])
    mean = [
        math.fsum(column[np.isfinite(column)]) / max(np.isfinite(column).sum(), 1)
        for column in ranks.T
    ]
    titles = {arm.name: arm.title for arm in result.compared.plan.arms}
    for row, scenario in enumerate(np.argsort(mean, kind="stable")):
        bottom = top - RANK_ROW * (row + 1)
        _label(axes, titles[result.scenarios[scenario]], bottom + RANK_ROW / 2)
        for column, ranking in enumerate(rankings):
            corner = LABELS + width * column, bottom
            _draw_rank(axes, corner, width, ranking, ranking.places[scenario])


def _label(axes: Axes, words: str, height: float) -> None:
    shown = "\n".join(wrap(plain_words(words, 56), 30)[:2])
    axes.text(LABELS - 0.12, height, shown, fontsize=POINTS["small"], color=INK, ha="right",
              va="center", linespacing=1.1)  # fmt: skip


def _draw_rank(
    axes: Axes, corner: tuple[float, float], width: float, ranking: Ranking, place: Place
) -> None:
    """Draw rank, points, and the ranks that are not ruled out, along a scale of all ranks."""
    left, bottom = corner
    scenarios = len(ranking.places)
    defined = math.isfinite(place.rank)
    share = 1.0 - (place.rank - 1.0) / max(scenarios - 1, 1) if defined else 0.0
    _cell(axes, corner, width, RANK_ROW, _tint(FIRST, 0.06 + 0.56 * share) if defined else BAND)
    if not defined:
        axes.text(left + width / 2, bottom + RANK_ROW / 2, "undefined", fontsize=POINTS["small"],
                  color=QUIET, ha="center", va="center")  # fmt: skip
        return
    if place.best == 1:
        axes.add_patch(Rectangle((left + 0.025, bottom + 0.025), width - 0.05, RANK_ROW - 0.05,
                                 facecolor="none", edgecolor=INK, linewidth=1.2,
                                 zorder=4))  # fmt: skip
    axes.text(left + _PADDING, bottom + 0.34, f"{place.rank:g}", fontsize=POINTS["station"],
              color=INK, fontweight="bold", va="center", zorder=5)  # fmt: skip
    if width >= _ROOM_FOR_POINTS:
        digits = decimals(*(each.difference.mean for each in ranking.places), least=1, most=2)
        axes.text(left + width - _PADDING, bottom + 0.34, signed(place.difference.mean, digits),
                  fontsize=POINTS["small"], color=INK, ha="right", va="center",
                  zorder=5)  # fmt: skip
    step = (width - 2 * _PADDING) / scenarios
    scale = [left + _PADDING + step * ends for ends in (0, scenarios)]
    range_ = [left + _PADDING + step * ends for ends in (place.best - 1, place.worst)]
    for ends, colour, thickness in ((scale, RULE, 1.0), (range_, INK, 3.2)):
        axes.plot(ends, [bottom + 0.13] * 2, color=colour, linewidth=thickness,
                  solid_capstyle="butt", zorder=5)  # fmt: skip


def _draw_agreement(axes: Axes, result: ValuedScenarios, top: float, width: float) -> None:
    """Draw Kendall's tau of every two stakeholders, below the diagonal."""
    names = [*result.profiles]
    axes.text(0.0, top + 0.42, "Disagreement of stakeholders: Kendall's tau of their rankings",
              fontsize=POINTS["heading"], color=INK, fontweight="bold", va="center")  # fmt: skip
    axes.text(0.0, top + 0.17, "1: the same order; 0: as many pairs of scenarios in the reverse "
              "order as in the same; -1: the reverse. The darker, the more they disagree. In "
              f"brackets {100 * LEVEL:.0f} % intervals (bootstrap of the replicates).",
              fontsize=POINTS["small"], color=QUIET, va="center")  # fmt: skip
    found = {(each.other, each.one): each for each in result.agreements}
    for row, name in enumerate(names):
        bottom = top - TAU_ROW * (row + 1)
        _label(axes, result.profiles[name].title, bottom + TAU_ROW / 2)
        for column, other in enumerate(names[: row + 1]):
            corner = LABELS + width * column, bottom
            _draw_tau(axes, corner, width, found.get((name, other)))


def _draw_tau(
    axes: Axes, corner: tuple[float, float], width: float, agreement: Agreement | None
) -> None:
    left, bottom = corner
    if agreement is None:  # a stakeholder agrees with itself
        _cell(axes, corner, width, TAU_ROW, BAND)
        return
    tau = agreement.tau
    strength = math.sqrt((1.0 - tau.mean) / 2.0) if tau.defined else 0.0
    _cell(axes, corner, width, TAU_ROW, _tint(AGAINST, 0.75 * strength))
    words = (
        tau_in_words(tau)
        if width >= _ROOM_FOR_INTERVAL or not tau.defined
        else written(tau.mean, 2)
    )
    axes.text(left + width / 2, bottom + TAU_ROW / 2, words, fontsize=POINTS["small"] - 0.5,
              color=INK if tau.defined else QUIET, ha="center", va="center",
              zorder=5)  # fmt: skip


def _cell(
    axes: Axes,
    corner: tuple[float, float],
    width: float,
    height: float,
    colour: str | tuple[float, ...],
) -> None:
    axes.add_patch(Rectangle(corner, width, height, facecolor=colour, edgecolor=PAPER,
                             linewidth=1.6, zorder=2))  # fmt: skip


def _tint(colour: str, strength: float) -> tuple[float, ...]:
    return tuple(1.0 - strength * (1.0 - part) for part in to_rgb(colour))
