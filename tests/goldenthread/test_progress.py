"""The time left is shown once something is known about it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from goldenthread.progress import TimeLeft


def said(times: list[float], done: list[float], enough: float, total: float) -> list[str]:
    clock: Iterator[float] = iter(times)
    left = TimeLeft(enough, lambda: next(clock))
    return [left.in_words(each, total) for each in done]


def test_there_is_no_estimate_until_a_replicate_is_done() -> None:
    assert said([5.0, 6.0, 7.0], [0.0, 1.0, 2.0, 3.0], enough=3.0, total=13.0) == [
        "",
        "",
        "",
        "about 10 s left",
    ]


@pytest.mark.parametrize(("pace", "words"), [(1.0, "about 20 s left"), (60.0, "about 20 min left")])
def test_loading_the_model_does_not_count(pace: float, words: str) -> None:
    times = [1000.0 + pace * year for year in range(11)]
    assert said(times, [float(year) for year in range(10, 21)], 5.0, 40.0)[-1] == words
