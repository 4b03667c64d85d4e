"""Money and posts: how a manager divides the budget, and adds, cuts and fills posts. Rule 3."""

from __future__ import annotations

import math

from benchmarks.twin.arithmetic import positive
from benchmarks.twin.draws import Purpose
from benchmarks.twin.worker import Post, StreetLevelBureaucrat

MOST_OF_BUDGET = 0.4
"""Largest share of the budget that training, or analytics, can take."""


class Budget:
    """The part of a local manager that handles money and posts.

    Attributes
    ----------
    base_budget, grant, budget
        Budget of the baseline, multiple of it that is granted, and budget now.
    training_money, analytics_money, contract_money, posts_money, payroll, reserve
        How the budget is divided, what staff cost, and what that leaves of the money for posts.
    overspent
        Payroll over the money for posts, as remembered.
    required_posts, asked_posts, funded_posts
        Posts that the workload calls for, that are asked for, and that exist.
    recruits, leavers
        Permanent staff who began, and who left, in this step.
    """

    def set_up_budget(self, posts: int) -> None:
        """Begin with the money that pays for the posts there are (ODD section 5)."""
        settings = self.settings
        for_posts = (1 - settings.training_share - settings.analytics_share) * (
            1 - settings.provider_fragmentation
        )
        self.base_budget = self.budget = posts / for_posts
        self.grant = 1.0
        self.training_money = self.analytics_money = self.contract_money = 0.0
        self.posts_money = self.payroll = self.reserve = self.overspent = 0.0
        self.funded_posts = posts
        self.asked_posts = self.required_posts = 1.5 * posts
        self.recruits = self.leavers = 0

    def fund_posts(self) -> None:
        """Divide the budget, move the establishment, fill vacancies, pay."""
        self.recruits = self.leavers = 0
        self._divide_budget()
        self._move_establishment()
        self._fill_vacancies()
        self._pay()

    def _divide_budget(self) -> None:
        """Squeeze training and analytics first; contracts and posts share the rest."""
        settings = self.settings
        granted = self.base_budget * self.grant
        for_training = (
            settings.training
            * settings.training_share
            * self.grant**settings.training_elasticity
            * self.base_budget
        )
        for_analytics = (
            settings.analytics_share * self.grant**settings.analytics_elasticity * self.base_budget
        )
        self.training_money = min(for_training, MOST_OF_BUDGET * granted)
        self.analytics_money = min(for_analytics, MOST_OF_BUDGET * granted)
        rest = granted - self.training_money - self.analytics_money
        self.contract_money = settings.provider_fragmentation * rest
        left_for_posts = rest - self.contract_money
        self.posts_money = settings.establishment * left_for_posts
        self.budget = granted + self.posts_money - left_for_posts

    def _move_establishment(self) -> None:
        """Add or cut posts once the money, or the need for them, has moved by a whole one."""
        delay = self.settings.establishment_delay
        self.asked_posts = self.clock.moved(self.asked_posts, self.required_posts, delay)
        self.overspent = self.clock.moved(self.overspent, positive(-self.reserve), delay)
        wanted = positive(min(self.posts_money - self.overspent, self.asked_posts))
        if abs(wanted - self.funded_posts) >= 1:
            goal = min(math.floor(wanted + 0.5), self.posts)
            self._add_posts(goal)
            self._cut_posts(goal)

    def _add_posts(self, goal: int) -> None:
        """Open vacancies from the lowest number up, until there are ``goal`` posts."""
        for worker in self.workers:
            if self.funded_posts < goal and worker.status == Post.UNFUNDED:
                worker.status = Post.VACANT
                self.funded_posts += 1

    def _cut_posts(self, goal: int) -> None:
        """Cut vacant posts, then agency staff, then permanent staff, the newest number first."""
        for status in (Post.VACANT, Post.AGENCY, Post.PERMANENT):
            for worker in reversed(list(self.workers)):
                if self.funded_posts > goal and worker.status == status:
                    self._cut(worker)

    def _cut(self, worker: StreetLevelBureaucrat) -> None:
        """Close a post; who holds it has to go."""
        self.leavers += worker.status == Post.PERMANENT
        if worker.filled:
            worker.leave()
        worker.status = Post.UNFUNDED
        self.funded_posts -= 1

    def _fill_vacancies(self) -> None:
        """Recruit permanent staff after a delay, and let agency staff cover in between."""
        settings, clock = self.settings, self.clock
        speed = settings.recruitment / (settings.recruitment_delay * self.labour_market)
        ending = settings.agency_turnover + speed
        odds = self.agency_market * settings.agency_cover / (1 - settings.agency_cover)
        covering = ending * odds
        for worker in self.workers:
            if worker.status not in (Post.VACANT, Post.AGENCY):
                continue
            draws = worker.draws
            if draws.happens(clock.chance(speed), clock.step, Purpose.RECRUIT):
                if worker.status == Post.AGENCY:
                    worker.leave()
                worker.begin(Post.PERMANENT)
                self.recruits += 1
            elif worker.status == Post.VACANT and draws.happens(
                clock.chance(covering), clock.step, Purpose.AGENCY
            ):
                worker.begin(Post.AGENCY)

    def _pay(self) -> None:
        """Pay staff; what is left of the money for posts may be negative."""
        permanent = sum(worker.status == Post.PERMANENT for worker in self.workers)
        agency = sum(worker.status == Post.AGENCY for worker in self.workers)
        self.payroll = permanent + self.settings.agency_premium * agency
        self.reserve = self.posts_money - self.payroll
