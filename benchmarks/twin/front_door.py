"""The front door: who is eligible, who waits, and who gets a worker. Rules 4 and 7."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from benchmarks.twin.arithmetic import WEEKS_PER_YEAR, positive, to_nine_digits
from benchmarks.twin.citizen import Status
from benchmarks.twin.draws import Purpose

if TYPE_CHECKING:
    from benchmarks.twin.citizen import Citizen
    from benchmarks.twin.worker import StreetLevelBureaucrat


class FrontDoor:
    """The part of a local manager that refuses, queues and allocates.

    Attributes
    ----------
    threshold
        Need below which a citizen is refused.
    with_providers
        Citizens whose case is with an outside provider.
    referrals, re_referrals, refused, abandoned, allocated
        Citizens who asked in this step; within a year of their last referral; were refused;
        gave up waiting; got a worker or provider.
    waiting
        Citizens left waiting after allocation.
    """

    def set_up_front_door(self) -> None:
        """Begin with an empty queue."""
        self.threshold = self.settings.base_threshold
        self.with_providers: list[Citizen] = []
        self.referrals = self.re_referrals = self.refused = 0
        self.abandoned = self.allocated = self.waiting = 0

    @property
    def provider_cases(self) -> int:
        """Number of cases with outside providers."""
        return len(self.with_providers)

    def set_threshold(self) -> None:
        """Raise the bar while there is too much work; let it come back slowly (rule 4)."""
        settings, years = self.settings, self.clock.years
        overload = positive(self.workload - 1)
        rise = 1 - math.exp(-settings.threshold_response * overload * years)
        fall = 1 - math.exp(-settings.threshold_relaxation * years)
        raised = self.threshold + (1 - self.threshold) * rise
        self.threshold = raised - fall * (raised - settings.base_threshold)

    def screen_and_allocate(self) -> None:
        """Screen those who ask, let some of the waiting give up, allocate the neediest first."""
        self.referrals = self.re_referrals = self.refused = 0
        self.abandoned = self.allocated = 0
        for citizen in self.citizens:
            citizen.refused = False
            if citizen.status == Status.ASKING:
                self._screen(citizen)
            elif citizen.status == Status.WAITING:
                self._perhaps_lose(citizen)
        if self.contract_money <= 0:
            self._take_back_from_providers()
        self._allocate()

    def _screen(self, citizen: Citizen) -> None:
        """Refuse a need that looks too small; let the others wait, with an assessment to come."""
        now = self.clock.now
        self.referrals += 1
        self.re_referrals += now - citizen.referred_at <= WEEKS_PER_YEAR
        citizen.referred_at = now
        citizen.referral += 1
        error = citizen.draws.normal(citizen.referral, Purpose.SCREEN)
        judged = citizen.need + self.settings.screening_noise * error
        if judged < self.threshold:
            citizen.be_unserved()
            citizen.refused = True
            self.refused += 1
        else:
            citizen.wait()
            citizen.had_worker = False
            citizen.begin_assessment()

    def _perhaps_lose(self, citizen: Citizen) -> None:
        """Let a waiting citizen run out of patience."""
        chance = self.clock.chance(1 / self.settings.patience)
        if citizen.draws.happens(chance, self.clock.step, Purpose.ABANDON):
            citizen.give_up_waiting()
            self.abandoned += 1

    def _take_back_from_providers(self) -> None:
        """Let the cases of a contract that has no money join the queue."""
        for citizen in self.with_providers:
            citizen.wait()
        self.with_providers.clear()

    def _allocate(self) -> None:
        """Give waiting cases, strongest claim first, to providers or to the least busy worker."""
        queue = [citizen for citizen in self.citizens if citizen.status == Status.WAITING]
        self.workers.do("draw_for_ties")
        busyness = {worker: worker.busyness_with_one_more() for worker in self.workers}
        full = False
        for citizen in sorted(queue, key=lambda citizen: -to_nine_digits(self._claim(citizen))):
            urgent = citizen.need >= self.settings.urgent_need
            if self._goes_to_provider(citizen):
                citizen.status = Status.WITH_PROVIDER
                self.with_providers.append(citizen)
            elif urgent or not full:
                worker = self._least_busy(busyness, urgent)
                if worker is None:
                    full = True
                    continue
                citizen.be_taken_on_by(worker)
                busyness[worker] = worker.busyness_with_one_more()
        self.waiting = sum(citizen.status == Status.WAITING for citizen in queue)
        self.allocated = len(queue) - self.waiting

    def _claim(self, citizen: Citizen) -> float:
        """Return how strong the claim to the next worker is: need, or the years waited."""
        weight = self.settings.need_first
        years = (self.clock.now - citizen.waiting_since) / WEEKS_PER_YEAR
        return weight * citizen.need + (1 - weight) * years

    def _goes_to_provider(self, citizen: Citizen) -> bool:
        """Return whether the case is one for an outside provider."""
        return not citizen.had_worker and citizen.draws.happens(
            self.settings.provider_fragmentation, citizen.referral, Purpose.PROVIDER
        )

    def _least_busy(
        self, busyness: dict[StreetLevelBureaucrat, float], urgent: bool
    ) -> StreetLevelBureaucrat | None:
        """Return the least busy worker with room; room does not matter for the urgent.

        Who has no room is struck off for the rest of the step. None when nobody is left.
        """
        while True:
            worker = min(busyness, key=lambda worker: (busyness[worker], worker.tie))
            if busyness[worker] == math.inf:
                return None
            if urgent or worker.has_room():
                return worker
            busyness[worker] = math.inf
