"""The page in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Visit = Callable[..., Any]


def test_a_week_passes(visit: Visit) -> None:
    page = visit()
    page.get_by_text("1 January 2010").wait_for()
    page.get_by_role("button", name="Week").click()
    page.get_by_text("8 January 2010").wait_for()
