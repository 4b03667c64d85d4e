"""What divides stakeholders: how far they would agree if all weighed one list alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from types import MappingProxyType
from typing import Any

import numpy as np

from experiments.intervals import Floats
from experiments.whose.agreement import kendall
from experiments.whose.value import profile_weights, value
from scenarios import Profile
from scenarios.profile import GROUPS, Weights

AS_THEY_ARE = "as they are"


def division(profiles: Sequence[Profile], indices: Floats) -> Mapping[str, float]:
    """Return the mean of Kendall's tau over all pairs of stakeholders, with one list made equal.

    Chance between replicates is left out.

    Parameters
    ----------
    profiles
        The stakeholders, two or more.
    indices
        Means over the replicates in per cent of the reference, shape (S, 4, K), all defined.

    Returns
    -------
    Mapping
        The mean tau ``AS_THEY_ARE``, and by list of weights the one that there would be if
        everybody gave it the mean weights of all; NaN where a ranking is undefined.
    """
    found = {AS_THEY_ARE: _mean_tau(profiles, indices)}
    for group, names in GROUPS.items():
        shared: dict[str, Any] = {
            group: _mean_weights([getattr(profile, group) for profile in profiles], names)
        }
        found[group] = _mean_tau([replace(profile, **shared) for profile in profiles], indices)
    return found


def _mean_weights(lists: Sequence[Weights], names: Sequence[str]) -> Weights:
    return MappingProxyType(
        {name: float(np.mean([each[name] for each in lists])) for name in names}
    )


def _mean_tau(profiles: Sequence[Profile], indices: Floats) -> float:
    worth = [value(indices, profile_weights(profile)) for profile in profiles]
    return float(np.mean([kendall(*pair) for pair in combinations(map(tuple, worth), 2)]))
