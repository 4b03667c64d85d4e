"""Presets: the scenarios of the library, a file of one's own, and the size of the worlds."""

from __future__ import annotations

from dataclasses import replace
from functools import cache, partial

from nicegui import events, run, ui

from dashboard.live.native import Text, box, button, choice, entry, put, sheet
from dashboard.live.visit import Visit, say
from dashboard.worlds.files import from_upload
from dashboard.worlds.settings import Settings, Size
from dashboard.worlds.shipped import shipped
from scenarios import Scenario
from scenarios.quoting import short
from sim.errors import InputError

OWN = "a file of your own ..."
MOST_LETTERS = 200_000
_READ = f"""
async (event) => {{
  const file = event.target.files[0];
  if (file) emit([file.name, (await file.slice(0, {MOST_LETTERS + 1}).text())]);
  event.target.value = "";
}}
"""
WORLDS = {
    "small": ("8 councils of 6 posts", Size(8, 6, 40)),
    "usual": ("24 councils of 12 posts", Size()),
    "large": ("48 councils of 24 posts", Size(48, 24, 40)),
}


@cache
def library() -> tuple[Scenario, ...]:
    """Return the shipped scenarios that the page can play."""
    return tuple(scenario for scenario in shipped().values() if _can_be_played(scenario))


def _can_be_played(scenario: Scenario) -> bool:
    try:
        Settings.of(scenario)
    except InputError:
        return False
    return True


class Presets:
    """The choice of a scenario, and what it claims.

    Parameters
    ----------
    visit
        Whose worlds are chosen.
    """

    def __init__(self, visit: Visit) -> None:
        self._visit = visit
        names = {scenario.name: scenario.title for scenario in library()}
        with box("div", "preset") as self._home:
            self._field = choice("Scenario", {**names, OWN: OWN}, self._chosen(), self._choose)
            button("About", self._about, "", "About this scenario")
            button("Set up", self._set_up, "", "Set up: size of the worlds, years, seed, own file")
        visit.on_settings.append(lambda: put(self._field, self._chosen()))

    def _chosen(self) -> str:
        settings = self._visit.settings
        return OWN if settings.uploaded else settings.scenario.name

    async def _choose(self, name: str) -> None:
        if name == OWN:
            put(self._field, self._chosen())
            self._set_up()
            return
        try:
            await self._visit.reset(Settings.of(name))
        except InputError as error:
            say(error)

    def _about(self) -> None:
        scenario = self._visit.settings.scenario
        with sheet(scenario.title):
            Text("p", scenario.claim)
            Text("p", f"Source: {scenario.source}", "quiet")
            if scenario.refuted_if:
                Text("p", f"What would count against it: {scenario.refuted_if}")
            if scenario.finding:
                Text("p", f"What was found: {' '.join(scenario.finding.split())}")
            Text("p", "This is a simulation with rules from the literature, not a forecast for any "
                 "council. On this page each world has one life; an experiment takes many.",
                 "quiet")  # fmt: skip

    def _set_up(self) -> None:
        settings = self._visit.settings
        fields = {"seed": str(settings.seed), "years": f"{settings.years:g}"}
        size = next((key for key, (_, each) in WORLDS.items() if each == settings.size), "")
        sizes = {key: words for key, (words, _) in WORLDS.items()}
        if not size:
            own = settings.size
            sizes = {"": f"{own.authorities} councils of {own.posts} posts", **sizes}
        chosen = {"size": size}
        with sheet("Set up") as dialog:
            with box("div", "field"):
                Text("span", "Both worlds:")
                choice("Size of both worlds", sizes, size, lambda key: chosen.update(size=key))
            for name, words in (("years", "Years to play"), ("seed", "Seed of all chances")):
                with box("div", "field"):
                    Text("span", f"{words}:")
                    entry(words, "text", fields[name], partial(fields.__setitem__, name))

            async def start() -> None:
                if await self._start(chosen["size"], fields):
                    dialog.close()

            async def clear() -> None:
                dialog.close()
                await self._reset(replace(self._visit.settings, outset={}, changes=()))

            with box("div", "row"):
                button("Start again with these", start, "play")
                button("Undo all my changes, and start again", clear)
            Text("h2", "A scenario of your own")
            Text("p", "A TOML file, as the command line takes it.", "quiet")
            with box("div", "field"):
                field = box("input", "native", type="file", accept=".toml",
                            aria_label="Upload a scenario file")  # fmt: skip
            field.on("change", lambda event: self._uploaded(event, dialog), js_handler=_READ)

    async def _start(self, size: str, fields: dict[str, str]) -> bool:
        settings = self._visit.settings.from_the_start()
        try:
            chosen = replace(
                settings,
                size=WORLDS[size][1] if size in WORLDS else settings.size,
                seed=_whole("seed", fields["seed"]),
                years=_number("years", fields["years"]),
            )
        except InputError as error:
            say(error)
            return False
        await self._reset(chosen)
        return True

    async def _reset(self, settings: Settings) -> None:
        """Start again; what is told meanwhile is told on the page: a sheet may be gone by then."""
        with self._home:
            await self._visit.reset(settings)

    async def _uploaded(self, event: events.GenericEventArguments, dialog: ui.dialog) -> None:
        name, content = (str(each) for each in event.args)
        if len(content) > MOST_LETTERS:
            say(f"The file is larger than {MOST_LETTERS:,} letters. Give a smaller one.")
            return
        try:
            settings = await run.io_bound(from_upload, name, content.encode("utf-8", "replace"))
        except InputError as error:
            say(error)
            return
        if settings is not None:  # the server is not on its way down
            dialog.close()
            await self._reset(settings)


def _whole(key: str, words: str) -> int:
    if not (words.strip().isascii() and words.strip().isdecimal() and len(words) < 20):
        raise InputError(f"{key} is {short(words)}", remedy="Give a whole number from 0", key=key)
    return int(words)


def _number(key: str, words: str) -> float:
    try:
        return float(words.replace(",", ".").strip()[:20])
    except ValueError:
        raise InputError(f"{key} is {short(words)}", remedy="Give a number", key=key) from None
