"""Citizens: they have needs, ask or stay away, are helped or refused, gain or lose trust."""

from __future__ import annotations

import math
from enum import IntEnum
from typing import TYPE_CHECKING

import mesa

from benchmarks.twin.arithmetic import (
    DOMAIN_COUNT,
    WEEKS_PER_YEAR,
    diminishing,
    log_odds,
    logistic,
)
from benchmarks.twin.case import NEVER, Case, Contact, Task
from benchmarks.twin.draws import Draws, Initial, Purpose

if TYPE_CHECKING:
    from benchmarks.twin.clock import Clock
    from benchmarks.twin.manager import LocalManager
    from benchmarks.twin.model import TwinModel
    from benchmarks.twin.neighbourhood import Neighbourhood
    from benchmarks.twin.settings import Settings
    from benchmarks.twin.worker import StreetLevelBureaucrat


UNREACHED = 1.0e9
"""Reading of the hazard clock for somebody who has a need already."""


class Status(IntEnum):
    """Where a citizen stands."""

    WITHOUT_NEED = 0
    UNSERVED = 1
    ASKING = 2
    WAITING = 3
    OPEN = 4
    WITH_PROVIDER = 5


class Citizen(Case, mesa.Agent):
    """Somebody who has, or may come to have, a need.

    Attributes
    ----------
    number, manager, neighbourhood
        Number within the authority, who runs it, and where the citizen lives.
    need
        0 for none, up to 1.
    trust, expectation, experience
        Trust in the service, the experience expected of it, and recent experience, 0-1.
    status, domain
        Where the citizen stands, and the domain of the need.
    spell, referral
        How many needs have ended, and how many times the citizen has asked.
    onset_at
        Reading of the neighbourhood's hazard clock at which the next need arises;
        out of reach as long as there is one.
    referred_at, waiting_since
        Week of the last referral, and from which the citizen waits.
    worker, had_worker
        The caseworker, and whether the present case has ever had one.
    refused
        True in the step of a refusal.
    """

    def __init__(
        self, model: TwinModel, manager: LocalManager, number: int, neighbourhood: Neighbourhood
    ) -> None:
        super().__init__(model)
        self.manager = manager
        self.number = number
        self.neighbourhood = neighbourhood
        neighbourhood.residents.append(self)
        self.draws = Draws(model.key, manager.number, number)
        self.status = Status.WITHOUT_NEED
        self.need = 0.0
        self.domain = 0
        self.spell = self.referral = 0
        self.referred_at = NEVER
        self.waiting_since = 0.0
        self.worker: StreetLevelBureaucrat | None = None
        self.had_worker = False
        self.refused = False
        self.open_file()
        self._settle()

    def _settle(self) -> None:
        """Draw what differs between citizens at the start (ODD section 5)."""
        settings = self.settings
        score = self.draws.normal(0, Purpose.INITIAL, Initial.TRUST)
        self.trust = logistic(log_odds(settings.initial_trust) + settings.trust_spread * score)
        self.expectation = self.experience = self.trust
        self.onset_at = self.draws.exponential(0, Purpose.ONSET)
        if self.draws.uniform(0, Purpose.INITIAL, Initial.IN_NEED) < settings.initial_in_need:
            self.begin_need()

    @property
    def settings(self) -> Settings:
        """The parameters in force in the authority."""
        return self.manager.settings

    @property
    def clock(self) -> Clock:
        """The time."""
        return self.model.clock

    @property
    def has_case(self) -> bool:
        """True while the case is with a worker or a provider."""
        return self.status in (Status.OPEN, Status.WITH_PROVIDER)

    # Needs: rule 6.

    def develop_need(self) -> None:
        """Let a need arise when its time has come; let a need that is there worsen or heal."""
        if self.status == Status.WITHOUT_NEED:
            if self.onset_at <= self.neighbourhood.hazard:
                self.begin_need()
            return
        settings = self.settings
        healing = math.exp(-settings.need_recovery * self.clock.years)
        self.need = min((self.need + self.deterioration()) * healing, 1.0)
        if self.status == Status.UNSERVED and self.need < settings.need_floor:
            self.end_need()

    def deterioration(self) -> float:
        """Return by how much the need grows in a step: fastest when it is middling."""
        rate = self.settings.need_worsening * 4 * self.need * (1 - self.need)
        return self.need * rate * self.clock.years

    def begin_need(self) -> None:
        """Have a need; its size and domain are drawn for the spell, whenever it comes."""
        settings = self.settings
        score = self.draws.normal(self.spell, Purpose.ONSET_NEED)
        need = logistic(log_odds(settings.need_start) + settings.need_spread * score)
        self.need = max(need, settings.need_floor)
        self.domain = self._draw_domain()
        self.onset_at = UNREACHED
        self.experience = self.expectation
        self.be_unserved()

    def _draw_domain(self) -> int:
        """Return a domain, by the authority's profile of needs."""
        left = self.draws.uniform(self.spell, Purpose.ONSET_DOMAIN)
        for domain in range(DOMAIN_COUNT - 1):
            if left < self.manager.need_profile[domain]:
                return domain
            left -= self.manager.need_profile[domain]
        return DOMAIN_COUNT - 1

    def end_need(self) -> None:
        """Have no need any more; draw when the next one will arise."""
        self.spell += 1
        wait = self.draws.exponential(self.spell, Purpose.ONSET)
        self.onset_at = self.neighbourhood.hazard + wait
        self.need = 0.0
        self.status = Status.WITHOUT_NEED
        self.task = Task.NONE

    # Asking, waiting, being refused: rules 4 and 6.

    def be_unserved(self) -> None:
        """Have a need that nobody serves."""
        self.status = Status.UNSERVED

    def seek_help(self) -> None:
        """Ask for help, more likely in need and in trust; burden deters."""
        settings = self.settings
        in_year = logistic(
            settings.seeking_base
            + settings.seeking_need * self.need
            + settings.seeking_trust * self.trust
            - settings.administrative_burden
        )
        chance = 1 - (1 - in_year) ** self.clock.years
        if self.draws.happens(chance, self.clock.step, Purpose.ASK):
            self.status = Status.ASKING

    def wait(self) -> None:
        """Join the queue."""
        self.status = Status.WAITING
        self.waiting_since = self.clock.now

    def give_up_waiting(self) -> None:
        """Leave the queue; the task is dropped."""
        self.be_unserved()
        self.task = Task.NONE

    def be_taken_on_by(self, worker: StreetLevelBureaucrat) -> None:
        """Get a worker (rule 7); that another one had the case before costs trust."""
        self.status = Status.OPEN
        self.worker = worker
        worker.caseload.append(self)
        if self.had_worker:
            self.trust *= 1 - self.settings.continuity_loss
        self.had_worker = True

    def lose_worker(self) -> None:
        """Go back to the queue, because the worker has left; task and deadline stay (rule 3)."""
        self.worker = None
        self.wait()

    # Experience and trust: rule 13.

    def experience_step(self) -> None:
        """Let what was done, or not done, act on experience, trust and expectation."""
        if self.status == Status.WITHOUT_NEED:
            return
        settings, clock = self.settings, self.clock
        felt = self._experience_of_step()
        surprise = felt - self.expectation
        self.experience += clock.chance(1 / settings.experience_memory) * (felt - self.experience)
        if self.refused:
            self._adjust_trust(surprise, gain=0.0, loss=settings.refusal_shock)
        elif self.status != Status.UNSERVED:
            gain, loss = clock.chance(settings.trust_gain), clock.chance(settings.trust_loss)
            self._adjust_trust(surprise, gain, loss)
            self.expectation += clock.chance(settings.expectation_rate) * surprise
        pull = clock.chance(settings.neighbour_pull)
        self.trust += pull * (self.neighbourhood.trust - self.trust)
        self.manager.felt_sum[self.domain] += self.experience
        self.manager.in_need[self.domain] += 1

    def _experience_of_step(self) -> float:
        """Return the experience of this step, 0-1."""
        settings = self.settings
        if self.refused:
            return settings.refused_experience
        if self.status == Status.WAITING:
            weeks = self.clock.now - self.waiting_since
            fading = math.exp(-weeks / (WEEKS_PER_YEAR * settings.patience))
            return settings.waiting_experience * fading
        if self.status == Status.UNSERVED:
            return settings.alone_experience
        if self.contact == Contact.SEEN:
            respect = diminishing(self.relational_hours, settings.respect_hours)
            weight = settings.service_weight
            return weight * respect + (1 - weight) * self.progress
        if self.contact == Contact.REJECTED:
            return settings.refused_experience
        return settings.waiting_experience

    def _adjust_trust(self, surprise: float, gain: float, loss: float) -> None:
        """Let trust rise with a good surprise, and fall with a bad one."""
        if surprise >= 0:
            self.trust += gain * surprise * (1 - self.trust)
        else:
            self.trust += loss * surprise * self.trust
