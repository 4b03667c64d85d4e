"""What happens to a citizen's case: its task, the work on it, and what that changes."""

from __future__ import annotations

import math
from enum import IntEnum

from benchmarks.twin.arithmetic import ROUNDING, effect_of_hours
from benchmarks.twin.draws import Purpose

NEVER = -1.0e9
"""Week of what has not happened."""


class Task(IntEnum):
    """Recorded work that a case calls for."""

    NONE = 0
    ASSESSMENT = 1
    REVIEW = 2


class Contact(IntEnum):
    """How this week's encounter went."""

    NOT_SEEN = 0
    SEEN = 1
    REJECTED = 2


class Case:
    """The part of a citizen that caseworkers and providers know as a case.

    Attributes
    ----------
    task, task_left, task_due
        Present task, hours it still needs, and week of its deadline.
    finished, task_finished
        Task finished in this step, and the week in which it was.
    contact
        How this week's encounter went.
    task_hours, relational_hours
        Hours of recorded work and with the citizen, per week, this week.
    progress
        Share of the need's course that this week's work turned for the better.
    """

    def open_file(self) -> None:
        """Start without a case."""
        self.task = Task.NONE
        self.task_left = 0.0
        self.task_due = NEVER
        self.finished = Task.NONE
        self.task_finished = NEVER
        self.contact = Contact.NOT_SEEN
        self.task_hours = 0.0
        self.relational_hours = 0.0
        self.progress = 0.0

    def begin_assessment(self) -> None:
        """Call for an assessment, with a deadline (rule 4)."""
        settings = self.settings
        self.task = Task.ASSESSMENT
        self.task_due = self.clock.now + settings.deadline_weeks
        score = self.draws.normal(self.referral, Purpose.ASSESSMENT_HOURS)
        self.task_left = settings.assessment_hours * math.exp(settings.assessment_spread * score)

    def begin_review_when_due(self) -> None:
        """Call for a review once its deadline comes into sight (rule 10)."""
        settings = self.settings
        in_sight = self.weeks_left <= settings.deadline_weeks + ROUNDING
        if self.task == Task.NONE and in_sight:
            self.task = Task.REVIEW
            score = self.draws.normal(self.clock.step, Purpose.REVIEW_HOURS)
            self.task_left = settings.review_hours * math.exp(settings.assessment_spread * score)

    @property
    def weeks_left(self) -> float:
        """Weeks until the deadline of the task."""
        return self.task_due - self.clock.now

    def begin_week(self) -> None:
        """Nobody has worked on the case this week yet."""
        self.contact = Contact.NOT_SEEN
        self.task_hours = 0.0
        self.relational_hours = 0.0

    def work_on_task(self, hours: float, skill: float) -> None:
        """Put so many hours a week into the task; when it is finished, only those it took.

        Rule 10. What is paced to end now does not go on because of a rounding error.
        """
        work = hours * self.clock.weeks * skill
        if work < self.task_left * (1 - ROUNDING):
            self.task_left -= work
            self.task_hours = hours
            return
        part_of_step = min(self.task_left / work, 1.0)
        self.finished = self.task
        self.task_finished = self.clock.now + part_of_step * self.clock.weeks
        self.task_hours = part_of_step * hours
        self.task_left = 0.0
        self.task = Task.NONE

    def be_helped(self, skill: float, goal: float) -> None:
        """Let this week's work reduce the need and prevent deterioration (rule 11)."""
        settings = self.settings
        effect = self._effect_of_work()
        engaged = self._engagement()
        understanding = 1 + settings.goal_gain * goal
        rate = settings.effectiveness * skill * understanding * effect * engaged
        worsening = self.deterioration()
        change = self.need * self.clock.chance(rate)
        prevented = settings.maintenance * effect * engaged * worsening
        gained = min(change + prevented, self.need)
        self.need -= gained
        self.progress = gained / (gained + worsening) if gained > 0 else 0.0
        self.manager.count_work(self, gained - prevented, prevented)

    def _effect_of_work(self) -> float:
        """Return the share of the possible effect: recorded work counts as far as it is valid."""
        settings = self.settings
        with_citizen = self.relational_hours if self.contact == Contact.SEEN else 0.0
        recorded = effect_of_hours(self.task_hours, settings.half_effect_hours)
        relational = effect_of_hours(with_citizen, settings.half_effect_hours)
        validity = settings.measure_validity
        return validity * recorded + (1 - validity) * relational

    def _engagement(self) -> float:
        """Return how far the citizen works along: trust, and joint work, make it more."""
        floor = self.settings.engagement_floor
        engaged = floor + (1 - floor) * self.trust
        return engaged + 0.5 * self.settings.coproduction * (1 - engaged)

    def early_closing_chance(self) -> float:
        """Return the chance that the case is closed with the need unmet (rule 14)."""
        settings = self.settings
        overload = 0.0
        if self.worker is not None:
            overload = min(max(self.worker.work_pressure - 1, 0.0), 1.0)
        push = settings.closing_load * overload + settings.closing_pressure * self.manager.pressure
        rate = self.manager.closing_habit * settings.early_closing * math.exp(push)
        return self.clock.chance(rate)

    def close_if_done(self) -> None:
        """Close the case when the need is met, or early, after the assessment (rule 14)."""
        if self.need < self.settings.need_floor:
            self._take_off_the_books()
            self.end_need()
            self.manager.resolved += 1
        elif self.task != Task.ASSESSMENT and self.draws.happens(
            self.early_closing_chance(), self.clock.step, Purpose.CLOSE
        ):
            self._take_off_the_books()
            self.be_unserved()
            self.manager.closed_early += 1

    def _take_off_the_books(self) -> None:
        """End the case; an assessment that still runs is finished with it."""
        if self.task == Task.ASSESSMENT:
            self.finished = Task.ASSESSMENT
            self.task_finished = self.clock.now + self.clock.weeks
        self.task = Task.NONE
        self.task_left = 0.0
        if self.worker is not None:
            self.worker.caseload.remove(self)
            self.worker = None
        else:
            self.manager.with_providers.remove(self)
