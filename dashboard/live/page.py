"""The live page, put together."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path

from nicegui import Client, ui
from starlette.requests import Request

from dashboard.charts.catalogue import CHARTS, Chart
from dashboard.live.charts import ChartsView
from dashboard.live.levers import Levers
from dashboard.live.native import Text, box, button
from dashboard.live.presets import Presets
from dashboard.live.session import Session
from dashboard.live.sharing import Sharing
from dashboard.live.story_view import StoryView
from dashboard.live.thread_view import ThreadView
from dashboard.live.transport import Transport
from dashboard.live.visit import TICK_SECONDS, Visit, say
from dashboard.worlds.link import from_query
from dashboard.worlds.settings import Settings
from sim.errors import InputError

HERE = Path(__file__).parent
CONNECT_SECONDS = 60.0
SETTLE_SECONDS = 1.0
"""Time for what a browser has missed to arrive, once it has come back."""
CATCH_UP_SECONDS = 0.6
"""How often somebody's story catches up with the weeks that pass."""
OUR_FAULT = (
    "Something went wrong inside the program, which is a fault of ours. What you see may be out of "
    "date: please load the page again."
)


def register() -> None:
    """Hang the live page in at the root of the site."""
    ui.page("/", title="Golden Thread", response_timeout=30)(live_page)


def dress() -> None:
    """Give a page the looks and the manners of the site."""
    ui.add_css((HERE / "style.css").read_text(encoding="utf-8"))
    ui.add_body_html(f"<script>{(HERE / 'page.js').read_text(encoding='utf-8')}</script>")
    ui.on_exception(lambda _: say(OUR_FAULT))


async def live_page(request: Request) -> None:
    """Show the two worlds of a new session."""
    dress()
    try:
        settings, problem = from_query(request.query_params.multi_items()), ""
    except InputError as error:
        settings, problem = Settings.of("austerity"), f"This link cannot be used: {error}"
    visit = Visit(Session(settings))
    client = ui.context.client
    client.on_delete(visit.close)
    _lay_out(visit)
    visit.on_end.append(_closed)
    try:
        await client.connected(timeout=CONNECT_SECONDS)
        visit.session.admit()
    except InputError as error:
        visit.finish(str(error))
        return
    except TimeoutError:
        return  # whoever asked for the page was no browser
    client.on_connect(partial(_shown_again, client))
    if problem:
        say(problem)
    await visit.begin()
    ui.timer(TICK_SECONDS, visit.tick)


async def _shown_again(client: Client) -> None:
    """Send all that is shown once more, to a browser that has come back.

    What it missed is sent again by NiceGUI, but after what is newer: the page would stay old.
    """
    await asyncio.sleep(SETTLE_SECONDS)
    for element in list(client.elements.values()):
        element.update()


def _lay_out(visit: Visit) -> None:
    with box("div", "site"):
        with box("header", "top"):
            Text("h1", "Golden Thread")
            Presets(visit)
            box("div", "spacer")
            Transport(visit)
            Sharing(visit)
        Levers(visit)
        with box("div", "stage"):
            _Views(visit)


class _Views:
    """The three views, of which one is seen; the others are made when they are first asked for."""

    def __init__(self, visit: Visit) -> None:
        self._visit = visit
        self._made: dict[str, ThreadView | ChartsView | StoryView] = {}
        self._places = {}
        self._tabs = {}
        with box("div", "views", role="tablist", aria_label="Views"):
            for name, words in (
                ("thread", "The thread"),
                ("charts", "Charts"),
                ("story", "Somebody's story"),
            ):
                tab = button(words, partial(self.show, name))
                tab.props.update({"role": "tab", "id": f"tab-{name}", "aria-controls": name})
                self._tabs[name] = tab
        for name in self._tabs:
            self._places[name] = box(
                "div", f"view {name}-view", role="tabpanel", id=name, aria_labelledby=f"tab-{name}"
            )
        self._seen = "thread"
        ui.timer(CATCH_UP_SECONDS, self._catch_up)
        visit.charts = self._charts
        self._mark("thread")
        self._make("thread")

    def _charts(self) -> tuple[Chart, ...]:
        return {"thread": CHARTS[:3], "charts": CHARTS}.get(self._seen, ())

    async def _catch_up(self) -> None:
        story = self._made.get("story")
        if self._seen == "story" and isinstance(story, StoryView):
            await story.catch_up()

    def _make(self, name: str) -> None:
        kinds = {"thread": ThreadView, "charts": ChartsView, "story": StoryView}
        with self._places[name]:
            self._made[name] = kinds[name](self._visit)  # type: ignore[assignment]

    async def show(self, name: str) -> None:
        """Show one of the views."""
        self._seen = name
        self._mark(name)
        if name not in self._made:
            self._make(name)
        await self._visit.refresh()

    def _mark(self, name: str) -> None:
        for each, tab in self._tabs.items():
            seen = each == name
            tab.props["aria-selected"] = "true" if seen else "false"
            tab.props["tabindex"] = "0" if seen else "-1"
            tab.update()
            self._places[each].set_visibility(seen)


def _closed(reason: str) -> None:
    """Say that there is nothing to be played here, and what to do."""
    with box("div", "ended", role="alert"), box("div", "sheet"):
        Text("h2", "Golden Thread")
        Text("p", reason)
        button("Load the page again", ui.navigate.reload)
