"""The points of a design file: whatever is given of factorial, sample and table, crossed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Any

from pydantic import ValidationError

from experiments.studies.layout import SampleTable, SpacingTable, StudyFile
from experiments.studies.points import Point, Range, sampled, spaced
from experiments.studies.rows_file import read_rows
from scenarios.assembly import checked_value, flat
from scenarios.document import Document
from scenarios.faults import declared, fault_of
from scenarios.layout import Form
from scenarios.quoting import short
from scenarios.reading import named_at
from sim.errors import InputError

MOST_RUNS = 10_000_000
_SPACING = Form("design file", SpacingTable, {}, (), {})


def points_of(
    content: StudyFile, document: Document, rows: Sequence[Point] | None = None
) -> tuple[Point, ...]:
    """Return the points: whatever is given of factorial, sample and table, crossed.

    Parameters
    ----------
    content, document
        The design, and where it stands.
    rows
        Rows of a table that is no file.
    """
    parts: list[tuple[str, list[Point]]] = []
    axes = dict(_axes(content.vary, document))
    count = 1
    for values in axes.values():
        count *= len(values)
    check_count(count, document)
    if axes:
        combined = product(*axes.values())
        parts.append(("vary", [dict(zip(axes, values, strict=True)) for values in combined]))
    if content.sample is not None:
        parts.append(("sample", _sample(content.sample, content.seed, document)))
    if content.table is not None:
        parts.append(("table", _table(content.table, document)))
    if rows is not None:
        parts.append(("table", list(rows)))
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
        check_count(len(crossed) * len(points), document)
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
    spacing = validated(SpacingTable, _SPACING, given, document, ("vary", *path))
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


def check_count(count: int, document: Document) -> None:
    """Refuse a design of more runs than any machine computes."""
    if count > MOST_RUNS:
        raise InputError(
            f"the design has {count:,} runs",
            remedy=f"Give fewer values, samples or replicates: at most {MOST_RUNS:,} runs",
            where=str(document.source),
            value=count,
        )


def validated(
    table: type[Any], form: Form[Any], given: object, document: Document, path: tuple[str, ...]
) -> Any:
    """Return the table of that kind, raising InputError with its place for what is wrong."""
    try:
        return table.model_validate(given)
    except ValidationError as error:
        fault, inner = fault_of(error.errors(include_url=False), form)
        raise fault.at(document.where(*path, *inner)) from None
