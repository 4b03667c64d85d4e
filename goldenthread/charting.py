"""What ``goldenthread atlas`` does: check, compute what is missing, chart, and tell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from experiments.atlas.plan import make_atlas_plan
from experiments.sensitivity.own_ranges import given_ranges
from experiments.studies.place import Place
from goldenthread.experiment import Output
from goldenthread.rows import Rows
from sim.errors import InputError


@dataclass(frozen=True, kw_only=True)
class Request:
    """The options of ``goldenthread atlas``, as given."""

    scenario: str
    parameters: tuple[str, ...] | None
    pairs: tuple[str, ...]
    path: str
    profiles: int
    points: int
    replicates: int
    samples: int | None
    screening: int
    screening_replicates: int
    whole_world: bool
    levers: tuple[str, ...]
    ranges: str
    out: Path
    resume: bool
    seed: int
    workers: int | None
    scheduler: str | None
    cluster: Path | None
    output: Output


def carry_out(request: Request) -> None:
    """Make the atlas and print what was asked for.

    Raises
    ------
    InputError
        When something given cannot be used; nothing has been simulated or written then.
    """
    plan = make_atlas_plan(
        request.scenario,
        parameters=request.parameters,
        pairs=tuple(_pairs(request.pairs)),
        profiles=request.profiles,
        points=request.points,
        path=request.path,
        samples=request.samples,
        screening=request.screening,
        replicates=request.replicates,
        screening_replicates=request.screening_replicates,
        seed=request.seed,
        whole_world=request.whole_world,
        levers=request.levers,
        ranges=given_ranges(request.ranges),
    )
    place = Place.of(request.scheduler, request.cluster)
    rows = Rows(request.out, request.resume, request.workers, request.output, place)
    rows.check()
    from experiments.atlas.run import made

    atlas = made(plan, request.out, rows.computed)
    saved = rows.saved(atlas, "atlas")
    rows.tell(saved, atlas.findings, atlas.summary)


def _pairs(given: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for words in given:
        one, colon, other = (part.strip() for part in words.partition(":"))
        if not colon or not one or not other or one == other:
            raise InputError(
                f"{words!r} is not a pair of parameters",
                remedy="Give two names with a colon between, such as grant:discretion",
                key="pair",
                value=words,
            )
        yield one, other
