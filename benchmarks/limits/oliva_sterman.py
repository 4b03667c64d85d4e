"""Oliva and Sterman's quality erosion as difference equations, in plain Python.

After sections 5 and 7 of the ODD (rules 6, 8, 14 and 15); nothing of ``sim`` is imported here. A
worker is a number of cases; citizens are shares.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

Value = np.ndarray | np.float64
"""Of one worker, or of many side by side."""


@dataclass(frozen=True)
class Office:
    """What an office of homogeneous workers is like; times in weeks, rates per week.

    Attributes
    ----------
    hours
        Casework hours of a worker in a week.
    norm
        Hours a week that a case is held to need, at the start.
    elasticity, overtime
        How time per case and hours worked answer to work pressure.
    erosion, recovery
        Time in which the norm falls, and rises, to the time really given.
    strain, overload, relief
        Strain of the work itself, from overload, and its recovery.
    closing, closing_load
        Rate at which cases are closed early, and how it answers to overload.
    onset, asking
        Rate at which needs arise, and chance to ask for help in a week.
    length
        Weeks after which a need has healed.
    """

    hours: float
    norm: float
    elasticity: float = -0.64
    overtime: float = 0.37
    erosion: float = 18.8
    recovery: float = 1000.0
    strain: float = 0.2 / 52
    overload: float = 2.0 / 52
    relief: float = 0.95 / 52
    closing: float = 0.34 / 52
    closing_load: float = 2.0
    onset: float = 0.2 / 52
    asking: float = 0.17
    length: int = 27


@dataclass(frozen=True)
class Week:
    """One week of a worker, or of a column of workers."""

    time: Value
    worked: Value
    norm: Value
    strain: Value
    pressure: Value


def week(office: Office, cases: Value, norm: Value, strain: Value) -> Week:
    """Return what a week with ``cases`` does to a worker of this norm and strain."""
    r = cases * norm / office.hours
    busy = np.maximum(r, 1e-300)
    time = np.where(r > 0, norm * np.minimum(busy**office.elasticity, 2.0), norm)
    longer = np.exp(office.overtime * np.maximum(r - 1, 0) / np.maximum(r, 1))
    delay = np.where(time < norm, office.erosion, office.recovery)
    gain = office.strain + office.overload * np.maximum(r - 1, 0)
    rest = gain / (gain + office.relief)
    return Week(
        time,
        office.hours * np.minimum(longer, 1.6),
        time + (norm - time) * np.exp(-1 / delay),
        rest + (strain - rest) * np.exp(-(gain + office.relief)),
        r,
    )


def mean_field(office: Office, citizens: float, demand: np.ndarray) -> dict[str, np.ndarray]:
    """Return the weeks of an endless office with ``citizens`` per worker under a path of demand.

    Everybody is without a need at the start. Needs arise, are brought forward, and heal after
    ``length`` weeks; a case that is closed early leaves a need that may be brought again.
    """
    idle, unserved, served = citizens, np.zeros(office.length), np.zeros(office.length + 1)
    norm: Value = np.float64(office.norm)
    strain: Value = np.float64(0.2)
    rows = []
    for level in demand:
        new = idle * (1 - math.exp(-office.onset * level))
        healed = unserved[-1]
        unserved = np.concatenate([[new], unserved[:-1]])
        served = np.concatenate([[0.0], served[:-1]])
        asked = office.asking * unserved
        unserved = unserved - asked
        served[:-1] += asked
        cases = served.sum()
        now = week(office, cases, norm, strain)
        overload = float(np.clip(now.pressure - 1, 0, 1))
        early = (1 - math.exp(-office.closing * math.exp(office.closing_load * overload))) * served
        early[-1] = 0.0  # whose need has healed: the case is closed for good
        idle += healed + served[-1] - new
        unserved += early[:-1]
        served = served - early
        served[-1] = 0.0
        rows.append((cases, now.time, norm, now.worked, strain))
        norm, strain = now.norm, now.strain
    names = ("cases", "time_per_case", "norm", "budget_hours", "strain")
    return dict(zip(names, np.array(rows, float).T, strict=True))


def eroded(overload: float, weeks: np.ndarray, elasticity: float, erosion: float) -> np.ndarray:
    """Return norm(t) / norm(0) under a constant load that was ``overload`` times the hours.

    ``u(t) = 1 / (1 + (1 / u0 - 1) exp(-|alpha| t / tau))`` with ``u0 = overload ** alpha``; the
    norm is ``u ** (1 / alpha) / overload`` of what it was.
    """
    start = overload**elasticity
    u = 1 / (1 + (1 / start - 1) * np.exp(-abs(elasticity) * weeks / erosion))
    return np.asarray(u ** (1 / elasticity) / overload)
