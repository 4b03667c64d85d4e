"""The pattern of the workforce: P13."""

from __future__ import annotations

from calibration.patterns.laboratory import START, YEARS, Bench
from calibration.patterns.pattern import Criterion
from calibration.targets import read_targets, shipped

IDS = ("T01", "T03", "T05", "T07")
_TARGETS = [target for target in read_targets(shipped("england_children")) if target.id in IDS]

CRITERIA = tuple(
    Criterion(
        target.quantity, target.unit,
        round(target.low, 9), round(target.high, 9), 1,
    )
    for target in _TARGETS
)  # fmt: skip


def levels(lab: Bench) -> tuple[float, ...]:
    """P13: caseload, turnover, vacancies and absence over the observed years."""
    ledger = lab.run().ledger
    return tuple(target.of(ledger, START, YEARS) for target in _TARGETS)
