"""What the commands that compute many rows of parameters have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from experiments.studies.design import Run, StudyDesign
from experiments.studies.effort import Effort
from experiments.studies.place import HERE, Place
from experiments.studies.sweep import Sweep
from goldenthread.display import messages
from goldenthread.experiment import Output, command_given
from goldenthread.progress import RunsLeft, shown_progress
from goldenthread.sweeping import stopped_by_signals
from sim.errors import InputError

if TYPE_CHECKING:
    from experiments.studies.runner import Progress
    from experiments.studies.study import Study

RUNS = "runs"
"""What the folder of such a command holds: the runs, and beside them a folder for what each
command found in them, called after the command."""


class Saved(Protocol):
    """What such a command found."""

    def save(self, folder: Path, *, command: str, measured: Mapping[str, Any]) -> Path:
        """Write the results folder and return its path."""


@dataclass(frozen=True)
class Rows:
    """Computes studies below a folder, with a plan and a bar on standard error.

    Attributes
    ----------
    out
        The folder.
    resume
        Whether it may hold runs already.
    workers
        Processes; None for one per processor.
    output
        What is to be printed in the end.
    place
        Where the runs are computed.
    effort
        How long it takes.
    go_on
        The command that goes on after a stop; empty for the one given, with ``--resume``.
    """

    out: Path
    resume: bool
    workers: int | None
    output: Output
    place: Place = HERE
    effort: Effort = field(default_factory=Effort)
    go_on: str = ""

    def check(self) -> None:
        """Refuse a folder that holds something, unless its runs are gone on with."""
        held = self.out.is_dir() and any(self.out.glob("[!.]*"))
        ours = (self.out / RUNS).is_dir()
        if self.out.exists() and not self.out.is_dir():
            problem, remedy = f"{self.out} is not a folder", "Name one that does not exist yet"
        elif held and not ours:
            problem, remedy = f"{self.out} is not empty", "Name a folder that does not exist yet"
        elif held and not self.resume:
            problem = f"{self.out} holds runs already"
            remedy = "Add --resume to go on with them, or name another folder"
        else:
            return
        raise InputError(problem, remedy=remedy, key="out", value=str(self.out))

    def computed(self, name: str, design: StudyDesign) -> Study:
        """Return the study with that name, with whatever is missing in it computed.

        Raises
        ------
        InputError
            When the folder or the workers cannot be used.
        KeyboardInterrupt
            With how to go on, when it is stopped.
        """
        from experiments.studies.study import Study

        console = messages()
        job = Sweep(
            design,
            self.out / RUNS / name,
            workers=self.workers,
            resume=self.resume,
            place=self.place,
            say=lambda words: console.print(f"goldenthread: {words}"),
        )
        effort = self.effort.measured(self.out, name, job.at_a_time)
        with self.stoppable(), job.opened() as missing, effort as report:
            self._compute(job, missing.runs, report)
        return Study(self.out / RUNS / name)

    def _compute(self, job: Sweep, runs: Sequence[Run], counted: Progress) -> None:
        from goldenthread.compilation import announce
        from goldenthread.plan import Plan, show_plan

        console = messages()
        quiet = self.output == "path"
        if runs:
            announce(None if quiet else console)
        if quiet or not runs:
            job.compute(runs, counted)
            return
        show_plan(console, Plan(job.design, runs, job.at_a_time), brief=True)
        with shown_progress(console, 0.0, RunsLeft(job.at_a_time)) as report:

            def both(done: int, total: int) -> None:
                counted(done, total)
                report(done, total)

            job.compute(runs, both)

    @contextmanager
    def stoppable(self) -> Iterator[None]:
        """Have whoever stops the work told how to go on.

        Raises
        ------
        KeyboardInterrupt
            With the command that goes on.
        """
        with stopped_by_signals():
            try:
                yield
            except KeyboardInterrupt:
                command = self.go_on or command_given() + ("" if self.resume else " --resume")
                raise KeyboardInterrupt(f"go on with: {command}") from None

    def saved(self, found: Saved, command: str) -> Path:
        """Save what ``goldenthread COMMAND`` found, beside the runs, and return where."""
        return found.save(
            self.out / command, command=command_given(), measured=self.effort.told(self.out)
        )

    def tell(self, folder: Path, findings: list[str], document: Callable[[], dict]) -> None:  # type: ignore[type-arg]
        """Print what was asked for: the folder, the findings as JSON, or as sentences."""
        from goldenthread.display import output
        from goldenthread.experiment import tell

        def show() -> None:
            console = output()
            for sentence in findings:
                console.print(sentence)
            console.print(f"Figures, tables and manifest: {folder}", soft_wrap=True)

        tell(document, folder, self.output, show)
