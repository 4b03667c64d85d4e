"""Whether methods agree on what matters most."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from experiments.intervals import Floats
from experiments.sensitivity.estimators import Indices
from experiments.sensitivity.factors import DUMMY_NAME


@dataclass(frozen=True)
class Agreement:
    """How alike two methods rank the factors that both have judged.

    Attributes
    ----------
    first, second
        The methods.
    factors
        Number of the factors compared.
    kendall
        Kendall's tau-b of the two rankings, -1 to 1.
    savage
        Correlation of Savage scores, which weighs agreement on the first places most
        (Iman & Conover 1987, Technometrics 29, 351-357).
    """

    first: str
    second: str
    factors: int
    kendall: float
    savage: float


def agreement(first: Indices, second: Indices) -> Agreement | None:
    """Return the agreement of two methods; None with fewer than three factors in common."""
    from scipy.stats import kendalltau

    common = [name for name in first.names if name in second.names and name != DUMMY_NAME]
    if len(common) < 3:
        return None
    one, other = (
        np.array([each.headline[each.names.index(name)] for name in common])
        for each in (first, second)
    )
    tau = float(kendalltau(one, other).statistic)
    scores = np.corrcoef(savage_scores(one), savage_scores(other))[0, 1]
    return Agreement(first.method, second.method, len(common), tau, float(scores))


def savage_scores(indices: Floats) -> Floats:
    """Return the Savage score of each index: 1 + 1/2 + ... for the first, 1/n for the last."""
    from scipy.stats import rankdata

    count = len(indices)
    tails = np.cumsum(1.0 / np.arange(count, 0, -1))[::-1]
    places = rankdata(-indices, method="ordinal").astype(int) - 1
    return np.asarray(tails[places])
