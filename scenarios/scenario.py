"""A scenario: what it claims and expects, and what it changes, checked and complete."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

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
    refuted_if
        What would count against the claim; empty when the file does not say.
    finding
        What has been found and the mechanism behind it; empty when the file does not say.
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
    compared_with
        The scenario that it is set against, as that one's file has it; None for a baseline.
    others
        The scenarios that single expectations compare with, in the same world and years, by
        the name that the file gives them.
    """

    name: str
    title: str
    claim: str
    source: str
    against: str | None
    refuted_if: str
    finding: str
    expectations: tuple[Expectation, ...]
    time: Time
    thread: Thread
    parameters: dict[str, float]
    councils: World = field(repr=False)
    dated: tuple[DatedChange, ...] = field(repr=False)
    compared_with: Scenario | None = field(repr=False)
    others: Mapping[str, Scenario] = field(repr=False)

    def world(self) -> World:
        """Return the world that the scenario plays in."""
        return self.councils

    @cached_property
    def baseline(self) -> Scenario | None:
        """What it is set against, in the same world and years; None for a baseline."""
        if self.compared_with is None:
            return None
        return replace(self.compared_with, time=self.time, councils=self.councils)

    @property
    def own_parameters(self) -> dict[str, float]:
        """The parameters that it sets otherwise than its baseline does."""
        theirs = self.baseline.parameters if self.baseline else {}
        return {name: value for name, value in self.parameters.items() if theirs.get(name) != value}

    @property
    def own_dated(self) -> tuple[DatedChange, ...]:
        """The dated changes that come on top of its baseline's."""
        return self.dated[len(self.baseline.dated) if self.baseline else 0 :]

    def changes(self, world: World) -> tuple[Change, ...]:
        """Return the dated changes, their deprivation bands resolved to councils of ``world``.

        Raises
        ------
        InputError
            When a change names a council that ``world`` does not have, or a deprivation band
            that holds none of its councils; with file and line.
        """
        return tuple(change.resolved(world) for change in self.dated)
