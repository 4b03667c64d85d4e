"""The report of a specificity matrix, read from the top."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text

from experiments.specificity.findings import MEASURED, MEASURES_EXPLAINED
from experiments.specificity.matrix import Cell, Row
from experiments.specificity.mechanisms import HOP_NAMES
from experiments.wording import counted, written
from goldenthread.display import heading, new_table, show_table

if TYPE_CHECKING:
    from rich.console import Console

    from experiments.specificity.result import Specificity

_STYLES = {"lowers": "bold red", "raises": "bold blue"}
_WORDS = {"lowers": "lowers", "raises": "raises", "inside its noise": "=", "undetermined": "?"}
_HOW = (
    "In square brackets the hop that the mechanism should lower. = inside its noise, ? not clear, "
    "- not measured. Figures: value with the mechanism less value without, and half the "
    "95 % interval."
)


def show_specificity(console: Console, result: Specificity, folder: Path) -> None:
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
    heading(console, "What each mechanism, alone, does to each hop")
    table = new_table(console, "mechanism", "measured by", *HOP_NAMES, "verdict", right=HOP_NAMES)
    for row in result.matrix:
        cells = (_cell(row, cell) for cell in row.cells)
        verdict = Text(row.verdict, style="" if row.verdict == "specific" else "bold")
        table.add_row(row.mechanism.title, MEASURED[row.mechanism.measure], *cells, verdict)
    for measure in dict.fromkeys(row.mechanism.measure for row in result.matrix):
        noises = (_noise(cell) for cell in result.rows(measure)[0].cells)
        table.add_row(Text("noise", style="dim"), MEASURED[measure], *noises)
    show_table(console, table)
    console.print(Text(_HOW, style="dim"))
    for measure, words in MEASURES_EXPLAINED.items():
        console.print(Text(f"{MEASURED[measure]}: {words}.", style="dim"))
    heading(console, "Findings")
    for sentence in result.findings:
        console.print(f"- {sentence}")
    console.print(f"\nResults: {folder}", soft_wrap=True)


def _head(console: Console, result: Specificity) -> None:
    design = result.design
    console.print(Text(design.table.title, style="bold"))
    (start, end), (from_year, to_year) = design.window, design.thread_window
    console.print(
        f"{counted(len(design.world.councils), 'council')}, "
        f"{counted(design.world.citizens, 'citizen')}, {start:g} to {end:g}, "
        f"{counted(design.replicates, 'replicate')}, seed {design.seed}"
    )
    console.print(
        f"{counted(len(design.table.mechanisms), 'mechanism')}, links measured from "
        f"{from_year:g} to {to_year:g} after a step of a lever in {start:g}"
    )
    for caveat in result.caveats:
        console.print(Text(f"Note: {caveat}", style="yellow"))


def _cell(row: Row, cell: Cell) -> Text:
    if cell.effect in ("undefined", "not measured"):
        words = "-"
    else:
        half = (cell.difference.high - cell.difference.low) / 2
        figures = f"{written(cell.difference.mean, 2)} +-{written(half, 2)}"
        words = f"{_WORDS[cell.effect]} {figures}"
    own = cell is row.own
    return Text(f"[{words}]" if own else words, style=_STYLES.get(cell.effect, "dim"))


def _noise(cell: Cell) -> Text:
    return Text("-" if cell.effect == "not measured" else written(cell.noise, 2), style="dim")
