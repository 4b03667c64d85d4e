"""Where the thread breaks: the chain of stations, drawn and in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from experiments.phrases import bypass_in_words, ends_in_words, passed_on
from experiments.report.view import Cell, Row, Table, Tone
from experiments.sentences import breaks
from experiments.stations import station
from experiments.thread import Hop, State, Thread
from experiments.wording import percent

_TONES: dict[State, Tone] = {
    "amplified": "changed",
    "whole": "better",
    "frayed": "changed",
    "broken": "worse",
    "undetermined": "none",
}
LEGEND = (
    "A hop is called whole when it passes on more than {whole:g} % of what reached it, broken when "
    "less than {broken:g} %, frayed between, amplified when more moves on than came in, and "
    "undetermined when the interval does not decide."
)


def untitled(sentence: str, title: str) -> str:
    """Return a sentence without the title of the world before it."""
    words = sentence.removeprefix(f"{title}: ")
    return words[:1].upper() + words[1:]


def in_short(thread: Thread) -> str:
    """Return where the thread breaks and what arrives at its ends."""
    return f"{untitled(breaks(thread), thread.title)} {ends_in_words(thread)}"


def legend(thread: Thread) -> str:
    """Return what the states of hops mean."""
    found = thread.thresholds
    return LEGEND.format(whole=100 * found.whole, broken=100 * found.broken)


def stations_table(threads: Sequence[Thread]) -> Table:
    """Return the table of stations: what arrives in each world, and what the hop passes on."""
    headings = ["station", "where, and what is measured"]
    for thread in threads:
        end = f": {thread.title}" if len(threads) > 1 else ""
        headings += [f"arrives{end}", f"the hop to it{end}"]
    rows = []
    for place, link in enumerate(threads[0].links):
        found = station(link.name)
        cells = [Cell(found.name), Cell(f"{found.place}: {found.quantity}")]
        for thread in threads:
            cells.append(Cell(percent(thread.links[place].elasticity)))
            cells.append(_hop_cell(thread.hops[place - 1]) if place else Cell(""))
        rows.append(Row(tuple(cells)))
    bypass = [Cell("bypass"), Cell("on record without having been felt")]
    for thread in threads:
        bypass += [Cell(bypass_in_words(thread)), Cell("")]
    return Table(
        "Of the rise, how much arrives at each station, with its 95 % interval",
        tuple(headings),
        (*rows, Row(tuple(bypass))),
        note=legend(threads[0]),
    )


def hops_table(threads: Mapping[str, Thread]) -> Table:
    """Return the table of all hops with their intervals and reasons."""
    rows = [
        Row((Cell(name), Cell(hop.name), Cell(hop.state, _TONES[hop.state]),
             Cell(percent(hop.passthrough)), Cell(hop.reason)))
        for name, thread in threads.items() for hop in thread.hops
    ]  # fmt: skip
    return Table(
        "What each hop passes on of what reached it",
        ("world or lever", "hop", "state", "passed on", "why, or what is odd"),
        tuple(rows),
        dense=True,
    )


def _hop_cell(hop: Hop) -> Cell:
    return Cell(f"{hop.state}: {passed_on(hop)}", _TONES[hop.state])
