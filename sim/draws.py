"""Random draws, each keyed by the decision it is for.

A draw is a function of the root seed, the replicate, the agent, the step, the purpose and an
index, and of nothing else: not of the scenario, nor of what else was drawn before. Two worlds
that share seed and replicate therefore share every chance event, and a difference between them
is caused by what was changed. The generator is Philox4x32-10 (Salmon et al. 2011).
"""

from __future__ import annotations

import hashlib
import math
from enum import IntEnum, unique

import numpy as np

from sim.compiled import compiled, inlined


@unique
class Purpose(IntEnum):
    """What a draw is for; no two decisions may share one."""

    INITIAL = 0
    CHURN = 1
    PRIORITY = 2
    AUDIT = 3
    INTERPRETATION = 4
    RECRUIT = 5
    AGENCY = 6
    ORIENTATION = 7
    SCREEN = 8
    PROVIDER = 9
    ABANDON = 10
    ALLOCATE = 11
    ONSET = 12
    ONSET_NEED = 13
    ONSET_DOMAIN = 14
    ASK = 15
    ASSESSMENT_HOURS = 16
    REVIEW_HOURS = 17
    REJECT = 18
    CLOSE = 19
    FALL_ILL = 20
    RETURN = 21
    LEAVE = 22
    PROVIDER_RECORD = 23
    PROVIDER_ERROR = 24
    PROVIDER_TIMELINESS = 25
    REPORT_NOISE = 26
    STORY_COUNT = 27
    STORY_CHOICE = 28
    PREFERENCE = 29
    DEPRIVATION = 30


@unique
class Initial(IntEnum):
    """What a draw made while the world is built is for (the index of ``Purpose.INITIAL``)."""

    NEED_PROFILE = 0
    LOCAL_PROFILE = 16
    INTERPRETATION = 48
    LABOUR_MARKET = 32
    INTEGRITY = 33
    NEIGHBOURHOOD = 34
    TRUST = 35
    IN_NEED = 36
    AGENCY_MARKET = 37
    LOCAL_DEMAND = 38
    CLOSING_HABIT = 39
    PACE_HABIT = 40


_LOW = np.uint64(0xFFFFFFFF)
_HALF = np.uint64(32)
_MULTIPLIER_0 = np.uint64(0xD2511F53)
_MULTIPLIER_1 = np.uint64(0xCD9E8D57)
_WEYL_0 = np.uint64(0x9E3779B9)
_WEYL_1 = np.uint64(0xBB67AE85)
_DROP = np.uint64(6)


def keys(seed: int, replicate: int) -> np.ndarray:
    """Return the two 32-bit key words of a replicate, as an array of two uint64."""
    digest = hashlib.blake2b(f"{seed}/{replicate}".encode(), digest_size=8).digest()
    return np.frombuffer(digest, "<u4").astype(np.uint64)


@inlined
def philox(c0, c1, c2, c3, k0, k1):  # type: ignore[no-untyped-def]
    """Return the four words of Philox4x32-10 for a counter and a key, all 32 bits in uint64."""
    # Written out round by round: a loop here keeps the compiler from drawing eight at a time.
    c0, c1, c2, c3, k0, k1 = _round(c0, c1, c2, c3, k0, k1)
    c0, c1, c2, c3, k0, k1 = _round(c0, c1, c2, c3, k0, k1)
    c0, c1, c2, c3, k0, k1 = _round(c0, c1, c2, c3, k0, k1)
    c0, c1, c2, c3, k0, k1 = _round(c0, c1, c2, c3, k0, k1)
    c0, c1, c2, c3, k0, k1 = _round(c0, c1, c2, c3, k0, k1)
    c0, c1, c2, c3, k0, k1 = _round(c0, c1, c2, c3, k0, k1)
    c0, c1, c2, c3, k0, k1 = _round(c0, c1, c2, c3, k0, k1)
    c0, c1, c2, c3, k0, k1 = _round(c0, c1, c2, c3, k0, k1)
    c0, c1, c2, c3, k0, k1 = _round(c0, c1, c2, c3, k0, k1)
    c0, c1, c2, c3, k0, k1 = _round(c0, c1, c2, c3, k0, k1)
    return c0, c1, c2, c3


@inlined
def _round(c0, c1, c2, c3, k0, k1):  # type: ignore[no-untyped-def]
    """Return counter and key after one round."""
    product_0 = _MULTIPLIER_0 * c0
    product_1 = _MULTIPLIER_1 * c2
    return (
        (product_1 >> _HALF) ^ c1 ^ k0,
        product_1 & _LOW,
        (product_0 >> _HALF) ^ c3 ^ k1,
        product_0 & _LOW,
        (k0 + _WEYL_0) & _LOW,
        (k1 + _WEYL_1) & _LOW,
    )


