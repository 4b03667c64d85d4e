"""Quantities beside the outcomes of the model: what official figures need and the ledger gives."""

from __future__ import annotations

from types import MappingProxyType

import numpy as np

from calibration.statistics.quantity import Deprivation, Quantity, Ratio
from sim.ledger import Ledger
from sim.outcomes import OUTCOMES, Outcome


def _total(column: str, ledger: Ledger) -> np.ndarray:
    return ledger.authority_total(column)


def _person_years(column: str, ledger: Ledger) -> np.ndarray:
    """Return a column that is summed over steps, in years instead of steps."""
    steps = ledger.authority_total("steps")
    return np.asarray(
        ledger.authority_total(column) * ledger.authority_total("years") / np.maximum(steps, 1.0)
    )


def _cells(column: str, ledger: Ledger) -> np.ndarray:
    return np.asarray(ledger.domain_total(column).sum(axis=1))


def _cell_steps(ledger: Ledger) -> np.ndarray:
    return np.asarray(ledger.authority_total("steps") * ledger.domain["reported"].shape[2])


def _vacancies(ledger: Ledger) -> np.ndarray:
    return np.asarray(ledger.authority_total("funded") - ledger.authority_total("permanent"))


def _staff(ledger: Ledger) -> np.ndarray:
    return np.asarray(ledger.authority_total("permanent") + ledger.authority_total("agency"))


_MORE = (
    Outcome("agency_cover", "Vacancies covered by agency staff", "% of vacancies", "neither", 1,
            "Agency staff in post over funded posts not filled by permanent staff.",
            lambda ledger: _total("agency", ledger), _vacancies, 100.0),
    Outcome("recruitment", "Starters", "% per year", "neither", 1,
            "Permanent starters per year over permanent staff in post.",
            lambda ledger: _total("recruits", ledger),
            lambda ledger: _person_years("permanent", ledger), 100.0),
    Outcome("posts", "Funded posts", "per council", "neither", 1,
            "Mean number of funded posts.",
            lambda ledger: _total("funded", ledger), lambda ledger: _total("steps", ledger)),
    Outcome("staff", "Workers in post", "per council", "neither", 1,
            "Mean number of workers in post, agency staff included.",
            _staff, lambda ledger: _total("steps", ledger)),
    Outcome("funding", "Funding per head", "posts' cost per 1,000 citizens and year", "neither", 1,
            "Budget in constant money (the cost of a post for a year) over citizens.",
            lambda ledger: _total("budget", ledger),
            lambda ledger: _person_years("citizens", ledger), 1000.0),
    Outcome("referrals", "Referrals", "per 100 citizens and year", "neither", 1,
            "Referrals per year over citizens.",
            lambda ledger: _total("referrals", ledger),
            lambda ledger: _person_years("citizens", ledger), 100.0),
    Outcome("abandoned", "Gave up waiting", "% of referrals", "lower", 1,
            "Citizens who gave up waiting, over referrals.",
            lambda ledger: _total("abandoned", ledger),
            lambda ledger: _total("referrals", ledger), 100.0),
    Outcome("in_need", "In need", "% of citizens", "neither", 1,
            "Citizens with a need.",
            lambda ledger: _total("in_need", ledger),
            lambda ledger: _total("citizens", ledger), 100.0),
    Outcome("knowledge", "Knowledge", "0-100", "higher", 1, "Mean knowledge of staff.",
            lambda ledger: _total("knowledge", ledger), _staff, 100.0),
    Outcome("goal", "Understanding of goals", "0-100", "higher", 1,
            "Mean understanding of goals among staff.",
            lambda ledger: _total("goal", ledger), _staff, 100.0),
    Outcome("audits", "Audits", "per council and year", "neither", 2, "Audits begun in a year.",
            lambda ledger: _total("audits", ledger), lambda ledger: _total("years", ledger)),
    Outcome("audit_interval", "Years between audits", "years", "neither", 2,
            "Years observed over audits begun.",
            lambda ledger: _total("years", ledger), lambda ledger: _total("audits", ledger)),
    Outcome("on_time_counted_tasks", "Tasks on time, counted", "% of tasks", "higher", 1,
            "Tasks of any kind finished by their deadline, honestly counted.",
            lambda ledger: _cells("finished_on_time", ledger),
            lambda ledger: _cells("finished", ledger), 100.0),
    Outcome("reported", "Reported", "% of tasks", "higher", 1,
            "Share on time that authorities report to the centre, mean over domains.",
            lambda ledger: _cells("reported", ledger), _cell_steps, 100.0),
    Outcome("believed", "Believed", "% of tasks", "higher", 1,
            "Share on time that the centre believes, mean over domains.",
            lambda ledger: _cells("believed", ledger), _cell_steps, 100.0),
)  # fmt: skip

NAMED: MappingProxyType[str, Outcome] = MappingProxyType(
    {**OUTCOMES, **{outcome.name: outcome for outcome in _MORE}}
)
"""Everything with a name that is a ratio of two sums of the ledger."""

DEPRIVATION = "deprivation"

QUANTITIES: MappingProxyType[str, Quantity] = MappingProxyType(
    {**{name: Ratio(outcome) for name, outcome in NAMED.items()}, DEPRIVATION: Deprivation()}
)
"""Every quantity with a plain name."""
