"""A path from one world to another and beyond it, along which conditions worsen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from experiments.studies.design import Setting
from sim.changes import Change
from sim.errors import InputError
from sim.parameters import PARAMETERS


def stretched(setting: Setting, depth: float) -> Setting:
    """Return a scenario whose changes go ``depth`` times as far: 0 none of it, 1 all of it.

    Parameters
    ----------
    setting
        The scenario at its own depth.
    depth
        How far; 2 is double depth. A value never leaves the declared range of its parameter.
    """
    start = {name: parameter.default for name, parameter in PARAMETERS.items()}
    start |= dict(setting.parameters)
    changes = tuple(_stretched(change, depth, start) for change in setting.changes)
    return replace(setting, scenario=f"{setting.scenario} x {depth:g}", changes=changes)


def _stretched(change: Change, depth: float, start: dict[str, float]) -> Change:
    declared = PARAMETERS[change.parameter]
    before = start[change.parameter]
    if change.value is not None:
        value = before + depth * (change.value - before)
        return replace(change, value=min(max(value, declared.low), declared.high))
    assert change.factor is not None
    factor = max(1 + depth * (change.factor - 1), 0.0)
    if before > 0:
        factor = min(max(factor, declared.low / before), declared.high / before)
    return replace(change, factor=factor)


def require_path(setting: Setting, depths: Sequence[float]) -> None:
    """Refuse a path that leads nowhere."""
    if not setting.changes:
        raise InputError(
            f"nothing changes by date in {setting.scenario}, so that no path leads to it",
            remedy="Name a scenario with changes, such as austerity",
            key="path",
            value=setting.scenario,
        )
    if len(depths) < 2 or list(depths) != sorted(set(depths)):
        raise InputError(
            "a path needs two places or more, each further than the one before",
            remedy="Give depths such as 0, 0.5, 1, 1.5, 2",
            key="path",
        )
