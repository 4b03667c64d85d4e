"""Who counts as coming back, and how many are closed early: exact, through the stages."""

from __future__ import annotations

import math

import numpy as np
import pytest

from benchmarks.limits.bare import bare, one_council, open_all
from sim.citizens.record import ASKING, NEVER, OPEN, UNSERVED, WAITING


def test_exactly_those_referred_within_52_weeks_are_re_referrals() -> None:
    """The fifty-second week still counts, the fifty-third does not, nor does a first referral."""
    gaps = np.array([1, 25, 26, 27, 51, 52, 53, 104, NEVER], float)
    model = bare(("screen_and_allocate",), {"initial_in_need": 0}, one_council(3, len(gaps)))
    model.run_for(60)
    citizens = model.state.citizens
    citizens["status"] = ASKING
    citizens["need"] = 0.9
    citizens["referred_at"] = np.where(gaps == NEVER, NEVER, 60.0 - gaps)
    model.step()
    assert model.state.managers["referrals"][0] == len(gaps)
    assert model.state.managers["re_referrals"][0] == 6
    assert (citizens["referred_at"] == 60.0).all()


@pytest.mark.parametrize("pressure", [0.5, 1.0, 1.5, 2.0, 3.0])
def test_cases_are_closed_early_at_the_rate_of_the_load_up_to_twice_the_hours(
    pressure: float,
) -> None:
    """A quarter in which every worker has ``pressure`` times the hours of work."""
    base, gain, posts, cases = 0.6, 2.0, 40, 100
    hours = 37 * (1 - 0.12 - 0.35)
    model = bare(
        ("plan_week", "close_cases"),
        {
            "early_closing": base, "closing_load": gain, "accountability_stakes": 0,
            "recording_burden": 0.35, "support_hours_share": 0, "stories_heard": 0,
            "norm_hours": pressure * hours / cases,
        },
        one_council(posts, posts * cases), steps_per_year=4,
    )  # fmt: skip
    open_all(model.state)
    model.step()
    chance = 1 - math.exp(-base * math.exp(gain * min(max(pressure - 1, 0), 1)) / 4)
    error = math.sqrt(chance * (1 - chance) / (posts * cases))
    closed = int((model.state.citizens["status"] == UNSERVED).sum())
    assert closed / (posts * cases) == pytest.approx(chance, abs=4 * error)
    assert model.state.managers["closed_early"][0] == closed


def test_the_first_worker_costs_no_trust_and_the_second_its_share() -> None:
    """Two groups wait; only those whom a worker has held before lose trust when they are given."""
    model = bare(
        ("screen_and_allocate",),
        {"continuity_loss": 0.3, "provider_fragmentation": 0, "allocation_ceiling": 3,
         "patience": 10, "urgent_need": 0},
        one_council(10, 40),
    )  # fmt: skip
    citizens = model.state.citizens
    citizens["status"] = WAITING
    citizens["need"] = 0.8
    citizens["trust"] = 0.5
    citizens["had_worker"] = np.arange(40) % 2
    model.step()
    given = citizens["status"] == OPEN
    held = np.arange(40) % 2 == 1
    assert (given & held).sum() > 10
    assert (given & ~held).sum() > 10
    assert citizens["trust"][given & held] == pytest.approx(0.35)
    assert (citizens["trust"][~given | ~held] == 0.5).all()
    assert (citizens["had_worker"][given] == 1).all()
