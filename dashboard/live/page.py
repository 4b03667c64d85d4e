"""The live page, put together."""

from __future__ import annotations

from nicegui import ui

from dashboard.live.session import Session
from dashboard.worlds.settings import Settings
from experiments.stories.plain import day


def register() -> None:
    """Hang the live page in at the root of the site."""
    ui.page("/", title="Golden Thread")(live_page)


async def live_page() -> None:
    """Show the two worlds of a new session."""
    session = Session.admitted(Settings.of("austerity"))
    ui.context.client.on_delete(session.end)
    with ui.element("main"):
        ui.label("Golden Thread")
        date = ui.label("The worlds are being made ...").mark("date")

        async def step() -> None:
            await session.work(lambda pair: pair.advance(1))
            show()

        def show() -> None:
            if session.pair is not None:
                date.text = day(session.pair.year)

        ui.button("Week", on_click=step)
    await ui.context.client.connected()
    await session.begin()
    show()
