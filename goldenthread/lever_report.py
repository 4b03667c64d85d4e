"""The report of an experiment with levers, read from the top."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text

from experiments.caveats import departures
from experiments.intervals import Estimate
from experiments.levers.association import STATISTICS
from experiments.levers.beside import beside
from experiments.levers.findings import told
from experiments.phrases import bypass_in_words, passed_on, short_answer
from experiments.stations import NAMES, STATIONS
from experiments.wording import counted, percent, written
from goldenthread.behind_table import coverage, show_behind
from goldenthread.display import heading, new_table, show_table
from goldenthread.thread_table import STATE_STYLES

if TYPE_CHECKING:
    from rich.console import Console

    from experiments.levers.measured import LeverThread
    from experiments.levers.result import Threads

_BEYOND = NAMES[1:]
"""The stations beyond the lever itself."""


def show_threads(console: Console, result: Threads, folder: Path) -> None:
    """Print the whole report.

    Parameters
    ----------
    console
        Where to; a terminal gets colour.
    result
        What was found.
    folder
        Where it has been saved.
    """
    _head(console, result)
    threads = list(result.levers.values())
    _chain(console, threads[0])
    _groups(console, threads[0])
    if len(threads) > 1:
        _map(console, threads)
    _seen(console, result)
    show_behind(console, [each for each in result.intervals if each.world == threads[0].name])
    heading(console, "Findings")
    for sentence in result.findings:
        console.print(f"- {sentence}")
    console.print(coverage(result.design.nesting))
    console.print(f"\nResults: {folder}", soft_wrap=True)


def _head(console: Console, result: Threads) -> None:
    design = result.design
    changed = " (changed for this run)" if departures(design) else ""
    console.print(Text(design.arm.title + changed, style="bold"))
    (start, end), (from_year, to_year) = design.window, design.thread_window
    console.print(
        f"{counted(len(design.world.councils), 'council')}, "
        f"{counted(design.world.citizens, 'citizen')}, {start:g} to {end:g}, "
        f"{counted(design.replicates, 'replicate')}, seed {design.seed}"
    )
    console.print(
        f"{counted(len(design.levers), 'lever')} stepped in {design.levers_start:g}, "
        f"links measured from {from_year:g} to {to_year:g}"
    )
    for caveat in result.caveats:
        console.print(Text(f"Note: {caveat}", style="yellow"))


def _chain(console: Console, lever: LeverThread) -> None:
    """Print the chain of one lever."""
    heading(console, f"The thread: {lever.in_words}")
    console.print(Text(f"{lever.answer_in_words}; in brackets 95 % intervals", style="dim"))
    table = new_table(console, "link", "what is measured", "answer", "hop", "passes on")
    for index, station in enumerate(STATIONS):
        if index == 0:
            table.add_row(station.name, lever.thread.title, "1" if lever.in_units else "100 %")
            continue
        hop, link = lever.thread.hops[index - 1], lever.thread.links[index]
        state = Text(hop.state, style=STATE_STYLES[hop.state])
        passed = hop.reason if hop.state == "undetermined" else passed_on(hop)
        table.add_row(station.name, station.quantity, percent(link.elasticity), state, passed)
    table.add_row()
    broken, weakest = lever.thread.first_break, lever.thread.weakest_link
    for name, meaning, hop_found in (
        ("first break", "first hop that is broken", broken),
        ("weakest link", "hop that passes on least", weakest),
    ):
        where = "none for certain" if hop_found is None else hop_found.name
        table.add_row(name, meaning, where)
    table.add_row("bypass", "recorded minus felt", bypass_in_words(lever.thread))
    show_table(console, table)
    if not lever.levers[0].is_priority:
        console.print(Text(told(lever), style="dim"))


def _groups(console: Console, lever: LeverThread) -> None:
    """Print where the answers come about."""
    heading(console, f"Where the answers come about: {lever.thread.title}")
    table = new_table(console, "", "", *_BEYOND, right=_BEYOND)
    for grouping, groups in lever.groups.items():
        for group, row in groups.items():
            table.add_row(grouping, group, *(_cell(each) for each in row[1:]))
    show_table(console, table)
    console.print(Text("Bands: fifths of councils, 1 the most deprived. " + _HOW, style="dim"))


def _map(console: Console, threads: list[LeverThread]) -> None:
    """Print how every station answers to every lever."""
    heading(console, "Which lever moves what")
    table = new_table(
        console, "lever", "answer is", *_BEYOND, "first moved", "first break", right=_BEYOND
    )
    for lever in threads:
        broken = lever.thread.first_break
        table.add_row(
            lever.thread.title,
            "per unit" if lever.in_units else "elasticity",
            *(_cell(link.elasticity) for link in lever.thread.links[1:]),
            lever.first_moved or "none clearly",
            "none for certain" if broken is None else broken.name,
        )
    show_table(console, table)
    console.print(Text(_HOW, style="dim"))


_HOW = "A bracket: the interval holds zero. A dash: undefined."


def _cell(estimate: Estimate) -> Text:
    words = short_answer(estimate)
    clear = not estimate.bounded or estimate.sign or estimate.low == estimate.high
    return Text(words) if clear else Text(f"({words})", style="dim")


def _seen(console: Console, result: Threads) -> None:
    """Print what an authority could see, beside what is true."""
    lever = next(iter(result.levers.values()))
    start, end = result.design.last_months
    heading(console, f"What can be seen from {start:g} to {end:g}, and what is true")
    names = (
        "true: passed on",
        "seen: slope",
        "correlation",
        "rank agreement",
        "mutual information",
    )
    table = new_table(console, "pair", *names, right=names)
    shown = [name for name in STATISTICS if name not in ("slope", "proportional_slope")]
    for each in beside(lever, result.observed):
        found = [each.seen.statistics[name] for name in shown]
        table.add_row(
            each.seen.name,
            percent(each.causal),
            percent(each.believable),
            *(written(estimate.mean, 2) for estimate in found),
        )
    show_table(console, table)
    for ends in result.observed.ends:
        seen, product = written(ends.end_to_end.mean, 2), written(ends.product.mean, 2)
        console.print(
            f"{ends.name}: correlation {seen}, product of the hops' correlations {product}, "
            f"difference {_with_ends(ends.difference)}"
        )
    reasons = {pair.statistics["correlation"].reason for pair in result.observed.pairs}
    for reason in sorted(reasons - {"", "one replicate gives no interval"}):
        console.print(Text(f"Note: {reason}", style="dim"))


def _with_ends(estimate: Estimate) -> str:
    mean = written(estimate.mean, 2)
    if not estimate.bounded:
        return mean
    return f"{mean} ({written(estimate.low, 2)} to {written(estimate.high, 2)})"
