"""Yearly rates turned into what happens in a step, so that results converge as it shrinks."""

import math

from sim.compiled import compiled


@compiled
def chance_within(rate, years):  # type: ignore[no-untyped-def]
    """Return the probability that something of yearly rate ``rate`` happens within ``years``.

    ``1 - exp(-rate * years)``, so that results converge as the step shrinks.
    """
    return 1.0 - math.exp(-rate * years)


@compiled
def chance_in_step(chance_in_year, dt):  # type: ignore[no-untyped-def]
    """Return the probability in a step of ``dt`` years of what has this chance in a year."""
    return 1.0 - (1.0 - chance_in_year) ** dt


@compiled
def switching_chance(there, back, years):  # type: ignore[no-untyped-def]
    """Return the probability of being in the other of two states after ``years``.

    ``there / (there + back) * (1 - exp(-(there + back) years))``, exact for any step, with the
    yearly rates of going there and of coming back.
    """
    both = there + back
    if both <= 0.0:
        return 0.0
    return there / both * (1.0 - math.exp(-both * years))


@compiled
def moved(value, goal, years, delay):  # type: ignore[no-untyped-def]
    """Return ``value`` after moving towards ``goal`` with time constant ``delay`` (0: at once)."""
    if delay <= 0.0:
        return goal
    return goal + (value - goal) * math.exp(-years / delay)


@compiled
def saturated(level, gain, loss, years):  # type: ignore[no-untyped-def]
    """Return a level after a step of ``d level = gain (1 - level) - loss level``, all 0-1.

    The law of strain, fear and goal understanding; ``gain`` and ``loss`` are yearly rates.
    """
    total = gain + loss
    if total <= 0.0:
        return level
    rest = gain / total
    return rest + (level - rest) * math.exp(-total * years)


@compiled
def fading(years):  # type: ignore[no-untyped-def]
    """Return what is left after ``years`` of a count that fades over one year."""
    return math.exp(-years)
