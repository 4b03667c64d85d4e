"""Intervals as bars in the cells of a table, all on one scale."""

from __future__ import annotations

import math
from collections.abc import Sequence

from experiments.compare.effect import relative_change
from experiments.comparison import Comparison
from experiments.report.view import Bar

WIDEST = 0.5
"""Largest change that the scale shows, as a share of the reference; bars beyond are cut."""
_STEPS = (0.01, 0.02, 0.05, 0.1, 0.2, WIDEST)


def scale_of(rows: Sequence[Comparison]) -> float:
    """Return the end of the scale, a round number: the same share to both sides of zero."""
    ends = [abs(end) for row in rows for end in _relative(row) if math.isfinite(end)]
    widest = max(ends, default=0.0)
    return next((step for step in _STEPS if step >= widest), WIDEST)


def bar_of(row: Comparison, scale: float) -> Bar | None:
    """Return the interval of a difference as a share of the reference; None without one."""
    middle, low, high = _relative(row)
    if not (math.isfinite(low) and math.isfinite(high)):
        return None

    def place(share: float) -> float:
        return round(50 + 50 * min(max(share / scale, -1.0), 1.0), 2)

    return Bar(50.0, place(middle), place(low), place(high), low < -scale, high > scale)


def scale_in_words(scale: float) -> str:
    """Return both ends of the scale, for the head of the column."""
    return f"\N{MINUS SIGN}{100 * scale:g} % to +{100 * scale:g} % of the reference"


def _relative(row: Comparison) -> tuple[float, float, float]:
    """Return mean and ends of a difference as shares of the reference."""
    found, level = row.difference, relative_change(row)
    if found is None or not math.isfinite(level) or not found.bounded:
        return math.nan, math.nan, math.nan
    whole = abs(row.baseline.mean)
    return level, found.low / whole, found.high / whole
