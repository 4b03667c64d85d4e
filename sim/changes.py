"""Dated changes of parameters, and the settings they leave in force at any date."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from sim.errors import InputError, nearest
from sim.parameters import PARAMETERS, parameter, set_value, settings_dtype
from sim.world import World


@dataclass(frozen=True)
class Change:
    """A change of one parameter from a date on.

    Attributes
    ----------
    parameter
        Name of the parameter (``grant``, ``agenda.housing``).
    start
        Year at which the change begins, on the model's calendar.
    value, factor
        The value reached, or the multiple reached of what the parameter would have been:
        exactly one of them.
    ramp_years
        Time over which the value moves in a straight line (0: at once).
    end
        Year at which the parameter returns to what it would have been; None for never.
    councils
        Names of the councils concerned; None for all.
    """

    parameter: str
    start: float
    value: float | None = None
    factor: float | None = None
    ramp_years: float = 0.0
    end: float | None = None
    councils: tuple[str, ...] | None = None

    def __post_init__(self) -> None:
        declared = parameter(self.parameter)
        if declared.initial:
            raise InputError(
                f"{self.parameter} cannot change while the model runs",
                remedy="Set it under [parameters] instead of as a dated change",
                key=self.parameter,
            )
        if (self.value is None) == (self.factor is None):
            raise InputError(
                f"the change of {self.parameter} needs either a value or a factor",
                remedy="Give exactly one of them",
                key=self.parameter,
            )
        if declared.national and self.councils is not None:
            raise InputError(
                f"{self.parameter} is the same for the whole country",
                remedy="Leave out the councils of this change",
                key=self.parameter,
            )
        for number in (self.start, self.ramp_years, self.factor, self.end):
            if number is not None and not math.isfinite(number):
                raise InputError(
                    f"the change of {self.parameter} has {number} among its numbers",
                    remedy="Give finite numbers",
                    key=self.parameter,
                    value=number,
                )
        if self.value is not None:
            declared.check(self.value)
        if self.ramp_years < 0 or (self.end is not None and self.end <= self.start):
            raise InputError(
                f"the change of {self.parameter} ends before it begins",
                remedy="Give ramp_years of 0 or more, and an end after the start",
                key=self.parameter,
            )


class Schedule:
    """The settings of every authority at any date.

    Parameters
    ----------
    world
        The councils.
    parameters
        Values that differ from the defaults from the outset.
    changes
        Dated changes; of one parameter, each starts from what the earlier ones left in force.

    Raises
    ------
    InputError
        For an unknown parameter or council, or a value outside its range at any date.
    """

    def __init__(
        self, world: World, parameters: Mapping[str, float], changes: Sequence[Change] = ()
    ) -> None:
        self.world = world
        self._parameters = dict(parameters)
        self.base = {name: declared.default for name, declared in PARAMETERS.items()}
        for name, value in parameters.items():
            self.base[name] = parameter(name).check(value)
        self.changes = tuple(sorted(changes, key=lambda change: change.start))
        self._paths = _paths(world, self.base, self.changes)
        self._check_range()

    def with_changes(self, changes: Sequence[Change]) -> Schedule:
        """Return the schedule of the same world and parameters under other changes."""
        return Schedule(self.world, self._parameters, changes)

    def initial_settings(self) -> np.ndarray:
        """Return a fresh settings record per authority, before any dated change."""
        settings = np.zeros(len(self.world.councils), settings_dtype())
        for name, value in self.base.items():
            set_value(settings, name, value)
        return settings

    def apply(self, settings: np.ndarray, year: float) -> None:
        """Write the values in force at ``year`` into the settings records."""
        for path in self._paths:
            set_value(settings, path.parameter, path.at(year), path.rows)

    def _check_range(self) -> None:
        for path in self._paths:
            for year in path.dates_to_check():
                try:
                    parameter(path.parameter).check(path.at(year))
                except InputError as error:
                    raise InputError(
                        f"{error.problem} in {year:g}, in {self.world.names[int(path.rows[0])]}",
                        remedy=error.remedy,
                        key=path.parameter,
                        value=error.value,
                    ) from None


class _Path:
    """The value of one parameter over time, in the authorities that share its changes."""

    def __init__(
        self, parameter: str, rows: np.ndarray, base: float, changes: Sequence[Change]
    ) -> None:
        self.parameter = parameter
        self.rows = rows
        self.base = base
        self._values: list[tuple[Change, float, float]] = []
        self._factors: list[tuple[Change, float]] = []
        for change in changes:
            if change.value is not None:
                # What the earlier changes have left in force is where this one sets out.
                self._values.append((change, change.value, self._followed(change.start)))
            elif change.factor is not None:
                self._factors.append((change, change.factor))

    def at(self, year: float) -> float:
        """Return the value at ``year``."""
        value = self._followed(year)
        for change, factor in self._factors:
            if _in_force(change, year):
                value *= 1.0 + (factor - 1.0) * _done(change, year)
        return value

    def dates_to_check(self) -> list[float]:
        """Return dates between which the value bends so little that they tell its range.

        Values move in straight lines and factors multiply them, so that a product may peak
        between two corners: each stretch is looked at in 32 places, and right before its end.
        """
        corners: set[float] = set()
        for change in [c for c, *_ in self._values] + [c for c, _ in self._factors]:
            corners |= {change.start, change.start + change.ramp_years}
            if change.end is not None:
                corners.add(change.end)
        dates = sorted(corners)
        for begin, end in pairwise(list(dates)):
            dates += [begin + (end - begin) * place / 32 for place in range(1, 32)]
            dates.append(float(np.nextafter(end, begin)))
        return sorted(dates)

    def _followed(self, year: float) -> float:
        """Return the value on the path of the changes that name one."""
        result = self.base
        for change, goal, before in self._values:
            if _in_force(change, year):
                done = _done(change, year)
                # Rounding must carry the value neither past its ends nor short of the goal.
                low, high = min(before, goal), max(before, goal)
                result = min(max(before + (goal - before) * done, low), high)
                if done == 1.0:
                    result = goal
        return result


def _paths(world: World, base: Mapping[str, float], changes: Sequence[Change]) -> list[_Path]:
    """Return, for each changed parameter and the authorities that share its changes, its path."""
    names = set(world.names)
    for change in changes:
        for council in change.councils or ():
            if council not in names:
                raise InputError(f"unknown council {council!r}", remedy=nearest(council, names))
    paths: list[_Path] = []
    for name in sorted({change.parameter for change in changes}):
        members: dict[tuple[int, ...], list[int]] = {}
        for row, council in enumerate(world.names):
            mine = tuple(
                index
                for index, change in enumerate(changes)
                if change.parameter == name
                and (change.councils is None or council in change.councils)
            )
            members.setdefault(mine, []).append(row)
        paths += [
            _Path(name, np.array(rows), base[name], [changes[index] for index in mine])
            for mine, rows in members.items()
        ]
    return paths


def _in_force(change: Change, year: float) -> bool:
    return change.start <= year and (change.end is None or year < change.end)


def _done(change: Change, year: float) -> float:
    """Return the share of the ramp that is behind us, 0 to 1."""
    return 1.0 if change.ramp_years == 0 else min((year - change.start) / change.ramp_years, 1.0)
