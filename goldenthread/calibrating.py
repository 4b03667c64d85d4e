"""What ``goldenthread calibrate`` does: check, compute what is missing, infer, and tell."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from calibration.inference.plan import CalibrationPlan, make_plan
from calibration.inference.studies import StudySimulator, conditions
from experiments.extras import require
from experiments.store import checked_folder
from experiments.studies.place import Place
from goldenthread.display import messages
from goldenthread.experiment import Output, command_given
from goldenthread.rows import RUNS, Rows
from sim.errors import InputError

SMALL_TORCH = "; docs/calibrating.md says how to get a small build of torch"
RESULTS = "results"
"""Folder of what is found, beside the runs."""


@dataclass(frozen=True, kw_only=True)
class Request:
    """The options of ``goldenthread calibrate``, as given."""

    name: str
    budget: int | None
    quick: bool
    targets: Path | None
    priors: Path | None
    out: str | None
    resume: Path | None
    seed: int
    workers: int | None
    scheduler: str | None
    cluster: Path | None
    output: Output


def carry_out(request: Request) -> None:
    """Calibrate and print what was asked for.

    Raises
    ------
    InputError
        When something given cannot be used; nothing has been simulated or written then.
    """
    plan = make_plan(
        request.name,
        targets=request.targets,
        priors=request.priors,
        budget=request.budget,
        quick=request.quick,
        seed=request.seed,
    )
    needed = ("cma",) if request.quick else ("sbi", "torch")
    require("calibration", "calibrating", *needed, more=SMALL_TORCH)
    place = Place.of(request.scheduler, request.cluster)
    folder = _folder(request)
    # A stage that was stopped in the middle has a folder: every stage goes on with what there is.
    again = _go_on(request, folder)
    rows = Rows(folder, True, request.workers, request.output, place, go_on=again)
    simulator = StudySimulator(plan.setting, plan.targets, plan.seed, rows.computed)
    (_quick if request.quick else _whole)(plan, simulator, folder, rows)


def _folder(request: Request) -> Path:
    if request.resume is None:
        return checked_folder(request.out, f"calibrate-{request.name}")
    if not (request.resume / RUNS).is_dir():
        raise InputError(
            f"{request.resume} holds no calibration",
            remedy="Name the folder of one, or begin one with --out",
            key="resume",
            value=str(request.resume),
        )
    return request.resume


def _go_on(request: Request, folder: Path) -> str:
    """Return the command that goes on with a calibration that was stopped."""
    words = command_given()
    if request.resume is not None:
        return words
    if request.out is not None:
        for given in (f" --out {shlex.quote(request.out)}", f" --out={shlex.quote(request.out)}"):
            words = words.replace(given, "")
    return f"{words} --resume {shlex.quote(str(folder))}"


def _whole(plan: CalibrationPlan, simulator: StudySimulator, folder: Path, rows: Rows) -> None:
    from calibration.inference.run import Task, calibrated

    task = Task(
        plan.name, plan.priors, plan.observed, simulator, plan.allocation, plan.seed, _say(rows),
        conditions=conditions(plan, rows.computed),
    )  # fmt: skip
    with rows.stoppable():
        result = calibrated(task)
        saved = result.save(folder / RESULTS, plan, command=command_given())
    rows.tell(saved, result.findings, result.summary)


def _quick(plan: CalibrationPlan, simulator: StudySimulator, folder: Path, rows: Rows) -> None:
    from calibration.inference.quick import quick_fit
    from calibration.inference.store import save_quick

    with rows.stoppable():
        result = quick_fit(
            plan.name, plan.priors, plan.observed, simulator, plan.budget, plan.seed, _say(rows)
        )
        saved = save_quick(result, folder / RESULTS, plan, command=command_given())
    document = {
        "findings": result.findings,
        "point": dict(result.point),
        "runs": result.runs,
    }
    rows.tell(saved, result.findings, lambda: document)


def _say(rows: Rows) -> Callable[[str], None]:
    console = messages()

    def say(words: str) -> None:
        if rows.output != "path":
            console.print(f"goldenthread: {words}")

    return say
