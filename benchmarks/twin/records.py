"""The way back up: tasks become records, records an indicator, the indicator a report. Rule 17."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from benchmarks.twin.arithmetic import DOMAIN_COUNT, ROUNDING, between, by_domain, positive
from benchmarks.twin.case import NEVER, Task
from benchmarks.twin.draws import Purpose

if TYPE_CHECKING:
    from benchmarks.twin.citizen import Citizen

FIRST_REPORT = 0.85
"""Share on time that everybody believes before anything has been recorded."""

LONGEST_DURATION = 26
"""Weeks from which on all durations of assessments are counted together."""


class Records:
    """The part of a local manager that keeps records and reports.

    Attributes
    ----------
    caught
        Memory of having been caught re-dating, 0-1.
    finished, finished_on_time
        Tasks finished in this step, by domain; truly on time.
    recorded, redated, assessments, assessments_on_time, assessments_counted_on_time, durations
        Records made in this step; re-dated; of assessments; on time by the record; truly so;
        assessments by the weeks they took.
    finished_count, counted_on_time, record_count, record_on_time, recent_redated
        The same of the last year, fading.
    counted, recorded_share, report_error, reported
        Honest share on time, share by the record, error of the report, report.
    reports
        What was reported in each step so far.
    """

    def set_up_records(self) -> None:
        """Begin without records; everybody believes the first report."""
        self.caught = 0.0
        self.recent_redated = 0.0
        self.finished_count, self.counted_on_time = by_domain(), by_domain()
        self.record_count, self.record_on_time = by_domain(), by_domain()
        self.counted, self.recorded_share = by_domain(FIRST_REPORT), by_domain(FIRST_REPORT)
        self.report_error, self.reported = by_domain(), by_domain(FIRST_REPORT)
        self.reports: list[list[float]] = []
        self._start_counts_of_step()

    def _start_counts_of_step(self) -> None:
        self.finished, self.finished_on_time = [0] * DOMAIN_COUNT, [0] * DOMAIN_COUNT
        self.recorded = self.redated = 0
        self.assessments = self.assessments_on_time = self.assessments_counted_on_time = 0
        self.durations = [0] * LONGEST_DURATION

    def record_and_report(self) -> None:
        """Put finished tasks on record, some of them re-dated, and report a share by domain."""
        self.caught = self.clock.moved(self.caught, 0.0, self.settings.sanction_memory)
        self._start_counts_of_step()
        self._let_counts_fade()
        window = self._redating_window()
        for citizen in self.citizens:
            if citizen.finished != Task.NONE:
                self._record(citizen, window)
        self._report()

    def _let_counts_fade(self) -> None:
        """Let a step pass over the counts of the last year."""
        fading = self.clock.fading
        self.recent_redated *= fading
        for counts in (
            self.finished_count, self.counted_on_time, self.record_count, self.record_on_time,
        ):  # fmt: skip
            for k in range(DOMAIN_COUNT):
                counts[k] *= fading

    def _redating_window(self) -> float:
        """Return by how many weeks a missed deadline is still re-dated: as far as it pays.

        A record re-dated earns the pressure it relieves, beyond what the manager bears without;
        moving it costs the sanction to be expected, and the manager's conscience.
        """
        settings = self.settings
        gain = positive(self.pressure - settings.redating_reluctance * self.integrity)
        sanction = (settings.audit_rate + self.caught) * settings.sanction
        conscience = settings.integrity * self.integrity
        return (math.sqrt(sanction**2 + 2 * conscience * gain) - sanction) / conscience

    def _record(self, citizen: Citizen, window: float) -> None:
        """Count one finished task honestly, and put it on record as the authority does."""
        k = citizen.domain
        late = citizen.task_finished - citizen.task_due
        on_time = late <= ROUNDING
        self.finished[k] += 1
        self.finished_on_time[k] += on_time
        self.finished_count[k] += 1
        self.counted_on_time[k] += on_time
        arrives, said = self._what_is_said(citizen, on_time)
        redated = arrives and not said and ROUNDING < late <= window
        if arrives:
            self.recorded += 1
            self.redated += redated
            self.recent_redated += redated
            self.record_count[k] += 1
            self.record_on_time[k] += said or redated
            if citizen.finished == Task.ASSESSMENT:
                moved_by = late if redated else 0.0
                self._record_assessment(citizen, on_time, said or redated, moved_by)
        citizen.task_due = citizen.task_finished + self.settings.review_interval_weeks
        citizen.finished = Task.NONE
        citizen.task_finished = NEVER

    def _what_is_said(self, citizen: Citizen, on_time: bool) -> tuple[bool, bool]:
        """Return whether the record arrives, and whether it says on time: providers may err."""
        if citizen.had_worker:
            return True, on_time
        settings, step, draws = self.settings, self.clock.step, citizen.draws
        arrives = draws.happens(settings.provider_completeness, step, Purpose.PROVIDER_RECORD)
        if draws.happens(settings.provider_record_error, step, Purpose.PROVIDER_ERROR):
            return arrives, draws.happens(0.5, step, Purpose.PROVIDER_TIMELINESS)
        return arrives, on_time

    def _record_assessment(
        self, citizen: Citizen, on_time: bool, said: bool, moved_by: float
    ) -> None:
        """Count an assessment on record, and by the weeks it took according to the record."""
        self.assessments += 1
        self.assessments_on_time += said
        self.assessments_counted_on_time += on_time
        weeks = citizen.task_finished - citizen.referred_at - moved_by
        self.durations[between(0, math.ceil(weeks - ROUNDING) - 1, LONGEST_DURATION - 1)] += 1

    def _report(self) -> None:
        """Report each domain's share, with an error that persists for about a year."""
        settings = self.settings
        analytics = self.analytics_money / (settings.analytics_share * self.base_budget)
        error_size = (
            settings.report_noise
            * max(analytics, 0.05) ** -settings.report_noise_elasticity
            * (1 - 0.5 * settings.digital_measurement)
        )
        memory = self.clock.fading
        for k in range(DOMAIN_COUNT):
            fresh = self.draws.normal(self.clock.step, Purpose.REPORT_NOISE, k)
            self.report_error[k] *= memory
            self.report_error[k] += math.sqrt(1 - memory**2) * fresh
            if self.finished_count[k] > 1e-6:
                self.counted[k] = self.counted_on_time[k] / self.finished_count[k]
            if self.record_count[k] > 1e-6:
                self.recorded_share[k] = self.record_on_time[k] / self.record_count[k]
            error = error_size * self.report_error[k]
            self.reported[k] = between(0.0, self.recorded_share[k] + error, 1.0)
        self.reports.append(list(self.reported))
