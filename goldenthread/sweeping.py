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
from typing import TYPE_CHECKING, Any, Literal

from experiments.studies.design import Run, StudyDesign
from experiments.studies.place import Place
from experiments.studies.reading import read_design
from experiments.studies.sweep import Shard, Sweep, checked_workers
from goldenthread.display import messages, output
from goldenthread.plan import Plan, show_plan
from goldenthread.progress import RunsLeft, shown_progress

if TYPE_CHECKING:
    from rich.console import Console

    from experiments.studies.study import Study

FAILURES_SHOWN = 3


@dataclass(frozen=True)
class Request:
    """The options of ``goldenthread sweep``, as given."""

    design: Path
    out: Path | None
    dry_run: bool
    resume: bool
    shard: str | None
    workers: int | None
    scheduler: str | None
    cluster: Path | None
    output: Literal["report", "json", "path"]


def carry_out(request: Request) -> None:
    """Run the study, or show what it would be, and print what was asked for.

    Raises
    ------
    InputError
        When something given cannot be used, or the disk does not take the results.
    """
    console = messages()
    design = read_design(request.design)
    if request.dry_run:
        _show_dry_run(design, request, console)
        return
    job = _job(design, request, console)
    with stopped_by_signals(), job.opened() as runs:
        try:
            _compute(job, runs, request, console)
        except KeyboardInterrupt:
            raise KeyboardInterrupt(_how_to_go_on(job, request)) from None
    _tell(request)


def _job(design: StudyDesign, request: Request, console: Console) -> Sweep:
    assert request.out is not None
    return Sweep(
        design,
        request.out,
        workers=request.workers,
        resume=request.resume,
        shard=None if request.shard is None else Shard.parse(request.shard),
        place=Place.of(request.scheduler, request.cluster),
        say=lambda words: console.print(f"goldenthread: {words}"),
    )


def _compute(job: Sweep, runs: list[Run], request: Request, console: Console) -> None:
    from goldenthread.compilation import announce

    quiet = request.output == "path"
    if not quiet:
        show_plan(console, Plan(job.design, runs, job.at_a_time), brief=True)
    if runs:
        announce(None if quiet else console)
    if quiet or not runs:
        job.compute(runs)
        return
    with shown_progress(console, 0.0, RunsLeft(job.at_a_time)) as report:
        job.compute(runs, report)


def _show_dry_run(design: StudyDesign, request: Request, console: Console) -> None:
    from goldenthread.compilation import announce

    if request.out is None:
        place = Place.of(request.scheduler, request.cluster)
        runs, at_a_time = list(design.runs()), place.at_a_time(checked_workers(request.workers))
    else:
        job = _job(design, request, console)
        runs, at_a_time = job.missing(), job.at_a_time
    announce(console)
    plan = Plan(design, runs, at_a_time)
    if request.output == "json":
        sys.stdout.write(json.dumps(plan.summary(), indent=2, allow_nan=False) + "\n")
    else:
        show_plan(output(), plan, brief=False)


def _tell(request: Request) -> None:
    from experiments.studies.study import Study

    assert request.out is not None
    study = Study(request.out)
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
    if counts["failed"]:
        console.print(f"Try the failed runs again with: {_command(request)}")
    console.print(f'Read it with: goldenthread.load("{request.out}").runs()')


def _how_to_go_on(job: Sweep, request: Request) -> str:
    from experiments.studies.study import Study

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
