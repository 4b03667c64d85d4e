"""A small chart of what a question looks at, over the years, in the worlds that it compares."""

from __future__ import annotations

import math
from typing import Any

from nicegui import ui

from dashboard.classroom.elements import plain_table
from dashboard.classroom.exercise import Quantity, Question
from dashboard.classroom.measuring import Measured
from dashboard.live.native import Text, box
from experiments.figures.house_style import INK, QUIET, RULE
from experiments.intervals import Estimate
from experiments.wording import decimals, written

_LOOKS = ((INK, "solid"), ("#D55E00", "dashed"), ("#0072B2", "dotted"), ("#009E73", [9, 3, 2, 3]))
"""Colours of Okabe & Ito; dashes tell the same without colour."""

Line = tuple[Quantity, int, str]
"""What is looked at, in which world, and what the line is called."""


def small_chart(question: Question, measured: Measured) -> None:
    """Draw the chart, and add the same figures as a table that can be unfolded."""
    lines = _lines(question, measured)
    named = ", ".join(name for _, _, name in lines)
    with box("div", role="img", aria_label=f"Line chart over the years: {named}. Table below."):
        height = f"{12 + 1.3 * len(lines):g}rem"
        ui.echart(_options(question, measured, lines)).classes("chart").style(f"height: {height}")
    Text("p", "Lines are means over the runs, bands their 95 % intervals.", "quiet")
    with box("details"):
        Text("summary", "The same as a table")
        years = _years(measured)
        rows = [
            (f"{year:g}", *(_in_year(measured, line, place) for line in lines))
            for place, year in enumerate(years)
        ]
        headings = ("Year", *(name for _, _, name in lines))
        plain_table(f"Means of the quarters of each year ({question.unit})", headings, rows)


def _lines(question: Question, measured: Measured) -> list[Line]:
    """Return a line for each world and thing that is compared, each once."""
    arms = measured.plan.arms
    changes = [change for change in (question.change, question.than) if change is not None]
    names = {change.quantity.name for change in changes}
    found: dict[tuple[Quantity, int], str] = {}
    for change in changes:
        for world in (change.against, change.scenario):
            title = arms[world].title
            called = f"{change.words}: {title}" if len(names) > 1 else title
            found.setdefault((change.quantity, world), called)
    return [(quantity, world, name) for (quantity, world), name in found.items()]


def _options(question: Question, measured: Measured, lines: list[Line]) -> dict[str, Any]:
    quarters = [round(float(start) + 0.125, 3) for start in measured.quarters]
    series: list[dict[str, Any]] = []
    for number, (quantity, world, name) in enumerate(lines):
        colour, dashes = _LOOKS[number % len(_LOOKS)]
        estimates = measured.over_time(quantity, world)
        series += _band(quarters, estimates, colour, str(number))
        series.append(
            {
                "type": "line",
                "name": name,
                "data": _points(quarters, [each.mean for each in estimates]),
                "symbol": "none",
                "lineStyle": {"color": colour, "type": dashes, "width": 2.5},
                "itemStyle": {"color": colour},
                "markArea": _looked_at(question) if number == 0 else {},
            }
        )
    start, end = measured.plan.window
    text = {"color": QUIET, "fontSize": 13}
    return {
        "animation": False,
        "grid": {"left": 56, "right": 16, "top": 34 + 20 * len(lines), "bottom": 30},
        "legend": {
            "data": [name for _, _, name in lines], "orient": "vertical", "left": 50, "top": 0,
            "itemWidth": 42, "textStyle": {"color": INK, "fontSize": 13},
        },
        "xAxis": {
            "type": "value", "min": start, "max": end, "interval": 1, "axisLabel": text
            | {":formatter": "value => String(value)"}, "splitLine": {"show": False},
        },
        "yAxis": {
            "type": "value", "scale": True, "max": _top(question, measured, lines),
            "name": question.unit, "nameTextStyle": text | {"align": "left"}, "axisLabel": text,
            "splitLine": {"lineStyle": {"color": RULE}},
        },
        "series": series,
    }  # fmt: skip


def _top(question: Question, measured: Measured, lines: list[Line]) -> float | None:
    """Return where the axis ends if shares come near the whole; None lets the chart choose."""
    means = [
        each.mean
        for quantity, world, _ in lines
        for each in measured.over_time(quantity, world)
        if each.defined
    ]
    return 100.0 if question.unit.startswith("%") and max(means, default=0.0) > 95.0 else None


def _band(
    quarters: list[float], estimates: list[Estimate], colour: str, name: str
) -> list[dict[str, Any]]:
    """Return the 95 % band of a line, as an area stacked on its lower end."""
    lows = [each.low for each in estimates]
    widths = [each.high - each.low for each in estimates]
    plain = {
        "type": "line", "stack": f"band {name}", "stackStrategy": "all", "showSymbol": False,
        "lineStyle": {"opacity": 0}, "silent": True,
    }  # fmt: skip
    return [
        plain | {"data": _points(quarters, lows)},
        plain
        | {"data": _points(quarters, widths), "areaStyle": {"color": colour, "opacity": 0.14}},
    ]


def _points(quarters: list[float], values: list[float]) -> list[list[float | None]]:
    # What is undefined is a gap in the line.
    return [
        [when, round(value, 4) if math.isfinite(value) else None]
        for when, value in zip(quarters, values, strict=True)
    ]


def _looked_at(question: Question) -> dict[str, Any]:
    """Return the years that the question is about, shaded; nothing when it is about all."""
    between = question.change.quantity.between
    if between is None:
        return {}
    start, end = between
    return {
        "silent": True,
        "itemStyle": {"color": RULE, "opacity": 0.35},
        "data": [[{"xAxis": start}, {"xAxis": end}]],
    }


def _years(measured: Measured) -> list[float]:
    start, end = measured.plan.window
    return [start + number for number in range(round(end - start))]


def _in_year(measured: Measured, line: Line, place: int) -> str:
    quantity, world, _ = line
    quarters = measured.over_time(quantity, world)[4 * place : 4 * place + 4]
    mean = sum(each.mean for each in quarters) / len(quarters)
    return written(mean, decimals(mean, least=1))
