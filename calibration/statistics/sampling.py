"""How much of the difference between authorities is chance: few workers, few referrals.

An authority of twelve workers loses two of them in one year and none in the next by chance alone;
in one of two hundred chance hardly shows. The variance by chance is that of independent events:

* a *share* of things that happen one by one (re-referrals among referrals): ``r (1 - r) / n``;
* a *rate* of events (leavers over staff in post): ``r / n``;
* a *level* carried by ``n`` workers or citizens (cases per worker): ``r^2 / n``;

times the *design effect* of the outcome, a number that says how far from independent the things
are (a vacancy lasts for months, so that a year is not 52 looks at it). Design effects are measured,
and so is how chance in one outcome goes with chance in another, or with its own a year later:
``python -m calibration.statistics.measuring_chance``.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal

import numpy as np

from sim.ledger import Ledger
from sim.outcomes import Outcome

Law = Literal["share", "rate", "level"]
Carrier = Literal["events", "mean"]


@dataclass(frozen=True)
class Chance:
    """How chance enters an outcome.

    Attributes
    ----------
    law
        The law of the variance; see the module.
    carrier
        What ``n`` is: the events in the outcome's denominator, or, for stocks that the ledger sums
        over steps, their mean number.
    """

    law: Law
    carrier: Carrier


_EVENTS = Chance("share", "events")
_STOCK = Chance("share", "mean")
_RATE = Chance("rate", "events")
_LEVEL = Chance("level", "mean")

CHANCES = MappingProxyType(
    {
        "caseload": _LEVEL, "waiting": _STOCK, "unserved": _STOCK, "refused": _EVENTS,
        "timeliness_reported": _EVENTS, "timeliness_counted": _EVENTS, "experience": _STOCK,
        "trust": _STOCK, "need": _STOCK, "re_referral": _EVENTS, "closed_early": _EVENTS,
        "turnover": _RATE, "vacancy": _STOCK, "agency": _STOCK, "absence": _STOCK,
        "strain": _STOCK, "work_pressure": _LEVEL, "time_per_case": _LEVEL, "norm": _LEVEL,
        "relational_share": _STOCK, "recruitment": _RATE, "agency_cover": _STOCK,
        "referrals": _RATE, "abandoned": _EVENTS, "in_need": _STOCK,
    }
)  # fmt: skip
"""How chance enters outcomes; in those that are not named it is left in as simulated."""


@cache
def design_effects() -> Mapping[str, float]:
    """Return the design effect of every outcome in ``CHANCES``."""
    return {row["outcome"]: float(row["effect"]) for row in _rows("design_effects.csv")}


@cache
def _correlations() -> Mapping[tuple[str, str], tuple[float, float]]:
    return {
        (row["outcome"], row["other"]): (float(row["same_year"]), float(row["next_year"]))
        for row in _rows("chance_correlations.csv")
    }


def _rows(name: str) -> list[dict[str, str]]:
    text = files("calibration").joinpath(f"statistics/{name}").read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))


def chance_correlation(outcome: str, other: str, lag: int) -> float | None:
    """Return how chance in one outcome goes with chance in another some years later.

    Parameters
    ----------
    outcome, other
        Names of outcomes.
    lag
        Years; what was measured over one year is carried on by the memory of ``other``.

    Returns
    -------
    float or None
        A correlation; None where it was not measured.
    """
    measured = _correlations()
    if (outcome, other) not in measured:
        return None
    same, following = measured[outcome, other]
    memory = max(measured[other, other][1], 0.0)
    return same if lag == 0 else following * memory ** (lag - 1)


def sampling_variance(outcome: Outcome, window: Ledger) -> np.ndarray:
    """Return the variance that chance gives each authority's value, shape (M,).

    Parameters
    ----------
    outcome
        The outcome; in one that is not in ``CHANCES`` chance is left in, so that this is 0.
    window
        The windows over which it is measured.
    """
    if outcome.name not in CHANCES:
        return np.zeros(len(window.names))
    return design_effects()[outcome.name] * independent_variance(outcome, window)


def independent_variance(outcome: Outcome, window: Ledger) -> np.ndarray:
    """Return what the variance by chance would be if all events were independent, shape (M,)."""
    chance = CHANCES[outcome.name]
    n = outcome.below(window)
    if chance.carrier == "mean":
        n = n / np.maximum(window.authority_total("steps"), 1.0)
    r = outcome.national(window) / outcome.scale
    spread = {"share": abs(r) * max(1.0 - abs(r), 0.0), "rate": r, "level": r * r}[chance.law]
    with np.errstate(divide="ignore", invalid="ignore"):
        each = spread / n
    return np.asarray(np.where(n > 0, outcome.scale**2 * each, np.nan))


def staff_in_post(window: Ledger) -> float:
    """Return the mean number of workers of an authority."""
    steps = window.authority_total("steps").sum()
    staff = window.authority_total("permanent").sum() + window.authority_total("agency").sum()
    return float(staff / steps) if steps > 0 else 0.0
