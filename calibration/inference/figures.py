"""Figures of a calibration: waves, parameters, recovery, ranks, targets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.figure import Figure

from calibration.inference.trust import LEVELS
from experiments.figures.house_style import (
    CHANNEL,
    INK,
    POINTS,
    QUIET,
    RULE,
    STATE_COLOURS,
    Line,
    new_figure,
    plain_words,
    style_chart,
    write_head,
)
from experiments.provenance import installed_version

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from calibration.inference.plan import CalibrationPlan
    from calibration.inference.result import Calibration

WIDTH, MARGIN, HEAD, FOOT = 13.0, 0.35, 1.35, 0.55
BLUE, ORANGE, RED = (STATE_COLOURS[state] for state in ("whole", "frayed", "broken"))
_PANEL = 2.2


def draw_waves(result: Calibration, plan: CalibrationPlan) -> Figure:
    """Return what each wave leaves, and how well each target is emulated."""
    names = result.observed.names
    height = HEAD + max(3.2, 0.27 * len(names) + 0.9) + FOOT
    figure = _figure(
        plan, height, "History matching: what cannot be made to agree is ruled out",
        "Left: share of the prior box that is not ruled out after each wave. Right: how much of "
        "the variance of each target its emulator predicts at a point that it was not given "
        "(dots), and the share of points within two standard deviations (rings; 95 % is right).",
    )  # fmt: skip
    tall = height - HEAD - FOOT - 0.75
    shares = _axes(figure, 0.9, FOOT + 0.4, 3.3, tall)
    places = np.arange(1, len(result.waves) + 1)
    values = [100 * wave.region.share for wave in result.waves]
    shares.plot([0, *places], [100, *values], color=BLUE, marker="o")
    for place, value in zip(places, values, strict=True):
        shares.annotate(f"{value:.2g} %", (place, value), xytext=(6, 6),
                        textcoords="offset points", fontsize=POINTS["small"])  # fmt: skip
    shares.set_yscale("log")
    shares.yaxis.set_major_formatter(lambda value, _: f"{value:g}")
    shares.yaxis.set_minor_formatter(lambda *_: "")
    shares.set_xlim(-0.2, len(places) + 0.75)
    shares.set_xticks([0, *places], ["prior", *(f"wave {place}" for place in places)])
    shares.set_ylabel("% of the prior box", fontsize=POINTS["small"], color=QUIET)
    accuracy = _axes(figure, 6.0, FOOT + 0.4, WIDTH - 6.6, tall)
    rows = np.arange(len(names))[::-1]
    marks = zip(result.waves, (CHANNEL, ORANGE, BLUE), (-0.18, 0.0, 0.18), strict=False)
    for wave, colour, shift in marks:
        known = wave.implausibility.emulators
        explained = [np.nan if e is None else max(e.accuracy.explained, 0.0) for e in known]
        covered = [np.nan if e is None else e.accuracy.covered for e in known]
        accuracy.plot(explained, rows - shift, "o", color=colour, markeredgecolor=INK,
                      markeredgewidth=0.4, label=f"wave {wave.number}")  # fmt: skip
        ring = QUIET if colour == CHANNEL else colour
        accuracy.plot(covered, rows - shift, "o", markerfacecolor="none", markeredgecolor=ring,
                      markersize=5)  # fmt: skip
    accuracy.axvline(0.95, color=RULE, linewidth=1)
    accuracy.set_yticks(rows, names)
    accuracy.set_xlim(-0.03, 1.03)
    accuracy.legend(frameon=False, fontsize=POINTS["small"], loc="lower left")
    accuracy.set_xlabel("share", fontsize=POINTS["small"], color=QUIET)
    return figure


def draw_parameters(result: Calibration, plan: CalibrationPlan) -> Figure:
    """Return prior and posterior of every parameter, a panel each."""
    known, medoid = result.ensemble.identified, result.ensemble.draws.medoid()
    values = result.priors.values(result.ensemble.places)

    def draw(axes: Axes, place: int) -> None:
        factor = result.priors.factors[place]
        clear = bool(known.clear[place])
        # Bins of equal share of the prior, which is level on them.
        edges = factor.values(np.linspace(0.0, 1.0, 19))
        heights = np.histogram(values[:, place], edges)[0] * 18 / len(values)
        axes.axhspan(0, 1, color=CHANNEL, alpha=0.7, zorder=0)
        axes.stairs(heights, edges, fill=True, color=BLUE if clear else "#9aa0a6", alpha=0.85)
        axes.axvline(medoid[factor.name], color=INK, linewidth=1.2, linestyle=(0, (4, 2)))
        if factor.scale == "log":
            axes.set_xscale("log")
            axes.set_xticks([float(f"{tick:.2g}") for tick in factor.values(np.array([0, 0.5, 1]))])
            axes.xaxis.set_major_formatter(lambda value, _: f"{value:g}")
            axes.xaxis.set_minor_formatter(lambda *_: "")
        axes.set_yticks([])
        axes.set_xlim(factor.low, factor.high)
        axes.set_title(factor.name, loc="left", fontsize=POINTS["text"], color=INK)
        note = f"{100 * known.contraction[place]:.0f} % narrower"
        axes.set_title(note if clear else "not identified", loc="right", fontsize=POINTS["small"],
                       color=INK if clear else QUIET)  # fmt: skip

    return _panels(
        result, plan, "What figures and patterns say of each parameter",
        "Grey band: the prior, everything equally likely. Blue: the posterior; grey bars: not "
        "identified, the draws keep nearly the whole prior range. Dashed: the proposed default.",
        draw,
    )  # fmt: skip


def draw_recovery(result: Calibration, plan: CalibrationPlan) -> Figure:
    """Return inferred against true values of synthetic truths, a panel a parameter."""
    found = result.recovery

    def draw(axes: Axes, place: int) -> None:
        truth, middle = found.truths[:, place], found.median[:, place]
        ends = np.array([middle - found.low[:, place], found.high[:, place] - middle])
        inside = (found.low[:, place] <= truth) & (truth <= found.high[:, place])
        for yes, colour, marker in ((True, BLUE, "o"), (False, RED, "s")):
            rows = inside == yes
            axes.errorbar(truth[rows], middle[rows], yerr=ends[:, rows], fmt=marker, color=colour,
                          markersize=3.5, elinewidth=0.7)  # fmt: skip
        axes.plot([0, 1], [0, 1], color=INK, linewidth=0.8)
        axes.set_xlim(0, 1)
        axes.set_ylim(0, 1)
        axes.set_xticks([0, 0.5, 1])
        axes.set_yticks([0, 0.5, 1])
        axes.set_title(result.names[place], loc="left", fontsize=POINTS["text"], color=INK)
        axes.set_title(f"r = {found.correlation[place]:.2f}", loc="right",
                       fontsize=POINTS["small"], color=QUIET)  # fmt: skip

    return _panels(
        result, plan, f"Known truths, found again: {len(found.truths)} synthetic worlds",
        "Across: the true value; up: what is inferred from the figures it gave, with 90 % "
        "interval; both as places in the prior range. Red squares: outside the interval, which "
        "one in ten should be. A flat cloud: the figures say nothing of that parameter.",
        draw,
    )  # fmt: skip


def draw_ranks(result: Calibration, plan: CalibrationPlan) -> Figure:
    """Return simulation-based calibration: ranks of the truth, a panel a parameter."""
    from scipy.stats import binom

    ranks = result.trust.checks.ranks
    bins = 10
    low, high = binom.ppf([0.005, 0.995], len(ranks), 1 / bins)

    def draw(axes: Axes, place: int) -> None:
        axes.axhspan(low, high, color=CHANNEL, alpha=0.8, zorder=0)
        counts, edges = np.histogram(ranks[:, place], bins, (0.0, 1.0))
        axes.stairs(counts, edges, fill=True, color=BLUE, alpha=0.85)
        axes.set_xlim(0, 1)
        axes.set_xticks([0, 0.5, 1])
        axes.set_ylim(0, max(1.35 * high, 1.05 * counts.max()))
        axes.set_title(result.names[place], loc="left", fontsize=POINTS["text"], color=INK)
        axes.set_title(f"p = {result.trust.checks.uniformity[place]:.2f}", loc="right",
                       fontsize=POINTS["small"], color=QUIET)  # fmt: skip

    shares = " and ".join(
        f"{100 * level:.0f} % intervals hold {100 * share:.0f} %"
        for level, share in zip(LEVELS, result.trust.overall, strict=True)
    )
    verdict = "passes" if result.trust.passed else "FAILS"
    return _panels(
        result, plan, f"Simulation-based calibration: the posterior {verdict}",
        f"Place of the true value among the draws, for {len(ranks)} known truths that it was not "
        f"trained on: level within the grey band where uncertainty is told right. {shares} "
        "of the true values.",
        draw,
    )  # fmt: skip


def draw_targets(result: Calibration, plan: CalibrationPlan) -> Figure:
    """Return prior and posterior prediction of each target against the official figure."""
    observed = result.observed
    count = len(observed)
    height = HEAD + 0.33 * count + 0.6 + FOOT
    figure = _figure(
        plan, height, "Do the draws give the official figures?",
        "In tolerances from the official figure: grey, the middle 90 % of what the priors give; "
        "dot and bar, mean and 90 % of runs with parameters from the posterior (blue: the mean "
        "is within the tolerance; red: missed). Band: the tolerance.",
    )  # fmt: skip
    axes = _axes(figure, 4.6, FOOT + 0.35, WIDTH - 5.2, 0.33 * count + 0.15)
    rows = np.arange(count)[::-1]
    axes.axvspan(-1, 1, color=CHANNEL, alpha=0.5, zorder=0)
    axes.axvline(0, color=INK, linewidth=0.8)
    reach = 8.0
    for place, (prior, found) in enumerate(
        zip(result.screening, result.ensemble.prediction, strict=True)
    ):
        value, tolerance = observed.values[place], observed.tolerances[place]

        def at(figure_: float, value: float = value, tolerance: float = tolerance) -> float:
            return float(np.clip((figure_ - value) / tolerance, -reach, reach))

        axes.plot([at(prior.low), at(prior.high)], [rows[place]] * 2, color=QUIET, alpha=0.35,
                  linewidth=7, solid_capstyle="butt")  # fmt: skip
        colour, marker = (BLUE, "o") if found.inside else (RED, "s")
        axes.plot([at(found.low), at(found.high)], [rows[place]] * 2, color=colour, linewidth=2)
        axes.plot(at(found.mean), rows[place], marker, color=colour, markersize=6)
    labels = [
        f"{plain_words(words, 52)}  {name}"
        for name, words in zip(observed.names, observed.quantities, strict=True)
    ]
    axes.set_yticks(rows, labels)
    axes.tick_params(axis="y", length=0, labelcolor=INK)
    axes.grid(visible=False, axis="y")
    axes.set_xlim(-reach, reach)
    axes.set_ylim(-0.7, count - 0.3)
    axes.set_xlabel("tolerances from the official figure; what lies further stands at the edge",
                    fontsize=POINTS["small"], color=QUIET)  # fmt: skip
    return figure


FIGURES: Mapping[str, Callable[[Calibration, CalibrationPlan], Figure]] = {
    "waves": draw_waves,
    "parameters": draw_parameters,
    "recovery": draw_recovery,
    "sbc": draw_ranks,
    "targets": draw_targets,
}
"""The figures by the names of their files; their data stand in the tables."""


def _panels(
    result: Calibration,
    plan: CalibrationPlan,
    title: str,
    explained: str,
    draw: Callable[[Axes, int], None],
) -> Figure:
    columns = min(4, len(result.names))
    rows = -(-len(result.names) // columns)
    height = HEAD + rows * _PANEL + FOOT
    figure = _figure(plan, height, title, explained)
    width = (WIDTH - 2 * MARGIN) / columns
    for place in range(len(result.names)):
        left = MARGIN + (place % columns) * width + 0.3
        bottom = height - HEAD - (1 + place // columns) * _PANEL + 0.4
        draw(_axes(figure, left, bottom, width - 0.55, _PANEL - 0.8), place)
    return figure


def _axes(figure: Figure, left: float, bottom: float, width: float, height: float) -> Axes:
    wide, tall = figure.get_size_inches()
    axes = figure.add_axes((left / wide, bottom / tall, width / wide, height / tall))
    style_chart(axes)
    return axes


def _figure(plan: CalibrationPlan, height: float, title: str, explained: str) -> Figure:
    from textwrap import wrap

    figure = new_figure(WIDTH, height)
    lines: list[Line] = [(title, "headline", INK, 0.42)]
    lines += [
        (line, "text", QUIET, 0.78 + 0.2 * place) for place, line in enumerate(wrap(explained, 150))
    ]
    write_head(figure, lines, MARGIN)
    words = (
        f"Golden Thread {installed_version('goldenthread')}   |   calibration: "
        f"{plain_words(plan.name, 40)}   |   at most {plan.budget:,} runs, seed {plan.seed}   |   "
        f"{len(plan.setting.world.councils)} councils   |   a simulation, not a forecast"
    )
    figure.text(MARGIN / WIDTH, 0.17 / height, words, fontsize=POINTS["small"], color=QUIET)
    return figure
