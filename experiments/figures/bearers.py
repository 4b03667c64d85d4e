"""Who bears it: the difference that each scenario makes, by the deprivation of the councils."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from experiments.comparison import HEADLINE
from experiments.figures.house_style import POINTS, QUIET, look_of
from experiments.figures.panels import name_chart, new_page
from sim.outcomes import OUTCOMES

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from pandas import DataFrame

    from experiments.compare.result import ComparedScenarios

APART = 0.5
"""Width over which the scenarios stand beside each other, of the distance between bands."""


def bearers_data(result: ComparedScenarios) -> DataFrame:
    """Return what ``draw_bearers`` draws: ``by_deprivation()`` of the headline outcomes."""
    frame = result.by_deprivation()
    return frame[frame.outcome.isin(HEADLINE)].reset_index(drop=True)


def draw_bearers(result: ComparedScenarios, data: DataFrame) -> Figure:
    """Return the page of charts, one per headline outcome.

    Parameters
    ----------
    result
        What was found.
    data
        What ``bearers_data`` returned.
    """
    reference = result.plan.arms[0].title
    explained = (
        f"Scenario minus reference ({reference}) within each group of councils, from the most "
        f"deprived (1) to the least ({result.plan.bands}), with 95 % intervals. Across: the "
        "difference in the whole country."
    )
    figure, charts = new_page(result, "Who bears it", explained, len(HEADLINE), first=1)
    for chart, name in zip(charts, HEADLINE, strict=True):
        outcome = OUTCOMES[name]
        name_chart(chart, outcome, "difference")
        shown = data[data.outcome == name]
        for index, arm in enumerate(result.plan.arms[1:], start=1):
            _draw(chart, result, shown[shown.scenario == arm.name], index)
        chart.axhline(0.0, color=QUIET, linewidth=0.9)
        _name_bands(chart, result.plan.bands)
    return figure


def _draw(chart: Axes, result: ComparedScenarios, shown: DataFrame, scenario: int) -> None:
    colour, dashes, marker = look_of(scenario)
    others = len(result.plan.arms) - 1
    places = shown.band + APART * ((scenario - 0.5) / others - 0.5)
    lengths = np.array([shown.difference - shown.low, shown.high - shown.difference])
    # A band without an interval keeps its point.
    chart.errorbar(places, shown.difference, yerr=np.nan_to_num(lengths), color=colour,
                   linestyle="none", marker=marker, markersize=5, elinewidth=1.4,
                   capsize=2)  # fmt: skip
    whole = shown.contribution.sum(min_count=1)
    chart.axhline(whole, color=colour, linestyle=dashes, linewidth=1.0, alpha=0.7)


def _name_bands(chart: Axes, bands: int) -> None:
    chart.set_xlim(0.5, bands + 0.5)
    chart.set_xticks(range(1, bands + 1))
    for place, side, words in ((0.0, "left", "most deprived"), (1.0, "right", "least")):
        chart.text(place, -0.2, words, transform=chart.transAxes, ha=side, va="center",
                   fontsize=POINTS["small"], color=QUIET)  # fmt: skip
