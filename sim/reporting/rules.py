"""Rules of the way back up: records, re-dating, reports."""

import math

from sim.compiled import compiled


@compiled
def redating_window(pressure, reluctance, audit_rate, sanction, integrity):  # type: ignore[no-untyped-def]
    """Return by how many weeks a missed deadline is still re-dated.

    A manager gains ``P - c`` by re-dating a record, the pressure beyond what is borne without;
    moving it by x weeks costs the expected sanction ``a F x`` and conscience ``iota x**2 / 2``.
    The most that pays is ``w = (-a F + sqrt(a**2 F**2 + 2 iota [P - c]+)) / iota``: up to the
    pressure c there is no window.
    """
    gain = max(pressure - reluctance, 0.0)
    deterrence = audit_rate * sanction
    root = math.sqrt(deterrence * deterrence + 2.0 * integrity * gain)
    return (root - deterrence) / integrity


@compiled
def report_error(noise, analytics_ratio, elasticity, digital):  # type: ignore[no-untyped-def]
    """Return the standard deviation of error in a report.

    ``noise * ratio ** -elasticity``: it grows as analytics are cut; digital records halve it.
    """
    return noise * max(analytics_ratio, 0.05) ** -elasticity * (1.0 - 0.5 * digital)


@compiled
def share_or(count, total, otherwise):  # type: ignore[no-untyped-def]
    """Return ``count / total``, or ``otherwise`` when next to nothing has been counted."""
    return count / total if total > 1.0e-6 else otherwise
