"""From a design file, or the same as Python data, to a checked design."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from experiments.levers.choice import PRIORITIES
from experiments.levers.step import checked_start
from experiments.studies.crossing import check_count, points_of, validated
from experiments.studies.design import Kept, Setting, StudyDesign
from experiments.studies.layout import STUDY, StudyFile, TwinTable
from experiments.studies.points import Point, balanced
from experiments.studies.rows_file import given_rows
from experiments.studies.twins import Twin
from scenarios import Scenario
from scenarios.assembly import described_world
from scenarios.document import Document
from scenarios.faults import declared
from scenarios.library import load_named
from scenarios.quoting import short
from sim.errors import InputError
from sim.world import World

_IN_PYTHON = Path("the design")
"""Where a design that is no file is said to stand."""


def read_design(given: str | os.PathLike[str] | Mapping[str, Any]) -> StudyDesign:
    """Return the checked design of a study.

    Parameters
    ----------
    given
        Path of a design file, or its content as a mapping; then its ``table`` may be a pandas
        frame or a list of mappings, too, a point a row.

    Raises
    ------
    InputError
        For anything that cannot be used, with file and line, key, value and remedy.
    """
    if isinstance(given, Mapping):
        document = Document(_IN_PYTHON, "")
        content, rows = dict(given), given.get("table")
        if rows is not None and not isinstance(rows, str):
            del content["table"]
            points = given_rows(rows, f"{_IN_PYTHON}, table")
            checked = validated(StudyFile, STUDY, content, document, ())
            return _assembled(checked, document, points)
        checked = validated(StudyFile, STUDY, content, document, ())
    elif isinstance(given, str | os.PathLike):
        document = Document.read(Path(given), STUDY.kind)
        checked = document.filled_in(STUDY)
    else:
        raise InputError(
            f"{short(given)} is not a design",
            remedy="Give the path of a design file, or its content as a mapping",
            key="design",
            value=given,
        )
    return _assembled(checked, document, None)


def _assembled(content: StudyFile, document: Document, rows: Sequence[Point] | None) -> StudyDesign:
    settings = tuple(_settings(content, document))
    points = points_of(content, document, rows)
    design = StudyDesign(
        settings,
        points,
        content.replicates,
        content.seed,
        Kept(content.thread is not None, content.series, content.events, content.sums),
        tuple(_notes(content, settings, points)),
    )
    _require_series(design, document)
    check_count(len(design), document)
    _require_levers(design, document)
    return design


def _require_series(design: StudyDesign, document: Document) -> None:
    """Refuse sums without a series: they stand in its rows."""
    if design.kept.sums and design.kept.series == "none":
        raise InputError(
            "sums are kept in the rows of a series, and this design keeps none",
            remedy='Add series = "yearly", or leave sums out',
            where=document.where("sums"),
            key="sums",
            value=True,
        )


def _settings(content: StudyFile, document: Document) -> Iterator[Setting]:
    world = None if content.world is None else described_world(content.world, document)
    named: set[str] = set()
    for name in content.scenarios:
        scenario = load_named(name, document, document.where("scenarios"))
        if scenario.name in named:
            raise InputError(
                f"two scenarios are called {short(scenario.name)}",
                remedy="Leave one out, or give its file another name",
                where=document.where("scenarios"),
                key="scenarios",
                value=name,
            )
        named.add(scenario.name)
        in_it = scenario.world() if world is None else world
        yield _setting(scenario, in_it, content, document)


def _setting(scenario: Scenario, world: World, content: StudyFile, document: Document) -> Setting:
    time, years = scenario.time, content.years
    first_year = float(time.first_year)
    window = first_year, first_year + float(time.years if years is None else years)
    return Setting(
        scenario=scenario.name,
        title=scenario.title,
        parameters=scenario.parameters,
        changes=scenario.changes(world),
        world=world,
        first_year=first_year,
        years=window[1] - first_year,
        burn_in_years=float(time.burn_in_years),
        steps_per_year=time.steps_per_year,
        twin=None if content.thread is None else _twin(scenario, content.thread, window, document),
    )


def _twin(
    scenario: Scenario, given: TwinTable, window: tuple[float, float], document: Document
) -> Twin:
    """Return what twins step in a scenario: what is not given is the scenario's own."""
    own = PRIORITIES if scenario.thread.lever is None else (scenario.thread.lever,)
    levers = own if given.lever is None else tuple(given.lever)
    for name in levers:
        try:
            declared(name)
        except InputError as error:
            raise error.at(document.where("thread", "lever")) from None
    try:
        start = checked_start(given.start, window)
    except InputError as error:
        raise error.at(document.where("thread", "from")) from None
    step = scenario.thread.step if given.step is None else given.step
    return Twin(levers, step, start, given.in_units)


def _require_levers(design: StudyDesign, document: Document) -> None:
    """Step every lever at every point, where what cannot be stepped shows."""
    try:
        for setting in design.settings:
            for point in design.points:
                design.twins.at(setting, point)
    except InputError as error:
        raise error.at(document.where("thread", error.key or "lever")) from None


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
