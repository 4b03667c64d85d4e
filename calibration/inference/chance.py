"""Keyed draws of the inference: what is drawn depends on the seed and on what it is for."""

from __future__ import annotations

import hashlib

import numpy as np

from experiments.intervals import Floats
from experiments.whose.draws import unit_draws

_PURPOSE = 213
"""Stands where the model's draws have their purpose, and is none of theirs."""
_LARGEST = 2**31 - 1


def seed_for(seed: int, *words: object) -> int:
    """Return the seed, from 1 to 2**31 - 1, for what some words name."""
    text = "/".join(map(str, (seed, *words)))
    digest = hashlib.blake2b(text.encode(), digest_size=8).digest()
    return 1 + int.from_bytes(digest, "little") % (_LARGEST - 1)


def uniforms(shape: tuple[int, ...], seed: int, *words: object) -> Floats:
    """Return uniform numbers strictly between 0 and 1 for what some words name."""
    return unit_draws(seed_for(seed, *words), _PURPOSE, shape)


def normals(shape: tuple[int, ...], seed: int, *words: object) -> Floats:
    """Return standard normal numbers for what some words name."""
    from scipy.special import ndtri

    return np.asarray(ndtri(uniforms(shape, seed, *words)))


def order(count: int, seed: int, *words: object) -> np.ndarray:
    """Return the numbers from 0 to ``count`` - 1 in an order drawn at random."""
    return np.argsort(uniforms((count,), seed, *words), kind="stable")
