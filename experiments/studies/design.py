"""The design of a study as plain data: scenarios times points times replicates."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property
from itertools import groupby
from typing import Any

from experiments.design import LARGEST_SEED, SETTLING_YEARS, SHORTEST_WINDOW
from experiments.lever import Lever
from experiments.studies.identity import point_digest, run_identity
from experiments.studies.layout import Series
from experiments.studies.points import Point
from experiments.studies.twins import Twin, Twins
from sim.changes import Change
from sim.world import World


@dataclass(frozen=True)
class Setting:
    """A scenario with everything resolved: what a run of it is made from.

    Attributes
    ----------
    scenario, title
        Its name in the design, and its title.
    parameters
        Values that differ from the defaults from the outset.
    changes
        The dated changes.
    world
        The councils.
    first_year, years, burn_in_years, steps_per_year
        The calendar; the observed window starts at ``first_year``.
    twin
        What the twins of its runs step; None when they have none.
    """

    scenario: str
    title: str
    parameters: Mapping[str, float]
    changes: tuple[Change, ...]
    world: World = field(repr=False)
    first_year: float
    years: float
    burn_in_years: float
    steps_per_year: int
    twin: Twin | None = None

    @cached_property
    def changes_told(self) -> list[dict[str, Any]]:
        """The dated changes as plain values."""
        return [asdict(change) for change in self.changes]

    @property
    def window(self) -> tuple[float, float]:
        """Calendar years at which the observed window starts and ends."""
        return self.first_year, self.first_year + self.years


@dataclass(frozen=True)
class Kept:
    """What is kept of every run beside its outcomes and links.

    Attributes
    ----------
    thread
        Whether the answers of its twin to a lever.
    series
        Whether the outcomes of every council over time, and by which period.
    sums
        Whether the series hold, too, the sums of the ledger that outcomes are ratios of.
    events
        Whether the log of every event of every case.
    """

    thread: bool = False
    series: Series = "none"
    events: bool = False
    sums: bool = False


@dataclass(frozen=True)
class Case:
    """A scenario at one point of the varied parameters: its replicates differ by chance alone.

    Attributes
    ----------
    setting, point
        The scenario, and the values of the varied parameters.
    seed
        Root of all draws.
    kept
        What is kept of its runs.
    levers
        The levers that twins step in turn, replicate by replicate; none without twins.
    """

    setting: Setting
    point: Point
    seed: int
    kept: Kept
    levers: tuple[Lever, ...] = ()

    @cached_property
    def digest(self) -> bytes:
        """Hash of everything that determines its runs, but the replicate's number."""
        return point_digest(self)

    @property
    def parameters(self) -> dict[str, float]:
        """Values that differ from the defaults from the outset."""
        return {**self.setting.parameters, **self.point}

    @property
    def simulated_years(self) -> float:
        """Years to simulate in a run, the twin's included."""
        setting = self.setting
        # How the world starts cannot be changed in a fork: such a twin has a past of its own.
        pasts = [0.0 if each.outset is None else setting.burn_in_years for each in self.levers]
        twin = sum(pasts) / len(pasts) + setting.years if pasts else 0.0
        return setting.burn_in_years + setting.years + twin


@dataclass(frozen=True)
class Run:
    """One run of a study.

    Attributes
    ----------
    number
        Its place in the design, from 0.
    case
        The scenario and the point.
    replicate
        Number of the replicate, from 0.
    """

    number: int
    case: Case
    replicate: int

    @property
    def identity(self) -> str:
        """Hash of everything that determines the result, 32 hexadecimal digits."""
        return run_identity(self.case.digest, self.replicate)

    @property
    def lever(self) -> Lever:
        """The lever that its twin steps."""
        levers = self.case.levers
        return levers[self.replicate % len(levers)]

    @property
    def thread_window(self) -> tuple[float, float]:
        """Calendar years over which the answer to the lever is measured."""
        start, end = self.lever.start, self.case.setting.window[1]
        settled = start + SETTLING_YEARS
        return (settled if end - settled >= SHORTEST_WINDOW else start), end

    def __str__(self) -> str:
        values = "".join(f", {name} = {value:g}" for name, value in self.case.point.items())
        return f"{self.case.setting.scenario}{values}, replicate {self.replicate}"


@dataclass(frozen=True)
class StudyDesign:
    """Scenarios, crossed with points, crossed with replicates.

    Attributes
    ----------
    settings
        The scenarios, resolved.
    points
        Values of the varied parameters, a mapping per point; one empty one when none is varied.
    replicates
        Runs of each scenario at each point.
    seed
        Root of all draws. Replicates of the same number share their draws over scenarios and
        points, so that differences between them are paired.
    kept
        What is kept of every run.
    notes
        What must be known before it is run, in sentences.
    twins
        The levers that twins step.
    own_draws
        Whether every point has random draws of its own in place of those it shares with the
        others: for learning from runs how figures scatter, which takes independent ones.
    """

    settings: tuple[Setting, ...]
    points: tuple[Point, ...]
    replicates: int
    seed: int
    kept: Kept = Kept()
    notes: tuple[str, ...] = ()
    twins: Twins = field(default_factory=Twins, repr=False, compare=False)
    own_draws: bool = False

    def __len__(self) -> int:
        return len(self.settings) * len(self.points) * self.replicates

    @property
    def parameters(self) -> tuple[str, ...]:
        """Names of the varied parameters."""
        return tuple(self.points[0])

    def case(self, place: int) -> Case:
        """Return a scenario at a point: every point of the first scenario comes first."""
        scenario, row = divmod(place, len(self.points))
        setting, point = self.settings[scenario], self.points[row]
        levers = self.twins.at(setting, point)
        seed = seed_at(self.seed, row) if self.own_draws else self.seed
        return Case(setting, point, seed, self.kept, levers)

    def cases(self) -> Iterator[Case]:
        """Yield every scenario at every point."""
        return map(self.case, range(len(self.settings) * len(self.points)))

    def runs(self) -> Iterator[Run]:
        """Yield every run in the order of the design; replicates vary fastest."""
        return self.chosen(range(len(self)))

    def chosen(self, numbers: Iterable[int]) -> Iterator[Run]:
        """Yield the runs that have these places in the design, from 0.

        Neighbours share their case, and what it has found out about itself.
        """
        for place, several in groupby(numbers, key=lambda number: number // self.replicates):
            case = self.case(place)
            for number in several:
                yield Run(number, case, self.replicate_of(number))

    def replicate_of(self, number: int) -> int:
        """Return the number of the replicate that a run is."""
        return number % self.replicates

    def __str__(self) -> str:
        parts = [_counted(len(self.settings), "scenario")]
        if self.parameters:
            parts.append(_counted(len(self.points), "point"))
        parts.append(_counted(self.replicates, "replicate"))
        return f"{_counted(len(self), 'run')}: {' x '.join(parts)}"


def seed_at(seed: int, place: int) -> int:
    """Return the root of the draws of a point that has draws of its own."""
    digest = hashlib.blake2b(f"{seed}/point {place}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "little") & LARGEST_SEED


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}" + ("" if count == 1 else "s")
