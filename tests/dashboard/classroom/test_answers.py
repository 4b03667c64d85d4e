"""Judging answers: by the interval, never by the mean."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.classroom.answers import Answer, directions, right_answer, size_of, sizes
from experiments.intervals import Estimate, mean_interval

ends = st.floats(-50, 50, allow_nan=False)
margins = st.floats(0.01, 20, allow_nan=False)


def between(low: float, high: float, mean: float | None = None) -> Estimate:
    return Estimate((low + high) / 2 if mean is None else mean, low, high, 10)


@settings(deadline=None)
@given(ends, ends, margins)
def test_an_answer_is_right_only_where_the_whole_interval_lies(
    one: float, other: float, within: float
) -> None:
    low, high = sorted((one, other))
    found = between(low, high)
    rises, same, falls = directions(within)
    assert (rises.verdict(found) == "supported") == (low > within)
    assert (falls.verdict(found) == "supported") == (high < -within)
    assert (same.verdict(found) == "supported") == (-within <= low and high <= within)
    assert (rises.verdict(found) == "contradicted") == (high <= within)
    assert (falls.verdict(found) == "contradicted") == (low >= -within)


@settings(deadline=None)
@given(ends, ends, ends, ends, margins)
def test_the_mean_decides_nothing(
    one: float, other: float, mean: float, another: float, within: float
) -> None:
    low, high = sorted((one, other))
    for answer in directions(within):
        verdicts = {answer.verdict(between(low, high, value)) for value in (mean, another)}
        assert len(verdicts) == 1


@settings(deadline=None)
@given(ends, ends, margins)
def test_at_most_one_direction_is_right_and_then_all_others_are_wrong(
    one: float, other: float, within: float
) -> None:
    found = between(*sorted((one, other)))
    verdicts = [answer.verdict(found) for answer in directions(within)]
    assert verdicts.count("supported") <= 1
    if "supported" in verdicts:
        assert verdicts.count("contradicted") == 2
    else:
        # An interval over an edge leaves both sides of it open.
        assert verdicts.count("undetermined") >= 2


@settings(deadline=None)
@given(st.lists(ends, min_size=3, max_size=8), margins, margins)
def test_a_wider_interval_never_turns_wrong_into_right(
    values: list[float], within: float, wider: float
) -> None:
    found = mean_interval(values)
    wide = between(found.low - wider, found.high + wider, found.mean)
    for answer in directions(within):
        if answer.verdict(wide) != "undetermined":
            assert answer.verdict(wide) == answer.verdict(found)


def test_without_an_interval_nothing_is_decided() -> None:
    alone = mean_interval([7.0])
    assert {answer.verdict(alone) for answer in directions(1)} == {"undetermined"}
    assert right_answer(directions(1), alone) is None


@settings(deadline=None)
@given(ends, ends)
def test_a_size_is_the_distance_from_zero(one: float, other: float) -> None:
    low, high = sorted((one, other))
    size = size_of(between(low, high))
    assert 0 <= size.low <= size.high
    assert size.high == max(abs(low), abs(high))
    assert size.low == (0 if low <= 0 <= high else min(abs(low), abs(high)))


@pytest.mark.parametrize(
    ("low", "high", "right"),
    [
        (0, 1.9, "below 2"),
        (2.1, 9.9, "2 to 10"),
        (10.1, 99, "above 10"),
        (1, 3, None),
        (9, 11, None),
        (-1.5, 1, "below 2"),
        (-9, -3, "2 to 10"),
    ],
)
def test_a_size_is_right_where_the_whole_interval_lies(
    low: float, high: float, right: str | None
) -> None:
    answer = right_answer(sizes([2, 10]), size_of(between(low, high)))
    assert (answer and answer.key) == right


def test_the_sizes_leave_no_gap() -> None:
    answers = sizes([1, 2, 5])
    assert math.isinf(answers[0].low)
    assert math.isinf(answers[-1].high)
    assert [a.high for a in answers[:-1]] == [a.low for a in answers[1:]]
    assert all(isinstance(answer, Answer) for answer in answers)
