"""From a design file, or the same as Python data, to a checked design."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from itertools import product
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from experiments.lever import Lever
from experiments.studies.design import Kept, Setting, StudyDesign
from experiments.studies.layout import STUDY, SampleTable, SpacingTable, StudyFile
from experiments.studies.points import Point, Range, balanced, sampled, spaced
from experiments.studies.rows_file import read_rows
from scenarios import Scenario, load
from scenarios.assembly import checked_value, described_world, flat
from scenarios.document import Document
from scenarios.faults import declared, fault_of
from scenarios.layout import Form
from scenarios.quoting import short
from scenarios.reading import named_at
from sim.declaration import DOMAINS
from sim.errors import InputError
from sim.world import World

MOST_RUNS = 10_000_000
_SPACING = Form("design file", SpacingTable, {}, (), {})
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
        content = _validated(StudyFile, STUDY, dict(given), document, ())
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
    points = _points(content, document)
    design = StudyDesign(
        settings,
        points,
        content.replicates,
        content.seed,
        Kept(content.thread, content.series),
        tuple(_notes(content, settings, points)),
    )
    _check_count(len(design), document)
    return design


def _check_count(count: int, document: Document) -> None:
    if count > MOST_RUNS:
        raise InputError(
            f"the design has {count:,} runs",
            remedy=f"Give fewer values, samples or replicates: at most {MOST_RUNS:,} runs",
            where=str(document.source),
            value=count,
        )


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


def _points(content: StudyFile, document: Document) -> tuple[Point, ...]:
    """Return the points: whatever is given of factorial, sample and table, crossed."""
    parts: list[tuple[str, list[Point]]] = []
    axes = dict(_axes(content.vary, document))
    count = 1
    for values in axes.values():
        count *= len(values)
    _check_count(count, document)
    if axes:
        combined = product(*axes.values())
        parts.append(("vary", [dict(zip(axes, values, strict=True)) for values in combined]))
    if content.sample is not None:
        parts.append(("sample", _sample(content.sample, content.seed, document)))
    if content.table is not None:
        parts.append(("table", _table(content.table, document)))
    crossed: list[Point] = [{}]
    for key, points in parts:
        twice = next((name for name in points[0] if name in crossed[0]), None)
        if twice is not None:
            raise InputError(
                f"{twice} is varied in two ways",
                remedy="Leave it out of one of them",
                where=document.where(key),
                key=twice,
            )
        _check_count(len(crossed) * len(points), document)
        crossed = [{**point, **other} for point in crossed for other in points]
    return tuple(crossed)


def _axes(vary: Mapping[str, object], document: Document) -> Iterator[tuple[str, list[float]]]:
    """Yield each varied parameter with its values."""
    found: dict[str, tuple[object, tuple[str, ...]]] = {}
    for key, given in vary.items():
        # An unquoted dot in a domain's parameter makes a table, which a spacing is, too.
        parts = [(key, given, (key,))] if _is_spacing(given) else flat({key: given})
        found |= {name: (each, path) for name, each, path in parts}
    for name, (each, path) in found.items():
        where = document.where("vary", *path)
        try:
            declared(name)
        except InputError as error:
            raise error.at(where) from None
        values = _values(name, each, document, path)
        checked = [checked_value(name, value, where) for value in values]
        again = next((v for place, v in enumerate(checked) if v in checked[:place]), None)
        if again is not None:
            raise InputError(
                f"{name} = {again:g} is given twice",
                remedy="Leave one out",
                where=where,
                key=name,
                value=again,
            )
        yield name, checked


def _is_spacing(value: object) -> bool:
    return isinstance(value, dict) and bool({"from", "to", "points"} & set(value))


def _values(name: str, given: object, document: Document, path: tuple[str, ...]) -> list[Any]:
    where = document.where("vary", *path)
    if isinstance(given, list) and given:
        return given
    if not _is_spacing(given):
        raise InputError(
            f"{name} must be a list of values, not {short(given)}",
            remedy=f"Write {name} = [0.1, 0.2] or {name} = {{ from = 0.1, to = 0.2, points = 5 }}",
            where=where,
            key=name,
            value=given,
        )
    spacing = _validated(SpacingTable, _SPACING, given, document, ("vary", *path))
    for end in (spacing.start, spacing.stop):
        checked_value(name, end, where)
    if spacing.start >= spacing.stop or (spacing.scale == "log" and spacing.start <= 0):
        raise InputError(
            f"{name} goes from {spacing.start:g} to {spacing.stop:g}",
            remedy="Give a from below to" + (", above 0" if spacing.scale == "log" else ""),
            where=where,
            key=name,
        )
    return spaced(spacing.start, spacing.stop, spacing.points, spacing.scale)


def _sample(table: SampleTable, seed: int, document: Document) -> list[Point]:
    where = document.where("sample", "parameters")
    for place, name in enumerate(table.parameters):
        try:
            declared(name)
        except InputError as error:
            raise error.at(where) from None
        if name in table.parameters[:place]:
            raise InputError(
                f"{name} is named twice", remedy="Leave one out", where=where, key=name
            )
    ranges = {name: (declared(name).low, declared(name).high) for name in table.parameters}
    for name, given, path in flat(table.ranges):
        ranges[name] = _range(name, given, table, document.where("sample", "ranges", *path))
    return sampled(table.method, table.samples, table.parameters, ranges, seed)


def _range(name: str, given: object, table: SampleTable, where: str) -> Range:
    try:
        known = declared(name)
    except InputError as error:
        raise error.at(where) from None
    problem = ""
    if name not in table.parameters:
        problem = f"{name} has a range and is not among the parameters of [sample]"
    elif not isinstance(given, list) or len(given) != 2:
        problem = f"the range of {name} must be two numbers, not {short(given)}"
    if not problem and isinstance(given, list):
        low, high = (checked_value(name, each, where) for each in given)
        if low < high:
            return low, high
        problem = f"the range of {name} goes from {low:g} to {high:g}"
    raise InputError(
        problem,
        remedy=f"Name it there, and write {name} = [{known.low:g}, {known.high:g}] or narrower",
        where=where,
        key=name,
        value=given,
    )


def _table(name: str, document: Document) -> list[Point]:
    path = document.source.parent / name
    try:
        return list(read_rows(path))
    except InputError as error:
        raise named_at(error, path, document.where("table")) from None


def _validated(
    table: type[Any], form: Form[Any], given: object, document: Document, path: tuple[str, ...]
) -> Any:
    try:
        return table.model_validate(given)
    except ValidationError as error:
        fault, inner = fault_of(error.errors(include_url=False), form)
        raise fault.at(document.where(*path, *inner)) from None


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
