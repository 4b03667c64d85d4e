"""What the commands that simulate have in common."""

from __future__ import annotations

import json
import shlex
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeVar

from goldenthread.display import messages
from goldenthread.progress import shown_progress
from scenarios import World

if TYPE_CHECKING:
    from experiments.run import Progress


Output = Literal["report", "json", "path", "markdown"]


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


class Findings(Protocol):
    """What an experiment found."""

    def summary(self) -> dict[str, Any]:
        """Return the findings as plain values."""

    def save(self, folder: Path, *, command: str) -> Path:
        """Write the results folder and return its path."""


Found = TypeVar("Found", bound=Findings)


def perform(
    simulated: Callable[[Progress | None], Found],
    one_replicate: float,
    folder: Path,
    wanted: Output,
    show: Callable[[Found, Path], None],
    page: Callable[[Found, str], str] | None = None,
) -> None:
    """Simulate, save, and only then print what was asked for.

    Parameters
    ----------
    simulated, one_replicate
        See ``with_progress``.
    folder
        The results folder, checked.
    wanted
        What is to be printed.
    show
        Prints the report of what was found and where it was saved.
    page
        Returns what was found, and the command that was given, as a page in Markdown; None for
        experiments that have no page.
    """
    with interruptible(folder):
        found = with_progress(simulated, one_replicate, quiet=wanted == "path")
        saved = found.save(folder, command=command_given())
        if wanted == "markdown" and page is not None:
            sys.stdout.write(page(found, command_given()))
        else:
            tell(found.summary, saved, wanted, lambda: show(found, saved))


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
