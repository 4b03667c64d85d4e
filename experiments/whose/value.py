"""What runs are worth to a stakeholder: weights times levels, in a unit that can be explained."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from experiments.intervals import Floats
from experiments.measures import MEASURES
from scenarios import Profile
from sim.declaration import DOMAINS


def weights_of(lists: Sequence[Floats]) -> Floats:
    """Return the weight of every measure in every domain.

    Parameters
    ----------
    lists
        Weights of domains, views and outcomes in the order of
        ``scenarios.profile.GROUPS``, shapes (..., 5), (..., 2) and (..., 3), each summing
        to 1 along its last axis.

    Returns
    -------
    numpy.ndarray
        Shape (..., 4, K), summing to 1 over its last two axes: what is reported has the weight of
        that view, and the weight of what is felt is divided over the three outcomes.
    """
    domains, views, outcomes = lists
    reported, felt = views[..., :1], views[..., 1:]
    measures = np.concatenate([reported, felt * outcomes], axis=-1)
    return np.asarray(measures[..., :, None] * domains[..., None, :])


def lists_of(profile: Profile) -> tuple[Floats, Floats, Floats]:
    """Return the three lists of weights of a profile as arrays."""
    return (
        np.array([*profile.domains.values()]),
        np.array([*profile.views.values()]),
        np.array([*profile.outcomes.values()]),
    )


def profile_weights(profile: Profile) -> Floats:
    """Return the weight that a stakeholder gives every measure in every domain, shape (4, K)."""
    return weights_of(lists_of(profile))


def value(indices: Floats, weights: Floats) -> Floats:
    """Return the weighted sum of measures; those without weight may be undefined.

    Parameters
    ----------
    indices
        Measures in the unit chosen, shape (..., 4, K).
    weights
        Shape (4, K).

    Returns
    -------
    numpy.ndarray
        Shape (...); NaN where a measure with weight is undefined.
    """
    return np.asarray(np.where(weights > 0, indices * weights, 0.0).sum(axis=(-2, -1)))


def percent_of(levels: Floats, reference: Floats) -> Floats:
    """Return measures in per cent of what the reference scenario delivers of each.

    Parameters
    ----------
    levels
        Shape (..., 4, K).
    reference
        The reference's mean over the replicates, shape (4, K).

    Returns
    -------
    numpy.ndarray
        Shape (..., 4, K); NaN where the reference delivers nothing.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(reference > 0, 100.0 * levels / reference, np.nan))


def percent_of_range(means: Floats) -> Floats:
    """Return measures by where they stand between the least and the most of some scenarios.

    Parameters
    ----------
    means
        Means over the replicates, shape (S, 4, K).

    Returns
    -------
    numpy.ndarray
        The same shape, from 0 to 100; 0 everywhere for a measure in which they do not differ.
    """
    least, span = means.min(axis=0), np.ptp(means, axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(span > 0, 100.0 * (means - least) / span, 0.0))


def undefined_measures(reference: Floats, weights: Floats) -> list[str]:
    """Return the measures with weight of which the reference delivers nothing."""
    return [
        f"{measure.replace('_', ' ')} in {domain}"
        for row, measure in enumerate(MEASURES)
        for column, domain in enumerate(DOMAINS)
        if weights[row, column] > 0 and not reference[row, column] > 0
    ]
