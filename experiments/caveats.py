"""What must be known about a run before its findings are read."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from experiments.posterior.drawn import about
from experiments.wording import counted
from sim.changes import Schedule
from sim.parameters import PARAMETERS

if TYPE_CHECKING:
    from experiments.design import Arm, Design
    from experiments.replicate import Setting

ENOUGH_REPLICATES = 10
"""With fewer than these, intervals are rough."""


def caveats(design: Design) -> list[str]:
    """Return what must be known first, in sentences; empty for a run with nothing odd about it."""
    said = about(design.arms)
    differs = departures(design)
    if differs:
        said.append(f"This is not the run that the claim is about: {'; '.join(differs)}.")
    first, last = design.arms[0], design.arms[-1]
    if first is not last and same_worlds(design, first, last):
        said.append(
            "The scenario changes nothing against its baseline in these years, so every "
            "difference is zero by construction. Give it a [[change]] or [parameters] to compare."
        )
    return said + few_replicates(design.replicates, _followed(design))


def departures(design: Design) -> list[str]:
    """Return in what the run departs from what the scenario's file says."""
    scenario, (start, end) = design.scenario, design.window
    said = []
    if design.years != scenario.time.years:
        said.append(
            f"it observes {start:g} to {end:g}, not {start:g} to {start + scenario.time.years:g}"
        )
    if design.world.councils != scenario.world().councils:
        ours, theirs = design.world.councils, scenario.world().councils
        said.append(
            f"it plays in {counted(len(ours), 'council')} of your own ({design.world.name}), "
            f"not in the scenario's {len(theirs)}"
        )
    return said + [f"{name} is {value:g} in both worlds" for name, value in _overridden(design)]


def _overridden(design: Design) -> list[tuple[str, float]]:
    """Return the parameters that were given for this run and differ from the scenario's own."""
    both = [each for each in (design.scenario.baseline, design.scenario) if each]
    found = {}
    # An experiment in one world has the last of the arms alone.
    for arm, scenario in zip(design.arms, both[-len(design.arms) :], strict=True):
        for name, value in arm.parameters.items():
            if value != scenario.parameters.get(name, PARAMETERS[name].default):
                found[name] = value
    return sorted(found.items())


def same_worlds(setting: Setting, one: Arm, other: Arm) -> bool:
    """Return whether two worlds have the same settings at every date that is simulated."""
    # Under a posterior, one draw tells: a parameter that one of them sets is drawn in the other.
    first, last = (Schedule(setting.world, arm.values(0), arm.changes) for arm in (one, other))
    begin, end = setting.first_year - setting.burn_in_years, setting.first_year + setting.years
    corners = {begin, end}
    for change in (*first.changes, *last.changes):
        stop = end if change.end is None else change.end
        corners |= {change.start, change.start + change.ramp_years, stop}
    dates = sorted(date for date in corners if begin <= date <= end)
    # Between two corners a setting moves steadily, so that its middle tells of the stretch.
    dates = [*dates[:-1], *((before + after) / 2 for before, after in pairwise(dates))]
    ours, theirs = first.initial_settings(), last.initial_settings()
    for date in sorted(dates):
        first.apply(ours, date)
        last.apply(theirs, date)
        if (ours != theirs).any():
            return False
    return True


def few_replicates(count: int, followed: str = "") -> list[str]:
    """Return what must be said about so few replicates; nothing when there are enough.

    Parameters
    ----------
    count
        Number of replicates.
    followed
        A sentence about what they leave out, with a blank before it.
    """
    if count >= ENOUGH_REPLICATES:
        return []
    if count == 1:
        return [
            "One replicate gives no intervals. They say how far a figure would move in other "
            f"replicates, so nothing below is certain.{followed} "
            f"Run {ENOUGH_REPLICATES} or more."
        ]
    return [
        f"With only {count} replicates the intervals are rough.{followed} "
        f"Run {ENOUGH_REPLICATES} or more for figures to rely on."
    ]


def _followed(design: Design) -> str:
    """Say how many of the levers so few replicates follow; empty when they follow all."""
    count, levers = design.replicates, len(design.levers)
    if count >= design.replicates_for_all_levers:
        return ""
    return f" Only {count} of the {levers} priorities {'is' if count == 1 else 'are'} followed."
