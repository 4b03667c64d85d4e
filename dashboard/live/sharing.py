"""Sharing: a link that carries the settings, the scenario file, the data and the figures."""

from __future__ import annotations

from nicegui import ui

from dashboard.charts.figures import bundle, data_table
from dashboard.live.native import Text, box, button, entry, sheet
from dashboard.live.visit import Visit, say
from dashboard.worlds.files import file_name, to_toml
from dashboard.worlds.link import to_query
from sim.errors import InputError

_HOLDS = (
    "The scenario file runs on the command line as it stands. The data hold every week of both "
    "worlds; the figures, of the charts and of the thread, come with the data behind them."
)
_COPY = """
(async () => {
  const field = document.getElementById("share-link");
  field.select();
  try { await navigator.clipboard.writeText(field.value); }
  catch (error) { document.execCommand("copy"); }
})()
"""


class Sharing:
    """The button that opens what can be taken away.

    Parameters
    ----------
    visit
        Whose settings are shared.
    """

    def __init__(self, visit: Visit) -> None:
        self._visit = visit
        self._home = box("div")
        with self._home:
            button("Share", self._open, "", "Share and download")
        visit.on_settings.append(self._address)

    def _address(self) -> None:
        """Let the address of the page carry the settings, so that loading it again keeps them."""
        try:
            query = to_query(self._visit.settings)
        except InputError:
            return  # the sheet says so; the address keeps what it could hold
        ui.run_javascript(f"history.replaceState(null, '', '?' + {query!r})")

    def _open(self) -> None:
        with sheet("Share and download"):
            self._link()
            Text("p", _HOLDS)
            with box("div", "row"):
                button("Scenario (TOML)", self._toml)
                button("Data (CSV)", self._data)
                button("Figures (ZIP)", self._figures)

    def _link(self) -> None:
        """Show the link, under the address at which this visitor has reached the page."""
        request = ui.context.client.request
        try:
            link = f"{request.base_url if request else '/'}?{to_query(self._visit.settings)}"
        except InputError as error:
            Text("p", f"There is no link: {error}.")
            return
        Text("p", "This link opens the same two worlds, with your changes at their dates:")
        with box("div", "row"):
            entry("Link to these settings", "text", link, lambda _: None,
                  id="share-link", readonly="readonly")  # fmt: skip
            button("Copy", lambda: ui.run_javascript(_COPY))

    def _toml(self) -> None:
        settings = self._visit.settings
        ui.download.content(to_toml(settings), file_name(settings), "application/toml")

    async def _data(self) -> None:
        # The sheet may be gone by the time that this is made: it comes from the page.
        with self._home:
            table = await self._visit.session.work(data_table)
            if table is not None:
                ui.download.content(table, "golden-thread.csv", "text/csv")

    async def _figures(self) -> None:
        if self._visit.moment is None or not self._visit.moment.share:
            say("No week has passed yet, so there is nothing to draw.")
            return
        reading = self._visit.meter.current
        with self._home:
            packed = await self._visit.session.work(lambda pair: bundle(pair, reading))
            if packed is not None:
                ui.download.content(packed, "golden-thread-figures.zip", "application/zip")
