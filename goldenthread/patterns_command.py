"""The command ``goldenthread patterns``."""

from __future__ import annotations

import json as json_format
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from goldenthread.options import Councils, Debug, Seed, Workers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from calibration.patterns import Assessment

Ids = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[ID]...", help="Patterns, such as P1.", show_default="all that are open"
    ),
]


def patterns(
    ids: Ids = None,
    replicates: Annotated[int, typer.Option(help="Replicates; intervals need 2.")] = 20,
    seed: Seed = 1,
    workers: Workers = None,
    councils: Councils = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
    markdown: Annotated[bool, typer.Option("--markdown", help="Print a page in Markdown.")] = False,
    debug: Debug = False,
) -> None:
    """Test patterns that the model must show, and that a null model must not."""
    if json and markdown:
        raise typer.BadParameter("give either --json or --markdown", param_hint="--markdown")
    from calibration.patterns import assess
    from calibration.patterns.page import page
    from goldenthread.compilation import announce
    from goldenthread.display import messages
    from goldenthread.progress import RunsLeft, shown_progress
    from scenarios import World

    world = None if councils is None else World.from_csv(councils)
    console = messages()
    announce(console)
    with shown_progress(console, 1.0, RunsLeft(4.0)) as report:
        found = assess(
            tuple(ids or ()),
            replicates=replicates,
            seed=seed,
            workers=workers,
            world=world,
            progress=report,
        )
    setting = f"{replicates} replicates, seed {seed}"
    if json:
        told = [each.summary() for each in found]
        sys.stdout.write(json_format.dumps(told, indent=2, allow_nan=False) + "\n")
    elif markdown:
        sys.stdout.write(page(found, setting))
    else:
        _show(found, setting)


def _show(found: Sequence[Assessment], setting: str) -> None:
    from rich.text import Text

    from calibration.patterns.page import FIGURES, HEADINGS, rows, score
    from goldenthread.display import new_table, output, show_table

    console = output()
    console.print(Text(score(found), style="bold"))
    console.print(setting)
    console.print()
    table = new_table(console, *HEADINGS, right=FIGURES)
    styles = {"yes": "green", "no": "red"}
    for each in found:
        for row in rows(each):
            table.add_row(*(Text(cell, style=styles.get(cell, "")) for cell in row))
    show_table(console, table)
    for each in found:
        if each.pattern.finding:
            console.print()
            words = " ".join(each.pattern.finding.split())
            console.print(Text(f"{each.pattern.id}: {words}", style="dim"))
