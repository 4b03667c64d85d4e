"""The thread as a table: what is still in it at every link, and where it breaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from experiments.phrases import bypass_in_words, passed_on
from experiments.stations import STATIONS
from experiments.thread import Hop, Thread
from experiments.wording import percent
from goldenthread.display import heading, new_table, show_table

if TYPE_CHECKING:
    from rich.console import Console

    from experiments.result import Result

STATE_STYLES = {
    "amplified": "bold blue",
    "whole": "blue",
    "frayed": "yellow",
    "broken": "bold red",
    "undetermined": "dim",
}
_HOW_TO_READ = (
    "A hop is named after what it passes on of what reached it: a whole hop after a broken one "
    "passes on what little is left."
)


def show_thread(console: Console, result: Result) -> None:
    """Print the thread of each world, side by side."""
    lever = result.design.lever_in_words
    heading(console, f"The thread: of {lever}, what is still in it (95 % interval)")
    threads = list(result.thread.values())
    columns = [name for thread in threads for name in (thread.title, "hop")]
    table = new_table(console, "link", "what is measured", *columns)
    for index, station in enumerate(STATIONS):
        cells = [cell for thread in threads for cell in _thread_cells(thread, index)]
        table.add_row(station.name, station.quantity, *cells)
    table.add_row()
    for name, meaning, hops in (
        ("first break", "first hop that is broken", [each.first_break for each in threads]),
        ("weakest link", "hop that passes on least", [each.weakest_link for each in threads]),
    ):
        table.add_row(name, meaning, *(cell for hop in hops for cell in _hop_cells(hop)))
    bypasses = (cell for thread in threads for cell in (bypass_in_words(thread), ""))
    table.add_row("bypass", "recorded minus felt", *bypasses)
    show_table(console, table)
    for note in (result.design.lever_in_detail, _HOW_TO_READ):
        if note:
            console.print(Text(note, style="dim"))


def _thread_cells(thread: Thread, index: int) -> tuple[str, Text]:
    if index == 0:
        return "100 %", Text("")
    hop = thread.hops[index - 1]
    arrived = percent(thread.links[index].elasticity)
    return arrived, Text(hop.state, style=STATE_STYLES[hop.state])


def _hop_cells(hop: Hop | None) -> tuple[str, str]:
    return ("none for certain", "") if hop is None else (hop.name, passed_on(hop))
