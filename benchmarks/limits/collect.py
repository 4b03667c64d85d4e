"""All limits, at full size for the page or small for the tests."""

from __future__ import annotations

from benchmarks.limits import erlang, gaming, mean_field, norms, reports, returns, trust
from benchmarks.limits.check import Panel
from benchmarks.limits.homogeneous import Size

SMALL = (Size(8, 12, 200), Size(6, 24, 800))


def measure_all() -> list[Panel]:
    """Return every limit as the page shows it (minutes)."""
    return [
        *mean_field.measure(),
        norms.measure(),
        trust.measure(),
        *erlang.measure(),
        gaming.measure(),
        returns.measure(),
        reports.measure(),
    ]


def measure_small() -> list[Panel]:
    """Return every limit from small worlds (seconds): smaller worlds, wider errors and bounds."""
    return [
        *mean_field.measure(SMALL, slack=3.0),
        norms.measure(),
        trust.measure((0.3, 0.7), citizens=1500, years=15),
        *erlang.measure((52, 520), councils=60),
        gaming.measure((0.0, 0.5, 1.0), tasks=10_000),
        returns.measure((0.2, 0.6), councils=10),
        reports.measure((0.03, 0.1), councils=200),
    ]
