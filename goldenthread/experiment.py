"""What ``goldenthread run`` does: check, simulate, save, and only then tell."""

from __future__ import annotations

import json
import shlex
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from experiments.design import Design, make_design
from experiments.store import checked_folder
from goldenthread.display import messages, output
from goldenthread.progress import shown_progress
from scenarios import World

if TYPE_CHECKING:
    from experiments.result import Result
    from experiments.run import Progress


Output = Literal["report", "json", "path"]
Found = TypeVar("Found")


@dataclass(frozen=True, kw_only=True)
class Options:
    """The options that every experiment has, as given."""

    replicates: int
    years: float | None
    seed: int
    out: str | None
    workers: int | None
    councils: Path | None
    output: Output

    @property
    def world(self) -> World | None:
        """The councils of the file that was given; None without one."""
        return None if self.councils is None else World.from_csv(self.councils)


@dataclass(frozen=True, kw_only=True)
class Request(Options):
    """The options of ``goldenthread run``, as given."""

    scenario: str


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
        world=request.world,
        parameters=None,
    )
    folder = checked_folder(request.out, design.scenario.name)
    with interruptible(folder):
        result = with_progress(
            lambda report: _simulated(design, report),
            design.simulated_years,
            quiet=request.output == "path",
        )
        saved = result.save(folder, command=command_given())
        tell(result.summary, saved, request.output, lambda: _show(result, saved))


def command_given() -> str:
    """Return the command that was given, for the manifest."""
    return shlex.join(["goldenthread", *sys.argv[1:]])


@contextmanager
def interruptible(folder: Path) -> Iterator[None]:
    """Have an interruption say whether the results are in ``folder`` already."""
    try:
        yield
    except KeyboardInterrupt:
        # Results get their folder's name last of all, so they are there complete or not at all.
        written = folder.is_dir() and any(folder.iterdir())
        raise KeyboardInterrupt(f"the results are in {folder}" if written else "") from None


def with_progress(
    simulated: Callable[[Progress | None], Found], one_replicate: float, *, quiet: bool
) -> Found:
    """Simulate, showing on standard error how far it is.

    Parameters
    ----------
    simulated
        Simulates, telling its progress to what it is given.
    one_replicate
        Years simulated in one replicate.
    quiet
        Whether nothing is to be shown.
    """
    # Loading the model takes a second; whatever can be refused has been by now.
    from goldenthread.compilation import announce

    console = messages()
    announce(None if quiet else console)
    if quiet:
        return simulated(None)
    with shown_progress(console, one_replicate) as report:
        return simulated(report)


def tell(
    summary: Callable[[], dict[str, Any]], folder: Path, wanted: Output, show: Callable[[], None]
) -> None:
    """Print what was asked for: the folder, the findings as JSON, or the report."""
    if wanted == "path":
        sys.stdout.write(f"{folder}\n")
    elif wanted == "json":
        document = {**summary(), "folder": str(folder)}
        sys.stdout.write(json.dumps(document, indent=2, allow_nan=False) + "\n")
    else:
        show()


def _simulated(design: Design, report: Progress | None) -> Result:
    from experiments.run import run_design

    return run_design(design, report)


def _show(result: Result, folder: Path) -> None:
    from goldenthread.report import show_report

    show_report(output(), result, folder)
