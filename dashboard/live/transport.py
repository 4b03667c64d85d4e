"""Play, pause, a step, the speed, and a new start."""

from __future__ import annotations

from functools import partial

from dashboard.live.native import Text, box, button, choice
from dashboard.live.visit import SPEEDS, Moment, Visit


class Transport:
    """The controls of time.

    Parameters
    ----------
    visit
        Whose time it is.
    """

    def __init__(self, visit: Visit) -> None:
        self._visit = visit
        with box("div", "transport", role="group", aria_label="Time"):
            with box("div", "clock"):
                self._date = Text("output", "The worlds are being made ...", "date")
                self._bar = box("progress", "played", aria_label="Years played", max="1", value="0")
            self._play = button("Play", self._toggle, "play")
            self._steps = [
                button(unit.capitalize(), partial(visit.step, unit), "", f"One {unit} on")
                for unit in ("week", "month", "year")
            ]
            speeds = {str(weeks): words for words, weeks in SPEEDS.items()}
            choice("Speed", speeds, str(visit.speed), self._speed)
            self._again = button("Start again", visit.reset, "", "Start again with these settings")
        # The keys are in page.js: only the browser knows what has the focus.
        for each, key in zip((self._play, *self._steps), (" ", "w", "m", "y"), strict=True):
            each.props["data-key"] = key
        visit.on_moment.append(self._show)
        visit.on_played.append(self._played)
        visit.on_end.append(lambda _: self._closed())

    def _toggle(self) -> None:
        self._visit.play(not self._visit.playing)

    def _speed(self, weeks: str) -> None:
        if weeks in map(str, SPEEDS.values()):
            self._visit.speed = int(weeks)

    def _show(self, moment: Moment) -> None:
        self._date.text = f"{moment.date}{', the end' if moment.finished else ''}"
        self._bar.props["value"] = f"{moment.share:.4f}"
        self._bar.update()
        for each in (self._play, *self._steps):
            each.props["disabled"] = moment.finished
            each.update()

    def _played(self) -> None:
        self._play.text = "Pause" if self._visit.playing else "Play"

    def _closed(self) -> None:
        for each in (self._play, self._again, *self._steps):
            each.props["disabled"] = True
            each.update()
