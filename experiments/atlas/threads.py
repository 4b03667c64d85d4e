"""Threads along a line or over a grid of conditions, and how sure it is that a link is broken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from experiments.intervals import Floats
from experiments.sensitivity.outputs import LEAST_ARRIVED
from experiments.sensitivity.resampling import resamples
from experiments.stations import NAMES
from experiments.thread import Thresholds

END_TO_END = "meant -> felt"
HOPS = tuple(f"{source} -> {target}" for source, target in pairwise(NAMES))
LINKS = (*HOPS, END_TO_END)
"""What can break: the hops, and the thread from end to end."""
TIMES = 400
CERTAIN = 0.99
"""Share of resamples from which it is sure; high, for many links are looked at in many places."""
ONE_SIDED = 1.645


@dataclass(frozen=True)
class Threads:
    """Elasticities under several conditions, with the same replicates in all of them.

    Attributes
    ----------
    answers
        Elasticity of every link, shape (conditions, replicates, 8); NaN where undefined.
    thresholds
        What counts as broken.
    """

    answers: Floats = field(repr=False)
    thresholds: Thresholds = field(default_factory=Thresholds)

    @cached_property
    def judged(self) -> NDArray[np.bool_]:
        """Whether enough arrived at the link before to judge a link, shape (conditions, links).

        Enough is at least ``LEAST_ARRIVED``, and clearly more than nothing (95 %, one side). The
        thread from end to end is always judged where it is defined.
        """
        means = self.answers.mean(axis=1)
        errors = self.answers.std(axis=1, ddof=1) / np.sqrt(self.answers.shape[1])
        hops = (means >= LEAST_ARRIVED) & (means > ONE_SIDED * errors)
        ends = np.isfinite(means[:, [NAMES.index("felt")]])
        return np.hstack([hops[:, :-1], ends])

    def passed_on(self) -> Floats:
        """Return what each link passes on, shape (conditions, links); NaN where undefined."""
        return _ratios(self.answers.mean(axis=1), self.judged)

    def resampled(self, seed: int, times: int = TIMES) -> Floats:
        """Return the same for resamples of the replicates, shape (times, conditions, links).

        A resample takes the same replicates under all conditions, which are paired.
        """
        count = self.answers.shape[1]
        return np.array(
            [
                _ratios(self.answers[:, rows].mean(axis=1), self.judged)
                for rows in resamples(count, times, seed)
            ]
        )

    def interval(self, seed: int) -> tuple[Floats, Floats]:
        """Return the ends of 95 % intervals of what links pass on, two arrays like it."""
        drawn = self.resampled(seed)
        return _quantile(drawn, 0.025), _quantile(drawn, 0.975)

    def surely_broken(self, seed: int) -> Floats:
        """Return the share of resamples in which each link is broken, shape (conditions, links).

        A resample in which too little arrived at a link to judge the next one counts neither
        way; NaN where that is so in most of them.
        """
        drawn = self.resampled(seed)
        known = np.isfinite(drawn)
        broken = (drawn < self.thresholds.broken) & known
        count = known.sum(axis=0)
        enough = count > drawn.shape[0] / 2
        share = np.divide(broken.sum(axis=0), count, out=np.full(count.shape, np.nan),
                          where=enough)  # fmt: skip
        return np.asarray(share)


def threads_of(runs: object, conditions: Sequence[object], replicates: int) -> Floats:
    """Return elasticities from the runs of a study, shape (conditions, replicates, 8).

    Parameters
    ----------
    runs
        Frame with a row per run; its ``condition`` names one of ``conditions``.
    conditions
        The conditions, in their order.
    replicates
        Replicates of each. Runs that failed are NaN.
    """
    import pandas as pd

    assert isinstance(runs, pd.DataFrame)
    place = {condition: number for number, condition in enumerate(conditions)}
    answers = np.full((len(conditions), replicates, len(NAMES)), np.nan)
    rows = runs["condition"].map(place).to_numpy()
    columns = [f"elasticity.{name}" for name in NAMES]
    answers[rows, runs["replicate"].to_numpy()] = runs[columns].to_numpy(dtype=np.float64)
    return answers


def _ratios(means: Floats, judged: NDArray[np.bool_]) -> Floats:
    """Return what links pass on from mean elasticities, shape (conditions, 8)."""
    before, after = means[:, :-1], means[:, 1:]
    enough = judged[:, :-1] & (before > 0)
    hops = np.divide(after, before, out=np.full(before.shape, np.nan), where=enough)
    ends = means[:, [NAMES.index("felt")]]
    return np.hstack([hops, ends])


def _quantile(drawn: Floats, share: float) -> Floats:
    """Return a quantile over resamples; NaN where most of them are undefined."""
    known = np.isfinite(drawn).sum(axis=0)
    enough = known > drawn.shape[0] / 2
    filled = np.where(enough, drawn, 0.0)
    return np.where(enough, np.nanquantile(filled, share, axis=0), np.nan)
