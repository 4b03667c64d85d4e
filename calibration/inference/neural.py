"""Neural posterior estimation with sbi: from simulated runs to the parameters behind figures.

The only file that loads torch. Parameters go through a logit within the prior box, so that
nothing the flow draws can leave it (else its draws leak out, and rejecting them may never end).
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass, field
from io import StringIO
from typing import Any

import numpy as np

from calibration.inference.chance import seed_for, uniforms
from calibration.inference.region import Region
from experiments.intervals import Floats

BATCH, RATE = 400, 1e-3
PATIENCE, MOST_EPOCHS = 20, 500
FLOWS = 3
"""Flows that are trained from different beginnings and averaged: a single one is overconfident."""
SECONDS = 600.0
"""Longest time that one call may draw from the posterior."""
DRAWS = 200
"""Draws for each run that the posterior is checked with."""
_EDGE = 1e-6


@dataclass(frozen=True)
class NeuralPosterior:
    """Draws the parameters that go with figures, whatever they are.

    Attributes
    ----------
    parameters
        Number of parameters.
    trained_on
        Runs that it was trained on.
    """

    parameters: int
    trained_on: int
    _posterior: Any = field(repr=False)
    _seed: int = field(repr=False)

    def drawn(self, figures: Floats, count: int, *words: object) -> Floats:
        """Return ``count`` places for each row of figures, shape (count, rows, parameters)."""
        import torch

        with _quiet(self._seed, *words):
            given = torch.as_tensor(figures, dtype=torch.float32)
            found = self._posterior.sample_batched(
                (count,), x=given, max_sampling_time=SECONDS, show_progress_bars=False
            )
        return places_of(found.numpy().astype(np.float64))

    def density(self, places: Floats, figures: Floats) -> Floats:
        """Return how much likelier places are given the figures than by the prior, as a logarithm.

        Parameters
        ----------
        places
            Shape (points, parameters).
        figures
            Shape (targets,).
        """
        import torch

        points = logits(places)
        with _quiet(self._seed, "density"):
            given = torch.as_tensor(figures, dtype=torch.float32)[None]
            # Nothing leaks out of the box, so that there is no leakage to estimate and correct.
            log = self._posterior.log_prob(
                torch.as_tensor(points, dtype=torch.float32), x=given, norm_posterior=False
            )
        # On the scale of the logit, the even prior is a logistic distribution.
        prior = -np.abs(points) - 2.0 * np.log1p(np.exp(-np.abs(points)))
        return np.asarray(log.numpy().astype(np.float64) - prior.sum(axis=1))


@dataclass(frozen=True)
class Checks:
    """What sbi finds for runs that the posterior has not seen.

    Attributes
    ----------
    ranks
        Place of the true value among the draws, 0 to 1, shape (runs, parameters).
    uniformity
        p-value per parameter of the test that the places are evenly spread (``run_sbc``).
    expected, credibility
        Expected coverage against credibility for all parameters together (``run_tarp``).
    """

    ranks: Floats = field(repr=False)
    uniformity: Floats
    expected: Floats
    credibility: Floats


def logits(places: Floats) -> Floats:
    """Return places of the unit interval on the scale of the logit."""
    inside = np.clip(places, _EDGE, 1.0 - _EDGE)
    return np.asarray(np.log(inside) - np.log1p(-inside))


def places_of(points: Floats) -> Floats:
    """Return the places of points on the scale of the logit."""
    from scipy.special import expit

    return np.asarray(expit(points))


def trained(
    places: Floats, figures: Floats, seed: int, *words: object, flows: int = FLOWS
) -> NeuralPosterior:
    """Return the posterior learned from runs.

    Parameters
    ----------
    places
        Places in the unit box, shape (runs, parameters), spread as the prior is.
    figures
        On the scale of the inference, with the noise of the official figures, shape (runs,
        targets); all finite.
    seed, words
        What all randomness is keyed by.
    flows
        Masked autoregressive flows that are trained and averaged.
    """
    import torch
    from sbi.inference.posteriors import EnsemblePosterior

    points = torch.as_tensor(logits(places), dtype=torch.float32)
    given = torch.as_tensor(figures, dtype=torch.float32)
    single = []
    for flow in range(flows):
        with _quiet(seed, "flow", *words, flow):
            single.append(_flow(points, given))
    with _quiet(seed, "ensemble", *words):
        posterior = EnsemblePosterior(single) if flows > 1 else single[0]
    return NeuralPosterior(places.shape[1], len(places), posterior, seed_for(seed, "draws", *words))


def _flow(points: Any, given: Any) -> Any:
    import torch
    from sbi.inference import NPE
    from torch.distributions import Independent, TransformedDistribution, Uniform
    from torch.distributions.transforms import SigmoidTransform

    count = points.shape[1]
    even = Uniform(torch.zeros(count), torch.ones(count))
    prior = Independent(TransformedDistribution(even, SigmoidTransform().inv), 1)
    inference = NPE(prior=prior, density_estimator="maf", tracker=_NoTracking())
    inference.append_simulations(points, given)
    estimator = inference.train(
        training_batch_size=min(BATCH, max(len(points) // 4, 1)),
        learning_rate=RATE,
        stop_after_epochs=PATIENCE,
        max_num_epochs=MOST_EPOCHS,
    )
    return inference.build_posterior(estimator)


class _NoTracking:
    """Keeps sbi from leaving logs in the folder that the program is run in."""

    log_dir = None

    def log_metric(self, name: str, value: float, step: int | None = None) -> None:
        pass

    def log_metrics(self, metrics: dict[str, float], step: int | None = None) -> None:
        pass

    def log_params(self, params: dict[str, Any]) -> None:
        pass

    def add_figure(self, name: str, figure: Any, step: int | None = None) -> None:
        pass

    def flush(self) -> None:
        pass


def checked(
    posterior: NeuralPosterior, places: Floats, figures: Floats, seed: int, draws: int = DRAWS
) -> Checks:
    """Return simulation-based calibration and TARP for runs that the posterior has not seen.

    Parameters
    ----------
    posterior
        The posterior.
    places, figures
        The runs: what they were made with, and what came of them, as for ``trained``.
    seed
        Root of all draws.
    draws
        Draws for each run.
    """
    import torch
    from sbi.diagnostics import run_sbc, run_tarp
    from scipy.stats import kstest

    points = torch.as_tensor(logits(places), dtype=torch.float32)
    given = torch.as_tensor(figures, dtype=torch.float32)
    whole = posterior._posterior
    references = torch.as_tensor(
        logits(uniforms(places.shape, seed, "references")), dtype=torch.float32
    )
    with _quiet(seed, "sbc"):
        ranks, _ = run_sbc(
            points, given, whole, num_posterior_samples=draws, show_progress_bar=False
        )
    with _quiet(seed, "tarp"):
        expected, credibility = run_tarp(
            points, given, whole, references=references, num_posterior_samples=draws,
            num_bins=20, show_progress_bar=False,
        )  # fmt: skip
    shares = (ranks.numpy().astype(np.float64) + 0.5) / (draws + 1)
    uniformity = np.array([kstest(column, "uniform").pvalue for column in shares.T])
    return Checks(
        shares,
        uniformity,
        expected.numpy().astype(np.float64),
        credibility.numpy().astype(np.float64),
    )


def drawn_inside(
    posterior: NeuralPosterior, region: Region, figures: Floats, count: int, *words: object
) -> tuple[Floats, float]:
    """Return draws of the posterior that lie in a region, and the share of draws that do.

    Parameters
    ----------
    posterior, region
        The posterior, and what is not ruled out.
    figures
        The official figures, shape (targets,).
    count
        Draws wanted; fewer are returned when hardly any lie in the region.
    words
        What the draws are keyed by.
    """
    kept: list[Floats] = []
    tried = found = 0
    for attempt in range(_ATTEMPTS):
        places = posterior.drawn(figures[np.newaxis], 4 * count, *words, attempt)[:, 0]
        inside = places[region.holds(places)]
        kept.append(inside)
        tried, found = tried + len(places), found + len(inside)
        if found >= count:
            break
    return np.concatenate(kept)[:count], found / tried


_ATTEMPTS = 10


@contextmanager
def _quiet(seed: int, *words: object) -> Iterator[None]:
    """Run torch on one thread from a seed of its own, and keep its remarks to ourselves."""
    import torch

    threads, state = torch.get_num_threads(), torch.get_rng_state()
    torch.set_num_threads(1)
    torch.manual_seed(seed_for(seed, *words))
    try:
        # sbi tells of its progress on standard output, whatever it is asked.
        with warnings.catch_warnings(), redirect_stdout(StringIO()):
            warnings.simplefilter("ignore")
            yield
    finally:
        torch.set_num_threads(threads)
        torch.set_rng_state(state)


def finite(figures: Floats, *others: Floats) -> Sequence[Floats]:
    """Return the rows without anything undefined, of the figures and of what goes with them."""
    known = np.isfinite(figures).all(axis=1)
    return [figures[known], *(each[known] for each in others)]
