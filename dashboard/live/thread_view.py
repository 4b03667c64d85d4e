"""The view of the thread: both worlds as places, side by side, and what is told of a part."""

from __future__ import annotations

from nicegui import ui

from dashboard.charts.catalogue import CHARTS
from dashboard.live.charts import Drawn
from dashboard.live.native import Text, box
from dashboard.live.visit import Moment, Visit
from dashboard.place.drawing import drawing
from dashboard.worlds.thread import REPLICATES
from experiments.wording import counted

_ASK = "Point at a part of the thread, or move to it with the Tab key, to be told about it."


class ThreadView:
    """Both places.

    Parameters
    ----------
    visit
        Whose worlds they are.
    """

    def __init__(self, visit: Visit) -> None:
        self._visit = visit
        self._places: list[ui.html] = []
        self._titles: list[Text] = []
        with box("div", "worlds"):
            for which in ("Baseline", "Yours"):
                with box("section", "world", aria_label=which):
                    with box("h2", "world-name"):
                        Text("span", which, f"key {which.lower()}")
                        self._titles.append(Text("span", ""))
                    # The drawing is made of numbers and of our own words alone.
                    self._places.append(ui.html("", sanitize=False).classes("place-box"))
        with box("div", "told-box"):
            Text("p", _ASK, "tell").props["id"] = "tell"
            self._state = Text("p", "", "quiet measured")
        with box("div", "under"):
            self._gap = Drawn(visit, CHARTS[0], size="small")
            self._waiting = Drawn(visit, CHARTS[1], size="small")
            self._time = Drawn(visit, CHARTS[2], size="small")
        self._span = (0.0, 0.0)
        visit.on_moment.append(self._moment)
        visit.on_thread.append(self._draw)
        visit.on_settings.append(self._settled)

    @property
    def charts(self) -> tuple[Drawn, ...]:
        """The charts below the places."""
        return self._gap, self._waiting, self._time

    def _settled(self) -> None:
        settings = self._visit.settings
        self._titles[0].text = settings.baseline.title
        self._titles[1].text = settings.title
        span = (settings.first_year, settings.years)
        if span != self._span:
            self._span = span
            for each in self.charts:
                each.rebuild()
                if self._visit.moment is not None:
                    each.show(self._visit.moment)
        self._draw()

    def _moment(self, moment: Moment) -> None:
        for each in self.charts:
            each.show(moment)
        self._draw()

    def _draw(self) -> None:
        moment, reading = self._visit.moment, self._visit.meter.reading
        if moment is None:
            return
        for place, (html, name) in enumerate(zip(self._places, ("baseline", "yours"), strict=True)):
            thread = reading.threads[place] if reading else None
            measured = reading.outcomes[place] if reading else {}
            content = drawing(thread, moment.now[place], measured, name)
            if content != html.content:
                html.content = content
        self._state.text = self._said()

    def _said(self) -> str:
        meter = self._visit.meter
        if meter.problem:
            return f"The thread cannot be measured: {meter.problem}"
        reading = meter.reading
        work = f" Measuring: {meter.done} of {REPLICATES}." if meter.at_work else ""
        if reading is None:
            return f"The thread is being measured in the background.{work}"
        first, last = reading.window
        if meter.stale:
            return (
                f"As it was before your last change, from {first:.0f} to {last:.0f}: "
                f"{counted(reading.replicates, 'paired run')}.{work}"
            )
        return (
            f"Of {reading.lever} in {reading.start:.0f}, what is left at each station from "
            f"{first:.0f} to {last:.0f}: {counted(reading.replicates, 'paired run')}, "
            f"95 % intervals.{work}"
        )
