"""What ``goldenthread verdicts`` does: put claims to the test, and say which ones hold."""

from __future__ import annotations

import json
import shlex
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from rich.text import Text

from experiments.store import checked_folder
from goldenthread.display import heading, messages, new_table, output, show_table
from goldenthread.progress import shown_progress
from goldenthread.run_report import CHECK_STYLES
from scenarios import available, load

if TYPE_CHECKING:
    from pathlib import Path

    from rich.console import Console

    from experiments.verdicts.claims import Claim, Trial


@dataclass(frozen=True)
class Request:
    """The options of ``goldenthread verdicts``, as given."""

    names: Sequence[str]
    replicates: int
    most: int | None
    seed: int
    workers: int | None
    out: str | None
    output: Literal["report", "json", "markdown"]


def show_verdicts(request: Request) -> None:
    """Test the claims of the named scenarios, or of all shipped ones, and print the verdicts.

    Raises
    ------
    InputError
        When something given cannot be used; nothing has been simulated or written then.
    """
    from experiments.verdicts.claims import make_trial, put_to_the_test

    names = dict.fromkeys(request.names)
    trial = make_trial(
        [load(name) for name in names] if names else available(),
        replicates=request.replicates,
        most=request.most,
        seed=request.seed,
        workers=request.workers,
    )
    if request.out is not None:
        checked_folder(request.out, "verdicts")
    # Loading the model takes a second; whatever can be refused has been by now.
    from goldenthread.compilation import announce

    console = messages()
    announce(console)
    one_replicate = max(batch.design.simulated_years for batch in trial.batches)
    with shown_progress(console, one_replicate) as report:
        claims = put_to_the_test(trial, report)
    _tell(trial, claims, request)


def _tell(trial: Trial, claims: Sequence[Claim], request: Request) -> None:
    from experiments.verdicts.files import document, write_verdicts
    from experiments.verdicts.page import page

    command = shlex.join(["goldenthread", *sys.argv[1:]])
    folder = None
    if request.out is not None:
        from experiments.store import checked_folder, write_folder

        folder = write_folder(
            checked_folder(request.out, "verdicts"),
            lambda partial: write_verdicts(trial, claims, command, partial),
        )
    if request.output == "json":
        told = document(trial, claims, command) | {"folder": str(folder) if folder else None}
        sys.stdout.write(json.dumps(told, indent=2, allow_nan=False) + "\n")
    elif request.output == "markdown":
        sys.stdout.write(page(trial, claims))
    else:
        _report(output(), trial, claims, folder)


def _report(console: Console, trial: Trial, claims: Sequence[Claim], folder: Path | None) -> None:
    from experiments.caveats import ENOUGH_REPLICATES
    from experiments.verdicts.page import HEADINGS, cells, score, setting

    console.print(Text(score(claims), style="bold"))
    console.print(setting(trial, claims))
    if trial.first_round < ENOUGH_REPLICATES:
        note = f"Note: with fewer than {ENOUGH_REPLICATES} replicates verdicts are rough."
        console.print(Text(note, style="yellow"))
    for claim in claims:
        scenario = claim.scenario
        heading(console, f"{scenario.name}: {claim.verdict}")
        console.print(f"Claim: {scenario.claim}")
        table = new_table(console, *HEADINGS, right=(HEADINGS[3],))
        for check in claim.checks:
            *figures, verdict = cells(check)
            table.add_row(*figures, Text(verdict, style=CHECK_STYLES[check.verdict]))
        show_table(console, table)
        if scenario.finding:
            console.print(Text(f"Found: {' '.join(scenario.finding.split())}", style="dim"))
    if folder is not None:
        console.print(f"\nVerdicts: {folder}", soft_wrap=True)
