"""How chance shrinks with the size of authorities, measured.

``python -m calibration.statistics.measuring_chance`` runs the English baseline in worlds of 24
authorities of several sizes and writes three tables beside this file: the design effects, the
correlations of chance, and, to show what they are good for, statistics by size. In every world a
covariance between authorities is ``C + effect * B``, where ``B`` is what independent events would
give: the smallest and the largest size give the effect, the one between shows whether it holds.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path

import numpy as np

from calibration.statistics.language import Statistic
from calibration.statistics.outcomes import NAMED
from calibration.statistics.sampling import CHANCES, independent_variance
from scenarios import load
from sim.ledger import Ledger
from sim.model import PolicyModel
from sim.world import World

SIZES: dict[int, int] = {12: 60, 48: 12, 96: 12}
"""Posts of an authority, and replicates run with that size."""

SHOWN = (
    "sd(caseload)", "sd(turnover)", "sd(vacancy)", "sd(absence)", "sd(re_referral)",
    "sd(timeliness_reported)", "quantile(caseload, 0.9)", "persistence(caseload)",
    "persistence(turnover)", "persistence(vacancy)", "correlation(vacancy, turnover)",
    "correlation(caseload, turnover)", "correlation(vacancy, agency)",
)  # fmt: skip

HERE = Path(__file__).parent
NAMES = tuple(CHANCES)
Runs = dict[int, list[Ledger]]


def ledgers(posts: int, replicates: int) -> list[Ledger]:
    """Return the ledgers of England in 24 authorities of a size."""
    england = load("england")
    time = england.time
    found = []
    for replicate in range(replicates):
        model = PolicyModel(
            World.even(24, posts),
            parameters=england.parameters,
            years=time.years,
            burn_in_years=time.burn_in_years,
            first_year=time.first_year,
            replicate=replicate,
        ).run()
        found.append(model.ledger.between(time.first_year, time.first_year + time.years))
    return found


def _years(ledger: Ledger) -> list[Ledger]:
    first = round(float(ledger.window_start[0]))
    last = round(float(ledger.window_start[-1]) + 0.5)
    return [ledger.between(year, year + 1) for year in range(first, last)]


def covariances(found: Sequence[Ledger]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return what varies together between authorities, means over years and replicates.

    Returns
    -------
    tuple
        Covariances of all outcomes in a year, (N, N); with the next year, (N, N); and the
        variance that independent events would give, (N,).
    """
    same, following, chance = [], [], []
    for ledger in found:
        years = _years(ledger)
        rows = [np.array([NAMED[name].by_authority(year) for name in NAMES]) for year in years]
        same += [_together(row, row) for row in rows]
        following += [_together(row, later) for row, later in pairwise(rows)]
        chance += [
            [np.nanmean(independent_variance(NAMED[name], year)) for name in NAMES]
            for year in years
        ]
    return (
        np.nanmean(same, axis=0),
        np.nanmean(following, axis=0),
        np.nanmean(chance, axis=0),
    )


def _together(rows: np.ndarray, others: np.ndarray) -> np.ndarray:
    left = rows - np.nanmean(rows, axis=1, keepdims=True)
    right = others - np.nanmean(others, axis=1, keepdims=True)
    return np.asarray(np.nansum(left[:, None] * right[None], axis=2) / (rows.shape[1] - 1))


def write_effects(runs: Runs) -> None:
    """Write the design effects and the correlations of chance beside this file."""
    small, large = (covariances(runs[size]) for size in (min(runs), max(runs)))
    same, following = small[0] - large[0], small[1] - large[1]
    variance = np.diag(same)
    if (variance <= 0).any():
        less = [name for name, value in zip(NAMES, variance, strict=True) if value <= 0]
        raise SystemExit(f"chance does not shrink with size in {', '.join(less)}")
    root = np.sqrt(np.outer(variance, variance))
    effects = variance / (small[2] - large[2])
    rows = [
        [
            name,
            other,
            *(
                f"{float(np.clip(table[a, b], -1, 1)):.3f}"
                for table in (same / root, following / root)
            ),
        ]
        for a, name in enumerate(NAMES)
        for b, other in enumerate(NAMES)
    ]
    _write(
        "design_effects.csv",
        ["outcome", "effect"],
        [[name, f"{effect:.4g}"] for name, effect in zip(NAMES, effects, strict=True)],
    )
    _write("chance_correlations.csv", ["outcome", "other", "same_year", "next_year"], rows)


def _write(name: str, head: list[str], rows: list[list[str]]) -> None:
    with (HERE / name).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([head, *rows])


def write_sizes(runs: Runs) -> None:
    """Write what statistics are in authorities of every size, as simulated and scaled."""
    forms = {"as simulated": "as_simulated({})", "scaled": "{}"}
    heads = [f"{kind}, {posts} posts" for kind in forms for posts in runs]
    rows = [
        [
            text,
            *(
                f"{_mean(form.format(text), found):.2f}"
                for form in forms.values()
                for found in runs.values()
            ),
        ]
        for text in SHOWN
    ]
    _write("chance_by_size.csv", ["statistic", *heads], rows)


def _mean(text: str, found: Sequence[Ledger]) -> float:
    value = partial(Statistic(text).value, period=(2017.0, 2022.0))
    return float(np.nanmean([value(ledger) for ledger in found]))


if __name__ == "__main__":
    results = {posts: ledgers(posts, count) for posts, count in SIZES.items()}
    write_effects(results)
    write_sizes(results)
