"""Outcomes that a council or a ministry would recognise, computed from the ledger.

Each follows the definition of the official statistic that it stands for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

import numpy as np

from sim.ledger import Ledger


@dataclass(frozen=True)
class Outcome:
    """One outcome: a ratio of two sums of the ledger.

    Attributes
    ----------
    name, label
        Name in tables and files, and in print.
    unit
        Unit of the value.
    better
        Which way is better, for the citizen or the team; "neither" where it depends.
    decimals
        Digits after the point in print.
    meaning
        Definition in one sentence.
    above, below
        Sums (per authority) whose ratio, times ``scale``, is the value.
    """

    name: str
    label: str
    unit: str
    better: Literal["higher", "lower", "neither"]
    decimals: int
    meaning: str
    above: Callable[[Ledger], np.ndarray]
    below: Callable[[Ledger], np.ndarray]
    scale: float = 1.0

    def by_authority(self, ledger: Ledger) -> np.ndarray:
        """Return the value per authority, shape (M,); NaN where the denominator is 0."""
        return np.asarray(self.scale * _ratio(self.above(ledger), self.below(ledger)))

    def national(self, ledger: Ledger, rows: Sequence[int] | None = None) -> float:
        """Return the value over all authorities, or those in ``rows``; NaN when undefined."""
        some = slice(None) if rows is None else list(rows)
        above, below = self.above(ledger)[some].sum(), self.below(ledger)[some].sum()
        return float(_ratio(above, below)) * self.scale


def _ratio(above: np.ndarray, below: np.ndarray) -> np.ndarray:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(below > 0, np.divide(above, below), np.nan))


def _sum(*columns: str) -> Callable[[Ledger], np.ndarray]:
    """Return the function that sums columns of the authority ledger over windows."""
    return lambda ledger: np.asarray(sum(ledger.authority_total(column) for column in columns))


def _domain(column: str, *more: str) -> Callable[[Ledger], np.ndarray]:
    """Return the function that sums columns of the domain ledger over windows and domains."""
    return lambda ledger: np.asarray(
        sum(ledger.domain_total(name).sum(axis=1) for name in (column, *more))
    )


def _vacancies(ledger: Ledger) -> np.ndarray:
    return np.asarray(ledger.authority_total("funded") - ledger.authority_total("permanent"))


def _permanent_years(ledger: Ledger) -> np.ndarray:
    total = ledger.authority_total
    return np.asarray(total("permanent") * _ratio(total("years"), total("steps")))


def _gap(ledger: Ledger) -> np.ndarray:
    """Return reported minus honestly counted assessments on time."""
    total = ledger.authority_total
    return np.asarray(total("assessments_on_time") - total("assessments_counted_on_time"))


_STAFF = _sum("permanent", "agency")
_PERCENT = 100.0

_TABLE = (
    Outcome("caseload", "Caseload", "cases per worker", "lower", 1,
            "Open cases per case-holding worker in post, agency staff included.",
            _sum("open_cases"), _STAFF),
    Outcome("waiting", "Waiting", "% of those in need", "lower", 1,
            "Citizens in need who are accepted and wait for a worker.",
            _sum("waiting"), _sum("in_need"), _PERCENT),
    Outcome("unserved", "In need, unserved", "% of those in need", "lower", 1,
            "Citizens in need who neither wait nor are served.",
            _sum("unserved"), _sum("in_need"), _PERCENT),
    Outcome("refused", "Refused", "% of referrals", "lower", 1,
            "Referrals refused at the front door.",
            _sum("refused"), _sum("referrals"), _PERCENT),
    Outcome("timeliness_reported", "Timeliness, reported", "% of assessments", "higher", 1,
            "Assessments on time, as the authorities record them.",
            _sum("assessments_on_time"), _sum("assessments"), _PERCENT),
    Outcome("timeliness_counted", "Timeliness, counted", "% of assessments", "higher", 1,
            "The same assessments, honestly counted.",
            _sum("assessments_counted_on_time"), _sum("assessments"), _PERCENT),
    Outcome("experience", "Experience", "0-100", "higher", 1,
            "Mean experience of everybody in need, served or not.",
            _sum("felt"), _sum("experiencing"), _PERCENT),
    Outcome("trust", "Trust", "0-100", "higher", 1,
            "Mean trust of all citizens in the service.",
            _sum("trust"), _sum("citizens"), _PERCENT),
    Outcome("need", "Need", "0-100", "lower", 1,
            "Mean need of all citizens, those without need counted as 0.",
            _sum("need"), _sum("citizens"), _PERCENT),
    Outcome("re_referral", "Re-referral", "% of referrals", "lower", 1,
            "Referrals within 12 months of the same citizen's last referral.",
            _sum("re_referrals"), _sum("referrals"), _PERCENT),
    Outcome("closed_early", "Closed early", "% of closures", "lower", 1,
            "Cases closed although the need was not met.",
            _sum("closed_early"), _sum("closed_early", "resolved"), _PERCENT),
    Outcome("turnover", "Staff turnover", "% per year", "lower", 1,
            "Permanent leavers per year over permanent staff in post.",
            _sum("leavers"), _permanent_years, _PERCENT),
    Outcome("vacancy", "Vacancy", "% of posts", "neither", 1,
            "Funded posts not filled by permanent staff; it falls, too, when posts are cut.",
            _vacancies, _sum("funded"), _PERCENT),
    Outcome("agency", "Agency staff", "% of staff", "lower", 1,
            "Staff in post who are agency staff.",
            _sum("agency"), _STAFF, _PERCENT),
    Outcome("absence", "Sickness absence", "% of staff", "lower", 1,
            "Staff off sick.",
            _sum("absent"), _STAFF, _PERCENT),
    Outcome("strain", "Strain", "0-100", "lower", 1,
            "Mean strain of staff.",
            _sum("strain"), _STAFF, _PERCENT),
    Outcome("work_pressure", "Work pressure", "ratio", "lower", 2,
            "Required over available hours of workers with cases.",
            _sum("work_pressure"), _sum("present_with_cases")),
    Outcome("time_per_case", "Time per case", "hours per week", "higher", 2,
            "Hours given to a case that is seen.",
            _sum("time_per_case"), _sum("present_with_cases")),
    Outcome("norm", "Norm of time per case", "hours per week", "higher", 2,
            "Hours per case that workers hold to be right.",
            _sum("norm"), _STAFF),
    Outcome("relational_share", "Relational time", "% of hours", "higher", 1,
            "Contracted hours spent with citizens.",
            _sum("relational_hours"), _sum("contract_hours"), _PERCENT),
    Outcome("threshold", "Eligibility threshold", "0-1", "lower", 2,
            "Need below which a referral is refused.",
            _sum("threshold"), _sum("steps")),
    Outcome("pressure", "Pressure of the targets", "0-1", "lower", 2,
            "Pressure that the targets exert on teams.",
            _sum("pressure"), _sum("steps")),
    Outcome("redated", "Re-dated records", "% of records", "lower", 1,
            "Records moved to just before their deadline.",
            _sum("redated"), _sum("recorded"), _PERCENT),
    Outcome("reporting_gap", "Reported minus counted", "points", "lower", 1,
            "Assessments on time as reported, less those honestly counted.",
            _gap, _sum("assessments"), _PERCENT),
    Outcome("funded_posts", "Funded posts", "per council", "neither", 1,
            "Posts in the establishment, per council.",
            _sum("funded"), _sum("steps")),
    Outcome("need_reduced", "Need reduced or held", "per year and 100 in need", "higher", 1,
            "Need reduced plus deterioration prevented by casework.",
            _domain("change", "prevented"),
            lambda ledger: _sum("in_need")(ledger) * _step_years(ledger), _PERCENT),
)  # fmt: skip


def _step_years(ledger: Ledger) -> np.ndarray:
    """Return the length of a step in years, per authority."""
    return _ratio(ledger.authority_total("years"), ledger.authority_total("steps"))


OUTCOMES: Mapping[str, Outcome] = MappingProxyType({outcome.name: outcome for outcome in _TABLE})
"""All outcomes by name, in the order of tables."""


def outcomes(
    ledger: Ledger, start: float, end: float, rows: Sequence[int] | None = None
) -> dict[str, float]:
    """Return every national outcome over the windows from ``start`` to ``end``.

    Parameters
    ----------
    ledger
        The ledger of a run.
    start, end
        Calendar years; windows that start from ``start`` on and before ``end`` count.
    rows
        Rows of the authorities to count; None for all.

    Returns
    -------
    dict
        Value per outcome; NaN where it is undefined (no cases, no staff, ...).
    """
    window = ledger.between(start, end)
    return {name: outcome.national(window, rows) for name, outcome in OUTCOMES.items()}


def outcome_series(ledger: Ledger) -> dict[str, np.ndarray]:
    """Return every outcome per window and authority, arrays of shape (W, M)."""
    count = len(ledger.window_start)
    windows = [
        Ledger(
            ledger.window_start[w : w + 1],
            ledger.authority[w : w + 1],
            ledger.domain[w : w + 1],
            ledger.names,
        )
        for w in range(count)
    ]
    return {
        name: np.array([outcome.by_authority(window) for window in windows])
        for name, outcome in OUTCOMES.items()
    }
