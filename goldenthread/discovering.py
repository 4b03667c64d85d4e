"""What ``goldenthread discover`` does: check, compute what is missing, look, and tell."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from experiments.discovery.events import Event
from experiments.sensitivity.designs import check_samples
from experiments.sensitivity.own_ranges import given_ranges
from experiments.sensitivity.plan import make_plan
from experiments.studies.place import Place
from goldenthread.experiment import Output
from goldenthread.rows import Rows


@dataclass(frozen=True, kw_only=True)
class Request:
    """The options of ``goldenthread discover``, as given."""

    scenario: str
    events: tuple[str, ...]
    parameters: tuple[str, ...] | None
    samples: int
    screening: int
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
    """Look for the conditions and print what was asked for.

    Raises
    ------
    InputError
        When something given cannot be used; nothing has been simulated or written then.
    """
    events = [Event.of(name) for name in dict.fromkeys(request.events)]
    check_samples("pawn", request.samples)
    plan = make_plan(
        request.scenario,
        method="pawn",
        outputs=[event.output for event in events],
        parameters=request.parameters,
        samples=request.samples,
        screening=request.screening,
        replicates=request.replicates,
        years=request.years,
        seed=request.seed,
        whole_world=request.whole_world,
        levers=request.levers,
        ranges=given_ranges(request.ranges),
    )
    place = Place.of(request.scheduler, request.cluster)
    rows = Rows(request.out, request.resume, request.workers, request.output, place)
    rows.check()
    from experiments.discovery.run import made

    found = made(plan, events, screened=request.parameters is None, compute=rows.computed)
    saved = rows.saved(found, "discover")
    rows.tell(saved, found.findings, found.summary)
