"""How much of the intervals is not knowing the parameters, as a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from experiments.posterior.behind import Interval, in_words
from goldenthread.display import heading, new_table, show_table

if TYPE_CHECKING:
    from rich.console import Console

    from experiments.nested import Nesting


def show_behind(console: Console, intervals: Sequence[Interval]) -> None:
    """Print what is behind those intervals of which it can be told; nothing for none."""
    known = [each for each in intervals if each.estimate.parameters]
    if not known:
        return
    heading(console, "What is behind the intervals")
    worlds = list(dict.fromkeys(each.world for each in known))
    labels = list(dict.fromkeys(each.label for each in known))
    cells = {
        (each.label, each.world): in_words(each.estimate.parameters)
        for each in known
        if each.estimate.parameters
    }
    table = new_table(console, "interval of", *worlds, right=tuple(worlds))
    for label in labels:
        table.add_row(label, *(cells.get((label, world), "-") for world in worlds))
    show_table(console, table)
    console.print(
        Text(
            "Share that is not knowing the parameters, in brackets its own 95 % interval; the rest "
            "is chance. More replicates narrow what is chance.",
            style="dim",
        )
    )


def coverage(nesting: Nesting | None) -> str:
    """Return what intervals hold and what not, for the end of a report."""
    if nesting is None:
        return (
            "Intervals cover chance between replicates only, not what is uncertain in the "
            "parameters."
        )
    return (
        "Intervals hold chance and what the posterior leaves open of the parameters, not what the "
        "model leaves out."
    )
