"""The command ``goldenthread statistics``."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from goldenthread.options import Debug


def statistics(
    markdown: Annotated[
        bool, typer.Option("--markdown", help="Write the page of the documents.")
    ] = False,
    debug: Debug = False,
) -> None:
    """List what tables of targets can ask for: quantities and functions."""
    if markdown:
        from calibration.targets.page import page

        sys.stdout.write(page())
        return
    from calibration.statistics import FUNCTIONS, QUANTITIES
    from calibration.statistics.outcomes import NAMED
    from goldenthread.display import heading, new_table, output, show_table

    console = output()
    heading(console, "Functions")
    table = new_table(console, "function", "unit", "what it is")
    for function in FUNCTIONS.values():
        unit = function.unit.replace("same", "as its argument", 1)
        table.add_row(function.signature.replace("[", r"\["), unit, function.meaning)
    show_table(console, table)
    heading(console, "Quantities")
    table = new_table(console, "quantity", "unit", "what it is")
    for name, quantity in QUANTITIES.items():
        meaning = NAMED[name].meaning if name in NAMED else "Deprivation of the council."
        table.add_row(name, quantity.unit, meaning)
    show_table(console, table)
