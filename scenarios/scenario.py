"""A scenario: what it claims and expects, and what it changes, checked and complete."""

from __future__ import annotations

from dataclasses import dataclass, field

from scenarios.dated import DatedChange
from scenarios.layout import Expectation, Thread, Time
from sim.changes import Change
from sim.world import World


@dataclass(frozen=True)
class Scenario:
    """A scenario with everything that it takes from its baseline filled in.

    Attributes
    ----------
    name
        Name of a shipped scenario, or of the file without its ending.
    title, claim, source
        What it is called, the sentence it tests, and where its figures come from.
    against
        Name or path of the scenario to compare it with; None for a baseline.
    expectations
        What it expects to see, compared with that.
    time
        First year, years, burn-in years and steps per year.
    thread
        How the thread is measured and judged.
    parameters
        Values that differ from the defaults from the outset, the baseline's included.
    councils, dated
        The world, and the dated changes as written; see ``world`` and ``changes``.
    baseline
        The scenario named by ``against``, set in the same world and years; None without one.
    """

    name: str
    title: str
    claim: str
    source: str
    against: str | None
    expectations: tuple[Expectation, ...]
    time: Time
    thread: Thread
    parameters: dict[str, float]
    councils: World = field(repr=False)
    dated: tuple[DatedChange, ...] = field(repr=False)
    baseline: Scenario | None = field(repr=False)

    def world(self) -> World:
        """Return the world that the scenario plays in."""
        return self.councils

    def changes(self, world: World) -> tuple[Change, ...]:
        """Return the dated changes, their deprivation bands resolved to councils of ``world``.

        Raises
        ------
        InputError
            When a change names a council that ``world`` does not have, or a deprivation band
            that holds none of its councils; with file and line.
        """
        return tuple(change.resolved(world) for change in self.dated)
