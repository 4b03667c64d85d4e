"""Putting a scenario together: what its file says, on top of what its baseline says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from scenarios.combination import check_brought_dates, ground
from scenarios.councils import World, read_councils
from scenarios.dated import DatedChange
from scenarios.document import Document
from scenarios.expectations import check_expectations, check_years
from scenarios.faults import declared
from scenarios.layout import ScenarioFile, Table, Thread, WorldTable
from scenarios.overlaps import refuse_overlapping_ramps
from scenarios.quoting import short
from scenarios.reading import named_at
from scenarios.scenario import Scenario
from sim.changes import Schedule
from sim.errors import InputError
from sim.world import World as AnyWorld

AnyTable = TypeVar("AnyTable", bound=Table)


def assembled(
    name: str,
    document: Document,
    content: ScenarioFile,
    baseline: Scenario | None,
    parents: Sequence[Scenario] = (),
    others: Mapping[str, Scenario] | None = None,
) -> Scenario:
    """Return the scenario of a file.

    Parameters and changes come on top of the baseline's and then of the parents' in their
    order; time and thread are taken from them key by key, the world as a whole.

    Parameters
    ----------
    name, document, content
        The scenario's name, and its file.
    baseline
        What it is set against; None for a baseline.
    parents
        The scenarios that it extends.
    others
        The scenarios that single expectations compare with, by the name given there.

    Raises
    ------
    InputError
        With file and line, for anything that cannot be used.
    """
    base = ground(content, document, baseline, parents)
    time = _on_top(content, "time", base.time)
    thread = _on_top(content, "thread", base.thread)
    _check_thread(thread, document)
    check_expectations(content, baseline.name if baseline else None, document)
    check_years(content, time, document)
    world = _world(content, document, base.world)
    brought = base.dated[len(baseline.dated) if baseline else 0 :]
    check_brought_dates(brought, time, document.where("extends"))
    own = tuple(
        DatedChange.read(document, index, entry, time) for index, entry in enumerate(content.change)
    )
    scenario = Scenario(
        name=name,
        title=content.title,
        claim=content.claim,
        source=content.source,
        against=content.against or (baseline.name if baseline else None),
        refuted_if=content.refuted_if or "",
        finding=content.finding or "",
        expectations=tuple(content.expect),
        time=time,
        thread=thread,
        parameters=base.parameters | _parameters(content, document),
        councils=world,
        dated=base.dated + own,
        compared_with=baseline,
        others={
            given: replace(other, time=time, councils=world)
            for given, other in (others or {}).items()
        },
    )
    refuse_overlapping_ramps(own, world)
    _check_paths(scenario, document, content)
    return scenario


def _on_top(content: ScenarioFile, name: str, base: AnyTable) -> AnyTable:
    table: Table = getattr(content, name)
    return base.model_copy(update=table.model_dump(exclude_unset=True))


def _check_thread(thread: Thread, document: Document) -> None:
    if thread.lever is not None:
        try:
            lever = declared(thread.lever)
        except InputError as error:
            raise error.at(document.where("thread", "lever")) from None
        if lever.initial:
            raise InputError(
                f"{thread.lever} is read only while the world is built, so it cannot be a lever",
                remedy="Name a parameter that can change by date",
                where=document.where("thread", "lever"),
                key="lever",
                value=thread.lever,
            )
    if thread.broken >= thread.whole:
        raise InputError(
            f"broken = {thread.broken:g} is not below whole = {thread.whole:g}",
            remedy="Give a broken below whole",
            where=document.where("thread", "broken"),
            key="broken",
            value=thread.broken,
        )


def _world(content: ScenarioFile, document: Document, usual: AnyWorld) -> AnyWorld:
    if content.world is None:
        return usual
    return described_world(content.world, document)


def described_world(table: WorldTable, document: Document) -> AnyWorld:
    """Return the world that a ``[world]`` table describes.

    Raises
    ------
    InputError
        With file and line, when it is described in more than one way or cannot be.
    """
    sizes = table.model_dump(exclude={"national", "councils"}, exclude_none=True)
    ways = [way for way in (table.councils, table.national or None, sizes or None) if way]
    if len(ways) > 1:
        raise InputError(
            "the world is described in more than one way",
            remedy="Give a size, or national = true, or a file of councils",
            where=document.where("world"),
            key="world",
        )
    if table.councils is not None:
        path = document.source.parent / table.councils
        try:
            return read_councils(path)
        except InputError as error:
            raise named_at(error, path, document.where("world", "councils")) from None
    try:
        return World.national() if table.national else World.even(**sizes)
    except InputError as error:
        raise error.at(document.where("world")) from None


def _parameters(content: ScenarioFile, document: Document) -> dict[str, float]:
    """Return the checked parameters; ``agenda.care`` may be written with or without quotes."""
    values: dict[str, float] = {}
    for name, value, path in flat(content.parameters):
        where = document.where("parameters", *path)
        if name in values:
            raise InputError(
                f"{name} is given twice", remedy="Leave one out", where=where, key=name
            )
        values[name] = checked_value(name, value, where)
    return values


def flat(parameters: dict[str, object]) -> Iterator[tuple[str, object, tuple[str, ...]]]:
    """Yield name, value and path of each parameter; an unquoted dot makes a table in TOML."""
    for key, value in parameters.items():
        if isinstance(value, dict) and value:
            yield from ((f"{key}.{inner}", given, (key, inner)) for inner, given in value.items())
        else:
            yield key, value, (key,)


def checked_value(name: str, value: object, where: str) -> float:
    """Return the value of a parameter, raising InputError with its place when it cannot be."""
    try:
        known = declared(name)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise InputError(
                f"{name} must be a number, not {short(value)}",
                remedy=f"Give a value from {known.low:g} to {known.high:g} ({known.unit})",
                key=name,
                value=value,
            )
        return known.check(value)
    except InputError as error:
        raise error.at(where) from None
    except OverflowError:
        raise InputError(
            f"{name} = {short(value)} is outside its range",
            remedy=f"Give a value from {declared(name).low:g} to {declared(name).high:g}",
            where=where,
            key=name,
            value=value,
        ) from None


def _check_paths(scenario: Scenario, document: Document, content: ScenarioFile) -> None:
    """Check every changed parameter at every date, all changes together."""
    world = scenario.world()
    changes = scenario.changes(world)
    try:
        Schedule(world, scenario.parameters, changes)
    except InputError as error:
        mine = [i for i, entry in enumerate(content.change) if entry.parameter == error.key]
        where = document.where("change", mine[-1]) if mine else str(document.source)
        raise error.at(where) from None
