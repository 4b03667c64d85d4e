"""The draws that the replicates of an experiment take, two replicates a draw."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from experiments.nested import Nesting
from experiments.posterior.draws import ParameterDraws, Point
from experiments.posterior.file import read_draws
from experiments.wording import counted
from sim.changes import Schedule
from sim.errors import InputError

if TYPE_CHECKING:
    from experiments.design import Arm
    from sim.world import World

REPLICATES_PER_DRAW = 2
"""Replicates 2k and 2k + 1 share draw k: their difference is chance and nothing else."""

Posterior = str | os.PathLike[str] | ParameterDraws
"""Name of a posterior that comes with the program, path of a file of draws, or the draws."""


@dataclass(frozen=True)
class DrawnParameters:
    """Which draw each pair of replicates of an experiment takes, or each of many worlds.

    Attributes
    ----------
    source
        All draws that there are.
    rows
        The row, from 0, that each pair, or each world, takes.
    """

    source: ParameterDraws
    rows: tuple[int, ...]

    def point(self, replicate: int) -> Point:
        """Return the draw of a replicate."""
        return self.source.point(self.rows[replicate // REPLICATES_PER_DRAW])

    @property
    def in_words(self) -> str:
        """The draws, for footers: ``posterior england_children, 10 draws``."""
        return f"posterior {self.source.name}, {counted(len(self.rows), 'draw')}"


def drawn_for(posterior: Posterior | None, replicates: int, seed: int) -> DrawnParameters | None:
    """Return the draws of so many replicates; None without a posterior.

    Raises
    ------
    InputError
        When the posterior cannot be used.
    """
    return drawn_for_worlds(posterior, -(-replicates // REPLICATES_PER_DRAW), seed)


def drawn_for_worlds(posterior: Posterior | None, worlds: int, seed: int) -> DrawnParameters | None:
    """Return the draws of so many worlds, a draw each; None without a posterior.

    Raises
    ------
    InputError
        When the posterior cannot be used.
    """
    if posterior is None:
        return None
    source = posterior if isinstance(posterior, ParameterDraws) else read_draws(posterior)
    return DrawnParameters(source, source.rows(worlds, seed))


def nesting_of(arms: Sequence[Arm], replicates: int) -> Nesting | None:
    """Return which replicates share a draw; None where all have the same parameters."""
    if all(len(arm.variants) == 1 for arm in arms):
        return None
    return Nesting(tuple(number // REPLICATES_PER_DRAW for number in range(replicates)))


def check_draws(arms: Sequence[Arm], world: World) -> None:
    """Refuse draws that leave their range under the changes of a world.

    Raises
    ------
    InputError
        With the row of the draw.
    """
    for arm in arms:
        for row, variant in arm.variants.items():
            try:
                Schedule(world, variant.parameters, variant.changes)
            except InputError as error:
                raise at_draw(error, arm, row) from None


def at_draw(error: InputError, arm: Arm, row: int | None) -> InputError:
    """Return the fault of a world with the draw in which it is one."""
    if arm.drawn is None or row is None:
        return error
    return InputError(
        f"{error.problem}, in {arm.title!r}",
        remedy="What a scenario sets overrules the draws: give the parameter a value of its own "
        "under [parameters]",
        where=f"posterior {arm.drawn.source.name}, row {row + 1}",
        key=error.key,
        value=error.value,
    )


def overruled(arm: Arm) -> tuple[list[str], list[str]]:
    """Return the drawn parameters that a world sets from the outset, and those it sets by date."""
    drawn = () if arm.drawn is None else arm.drawn.source.parameters
    dated = {change.parameter for change in arm.changes if change.value is not None}
    return [name for name in drawn if name in arm.parameters], [n for n in drawn if n in dated]


def about(arms: Sequence[Arm]) -> list[str]:
    """Return what must be said of the draws of an experiment, in sentences; often nothing."""
    drawn = arms[0].drawn
    if drawn is None:
        return []
    count = len(drawn.source)
    said = [
        f"Parameters are drawn from the posterior {drawn.source.name}: {counted(count, 'draw')} of "
        f"{counted(len(drawn.source.parameters), 'parameter')}, of which "
        f"{len(set(drawn.rows))} are taken. Each stands in two replicates, in all worlds."
    ]
    for arm in arms:
        outset, dated = overruled(arm)
        parts = [f"{', '.join(outset)} from the outset"] if outset else []
        parts += [f"{', '.join(dated)} from the dates that it gives"] if dated else []
        if parts:
            said.append(f"{arm.title} overrules the draws: it sets {' and '.join(parts)}.")
    if all(len(arm.variants) == 1 for arm in arms):
        said.append("So the draws leave nothing open: all replicates have the same parameters.")
    return said


def record(arms: Sequence[Arm]) -> dict[str, Any]:
    """Return the draws as plain values, for the manifest; empty without a posterior."""
    drawn = arms[0].drawn
    if drawn is None:
        return {}
    return {
        "posterior": described(drawn.source)
        | {
            "replicates_per_draw": REPLICATES_PER_DRAW,
            "overruled": {
                arm.name: sorted({name for names in overruled(arm) for name in names})
                for arm in arms
            },
            "taken": [{"row": row + 1} | drawn.source.point(row) for row in drawn.rows],
        }
    }


def described(source: ParameterDraws) -> dict[str, Any]:
    """Return what a posterior is, as plain values."""
    return {
        "name": source.name,
        "sha256": source.digest or None,
        "draws": len(source),
        "parameters": list(source.parameters),
        "provenance": dict(source.provenance),
    }
