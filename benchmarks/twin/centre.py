"""Central government: sets priorities, targets and grants; audits, listens, believes."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import mesa

from benchmarks.twin.arithmetic import DOMAIN_COUNT, by_domain, positive, shares
from benchmarks.twin.citizen import Status
from benchmarks.twin.draws import Draws, Purpose
from benchmarks.twin.records import FIRST_REPORT

if TYPE_CHECKING:
    from mesa.agent import AgentSet

    from benchmarks.twin.citizen import Citizen
    from benchmarks.twin.clock import Clock
    from benchmarks.twin.manager import LocalManager
    from benchmarks.twin.model import TwinModel
    from benchmarks.twin.settings import Settings

HIGHEST_TARGET = 0.99
AUDIT_WEEKS = 4.0
"""How long an audit lasts."""

TRIES = 64
"""Citizens asked at random until one is found who has a need, and so a story."""


class CentralGovernment(mesa.Agent):
    """Wants something of everybody, and knows what it is told.

    Attributes
    ----------
    drift, agenda
        Log shift of each priority by past redrawings; share of each domain in the priorities.
    ratcheted, target
        What the ratchet has added to each target; the target in force.
    believed
        Believed performance by domain, the mean over authorities.
    churned
        True in a step in which priorities were redrawn.
    """

    def __init__(self, model: TwinModel) -> None:
        super().__init__(model)
        self.draws = Draws(model.key, 0, 0)
        self.drift, self.agenda, self.ratcheted = by_domain(), by_domain(), by_domain()
        self.target: list[float] = list(model.national_settings.target)
        self.believed = by_domain(FIRST_REPORT)
        self.churned = False

    @property
    def clock(self) -> Clock:
        """The time."""
        return self.model.clock

    @property
    def settings(self) -> Settings:
        """The parameters that the whole country shares."""
        return self.model.national_settings

    @property
    def managers(self) -> AgentSet:
        """The local managers."""
        return self.model.managers

    # Down: rules 1 and 3, stage 1.

    def set_agenda(self) -> None:
        """Set priorities, targets and grants."""
        self._set_priorities()
        if self.clock.new_year:
            self._ratchet_targets()
        self.target = [
            min(target + added, HIGHEST_TARGET)
            for target, added in zip(self.settings.target, self.ratcheted, strict=True)
        ]
        self._share_out_grant()

    def _set_priorities(self) -> None:
        """Redraw the priorities every now and then (rule 1)."""
        settings, step = self.settings, self.clock.step
        chance = self.clock.chance(settings.policy_churn)
        self.churned = self.draws.happens(chance, step, Purpose.CHURN)
        if self.churned:
            for k in range(DOMAIN_COUNT):
                self.drift[k] += settings.churn_size * self.draws.normal(step, Purpose.PRIORITY, k)
        self.agenda = shares(
            [
                weight * math.exp(drift)
                for weight, drift in zip(settings.agenda, self.drift, strict=True)
            ]
        )

    def _ratchet_targets(self) -> None:
        """Ask for a share of what is believed to be over-performed (rule 1)."""
        for k in range(DOMAIN_COUNT):
            target = self.settings.target[k] + self.ratcheted[k]
            more = self.settings.target_ratchet * positive(self.believed[k] - target)
            raised = min(target + more, max(target, HIGHEST_TARGET))
            self.ratcheted[k] += raised - target

    def _share_out_grant(self) -> None:
        """Move money towards deprivation as it was measured, and cut or add to all (rule 3)."""
        age = math.floor(self.settings.index_age + 0.5)
        year = max(self.clock.years_run - age, 0)
        for manager in self.managers:
            manager.measured_deprivation = manager.deprivation_known_of(year)
            manager.grant = math.exp(self._targeting_score(manager))
        total = sum(manager.base_budget for manager in self.managers)
        targeted = sum(manager.base_budget * manager.grant for manager in self.managers)
        for manager in self.managers:
            change = manager.settings.grant - 1
            depth = 1 + manager.settings.cut_gradient * manager.deprivation_rank
            manager.grant *= total / targeted
            manager.grant *= max(1 + change * depth, 0.05)
            if self.clock.observed:
                manager.grant *= 1 + manager.budget_change

    def _targeting_score(self, manager: LocalManager) -> float:
        """Return the log weight of an authority in the grant, against its baseline."""
        measured = manager.measured_deprivation
        drifted = measured - manager.initial_deprivation
        settings = self.settings
        return settings.grant_targeting * drifted + settings.grant_redistribution * measured

    # Back up: rule 18, stage 14.

    def audit_and_believe(self) -> None:
        """Audit some authorities, hear stories, and make up a picture of each."""
        for manager in self.managers:
            self._perhaps_audit(manager)
            self._hear_stories(manager)
            self._believe(manager)
        count = len(self.managers)
        self.believed = [
            sum(manager.believed[k] / count for manager in self.managers)
            for k in range(DOMAIN_COUNT)
        ]

    def _perhaps_audit(self, manager: LocalManager) -> None:
        """Begin an audit; one that finds re-dated records is remembered."""
        clock = self.clock
        chance = clock.chance(manager.settings.audit_rate)
        manager.audits = manager.draws.happens(chance, clock.step, Purpose.AUDIT)
        if manager.audits:
            manager.audited_until = clock.now + clock.weeks + AUDIT_WEEKS
            if manager.recent_redated >= 0.5:
                manager.caught = 1.0

    def _hear_stories(self, manager: LocalManager) -> None:
        """Hear the experience of some citizens in need; old stories fade."""
        for k in range(DOMAIN_COUNT):
            manager.story_sum[k] *= self.clock.fading
            manager.story_count[k] *= self.clock.fading
        expected = manager.settings.stories_heard * self.clock.years
        extra = manager.draws.uniform(self.clock.step, Purpose.STORY_COUNT)
        for story in range(math.floor(expected + extra)):
            citizen = self._somebody_with_a_story(manager, story)
            if citizen is not None:
                manager.story_sum[citizen.domain] += citizen.experience
                manager.story_count[citizen.domain] += 1

    def _somebody_with_a_story(self, manager: LocalManager, story: int) -> Citizen | None:
        """Return a citizen in need, drawn at random; None when none is found in many tries."""
        for attempt in range(TRIES):
            share = manager.draws.uniform(
                self.clock.step, Purpose.STORY_CHOICE, TRIES * story + attempt
            )
            citizen = manager.citizens[math.floor(share * len(manager.citizens))]
            if citizen.status != Status.WITHOUT_NEED:
                return citizen
        return None

    def _believe(self, manager: LocalManager) -> None:
        """Move the picture of an authority towards what is told of it, late, and stories."""
        own, clock = manager.settings, self.clock
        lag = own.reporting_lag * (1 - 0.75 * own.digital_measurement)
        steps = min(math.floor(lag / clock.years + 0.5), clock.step)
        told = manager.reports[clock.step - steps]
        if clock.now < manager.audited_until:
            told = manager.counted
        weight = self.settings.story_weight
        for k in range(DOMAIN_COUNT):
            heard = (1 - weight) * told[k] + weight * manager.story_experience(k)
            share = 1 - clock.moved(1.0, 0.0, self.settings.belief_delay)
            manager.believed[k] += share * (heard - manager.believed[k])