@compiled
def uniform(key, authority, agent, step, purpose, index):  # type: ignore[no-untyped-def]
    """Return one uniform number strictly between 0 and 1 (52 bits).

    Parameters
    ----------
    key
        The replicate's key words.
    authority, agent
        Domain ids: the council's number, and the agent's number within it (0 to 2**32 - 1).
    step
        Step of the model at which the decision is made (for a new need: number of the need).
    purpose, index
        What is decided (``Purpose``), and which of several like decisions (0 to 2**24 - 1).
    """
    word_0, word_1, _, _ = philox(
        np.uint64(agent) & _LOW,
        np.uint64(step) & _LOW,
        np.uint64(purpose + 256 * index) & _LOW,
        np.uint64(authority) & _LOW,
        key[0],
        key[1],
    )
    return _to_unit(word_0, word_1)


@inlined
def _to_unit(word_0, word_1):  # type: ignore[no-untyped-def]
    """Return the middle of one of 2**52 equal parts of 0 .. 1, chosen by 26 bits of each word."""
    high = float(np.int64(word_0 >> _DROP))
    low = float(np.int64(word_1 >> _DROP))
    return (high * 67108864.0 + low + 0.5) / 4503599627370496.0


@compiled
def uniforms(out, rows, first, key, authority, step, purpose):  # type: ignore[no-untyped-def]
    """Fill ``out`` with the uniform numbers of an authority's agents in ``rows``.

    The agent in row ``first`` is the authority's number 0. The same numbers as
    ``uniform(key, authority, agent, step, purpose, 0)``, ten times as fast.
    """
    k0 = key[0]
    k1 = key[1]
    c1 = np.uint64(step) & _LOW
    c2 = np.uint64(purpose + 0) & _LOW
    c3 = np.uint64(authority) & _LOW
    for place in range(len(out)):
        agent = rows[place] - first
        word_0, word_1, _, _ = philox(np.uint64(agent) & _LOW, c1, c2, c3, k0, k1)
        out[place] = _to_unit(word_0, word_1)


@compiled
def happens(probability, key, authority, agent, step, purpose):  # type: ignore[no-untyped-def]
    """Return True with the given probability."""
    return probability > 0.0 and uniform(key, authority, agent, step, purpose, 0) < probability


@compiled
def normal(key, authority, agent, step, purpose, index):  # type: ignore[no-untyped-def]
    """Return one standard normal number: the inverse distribution function of one uniform."""
    return normal_quantile(uniform(key, authority, agent, step, purpose, index))


@compiled
def exponential(key, authority, agent, step, purpose, index):  # type: ignore[no-untyped-def]
    """Return one exponential number of mean 1."""
    return -math.log(uniform(key, authority, agent, step, purpose, index))


@compiled
def normal_quantile(share):  # type: ignore[no-untyped-def]
    """Return the standard normal quantile (Wichura 1988, algorithm AS 241, PPND16)."""
    q = share - 0.5
    if abs(q) <= 0.425:
        r = 0.180625 - q * q
        return q * _ratio(
            r,
            (2509.0809287301226727, 33430.575583588128105, 67265.770927008700853,
             45921.953931549871457, 13731.693765509461125, 1971.5909503065514427,
             133.14166789178437745, 3.387132872796366608),
            (5226.495278852545925, 28729.085735721942674, 39307.89580009271061,
             21213.794301586595867, 5394.1960214247511077, 687.1870074920579083,
             42.313330701600911252, 1.0),
        )  # fmt: skip
    r = math.sqrt(-math.log(share if q < 0.0 else 1.0 - share))
    if r <= 5.0:
        tail = _ratio(
            r - 1.6,
            (7.7454501427834140764e-4, 0.0227238449892691845833, 0.24178072517745061177,
             1.27045825245236838258, 3.64784832476320460504, 5.7694972214606914055,
             4.6303378461565452959, 1.42343711074968357734),
            (1.05075007164441684324e-9, 5.475938084995344946e-4, 0.0151986665636164571966,
             0.14810397642748007459, 0.68976733498510000455, 1.6763848301838038494,
             2.05319162663775882187, 1.0),
        )  # fmt: skip
    else:
        tail = _ratio(
            r - 5.0,
            (2.01033439929228813265e-7, 2.71155556874348757815e-5, 0.0012426609473880784386,
             0.026532189526576123093, 0.29656057182850489123, 1.7848265399172913358,
             5.4637849111641143699, 6.6579046435011037772),
            (2.04426310338993978564e-15, 1.4215117583164458887e-7, 1.8463183175100546818e-5,
             7.868691311456132591e-4, 0.0148753612908506148525, 0.13692988092273580531,
             0.59983220655588793769, 1.0),
        )  # fmt: skip
    return -tail if q < 0.0 else tail


@compiled
def _ratio(x, above, below):  # type: ignore[no-untyped-def]
    """Return the ratio of two polynomials of degree 7, highest coefficient first."""
    numerator = 0.0
    denominator = 0.0
    for power in range(8):
        numerator = numerator * x + above[power]
        denominator = denominator * x + below[power]
    return numerator / denominator
