"""Who bears a difference: the outcomes in each band of councils, by their deprivation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from experiments.columns import Columns, as_columns
from experiments.intervals import Estimate, Floats, mean_interval
from sim.errors import InputError
from sim.outcomes import OUTCOMES, Outcome
from sim.world import World

if TYPE_CHECKING:
    from experiments.compare.result import ComparedScenarios

_PARTS = {2: "half", 3: "third", 4: "quarter", 5: "fifth"}


@dataclass(frozen=True)
class BandContrast:
    """One outcome of a scenario beside the reference, in one band of councils.

    Attributes
    ----------
    scenario, outcome
        Which outcome of which scenario.
    band
        1 for the most deprived.
    reference, level, difference
        The outcome in the band, and the paired difference between both.
    contribution
        What the band adds to the national difference, in the outcome's unit: the change of its
        numerator's share in the national denominator. The contributions of all bands sum up to
        the national difference.
    """

    scenario: str
    outcome: Outcome
    band: int
    reference: Estimate
    level: Estimate
    difference: Estimate
    contribution: Estimate


def require_bands(world: World) -> None:
    """Refuse councils that do not differ in deprivation, as they have no bands."""
    scores = {council.deprivation for council in world.councils}
    if len(scores) < 2:
        raise InputError(
            "the councils do not differ in deprivation, so that there are no bands to compare",
            remedy="Give councils with different values of deprivation, or leave out --by",
            key="by",
            value="deprivation",
        )


def band_name(band: int, bands: int) -> str:
    """Return what a band is called: ``1 (most deprived fifth)``."""
    end = {1: "most", bands: "least"}.get(band)
    return f"{band} ({end} deprived {_PARTS[bands]})" if end else str(band)


def band_contrasts(result: ComparedScenarios) -> Iterator[BandContrast]:
    """Yield every outcome of every scenario but the reference in each band.

    Raises
    ------
    InputError
        When the councils do not differ in deprivation.
    """
    require_bands(result.plan.world)
    for scenario in range(1, len(result.plan.arms)):
        for place, outcome in enumerate(OUTCOMES.values()):
            yield from _in_bands(result, scenario, place, outcome)


def band_columns(result: ComparedScenarios) -> Columns:
    """Return the same as columns, a row per scenario, outcome and band."""
    councils = np.bincount(result.plan.world.deprivation_band(result.plan.bands))
    return as_columns(
        [
            {
                "scenario": row.scenario,
                "outcome": row.outcome.name,
                "unit": row.outcome.unit,
                "band": row.band,
                "councils": councils[row.band],
                "reference": row.reference.mean,
                "level": row.level.mean,
                "difference": row.difference.mean,
                "low": row.difference.low,
                "high": row.difference.high,
                "contribution": row.contribution.mean,
                "contribution_low": row.contribution.low,
                "contribution_high": row.contribution.high,
            }
            for row in band_contrasts(result)
        ]
    )


def _in_bands(
    result: ComparedScenarios, scenario: int, place: int, outcome: Outcome
) -> Iterator[BandContrast]:
    before, share_before = _values(result, 0, place, outcome)
    after, share_after = _values(result, scenario, place, outcome)
    samples = before, after, after - before, share_after - share_before
    first_round, nesting = result.first_round, result.plan.nesting
    for band in range(1, result.plan.bands + 1):
        yield BandContrast(
            result.plan.arms[scenario].name,
            outcome,
            band,
            *(
                mean_interval(each[:, band - 1], first_round=first_round, nesting=nesting)
                for each in samples
            ),
        )


def _values(
    result: ComparedScenarios, scenario: int, place: int, outcome: Outcome
) -> tuple[Floats, Floats]:
    """Return an outcome in each band, and each band's part of it, both of shape (R, B)."""
    above = np.array([runs[scenario].above[place] for runs in result.replicates])
    below = np.array([runs[scenario].below[place] for runs in result.replicates])
    whole = below.sum(axis=1, keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        values = np.where(below > 0, outcome.scale * above / below, np.nan)
        parts = np.where(whole > 0, outcome.scale * above / whole, np.nan)
    return values, parts
