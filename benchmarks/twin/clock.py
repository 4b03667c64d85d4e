"""The time, and what can happen within one step of it. ODD, conventions and section 3."""

from __future__ import annotations

import math

from benchmarks.twin.arithmetic import WEEKS_PER_YEAR


class Clock:
    """What every agent can see of the time.

    Attributes
    ----------
    years, weeks
        Length of a step in years, and in weeks.
    step
        Steps taken before this one, from the start of the burn-in.
    now
        Weeks since the start of the burn-in.
    years_run
        Whole years since the start of the burn-in.
    new_year
        True in the first step of each such year.
    observed
        True once the burn-in is over.
    quarter
        Quarters of a year since the start of the burn-in: the row of the ledger.
    date
        Date of the step on the calendar.
    """

    def __init__(self, steps_per_year: int, burn_in_years: float, first_year: float) -> None:
        self.steps_per_year = steps_per_year
        self.burn_in_steps = round(burn_in_years * steps_per_year)
        self.first_year = first_year
        self.years = 1 / steps_per_year
        self.weeks = WEEKS_PER_YEAR / steps_per_year
        self.set_to(0)

    def set_to(self, step: int) -> None:
        """Begin step number ``step``."""
        self.step = step
        self.now = step * self.weeks
        self.years_run = step // self.steps_per_year
        self.new_year = step % self.steps_per_year == 0
        self.observed = step >= self.burn_in_steps
        self.quarter = step // (self.steps_per_year // 4)
        self.date = self.first_year + (step - self.burn_in_steps) / self.steps_per_year

    def chance(self, yearly_rate: float) -> float:
        """Return the chance that something of this yearly rate happens within a step."""
        return 1.0 - math.exp(-yearly_rate * self.years)

    def moved(self, value: float, goal: float, delay_in_years: float) -> float:
        """Return the value after a step of following a goal with this delay (at once if 0)."""
        if delay_in_years <= 0:
            return goal
        return goal + (value - goal) * math.exp(-self.years / delay_in_years)

    def saturated(self, level: float, gain: float, loss: float) -> float:
        """Return a level between 0 and 1 after a step of gaining on what is missing and losing.

        The solution of ``d level = gain (1 - level) - loss level``, both yearly rates.
        """
        total = gain + loss
        if total <= 0:
            return level
        rest = gain / total
        return rest + (level - rest) * math.exp(-total * self.years)

    def switched(self, there: float, back: float) -> float:
        """Return the chance of being in the other of two states after a step.

        ``there`` is the yearly rate of going, ``back`` that of coming back.
        """
        both = there + back
        return there / both * (1.0 - math.exp(-both * self.years)) if both > 0 else 0.0

    @property
    def fading(self) -> float:
        """What a step leaves of a count that fades over one year."""
        return math.exp(-self.years)
