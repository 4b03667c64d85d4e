"""Figures in print: neither false zeros nor signed ones, and alike where they are read together."""

from __future__ import annotations

import math

import pytest

from experiments.intervals import Estimate
from experiments.wording import counted, decimals, percent, points, written


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (17.25, "17.2"),
        (12345.6, "12,345.6"),
        (-0.03, "-0.03"),
        (0.0004, "0.0004"),
        (0.0, "0.0"),
        (-0.0, "0.0"),
        (-1e-9, "0.0"),
        (math.nan, "undefined"),
    ],
)
def test_figures_are_neither_false_nor_signed_zeros(value: float, words: str) -> None:
    assert written(value, decimals(value, least=1)) == words


def test_figures_that_are_read_together_have_the_same_decimals() -> None:
    assert decimals(0.008, 0.0003, 0.02, least=1) == 4
    assert decimals(0.008, 0.00001, 0.02, least=1) == 2
    assert decimals(7.0, 0.0, math.nan, least=1) == 1
    assert percent(Estimate(0.01, -0.001, 0.013, 9)) == "1.0 % (-0.1 to 1.3)"
    assert percent(Estimate(0.7, 0.62, 0.78, 9)) == "70 % (62 to 78)"
    assert percent(Estimate(0.7, math.nan, math.nan, 1)) == "70 %"


def test_one_is_not_several() -> None:
    assert counted(1, "council") == "1 council"
    assert counted(0, "council") == "0 councils"
    assert counted(11520, "citizen") == "11,520 citizens"
    assert points(Estimate(0.01, 0.006, 0.014, 9)) == "1 point, 1 to 1"
    assert points(Estimate(0.03, 0.01, 0.05, 9)) == "3 points, 1 to 5"
