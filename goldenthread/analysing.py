"""What ``goldenthread sensitivity`` does: check, compute what is missing, estimate, and tell."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from experiments.sensitivity.designs import Method, SampleDesign
from experiments.sensitivity.own_ranges import given_ranges
from experiments.sensitivity.plan import SensitivityPlan, make_plan
from experiments.studies.place import Place
from goldenthread.experiment import Output
from goldenthread.rows import Rows

if TYPE_CHECKING:
    from experiments.studies.study import Study


@dataclass(frozen=True, kw_only=True)
class Request:
    """The options of ``goldenthread sensitivity``, as given."""

    scenario: str
    method: Method | None
    outputs: str | None
    parameters: tuple[str, ...] | None
    samples: int | None
    screening: int
    replicates: int
    levers: tuple[str, ...]
    ranges: str
    grouped: bool
    whole_world: bool
    both_worlds: bool
    years: float | None
    seed: int
    out: Path
    resume: bool
    workers: int | None
    scheduler: str | None
    cluster: Path | None
    output: Output


def carry_out(request: Request) -> None:
    """Carry out the analysis and print what was asked for.

    Raises
    ------
    InputError
        When something given cannot be used; nothing has been simulated or written then.
    """
    plan = _plan(request, whole_world=request.whole_world)
    place = Place.of(request.scheduler, request.cluster)
    rows = Rows(request.out, request.resume, request.workers, request.output, place)
    rows.check()
    if request.both_worlds:
        _compare_worlds(request, plan, rows)
        return
    from experiments.sensitivity.run import carried_out

    def compute(design: SampleDesign, folder: Path) -> Study:
        return rows.computed(folder.name, plan.study(design))

    result = carried_out(plan, request.out, compute)
    saved = rows.saved(result, "sensitivity")
    rows.tell(saved, result.findings, result.summary)


def _compare_worlds(request: Request, small: SensitivityPlan, rows: Rows) -> None:
    whole = _plan(request, whole_world=True)
    from experiments.sensitivity.worlds import in_both

    both = in_both(small, whole, request.out, rows.computed)
    saved = rows.saved(both, "worlds")
    rows.tell(saved, both.findings, both.summary)


def _plan(request: Request, *, whole_world: bool) -> SensitivityPlan:
    return make_plan(
        request.scenario,
        method=request.method,
        outputs=request.outputs,
        parameters=request.parameters,
        ranges=given_ranges(request.ranges),
        samples=request.samples,
        screening=request.screening,
        replicates=request.replicates,
        years=request.years,
        seed=request.seed,
        whole_world=whole_world,
        grouped=request.grouped,
        levers=request.levers,
    )
