"""The model: who there is, and the order of a week. ODD sections 3 and 5."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

import mesa

from benchmarks.twin.centre import CentralGovernment
from benchmarks.twin.citizen import Citizen, Status
from benchmarks.twin.clock import Clock
from benchmarks.twin.draws import key_of
from benchmarks.twin.ledger import Ledger
from benchmarks.twin.manager import LocalManager
from benchmarks.twin.neighbourhood import Neighbourhood
from benchmarks.twin.settings import Settings
from benchmarks.twin.worker import StreetLevelBureaucrat
from sim.changes import Change
from sim.world import Council, World

NEIGHBOURHOOD_SIZE = 60
"""Citizens in a neighbourhood, about."""

HEADROOM = 2.25
"""Rows for posts over posts at the start."""


class TwinModel(mesa.Model):
    """How a national policy travels to citizens' lives and back up as a reported outcome.

    Parameters
    ----------
    world
        The councils.
    parameters
        Values that differ from the defaults.
    changes
        Dated changes of parameters.
    years, burn_in_years
        Years observed, and run before them.
    steps_per_year
        52 for weeks.
    first_year
        Calendar year at which the observed years begin.
    rng
        Root seed of all draws.
    replicate
        Number of the replicate.

    Attributes
    ----------
    clock, key
        The time; the key words of all draws.
    centre, ledger
        Central government; what has been observed.
    """

    def __init__(
        self,
        world: World,
        *,
        parameters: Mapping[str, float] | None = None,
        changes: Sequence[Change] = (),
        years: float = 6.0,
        burn_in_years: float = 4.0,
        steps_per_year: int = 52,
        first_year: float = 0.0,
        rng: int = 1,
        replicate: int = 0,
    ) -> None:
        super().__init__(rng=rng)
        self.clock = Clock(steps_per_year, burn_in_years, first_year)
        self.last_step = self.clock.burn_in_steps + round(years * steps_per_year)
        self.key = key_of(rng, replicate)
        self.ledger = Ledger()
        settings = [Settings(c.name, parameters or {}, changes) for c in world.councils]
        self.national_settings = settings[0]
        self.centre = CentralGovernment(self)
        for council, own in zip(world.councils, settings, strict=True):
            self._found_authority(council, own)
        self._rank_authorities()

    def _found_authority(self, council: Council, settings: Settings) -> None:
        """Give an authority its manager, posts, neighbourhoods and citizens."""
        manager = LocalManager(self, council, settings)
        posts = math.ceil(HEADROOM * council.posts) + 1
        for post in range(posts):
            manager.workers.add(StreetLevelBureaucrat(self, manager, post))
        people = council.population_in_need
        places = max(1, round(people / NEIGHBOURHOOD_SIZE))
        manager.neighbourhoods = [Neighbourhood(manager, place) for place in range(places)]
        for number in range(people):
            neighbourhood = manager.neighbourhoods[number * places // people]
            manager.citizens.append(Citizen(self, manager, number, neighbourhood))

    def _rank_authorities(self) -> None:
        """Rank authorities by deprivation at the start, -1 for the least, 1 for the most."""
        scores = [manager.initial_deprivation for manager in self.managers]
        if len(scores) == 1:
            return
        for manager in self.managers:
            less = sum(score < manager.initial_deprivation for score in scores)
            equal = scores.count(manager.initial_deprivation)
            manager.deprivation_rank = 2 * (less + (equal - 1) / 2) / (len(scores) - 1) - 1

    @property
    def managers(self) -> mesa.agent.AgentSet:
        """The local managers."""
        return self.agents_by_type[LocalManager]

    @property
    def workers(self) -> mesa.agent.AgentSet:
        """The street-level bureaucrats of all authorities, with the empty posts."""
        return self.agents_by_type[StreetLevelBureaucrat]

    @property
    def citizens(self) -> mesa.agent.AgentSet:
        """The citizens of all authorities."""
        return self.agents_by_type[Citizen]

    @property
    def neighbourhoods(self) -> list[Neighbourhood]:
        """The neighbourhoods of all authorities."""
        return [place for manager in self.managers for place in manager.neighbourhoods]

    @property
    def stages(self) -> dict[str, Callable[[], None]]:
        """The stages of a week by name, in order: down the tiers, across the desk, back up."""
        return {
            "set_agenda": self.set_agenda,
            "translate_plan": self.translate_plan,
            "fund_posts": self.fund_posts,
            "set_threshold": self.set_threshold,
            "press": self.press,
            "develop_needs": self.develop_needs,
            "seek_help": self.seek_help,
            "screen_and_allocate": self.screen_and_allocate,
            "plan_week": self.plan_week,
            "do_casework": self.do_casework,
            "experience_encounter": self.experience_encounter,
            "close_cases": self.close_cases,
            "strain_and_leave": self.strain_and_leave,
            "record_and_report": self.record_and_report,
            "audit_and_believe": self.audit_and_believe,
            "observe": self.take_down_step,
        }

    def step(self) -> None:
        """Let one step pass."""
        # Mesa has counted this step already.
        self.begin_step(self.steps - 1)
        for stage in self.stages.values():
            stage()
        self.running = self.steps < self.last_step

    def begin_step(self, number: int) -> None:
        """Set the clock, and put the parameters of the date in force."""
        self.clock.set_to(number)
        for manager in self.managers:
            manager.settings.bring_up_to(self.clock.date)

    def set_agenda(self) -> None:
        """Let the centre redraw priorities, ratchet targets and share out the grant."""
        self.centre.set_agenda()

    def translate_plan(self) -> None:
        """Let national priorities become local plans."""
        self.managers.do("translate_plan")

    def fund_posts(self) -> None:
        """Divide budgets, add or cut posts, fill vacancies."""
        self.managers.do("fund_posts")

    def set_threshold(self) -> None:
        """Let eligibility answer to the workload."""
        self.managers.do("set_threshold")

    def press(self) -> None:
        """Let shortfall become pressure on the teams."""
        self.managers.do("press")

    def develop_needs(self) -> None:
        """Let deprivation and preferences drift, and needs arise, worsen and heal."""
        if self.clock.new_year:
            self.managers.do("drift")
        for neighbourhood in self.neighbourhoods:
            neighbourhood.advance_hazard()
        self.citizens.do("develop_need")

    def seek_help(self) -> None:
        """Let those in need and unserved ask, or not."""
        unserved = self.citizens.select(lambda citizen: citizen.status == Status.UNSERVED)
        unserved.do("seek_help")

    def screen_and_allocate(self) -> None:
        """Let managers refuse, let wait, and give cases to workers."""
        self.managers.do("screen_and_allocate")

    def plan_week(self) -> None:
        """Let workers face the week: hours, work pressure, time per case, discretion."""
        self.managers.do("plan_week")

    def do_casework(self) -> None:
        """Let workers choose whom to see, and work; needs change."""
        self.managers.do("start_counts_of_week")
        self.workers.do("do_casework")
        self.managers.do("let_providers_work")

    def experience_encounter(self) -> None:
        """Let citizens experience what was done to them; trust moves."""
        self.managers.do("start_counts_of_experience")
        self.citizens.do("experience_step")
        for neighbourhood in self.neighbourhoods:
            neighbourhood.take_mean_of_trust()

    def close_cases(self) -> None:
        """Close cases: resolved, or early."""
        self.managers.do("start_counts_of_closing")
        served = self.citizens.select(lambda citizen: citizen.has_case)
        served.do("close_if_done")

    def strain_and_leave(self) -> None:
        """Let the week act on the workers; some fall ill, some leave."""
        self.workers.do("live_through_week")
        self.managers.do("take_mean_of_norms")

    def record_and_report(self) -> None:
        """Let tasks become records, and records a report."""
        self.managers.do("record_and_report")

    def audit_and_believe(self) -> None:
        """Let the centre audit, hear stories, and make up its picture."""
        self.centre.audit_and_believe()

    def take_down_step(self) -> None:
        """Let the ledger take down the step."""
        self.managers.do(self.ledger.take_down)
