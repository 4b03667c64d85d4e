"""The working week: hours, coping, whom to see, and recorded against relational work."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from benchmarks.twin.arithmetic import DOMAIN_COUNT, ROUNDING, positive, to_nine_digits
from benchmarks.twin.case import Contact, Task
from benchmarks.twin.draws import Purpose

if TYPE_CHECKING:
    from benchmarks.twin.citizen import Citizen

LONGEST_STRETCH = 2.0
"""Most by which slack lengthens the time given to a case, as a multiple of the norm."""

MOST_OVERTIME = 1.6
"""Most hours worked over hours available."""


class Casework:
    """The part of a street-level bureaucrat that works on cases.

    Attributes
    ----------
    caseload, case_list
        Citizens with an open case now, and those that this week is planned for.
    mean_weight
        Mean weight of the cases in the list.
    nominal_hours, available_hours, budget_hours
        Casework hours of a week without absence; of this week; overtime included.
    work_pressure
        Required over available hours.
    time_per_case, task_share
        Hours for a case that is seen; the share of them meant for recorded tasks.
    task_hours, relational_hours
        Hours that went to recorded tasks, and to citizens, this week.
    seen, rejected
        Cases seen this week, and encounters that the citizen rejected.
    """

    def set_up_desk(self) -> None:
        """Begin without cases (ODD section 5)."""
        self.caseload: list[Citizen] = []
        self.case_list: list[Citizen] = []
        self.mean_weight = 0.0
        self.nominal_hours = self.manager.hours_of_a_post
        self.available_hours = self.budget_hours = 0.0
        self.work_pressure = 0.0
        self.time_per_case = self.norm
        self.task_share = 0.0
        self.task_hours = self.relational_hours = 0.0
        self.seen = self.rejected = 0
        self.tie = 0.0

    # Getting cases: rule 7.

    @property
    def cases(self) -> int:
        """Number of open cases."""
        return len(self.caseload)

    @property
    def assessing(self) -> int:
        """Open cases whose assessment is still to do."""
        return sum(citizen.task == Task.ASSESSMENT for citizen in self.caseload)

    @property
    def listed(self) -> int:
        """Cases that this week was planned for."""
        return len(self.case_list)

    def draw_for_ties(self) -> None:
        """Draw the number that decides between equally busy workers."""
        self.tie = self.post_draws.uniform(self.clock.step, Purpose.ALLOCATE)

    @property
    def capacity(self) -> float:
        """Hours a week that can carry cases: fewer for a starter."""
        return max(self.nominal_hours * self.starter_factor, 0.01)

    def busyness_with_one_more(self) -> float:
        """Return how busy one more case would make the worker, new cases counted extra."""
        if not self.filled or self.absent:
            return math.inf
        extra = self.settings.new_case_burden * (self.assessing + 1)
        return (self.cases + extra + 1) * self.norm / self.capacity

    def has_room(self) -> bool:
        """Return whether one more case keeps the caseload below the ceiling."""
        load = (self.cases + 1) * self.norm / self.capacity
        return load <= self.settings.allocation_ceiling

    # Facing the week: rules 8 to 10, stage 8.

    def list_cases(self) -> None:
        """Look at the open cases; reviews that have come into sight are opened."""
        self.case_list = list(self.caseload)
        for citizen in self.case_list:
            citizen.begin_review_when_due()
        weights = sum(self._weight(citizen) for citizen in self.case_list)
        self.mean_weight = weights / max(self.listed, 1)

    def _weight(self, citizen: Citizen) -> float:
        return self.manager.case_weight[citizen.domain]

    def set_nominal_hours(self, share_taken: float, trainer: float, hours_taken: float) -> None:
        """Set the casework hours of a week without absence (rule 8).

        Parameters
        ----------
        share_taken, trainer
            Shares of the contract that support and audit take, and that training starters
            takes of everybody who is none.
        hours_taken
            Hours that hearing stories takes.
        """
        settings = self.settings
        recording = settings.recording_burden * (
            1 - settings.digital_saving * settings.digital_measurement
        )
        training = 0.0 if self.is_starter else trainer
        share = max(1 - settings.overhead - recording - share_taken - training, 0.02)
        contract = settings.contract_hours
        self.nominal_hours = max(contract * share - hours_taken, 0.02 * contract)

    def cope(self) -> None:
        """Set work pressure, time per case, overtime and the share for tasks (rules 8 and 10)."""
        settings = self.settings
        self.available_hours = self.budget_hours = 0.0
        if not self.filled:
            return
        shift = settings.multitask_shift * self.manager.pressure
        self.task_share = settings.task_share + (1 - settings.task_share) * shift
        if self.absent:
            self.work_pressure = 0.0
            return
        self.available_hours = self.nominal_hours
        pressure = self.work_pressure = self.cases * self.norm / self.available_hours
        self.time_per_case = self.norm
        if pressure > 0:
            by_ratio, exponentially = math.log(pressure), pressure - 1
            form = settings.exponential_response
            answer = (1 - form) * by_ratio + form * exponentially
            stretch = math.exp(settings.time_elasticity * answer)
            self.time_per_case = self.norm * min(stretch, LONGEST_STRETCH)
        overtime = 1.0
        if pressure > 1:
            push = settings.overtime_response * self.orientation * (pressure - 1) / pressure
            overtime = min(math.exp(push), MOST_OVERTIME)
        self.budget_hours = self.available_hours * overtime

    # The week itself: rules 9 to 12, stage 9.

    def do_casework(self) -> None:
        """Spend the hours on cases, from the highest score down."""
        self.task_hours = self.relational_hours = 0.0
        self.seen = self.rejected = 0
        if not self.filled:
            return
        for citizen in self.case_list:
            citizen.begin_week()
        self.case_list.sort(key=lambda citizen: citizen.number)
        self.case_list.sort(key=lambda citizen: -to_nine_digits(self._score(citizen)))
        seen = self._see_cases()
        spare = self._do_tasks(seen)
        self._fill_up(seen, spare)
        for citizen in self.case_list:
            citizen.be_helped(self._skill, self.goal)

    @property
    def _skill(self) -> float:
        return self.knowledge * self.starter_factor

    def _score(self, citizen: Citizen) -> float:
        """Return how much speaks for seeing a citizen: need, or plan and deadline (rule 9)."""
        discretion = self.manager.discretion
        planned = DOMAIN_COUNT * self.manager.plan[citizen.domain]
        deadline = self._urgency(citizen) * self._ease(citizen)
        return discretion * citizen.need + (1 - discretion) * planned * deadline

    def _urgency(self, citizen: Citizen) -> float:
        """Return how near the deadline is, 0-1; nothing is urgent any more once it has passed."""
        if citizen.task == Task.NONE or citizen.weeks_left <= ROUNDING:
            return 0.0
        return math.exp(-citizen.weeks_left / self.settings.urgency_horizon)

    def _ease(self, citizen: Citizen) -> float:
        """Return how easily the deadline is met, 0-1."""
        if citizen.task_left <= 0:
            return 1.0
        possible = positive(citizen.weeks_left) * self.settings.task_hours_ceiling
        return min(1.0, possible / citizen.task_left)

    def _see_cases(self) -> list[Citizen]:
        """See citizens until the week is full; from the first that does not fit, none (rule 9)."""
        used = 0.0
        for citizen in self.case_list:
            hours = self.time_per_case * self._weight(citizen) / self.mean_weight
            if used + hours > self.budget_hours + ROUNDING:
                break
            used += hours
            self._meet(citizen, hours)
        return self.case_list[: self.seen]

    def _meet(self, citizen: Citizen, hours: float) -> None:
        """Meet a citizen, who may reject the encounter (rule 12); share out the hours (rule 10)."""
        settings = self.settings
        self.seen += 1
        citizen.contact = Contact.SEEN
        chance = settings.hostility * (1 - citizen.trust) ** 2
        if citizen.draws.happens(chance, self.clock.step, Purpose.REJECT):
            citizen.contact = Contact.REJECTED
            self.rejected += 1
        citizen.relational_hours = (
            hours
            * (1 - self.task_share)
            * (1 - settings.fear_withdrawal * self.fear)
            * (1 - settings.coproduction_time * settings.coproduction)
        )
        self.task_hours += hours - citizen.relational_hours
        self.relational_hours += citizen.relational_hours

    def _do_tasks(self, seen: list[Citizen]) -> float:
        """Spend the pool of hours for tasks; return what no task needed (rule 10)."""
        pool = self.task_hours
        for citizen in seen:
            if citizen.task != Task.NONE and pool > 0:
                citizen.work_on_task(min(self._paced_hours(citizen), pool), self._skill)
                pool -= citizen.task_hours
        return pool

    def _paced_hours(self, citizen: Citizen) -> float:
        """Return the hours meant for a task: its own pace, and a deadline's pull (rule 10)."""
        settings, manager = self.settings, self.manager
        discretion = manager.discretion
        pace = manager.pace_habit * settings.task_pace
        ordinary = pace * (1 - discretion + 2 * discretion * citizen.need)
        nearness = math.exp(-positive(citizen.weeks_left) / settings.urgency_horizon)
        planned = DOMAIN_COUNT * manager.plan[citizen.domain]
        pull = settings.deadline_push * manager.pressure * planned * nearness
        needed = citizen.task_left / self._skill / max(citizen.weeks_left, self.clock.weeks)
        hurried = min(max(ordinary, needed), ordinary * (1 + pull))
        return min(hurried, settings.task_hours_ceiling)

    def _fill_up(self, seen: list[Citizen], spare: float) -> None:
        """Spread hours that no task needed over cases by weight: records grow with them."""
        with_citizens = 1 - self.task_share
        weights = sum(self._weight(citizen) for citizen in seen)
        for citizen in seen:
            extra = spare * self._weight(citizen) / weights
            citizen.task_hours += extra * self.task_share
            citizen.relational_hours += extra * with_citizens
        self.task_hours -= spare * with_citizens
        self.relational_hours += spare * with_citizens
