"""How chance shrinks with the size of authorities, measured: the design effects.

``python -m calibration.statistics.design_effects`` runs the English baseline in worlds of 24
authorities of several sizes and prints two tables in Markdown. In every world the variance between
authorities is ``C + effect * B``, where ``B`` is what independent events would give: two sizes give
the effect, a third one shows whether the correction holds.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import partial
from itertools import pairwise

import numpy as np

from calibration.statistics.language import Statistic
from calibration.statistics.outcomes import NAMED
from calibration.statistics.sampling import CHANCES, independent_variance
from scenarios import load
from sim.ledger import Ledger
from sim.model import PolicyModel
from sim.world import World

SIZES: dict[int, int] = {12: 40, 48: 12, 96: 8}
"""Posts of an authority, and replicates run with that size."""

SHOWN = (
    "sd(caseload)", "sd(turnover)", "sd(vacancy)", "sd(absence)", "sd(re_referral)",
    "sd(timeliness_reported)", "quantile(caseload, 0.9)", "persistence(caseload)",
    "persistence(turnover)", "persistence(vacancy)", "correlation(vacancy, turnover)",
    "correlation(caseload, turnover)",
)  # fmt: skip


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


def moments(name: str, found: Sequence[Ledger]) -> tuple[float, float, float]:
    """Return variance, covariance between successive years, and independent chance, all means."""
    outcome = NAMED[name]
    variances, covariances, chances = [], [], []
    for ledger in found:
        years = _years(ledger)
        rows = np.array([outcome.by_authority(year) for year in years])
        rows = rows[:, np.isfinite(rows).all(axis=0)]
        variances += list(rows.var(axis=1, ddof=1))
        covariances += [np.cov(a, b)[0, 1] for a, b in pairwise(rows)]
        chances += [np.nanmean(independent_variance(outcome, year)) for year in years]
    return float(np.mean(variances)), float(np.mean(covariances)), float(np.mean(chances))


def effects(runs: dict[int, list[Ledger]]) -> dict[str, tuple[float, float]]:
    """Return design effect and memory per outcome, from the smallest and the largest size."""
    small, large = runs[min(runs)], runs[max(runs)]
    found = {}
    for name in CHANCES:
        (v, c, b), (w, d, e) = moments(name, small), moments(name, large)
        effect = (v - w) / (b - e)
        found[name] = effect, (c - d) / (v - w)
    return found


def page(runs: dict[int, list[Ledger]]) -> str:
    """Return the tables of effects and of statistics by size, in Markdown."""
    lines = ["| outcome | design effect | memory |", "|---|---:|---:|"]
    lines += [f"| `{name}` | {a:.3g} | {b:.2f} |" for name, (a, b) in effects(runs).items()]
    heads = [f"{kind}, {posts} posts" for kind in ("as simulated", "scaled") for posts in runs]
    lines += ["", "| statistic | " + " | ".join(heads) + " |", "|---|" + "---:|" * len(heads)]
    for text in SHOWN:
        cells = [
            f"{_mean(form, found):.2f}"
            for form in (f"as_simulated({text})", text)
            for found in runs.values()
        ]
        lines.append(f"| `{text}` | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def _mean(text: str, found: Sequence[Ledger]) -> float:
    value = partial(Statistic(text).value, period=(2017.0, 2022.0))
    return float(np.nanmean([value(ledger) for ledger in found]))


if __name__ == "__main__":
    sys.stdout.write(page({posts: ledgers(posts, count) for posts, count in SIZES.items()}))
