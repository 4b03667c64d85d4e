"""The pattern of the workforce: P13."""

from __future__ import annotations

from calibration.patterns.laboratory import Laboratory
from calibration.patterns.pattern import Criterion
from calibration.standing import STATISTICS, targets

IDS = ("T01", "T03", "T05", "T07")
_TARGETS = [target for target in targets() if target.id in IDS]

CRITERIA = tuple(
    Criterion(
        target.quantity, target.unit,
        round(target.value - target.tolerance, 9), round(target.value + target.tolerance, 9), 1,
    )
    for target in _TARGETS
)  # fmt: skip


def levels(lab: Laboratory) -> tuple[float, ...]:
    """P13: caseload, turnover, vacancies and absence over the observed years."""
    ledger = lab.run().between()
    return tuple(STATISTICS[target.id](ledger) for target in _TARGETS)
