"""A statistical battery on the project's own key layout; seeds are fixed, so it never flickers."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from sim.draws import Purpose, keys, normal, uniform, uniforms

ALPHA = 1e-4
KEY = keys(20_261, 4)
AGENTS, STEPS = 400, 52
PURPOSES = [int(purpose) for purpose in Purpose]


def _block(authority: int, purpose: int, key: np.ndarray = KEY) -> np.ndarray:
    """Return the draws of all agents in all steps, shape (steps, agents)."""
    out = np.empty((STEPS, AGENTS))
    for step in range(STEPS):
        uniforms(out[step], np.arange(AGENTS), 0, key, authority, step, purpose)
    return out


def _uncorrelated(one: np.ndarray, other: np.ndarray) -> bool:
    count = one.size
    bound = stats.norm.isf(ALPHA / 2) / np.sqrt(count)
    return bool(abs(np.corrcoef(one.ravel(), other.ravel())[0, 1]) < bound)


@pytest.mark.parametrize("purpose", PURPOSES)
def test_draws_of_each_purpose_are_uniform(purpose: int) -> None:
    draws = _block(77, purpose).ravel()
    assert stats.kstest(draws, "uniform").pvalue > ALPHA
    assert stats.chisquare(np.histogram(draws, 256, (0, 1))[0]).pvalue > ALPHA


def test_the_low_bits_are_uniform_too() -> None:
    draws = _block(77, Purpose.ASK).ravel()
    rest = draws * 2**20 % 1.0
    assert stats.chisquare(np.histogram(rest, 128, (0, 1))[0]).pvalue > ALPHA


@pytest.mark.parametrize("lag", [1, 2, 8, 9])
def test_neighbouring_agents_and_steps_are_uncorrelated(lag: int) -> None:
    draws = _block(5, Purpose.CLOSE)
    assert _uncorrelated(draws[:, lag:], draws[:, :-lag])
    assert _uncorrelated(draws[lag:], draws[:-lag])
    assert _uncorrelated(draws[lag:, lag:], draws[:-lag, :-lag])


def test_purposes_are_uncorrelated_pair_by_pair() -> None:
    blocks = np.array([_block(5, purpose).ravel() for purpose in PURPOSES])
    pairs = np.corrcoef(blocks)[np.triu_indices(len(PURPOSES), 1)]
    bound = stats.norm.isf(ALPHA / 2 / len(pairs)) / np.sqrt(blocks.shape[1])
    assert np.abs(pairs).max() < bound
    # As spread out as chance would have it, too.
    assert stats.kstest(pairs * np.sqrt(blocks.shape[1]), "norm").pvalue > ALPHA


def test_authorities_replicates_and_seeds_are_uncorrelated() -> None:
    here = _block(5, Purpose.ASK)
    for other in (
        _block(6, Purpose.ASK),
        _block(5 + 2**31, Purpose.ASK),
        _block(5, Purpose.ASK, keys(20_261, 5)),
        _block(5, Purpose.ASK, keys(20_262, 4)),
    ):
        assert _uncorrelated(here, other)


def test_the_indices_of_one_purpose_are_uncorrelated() -> None:
    draws = np.array(
        [
            [uniform(KEY, 3, 0, step, Purpose.STORY_CHOICE, index) for index in range(64)]
            for step in range(200)
        ]
    )
    assert _uncorrelated(draws[:, 1:], draws[:, :-1])
    assert stats.kstest(draws.ravel(), "uniform").pvalue > ALPHA


def test_pairs_and_triples_fill_the_square_and_the_cube() -> None:
    draws = _block(5, Purpose.ASK)
    pairs = np.histogram2d(draws[:, ::2].ravel(), draws[:, 1::2].ravel(), 16, [(0, 1)] * 2)[0]
    assert stats.chisquare(pairs.ravel()).pvalue > ALPHA
    days = draws[: STEPS // 3 * 3].reshape(-1, 3, AGENTS).transpose(0, 2, 1).reshape(-1, 3)
    cube = np.histogramdd(days, 5, [(0, 1)] * 3)[0]
    assert stats.chisquare(cube.ravel()).pvalue > ALPHA


def test_no_two_draws_are_the_same_number() -> None:
    draws = np.concatenate([_block(a, p).ravel() for a in (1, 2) for p in PURPOSES])
    assert len(np.unique(draws)) == len(draws)


def test_people_in_one_post_after_the_other_draw_apart() -> None:
    """A successor is another agent: the number of the post and how many have left it."""
    draws = np.array(
        [
            [uniform(KEY, 8, p + (n << 20), 0, Purpose.LEAVE, 0) for p in range(300)]
            for n in range(30)
        ]
    )
    assert _uncorrelated(draws[1:], draws[:-1])
    assert len(np.unique(draws)) == draws.size


def test_normal_draws_are_normal() -> None:
    draws = np.array([normal(KEY, 4, a, 9, Purpose.SCREEN, 0) for a in range(20_000)])
    assert stats.kstest(draws, "norm").pvalue > ALPHA
