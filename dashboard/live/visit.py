"""One visit: what is played and shown, and who must be told when it changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic
from typing import TypeVar

from nicegui import ui

from dashboard.charts.catalogue import Chart
from dashboard.charts.data import Columns, Shown, columns
from dashboard.live.session import IDLE_SECONDS, Session
from dashboard.worlds.pair import Mark, Pair
from dashboard.worlds.settings import Settings
from dashboard.worlds.thread import Meter
from experiments.stories.plain import day
from sim.errors import InputError
from sim.outcomes import OUTCOMES

Found = TypeVar("Found")

TICK_SECONDS = 0.25
SPEEDS = {"1 week a second": 1, "1 month a second": 4, "1 quarter a second": 13,
          "1 year a second": 52}  # fmt: skip
_NOW = ("caseload", "waiting")
"""Outcomes that the drawn places show."""


@dataclass(frozen=True)
class Moment:
    """What is shown of the worlds after some weeks have passed.

    Attributes
    ----------
    year, date
        The coming week.
    share
        Share of the years that has been played, 0 to 1.
    finished
        Whether all have been.
    now
        A few outcomes of the last quarter, in the baseline and in yours.
    charts
        Columns of the charts on view, by name.
    marks
        Your changes.
    """

    year: float
    date: str
    share: float
    finished: bool
    now: tuple[dict[str, float], dict[str, float]]
    charts: dict[str, Columns]
    marks: tuple[Mark, ...]


@dataclass
class Visit:
    """What one open page plays and shows.

    Attributes
    ----------
    session
        The worlds.
    meter
        What measures the thread.
    playing, speed
        Whether weeks pass by themselves, and how many in a second.
    shown, charts
        Which councils the charts show, and the charts on view.
    moment
        What was shown last.
    on_moment, on_settings, on_thread, on_played
        Called after weeks have passed, after settings have changed, with news of the thread, and
        when playing begins or stops.
    on_end
        Called when the session is over, with the reason.
    """

    session: Session
    meter: Meter = field(default_factory=Meter)
    playing: bool = False
    speed: int = 4
    shown: Shown = field(default_factory=Shown)
    charts: Callable[[], tuple[Chart, ...]] = tuple
    moment: Moment | None = None
    on_moment: list[Callable[[Moment], None]] = field(default_factory=list)
    on_settings: list[Callable[[], None]] = field(default_factory=list)
    on_thread: list[Callable[[], None]] = field(default_factory=list)
    on_played: list[Callable[[], None]] = field(default_factory=list)
    on_end: list[Callable[[str], None]] = field(default_factory=list)
    _version: tuple[int, int] = (-1, -1)
    _owed: float = 0.0

    @property
    def settings(self) -> Settings:
        """What is chosen."""
        pair = self.session.pair
        return self.session.settings if pair is None else pair.settings

    async def begin(self) -> None:
        """Let the worlds begin, and show them."""
        await self.session.begin()
        await self.refresh()
        self._settled()

    async def tick(self) -> None:
        """Let time pass: weeks if it is played, news of the thread, the end if nobody is here."""
        if self.session.ended:
            return
        if monotonic() - self.session.touched > IDLE_SECONDS:
            self.finish("This session ended because nobody touched it for a while.")
            return
        if self.playing and not self.session.busy:
            self._owed += self.speed * TICK_SECONDS
            steps = int(self._owed)
            if steps:
                self._owed -= steps
                await self.advance(steps)
        version = (self.meter.version, self.meter.done)
        if self._version != version:
            self._version = version
            for tell in self.on_thread:
                tell()

    def play(self, playing: bool) -> None:
        """Let weeks pass by themselves, or stop."""
        moment = self.moment
        self.playing = playing and moment is not None and not moment.finished
        self._owed = 1.0 if self.playing else 0.0
        for tell in self.on_played:
            tell()

    async def advance(self, steps: int) -> None:
        """Let some weeks pass, and show what came of it."""
        await self._show(lambda pair: pair.advance(steps))

    async def step(self, unit: str) -> None:
        """Let a week, a month or a year pass."""
        self.play(False)
        await self._show(lambda pair: pair.advance(pair.steps_to(unit)))

    async def refresh(self) -> None:
        """Show the worlds as they stand."""
        await self._show(lambda pair: 0)

    async def change(self, name: str, value: float) -> bool:
        """Change a parameter of your world, or say why that cannot be.

        Returns
        -------
        bool
            Whether it was changed.
        """
        at_once = await self._tried(lambda pair: pair.change(name, value))
        if at_once is None:
            return False
        if not at_once:
            ui.notify("This describes how the world starts: it takes effect when you start again.")
        await self.refresh()
        self._settled()
        return True

    async def reset(self, settings: Settings | None = None) -> None:
        """Start again, with the same values or with other settings."""
        self.play(False)
        await self._tried(lambda pair: pair.reset(settings))
        await self.refresh()
        self._settled()

    async def _show(self, job: Callable[[Pair], int]) -> None:
        wanted, shown = self.charts(), self.shown

        def done(pair: Pair) -> Moment:
            job(pair)
            return _moment(pair, wanted, shown)

        moment = await self.session.work(done)
        if moment is None:
            return
        turned = self.moment is not None and int(moment.year) != int(self.moment.year)
        self.moment = moment
        if moment.finished and self.playing:
            self.play(False)
        for tell in self.on_moment:
            tell(moment)
        if turned:
            self._measure()

    async def _tried(self, job: Callable[[Pair], Found]) -> Found | None:
        try:
            return await self.session.work(job)
        except InputError as error:
            say(error)
            return None

    def _settled(self) -> None:
        """Tell everybody that settings have changed, and measure the thread anew."""
        for tell in self.on_settings:
            tell()
        self._measure()

    def _measure(self) -> None:
        """Measure the thread in the policies of the year that is shown."""
        if self.moment is None or self.session.ended:
            return
        try:
            self.meter.measure(self.settings, float(int(self.moment.year + 1e-9)))
        except InputError as error:
            say(error)

    def finish(self, reason: str) -> None:
        """End the session, and say why."""
        self.play(False)
        self.close()
        for tell in self.on_end:
            tell(reason)

    def close(self) -> None:
        """Let go of everything; the page is gone."""
        self.playing = False
        self.meter.stop()
        self.session.end()


def _moment(pair: Pair, wanted: tuple[Chart, ...], shown: Shown) -> Moment:
    settings = pair.settings
    total = settings.years * settings.steps_per_year
    quarter = settings.steps_per_year // 4
    baseline, yours = (
        {name: world.series.now(OUTCOMES[name], quarter) for name in _NOW}
        for world in (pair.baseline, pair.yours)
    )
    return Moment(
        pair.year,
        day(pair.year),
        min(1.0, pair.steps / total),
        pair.finished,
        (baseline, yours),
        {chart.name: columns(pair, chart, shown) for chart in wanted},
        pair.marks,
    )


def say(error: InputError | str) -> None:
    """Tell the visitor in a sentence that something cannot be."""
    ui.notify(str(error), type="negative", multi_line=True, timeout=9000, close_button="Close",
              classes="said")  # fmt: skip
