"""What ``goldenthread run`` does: check, simulate, save, and only then tell."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from experiments.design import Design, make_design
from experiments.store import checked_folder
from goldenthread.display import output
from goldenthread.experiment import Options, perform

if TYPE_CHECKING:
    from experiments.result import Result
    from experiments.run import Progress


@dataclass(frozen=True, kw_only=True)
class Request(Options):
    """The options of ``goldenthread run``, as given."""

    scenario: str
    posterior: str | None


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
        posterior=request.posterior,
    )
    folder = checked_folder(request.out, design.scenario.name)
    perform(
        lambda report: _simulated(design, report),
        design.simulated_years,
        folder,
        request.output,
        _show,
    )


def _simulated(design: Design, report: Progress | None) -> Result:
    from experiments.run import run_design

    return run_design(design, report)


def _show(result: Result, folder: Path) -> None:
    from goldenthread.run_report import show_report

    show_report(output(), result, folder)
