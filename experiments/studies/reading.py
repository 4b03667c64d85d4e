"""From a design file, or the same as Python data, to a checked design."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from experiments.lever import Lever
from experiments.studies.crossing import check_count, points_of, validated
from experiments.studies.design import Kept, Setting, StudyDesign
from experiments.studies.layout import STUDY, StudyFile
from experiments.studies.points import Point, balanced
from scenarios import Scenario, load
from scenarios.assembly import described_world
from scenarios.document import Document
from scenarios.quoting import short
from sim.declaration import DOMAINS
from sim.errors import InputError
from sim.world import World

_IN_PYTHON = Path("the design")
"""Where a design that is no file is said to stand."""


def read_design(given: str | os.PathLike[str] | Mapping[str, Any]) -> StudyDesign:
    """Return the checked design of a study.

    Parameters
    ----------
    given
        Path of a design file, or its content as a mapping.

    Raises
    ------
    InputError
        For anything that cannot be used, with file and line, key, value and remedy.
    """
    if isinstance(given, Mapping):
        document = Document(_IN_PYTHON, "")
        content = validated(StudyFile, STUDY, dict(given), document, ())
    elif isinstance(given, str | os.PathLike):
        document = Document.read(Path(given), STUDY.kind)
        content = document.filled_in(STUDY)
    else:
        raise InputError(
            f"{short(given)} is not a design",
            remedy="Give the path of a design file, or its content as a mapping",
            key="design",
            value=given,
        )
    return _assembled(content, document)


def _assembled(content: StudyFile, document: Document) -> StudyDesign:
    settings = tuple(_settings(content, document))
    points = points_of(content, document)
    design = StudyDesign(
        settings,
        points,
        content.replicates,
        content.seed,
        Kept(content.thread, content.series),
        tuple(_notes(content, settings, points)),
    )
    check_count(len(design), document)
    return design


def _settings(content: StudyFile, document: Document) -> Iterator[Setting]:
    world = None if content.world is None else described_world(content.world, document)
    named: set[str] = set()
    for name in content.scenarios:
        scenario = _scenario(name, document)
        if scenario.name in named:
            raise InputError(
                f"two scenarios are called {short(scenario.name)}",
                remedy="Leave one out, or give its file another name",
                where=document.where("scenarios"),
                key="scenarios",
                value=name,
            )
        named.add(scenario.name)
        yield _setting(scenario, scenario.world() if world is None else world, content.years)


def _scenario(name: str, document: Document) -> Scenario:
    where = document.where("scenarios")
    path = document.source.parent / name
    try:
        # Shipped names come first, as everywhere.
        return load(path if path.is_file() else name)
    except InputError as error:
        # A fault inside a scenario file has a place of its own.
        raise (error if error.where else error.at(where)) from None


def _setting(scenario: Scenario, world: World, years: float | None) -> Setting:
    time = scenario.time
    first_year = float(time.first_year)
    one = scenario.thread.lever
    levers = [f"agenda.{domain}" for domain in DOMAINS] if one is None else [one]
    return Setting(
        scenario=scenario.name,
        title=scenario.title,
        parameters=scenario.parameters,
        changes=scenario.changes(world),
        world=world,
        first_year=first_year,
        years=float(time.years if years is None else years),
        burn_in_years=float(time.burn_in_years),
        steps_per_year=time.steps_per_year,
        levers=tuple(Lever.of_share(lever, scenario.thread.step, first_year) for lever in levers),
    )


def _notes(
    content: StudyFile, settings: tuple[Setting, ...], points: tuple[Point, ...]
) -> Iterator[str]:
    sample = content.sample
    if sample is not None and not balanced(sample.method, sample.samples):
        yield (
            f"{sample.samples} points of a Sobol' sequence are not quite balanced: "
            "a power of 2 (256, 512, 1024) is"
        )
    for setting in settings:
        for name in points[0]:
            starts = [c.start for c in setting.changes if c.parameter == name and c.factor is None]
            if starts:
                yield (
                    f"{setting.scenario} sets {name} by date, so that the study's value of it "
                    f"holds only until {min(starts):g}"
                )
