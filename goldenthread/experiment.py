"""What a command that experiments does: check, simulate, save, and only then tell."""

from __future__ import annotations

import json
import shlex
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from experiments.design import Design
from experiments.store import checked_folder
from goldenthread.display import messages, output
from goldenthread.options import Printed
from goldenthread.progress import shown_progress

if TYPE_CHECKING:
    from rich.console import Console

    from experiments.result import Result
    from experiments.run import Progress


class Found(Protocol):
    """What an experiment found."""

    def summary(self) -> dict[str, Any]:
        """Return the findings as plain values."""

    def save(self, folder: Path, *, command: str) -> Path:
        """Write the results folder and return its path."""


AnyDesign = TypeVar("AnyDesign", bound=Design)
AnyFound = TypeVar("AnyFound", bound=Found)


@dataclass(frozen=True)
class Work(Generic[AnyDesign, AnyFound]):
    """An experiment to carry out.

    Attributes
    ----------
    design
        What is asked for, checked.
    name
        What a new results folder is named after.
    simulate
        Carries the design out, telling how far it is.
    report
        Prints what was found and where it was saved.
    """

    design: AnyDesign
    name: str
    simulate: Callable[[AnyDesign, Progress | None], AnyFound]
    report: Callable[[AnyFound, Path], None]


def carry_out(work: Work[AnyDesign, AnyFound], *, out: str | None, output: Printed) -> None:
    """Run the experiment, save its results and print what was asked for.

    Raises
    ------
    InputError
        When the results folder cannot be used; nothing has been simulated or written then.
    """
    folder = checked_folder(out, work.name)
    try:
        result = _simulated(work, messages(), quiet=output == "path")
        saved = result.save(folder, command=shlex.join(["goldenthread", *sys.argv[1:]]))
        _tell(work, result, saved, output)
    except KeyboardInterrupt:
        # Results get their folder's name last of all, so they are there complete or not at all.
        written = folder.is_dir() and any(folder.iterdir())
        raise KeyboardInterrupt(f"the results are in {folder}" if written else "") from None


def simulate_run(design: Design, progress: Progress | None) -> Result:
    """Carry out a paired run; see ``experiments.run.run_design``."""
    from experiments.run import run_design

    return run_design(design, progress)


def report_run(result: Result, folder: Path) -> None:
    """Print the report of a paired run."""
    from goldenthread.report import show_report

    show_report(output(), result, folder)


def _simulated(work: Work[AnyDesign, AnyFound], console: Console, *, quiet: bool) -> AnyFound:
    # Loading the model takes a second; whatever can be refused has been by now.
    from goldenthread.compilation import announce

    announce(None if quiet else console)
    if quiet:
        return work.simulate(work.design, None)
    with shown_progress(console, work.design.simulated_years) as report:
        return work.simulate(work.design, report)


def _tell(work: Work[AnyDesign, AnyFound], result: AnyFound, folder: Path, output: Printed) -> None:
    if output == "path":
        sys.stdout.write(f"{folder}\n")
    elif output == "json":
        document = {**result.summary(), "folder": str(folder)}
        sys.stdout.write(json.dumps(document, indent=2, allow_nan=False) + "\n")
    else:
        work.report(result, folder)
