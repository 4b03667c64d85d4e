"""The thread at every point of a study: elasticities and pass-throughs over its replicates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from experiments.intervals import Estimate, Floats, mean_interval, ratio_interval
from experiments.stations import NAMES

if TYPE_CHECKING:
    import pandas as pd


def passed_on(runs: pd.DataFrame, parameters: Sequence[str]) -> pd.DataFrame:
    """Return a row per scenario and point of a study.

    Parameters
    ----------
    runs
        A row per run, with the columns of the thread.
    parameters
        Names of the varied parameters.

    Returns
    -------
    pandas.DataFrame
        ``scenario``, ``point``, the parameters, ``replicates``, and then ``elasticity.felt``
        (mean over the replicates, and so over the levers that they take in turn) and
        ``passthrough.achieved.felt`` (ratio of mean elasticities), each followed by the ends of
        its 95 % interval, ``elasticity.felt.low`` and ``elasticity.felt.high``. NaN is undefined.
    """
    import pandas as pd

    keys = ["scenario", "point", *parameters]
    rows = []
    for values, group in runs.groupby(["scenario", "point"], sort=False):
        first = group.iloc[0]
        answers = group[[f"elasticity.{name}" for name in NAMES]].to_numpy(dtype=float)
        judged = not group[f"passthrough.{NAMES[0]}.{NAMES[1]}"].isna().all()
        row = {"scenario": values[0], "point": values[1]}
        row |= {name: first[name] for name in parameters} | {"replicates": len(group)}
        rows.append(row | dict(_estimates(answers, judged=judged)))
    return pd.DataFrame(rows) if rows else pd.DataFrame(columns=[*keys, "replicates"])


def _estimates(answers: Floats, *, judged: bool) -> Iterator[tuple[str, float]]:
    for name, column in zip(NAMES, answers.T, strict=True):
        yield from _ends(f"elasticity.{name}", mean_interval(column))
    for place, (source, target) in enumerate(pairwise(NAMES)):
        share = ratio_interval(answers[:, place + 1], answers[:, place])
        if place == 0 and not judged:
            # Answers per unit of a lever are no share of it.
            share = mean_interval([])
        yield from _ends(f"passthrough.{source}.{target}", share)


def _ends(name: str, estimate: Estimate) -> Iterator[tuple[str, float]]:
    yield name, estimate.mean
    yield f"{name}.low", estimate.low
    yield f"{name}.high", estimate.high
