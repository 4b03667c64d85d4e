"""Gaussian processes that stand for the model: one per target, with their accuracy."""

from __future__ import annotations

import warnings
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from experiments.intervals import Floats

FEWEST_POINTS = 10
"""Points below which there is no emulator."""
STEPS = 15
"""Steps towards the best length scales: with more, emulators of 21 parameters were no better."""
_LENGTHS = (0.1, 30.0)
_NOISES = (1e-5, 2.0)


@dataclass(frozen=True)
class Accuracy:
    """How well an emulator predicts a point that it was not given.

    Attributes
    ----------
    points
        Points that it was made from.
    error
        Root mean square error of leaving one point out, on the scale of the inference.
    explained
        Share of the variance over the points that is predicted so; at most 1, below 0 when it
        predicts worse than the mean.
    covered
        Share of the points that lie within two standard deviations of the prediction.
    """

    points: int
    error: float
    explained: float
    covered: float


@dataclass(frozen=True)
class Emulator:
    """A Gaussian process for one target.

    Attributes
    ----------
    accuracy
        Its accuracy.
    lengths
        Length scale per parameter, in widths of the prior: short where the target bends fast.
    """

    accuracy: Accuracy
    lengths: Floats
    _process: Any = field(repr=False)
    _centre: float = field(repr=False)
    _width: float = field(repr=False)
    _noise: float = field(repr=False)
    _inflation: float = field(repr=False)

    @classmethod
    def of(cls, places: Floats, figures: Floats) -> Emulator:
        """Return the emulator made from figures at some places of the unit box.

        Parameters
        ----------
        places
            Shape (points, parameters).
        figures
            Shape (points,), on the scale of the inference; all finite.

        Raises
        ------
        ValueError
            When there are fewer than ``FEWEST_POINTS`` points.
        """
        if len(figures) < FEWEST_POINTS:
            raise ValueError(f"{len(figures)} points make no emulator")
        centre, width = float(figures.mean()), float(figures.std()) or 1.0
        standard = (figures - centre) / width
        process = _fitted(places, standard)
        noise = float(process.kernel_.k2.noise_level)
        accuracy, inflation = _left_out(process, standard, width)
        lengths = np.atleast_1d(process.kernel_.k1.k2.length_scale)
        return cls(accuracy, lengths, process, centre, width, noise, inflation)

    def expected(self, places: Floats) -> Floats:
        """Return the expected figure at some places, shape (points,): the mean alone, and fast."""
        return np.asarray(self._centre + self._width * self._process.predict(places))

    def predicted(self, places: Floats) -> tuple[Floats, Floats]:
        """Return mean and variance of the expected figure at some places, each (points,)."""
        mean, deviation = self._process.predict(places, return_std=True)
        # The process predicts a further run; what is asked for is the mean over runs.
        variance = np.maximum(deviation**2 - self._noise, 0.0) * self._inflation
        return self._centre + self._width * mean, variance * self._width**2


def _fitted(places: Floats, standard: Floats) -> Any:
    from sklearn.gaussian_process import GaussianProcessRegressor
    from sklearn.gaussian_process.kernels import ConstantKernel, Matern, WhiteKernel

    start = np.full(places.shape[1], 2.0)
    smooth = ConstantKernel(1.0, (1e-2, 1e3)) * Matern(start, _LENGTHS, nu=2.5)
    kernel = smooth + WhiteKernel(0.1, _NOISES)
    process = GaussianProcessRegressor(kernel, alpha=1e-8, optimizer=_climbed)
    with warnings.catch_warnings():
        # A parameter that does not matter has a length scale at the end of its range.
        warnings.simplefilter("ignore")
        return process.fit(places, standard)


def _climbed(objective: Any, start: Floats, bounds: Floats) -> tuple[Floats, float]:
    """Return the best scales of the kernel after some steps: the last hundred change little."""
    from scipy.optimize import minimize

    found = minimize(
        objective, start, method="L-BFGS-B", jac=True, bounds=bounds, options={"maxiter": STEPS}
    )
    return found.x, float(found.fun)


def _left_out(process: Any, standard: Floats, width: float) -> tuple[Accuracy, float]:
    """Return the accuracy of leaving each point out, and by how much variances fall short.

    With the kernel held, leaving a point out has a closed form (Rasmussen & Williams 2006,
    Gaussian Processes for Machine Learning, section 5.4.2).
    """
    from scipy.linalg import cho_solve

    inverse = cho_solve((process.L_, True), np.eye(len(standard)))
    precision = np.diag(inverse)
    error = (inverse @ standard) / precision
    surprise = error**2 * precision
    explained = 1.0 - float((error**2).mean() / max(float(standard.var()), 1e-12))
    covered = float((surprise <= 4.0).mean())
    found = Accuracy(len(standard), width * float(np.sqrt((error**2).mean())), explained, covered)
    return found, max(1.0, float(surprise.mean()))
