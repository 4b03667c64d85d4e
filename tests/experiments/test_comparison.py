"""Paired differences and what they are said to mean."""

from __future__ import annotations

import math

import pytest
from scipy import stats

from experiments.comparison import HEADLINE, Comparison, compare
from sim.outcomes import OUTCOMES, Outcome


def _compare(
    before: list[float], after: list[float], name: str = "caseload"
) -> tuple[Comparison, ...]:
    declared: dict[str, Outcome] = {name: OUTCOMES[name]}
    return compare(declared, [{name: each} for each in before], [{name: each} for each in after])


def test_the_difference_is_paired_not_pooled() -> None:
    before, after = [1.0, 5.0, 9.0], [1.4, 5.5, 9.6]
    (row,) = _compare(before, after)
    assert row.difference is not None
    paired = stats.ttest_rel(after, before).confidence_interval()
    assert (row.difference.low, row.difference.high) == pytest.approx((paired.low, paired.high))
    assert row.verdict == "worse"


@pytest.mark.parametrize(
    ("name", "shift", "verdict"),
    [
        ("caseload", 1.0, "worse"),
        ("caseload", -1.0, "better"),
        ("trust", 1.0, "better"),
        ("trust", -1.0, "worse"),
        ("funded_posts", 1.0, "higher"),
        ("funded_posts", -1.0, "lower"),
    ],
)
def test_the_verdict_knows_which_way_is_better(name: str, shift: float, verdict: str) -> None:
    before = [1.0, 2.0, 3.0]
    (row,) = _compare(before, [each + shift + each / 100 for each in before], name)
    assert row.verdict == verdict


def test_an_interval_around_zero_is_no_clear_difference() -> None:
    (row,) = _compare([1.0, 2.0, 3.0], [2.0, 1.0, 3.5])
    assert row.verdict == "unclear"


def test_an_undefined_replicate_is_said() -> None:
    (row,) = _compare([1.0, 2.0, 3.0], [2.0, math.nan, 4.0])
    assert row.difference is not None
    assert (row.difference.count, row.difference.undefined) == (2, 1)
    assert row.note == "undefined in 1 of 3 replicates of the scenario"


def test_one_replicate_is_undetermined_and_says_so() -> None:
    (row,) = _compare([1.0], [2.0])
    assert row.verdict == "undetermined"
    assert "one replicate" in row.note


def test_the_headline_outcomes_exist() -> None:
    assert set(HEADLINE) <= set(OUTCOMES)
