"""Putting a scenario together: what its file says, on top of what its baseline says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeVar

from scenarios.councils import World, read_councils
from scenarios.dated import DatedChange
from scenarios.document import Document
from scenarios.faults import declared
from scenarios.layout import ScenarioFile, Table, Thread, Time, WorldTable
from scenarios.quoting import LONGEST, short
from scenarios.reading import named_at
from scenarios.scenario import Scenario
from sim.changes import Schedule
from sim.errors import InputError, nearest
from sim.outcomes import OUTCOMES
from sim.world import World as AnyWorld

AnyTable = TypeVar("AnyTable", bound=Table)


def assembled(
    name: str, document: Document, content: ScenarioFile, baseline: Scenario | None
) -> Scenario:
    """Return the scenario of a file.

    Parameters and changes come on top of the baseline's; time and thread are taken from it
    key by key, the world as a whole.

    Raises
    ------
    InputError
        With file and line, for anything that cannot be used.
    """
    time = _on_top(content, "time", baseline.time if baseline else Time())
    thread = _on_top(content, "thread", baseline.thread if baseline else Thread())
    _check_thread(thread, document)
    _check_expectations(content, document)
    world = _world(content, document, baseline)
    own = tuple(
        DatedChange.read(document, index, entry, time) for index, entry in enumerate(content.change)
    )
    scenario = Scenario(
        name=name,
        title=content.title,
        claim=content.claim,
        source=content.source,
        against=content.against,
        expectations=tuple(content.expect),
        time=time,
        thread=thread,
        parameters=(baseline.parameters if baseline else {}) | _parameters(content, document),
        councils=world,
        dated=(baseline.dated if baseline else ()) + own,
        baseline=replace(baseline, time=time, councils=world) if baseline else None,
    )
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


def _check_expectations(content: ScenarioFile, document: Document) -> None:
    if not content.expect:
        return
    if content.against is None:
        raise InputError(
            "an outcome can rise or fall only against another scenario",
            remedy='Add against = "england", or leave out [[expect]]',
            where=document.where("expect", 0),
            key="expect",
        )
    for index, expectation in enumerate(content.expect):
        if expectation.outcome not in OUTCOMES:
            raise InputError(
                f"unknown outcome {short(expectation.outcome)}",
                remedy=nearest(expectation.outcome[:LONGEST], OUTCOMES, "goldenthread outcomes"),
                where=document.where("expect", index, "outcome"),
                key="outcome",
                value=expectation.outcome,
            )


def _world(content: ScenarioFile, document: Document, baseline: Scenario | None) -> AnyWorld:
    if content.world is None:
        return baseline.councils if baseline else World.default()
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
