"""The report of a run, read from the top: claim, outcomes, thread, findings, folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text

from experiments.caveats import departures
from experiments.comparison import Comparison
from experiments.wording import counted, decimals, figures, written
from goldenthread.behind_table import coverage, show_behind
from goldenthread.display import heading, new_table, show_table
from goldenthread.thread_table import show_thread

if TYPE_CHECKING:
    from rich.console import Console

    from experiments.result import Result

VERDICT_STYLES = {"better": "green", "worse": "red"}
_CHAIN = ("link", "hop", "bypass")
CHECK_STYLES = {"supported": "green", "contradicted": "red", "undetermined": "dim"}


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
    changed = " (changed for this run)" if departures(design) else ""
    console.print(Text(design.scenario.title + changed, style="bold"))
    console.print(f"Claim: {design.scenario.claim}")
    start, end = design.window
    console.print(
        f"{counted(len(design.world.councils), 'council')}, "
        f"{counted(design.world.citizens, 'citizen')}, {start:g} to {end:g}, "
        f"{counted(design.replicates, 'replicate')}, seed {design.seed}"
    )
    for caveat in result.caveats:
        console.print(Text(f"Note: {caveat}", style="yellow"))
    _outcomes(console, result)
    _expectations(console, result)
    show_thread(console, result)
    shown = {row.outcome.name for row in result.headline}
    show_behind(console, [i for i in result.intervals if i.kind in _CHAIN or i.name in shown])
    heading(console, "Findings")
    for sentence in result.findings:
        console.print(f"- {sentence}")
    console.print(coverage(design.nesting))
    console.print(f"\nResults: {folder}", soft_wrap=True)


def _outcomes(console: Console, result: Result) -> None:
    heading(console, "Outcomes")
    titles = [arm.title for arm in result.design.arms]
    paired = len(titles) == 2
    figures = ("95 % interval",) if not paired else ("difference", "95 % interval", "it is")
    table = new_table(console, "outcome", "unit", *titles, *figures, right=(*titles, *figures[:2]))
    for row in result.headline:
        table.add_row(row.outcome.label, row.outcome.unit, *outcome_cells(row))
    show_table(console, table)
    notes = [f"{row.outcome.label}: {row.note}" for row in result.headline if row.note]
    more = len(result.comparisons) - len(result.headline)
    if more:
        notes.append(f"{more} more are in findings.json; `goldenthread outcomes` defines all.")
    for note in notes:
        console.print(Text(note, style="dim"))


def outcome_cells(row: Comparison) -> list[Text]:
    """Return the figures of an outcome: its levels, the difference, its interval, the verdict."""
    least = row.outcome.decimals
    if row.scenario is None or row.difference is None:
        return [Text(words) for words in figures(row.baseline, least)]
    levels = row.baseline.mean, row.scenario.mean
    digits = decimals(*levels, least=least)
    difference, interval = figures(row.difference, least, signed=True)
    return [
        *(Text(written(level, digits)) for level in levels),
        Text(difference),
        Text(interval),
        Text(row.verdict, style=VERDICT_STYLES.get(row.verdict, "")),
    ]


def _expectations(console: Console, result: Result) -> None:
    if not result.checks:
        return
    of_what = " of the unchanged run" if departures(result.design) else ""
    heading(console, f"What the scenario expects{of_what}")
    table = new_table(console, "quantity", "expected", "found", "the claim is", right=("found",))
    for each in result.checks:
        verdict = Text(each.verdict, style=CHECK_STYLES[each.verdict])
        table.add_row(each.quantity, each.expected, each.found, verdict)
    show_table(console, table)
    for each in result.checks:
        if each.reason:
            console.print(Text(f"{each.quantity}: {each.reason}", style="dim"))
