"""Keyed draws of the valuation: which replicates are drawn again, and which weights are tried."""

from __future__ import annotations

import numpy as np

from experiments.intervals import Floats

RESAMPLING, REWEIGHING = 210, 211
"""Stand where the model's draws have their purpose, and are none of theirs."""


def unit_draws(seed: int, purpose: int, shape: tuple[int, ...]) -> Floats:
    """Return uniform numbers between 0 and 1 that depend on seed, purpose and place alone."""
    from sim.draws import keys, uniforms

    flat = np.empty(int(np.prod(shape)))
    uniforms(flat, np.arange(len(flat)), 0, keys(seed, 0), 0, 0, purpose)
    return flat.reshape(shape)
