"""Observed linkage on chains whose statistics are known."""

from __future__ import annotations

import math

import numpy as np
import pytest

from experiments.levers.association import STATISTICS, association, mutual_information
from experiments.levers.observed import HOPS, PAIRS, associations, observed_linkage
from experiments.stations import NAMES

HOP = 0.8
COUNCILS = 300


def chain(seed: int, common: float = 0.0, councils: int = COUNCILS) -> np.ndarray:
    """Return a Gaussian Markov chain over cells, shape (8, M, 5), every hop correlated by HOP.

    ``common`` is the weight of something that all links share beside the chain.
    """
    draws = np.random.default_rng(seed)
    shape = councils, 5
    links = [draws.normal(size=shape)]
    for _ in NAMES[1:]:
        links.append(HOP * links[-1] + math.sqrt(1 - HOP**2) * draws.normal(size=shape))
    shared = draws.normal(size=shape)
    return np.array([10.0 + link + common * shared for link in links])


def test_the_hops_of_a_known_chain_are_recovered() -> None:
    found = observed_linkage([associations(chain(seed)) for seed in range(6)])
    for source, target in HOPS:
        statistics = found.pair(source, target).statistics
        error = (1 - HOP**2) / math.sqrt(6 * 5 * COUNCILS)
        assert statistics["correlation"].mean == pytest.approx(HOP, abs=5 * error)
        assert statistics["slope"].mean == pytest.approx(HOP, abs=0.02)
        # Means are 10 throughout, so the slope is the same per cent for per cent.
        assert statistics["proportional_slope"].mean == pytest.approx(HOP, abs=0.02)
        rank = 2 / math.pi * math.asin(HOP)
        assert statistics["rank_agreement"].mean == pytest.approx(rank, abs=0.02)
    # Of a single estimate from 1,500 cells the standard deviation is 0.027; here are 42.
    nats = [found.pair(*hop).statistics["mutual_information"].mean for hop in HOPS]
    assert np.mean(nats) == pytest.approx(-0.5 * math.log(1 - HOP**2), abs=0.02)


def test_end_to_end_a_gaussian_chain_is_the_product_of_its_hops() -> None:
    street, whole = observed_linkage([associations(chain(seed)) for seed in range(6)]).ends
    for ends, hops in ((street, 3), (whole, 7)):
        assert ends.product.mean == pytest.approx(HOP**hops, abs=0.02)
        assert ends.end_to_end.mean == pytest.approx(HOP**hops, abs=0.03)
        assert abs(ends.difference.mean) < 0.02


def test_what_the_ends_share_beside_the_chain_shows_as_a_difference() -> None:
    found = observed_linkage([associations(chain(seed, common=1.0)) for seed in range(6)])
    for ends in found.ends:
        assert ends.difference.sign == 1
    # With weight 1 half of every variance is shared: hops of (0.8 + 1) / 2.
    hop = (HOP + 1) / 2
    assert found.ends[1].product.mean == pytest.approx(hop**7, abs=0.03)
    assert found.ends[1].end_to_end.mean == pytest.approx((HOP**7 + 1) / 2, abs=0.03)


def test_the_slope_has_the_units_of_its_links() -> None:
    x = np.linspace(1.0, 3.0, 20)
    found = association(x, 5.0 + 10.0 * x, ("a", "b"))
    assert (found.correlation, found.slope) == pytest.approx((1.0, 10.0))
    assert found.proportional_slope == pytest.approx(10.0 * 2.0 / 25.0)
    assert found.rank_agreement == pytest.approx(1.0)


def test_independent_links_tell_nothing_of_each_other() -> None:
    draws = np.random.default_rng(3)
    found = [mutual_information(*draws.normal(size=(2, 300))) for _ in range(20)]
    assert abs(np.mean(found)) < 0.02


def test_information_does_not_depend_on_units_or_direction() -> None:
    x, y = np.random.default_rng(4).normal(size=(2, 200))
    y = x + y
    there = mutual_information(x, y)
    assert mutual_information(y, x) == pytest.approx(there)
    assert mutual_information(np.exp(3 * x), 100 * y**3) == pytest.approx(there)


def test_a_link_of_few_values_is_told_by_what_depends_on_it() -> None:
    """A national priority has as many values as there are domains: ties, and no error."""
    draws = np.random.default_rng(5)
    x = np.repeat(np.arange(4.0), 100)
    assert mutual_information(x, x + 1e-3 * draws.normal(size=400)) == pytest.approx(
        math.log(4), abs=0.1
    )
    assert mutual_information(x, draws.normal(size=400)) == pytest.approx(0.0, abs=0.06)


@pytest.mark.parametrize(
    ("first", "second", "reason"),
    [
        (np.full(20, 0.3), np.arange(20.0), "planned is the same in every cell"),
        (np.arange(20.0), np.full(20, 0.3), "enacted is the same in every cell"),
        (np.arange(5.0), np.arange(5.0), "only 5 cells have both links"),
        (np.full(20, math.nan), np.arange(20.0), "only 0 cells have both links"),
    ],
)
def test_undefined_is_said_with_its_reason(
    first: np.ndarray, second: np.ndarray, reason: str
) -> None:
    found = association(first, second, ("planned", "enacted"))
    assert found.reason == reason
    assert all(math.isnan(getattr(found, name)) for name in STATISTICS)


def test_cells_without_a_value_are_left_out() -> None:
    x = np.arange(20.0)
    y = np.where(x < 12, x**2, math.nan)
    assert association(x, y, ("a", "b")).cells == 12


def test_what_is_undefined_in_some_replicates_is_counted() -> None:
    whole, flat = chain(1, councils=20), chain(2, councils=20)
    flat[NAMES.index("recorded")] = 0.5
    found = observed_linkage([associations(whole), associations(flat), associations(chain(3))])
    seen = found.pair("felt", "recorded").statistics["correlation"]
    assert (seen.count, seen.undefined) == (2, 1)
    assert seen.reason == "undefined in 1 of 3 replicates: recorded is the same in every cell"
    assert found.pair("felt", "believed").statistics["correlation"].undefined == 0
    street, _ = found.ends
    assert (street.product.undefined, street.end_to_end.undefined) == (1, 0)
    assert "recorded is the same" in street.difference.reason
    assert len(found.pairs) == len(PAIRS)
