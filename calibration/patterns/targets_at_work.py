"""Patterns of targets: P5, P6, P7, P8, P20, P21."""

from __future__ import annotations

from calibration.patterns.laboratory import START, YEARS, Bench
from calibration.statistics import Statistic

STAKES = "accountability_stakes"
_BUNCHING = Statistic("bunching(45)")


def _reporting_gap(lab: Bench, stakes: float) -> float:
    return lab.run({STAKES: stakes}).outcome("reporting_gap")


def reported_ahead(lab: Bench) -> tuple[float, ...]:
    """P5: assessments on time as reported less those truly so, in points, at stakes 1 and 0.

    What people who use the service report of its timeliness is the honest count of it.
    """
    return _reporting_gap(lab, 1.0), _reporting_gap(lab, 0.0)


def bunching_at_the_deadline(lab: Bench) -> tuple[float, ...]:
    """P6: assessments on record in the week before the deadline over the week after it."""
    observed = START, START + YEARS
    trials = lab.run(), lab.run({STAKES: 0.0})
    return tuple(_BUNCHING.value(trial.ledger, observed) for trial in trials)


def counted_timeliness(lab: Bench) -> tuple[float, ...]:
    """P7: assessments truly on time, in points, from no stakes to those of the baseline."""
    with_stakes, without = lab.run(), lab.run({STAKES: 0.0})
    return (with_stakes.outcome("timeliness_counted") - without.outcome("timeliness_counted"),)


def help_by_targets(lab: Bench) -> tuple[float, ...]:
    """P8: experience, in points, from no stakes to full ones, by validity of the measure."""
    return tuple(
        lab.run({STAKES: 1.0, "measure_validity": validity}).outcome("experience")
        - lab.run({STAKES: 0.0, "measure_validity": validity}).outcome("experience")
        for validity in (0.9, 0.1)
    )


def ratchet(lab: Bench) -> tuple[float, ...]:
    """P20: assessments truly on time, in points, from no ratchet to a full one."""
    full, without = lab.run({"target_ratchet": 1.0}), lab.run({"target_ratchet": 0.0})
    return (full.outcome("timeliness_counted") - without.outcome("timeliness_counted"),)


def audit(lab: Bench) -> tuple[float, ...]:
    """P21: re-dated records, in points, and casework hours, in %, from no audits to one a year."""
    audited, without = (lab.run({STAKES: 1.0, "audit_rate": rate}) for rate in (1.0, 0.0))
    hours = [
        trial.total("available_hours") / trial.total("contract_hours")
        for trial in (audited, without)
    ]
    redated = audited.outcome("redated") - without.outcome("redated")
    return redated, 100.0 * (hours[0] / hours[1] - 1.0)
