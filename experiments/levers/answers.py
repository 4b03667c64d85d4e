"""How every link answers to one lever in one replicate: pooled, and group by group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np

from experiments.intervals import Floats
from experiments.lever import Lever
from experiments.levers.replicate import Links
from experiments.thread import elasticity, log_changes

_NEAR = 1e-6
"""Changes so small that a logarithmic mean is the arithmetic one to all digits."""


@dataclass(frozen=True)
class Answers:
    """Relative change of every link per relative change of the lever, or per unit of it.

    NaN is undefined throughout.

    Attributes
    ----------
    pooled
        All councils together, in the lever's own domain, or the mean over the domains when it
        belongs to none, shape (8,).
    by_domain
        All councils together, per domain, shape (8, K).
    by_band
        Per band of deprivation, over the domains as in ``pooled``, shape (8, B).
    contributions
        Which part of ``pooled`` comes about in each band, shape (8, B); they add up to it.
    by_year
        As ``pooled`` in each year from the step on, shape (Y, 8).
    """

    pooled: Floats
    by_domain: Floats
    by_band: Floats
    contributions: Floats
    by_year: Floats


def answers(lever: Lever, before: Links, after: Links) -> Answers:
    """Return how the links answer to a lever, from the runs without and with its step."""
    own = slice(None) if lever.domain is None else slice(lever.domain, lever.domain + 1)
    changes = log_changes(before.pooled, after.pooled)
    size = _size(lever, changes)
    by_band, contributions = _by_band(before.bands, after.bands, own, size)
    by_domain = changes / size + 0.0
    if not lever.is_priority:
        # The first link is the lever itself.
        by_domain[0] = 0.0
        by_domain[0, own] = by_band[0] = 1.0
        councils = before.bands[0, 1, :, 0]
        contributions[0] = councils / councils.sum()
    return Answers(
        elasticity(before.pooled, after.pooled, lever.domain, lever.size),
        by_domain,
        by_band,
        contributions,
        np.array(
            [
                elasticity(*both, lever.domain, lever.size)
                for both in zip(before.yearly, after.yearly, strict=True)
            ]
        ),
    )


def averaged(levers: Sequence[Lever], found: Sequence[Answers]) -> Answers:
    """Return the mean answers to levers of one domain each; each domain keeps its own lever's."""
    own = [lever.domain for lever in levers]
    means = {
        each.name: np.mean([getattr(one, each.name) for one in found], axis=0)
        for each in fields(Answers)
    }
    means["by_domain"] = np.column_stack(
        [one.by_domain[:, domain] for one, domain in zip(found, own, strict=True)]
    )
    return Answers(**means)


def _size(lever: Lever, changes: Floats) -> float:
    """Return what changes are divided by; NaN when the lever did not move."""
    size = lever.size
    if size is None and lever.domain is not None:
        size = float(changes[0, lever.domain])
    return size or float("nan")


def _by_band(before: Floats, after: Floats, own: slice, size: float) -> tuple[Floats, Floats]:
    """Return each band's answer, and its contribution to the whole, shapes (8, B).

    The whole is a sum of the bands' numerators over the sum of all denominators. With the
    logarithmic mean of the whole before and after, the change of each summand is an exact part
    of the change of the logarithm of the whole.
    """
    links = [_divided(sums[:, 0], sums[:, 1]) for sums in (before, after)]
    answer = log_changes(*links)[:, :, own].mean(axis=2) / size + 0.0
    parts = [
        _divided(sums[:, 0], sums[:, 1].sum(axis=1, keepdims=True)) for sums in (before, after)
    ]
    wholes = [part.sum(axis=1) for part in parts]
    mean = _logarithmic_mean(*wholes)[:, None, :]
    share = _divided(parts[1] - parts[0], np.broadcast_to(mean, parts[0].shape))
    return answer, share[:, :, own].mean(axis=2) / size + 0.0


def _divided(above: Floats, below: Floats) -> Floats:
    below = np.broadcast_to(below, above.shape)
    quotient = np.divide(above, below, out=np.full(above.shape, np.nan), where=below > 0.0)
    return np.asarray(quotient)


def _logarithmic_mean(before: Floats, after: Floats) -> Floats:
    """Return the logarithmic mean; NaN where either is not above 0."""
    change = log_changes(before, after)
    near = np.abs(change) < _NEAR
    mean = np.divide(after - before, change, out=np.full(change.shape, np.nan), where=~near)
    return np.asarray(np.where(near, (before + after) / 2.0, mean))
