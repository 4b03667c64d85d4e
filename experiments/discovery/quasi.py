"""Whether each limit of a box may be chance."""

from __future__ import annotations

import numpy as np

from experiments.discovery.box import Box
from experiments.discovery.conditions import Conditions, effective_count


def quasi_p_values(box: Box, conditions: Conditions) -> dict[str, float]:
    """Return for each limited condition how easily chance would raise the density as much.

    The box without that limit has some density. Were the limit drawn at random, the cases among
    the rows it leaves would be binomial with that density; the value is the chance of as many as
    there are (Bryant & Lempert 2010). It is no p-value of a test, for the limits were chosen by
    the same rows: hence *quasi*. Shares of replicates and weights make numbers that are not
    whole: the binomial tail is then that of the incomplete beta function, with the number of
    rows of equal weight that say as much.
    """
    from scipy.special import betainc

    inside = box.holds(conditions)
    count = effective_count(conditions.weights[inside])
    found = {}
    for name in box.restricted:
        without = box.without(name).holds(conditions)
        base = _density(conditions, without)
        cases = _density(conditions, inside) * count
        if cases <= 0:
            found[name] = 1.0
        else:
            found[name] = float(betainc(cases, count - cases + 1, base)) if base < 1 else 1.0
    return found


def _density(conditions: Conditions, rows: np.ndarray) -> float:
    weights = conditions.weights[rows]
    return float((weights * conditions.share[rows]).sum() / weights.sum()) if rows.any() else 0.0
