"""How far the first place depends on the weights, and on the unit in which things are weighed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from experiments.intervals import Floats
from experiments.whose.draws import REWEIGHING, unit_draws
from experiments.whose.value import (
    lists_of,
    percent_of_range,
    profile_weights,
    value,
    weights_of,
)
from scenarios import Profile
from scenarios.profile import GROUPS

REWEIGHTS = 2000
"""Sets of weights that are tried."""
MOVED = 0.25
"""Share of every list of weights that is handed out at random."""


@dataclass(frozen=True)
class Tipping:
    """The smallest change of a single weight that changes the first place.

    Attributes
    ----------
    group, name
        The list and the weight, as in a file of profiles.
    before, after
        Its share of the list now, and that at which another scenario draws level; the others
        keep their proportions.
    rival
        That other scenario.
    """

    group: str
    name: str
    before: float
    after: float
    rival: str

    @property
    def distance(self) -> float:
        """How far the weight moves, 0 to 1."""
        return abs(self.after - self.before)


@dataclass(frozen=True)
class Steadiness:
    """How far one stakeholder's first place depends on the weights.

    Attributes
    ----------
    first
        The scenario of the first place.
    kept
        Share of the trials in which it stays first when ``MOVED`` of every list of weights is
        handed out at random.
    tipping
        The smallest change of a single weight that changes it; None when none does.
    first_by_range
        The first when things are weighed by their own range among these scenarios, in place of
        per cent of the reference.
    """

    first: str
    kept: float
    tipping: Tipping | None
    first_by_range: str


def steadiness(
    profile: Profile, scenarios: tuple[str, ...], indices: Floats, seed: int
) -> Steadiness:
    """Return how steady a stakeholder's first place is; chance between replicates is left out.

    Weight that is moved to something undefined in one of the scenarios counts nothing.

    Parameters
    ----------
    profile, scenarios
        The stakeholder, and the names of the scenarios.
    indices
        Means over the replicates in per cent of the reference, shape (S, 4, K).
    seed
        Root of the trials.
    """
    indices = np.where(np.isfinite(indices).all(axis=0), indices, 0.0)
    first = _first(indices, profile_weights(profile))
    tried = [
        (1.0 - MOVED) * own + MOVED * random
        for own, random in zip(lists_of(profile), random_lists(seed), strict=True)
    ]
    return Steadiness(
        scenarios[first],
        float((_firsts(indices, weights_of(tried)) == first).mean()),
        _tipping(profile, scenarios, indices, first),
        scenarios[_first(percent_of_range(indices), profile_weights(profile))],
    )


def firsts_of_any_weights(indices: Floats, seed: int) -> Floats:
    """Return the share of all possible weights under which each scenario is first, shape (S,).

    Every list of weights is equally likely (Lahdelma, Hokkanen & Salminen 1998, European
    Journal of Operational Research 106, 143-152: the acceptability of a first rank).
    """
    firsts = _firsts(indices, weights_of(random_lists(seed)))
    return np.bincount(firsts, minlength=len(indices)) / REWEIGHTS


def random_lists(seed: int) -> tuple[Floats, Floats, Floats]:
    """Return ``REWEIGHTS`` sets of the three lists, each list uniform over all that sum to 1."""
    sizes = [len(names) for names in GROUPS.values()]
    parts = -np.log(unit_draws(seed, REWEIGHING, (REWEIGHTS, sum(sizes))))
    domains, views, outcomes = np.split(parts, np.cumsum(sizes)[:-1], axis=1)
    return _shares(domains), _shares(views), _shares(outcomes)


def _shares(parts: Floats) -> Floats:
    return np.asarray(parts / parts.sum(axis=1, keepdims=True))


def _first(indices: Floats, weights: Floats) -> int:
    return int(np.argmax(value(indices, weights)))


def _firsts(indices: Floats, weights: Floats) -> np.ndarray:
    """Return the first scenario under each of many weights of shape (N, 4, K)."""
    return np.asarray(np.argmax(np.tensordot(weights, indices, axes=([1, 2], [1, 2])), axis=1))


def _tipping(
    profile: Profile, scenarios: tuple[str, ...], indices: Floats, first: int
) -> Tipping | None:
    found = [
        tipping
        for place, (group, names) in enumerate(GROUPS.items())
        for index in range(len(names))
        for tipping in _tippings(profile, scenarios, indices, first, (place, group, index))
    ]
    return min(found, key=lambda each: each.distance, default=None)


def _tippings(
    profile: Profile,
    scenarios: tuple[str, ...],
    indices: Floats,
    first: int,
    which: tuple[int, str, int],
) -> list[Tipping]:
    """Return where a rival draws level when one weight moves, for every rival that does."""
    place, group, index = which
    lists = list(lists_of(profile))
    own = lists[place]
    alone = np.eye(len(own))[index]
    others = own * (1.0 - alone)
    # A weight that has all there is gives it to the others evenly.
    others = (others if others.any() else 1.0 - alone) / (others.sum() or len(own) - 1)
    worth = [
        value(indices, weights_of([*lists[:place], each, *lists[place + 1 :]]))
        for each in (others, alone)
    ]
    # A lead changes in a straight line as the weight goes from 0 to 1.
    at_none, at_all = (each[first] - each for each in worth)
    found = []
    for rival, (none, everything) in enumerate(zip(at_none, at_all, strict=True)):
        if rival == first or (none > 0) == (everything > 0):
            continue
        after = float(none / (none - everything))
        name = GROUPS[group][index]
        found.append(Tipping(group, name, float(own[index]), after, scenarios[rival]))
    return found
