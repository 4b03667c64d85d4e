"""Several scenarios in one: what each of them changes, laid on top of one baseline in order.

A parent brings what it changes against its own baseline: parameters, dated changes, and what
it says about time, thread and world. Factors of two parents multiply. Two *values* for the
same parameter, at the same time, in the same council, cannot both be meant: neither parent
goes before the other, and the file is refused. What the file itself says comes last.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from scenarios.councils import World as Councils
from scenarios.dated import DatedChange
from scenarios.document import Document
from scenarios.layout import ScenarioFile, Thread, Time
from scenarios.overlaps import clash_date, placed
from scenarios.scenario import Scenario
from sim.errors import InputError
from sim.world import World


@dataclass(frozen=True)
class Ground:
    """What a scenario file stands on, its baseline and its parents together."""

    time: Time
    thread: Thread
    world: World
    parameters: dict[str, float]
    dated: tuple[DatedChange, ...]


def ground(
    content: ScenarioFile,
    document: Document,
    baseline: Scenario | None,
    parents: Sequence[Scenario],
) -> Ground:
    """Return what the file stands on.

    Raises
    ------
    InputError
        With the line of ``extends``, when two parents contradict each other or a parent is
        set against something else.
    """
    where = document.where("extends")
    for parent in parents:
        _check_baseline(parent, baseline, where)
    world = _one_world(content, baseline, parents, where)
    inherited = baseline.dated if baseline else ()
    brought: list[DatedChange] = []
    for change in (each for parent in parents for each in parent.own_dated):
        # A change that reaches the file by two ways is one change.
        if change not in (*inherited, *brought):
            brought.append(change)
    parameters = dict(baseline.parameters) if baseline else {}
    for parent in parents:
        parameters |= parent.own_parameters
    for one, other in combinations(parents, 2):
        _check_values(one, other, content, world, where)
    return Ground(
        time=Time(**_settled("time", Time(), content, baseline, parents, where)),
        thread=Thread(**_settled("thread", Thread(), content, baseline, parents, where)),
        world=world,
        parameters=parameters,
        dated=inherited + tuple(brought),
    )


def check_brought_dates(dated: Sequence[DatedChange], time: Time, where: str) -> None:
    """Refuse a change of a parent that begins outside the years that the file simulates."""
    first, last = time.first_year - time.burn_in_years, time.first_year + time.years
    for change in dated:
        if not first <= change.entry.start < last:
            raise InputError(
                f"the change of {change.entry.parameter} from {change.entry.start:g} on "
                f"({change.where}) lies outside the years simulated here, {first:g} to {last:g}",
                remedy="Give first_year, years and burn_in_years under [time] that hold it",
                where=where,
                key=change.entry.parameter,
                value=change.entry.start,
            )


def _check_baseline(parent: Scenario, baseline: Scenario | None, where: str) -> None:
    """Refuse a parent that builds on a scenario which the file does not stand on."""
    base, names = baseline, [None]
    while base is not None:
        names.append(base.name)  # type: ignore[arg-type]
        base = base.baseline
    needed = parent.baseline.name if parent.baseline else None
    if needed not in names:
        raise InputError(
            f"{parent.name!r} is set against {needed!r}, which this file does not stand on",
            remedy=f'Write against = "{needed}"',
            where=where,
            key="against",
            value=needed,
        )


def _settled(
    table: str,
    usual: Time | Thread,
    content: ScenarioFile,
    baseline: Scenario | None,
    parents: Sequence[Scenario],
    where: str,
) -> dict[str, Any]:
    """Return the keys of a table, where a parent that departs from its own baseline decides."""
    values = getattr(baseline, table, usual).model_dump()
    own = getattr(content, table).model_fields_set
    for key in values:
        said: dict[Any, str] = {}
        for parent in parents:
            value = getattr(getattr(parent, table), key)
            if value != getattr(getattr(parent.compared_with, table, usual), key):
                said.setdefault(value, parent.name)
        if len(said) > 1 and key not in own:
            words = " and ".join(f"{value} in {name!r}" for value, name in said.items())
            raise InputError(
                f"{key} is {words}",
                remedy=f"Say under [{table}] which {key} is meant here",
                where=where,
                key=key,
            )
        values[key] = next(iter(said), values[key])
    return values


def _one_world(
    content: ScenarioFile, baseline: Scenario | None, parents: Sequence[Scenario], where: str
) -> World:
    def usual(of: Scenario | None) -> World:
        return of.councils if of else Councils.default()

    others = [each for each in parents if each.councils != usual(each.compared_with)]
    if any(each.councils != others[0].councils for each in others) and content.world is None:
        raise InputError(
            f"{' and '.join(repr(each.name) for each in others)} play in different councils",
            remedy="Describe the councils that are meant here under [world]",
            where=where,
            key="world",
        )
    return others[0].councils if others else usual(baseline)


def _check_values(
    one: Scenario, other: Scenario, content: ScenarioFile, world: World, where: str
) -> None:
    """Refuse two parents that give one parameter two values at one time in one council."""

    def refuse(name: str, when: str, one_place: str, other_place: str) -> InputError:
        return InputError(
            f"both {one_place} and {other_place} set {name} {when}",
            remedy="Take one of them out of extends, and write the changes that you want here",
            where=where,
            key=name,
        )

    mine, theirs = one.own_parameters, other.own_parameters
    for name in sorted(mine.keys() & theirs.keys()):
        if mine[name] != theirs[name] and name not in content.parameters:
            raise refuse(name, "from the outset", repr(one.name), repr(other.name))
    for values, setter, changer in ((mine, one, other), (theirs, other, one)):
        for each in placed(changer.own_dated, world):
            if each.change.parameter in values and each.change.value is not None:
                place = f"{changer.name!r} ({each.entry.where})"
                when = f"in {each.change.start:g}"
                raise refuse(each.change.parameter, when, repr(setter.name), place)
    for first in placed(one.own_dated, world):
        for second in placed(other.own_dated, world):
            date = clash_date(first.change, second.change)
            if date is not None and first.entry != second.entry:
                raise refuse(
                    first.change.parameter,
                    f"in {date:g}",
                    f"{one.name!r} ({first.entry.where})",
                    f"{other.name!r} ({second.entry.where})",
                )
