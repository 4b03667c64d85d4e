"""What ``goldenthread specificity`` does: check, simulate, save, and only then tell."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from experiments.specificity.design import SpecificityDesign, make_specificity_design
from experiments.store import checked_folder
from goldenthread.display import output
from goldenthread.experiment import Options, perform

if TYPE_CHECKING:
    from experiments.run import Progress
    from experiments.specificity.result import Specificity


@dataclass(frozen=True, kw_only=True)
class SpecificityRequest(Options):
    """The options of ``goldenthread specificity``, as given."""

    table: Path | None
    scenario: str | None


def carry_out(request: SpecificityRequest) -> None:
    """Switch the mechanisms on, save the results and print what was asked for.

    Raises
    ------
    InputError
        When something given cannot be used; nothing has been simulated or written then.
    """
    design = make_specificity_design(
        request.table,
        scenario=request.scenario,
        replicates=request.replicates,
        years=request.years,
        seed=request.seed,
        workers=request.workers,
        world=request.world,
    )
    folder = checked_folder(request.out, "specificity")
    perform(
        lambda report: _switched_on(design, report),
        design.simulated_years,
        folder,
        request.output,
        _show,
        _page,
    )


def _switched_on(design: SpecificityDesign, report: Progress | None) -> Specificity:
    from experiments.specificity.run import switch_on

    return switch_on(design, report)


def _show(result: Specificity, folder: Path) -> None:
    from goldenthread.specificity_report import show_specificity

    show_specificity(output(), result, folder)


def _page(result: Specificity, command: str) -> str:
    from experiments.specificity.page import page

    return page(result, command)
