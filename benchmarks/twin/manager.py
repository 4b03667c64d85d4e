"""Local managers: each runs one authority, plans, presses on the team, and sees its workload."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import mesa
from mesa.agent import AgentSet

from benchmarks.twin.arithmetic import DOMAIN_COUNT, WEEKS_PER_YEAR, by_domain, positive, shares
from benchmarks.twin.budget import Budget
from benchmarks.twin.case import Contact, Task
from benchmarks.twin.draws import Draws, Initial, Purpose, number_of
from benchmarks.twin.front_door import FrontDoor
from benchmarks.twin.neighbourhood import Neighbourhood
from benchmarks.twin.records import FIRST_REPORT, Records
from benchmarks.twin.settings import Settings

if TYPE_CHECKING:
    from benchmarks.twin.citizen import Citizen
    from benchmarks.twin.clock import Clock
    from benchmarks.twin.model import TwinModel
    from sim.world import Council

PERCEPTION_YEARS = 4 / 52
"""Time over which managers perceive the workload."""

HIGHEST_WORKLOAD = 3.0
"""Workload that stands for a team with nobody in it."""


class LocalManager(Budget, FrontDoor, Records, mesa.Agent):
    """Runs one authority.

    Attributes
    ----------
    name, number
        Name of the council, and the number by which draws know it.
    settings
        The parameters in force here.
    initial_deprivation, deprivation, measured_deprivation, deprivation_rank
        Standard score at the start, now, and as the grant formula knows it; rank at the start.
    labour_market, integrity
        The authority's multiples of exits and recruitment delay, and of the cost of re-dating.
    need_profile, local_priority, preference, interpretation, plan
        By domain: needs that arise, local politics, what citizens care about, persistent
        re-interpretation of the agenda, and the plan.
    workload, team_norm
        Required over available hours, as perceived; mean norm of time per case.
    discretion, case_weight, pressure
        Discretion that is left, weight of a case in the week by domain, pressure of the targets.
    audited_until, audits
        Week in which the audit ends; True in the step in which one begins.
    story_sum, story_count, believed
        By domain: experience in stories heard, stories heard, and the centre's picture.
    workers, citizens, neighbourhoods
        Whom the authority employs and serves, and where they live.
    """

    def __init__(self, model: TwinModel, council: Council, settings: Settings) -> None:
        super().__init__(model)
        self.name = council.name
        self.number = number_of(council.name)
        self.settings = settings
        self.draws = Draws(model.key, self.number, 0)
        self.budget_change = council.budget_change
        self.initial_deprivation = self.deprivation = council.deprivation
        self.measured_deprivation = council.deprivation
        self.deprivation_rank = 0.0
        self.deprivation_by_year = [council.deprivation]
        self.workload = 1.0
        self.team_norm = settings.initial_norm * settings.norm_hours
        self.discretion, self.case_weight, self.pressure = 0.0, by_domain(), 0.0
        self.audited_until, self.audits = 0.0, False
        self.story_sum, self.story_count = by_domain(), by_domain()
        self.believed = by_domain(FIRST_REPORT)
        self.neighbourhoods: list[Neighbourhood] = []
        self.workers = AgentSet([], random=model.random)
        self.citizens: list[Citizen] = []
        self._settle()
        self.set_up_budget(council.posts)
        self.set_up_front_door()
        self.set_up_records()
        self.start_counts_of_week()
        self.start_counts_of_experience()
        self.start_counts_of_closing()

    def _settle(self) -> None:
        """Draw what differs between authorities at the start (ODD section 5)."""
        settings = self.settings

        def drawn(initial: Initial, k: int = 0) -> float:
            return self.draws.normal(0, Purpose.INITIAL, initial + k)

        needs, politics = by_domain(), by_domain()
        for k in range(DOMAIN_COUNT):
            difference = settings.need_profile_spread * drawn(Initial.NEED_PROFILE, k)
            needs[k] = settings.need_mix[k] * math.exp(difference)
            difference = settings.local_profile_spread * drawn(Initial.LOCAL_PRIORITY, k)
            politics[k] = needs[k] * math.exp(difference)
        self.need_profile, self.local_priority = shares(needs), shares(politics)
        self.preference, self.plan = list(self.need_profile), list(self.local_priority)
        self.interpretation = [drawn(Initial.INTERPRETATION, k) for k in range(DOMAIN_COUNT)]
        market = settings.labour_market_spread * drawn(Initial.LABOUR_MARKET)
        self.labour_market = math.exp(market)
        self.integrity = math.exp(settings.integrity_spread * drawn(Initial.INTEGRITY))

    @property
    def clock(self) -> Clock:
        """The time."""
        return self.model.clock

    @property
    def posts(self) -> int:
        """Rows kept for posts, funded or not."""
        return len(self.workers)

    @property
    def hours_of_a_post(self) -> float:
        """Casework hours a week of a post when nothing but overhead and recording is taken off."""
        settings = self.settings
        share = max(1 - settings.overhead - settings.recording_burden, 0.02)
        return settings.contract_hours * share

    @property
    def staff(self) -> AgentSet:
        """The workers whose post is filled."""
        return self.workers.select(lambda worker: worker.filled)

    # Plan and pressure: rules 2 and 5.

    def translate_plan(self) -> None:
        """Pool national and local priorities, bent by stories and by interpretation (rule 2)."""
        settings, agenda = self.settings, self.model.centre.agenda
        memory = settings.interpretation_memory**self.clock.years
        own = 1 - settings.central_alignment
        weights = by_domain()
        for k in range(DOMAIN_COUNT):
            fresh = self.draws.normal(self.clock.step, Purpose.INTERPRETATION, k)
            self.interpretation[k] *= memory
            self.interpretation[k] += math.sqrt(1 - memory**2) * fresh
            dissatisfaction = DOMAIN_COUNT * self.preference[k] * (1 - self.story_experience(k))
            weights[k] = math.exp(
                settings.central_alignment * math.log(agenda[k])
                + own * math.log(self.local_priority[k])
                + settings.story_voice * dissatisfaction
                + settings.interpretation_noise * self.interpretation[k]
            )
        self.plan = shares(weights)

    def story_experience(self, k: int) -> float:
        """Return the experience that stories tell of, starting from one neutral story of 0.5."""
        return (0.5 + self.story_sum[k]) / (1 + self.story_count[k])

    def press(self) -> None:
        """Let what the own report falls short of the targets become pressure (rule 5)."""
        settings, centre = self.settings, self.model.centre
        shortfall = sum(
            centre.agenda[k] * positive(centre.target[k] - self.reported[k])
            for k in range(DOMAIN_COUNT)
        )
        full = min(1.0, shortfall / settings.shortfall_reference)
        foresight = 1 + settings.target_ratchet * settings.ratchet_horizon
        goal = settings.accountability_stakes * full / foresight
        self.pressure = self.clock.moved(self.pressure, goal, settings.pressure_lag)

    def drift(self) -> None:
        """Let a year pass over deprivation and over what citizens care about (rule 6)."""
        score = self.draws.normal(self.clock.step, Purpose.DEPRIVATION)
        self.deprivation += self.settings.deprivation_drift * score
        self.deprivation_by_year[self.clock.years_run :] = [self.deprivation]
        self.preference = by_domain()
        for neighbourhood in self.neighbourhoods:
            weight = neighbourhood.citizens / len(self.citizens)
            for k, share in enumerate(neighbourhood.drift()):
                self.preference[k] += share * weight

    def deprivation_known_of(self, year: int) -> float:
        """Return the deprivation of a year of the run; until it is measured, the last known."""
        known = self.deprivation_by_year
        return known[min(year, len(known) - 1)]

    # The team's week: rules 8, 9 and 11.

    def plan_week(self) -> None:
        """Set discretion and hours, let workers face the week, and look at the workload."""
        settings = self.settings
        self.discretion = settings.discretion * (1 - settings.conformity * self.pressure)
        self.case_weight = [
            self.discretion + (1 - self.discretion) * DOMAIN_COUNT * share for share in self.plan
        ]
        self.workers.do("list_cases")
        self._set_hours()
        self.workers.do("cope")
        self._perceive_workload()

    def _set_hours(self) -> None:
        """Take off the contract what support, training, audit and stories cost (rule 8)."""
        settings, staff = self.settings, self.staff
        if not len(staff):
            return
        starters = sum(worker.is_starter for worker in staff)
        experienced = max(len(staff) - starters, 1)
        trainer = min(settings.trainer_share * starters / experienced, 0.5)
        support = settings.support_hours_share * 0.5 * (settings.briefing + settings.supervision)
        audit = settings.audit_hours_share if self.clock.now < self.audited_until else 0.0
        stories = settings.stories_heard * settings.story_hours / WEEKS_PER_YEAR / len(staff)
        self.workers.do("set_nominal_hours", support + audit, trainer, stories)

    def _perceive_workload(self) -> None:
        """See required over available hours, the queue included, and the posts they call for."""
        settings, staff = self.settings, self.staff
        required = self.waiting * self.team_norm
        required += sum(worker.cases * worker.norm for worker in staff)
        available = sum(worker.available_hours for worker in staff)
        workload = HIGHEST_WORKLOAD if required > 0 else 0.0
        if available > 0:
            workload = min(required / available, HIGHEST_WORKLOAD)
        self.workload = self.clock.moved(self.workload, workload, PERCEPTION_YEARS)
        hours_per_post = self.hours_of_a_post
        if len(staff):
            hours_per_post = sum(worker.nominal_hours for worker in staff) / len(staff)
        self.required_posts = required / (hours_per_post * settings.planned_workload)

    def start_counts_of_week(self) -> None:
        """Begin to count what the week's work comes to."""
        self.task_hours, self.relational_hours = by_domain(), by_domain()
        self.change, self.prevented = by_domain(), by_domain()

    def start_counts_of_experience(self) -> None:
        """Begin to count how many are in need, and what they experience."""
        self.felt_sum, self.in_need = by_domain(), [0] * DOMAIN_COUNT

    def start_counts_of_closing(self) -> None:
        """Begin to count the cases that are closed."""
        self.resolved = self.closed_early = 0

    def count_work(self, citizen: Citizen, change: float, prevented: float) -> None:
        """Count the work on one case."""
        k, weeks = citizen.domain, self.clock.weeks
        self.task_hours[k] += citizen.task_hours * weeks
        self.relational_hours[k] += citizen.relational_hours * weeks
        self.change[k] += change
        self.prevented[k] += prevented

    def let_providers_work(self) -> None:
        """Let outside providers spread the hours that the contract buys evenly (rule 11)."""
        settings = self.settings
        for citizen in self.with_providers:
            bought = self.contract_money * self.hours_of_a_post / self.provider_cases
            hours = min(bought, 2 * settings.norm_hours)
            citizen.begin_week()
            citizen.contact = Contact.SEEN if hours > 0 else Contact.NOT_SEEN
            if citizen.task != Task.NONE and hours > 0:
                for_task = min(hours, settings.task_hours_ceiling)
                citizen.work_on_task(for_task, settings.provider_effectiveness)
            citizen.relational_hours = hours - citizen.task_hours
            citizen.be_helped(settings.provider_effectiveness, goal=0.0)

    def take_mean_of_norms(self) -> None:
        """See what the team holds to be right, if there is a team (rule 8)."""
        staff = self.staff
        if len(staff):
            self.team_norm = sum(worker.norm for worker in staff) / len(staff)
