"""The links of the thread that are counted per person in need, against what each week shows."""

from __future__ import annotations

import numpy as np
import pytest

from sim.citizens.record import NOT_SEEN, OPEN, WITH_PROVIDER, WITHOUT_NEED
from sim.declaration import DOMAINS
from sim.linkage import LINKS, link_sums, link_values, pooled_links
from sim.state import State
from tests.sim.worlds import BUSY, make, watch

ENACTED = LINKS.index("enacted")


def _hours_and_people(state: State) -> np.ndarray:
    """Return the hours given this week, and the people in need, per authority and domain."""
    citizens = state.citizens
    authority = state.neighbourhoods["authority"][citizens["neighbourhood"]]
    cell = authority * len(DOMAINS) + citizens["domain"]
    served = (citizens["status"] == WITH_PROVIDER) | (
        (citizens["status"] == OPEN) & (citizens["contact"] != NOT_SEEN)
    )
    hours = np.where(served, citizens["task_hours"] + citizens["relational_hours"], 0.0)
    shape = (len(state.managers), len(DOMAINS))
    return np.array(
        [
            np.bincount(cell, weights, np.prod(shape)).reshape(shape)
            for weights in (hours, citizens["status"] != WITHOUT_NEED)
        ]
    )


@pytest.mark.parametrize("steps_per_year", [52, 12])
def test_hours_enacted_are_those_given_per_year_that_somebody_is_in_need(
    steps_per_year: int,
) -> None:
    """Providers' hours count too, and people in need whom nobody serves."""
    model = make(
        {"provider_fragmentation": 0.3}, world=BUSY, years=1, steps_per_year=steps_per_year
    )
    weeks = watch(model, _hours_and_people, "experience_encounter")
    model.run()
    hours, people = np.sum(weeks, axis=0)
    hours, people = hours * 52 / steps_per_year, people / steps_per_year
    np.testing.assert_allclose(link_sums(model.ledger, 0, 1)[ENACTED], [hours, people])
    np.testing.assert_allclose(link_values(model.ledger, 0, 1)[ENACTED], hours / people)
    pooled = hours.sum(axis=0) / people.sum(axis=0)
    np.testing.assert_allclose(pooled_links(model.ledger, 0, 1)[ENACTED], pooled)
    assert hours.min() > 0


def test_hours_for_nobody_are_undefined_and_not_none() -> None:
    model = make({"demand": 0.0, "initial_in_need": 0.0}, years=0.25).run()
    assert np.isnan(link_values(model.ledger, 0, 0.25)[ENACTED]).all()
