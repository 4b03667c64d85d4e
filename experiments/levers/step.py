"""How a lever is stepped in a world: as a share of its value, or in its own unit."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from experiments.design import Arm
from experiments.intervals import Floats
from experiments.lever import Lever
from sim.changes import Change, Schedule
from sim.declaration import DOMAINS, Parameter
from sim.errors import InputError
from sim.parameters import PARAMETERS
from sim.world import World

SMALLEST, LARGEST = 0.001, 10.0
"""Smallest and largest step as a share; a smaller one would drown in rounding."""

WHOLE_NUMBERS = ("index_age",)
"""Parameters that the model rounds to whole numbers; they are stepped by whole numbers."""

_CLOSE = 1e-9


def stepped(
    name: str,
    step: float,
    *,
    in_units: bool,
    arm: Arm,
    world: World,
    window: tuple[float, float],
) -> Lever:
    """Return the lever that steps a parameter in one world, checked.

    A parameter that is above 0 everywhere, at every date of the window, is multiplied by
    ``1 + step``, so that answers are elasticities. Of any other parameter ``step`` is taken in
    its own unit, times a scale: the size of its value, or where that is 0 the size of its default,
    or where that is 0 too the top of its range. Answers are then per unit of the parameter.

    Parameters
    ----------
    name
        The parameter.
    step
        Size of the step as a share; with ``in_units`` in the parameter's own unit.
    in_units
        Whether the step is in the parameter's own unit, whatever its value.
    arm, world
        The world that it is stepped in.
    window
        Calendar years of the step and of the end.

    Raises
    ------
    InputError
        When the step is no number, is 0, or leaves the range of the parameter, or when the
        parameter is 0 or below in places and moves.
    """
    declaration = PARAMETERS[name]
    require_step(step, as_share=not in_units)
    values = _values(declaration, arm, world, window)
    if not in_units and (values > 0.0).all():
        return _as_share(declaration, step, values, window[0])
    return _in_units(declaration, step, values, arm, world, window, in_units=in_units)


def _as_share(declaration: Parameter, step: float, values: Floats, start: float) -> Lever:
    name, note = declaration.name, ""
    if name in WHOLE_NUMBERS and values.min() == values.max():
        base = float(values.flat[0])
        goal = base + _whole(step * base)
        step, note = goal / base - 1.0, f"{name} is a whole number: {base:g} becomes {goal:g}."
    _require_range(declaration, values, values * (1.0 + step), step, start, as_share=True)
    if declaration.initial:
        note = f"{name} describes how the world starts: it is stepped from the outset."
        return Lever(name, step, start, outset=float(values.flat[0]) * (1.0 + step), note=note)
    return Lever.of_share(name, step, start, note)


def _in_units(
    declaration: Parameter,
    step: float,
    values: Floats,
    arm: Arm,
    world: World,
    window: tuple[float, float],
    *,
    in_units: bool,
) -> Lever:
    name, start = declaration.name, window[0]
    if declaration.field == "agenda":
        raise InputError(
            f"{name} is a weight that is turned into a share, so a step in its own unit has no "
            "meaning",
            remedy="Give the step as a share of it, without --in-units",
            key="in_units",
            value=name,
        )
    _require_still(declaration, values)
    size, note = step, ""
    if not in_units:
        size = step * _scale(declaration, values)
        note = (
            f"{name} is not above 0 throughout, so it has no elasticity: it is "
            f"{'raised' if size > 0 else 'lowered'} by {abs(size):g}, and answers are per unit "
            f"of it ({declaration.unit})."
        )
    if name in WHOLE_NUMBERS:
        size = _whole(size)
    _require_range(declaration, values, values + size, size, start, as_share=False)
    lever = Lever(name, size, start, in_units=True, note=note)
    if declaration.initial:
        return replace(lever, outset=float(values.flat[0]) + size)
    lever = replace(lever, changes=_raises(declaration, values[0], size, start, world))
    moved = Schedule(world, arm.parameters, (*arm.changes, *lever.changes))
    after = _followed(declaration, moved, arm, world, window)
    if not np.allclose(after - values, size, rtol=_CLOSE, atol=_CLOSE):
        raise _moving(declaration, values)
    return lever


def _raises(
    declaration: Parameter, base: Floats, size: float, start: float, world: World
) -> tuple[Change, ...]:
    """Return the changes that set every council's value to its own plus ``size``."""
    if declaration.national:
        return (Change(declaration.name, start, value=float(base[0]) + size),)
    return tuple(
        Change(
            declaration.name,
            start,
            value=float(value) + size,
            councils=tuple(np.array(world.names)[base == value].tolist()),
        )
        for value in np.unique(base)
    )


