"""What ``goldenthread sweep`` does: say what is planned, compute what is missing, and tell."""

from __future__ import annotations

import json
import shlex
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Literal

from experiments.studies.design import StudyDesign
from experiments.studies.place import Place
from experiments.studies.reading import read_design
from experiments.studies.reuse import Missing
from experiments.studies.share import Shard
from experiments.studies.study import Study
from experiments.studies.sweep import Sweep
from goldenthread.display import messages, output
from goldenthread.plan import Plan, show_plan
from goldenthread.progress import RunsLeft, shown_progress

if TYPE_CHECKING:
    from rich.console import Console

FAILURES_SHOWN = 3


@dataclass(frozen=True)
class Request:
    """The options of ``goldenthread sweep``, as given."""

    design: Path
    out: Path | None
    dry_run: bool
    resume: bool
    reuse: tuple[Path, ...]
    shard: str | None
    workers: int | None
    scheduler: str | None
    cluster: Path | None
    output: Literal["report", "json", "path"]


def carry_out(request: Request) -> int:
    """Run the study, or show what it would be, and print what was asked for.

    Returns
    -------
    int
        How many of the runs that were asked for have failed.

    Raises
    ------
    InputError
        When something given cannot be used, or the disk does not take the results.
    """
    console = messages()
    design = read_design(request.design)
    if request.dry_run:
        _show_dry_run(design, request, console)
        return 0
    assert request.out is not None
    job = _job(design, request, request.out, console)
    with stopped_by_signals(), job.opened() as missing:
        try:
            _compute(job, missing, request, console)
        except KeyboardInterrupt:
            raise KeyboardInterrupt(_how_to_go_on(job, request)) from None
    study = Study(request.out)
    _tell(study, request)
    return _tell_failures(study, request, console)


def _job(design: StudyDesign, request: Request, out: Path, console: Console) -> Sweep:
    return Sweep(
        design,
        out,
        workers=request.workers,
        resume=request.resume,
        reuse=request.reuse,
        shard=None if request.shard is None else Shard.parse(request.shard),
        place=Place.of(request.scheduler, request.cluster),
        say=lambda words: console.print(f"goldenthread: {words}"),
    )


def _compute(job: Sweep, missing: Missing, request: Request, console: Console) -> None:
    from goldenthread.compilation import announce

    quiet, runs = request.output == "path", missing.runs
    if not quiet:
        show_plan(console, Plan(job.design, runs, job.at_a_time, missing.copied), brief=True)
    if runs:
        announce(None if quiet else console)
        if job.place.jobs is not None and not quiet:
            console.print(f"{job.place.jobs}; the study begins with the first that runs.")
    if quiet or not runs:
        job.compute(runs)
        return
    with shown_progress(console, 0.0, RunsLeft(job.at_a_time)) as report:
        job.compute(runs, report)


def _show_dry_run(design: StudyDesign, request: Request, console: Console) -> None:
    from goldenthread.compilation import announce

    # A study that has no folder yet is not begun, as in an empty one.
    with TemporaryDirectory() as empty:
        job = _job(design, request, request.out or Path(empty), console)
        missing = job.missing()
    announce(console)
    plan = Plan(design, missing.runs, job.at_a_time, missing.copied)
    if request.output == "json":
        sys.stdout.write(json.dumps(plan.summary(), indent=2, allow_nan=False) + "\n")
    else:
        show_plan(output(), plan, brief=False)


def _tell(study: Study, request: Request) -> None:
    if request.output == "path":
        sys.stdout.write(f"{request.out}\n")
    elif request.output == "json":
        document: dict[str, Any] = {"folder": str(request.out), **study.counts()}
        sys.stdout.write(json.dumps(document, indent=2) + "\n")
    else:
        _report(output(), study, request)


def _report(console: Console, study: Study, request: Request) -> None:
    counts = study.counts()
    total = sum(counts.values())
    named = [f"{count:,} {status}" for status, count in counts.items() if count]
    console.print(f"{total:,} runs: {', '.join(named)}")
    failures = study.failures()
    for failed in failures.head(FAILURES_SHOWN).to_dict("records"):
        console.print(
            f"  run {failed['run']} ({failed['scenario']}) failed while {failed['origin']}: "
            f"{failed['exception']}"
        )
    if len(failures) > FAILURES_SHOWN:
        console.print(f"  and {len(failures) - FAILURES_SHOWN:,} more, in failures()")
    console.print(f'Read it with: goldenthread.load("{request.out}").runs()')


def _tell_failures(study: Study, request: Request, console: Console) -> int:
    """Say how many of the runs that were asked for have failed, and what to do; return it."""
    failures = study.failures()["run"]
    total = sum(study.counts().values())
    if request.shard is not None:
        share = Shard.parse(request.shard)
        failures = failures[failures % share.of == share.number - 1]
        total = len(range(share.number - 1, total, share.of))
    if len(failures):
        console.print(
            f"goldenthread: {len(failures):,} of {total:,} runs failed. "
            f'See why: goldenthread.load("{request.out}").failures(). '
            f"Try them again: {_command(request)}",
            soft_wrap=True,
        )
    return len(failures)


def _how_to_go_on(job: Sweep, request: Request) -> str:
    done = Study(job.folder).counts()["done"]
    return f"{done:,} of {len(job.design):,} runs are done. Go on with: {_command(request)}"


def _command(request: Request) -> str:
    words = ["goldenthread", "sweep", str(request.design), "--out", str(request.out)]
    words += [] if request.shard is None else ["--shard", request.shard]
    if request.scheduler is not None:
        words += ["--engine", "dask", "--scheduler", request.scheduler]
    if request.cluster is not None:
        words += ["--cluster", str(request.cluster)]
    return shlex.join([*words, "--resume"])


@contextmanager
def stopped_by_signals() -> Iterator[None]:
    """Let SIGTERM, which schedulers send, stop the study as Ctrl-C does."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
