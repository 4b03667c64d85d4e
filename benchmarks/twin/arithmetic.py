"""Formulas that many rules use. ODD, conventions at the top."""

from __future__ import annotations

import math

from sim.declaration import DOMAINS

DOMAIN_COUNT = len(DOMAINS)
"""Care, housing, employment, health and education."""

WEEKS_PER_YEAR = 52


ROUNDING = 1.0e-9
"""Difference below which a week, a task or a deadline counts as reached."""


def to_nine_digits(value: float) -> int:
    """Return the value in units of 1e-9: what is equal but for rounding is equal."""
    return math.floor(value / ROUNDING + 0.5)


def positive(value: float) -> float:
    """Return the value, or 0 where it is negative: ``[x]+`` in the ODD."""
    return max(value, 0.0)


def between(low: float, value: float, high: float) -> float:
    """Return the value, cut to ``low`` .. ``high``."""
    return min(max(value, low), high)


def logistic(log_odds: float) -> float:
    """Return the probability that has these log odds."""
    return 1.0 / (1.0 + math.exp(-log_odds))


def log_odds(probability: float) -> float:
    """Return the log odds of a probability."""
    return math.log(probability / (1.0 - probability))


def diminishing(hours: float, half_effect_hours: float) -> float:
    """Return the effect of hours, 0-1: a half of it at ``half_effect_hours``, ever less beyond."""
    return hours / (hours + half_effect_hours)


def effect_of_hours(hours: float, half_effect_hours: float) -> float:
    """Return the effect of casework hours, 0-1: next to nothing while they are few."""
    return hours**2 / (hours**2 + half_effect_hours**2)


def by_domain(value: float = 0.0) -> list[float]:
    """Return a list with ``value`` for each domain."""
    return [value] * DOMAIN_COUNT


def shares(weights: list[float]) -> list[float]:
    """Return the weights scaled so that they add up to 1."""
    total = sum(weights)
    return [weight / total for weight in weights]
