"""The ledger: sums over the steps of a quarter, by authority and by domain. ODD section 8."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from benchmarks.twin.arithmetic import DOMAIN_COUNT
from benchmarks.twin.citizen import Status
from benchmarks.twin.worker import Post

if TYPE_CHECKING:
    from benchmarks.twin.manager import LocalManager
    from benchmarks.twin.worker import StreetLevelBureaucrat

Sums = Counter[str]

COUNTS_OF_STEP = (
    "referrals", "re_referrals", "refused", "abandoned", "allocated", "resolved", "closed_early",
    "leavers", "recruits", "threshold", "pressure", "workload", "audits", "recorded", "redated",
    "assessments", "assessments_on_time", "assessments_counted_on_time",
)  # fmt: skip
"""What is added up as the manager has it."""

MONEY = (
    "budget", "payroll", "training_money", "analytics_money", "contract_money", "reserve",
)  # fmt: skip
"""What is added up times the length of the step in years."""

BY_DOMAIN = (
    "plan", "task_hours", "relational_hours", "change", "prevented", "in_need", "finished",
    "finished_on_time", "reported", "believed",
)  # fmt: skip
"""What is added up by domain as the manager has it."""


class Ledger:
    """What has been observed; no agent reads it.

    Attributes
    ----------
    authorities
        Sums by (quarter, name of the authority).
    domains
        Sums by (quarter, name of the authority, domain).
    durations
        Assessments on record by the weeks they took, by (quarter, name of the authority).
    """

    def __init__(self) -> None:
        self.authorities: dict[tuple[int, str], Sums] = {}
        self.domains: dict[tuple[int, str, int], Sums] = {}
        self.durations: dict[tuple[int, str], list[int]] = {}

    def take_down(self, manager: LocalManager) -> None:
        """Add the step of one authority to the present quarter."""
        place = (manager.clock.quarter, manager.name)
        sums = self.authorities.setdefault(place, Counter())
        self._add_manager(sums, manager)
        for worker in manager.workers:
            self._add_post(sums, worker)
            if worker.filled:
                self._add_worker(sums, worker)
        self._add_citizens(sums, manager)
        for k in range(DOMAIN_COUNT):
            self._add_domain(self.domains.setdefault((*place, k), Counter()), manager, k)
        before = self.durations.get(place, [0] * len(manager.durations))
        self.durations[place] = [sum(pair) for pair in zip(before, manager.durations, strict=True)]

    def _add_manager(self, sums: Sums, manager: LocalManager) -> None:
        years = manager.clock.years
        sums["steps"] += 1
        sums["years"] += years
        for name in COUNTS_OF_STEP:
            sums[name] += getattr(manager, name)
        for name in MONEY:
            sums[name] += getattr(manager, name) * years

    def _add_post(self, sums: Sums, worker: StreetLevelBureaucrat) -> None:
        """Add what became of a post's week, also when the person has just left."""
        weeks = worker.clock.weeks
        sums["funded"] += worker.status != Post.UNFUNDED
        sums["seen"] += worker.seen
        sums["rejected"] += worker.rejected
        sums["available_hours"] += worker.available_hours * weeks
        sums["worked_hours"] += (worker.task_hours + worker.relational_hours) * weeks
        sums["relational_hours"] += worker.relational_hours * weeks

    def _add_worker(self, sums: Sums, worker: StreetLevelBureaucrat) -> None:
        """Add somebody in post at the end of the step."""
        sums["permanent"] += worker.status == Post.PERMANENT
        sums["agency"] += worker.status == Post.AGENCY
        sums["contract_hours"] += worker.settings.contract_hours * worker.clock.weeks
        for name in ("absent", "strain", "norm", "knowledge", "goal"):
            sums[name] += getattr(worker, name)
        if worker.available_hours > 0 and worker.listed > 0:
            sums["present_with_cases"] += 1
            sums["work_pressure"] += worker.work_pressure
            sums["time_per_case"] += worker.time_per_case

    def _add_citizens(self, sums: Sums, manager: LocalManager) -> None:
        standing = Counter(citizen.status for citizen in manager.citizens)
        sums["citizens"] += len(manager.citizens)
        sums["in_need"] += len(manager.citizens) - standing[Status.WITHOUT_NEED]
        sums["unserved"] += standing[Status.UNSERVED]
        sums["waiting"] += standing[Status.WAITING]
        sums["open_cases"] += standing[Status.OPEN]
        sums["provider_cases"] += standing[Status.WITH_PROVIDER]
        sums["need"] += sum(citizen.need for citizen in manager.citizens)
        sums["trust"] += sum(citizen.trust for citizen in manager.citizens)
        sums["felt"] += sum(manager.felt_sum)
        sums["experiencing"] += sum(manager.in_need)

    def _add_domain(self, sums: Sums, manager: LocalManager, k: int) -> None:
        centre = manager.model.centre
        sums["agenda"] += centre.agenda[k]
        sums["target"] += centre.target[k]
        for name in BY_DOMAIN:
            sums[name] += getattr(manager, name)[k]
        sums["felt"] += manager.felt_sum[k]
        funded = manager.funded_posts + manager.contract_money
        hours = funded * manager.hours_of_a_post * manager.clock.weeks
        sums["planned_hours"] += manager.plan[k] * hours
