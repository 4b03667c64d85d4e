"""Street-level bureaucrats: posts, the people in them, and what the work does to them."""

from __future__ import annotations

import math
from enum import IntEnum
from typing import TYPE_CHECKING

import mesa

from benchmarks.twin.arithmetic import WEEKS_PER_YEAR, positive
from benchmarks.twin.casework import Casework
from benchmarks.twin.draws import Draws, Purpose

if TYPE_CHECKING:
    from benchmarks.twin.clock import Clock
    from benchmarks.twin.manager import LocalManager
    from benchmarks.twin.model import TwinModel
    from benchmarks.twin.settings import Settings

LONG_AGO = -1000.0
"""Week in which the staff at the start began: none of them is a starter."""


class Post(IntEnum):
    """Whether a post exists, and who holds it."""

    UNFUNDED = 0
    VACANT = 1
    PERMANENT = 2
    AGENCY = 3


class StreetLevelBureaucrat(Casework, mesa.Agent):
    """A post, and the caseworker in it.

    Attributes
    ----------
    post, status, incarnation
        Number of the post in the authority, who holds it, and how many people have left it.
    absent, started
        Whether the person is off sick, and the week in which the person started.
    orientation
        Citizen orientation; 1 for the average worker.
    norm
        Time per case held to be right, hours per week.
    knowledge, goal
        Professional knowledge (1 at baseline training) and understanding of the goal (0-1).
    strain, fear
        0-1.
    """

    def __init__(self, model: TwinModel, manager: LocalManager, post: int) -> None:
        super().__init__(model)
        self.manager = manager
        self.post = post
        self.post_draws = Draws(model.key, manager.number, post)
        self.incarnation = 0
        self.status = Post.PERMANENT if post < manager.funded_posts else Post.UNFUNDED
        self.absent = False
        self.started = LONG_AGO
        self.orientation = self._draw_orientation()
        self.norm = self.settings.initial_norm * self.settings.norm_hours
        self.knowledge, self.goal = 1.0, 0.5
        self.strain, self.fear = 0.2, 0.0
        self.set_up_desk()

    @property
    def settings(self) -> Settings:
        """The parameters in force in the authority."""
        return self.manager.settings

    @property
    def clock(self) -> Clock:
        """The time."""
        return self.model.clock

    @property
    def draws(self) -> Draws:
        """The chance events in the life of the present person, not of the post."""
        agent = self.post + 2**20 * self.incarnation
        return Draws(self.post_draws.key, self.post_draws.authority, agent)

    @property
    def filled(self) -> bool:
        """True when somebody holds the post."""
        return self.status in (Post.PERMANENT, Post.AGENCY)

    @property
    def is_starter(self) -> bool:
        """True in the first weeks in the post."""
        return self.clock.now - self.started < self.settings.starter_weeks

    @property
    def starter_factor(self) -> float:
        """What an hour of this person is worth: less for a starter."""
        return self.settings.starter_effectiveness if self.is_starter else 1.0

    # Beginning and leaving: rule 3.

    def begin(self, status: Post) -> None:
        """Put a new person into the post: a norm between school and team, little known yet."""
        settings = self.settings
        own = settings.starter_norm_weight
        self.status = status
        self.started = self.clock.now
        self.orientation = self._draw_orientation()
        self.norm = own * settings.norm_hours + (1 - own) * self.manager.team_norm
        self.knowledge, self.goal = settings.starter_knowledge, 0.2
        self.strain, self.fear = 0.15, 0.0
        self.absent = False
        self.work_pressure = 0.0
        self.time_per_case = self.norm
        self.nominal_hours = self.manager.hours_of_a_post

    def _draw_orientation(self) -> float:
        spread = self.settings.orientation_spread
        return math.exp(spread * self.draws.normal(0, Purpose.ORIENTATION) - spread**2 / 2)

    def leave(self) -> None:
        """Empty the post; the open cases go back to the queue."""
        for citizen in self.caseload:
            citizen.lose_worker()
        self.caseload.clear()
        self.case_list.clear()
        self.status = Post.VACANT
        self.incarnation += 1
        self.absent = False

    # What the week does to the worker: stage 12.

    def live_through_week(self) -> None:
        """Fear, strain, norm, learning, sickness and leaving, in this order."""
        if self.filled:
            self._become_afraid()
            self._become_strained()
            self._move_norm()
            self._learn()
            self._fall_ill_or_return()
            self._perhaps_leave()

    def _become_afraid(self) -> None:
        """Let rejected encounters make afraid (rule 12)."""
        rejected = self.rejected / self.seen if self.seen > 0 else 0.0
        gain = self.settings.fear_gain * rejected
        self.fear = self.clock.saturated(self.fear, gain, self.settings.fear_decay)

    def _become_strained(self) -> None:
        """Let overload, fear and the conflict of values strain; supervision relieves (rule 15)."""
        settings = self.settings
        gain = (
            settings.strain_base
            + settings.strain_overload * positive(self.work_pressure - 1)
            + settings.strain_fear * self.fear
            + settings.strain_conflict * self.manager.pressure * self.orientation
        )
        recovery = settings.strain_recovery + settings.supervision_relief * settings.supervision
        self.strain = self.clock.saturated(self.strain, gain, recovery)

    def _move_norm(self) -> None:
        """Let what is really done become what is held to be right (rule 8)."""
        if self.absent or not self.caseload:
            return
        given = self.time_per_case
        settings = self.settings
        erodes = given < self.norm
        weeks = settings.norm_erosion_weeks if erodes else settings.norm_recovery_weeks
        self.norm = given + (self.norm - given) * math.exp(-self.clock.weeks / weeks)

    def _learn(self) -> None:
        """Let knowledge follow training, and goal understanding briefing and churn (rule 16)."""
        settings, manager, clock = self.settings, self.manager, self.clock
        if settings.knowledge_rate > 0:
            training = manager.training_money / (settings.training_share * manager.base_budget)
            taught = 2 * training / (1 + training)
            self.knowledge = clock.moved(self.knowledge, taught, 1 / settings.knowledge_rate)
        learning = settings.goal_learning * settings.briefing * self.knowledge
        self.goal = clock.saturated(self.goal, learning, settings.goal_forgetting)
        if self.model.centre.churned:
            self.goal *= 1 - settings.churn_confusion

    def _fall_ill_or_return(self) -> None:
        """Begin or end a spell of sickness (rule 15)."""
        settings, clock = self.settings, self.clock
        onset = settings.absence_onset * math.exp(settings.absence_strain * self.strain)
        ending = WEEKS_PER_YEAR / settings.absence_weeks
        if self.absent:
            back = self.draws.happens(clock.switched(ending, onset), clock.step, Purpose.RETURN)
            self.absent = not back
        else:
            chance = clock.switched(onset, ending)
            self.absent = self.draws.happens(chance, clock.step, Purpose.FALL_ILL)

    def _perhaps_leave(self) -> None:
        """End an agency assignment, or let strain drive a permanent worker away (rule 15)."""
        settings = self.settings
        rate = settings.agency_turnover
        if self.status == Post.PERMANENT:
            strained = settings.exit_base * math.exp(settings.exit_strain * self.strain)
            rate = self.manager.labour_market * strained
        if self.draws.happens(self.clock.chance(rate), self.clock.step, Purpose.LEAVE):
            self.manager.leavers += self.status == Post.PERMANENT
            self.leave()