def _values(declaration: Parameter, arm: Arm, world: World, window: tuple[float, float]) -> Floats:
    """Return the parameter's value at the dates of the window, in every council, shape (D, M)."""
    return _followed(declaration, Schedule(world, arm.parameters, arm.changes), arm, world, window)


def _followed(
    declaration: Parameter,
    schedule: Schedule,
    arm: Arm,
    world: World,
    window: tuple[float, float],
) -> Floats:
    start, end = window
    corners = {start + quarter / 4 for quarter in range(math.ceil(4 * (end - start)))}
    for change in arm.changes:
        stop = end if change.end is None else change.end
        corners |= {change.start, change.start + change.ramp_years, stop}
    settings = schedule.initial_settings()
    rows = []
    for date in sorted(date for date in corners if start <= date < end):
        schedule.apply(settings, date)
        held = settings[declaration.field]
        if declaration.domain is not None:
            held = held[:, DOMAINS.index(declaration.domain)]
        rows.append(held.copy())
    return np.array(rows)


def _whole(size: float) -> float:
    """Return a step rounded to a whole number, of at least one."""
    return math.copysign(max(1.0, math.floor(abs(size) + 0.5)), size)


def _scale(declaration: Parameter, values: Floats) -> float:
    """Return what a step given as a share is a share of, where the value is 0 or below."""
    largest = float(np.abs(values).max())
    return largest or abs(declaration.default) or max(abs(declaration.low), abs(declaration.high))


def checked_start(start: float | None, window: tuple[float, float]) -> float:
    """Return the calendar year of a step, by default the first of the window.

    Raises
    ------
    InputError
        When it is not a quarter in the window.
    """
    first, end = window
    if start is None:
        return first
    number = isinstance(start, int | float) and not isinstance(start, bool)
    if not number or not first <= start < end or 4 * start != round(4 * start):
        raise InputError(
            f"the year of the step is {start!r}",
            remedy=f"Give a year from {first:g} to {end - 0.25:g}, in quarters (2018.25, 2018.5)",
            key="start",
            value=start,
        )
    return float(start)


def require_step(step: object, *, as_share: bool) -> None:
    """Refuse a step that is no number, is 0, or is beyond what a share can be."""
    number = isinstance(step, int | float) and not isinstance(step, bool) and math.isfinite(step)
    fits = number and step != 0
    if as_share:
        fits = fits and SMALLEST <= abs(step) <= LARGEST and step > -1.0  # type: ignore[arg-type, operator]
        remedy = (
            f"Give a share of the lever's value from {SMALLEST:g} to {LARGEST:g}, "
            f"or from {-SMALLEST:g} down to above -1 for a fall"
        )
    else:
        remedy = "Give a number other than 0, below 0 for a fall"
    if not fits:
        raise InputError(f"step is {step!r}", remedy=remedy, key="step", value=step)


def _require_range(
    declaration: Parameter,
    before: Floats,
    after: Floats,
    step: float,
    start: float,
    *,
    as_share: bool,
) -> None:
    low, high = declaration.low, declaration.high
    if after.min() >= low and after.max() <= high:
        return
    worst = after.argmax() if after.max() > high else after.argmin()
    smallest, largest = (
        (max(low / before.min() - 1.0, -0.999), high / before.max() - 1.0)
        if as_share
        else (low - before.min(), high - before.max())
    )
    raise InputError(
        f"a step of {step:g} takes {declaration.name} from {before.flat[worst]:g} to "
        f"{after.flat[worst]:g}, outside its range from {low:g} to {high:g}",
        remedy=_fitting(smallest, largest),
        key="step",
        value=step,
    )


def _fitting(smallest: float, largest: float) -> str:
    """Return which steps would stay in the range, rounded so that they do."""
    up, down = math.floor(1000 * largest) / 1000, math.ceil(1000 * smallest) / 1000
    ways = [f"up to {up:g}"] if up > 0 else []
    ways += [f"down to {down:g}"] if down < 0 else []
    return f"Give a step {' or '.join(ways)}" if ways else "It cannot be stepped in this world"


def _require_still(declaration: Parameter, values: Floats) -> None:
    if not np.allclose(values, values[0], rtol=_CLOSE, atol=_CLOSE):
        raise _moving(declaration, values)


def _moving(declaration: Parameter, values: Floats) -> InputError:
    return InputError(
        f"{declaration.name} moves between {values.min():g} and {values.max():g} in this world, "
        "so a step in its own unit has no one meaning",
        remedy="Give a lever that stays put or stays above 0, or a later date with --from",
        key="lever",
        value=declaration.name,
    )
