"""How a chart looks: options for ECharts, in the house style."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from dashboard.charts.catalogue import Chart
from dashboard.charts.data import Shown
from dashboard.worlds.pair import Mark
from experiments.figures.house_style import INK, QUIET, RULE

YOURS = "#A3286F"
"""The house's colour for a scenario, darker, so that thin lines can be read on a projector."""
BAND_DASHES = ("solid", [9, 3], [5, 3], [2, 3], [1, 5])
FONT = "system-ui, sans-serif"
DrawnSize = Literal["small", "usual", "large"]
_AXES = ("grid", "xAxis", "yAxis")


def options(chart: Chart, shown: Shown, span: tuple[float, float], size: DrawnSize) -> Any:
    """Return the options of a chart without its figures.

    Parameters
    ----------
    chart, shown
        What it shows.
    span
        First and last date of its scale.
    size
        "large" has room for the names of the lines, and "small" none for the difference.
    """
    large, small = size == "large", size == "small"
    left, right = (56, 20) if large else (38, 10)
    upper = {"left": left, "right": right, "top": 54 if large else 14 if small else 27}
    made: dict[str, Any] = {
        "animation": False,
        "textStyle": {"fontFamily": FONT, "color": QUIET},
        "grid": [
            {**upper, "bottom": 20} if small else {**upper, "height": "54%"},
            {"left": left, "right": right, "top": "74%" if large else "71%", "bottom": 20},
        ],
        "xAxis": [_years(0, span, labelled=small), _years(1, span, labelled=True)],
        "yAxis": [
            _scale(0, "" if small else chart.scale),
            _scale(1, _difference(chart, shown)),
        ],
        "tooltip": {"trigger": "axis", "confine": True, "axisPointer": {"type": "line"}},
        "axisPointer": {"link": [{"xAxisIndex": "all"}]},
        "aria": {"enabled": False},
        "dataset": {"source": {"x": []}},
        "series": [*_lines(chart), *_below(chart, shown)],
    }
    if large:
        made["legend"] = [
            _legend([each["name"] for each in _lines(chart) if each.get("name")], 0),
            _legend([each["name"] for each in _below(chart, shown)], "65%"),
        ]
    if small:
        made["grid"], made["xAxis"], made["yAxis"] = (made[key][:1] for key in _AXES)
        made["series"] = _lines(chart)
    return made


def mark(chart: Any, marks: Sequence[Mark]) -> None:
    """Put uprights at your changes into the options of a chart."""
    (line,) = (series["markLine"] for series in chart["series"] if series["id"] == "marks")
    line["data"] = [
        {"xAxis": round(each.year, 3), "label": {"formatter": str(each.number)}} for each in marks
    ]


def _years(grid: int, span: tuple[float, float], *, labelled: bool) -> Any:
    return {
        "type": "value",
        "gridIndex": grid,
        "min": span[0],
        "max": span[1],
        "minInterval": 1,
        "axisLabel": {"show": labelled, "color": QUIET, "fontSize": 10, "showMinLabel": True,
                      ":formatter": "value => Number.isInteger(value) ? String(value) : ''"},
        "axisLine": {"lineStyle": {"color": RULE}, "onZero": False},
        "axisTick": {"show": labelled},
        "splitLine": {"show": False},
        "axisPointer": {"label": {"show": False}},
    }  # fmt: skip


def _scale(grid: int, name: str) -> Any:
    return {
        "type": "value",
        "gridIndex": grid,
        "scale": grid == 0,
        "splitNumber": 3 if grid == 0 else 2,
        "name": name,
        "nameLocation": "end",
        # Above the upper scale stand the numbers of your changes, too.
        "nameGap": 14 if grid == 0 else 5,
        "nameTextStyle": {"align": "left", "fontSize": 10, "color": QUIET},
        "axisLabel": {"color": QUIET, "fontSize": 10},
        "splitLine": {"lineStyle": {"color": RULE, "opacity": 0.6}},
    }  # fmt: skip


def _lines(chart: Chart) -> list[Any]:
    made: list[Any] = []
    for key, colour, dash, world in (
        ("b", INK, "solid", "baseline"),
        ("y", YOURS, [6, 3], "yours"),
    ):
        if chart.shaded:
            made += [_area(f"{key}1", f"stack-{key}", colour, 0.0),
                     _area(f"{key}gap", f"stack-{key}", colour, 0.13)]  # fmt: skip
        for number, line in enumerate(chart.lines):
            name = f"{line.name}, {world}"
            width = 2.0 if number == 0 else 1.1
            made.append(_line(f"{key}{number}", name, colour, dash, width, 0))
    made.append({
        "id": "marks", "type": "line", "data": [], "xAxisIndex": 0, "yAxisIndex": 0,
        "markLine": {
            "symbol": "none", "silent": True, "animation": False, "data": [],
            "lineStyle": {"color": YOURS, "width": 1, "type": "dotted"},
            "label": {"color": YOURS, "fontWeight": "bold", "fontSize": 11, "position": "end",
                      "distance": 1},
        },
    })  # fmt: skip
    return made


def _below(chart: Chart, shown: Shown) -> list[Any]:
    """Return the lines of the difference: of each outcome, or of each fifth of the councils."""
    names = [line.name for line in chart.lines]
    if chart.shaded:
        names = ["gap"]
    if not shown.by_band:
        return [
            _line(f"d{number}", f"{name}, difference", YOURS, "solid", 2.0 - 0.9 * number, 1)
            for number, name in enumerate(names)
        ]
    fifths = ("most deprived fifth", "second fifth", "middle fifth", "fourth fifth",
              "least deprived fifth")  # fmt: skip
    return [
        _line(f"d{band}", fifth, YOURS, dash, 2.4 - 0.35 * band, 1)
        for band, (fifth, dash) in enumerate(zip(fifths, BAND_DASHES, strict=True), start=1)
    ]


def _difference(chart: Chart, shown: Shown) -> str:
    """Return what the lower scale is of; by fifths it is of the first outcome alone."""
    if chart.shaded:
        return "difference of the gap"
    if shown.by_band and len(chart.lines) > 1:
        return f"difference in {chart.lines[0].name}"
    return "difference"


def _legend(names: list[str], top: Any) -> Any:
    return {"data": names, "top": top, "right": 20, "itemWidth": 34, "itemHeight": 8,
            "selectedMode": False, "itemStyle": {"opacity": 0},
            "lineStyle": {"width": "inherit"},
            "textStyle": {"color": INK, "fontSize": 11}}  # fmt: skip


def _line(column: str, name: str, colour: str, dash: Any, width: float, grid: int) -> Any:
    return {
        "id": column,
        "type": "line",
        "name": name,
        "encode": {"x": "x", "y": column},
        "xAxisIndex": grid,
        "yAxisIndex": grid,
        "showSymbol": False,
        "color": colour,
        "lineStyle": {"color": colour, "width": width, "type": dash},
        "emphasis": {"disabled": True},
    }


def _area(column: str, stack: str, colour: str, opacity: float) -> Any:
    """Return an area without a line: stacked on another, it shades what lies between two lines."""
    return {
        "id": f"area-{column}",
        "type": "line",
        "name": "",
        "encode": {"x": "x", "y": column},
        "stack": stack,
        "stackStrategy": "all",
        "showSymbol": False,
        "silent": True,
        "lineStyle": {"opacity": 0},
        "areaStyle": {"color": colour, "opacity": opacity},
        "tooltip": {"show": False},
        "emphasis": {"disabled": True},
        "z": 1,
    }
