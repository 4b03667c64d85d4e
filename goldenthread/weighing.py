"""What ``goldenthread robust`` does: check, compute what is missing, judge, and tell."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from experiments.posterior.drawn import drawn_for_worlds
from experiments.robust.packages import SHIPPED, read_packages
from experiments.robust.worlds import check_worlds
from experiments.sensitivity.own_ranges import given_ranges, own_ranges
from experiments.sensitivity.plan import make_plan
from experiments.studies.place import Place
from goldenthread.experiment import Output
from goldenthread.rows import Rows
from sim.errors import InputError
from sim.parameters import PARAMETERS


@dataclass(frozen=True, kw_only=True)
class Request:
    """The options of ``goldenthread robust``, as given."""

    packages: Path | None
    scenario: str
    parameters: tuple[str, ...] | None
    posterior: str | None
    worlds: int
    replicates: int
    levers: tuple[str, ...]
    ranges: str
    whole_world: bool
    years: float | None
    out: Path
    resume: bool
    seed: int
    workers: int | None
    scheduler: str | None
    cluster: Path | None
    output: Output


def carry_out(request: Request) -> None:
    """Compare the packages and print what was asked for.

    Raises
    ------
    InputError
        When something given cannot be used; nothing has been simulated or written then.
    """
    for name, given in (("parameters", request.parameters), ("ranges", request.ranges)):
        if request.posterior is not None and given not in (None, "plausible"):
            raise InputError(
                "a posterior says itself what is uncertain, and how far",
                remedy=f"Give either --posterior or --{name}",
                key=name,
            )
    packages = read_packages(request.packages or SHIPPED)
    check_worlds(request.worlds)
    ranges = given_ranges(request.ranges)
    _, own = own_ranges(ranges)
    if own is not None:
        own.require_among([name for name in PARAMETERS if name not in packages.levers])
    plan = make_plan(
        request.scenario,
        method="pawn",
        outputs=["elasticity.felt"],
        parameters=request.parameters,
        samples=request.worlds,
        replicates=request.replicates,
        years=request.years,
        seed=request.seed,
        whole_world=request.whole_world,
        levers=request.levers,
        ranges=ranges,
    )
    drawn = drawn_for_worlds(request.posterior, request.worlds, request.seed)
    place = Place.of(request.scheduler, request.cluster)
    rows = Rows(request.out, request.resume, request.workers, request.output, place)
    rows.check()
    from experiments.robust.run import made

    found = made(plan, packages, rows.computed, drawn)
    saved = rows.saved(found, "robust")
    rows.tell(saved, found.findings, found.summary)
