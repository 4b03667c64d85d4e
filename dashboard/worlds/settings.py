"""What a visitor has chosen: a scenario, changed parameters with their dates, seed and size."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from dashboard.worlds.shipped import shipped_scenario
from experiments.design import Arm, quarters_of_years, whole_number
from experiments.wording import counted
from scenarios import Scenario
from scenarios.dated import DatedChange
from sim.changes import Change, Schedule
from sim.declaration import DOMAINS
from sim.errors import InputError
from sim.parameters import PARAMETERS, parameter
from sim.world import World

MOST_CITIZENS = 60_000
"""Citizens of the largest world on the page: several visitors share one machine."""
MOST_YEARS = 30.0
MOST_CHANGES = 200
"""Changes that one visitor may make; a link and a file carry each of them."""
LARGEST_SEED = 2**31 - 1


@dataclass(frozen=True)
class Size:
    """Equally large councils.

    Attributes
    ----------
    authorities, posts, citizens_per_post
        Councils, posts in each, and citizens for each post.
    """

    authorities: int = 24
    posts: int = 12
    citizens_per_post: int = 40

    def __post_init__(self) -> None:
        for name in ("authorities", "posts", "citizens_per_post"):
            whole_number(name, getattr(self, name), 1, MOST_CITIZENS)
        if self.citizens > MOST_CITIZENS:
            raise InputError(
                f"a world of {self.citizens:,} citizens is too large for the page",
                remedy=f"Give at most {MOST_CITIZENS:,} citizens, or use the command line",
                key="world",
                value=self.citizens,
            )

    @property
    def citizens(self) -> int:
        """Citizens in all."""
        return self.authorities * self.posts * self.citizens_per_post

    @cached_property
    def world(self) -> World:
        """The councils."""
        return World.even(self.authorities, self.posts, self.citizens_per_post)

    @classmethod
    def of(cls, world: World) -> Size:
        """Return the size of a world of equally large councils, refusing any other."""
        first = world.councils[0]
        each = first.population_in_need // first.posts
        citizens = sum(council.population_in_need for council in world.councils)
        # The number of citizens is looked at before such a world is made for comparison.
        if citizens <= MOST_CITIZENS and each >= 1:
            size = cls(len(world.councils), first.posts, each)
            if size.world.councils == world.councils:
                return size
        raise InputError(
            f"the page takes councils of equal size, and {MOST_CITIZENS:,} citizens in all at most",
            remedy="Describe [world] by authorities, posts and citizens_per_post, or use the "
            "command line",
            key="world",
        )


@dataclass(frozen=True)
class Settings:
    """Everything that determines the two worlds.

    Attributes
    ----------
    scenario
        What your world follows; its baseline, or itself where it has none, is the other world.
    size, years, seed
        The councils, the years played, and the root of all draws.
    outset
        Parameters of your world that describe how it starts.
    changes
        Your changes of other parameters, each with a value and a date, in the order of dates.
    uploaded
        Whether the scenario is a file of the visitor's own.
    """

    scenario: Scenario = field(repr=False)
    size: Size
    years: float
    seed: int = 1
    outset: Mapping[str, float] = field(default_factory=dict)
    changes: tuple[Change, ...] = ()
    uploaded: bool = False

    def __post_init__(self) -> None:
        whole_number("seed", self.seed, 0, LARGEST_SEED)
        if quarters_of_years(self.years) > MOST_YEARS:
            raise InputError(
                f"{self.years:g} years are too many for the page",
                remedy=f"Give at most {MOST_YEARS:g}",
                key="years",
                value=self.years,
            )
        if len(self.changes) > MOST_CHANGES:
            raise InputError(
                f"more than {MOST_CHANGES} changes were made",
                remedy="Start again, which brings each parameter's changes together",
                key="change",
            )
        Schedule(self.world, self.yours.parameters, self.yours.changes)

    @classmethod
    def of(cls, scenario: Scenario | str, *, uploaded: bool = False) -> Settings:
        """Return the settings of a scenario, or of a shipped one by name, with nothing changed.

        Raises
        ------
        InputError
            When the page cannot play it, or none is called so.
        """
        found = shipped_scenario(scenario) if isinstance(scenario, str) else scenario
        if found.baseline is not None and found.baseline.dated:
            raise InputError(
                f"{found.title!r} is compared with a scenario that changes by date itself",
                remedy='Write against = "england" to see it on the page, or use the command line',
                key="against",
                value=found.against,
            )
        years = min(found.time.years, MOST_YEARS)
        return cls(found, Size.of(found.world()), years, uploaded=uploaded)

    @property
    def world(self) -> World:
        """The councils of both worlds."""
        return self.size.world

    @property
    def first_year(self) -> float:
        """Calendar year at which the years played begin."""
        return float(self.scenario.time.first_year)

    @property
    def steps_per_year(self) -> int:
        """Steps in a year: 52 weeks, unless the scenario has others."""
        return self.scenario.time.steps_per_year

    @cached_property
    def baseline(self) -> Arm:
        """The world that yours is compared with."""
        other = self.scenario.baseline or self.scenario
        return Arm(other.name, other.title, dict(other.parameters), other.changes(self.world))

    @cached_property
    def yours(self) -> Arm:
        """Your world: the scenario, with what you have changed."""
        scenario = self.scenario
        followed = tuple(change.resolved(self.world) for change in self.followed)
        return Arm(
            scenario.name,
            scenario.title,
            {**scenario.parameters, **self.outset},
            (*followed, *self.changes),
        )

    @cached_property
    def followed(self) -> tuple[DatedChange, ...]:
        """The scenario's dated changes, as far as you have not taken over.

        From your first change of a parameter on, the scenario no longer moves it: else its
        factors and ramps would go on under the value that you gave.
        """
        taken: dict[str, float] = {}
        for change in self.changes:
            taken[change.parameter] = min(change.start, taken.get(change.parameter, change.start))
        kept = []
        for dated in self.scenario.dated:
            start = taken.get(dated.entry.parameter)
            if start is None:
                kept.append(dated)
            elif dated.entry.start < start:
                ends = start if dated.entry.end is None else min(start, dated.entry.end)
                kept.append(replace(dated, entry=dated.entry.model_copy(update={"end": ends})))
        return tuple(kept)

    @property
    def changed(self) -> bool:
        """Whether anything differs from the scenario itself."""
        return bool(self.outset or self.changes)

    @property
    def title(self) -> str:
        """What your world is called, with how many changes of yours are in it."""
        changes = len(self.changes) + len(self.outset)
        more = f", with {counted(changes, 'change')} of yours" if changes else ""
        return f"{self.yours.title}{more}"

    def with_value(self, name: str, value: object, year: float) -> Settings:
        """Return the settings with a parameter of your world changed from ``year`` on.

        One that describes how the world starts is changed from the outset.

        Raises
        ------
        InputError
            For an unknown parameter, or a value that it cannot have.
        """
        declared = parameter(name)
        number = declared.check(value)
        if declared.initial:
            return replace(self, outset={**self.outset, name: number})
        others = (c for c in self.changes if (c.parameter, c.start) != (name, year))
        mine = (*others, Change(name, year, value=number))
        return replace(self, changes=tuple(sorted(mine, key=lambda change: change.start)))

    def from_the_start(self) -> Settings:
        """Return the settings with the values given last in force from the first week on."""
        last = {change.parameter: change for change in self.changes}
        moved = (replace(change, start=self.first_year) for change in last.values())
        return replace(self, changes=tuple(moved))

    def value(self, name: str, year: float) -> float:
        """Return what a parameter is in your world at a date, as a mean over the councils."""
        if PARAMETERS[name].initial:
            return self.yours.parameters.get(name, PARAMETERS[name].default)
        settings = self._schedule.initial_settings()
        self._schedule.apply(settings, year)
        declared = PARAMETERS[name]
        found = settings[declared.field]
        if declared.domain is not None:
            found = found[:, DOMAINS.index(declared.domain)]
        return float(found.mean())

    @cached_property
    def _schedule(self) -> Schedule:
        return Schedule(self.world, self.yours.parameters, self.yours.changes)
