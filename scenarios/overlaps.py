"""Dated changes that cannot both be meant: two values for one parameter at one time and place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from scenarios.dated import DatedChange
from sim.changes import Change
from sim.errors import InputError
from sim.world import World


@dataclass(frozen=True)
class Placed:
    """A dated change in a world, with the entry that it comes from."""

    entry: DatedChange
    change: Change


def placed(dated: Sequence[DatedChange], world: World) -> list[Placed]:
    """Return the changes of ``dated`` in ``world``, each with its entry."""
    return [Placed(entry, entry.resolved(world)) for entry in dated]


def refuse_overlapping_ramps(dated: Sequence[DatedChange], world: World) -> None:
    """Refuse two entries of one file that lead a parameter to two values at once.

    A later change may take over from where an earlier one has arrived, but not while that one
    is still under way, nor in the same moment. Factors multiply and never exclude each other.

    Raises
    ------
    InputError
        With file and line of the later entry, the parameter and the date.
    """
    for one, other in combinations(placed(dated, world), 2):
        first, second = sorted((one, other), key=lambda each: each.change.start)
        arrived = first.change.start + first.change.ramp_years
        stopped = first.change.end is not None and first.change.end <= second.change.start
        same_start = first.change.start == second.change.start
        under_way = second.change.start < arrived
        if compete(first.change, second.change) and not stopped and (under_way or same_start):
            name, date = first.change.parameter, second.change.start
            raise InputError(
                f"{name} is led to two values at once from {date:g} on: the other change stands "
                f"at {first.entry.where}",
                remedy="Let one begin when the other has arrived, or end that with to = ...",
                where=second.entry.where,
                key=name,
                value=date,
            )


def compete(one: Change, other: Change) -> bool:
    """Return whether both changes name a value of one parameter for some council they share."""
    return (
        one.parameter == other.parameter
        and one.value is not None
        and other.value is not None
        and (
            one.councils is None
            or other.councils is None
            or bool(set(one.councils) & set(other.councils))
        )
    )


def clash_date(one: Change, other: Change) -> float | None:
    """Return the date from which two competing changes are both in force, None for never."""
    if not compete(one, other):
        return None
    start = max(one.start, other.start)
    ends = [change.end for change in (one, other) if change.end is not None]
    return start if all(start < end for end in ends) else None
