"""The report of a run, read from the top: claim, outcomes, thread, findings, folder."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text

from experiments.comparison import Comparison
from experiments.intervals import Estimate
from experiments.sentences import percent
from experiments.stations import STATIONS
from experiments.thread import Thread
from goldenthread.display import heading, new_table, show_table

if TYPE_CHECKING:
    from rich.console import Console

    from experiments.result import Result

VERDICT_STYLES = {"better": "green", "worse": "red"}
STATE_STYLES = {"whole": "blue", "frayed": "yellow", "broken": "bold red", "undetermined": "dim"}
LEAST_SHOWN = 1e-4


def show_report(console: Console, result: Result, folder: Path) -> None:
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
    design = result.design
    console.print(Text(design.scenario.title, style="bold"))
    console.print(f"Claim: {design.scenario.claim}")
    start, end = design.window
    console.print(
        f"{len(design.world.councils)} councils, {design.world.citizens:,} citizens, "
        f"{start:g} to {end:g}, {design.replicates} replicate"
        f"{'s' if design.replicates > 1 else ''}, seed {design.seed}"
    )
    _outcomes(console, result)
    _expectations(console, result)
    _thread(console, result)
    heading(console, "Findings")
    for sentence in result.findings:
        console.print(f"- {sentence}")
    console.print(
        "Intervals cover chance between replicates only, not what is uncertain in the parameters."
    )
    console.print(f"\nResults: {folder}", soft_wrap=True)


def _outcomes(console: Console, result: Result) -> None:
    heading(console, "Outcomes")
    titles = [arm.title for arm in result.design.arms]
    paired = len(titles) == 2
    figures = ("95 % interval",) if not paired else ("difference", "95 % interval", "it is")
    table = new_table(console, "outcome", "unit", *titles, *figures, right=(*titles, *figures[:2]))
    for row in result.headline:
        table.add_row(row.outcome.label, row.outcome.unit, *_outcome_cells(row))
    show_table(console, table)
    notes = [f"{row.outcome.label}: {row.note}" for row in result.headline if row.note]
    more = len(result.comparisons) - len(result.headline)
    if more:
        notes.append(f"{more} more outcomes are in findings.json and outcomes.parquet.")
    for note in notes:
        console.print(Text(note, style="dim"))


def _outcome_cells(row: Comparison) -> list[Text]:
    decimals = row.outcome.decimals
    baseline = Text(_figure(row.baseline.mean, decimals))
    if row.scenario is None or row.difference is None:
        return [baseline, Text(_interval(row.baseline, decimals))]
    difference = row.difference
    sign = "+" if difference.mean >= LEAST_SHOWN else ""
    return [
        baseline,
        Text(_figure(row.scenario.mean, decimals)),
        Text(sign + _figure(difference.mean, decimals)),
        Text(_interval(difference, decimals)),
        Text(row.verdict, style=VERDICT_STYLES.get(row.verdict, "")),
    ]


def _figure(value: float, decimals: int) -> str:
    if math.isnan(value):
        return "undefined"
    words = f"{value:,.{decimals}f}"
    if words.strip("-0."):
        return words
    # What is small but not nothing must not look like nothing, nor nothing have a sign.
    return f"{value:.1g}" if abs(value) >= LEAST_SHOWN else words.lstrip("-")


def _interval(estimate: Estimate, decimals: int) -> str:
    if not estimate.bounded:
        return "none"
    return f"{_figure(estimate.low, decimals)} to {_figure(estimate.high, decimals)}"


def _expectations(console: Console, result: Result) -> None:
    if not result.checks:
        return
    heading(console, "What the scenario expects")
    labels = {row.outcome.name: row.outcome.label for row in result.comparisons}
    table = new_table(console, "outcome", "expected to", "that is")
    for each in result.checks:
        verb = each.direction.removesuffix("s")
        amount = f"{verb} by more than {each.at_least:g}" if each.at_least else verb
        table.add_row(labels[each.outcome], amount, each.result)
    show_table(console, table)


def _thread(console: Console, result: Result) -> None:
    heading(console, f"The thread: of {result.design.lever_in_words}, what arrives (95 % interval)")
    if result.design.lever_in_detail:
        console.print(Text(result.design.lever_in_detail, style="dim"))
    threads = list(result.thread.values())
    columns = [name for thread in threads for name in (thread.title, "hop")]
    table = new_table(console, "link", "what is measured", *columns)
    for index, station in enumerate(STATIONS):
        cells = [cell for thread in threads for cell in _thread_cells(thread, index)]
        table.add_row(station.name, station.quantity, *cells)
    table.add_row(
        "bypass", "recorded minus felt",
        *(cell for thread in threads for cell in (percent(thread.bypass), "")),
    )  # fmt: skip
    show_table(console, table)
    for thread in threads:
        for line in _hops(thread):
            console.print(Text(line, style="dim"))


def _thread_cells(thread: Thread, index: int) -> tuple[str, Text]:
    if index == 0:
        return "100 %", Text("")
    hop = thread.hops[index - 1]
    arrived = percent(thread.links[index].elasticity)
    return arrived, Text(hop.state, style=STATE_STYLES[hop.state])


def _hops(thread: Thread) -> list[str]:
    """Return what each hop passes on, and why hops are undetermined or odd."""
    passed = [
        f"{hop.name} {percent(hop.passthrough)}" for hop in thread.hops if hop.passthrough.bounded
    ]
    by_reason: dict[str, list[str]] = {}
    for hop in thread.hops:
        if hop.reason:
            by_reason.setdefault(hop.reason, []).append(hop.name)
    lines = [f"{', '.join(names)}: {reason}" for reason, names in by_reason.items()]
    if passed:
        lines.insert(0, f"passed on by each hop: {', '.join(passed)}")
    return [f"{thread.title}, {line}" for line in lines]
