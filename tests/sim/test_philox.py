"""The generator itself: published vectors, and an implementation of our own in plain Python."""

from __future__ import annotations

import hashlib

import numpy as np
import pytest
from scipy import stats

from sim.draws import (
    Purpose,
    exponential,
    happens,
    keys,
    normal,
    normal_quantile,
    philox,
    uniform,
    uniforms,
)

VECTORS = [
    ("00000000 00000000 00000000 00000000", "00000000 00000000",
     "6627e8d5 e169c58d bc57ac4c 9b00dbd8"),
    ("ffffffff ffffffff ffffffff ffffffff", "ffffffff ffffffff",
     "408f276d 41c83b0e a20bc7c6 6d5451fd"),
    ("243f6a88 85a308d3 13198a2e 03707344", "a4093822 299f31d0",
     "d16cfe09 94fdcceb 5001e420 24126ea1"),
]  # fmt: skip


def _words(text: str) -> list[int]:
    return [int(word, 16) for word in text.split()]


def plain_philox(counter: list[int], key: list[int]) -> list[int]:
    """Return Philox4x32-10 as the paper defines it (Salmon et al. 2011)."""
    c, k = list(counter), list(key)
    for _ in range(10):
        high_0, low_0 = divmod(0xD2511F53 * c[0], 1 << 32)
        high_1, low_1 = divmod(0xCD9E8D57 * c[2], 1 << 32)
        c = [high_1 ^ c[1] ^ k[0], low_1, high_0 ^ c[3] ^ k[1], low_0]
        k = [(k[0] + 0x9E3779B9) % (1 << 32), (k[1] + 0xBB67AE85) % (1 << 32)]
    return c


def plain_uniform(
    key: np.ndarray, authority: int, agent: int, step: int, purpose: int, index: int
) -> float:
    words = plain_philox([agent, step, purpose + 256 * index, authority], [int(k) for k in key])
    return ((words[0] >> 6) * 2**26 + (words[1] >> 6) + 0.5) / 2**52


@pytest.mark.parametrize(("counter", "key", "expected"), VECTORS)
def test_known_answers_of_random123(counter: str, key: str, expected: str) -> None:
    words = [np.uint64(word) for word in (*_words(counter), *_words(key))]
    assert [int(word) for word in philox(*words)] == _words(expected)
    assert plain_philox(_words(counter), _words(key)) == _words(expected)


def test_philox_agrees_with_plain_python_everywhere() -> None:
    for words in np.random.default_rng(1).integers(0, 2**32, (300, 6)).tolist():
        ours = [int(w) for w in philox(*(np.uint64(word) for word in words))]
        assert ours == plain_philox(words[:4], words[4:])


def test_uniform_is_keyed_by_agent_step_purpose_and_authority() -> None:
    key = keys(7, 3)
    draws = np.random.default_rng(2)
    for _ in range(300):
        authority, agent, step = (int(x) for x in draws.integers(0, 2**32, 3))
        purpose, index = int(draws.integers(0, 256)), int(draws.integers(0, 2**24))
        one = uniform(key, authority, agent, step, purpose, index)
        assert one == plain_uniform(key, authority, agent, step, purpose, index)
        assert 0.0 < one < 1.0


@pytest.mark.parametrize("count", [0, 1, 7, 8, 9, 64, 1001])
def test_uniforms_are_the_uniform_numbers_agent_by_agent(count: int) -> None:
    key, out = keys(1, 2), np.full(count, np.nan)
    rows = 7 + 3 * np.arange(count)
    uniforms(out, rows, 5, key, 4_000_000_000, 51, Purpose.CLOSE)
    expected = [uniform(key, 4_000_000_000, row - 5, 51, Purpose.CLOSE, 0) for row in rows]
    assert out.tolist() == expected


def test_uniforms_write_nothing_beyond_the_end() -> None:
    out = np.full(20, -1.0)
    uniforms(out[3:14], np.arange(11), 0, keys(1, 2), 5, 6, Purpose.ASK)
    assert (out[:3] == -1).all()
    assert (out[14:] == -1).all()
    assert (out[3:14] > 0).all()


def test_keys_depend_on_the_seed_and_the_replicate_and_on_nothing_else() -> None:
    pairs = {tuple(keys(seed, replicate)) for seed in range(60) for replicate in range(60)}
    assert len(pairs) == 3600
    assert (keys(12, 1) == keys(12, 1)).all()
    assert tuple(keys(1, 12)) != tuple(keys(11, 2))
    assert all(0 <= int(word) < 2**32 for word in keys(2**70, 5))


def test_keys_stay_what_they_were() -> None:
    """A changed key would silently change every published run."""
    digest = hashlib.sha256(
        b"".join(keys(seed, r).tobytes() for seed in (0, 1, 99) for r in (0, 1))
    ).hexdigest()
    assert digest.startswith("a253a3999976f858")


def test_the_normal_quantile_is_that_of_scipy() -> None:
    shares = np.concatenate(
        [
            np.linspace(1e-6, 1 - 1e-6, 2001),
            10.0 ** -np.arange(1, 16),
            [2.0**-53, 0.5, 0.925, 0.075],
        ]
    )
    ours = np.array([normal_quantile(share) for share in shares])
    np.testing.assert_allclose(ours, stats.norm.ppf(shares), rtol=1e-13, atol=1e-15)


def test_normal_and_exponential_invert_the_one_uniform_of_the_decision() -> None:
    key = keys(3, 0)
    for agent in range(50):
        where = (key, 9, agent, 4, Purpose.ONSET, 1)
        u = uniform(*where)
        assert normal(*where) == normal_quantile(u)
        assert exponential(*where) == pytest.approx(-np.log(u), rel=1e-14)


def test_a_thing_happens_when_its_uniform_is_below_its_probability() -> None:
    key = keys(3, 0)
    u = uniform(key, 9, 8, 7, Purpose.AUDIT, 0)
    above, below = np.nextafter(u, 1), np.nextafter(u, 0)
    assert happens(above, key, 9, 8, 7, Purpose.AUDIT)
    assert not happens(u, key, 9, 8, 7, Purpose.AUDIT)
    assert not happens(below, key, 9, 8, 7, Purpose.AUDIT)
    assert not happens(0.0, key, 9, 8, 7, Purpose.AUDIT)
    assert happens(1.0, key, 9, 8, 7, Purpose.AUDIT)
