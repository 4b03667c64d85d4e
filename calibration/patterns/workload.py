"""Patterns of workload and time: P1, P3, P15, P16, P17."""

from __future__ import annotations

from math import log

from calibration.patterns.laboratory import START, Bench, Trial
from sim.changes import Change

PULSE_YEARS = 0.5
"""Twenty-six weeks."""


def time_against_load(lab: Bench) -> tuple[float, ...]:
    """P1: d ln(time per case) / d ln(caseload), in the first year of a lasting rise in demand."""
    before = lab.run()
    after = lab.run(None, Change("demand", START, factor=1.5))
    change = {
        name: log(after.outcome(name, START, START + 1) / before.outcome(name, START, START + 1))
        for name in ("time_per_case", "caseload")
    }
    return (change["time_per_case"] / change["caseload"],)


def norm_after_pulse(lab: Bench) -> tuple[float, ...]:
    """P3: the norm four years after a pulse of demand, over what it would have been."""
    pulse = Change("demand", START + 0.5, factor=1.2, end=START + 0.5 + PULSE_YEARS)
    later = START + 0.5 + PULSE_YEARS + 4.0
    norms = [
        trial.outcome("norm", later, later + 0.5) for trial in (lab.run(None, pulse), lab.run())
    ]
    return (norms[0] / norms[1],)


def outcome_per_hour(trial: Trial, start: float, end: float) -> float:
    """Return need reduced or held per hour of casework by own workers."""
    ledger = trial.between(start, end)
    achieved = sum(float(ledger.domain_total(name).sum()) for name in ("change", "prevented"))
    return achieved / trial.total("worked_hours", start, end)


def boost_of_staff(lab: Bench) -> tuple[float, ...]:
    """P15: outcome per hour after a sudden boost of staff, at once and later, in % of without."""
    boosted = lab.run(
        None,
        Change("establishment", START, value=1.25),
        Change("recruitment", START, value=5.0, end=START + 1.0),
    )
    without = lab.run()
    return tuple(
        100.0 * (outcome_per_hour(boosted, a, b) / outcome_per_hour(without, a, b) - 1.0)
        for a, b in ((START, START + 0.5), (START + 3.0, START + 6.0))
    )


def relational_share(lab: Bench) -> tuple[float, ...]:
    """P16: direct contact, % of contracted hours."""
    return (lab.run().outcome("relational_share"),)


def failure_demand(lab: Bench) -> tuple[float, ...]:
    """P17: re-referral, in points, when staff have a sixth more hours for the same cases."""
    more = lab.run(None, Change("contract_hours", START, factor=7 / 6))
    start, end = START + 2.0, START + 6.0
    change = more.outcome("re_referral", start, end) - lab.run().outcome("re_referral", start, end)
    return (change,)
