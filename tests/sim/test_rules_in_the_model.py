"""Rules whose exact form shows only in the right week of the right citizen."""

from __future__ import annotations

import numpy as np
import pytest

from sim.citizens.record import OPEN
from sim.workers.rules import early_closing_rate
from sim.world import World
from tests.sim.worlds import BUSY, make, watch


def test_a_referral_within_twelve_months_of_the_last_is_a_re_referral() -> None:
    model = make(world=BUSY, years=3)
    before = watch(model, lambda s: s.citizens["referred_at"].copy(), "seek_help")
    after = watch(
        model,
        lambda s: (s.citizens["referred_at"].copy(), s.managers["re_referrals"].sum()),
        "screen_and_allocate",
    )
    model.run()
    late = 0
    for was, (now, counted) in zip(before, after, strict=True):
        asked = was != now
        assert counted == (asked & (now - was <= 52.0)).sum()
        late += (asked & (now - was > 26.0) & (now - was <= 52.0)).sum()
    assert late > 20


def test_early_closing_rises_with_overload_up_to_twice_the_hours() -> None:
    rates = [early_closing_rate(1.0, 2.0, 0.5, r, 1.0) for r in (0.5, 1.0, 1.5, 2.0, 9.0)]
    assert np.log(rates) == pytest.approx([0.5, 0.5, 1.5, 2.5, 2.5])


def test_interpretations_stay_standard_normal() -> None:
    """Persistence does not make them larger or smaller as time goes by."""
    model = make({"interpretation_memory": 0.7}, world=World.even(200, 1, 1), years=5).run()
    drift = model.state.managers["interpretation"]
    assert drift.std() == pytest.approx(1.0, abs=0.08)
    assert drift.mean() == pytest.approx(0.0, abs=0.1)


def test_only_a_change_of_worker_costs_trust() -> None:
    """With full loss of continuity the first worker costs nothing, the next one everything."""
    model = make({"continuity_loss": 1.0, "exit_base": 2.0, "provider_fragmentation": 0})
    before = watch(
        model, lambda s: s.citizens[["trust", "had_worker", "status"]].copy(), "seek_help"
    )
    after = watch(model, lambda s: s.citizens[["trust", "status"]].copy(), "screen_and_allocate")
    model.run()
    first = again = 0
    for was, now in zip(before, after, strict=True):
        given = (was["status"] != OPEN) & (now["status"] == OPEN)
        new = given & (was["status"] == 2)
        assert (now["trust"][new] == was["trust"][new]).all()
        moved = given & (was["status"] == 3) & (was["had_worker"] == 1)
        assert (now["trust"][moved] == 0).all()
        first += new.sum()
        again += moved.sum()
    assert first > 20
    assert again > 20


def test_norms_begin_at_a_share_of_the_standard_which_newcomers_bring_whole() -> None:
    model = make(
        {"initial_norm": 0.5, "norm_hours": 1.6, "starter_norm_weight": 1.0, "exit_base": 2.0}
    )
    start = model.state.copy()
    assert (start.workers["norm"] == 0.8).all()
    assert (start.workers["time_per_case"] == 0.8).all()
    assert (start.managers["team_norm"] == 0.8).all()
    weeks = watch(
        model,
        lambda s: s.workers["norm"][s.workers["started"] == s.clock[0]["now"]].copy(),
        "fund_posts",
    )
    model.run()
    newcomers = np.concatenate(weeks)
    assert len(newcomers) > 20
    assert (newcomers == 1.6).all()
