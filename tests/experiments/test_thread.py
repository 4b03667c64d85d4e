"""The thread on synthetic runs whose elasticities are known."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest

from experiments.intervals import Estimate
from experiments.result import Result
from experiments.stations import NAMES
from experiments.thread import Thresholds, differences, elasticity, measure
from sim.declaration import DOMAINS
from sim.errors import InputError
from sim.linkage import LINKS

Maker = Callable[..., Result]
BROKEN_AT_THE_DESK = (1.0, 0.8, 0.08, 0.06, 0.05, 0.4, 0.36, 0.3)
SOUND = (1.0, 0.9, 0.8, 0.72, 0.65, 0.6, 0.55, 0.5)


def test_the_stations_are_the_links_of_the_model() -> None:
    assert NAMES == LINKS


def test_the_elasticity_is_the_relative_change_per_relative_change_of_the_priority() -> None:
    before = np.full((8, 5), 0.5)
    after = before.copy()
    after[:, 2] *= 1.1 ** np.arange(1.0, 0.2, -0.1)
    assert elasticity(before, after, 2) == pytest.approx(np.arange(1.0, 0.2, -0.1))


def test_other_domains_do_not_count() -> None:
    before = np.full((8, 5), 0.5)
    after = before * np.array([1.1, 9.0, 9.0, 9.0, 9.0])
    assert elasticity(before, after, 0) == pytest.approx(np.ones(8))


def test_a_lever_without_a_domain_is_its_own_first_link() -> None:
    before = np.full((8, 5), 0.5)
    after = before.copy()
    after[1:] *= math.exp(0.1)
    assert elasticity(before, after, None, 0.2) == pytest.approx([1.0] + [0.5] * 7)


@pytest.mark.parametrize("value", [0.0, -0.1, math.nan])
def test_a_link_without_a_positive_value_is_undefined_not_zero(value: float) -> None:
    before = np.full((8, 5), 0.5)
    after = before * 1.1
    before[3, 1] = value
    found = elasticity(before, after, 1)
    assert np.flatnonzero(np.isnan(found)).tolist() == [3]


def test_a_lever_that_did_not_move_leaves_everything_undefined() -> None:
    before = np.full((8, 5), 0.5)
    after = before.copy()
    after[1:] *= 1.1
    assert np.isnan(elasticity(before, after, 0)).all()


@pytest.mark.parametrize(
    ("low", "high", "state"),
    [
        (1.01, 1.4, "amplified"),
        (0.61, 1.4, "whole"),
        (0.61, 0.9, "whole"),
        (0.3, 0.55, "frayed"),
        (-0.1, 0.2, "broken"),
        (0.5, 0.7, "undetermined"),
        (0.2, 0.3, "undetermined"),
        (0.1, 0.9, "undetermined"),
        (math.nan, math.nan, "undetermined"),
    ],
)
def test_the_state_follows_from_where_the_interval_lies(
    low: float, high: float, state: str
) -> None:
    assert Thresholds().state(Estimate(0.4, low, high, 10)) == state


def test_thresholds_out_of_order_are_refused() -> None:
    with pytest.raises(InputError, match=r"whole = 0\.2"):
        Thresholds(whole=0.2, broken=0.6)


def test_the_first_break_and_the_weakest_link_are_found(synthetic: Maker) -> None:
    result = synthetic(truths=(SOUND, BROKEN_AT_THE_DESK), noise=0.005)
    sound, broken = result.thread.values()
    assert sound.first_break is None
    assert broken.first_break is not None
    assert broken.first_break.name == "planned -> enacted"
    assert broken.weakest_link is broken.first_break
    assert [hop.state for hop in sound.hops] == ["whole"] * 7


def test_elasticities_and_bypass_are_recovered_within_their_intervals(synthetic: Maker) -> None:
    thread = synthetic(truths=(SOUND, BROKEN_AT_THE_DESK)).thread["austerity"]
    truth = dict(zip(NAMES, BROKEN_AT_THE_DESK, strict=True))
    for link in thread.links[1:]:
        # Seven 95 % intervals: twice their half width leaves no room for chance.
        half = link.elasticity.high - link.elasticity.mean
        assert abs(link.elasticity.mean - truth[link.name]) < 2 * half
    assert thread.bypass.low < 0.4 - 0.05 < thread.bypass.high
    assert thread.bypass.sign == 1


def test_each_domain_has_the_replicates_that_moved_it(synthetic: Maker) -> None:
    thread = synthetic(replicates=12).thread["england"]
    by_domain = thread.links[1].by_domain
    assert {name: each.count for name, each in by_domain.items()} == dict(
        zip(DOMAINS, (3, 3, 2, 2, 2), strict=True)
    )


def test_what_cannot_be_told_from_nothing_leaves_the_next_hop_undetermined() -> None:
    draws = np.random.default_rng(7)
    table = draws.normal(0.0, 0.2, (12, 8))
    table[:, 0] = 1.0
    thread = measure("a", "A", table, [0] * 12, Thresholds())
    assert thread.hops[1].state == "undetermined"
    assert "not clearly above 0" in thread.hops[1].reason


def test_undefined_replicates_are_reported_with_their_reason() -> None:
    table = np.tile(np.array(SOUND), (6, 1)) + np.arange(6)[:, None] * 0.001
    table[2, 3] = math.nan
    link = measure("a", "A", table, [0] * 6, Thresholds()).links[3].elasticity
    assert (link.count, link.undefined) == (5, 1)
    assert "1 of 6" in link.reason


def test_one_replicate_determines_nothing(synthetic: Maker) -> None:
    thread = synthetic(replicates=1).thread["austerity"]
    assert {hop.state for hop in thread.hops} == {"undetermined"}
    assert thread.weakest_link is None
    assert all("one replicate" in hop.reason for hop in thread.hops)


def test_differences_are_paired(synthetic: Maker) -> None:
    result = synthetic(truths=(SOUND, BROKEN_AT_THE_DESK))
    change = differences(*result.thread.values())["enacted"]
    assert change.low < 0.08 - 0.8 < change.high
    assert change.sign == -1
