"""The levers that the twins of a study's runs step, in every scenario and at every point."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from experiments.design import Arm
from experiments.lever import Lever
from experiments.levers.step import require_step, stepped
from sim.errors import InputError

if TYPE_CHECKING:
    from experiments.studies.design import Setting


@dataclass(frozen=True)
class Twin:
    """What the twins of a scenario's runs step.

    Attributes
    ----------
    levers
        Parameters, stepped in turn, replicate by replicate.
    step
        Size of the step as a share of the parameter's value, or with ``in_units`` in its unit.
    start
        Calendar year of the step.
    in_units
        Whether answers are per unit of the parameter, in place of elasticities.
    """

    levers: tuple[str, ...]
    step: float
    start: float
    in_units: bool = False


class Twins:
    """The levers at every scenario and point, each found once."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, tuple[float | None, ...]], tuple[Lever, ...]] = {}

    def at(self, setting: Setting, point: Mapping[str, float]) -> tuple[Lever, ...]:
        """Return the levers of a scenario at a point; none when its runs have no twins.

        Raises
        ------
        InputError
            When a lever cannot be stepped there.
        """
        if setting.twin is None:
            return ()
        # Of all that is varied, only the lever's own value decides how it is stepped.
        key = (setting.scenario, tuple(point.get(name) for name in setting.twin.levers))
        if key not in self._found:
            self._found[key] = tuple(
                _lever(name, setting.twin, setting, point) for name in setting.twin.levers
            )
        return self._found[key]


def _lever(name: str, twin: Twin, setting: Setting, point: Mapping[str, float]) -> Lever:
    """Return a lever, stepped the other way where the range of its parameter leaves no room."""
    parameters = {**setting.parameters, **point}
    arm = Arm(setting.scenario, setting.title, parameters, setting.changes)
    window = (twin.start, setting.window[1])
    # A step that no value could take is not turned.
    require_step(twin.step, as_share=not twin.in_units)

    def fit(step: float) -> Lever:
        return stepped(
            name, step, in_units=twin.in_units, arm=arm, world=setting.world, window=window
        )

    try:
        lever = fit(twin.step)
    except InputError as refused:
        try:
            lever = fit(-twin.step)
        except InputError:
            raise refused from None
    if lever.in_units and not twin.in_units:
        raise InputError(
            f"{name} is not above 0 throughout in {setting.scenario}"
            + (f" at {point[name]:g}" if name in point else "")
            + ", so it has no elasticity there",
            remedy="Add in_units = true for answers per unit of it, or name another lever",
            key="lever",
            value=name,
        )
    # What was turned is told by the column `step`.
    return replace(lever, note="")
