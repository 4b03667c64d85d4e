"""Small charts of the outcomes over the years, in every scenario or as differences."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal

import numpy as np
from matplotlib.ticker import MaxNLocator

from experiments.comparison import HEADLINE
from experiments.figures.house_style import QUIET, look_of
from experiments.figures.panels import name_chart, new_page
from experiments.intervals import Floats, mean_interval
from sim.outcomes import OUTCOMES

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from pandas import DataFrame

    from experiments.compare.result import ComparedScenarios

Kind = Literal["levels", "differences"]

_MARKERS_PER_LINE = 5
_WORDS: dict[Kind, tuple[str, str]] = {
    "levels": (
        "What happens over the years",
        "National value per quarter: lines are means over the replicates, bands their 95 % "
        "intervals. Scales differ and need not start at zero.",
    ),
    "differences": (
        "What each scenario changes over the years",
        "Scenario minus reference ({reference}) per quarter, paired by replicate: lines are mean "
        "differences, bands their 95 % intervals. A band that does not touch the line at zero is "
        "a clear difference.",
    ),
}


def years_data(result: ComparedScenarios, kind: Kind) -> DataFrame:
    """Return what ``draw_years`` draws: mean and interval per scenario, outcome and quarter."""
    import pandas as pd

    rows = []
    for index, arm in enumerate(result.plan.arms):
        if kind == "differences" and index == 0:
            continue
        quarters = result.replicates[0][index].quarters
        for name in HEADLINE:
            values = _series(result, index, name)
            if kind == "differences":
                values = values - _series(result, 0, name)
            for year, sample in zip(quarters, values.T, strict=True):
                estimate = mean_interval(
                    sample, first_round=result.first_round, nesting=result.plan.nesting
                )
                rows.append(
                    {
                        "scenario": arm.name,
                        "outcome": name,
                        "unit": OUTCOMES[name].unit,
                        "year": year,
                        "mean": estimate.mean,
                        "low": estimate.low,
                        "high": estimate.high,
                        "replicates": estimate.count,
                    }
                )
    return pd.DataFrame(rows)


def draw_years(result: ComparedScenarios, kind: Kind, data: DataFrame) -> Figure:
    """Return the page of charts, one per headline outcome.

    Parameters
    ----------
    result
        What was found.
    kind
        The levels in every scenario, or the paired differences to the reference.
    data
        What ``years_data`` returned.
    """
    title, explained = _WORDS[kind]
    first = 0 if kind == "levels" else 1
    explained = explained.format(reference=result.plan.arms[0].title)
    figure, charts = new_page(result, title, explained, len(HEADLINE), first)
    for chart, name in zip(charts, HEADLINE, strict=True):
        outcome = OUTCOMES[name]
        name_chart(chart, outcome, "level" if kind == "levels" else "difference")
        shown = data[data.outcome == name]
        for index, arm in enumerate(result.plan.arms[first:], start=first):
            _draw(chart, shown[shown.scenario == arm.name], index)
        if kind == "differences":
            chart.axhline(0.0, color=QUIET, linewidth=0.9)
        _frame(chart, outcome.decimals)
    return figure


def _series(result: ComparedScenarios, scenario: int, outcome: str) -> Floats:
    """Return a national outcome per replicate and quarter, shape (R, Q)."""
    return np.array([runs[scenario].series[outcome] for runs in result.replicates])


def _draw(chart: Axes, shown: DataFrame, scenario: int) -> None:
    colour, dashes, marker = look_of(scenario)
    chart.fill_between(shown.year, shown.low, shown.high, color=colour, alpha=0.18, linewidth=0)
    every = max(1, len(shown) // _MARKERS_PER_LINE)
    chart.plot(shown.year, shown["mean"], color=colour, linestyle=dashes, linewidth=1.5,
               marker=marker, markersize=3.5, markevery=every)  # fmt: skip


def _frame(chart: Axes, decimals: int) -> None:
    """Show enough of the scale that a trifle does not look like a chasm."""
    low, high = chart.get_ylim()
    spare = max(0.0, (10.0 ** (1 - decimals) - (high - low)) / 2)
    least = 0.0 if low >= 0.0 else -math.inf  # what cannot be negative is not shown so
    chart.set_ylim(max(low - spare, least), high + spare)
    chart.margins(x=0.01)
    chart.xaxis.set_major_locator(MaxNLocator(4, integer=True))
    chart.yaxis.set_major_locator(MaxNLocator(5))
