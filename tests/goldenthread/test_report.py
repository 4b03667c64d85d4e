"""Figures in the report: neither false zeros nor signed ones."""

from __future__ import annotations

import pytest

from goldenthread.report import _figure


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
        (float("nan"), "undefined"),
    ],
)
def test_figures_are_neither_false_nor_signed_zeros(value: float, words: str) -> None:
    assert _figure(value, 1) == words
