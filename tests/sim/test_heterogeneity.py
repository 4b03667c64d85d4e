"""What lastingly tells one authority from another."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import spearmanr

from sim.ledger import Ledger
from sim.model import PolicyModel
from sim.outcomes import OUTCOMES
from sim.world import World

SPREADS = {
    "agency_spread": ("agency_market", "agency cover"),
    "demand_spread": ("local_demand", "caseload"),
    "closing_spread": ("closing_habit", "closed_early"),
    "pace_spread": ("pace_habit", "timeliness_counted"),
    "labour_market_spread": ("labour_market", "turnover"),
}
ALIKE = dict.fromkeys(SPREADS, 0.0)
VACANT = {"agency_cover": 0.6, "exit_base": 0.5}
"""Enough vacancies for the cover of each authority to be seen."""


def finished(**parameters: float) -> PolicyModel:
    world = World.even(16, posts=16)
    return PolicyModel(world, parameters={**ALIKE, **parameters}, years=2, burn_in_years=1).run()


def observed(ledger: Ledger, outcome: str) -> np.ndarray:
    if outcome == "agency cover":
        funded, permanent = ledger.authority_total("funded"), ledger.authority_total("permanent")
        return np.asarray(ledger.authority_total("agency") / (funded - permanent))
    return OUTCOMES[outcome].by_authority(ledger)


@pytest.mark.parametrize(("spread", "multiple", "outcome"),
                         [(name, *what) for name, what in SPREADS.items()])  # fmt: skip
def test_each_spread_orders_authorities_by_its_outcome(
    spread: str, multiple: str, outcome: str
) -> None:
    model = finished(**(VACANT if spread == "agency_spread" else {}), **{spread: 0.6})
    habits = model.state.managers[multiple]
    assert np.ptp(np.log(habits)) > 0.6
    assert spearmanr(habits, observed(model.ledger, outcome)).statistic > 0.6


def test_without_spread_all_have_the_same() -> None:
    managers = finished().state.managers
    for multiple, _ in SPREADS.values():
        assert (managers[multiple] == 1.0).all()
