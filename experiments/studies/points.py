"""The points of a design: which values the varied parameters take together."""

from __future__ import annotations

import math
import warnings
from collections.abc import Mapping, Sequence
from typing import Any, Literal

import numpy as np

from experiments.intervals import Floats
from experiments.studies.layout import Method
from experiments.studies.scales import placed
from scenarios.faults import declared

Point = Mapping[str, float]
Range = tuple[float, float]
_DIGITS = 12
"""Significant digits of a spaced value, so that 0.30000000000000004 is written 0.3."""


def spaced(start: float, stop: float, points: int, scale: Literal["linear", "log"]) -> list[float]:
    """Return ``points`` values from ``start`` to ``stop``, evenly spaced on a scale."""
    spread = np.geomspace if scale == "log" else np.linspace
    inner = spread(start, stop, points)[1:-1]
    return [start, *(float(f"{value:.{_DIGITS}g}") for value in inner), stop]


def sampled(
    method: Method, samples: int, parameters: Sequence[str], ranges: Mapping[str, Range], seed: int
) -> list[Point]:
    """Return points that fill the space of the parameters evenly.

    Parameters
    ----------
    method, samples, parameters
        As in the ``[sample]`` table.
    ranges
        Range of each parameter.
    seed
        Seed of the sample: the same one gives the same points.

    Returns
    -------
    list
        One point per sample. A parameter is spread over the logarithm of its range where its
        declared scale says so and the range is positive, otherwise over the range itself.
    """
    from scipy.stats import qmc

    engines: dict[str, Any] = {"latin_hypercube": qmc.LatinHypercube, "sobol": qmc.Sobol}
    engine = engines[method](d=len(parameters), rng=seed)
    with warnings.catch_warnings():
        # The design's own notes say what scipy warns of, in the user's words.
        warnings.filterwarnings("ignore", message="The balance properties of Sobol")
        shares = engine.random(samples)
    columns = [
        _spread(name, shares[:, place], ranges[name]) for place, name in enumerate(parameters)
    ]
    return [
        dict(zip(parameters, map(float, values), strict=True))
        for values in zip(*columns, strict=True)
    ]


def balanced(method: Method, samples: int) -> bool:
    """Return whether a sample of that size covers the space as evenly as its method can."""
    return method != "sobol" or math.log2(samples).is_integer()


def _spread(name: str, shares: Floats, bounds: Range) -> Floats:
    scale = declared(name).scale
    return placed(shares, bounds, "linear" if bounds[0] <= 0 else scale)
