"""Indices of one output by one method, each with its standard error."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np

from experiments.intervals import Floats
from experiments.sensitivity.designs import LEVELS, Method, SampleDesign
from experiments.sensitivity.resampling import resamples, shuffles

HEADLINE: dict[Method, str] = {
    "morris": "mu_star",
    "sobol": "total",
    "pawn": "pawn",
    "delta": "delta",
}
"""The index by which each method ranks factors."""

WORDS = {
    "mu_star": "mean size of the change over the range of the factor",
    "total": "share of variance in which the factor is involved",
    "pawn": "median distance of the conditional from the whole distribution",
    "delta": "mean shift of the density when the factor is known",
}
SLICES = 10
RESAMPLES: dict[Method, int] = {"morris": 1000, "sobol": 400, "pawn": 200, "delta": 10}
"""Bootstrap resamples of blocks; few for delta, whose densities are slow."""
_NORMAL_95 = 1.959963984540054


@dataclass(frozen=True)
class Indices:
    """Indices of one output.

    Attributes
    ----------
    method
        The method.
    names
        Factors or tiers, the dummy last.
    measures
        Every index of the method, an array per name.
    errors
        Standard errors (bootstrap over blocks), for those that have one.
    """

    method: Method
    names: tuple[str, ...]
    measures: dict[str, Floats]
    errors: dict[str, Floats]

    @property
    def headline(self) -> Floats:
        """The index by which factors are ranked."""
        return self.measures[HEADLINE[self.method]]

    @property
    def headline_error(self) -> Floats:
        """Its standard error."""
        return self.errors[HEADLINE[self.method]]


def estimated(
    design: SampleDesign, values: Floats, seed: int, *, resampled: bool = True
) -> Indices:
    """Return the indices of an output that has passed the guard.

    Parameters
    ----------
    design
        The rows.
    values
        The output in each; finite and not constant.
    seed
        Seed of the resamples.
    resampled
        Whether standard errors are wanted; those that cost much are NaN otherwise.
    """
    estimator = {"morris": _morris, "sobol": _sobol}.get(design.method, _given_data)
    with _salib_kept_in():
        measures, errors = estimator(design, values, seed + 1, resampled)
    return Indices(design.method, design.problem.names, measures, errors)


def irrelevant(design: SampleDesign, values: Floats, seed: int) -> tuple[float, float]:
    """Return what a factor without any influence would show by a method for given data.

    Returns
    -------
    tuple
        Mean and standard deviation of the index of a shuffled factor.
    """
    shown = _GIVEN_DATA[design.method]
    dummy = design.shares[:, -1]
    orders = shuffles(len(values), RESAMPLES[design.method], seed)
    with _salib_kept_in():
        found = [shown(dummy[order, np.newaxis], values)[0] for order in orders]
    return float(np.mean(found)), float(np.std(found, ddof=1))


_Found = tuple[dict[str, Floats], dict[str, Floats]]


def _morris(design: SampleDesign, values: Floats, seed: int, resampled: bool) -> _Found:
    from SALib.analyze.morris import analyze

    problem = design.problem.for_salib()
    found = analyze(problem, design.shares, values, num_levels=LEVELS,
                    num_resamples=RESAMPLES["morris"] if resampled else 2, seed=seed)  # fmt: skip
    measures = {name: _array(found[name]) for name in ("mu_star", "mu", "sigma")}
    return measures, {"mu_star": _array(found["mu_star_conf"]) / _NORMAL_95}


def _sobol(design: SampleDesign, values: Floats, seed: int, resampled: bool) -> _Found:
    from SALib.analyze.sobol import analyze

    found = analyze(design.problem.for_salib(), values, calc_second_order=False,
                    num_resamples=RESAMPLES["sobol"] if resampled else 2, seed=seed)  # fmt: skip
    measures = {"total": _array(found["ST"]), "first": _array(found["S1"])}
    errors = {"total": _array(found["ST_conf"]), "first": _array(found["S1_conf"])}
    return measures, {name: half / _NORMAL_95 for name, half in errors.items()}


def _given_data(design: SampleDesign, values: Floats, seed: int, resampled: bool) -> _Found:
    method = design.method
    index = _GIVEN_DATA[method]
    found = index(design.shares, values)
    if not resampled:
        return {method: found}, {method: np.full_like(found, np.nan)}
    again = [
        index(design.shares[rows], values[rows])
        for rows in resamples(len(values), RESAMPLES[method], seed)
    ]
    return {method: found}, {method: np.asarray(np.std(again, axis=0, ddof=1))}


def _pawn_index(shares: Floats, values: Floats) -> Floats:
    """Return the median distance of the slices' distributions from that of all values.

    As SALib's, which reckons a p-value for each distance as well: minutes, in an analysis of many
    outputs, for what nobody reads.
    """
    order = np.argsort(values, kind="stable")
    ordered = values[order]
    # Of equal values only the last one's place says what share is no larger.
    last = np.append(ordered[1:] != ordered[:-1], True)
    whole = (np.flatnonzero(last) + 1)[:, np.newaxis] / len(values)
    return np.array([_median_distance(column, last, whole) for column in shares[order].T])


def _median_distance(column: Floats, last: np.ndarray, whole: Floats) -> float:
    ends = np.quantile(column, np.linspace(0, 1, SLICES + 1))
    slices = np.searchsorted(ends, column, side="right")[:, np.newaxis] == np.arange(1, SLICES + 1)
    counts = slices.sum(axis=0)
    below = slices[:, counts > 0].cumsum(axis=0)[last] / counts[counts > 0]
    return float(np.median(np.abs(below - whole).max(axis=0)))


def _delta_index(shares: Floats, values: Floats) -> Floats:
    from SALib.analyze.delta import calc_delta

    # As many classes as Plischke et al. (2013) advise, with bounds between the ordered rows.
    exponent = 2.0 / (7.0 + np.tanh((1500.0 - len(values)) / 500.0))
    classes = min(int(np.ceil(len(values) ** exponent)), 48)
    bounds = np.linspace(0, len(values), classes + 1)
    grid = np.linspace(values.min(), values.max(), 100)
    return np.array([calc_delta(values, grid, column, bounds) for column in shares.T])


_GIVEN_DATA = {"pawn": _pawn_index, "delta": _delta_index}


def _array(values: Any) -> Floats:
    return np.asarray(values, dtype=np.float64)


@contextmanager
def _salib_kept_in() -> Iterator[None]:
    """Keep what SALib does to the process (filters and format of warnings) from reaching it."""
    written = warnings.formatwarning
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        warnings.formatwarning = written
