"""How far two stakeholders agree on the order of scenarios: Kendall's tau, with its interval."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from experiments.intervals import LEVEL, Estimate, Floats
from experiments.whose.draws import RESAMPLING, unit_draws
from experiments.whose.ranking import mean_values

RESAMPLES = 1000
"""Resamples of the replicates behind an interval."""


@dataclass(frozen=True)
class Agreement:
    """How far two stakeholders agree.

    Attributes
    ----------
    one, other
        Their names.
    tau
        Kendall's tau-b of the scenarios' mean values: 1 for the same order, -1 for the reverse,
        0 for as many pairs of scenarios in the same order as in the reverse.
    """

    one: str
    other: str
    tau: Estimate


def agreements(values: Mapping[str, Floats], seed: int) -> tuple[Agreement, ...]:
    """Return the agreement of every two stakeholders.

    The interval is that of a bootstrap of the replicates (percentiles): whole replicates are
    drawn, so that scenarios and stakeholders stay paired.

    Parameters
    ----------
    values
        What each scenario is worth to each stakeholder, shape (R, S) each.
    seed
        Root of the resampling.
    """
    count = len(next(iter(values.values())))
    chosen = (unit_draws(seed, RESAMPLING, (RESAMPLES, count)) * count).astype(np.int64)
    order = {name: _orders(each, chosen) for name, each in values.items()}
    return tuple(
        Agreement(one, other, _estimate(one, other, order[one], order[other], count))
        for one, other in combinations(values, 2)
    )


def _orders(values: Floats, chosen: NDArray[np.int64]) -> list[tuple[float, ...]]:
    """Return the ranks of the scenarios by their means, in the runs and in every resample."""
    from scipy.stats import rankdata

    samples = np.concatenate([np.arange(len(values))[None], chosen])
    means = np.apply_along_axis(lambda rows: mean_values(values[rows]), 1, samples)
    return [tuple(ranks) for ranks in rankdata(means, axis=1, nan_policy="propagate").tolist()]


def _estimate(
    one: str,
    other: str,
    first: list[tuple[float, ...]],
    second: list[tuple[float, ...]],
    count: int,
) -> Estimate:
    found, *resampled = (kendall(*both) for both in zip(first, second, strict=True))
    if math.isnan(found):
        reason = next(
            (
                f"{name} has no ranking" if math.isnan(ranks[0]) else f"{name} ranks all the same"
                for name, ranks in ((one, first[0]), (other, second[0]))
                if len(set(ranks)) == 1 or math.isnan(ranks[0])
            ),
            "no ranking",
        )
        return Estimate(math.nan, math.nan, math.nan, count, reason=reason)
    defined = [each for each in resampled if not math.isnan(each)]
    if count == 1 or not defined:
        return Estimate(found, math.nan, math.nan, count, reason="one replicate gives no interval")
    tail = 50 * (1 - LEVEL)
    low, high = np.percentile(defined, [tail, 100 - tail])
    return Estimate(found, float(low), float(high), count)


@cache
def kendall(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    """Return Kendall's tau-b; NaN when one of them is the same everywhere or undefined."""
    # Kept, for most resamples have the same few ranks.
    from scipy.stats import kendalltau

    # It divides by two roots, which can leave the same order a last bit short of 1.
    return round(float(kendalltau(one, other).statistic), 12)
