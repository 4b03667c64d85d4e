"""Dates, durations and numbers in plain words."""

from __future__ import annotations

import math
from datetime import date, timedelta

from experiments.wording import written

_SMALL = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve",
)  # fmt: skip
_PERIODS = {52: "week", 12: "month"}


def number(count: int) -> str:
    """Return a count in words up to twelve, in digits from there."""
    return _SMALL[count] if 0 <= count < len(_SMALL) else f"{count:,}"


def several(count: int, noun: str) -> str:
    """Return count and noun: ``one week``, ``two weeks``, ``13 weeks``."""
    return f"{number(count)} {noun}{'' if count == 1 else 's'}"


def duration(weeks: float) -> str:
    """Return a duration given in weeks in words: weeks, from two years on years and a half."""
    if weeks < 0.5:
        return "less than a week"
    if weeks < 104:
        return several(math.floor(weeks + 0.5), "week")
    halves = math.floor(weeks / 26 + 0.5)
    return f"about {number(halves // 2)}{' and a half' if halves % 2 else ''} years"


def times(count: int) -> str:
    """Return how often: ``once``, ``twice``, ``three times``; ``never`` for none."""
    return ("never", "once", "twice")[count] if count < 3 else f"{number(count)} times"


def period(steps_per_year: int) -> str:
    """Return what a step of the model is called."""
    return _PERIODS.get(steps_per_year, "step")


def day(year: float) -> str:
    """Return a date given in years: ``3 March 2011``; ``day 62 of year 0`` before the year 1."""
    whole = math.floor(year)
    # Steps are sums of floats: a second of slack keeps them from falling on the day before.
    share = min(year - whole + 1e-7, 1.0)
    if not 1 <= whole <= 9998:
        return f"day {math.floor(share * 365) + 1} of year {whole}"
    first = date(whole, 1, 1)
    found = first + timedelta(days=math.floor(share * (date(whole + 1, 1, 1) - first).days))
    return f"{found.day} {found:%B} {found.year}"


def percent(share: float) -> str:
    """Return a share in whole per cent."""
    return "undefined" if math.isnan(share) else f"{100 * share:.0f} %"


def frequency(share: float) -> str:
    """Return how many of all, in per cent, with a decimal where it is small."""
    if math.isnan(share):
        return "undefined"
    if 0 < share < 0.0005:
        return "under 0.1 %"
    return f"{written(100 * share, 1 if share < 0.1 else 0)} %" if share else "none"


def score(value: float) -> str:
    """Return a value from 0 to 1 with two decimals."""
    return f"{value:.2f}"


def hours(value: float) -> str:
    """Return hours a week, in minutes below two hours."""
    minutes = 5 * math.floor(60 * value / 5 + 0.5)
    return f"{minutes} minutes" if minutes < 120 else f"{written(value, 1)} hours"
