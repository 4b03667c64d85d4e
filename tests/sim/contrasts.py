"""One mechanism off and on in the same world, with the same draws."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from sim.model import PolicyModel
from sim.outcomes import OUTCOMES, outcomes
from tests.sim.worlds import BUSY, make

Measure = Callable[[PolicyModel], float]


@dataclass(frozen=True)
class Contrast:
    """A parameter moved from ``off`` to ``on`` moves a measure up (1) or down (-1)."""

    lever: str
    off: float
    on: float
    measure: str | Measure
    direction: int
    why: str
    setting: Mapping[str, float] = field(default_factory=dict)
    years: float = 3.0

    def values(self) -> tuple[float, float]:
        """Return the measure without and with the mechanism."""
        found = []
        for value in (self.off, self.on):
            model = make({**self.setting, self.lever: value}, world=BUSY, years=self.years).run()
            found.append(_measured(model, self.measure))
        return found[0], found[1]

    @property
    def label(self) -> str:
        """A name for the test."""
        what = self.measure if isinstance(self.measure, str) else self.measure.__name__
        return f"{self.lever}-{'raises' if self.direction > 0 else 'lowers'}-{what}"


def _measured(model: PolicyModel, measure: str | Measure) -> float:
    if callable(measure):
        return float(measure(model))
    if measure in OUTCOMES:
        return outcomes(model.ledger, 0, 99)[measure]
    if measure in (model.ledger.authority.dtype.names or ()):
        return float(model.ledger.authority_total(measure).sum())
    if measure in (model.ledger.domain.dtype.names or ()):
        return float(model.ledger.domain_total(measure).sum())
    part, name = measure.split(".")
    return float(np.mean(getattr(model.state, part)[name]))


def assert_moves(contrast: Contrast) -> None:
    """The mechanism moves the measure in the direction stated."""
    off, on = contrast.values()
    assert contrast.direction * (on - off) > 1e-6 * max(abs(off), abs(on)), (
        f"{contrast.why}: {off:.6g} without, {on:.6g} with"
    )


def available_share(model: PolicyModel) -> float:
    """Casework hours available over contracted hours."""
    total = model.ledger.authority_total
    return float(total("available_hours").sum() / total("contract_hours").sum())


def overtime(model: PolicyModel) -> float:
    """Hours budgeted over hours available in the last week."""
    workers = model.state.workers
    return float(workers["budget_hours"].sum() / workers["available_hours"].sum())


def distance_of_plans(model: PolicyModel) -> float:
    """How far local plans are from the national agenda."""
    ledger = model.ledger
    return float(np.abs(ledger.domain["plan"] - ledger.domain["agenda"]).sum())


def distance_of_reports(model: PolicyModel) -> float:
    """How far reports are from records."""
    m = model.state.managers
    return float(np.abs(m["reported"] - m["recorded_share"]).sum())


def distance_of_beliefs(model: PolicyModel) -> float:
    """How far beliefs are from reports."""
    ledger = model.ledger
    return float(np.abs(ledger.domain["believed"] - ledger.domain["reported"])[1:].sum())


def drift_of_agenda(model: PolicyModel) -> float:
    """How far the agenda has moved from where it began."""
    agenda = model.ledger.domain["agenda"][:, 0] / 13
    return float(np.abs(agenda - agenda[0]).sum())


def gradient_of_grants(model: PolicyModel) -> float:
    """Grant of the most deprived council over that of the least deprived, in multiples."""
    m = model.state.managers
    order = np.argsort(m["initial_deprivation"])
    return float(m["grant"][order[-1]] / m["grant"][order[0]])


def blindness_of_the_index(model: PolicyModel) -> float:
    """How far measured deprivation is from deprivation."""
    m = model.state.managers
    return float(np.abs(m["measured_deprivation"] - m["deprivation"]).sum())


def grant_follows_drift(model: PolicyModel) -> float:
    """Covariance of the grant with the drift that the index has seen."""
    m = model.state.managers
    seen = m["measured_deprivation"] - m["initial_deprivation"]
    return float(np.cov(m["grant"], seen)[0, 1])


def need_gradient(model: PolicyModel) -> float:
    """How much oftener needs arise in the more deprived half of neighbourhoods."""
    places = model.state.neighbourhoods
    poor = places["deprivation"] > np.median(places["deprivation"])
    return float(places["hazard"][poor].mean() / places["hazard"][~poor].mean())


def spread_of_needs(model: PolicyModel) -> float:
    """How unevenly needs arise over neighbourhoods."""
    return float(model.state.neighbourhoods["hazard"].std())


def spread_of_trust(model: PolicyModel) -> float:
    """Standard deviation of trust between citizens."""
    return float(model.state.citizens["trust"].std())


def spread_of_new_cases(model: PolicyModel) -> float:
    """How unevenly unfinished assessments lie on the workers of a team."""
    staffed = model.state.workers["available_hours"] > 0
    return float(model.state.workers["assessing"][staffed].std())


def people_who_left(model: PolicyModel) -> float:
    """People who have left a post, agency staff included."""
    return float(model.state.workers["incarnation"].sum())


def gap_either_way(model: PolicyModel) -> float:
    """How far reported timeliness is from the honest count, in either direction."""
    return abs(outcomes(model.ledger, 0, 99)["reporting_gap"])


def task_part(model: PolicyModel) -> float:
    """Recorded tasks' part of the hours."""
    total = model.ledger.domain_total
    return float(
        total("task_hours").sum() / (total("task_hours") + total("relational_hours")).sum()
    )


def effect_of_an_hour(model: PolicyModel) -> float:
    """Need reduced per hour worked."""
    total = model.ledger.domain_total
    hours = total("task_hours").sum() + total("relational_hours").sum()
    return float(total("change").sum() / hours)


def prevented_per_need(model: PolicyModel) -> float:
    """Deterioration prevented over need."""
    total = model.ledger.domain_total("prevented").sum()
    return float(total / model.ledger.authority_total("need").sum())


def rejected_share(model: PolicyModel) -> float:
    """Encounters rejected over encounters offered."""
    total = model.ledger.authority_total
    return float(total("rejected").sum() / total("seen").sum())


def money_per_head(model: PolicyModel) -> float:
    """Payroll over staff."""
    total = model.ledger.authority_total
    return float(total("payroll").sum() / (total("permanent") + total("agency")).sum())


def drift_of_preferences(model: PolicyModel) -> float:
    """How far residents' preferences are from needs."""
    m = model.state.managers
    return float(np.abs(m["preference"] - m["need_profile"]).sum())


def drift_of_deprivation(model: PolicyModel) -> float:
    """How far deprivation is from where it began."""
    m = model.state.managers
    return float(np.abs(m["deprivation"] - m["initial_deprivation"]).sum())


def movement_of_plans(model: PolicyModel) -> float:
    """How much plans move from quarter to quarter."""
    return float(np.abs(np.diff(model.ledger.domain["plan"], axis=0)).sum())


def movement_of_experience(model: PolicyModel) -> float:
    """Spread of recent experience between those in need."""
    citizens = model.state.citizens
    return float(citizens["experience"][citizens["need"] > 0].std())


def spread_of_orientation(model: PolicyModel) -> float:
    """Spread of citizen orientation between workers."""
    return float(model.state.workers["orientation"].std())
