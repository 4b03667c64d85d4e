"""What ``goldenthread thread`` does: check, simulate, save, and only then tell."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from experiments.levers.design import LeverDesign, make_lever_design
from experiments.store import checked_folder
from goldenthread.display import output
from goldenthread.experiment import Options, perform

if TYPE_CHECKING:
    from experiments.levers.result import Threads
    from experiments.run import Progress


@dataclass(frozen=True, kw_only=True)
class ThreadRequest(Options):
    """The options of ``goldenthread thread``, as given."""

    scenario: str
    posterior: str | None
    levers: str | None
    step: float | None
    in_units: bool
    start: float | None


def carry_out(request: ThreadRequest) -> None:
    """Follow the levers, save the results and print what was asked for.

    Raises
    ------
    InputError
        When something given cannot be used; nothing has been simulated or written then.
    """
    design = make_lever_design(
        request.scenario,
        levers=request.levers,
        step=request.step,
        in_units=request.in_units,
        start=request.start,
        replicates=request.replicates,
        years=request.years,
        seed=request.seed,
        workers=request.workers,
        world=request.world,
        parameters=None,
        posterior=request.posterior,
    )
    folder = checked_folder(request.out, design.name)
    perform(
        lambda report: _followed(design, report),
        design.simulated_years,
        folder,
        request.output,
        _show,
    )


def _followed(design: LeverDesign, report: Progress | None) -> Threads:
    from experiments.levers.run import follow

    return follow(design, report)


def _show(result: Threads, folder: Path) -> None:
    from goldenthread.lever_report import show_threads

    show_threads(output(), result, folder)
