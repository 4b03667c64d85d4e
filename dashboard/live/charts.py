"""Charts on the page: the figures come in as the weeks pass; a definition is one click away."""

from __future__ import annotations

import math

from nicegui import ui

from dashboard.charts.catalogue import CHARTS, Chart
from dashboard.charts.data import Columns, Shown
from dashboard.charts.options import DrawnSize, mark, options
from dashboard.live.native import Text, box, button, choice, sheet
from dashboard.live.visit import Moment, Visit
from experiments.wording import written

FIFTHS = {
    "all": "all councils",
    "1": "the most deprived fifth",
    "2": "the second fifth",
    "3": "the middle fifth",
    "4": "the fourth fifth",
    "5": "the least deprived fifth",
    "each": "all councils, difference by fifth",
}


_TO = "\N{NO-BREAK SPACE}→\N{NO-BREAK SPACE}"


class Drawn:
    """One chart on the page, with its newest figures in words beside it.

    Parameters
    ----------
    visit, chart
        Whose worlds, and what is drawn.
    size
        "large" where it stands alone, "small" where there is little room.
    """

    def __init__(self, visit: Visit, chart: Chart, size: DrawnSize = "usual") -> None:
        self._visit, self.chart, self._size = visit, chart, size
        self._marks: object = None
        with box("figure", f"chart {size}"):
            with box("figcaption"):
                if size != "large":
                    # A small chart has no room for the unit at its scale.
                    unit = f", {chart.scale}" if size == "small" else ""
                    Text("h3", f"{chart.title}{unit}")
                    button("?", self._define, "help", f"{chart.title}: what it is")
                self._now = Text("p", "", "now")
            with box("div", "canvas", role="img", aria_label=f"{chart.title}. {chart.about}"):
                self._place = ui.element().classes("fill")
        self._chart: ui.echart | None = None
        self.rebuild()

    def rebuild(self) -> None:
        """Draw it anew, for other councils or other years."""
        settings, self._marks = self._visit.settings, None
        span = (settings.first_year, settings.first_year + settings.years)
        self._place.clear()
        with self._place:
            self._chart = ui.echart(
                options(self.chart, self._visit.shown, span, self._size)
            ).classes("fill")

    def show(self, moment: Moment) -> None:
        """Bring in the newest figures."""
        data = moment.charts.get(self.chart.name)
        if data is None or self._chart is None:
            return
        self._now.text = newest(self.chart, data)
        told = {"dataset": {"source": data}}
        # A chart that is not in the browser yet begins with what its options hold.
        self._chart.options.update(told)
        if self._marks == moment.marks:
            self._chart.run_chart_method("setOption", told)
        else:
            self._marks = moment.marks
            mark(self._chart.options, moment.marks)
            self._chart.update()

    def _define(self) -> None:
        define(self._visit, self.chart)


def newest(chart: Chart, data: Columns) -> str:
    """Return the newest figures in words: baseline, yours."""
    if not data["x"]:
        return "No week has passed yet: press Play, or take a step."
    said = []
    for number, line in enumerate(chart.lines):
        ours, theirs = (_last(data, f"{key}{number}") for key in "yb")
        name = f"{line.name} " if len(chart.lines) > 1 else ""
        digits = line.outcome.decimals
        said.append(f"{name}{written(theirs, digits)}{_TO}{written(ours, digits)}")
    return "; ".join(said)


def _last(data: Columns, column: str) -> float:
    values = data.get(column) or [None]
    return math.nan if values[-1] is None else values[-1]


def define(visit: Visit, chart: Chart) -> None:
    """Show a chart alone and large, with the definition of each line."""
    before = visit.charts

    def closed() -> None:
        visit.charts = before
        visit.on_moment.remove(drawn.show)

    with sheet(chart.title, "wide", closed):
        drawn = Drawn(visit, chart, "large")
        with box("dl", "definitions"):
            for line in chart.lines:
                over = "a quarter" if line.quarters == 1 else "a year"
                Text("dt", f"{line.outcome.label} ({line.outcome.unit})")
                Text("dd", f"{line.outcome.meaning} Each point looks back over {over}.")
        Text("p", f"{chart.about} Baseline: black, solid. Yours: purple, dashed; below, yours less "
             "baseline. Dotted uprights are your changes. One life of each world: chance is in it, "
             "the same chance in both.", "quiet")  # fmt: skip
    visit.charts = lambda: (*before(), chart)
    visit.on_moment.append(drawn.show)
    ui.timer(0.1, visit.refresh, once=True)


class ChartsView:
    """All charts, and which councils they show."""

    def __init__(self, visit: Visit) -> None:
        self._visit = visit
        with box("div", "charts-head"):
            Text("span", "Councils:")
            choice("Councils shown", FIFTHS, "all", self._choose)
            Text("span", "Baseline", "key baseline")
            Text("span", "Yours", "key yours")
            Text("span", "below: yours less baseline", "quiet")
        with box("div", "charts"):
            self._drawn = [Drawn(visit, chart) for chart in CHARTS]
        self._span = self._years()
        visit.on_settings.append(self._settled)
        visit.on_moment.append(self.show)

    def show(self, moment: Moment) -> None:
        """Bring in the newest figures."""
        for each in self._drawn:
            each.show(moment)

    def _years(self) -> tuple[float, float]:
        return self._visit.settings.first_year, self._visit.settings.years

    def _settled(self) -> None:
        if self._span != self._years():
            self._span = self._years()
            self._rebuild()

    def _rebuild(self) -> None:
        for each in self._drawn:
            each.rebuild()
        if self._visit.moment is not None:
            self.show(self._visit.moment)

    async def _choose(self, fifth: str) -> None:
        band = int(fifth) if fifth.isdecimal() and fifth in FIFTHS else None
        self._visit.shown = Shown(band, fifth == "each")
        for each in self._drawn:
            each.rebuild()
        await self._visit.refresh()
