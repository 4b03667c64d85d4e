"""Carrying out a sensitivity analysis: rows through the runner, outputs through the estimators."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from experiments.sensitivity.analysis import OutputAnalysis, analysed, analysed_all
from experiments.sensitivity.designs import USUAL, Method, SampleDesign
from experiments.sensitivity.factors import DUMMY_NAME
from experiments.sensitivity.noise import NEGLIGIBLE_IN_SCREENING
from experiments.sensitivity.outputs import outputs_of
from experiments.sensitivity.own_ranges import GivenRanges
from experiments.sensitivity.plan import MOST_FACTORS, SensitivityPlan, make_plan
from experiments.sensitivity.result import Sensitivity, Stage
from experiments.studies.sweep import sweep

if TYPE_CHECKING:
    from experiments.studies.runner import Progress
    from experiments.studies.study import Study

RUNS = "runs"
Compute = Callable[[SampleDesign, Path], "Study"]
"""Computes the rows of a design in a folder, and returns the study."""


def sensitivity(
    scenario: str | os.PathLike[str] = "england",
    *,
    out: str | os.PathLike[str],
    method: Method | None = None,
    outputs: str | Sequence[str] | None = None,
    parameters: Sequence[str] | None = None,
    ranges: GivenRanges = "plausible",
    samples: int | None = None,
    screening: int = USUAL["morris"],
    replicates: int = 5,
    years: float | None = None,
    seed: int = 1,
    whole_world: bool = False,
    grouped: bool = False,
    levers: Sequence[str] = (),
    workers: int | None = None,
    scheduler: str | None = None,
    cluster: str | os.PathLike[str] | None = None,
    resume: bool = False,
    progress: Progress | None = None,
) -> Sensitivity:
    """Find which parameters matter for the links of the thread and for outcomes.

    Parameters
    ----------
    scenario
        Name or file of a scenario.
    out
        Folder that keeps the runs; new or empty, or with ``resume`` that of a stopped analysis.
    method
        ``morris``, ``sobol``, ``pawn`` or ``delta``. None screens all parameters by Morris, and
        then finds the shares of variance (Sobol') of those that matter.
    outputs
        Names of outputs or sets of them; see ``experiments.sensitivity.outputs``.
    parameters
        Names of the parameters to vary; None for all.
    ranges
        ``plausible``, ``declared``, or ranges of some parameters, plausible for the others: a
        mapping of names to (low, high), or a TOML file, see ``read_ranges``.
    samples
        Samples of the method, or of the second stage; None for the usual number.
    screening
        Trajectories of the first stage.
    replicates
        Replicates of every row, the same ones for all rows. With the national priorities for
        levers, which replicates take in turn, a multiple of five.
    years
        Years observed; None for the scenario's own, or three where nothing changes by date.
    seed
        Root of draws, designs and resamples.
    whole_world
        Whether the scenario's own councils and calendar are simulated, in place of eight small
        councils in monthly steps.
    grouped
        Whether whole tiers are varied together.
    levers
        Parameters that twins step; empty for the scenario's own.
    workers
        Processes; None for one per processor.
    scheduler, cluster
        Who computes the rows in place of this machine, as for ``sweep``.
    resume
        Whether to go on with what the folder holds.
    progress
        Called a few times a second with the runs computed so far and those to compute in all.

    Returns
    -------
    Sensitivity
        Indices, noise floors, verdicts, figures and sentences.

    Raises
    ------
    InputError
        For anything that cannot be used.
    """
    plan = make_plan(
        scenario, method=method, outputs=outputs, parameters=parameters, ranges=ranges,
        samples=samples, screening=screening, replicates=replicates, years=years, seed=seed,
        whole_world=whole_world, grouped=grouped, levers=levers,
    )  # fmt: skip

    def compute(design: SampleDesign, folder: Path) -> Study:
        study = plan.study(design)
        return sweep(
            study, folder, workers=workers, scheduler=scheduler, cluster=cluster, resume=resume,
            progress=progress,
        )  # fmt: skip

    return carried_out(plan, Path(out), compute)


def carried_out(plan: SensitivityPlan, out: Path, compute: Compute) -> Sensitivity:
    """Carry out a plan, its rows computed by ``compute`` in folders below ``out``."""
    first = _stage(plan, plan.first_stage(), out, compute)
    stages = [first]
    if plan.method is None:
        kept = going_on(first.analyses)
        if kept:
            stages.append(_stage(plan, plan.second_stage(kept), out, compute))
    return Sensitivity(plan, tuple(stages))


def _stage(plan: SensitivityPlan, design: SampleDesign, out: Path, compute: Compute) -> Stage:
    study = compute(design, out / RUNS / design.method)
    outputs = outputs_of(study.runs(), plan.outputs, len(design.shares), plan.replicates)
    analyses = analysed_all(design, outputs, seed=plan.seed)
    beside: list[OutputAnalysis] = []
    if design.method == "sobol" and not plan.grouped:
        # The independent rows are a sample for other methods, at no further run.
        rows = design.independent_rows()
        sample = design.given_data("pawn")
        for output in outputs:
            values = output.values[rows]
            part = type(output)(output.name, output.label, output.unit, values)
            beside.append(analysed(sample, part, seed=plan.seed, brief=True))
    return Stage(design, tuple(analyses), tuple(beside), study.failures())


def going_on(analyses: Sequence[OutputAnalysis]) -> list[str]:
    """Return the factors that may matter for the mean of some output, the likeliest first.

    A screening is there to let nothing slip: whatever stands a standard error above the noise
    floor and is not negligible goes on. Factors are ranked by their largest index over the
    outputs, as a share of the largest of that output; at most ``MOST_FACTORS`` go on.
    """
    best: dict[str, float] = {}
    for analysis in analyses:
        indices, floor = analysis.indices, analysis.floor
        if indices is None or floor is None or analysis.statistic != "mean":
            continue
        largest = float(indices.headline.max())
        surely = indices.headline - indices.headline_error
        for name, index, least in zip(indices.names, indices.headline, surely, strict=True):
            share = float(index) / largest if largest > 0 else 0.0
            if least > floor.level and share >= NEGLIGIBLE_IN_SCREENING:
                best[name] = max(best.get(name, 0.0), share)
    best.pop(DUMMY_NAME, None)
    ordered = sorted(best, key=lambda name: -best[name])
    return ordered[:MOST_FACTORS]
