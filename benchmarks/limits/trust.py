"""Trust under encounters that are good at random: the engine against its stationary mean."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from benchmarks.limits.bare import bare, fresh, one_council, open_all
from benchmarks.limits.check import Panel, Series, mean_of
from sim.citizens.record import NOT_SEEN, SEEN
from sim.draws import Purpose
from sim.model import PolicyModel
from sim.state import State

GAIN, LOSS = 0.9, 1.4
"""Yearly rates at which trust is won and lost."""
SHARES = (0.1, 0.3, 0.5, 0.7, 0.9)
CITIZENS, YEARS = 4000, 30.0


def mean_trust(good: np.ndarray) -> np.ndarray:
    """Return ``p eta+ / (p eta+ + (1 - p) eta-)`` with the week's chances of both rates."""
    gain, loss = (1 - np.exp(-rate / 52) for rate in (GAIN, LOSS))
    return np.asarray(good * gain / (good * gain + (1 - good) * loss))


def encounters(good: float, citizens: int, years: float, replicate: int = 0) -> PolicyModel:
    """Return a model in which all are seen to full content with chance ``good``, or kept waiting.

    The surprise is a half in either direction, since nobody's expectation moves.
    """
    model = bare(
        ("experience_encounter",),
        {
            "expectation_rate": 0, "neighbour_pull": 0, "waiting_experience": 0,
            "trust_gain": GAIN, "trust_loss": LOSS, "respect_hours": 0.01,
        },
        one_council(1, citizens), years=years, replicate=replicate,
    )  # fmt: skip
    open_all(model.state)
    model.state.case_list[:] = np.arange(citizens)
    model.state.managers["listed"] = citizens
    people = model.state.citizens
    people["expectation"] = 0.5
    people["relational_hours"] = 1e9
    people["progress"] = 1.0

    def meet(state: State) -> None:
        lucky = fresh(state, Purpose.REJECT) < good
        state.citizens["contact"] = np.where(lucky, SEEN, NOT_SEEN)

    model.week.insert("meet", meet, before="experience_encounter")
    return model


def measure(
    shares: Sequence[float] = SHARES, citizens: int = CITIZENS, years: float = YEARS
) -> Panel:
    """Compare mean trust after so many years that the start is forgotten."""
    found = [
        mean_of(encounters(good, citizens, years, place).run().state.citizens["trust"])
        for place, good in enumerate(shares)
    ]
    engine, error = np.array(found).T
    x, fine = np.array(shares), np.linspace(0.02, 0.98, 60)
    return Panel(
        "Trust, encounters good at random",
        "Encounters are good with chance `p`, each for itself: mean trust settles at "
        "`p eta+ / (p eta+ + (1 - p) eta-)`.",
        "share of good encounters",
        "mean trust",
        (Series("mean trust", x, engine, mean_trust(x), error, 0.0, tuple(range(len(x))),
                (fine, mean_trust(fine))),),
        "share {x:.1f}",
    )  # fmt: skip
