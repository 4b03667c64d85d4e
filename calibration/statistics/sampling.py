"""How much of the difference between authorities is chance: few workers, few referrals.

An authority of twelve workers loses two of them in one year and none in the next by chance alone;
in one of two hundred chance hardly shows. The variance by chance is that of independent events:

* a *share* of things that happen one by one (re-referrals among referrals): ``r (1 - r) / n``;
* a *rate* of events (leavers over staff in post): ``r / n``;
* a *level* carried by ``n`` workers or citizens (cases per worker): ``r^2 / n``;

times the *design effect* of the outcome, a number that says how far from independent the things
are (a vacancy lasts for months, so that a year is not 52 looks at it). Design effects are measured:
``python -m calibration.statistics.design_effects``.
"""

from __future__ import annotations

from dataclasses import dataclass
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
    effect
        The design effect.
    memory
        How much of it stays to the next year, as a correlation.
    """

    law: Law
    carrier: Carrier
    effect: float = 1.0
    memory: float = 0.0


CHANCES = MappingProxyType(
    {
        "caseload": Chance("level", "mean"),
        "waiting": Chance("share", "mean"),
        "unserved": Chance("share", "mean"),
        "refused": Chance("share", "events"),
        "timeliness_reported": Chance("share", "events"),
        "timeliness_counted": Chance("share", "events"),
        "experience": Chance("share", "mean"),
        "trust": Chance("share", "mean"),
        "need": Chance("share", "mean"),
        "re_referral": Chance("share", "events"),
        "closed_early": Chance("share", "events"),
        "turnover": Chance("rate", "events"),
        "vacancy": Chance("share", "mean"),
        "agency": Chance("share", "mean"),
        "absence": Chance("share", "mean"),
        "strain": Chance("share", "mean"),
        "redated": Chance("share", "events"),
        "reporting_gap": Chance("share", "events"),
        "recruitment": Chance("rate", "events"),
        "agency_cover": Chance("share", "mean"),
        "work_pressure": Chance("level", "mean"),
        "time_per_case": Chance("level", "mean"),
        "norm": Chance("level", "mean"),
        "relational_share": Chance("share", "mean"),
        "referrals": Chance("rate", "events"),
        "abandoned": Chance("share", "events"),
        "in_need": Chance("share", "mean"),
    }
)
"""How chance enters outcomes; in those that are not named it is left in as simulated."""


def sampling_variance(outcome: Outcome, window: Ledger) -> np.ndarray:
    """Return the variance that chance gives each authority's value, shape (M,).

    Parameters
    ----------
    outcome
        The outcome; in one that is not in ``CHANCES`` chance is left in, so that this is 0.
    window
        The windows over which it is measured.
    """
    chance = CHANCES.get(outcome.name)
    if chance is None:
        return np.zeros(len(window.names))
    return chance.effect * independent_variance(outcome, window)


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
