"""What ``goldenthread run`` does: check, simulate, save, and only then tell."""

from __future__ import annotations

import json
import shlex
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from experiments.design import Design, make_design
from experiments.store import checked_folder
from goldenthread.display import messages, output
from goldenthread.progress import shown_progress
from scenarios import World

if TYPE_CHECKING:
    from rich.console import Console

    from experiments.result import Result


@dataclass(frozen=True)
class Request:
    """The options of ``goldenthread run``, as given."""

    scenario: str
    replicates: int
    years: float | None
    seed: int
    out: str | None
    workers: int | None
    councils: Path | None
    output: Literal["report", "json", "path"]


def carry_out(request: Request) -> None:
    """Run the experiment, save its results and print what was asked for.

    Raises
    ------
    InputError
        When something given cannot be used; nothing has been simulated or written then.
    """
    design = make_design(
        request.scenario,
        replicates=request.replicates,
        years=request.years,
        seed=request.seed,
        workers=request.workers,
        world=None if request.councils is None else World.from_csv(request.councils),
        parameters=None,
    )
    folder = checked_folder(request.out, design.scenario.name)
    try:
        result = _simulated(design, messages(), quiet=request.output == "path")
        saved = result.save(folder, command=shlex.join(["goldenthread", *sys.argv[1:]]))
        _tell(result, saved, request)
    except KeyboardInterrupt:
        # Results get their folder's name last of all, so they are there complete or not at all.
        written = folder.is_dir() and any(folder.iterdir())
        raise KeyboardInterrupt(f"the results are in {folder}" if written else "") from None


def _simulated(design: Design, console: Console, *, quiet: bool) -> Result:
    # Loading the model takes a second; whatever can be refused has been by now.
    from experiments.run import run_design
    from goldenthread.compilation import announce

    announce(None if quiet else console)
    if quiet:
        return run_design(design)
    with shown_progress(console, design.simulated_years) as report:
        return run_design(design, report)


def _tell(result: Result, folder: Path, request: Request) -> None:
    if request.output == "path":
        sys.stdout.write(f"{folder}\n")
    elif request.output == "json":
        document = {**result.summary(), "folder": str(folder)}
        sys.stdout.write(json.dumps(document, indent=2, allow_nan=False) + "\n")
    else:
        from goldenthread.report import show_report

        show_report(output(), result, folder)
