"""How the intervals narrow as replicates are added, and where the rule stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.ticker import MaxNLocator

from experiments.compare.precision import width_curve
from experiments.figures.house_style import INK, POINTS, QUIET, look_of
from experiments.figures.panels import name_chart, new_page
from sim.outcomes import OUTCOMES

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from pandas import DataFrame

    from experiments.compare.result import ComparedScenarios

FROM = 5
"""Below so many replicates the interval is so wide that the rest could not be seen."""


def precision_data(result: ComparedScenarios) -> DataFrame:
    """Return what ``draw_precision`` draws: ``width_curve`` per named outcome and scenario."""
    import pandas as pd

    parts = []
    for reached in result.precision:
        scenario = [arm.name for arm in result.plan.arms].index(reached.scenario)
        differences = result.differences(scenario, reached.outcome)
        key = {
            "scenario": reached.scenario,
            "outcome": reached.outcome,
            "unit": OUTCOMES[reached.outcome].unit,
            "asked": reached.asked,
        }
        parts.append(pd.DataFrame(key | width_curve(differences, result.first_round)))
    return pd.concat(parts, ignore_index=True)


def draw_precision(result: ComparedScenarios, data: DataFrame) -> Figure:
    """Return the page of charts, one per outcome that was to be precise.

    Parameters
    ----------
    result
        What was found.
    data
        What ``precision_data`` returned.
    """
    asked = result.plan.precision
    explained = (
        "Half the 95 % interval of the difference to "
        f"{result.plan.arms[0].title} against replicates. Strong: as the first round of "
        f"{result.first_round} sets it, on which the number of replicates rests. Thin: as all "
        "replicates up to there would."
    )
    title = "How precise, with how many replicates"
    figure, charts = new_page(result, title, explained, len(asked), first=1)
    for chart, (name, half_width) in zip(charts, asked.items(), strict=True):
        name_chart(chart, OUTCOMES[name], "half-width")
        shown = data[(data.outcome == name) & (data.replicates >= FROM)]
        for index, arm in enumerate(result.plan.arms[1:], start=1):
            _draw(chart, shown[shown.scenario == arm.name], index)
        _mark(chart, half_width, result.first_round)
    return figure


def _draw(chart: Axes, shown: DataFrame, scenario: int) -> None:
    colour, dashes, marker = look_of(scenario)
    chart.plot(shown.replicates, shown.half_width_of_all, color=colour, linewidth=0.8, alpha=0.6)
    chart.plot(shown.replicates, shown.half_width, color=colour, linestyle=dashes, linewidth=1.8)
    last = shown.tail(1)
    chart.plot(last.replicates, last.half_width, color=colour, marker=marker, markersize=6,
               clip_on=False)  # fmt: skip


def _mark(chart: Axes, asked: float, first_round: int) -> None:
    """Mark the half-width that was asked for and the end of the first round."""
    chart.set_ylim(0.0, max(chart.get_ylim()[1], 1.15 * asked))
    chart.xaxis.set_major_locator(MaxNLocator(5, integer=True))
    middle = sum(chart.get_xlim()) / 2
    side = "left" if first_round < middle else "right"
    chart.set_xlabel("replicates", fontsize=POINTS["small"], color=QUIET)
    chart.axhline(asked, color=INK, linewidth=1.0, linestyle=(0, (4, 2)))
    chart.axvline(first_round, color=QUIET, linewidth=0.8, linestyle=(0, (1, 1.5)))
    for words, x, y, where, transform in (
        ("asked for", 0.99, asked, ("right", "bottom"), chart.get_yaxis_transform()),
        (" first round ", first_round, 0.97, (side, "top"), chart.get_xaxis_transform()),
    ):
        chart.text(x, y, words, transform=transform, ha=where[0], va=where[1],
                   fontsize=POINTS["small"], color=QUIET)  # fmt: skip
