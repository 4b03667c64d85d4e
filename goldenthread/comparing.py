"""What ``goldenthread compare`` does: check, simulate, save, and only then tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from experiments.compare.deprivation import require_bands
from experiments.compare.plan import Plan, make_plan
from experiments.store import checked_folder
from goldenthread.display import output
from goldenthread.experiment import (
    Options,
    command_given,
    interruptible,
    tell,
    with_progress,
)
from sim.errors import InputError
from sim.world import World

if TYPE_CHECKING:
    from experiments.compare.result import ComparedScenarios
    from experiments.run import Progress


@dataclass(frozen=True, kw_only=True)
class ComparisonRequest(Options):
    """The options of ``goldenthread compare``, as given."""

    scenarios: Sequence[str]
    posterior: str | None
    against: str | None
    precision: Sequence[str]
    budget: int | None
    by: str | None


def carry_out(request: ComparisonRequest) -> None:
    """Run the comparison, save its results and print what was asked for.

    Raises
    ------
    InputError
        When something given cannot be used; nothing has been simulated or written then.
    """
    plan = make_plan(
        request.scenarios,
        against=request.against,
        replicates=request.replicates,
        years=request.years,
        seed=request.seed,
        workers=request.workers,
        world=request.world,
        parameters=None,
        posterior=request.posterior,
        precision=_half_widths(request.precision),
        budget=request.budget,
    )
    by_deprivation = _wanted(request.by, plan.world)
    folder = checked_folder(request.out, plan.name)
    with interruptible(folder):
        result = with_progress(
            lambda report: _simulated(plan, report),
            plan.simulated_years,
            quiet=request.output == "path",
        )
        saved = result.save(folder, by_deprivation=by_deprivation, command=command_given())
        tell(
            lambda: result.summary(by_deprivation=by_deprivation),
            saved,
            request.output,
            lambda: _show(result, saved, by_deprivation=by_deprivation),
        )


def _half_widths(given: Sequence[str]) -> dict[str, float]:
    """Return what was asked for as ``outcome=half-width``; values are checked by the plan."""
    asked: dict[str, float] = {}
    for each in given:
        name, _, number = (part.strip() for part in each.partition("="))
        try:
            half_width = float(number)
        except ValueError:
            half_width = None
        if half_width is None or not name or name in asked:
            problem = "twice" if name in asked else "not an outcome and a half-width"
            raise InputError(
                f"precision {each!r} is {problem}",
                remedy="Give each outcome once, with half the width of its interval in the "
                "outcome's unit, as in --precision experience=0.5",
                key="precision",
                value=each,
            )
        asked[name] = half_width
    return asked


def _wanted(by: str | None, world: World) -> bool:
    """Return whether the deprivation bands are wanted, or refuse any other grouping."""
    if by is None:
        return False
    if by != "deprivation":
        raise InputError(
            f"outcomes cannot be told apart by {by!r}",
            remedy="Give --by deprivation",
            key="by",
            value=by,
        )
    require_bands(world)
    return True


def _simulated(plan: Plan, report: Progress | None) -> ComparedScenarios:
    from experiments.compare.running import compare_plan

    return compare_plan(plan, report)


def _show(result: ComparedScenarios, folder: Path, *, by_deprivation: bool) -> None:
    from goldenthread.comparison_report import show_comparison

    show_comparison(output(), result, folder, by_deprivation=by_deprivation)
