"""Random draws, each a function of what it decides and of nothing else. ODD section 4."""

from __future__ import annotations

import math
from enum import IntEnum, unique
from hashlib import blake2b
from statistics import NormalDist

Words = tuple[int, ...]

_WORD = 2**32
_STANDARD_NORMAL = NormalDist()


@unique
class Purpose(IntEnum):
    """What a draw decides; no two kinds of decision share a number."""

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
    """What a draw for the state at the start is for: the index of ``Purpose.INITIAL``."""

    NEED_PROFILE = 0  # and the four after it, one for each domain
    LOCAL_PRIORITY = 16  # likewise
    LABOUR_MARKET = 32
    INTEGRITY = 33
    NEIGHBOURHOOD = 34
    TRUST = 35
    IN_NEED = 36
    AGENCY_MARKET = 37
    LOCAL_DEMAND = 38
    CLOSING_HABIT = 39
    PACE_HABIT = 40
    INTERPRETATION = 48  # and the four after it


def key_of(seed: int, replicate: int) -> Words:
    """Return the two key words of a replicate."""
    digest = blake2b(f"{seed}/{replicate}".encode("ascii"), digest_size=8).digest()
    return int.from_bytes(digest[:4], "little"), int.from_bytes(digest[4:], "little")


def number_of(council: str) -> int:
    """Return the number by which draws know an authority."""
    return int.from_bytes(blake2b(council.encode(), digest_size=4).digest(), "little")


def philox(counter: Words, key: Words) -> Words:
    """Return the four words of Philox4x32-10 for a counter and a key (Salmon et al. 2011)."""
    c0, c1, c2, c3 = counter
    k0, k1 = key
    for _ in range(10):
        high_0, low_0 = divmod(0xD2511F53 * c0, _WORD)
        high_1, low_1 = divmod(0xCD9E8D57 * c2, _WORD)
        c0, c1, c2, c3 = high_1 ^ c1 ^ k0, low_1, high_0 ^ c3 ^ k1, low_0
        k0, k1 = (k0 + 0x9E3779B9) % _WORD, (k1 + 0xBB67AE85) % _WORD
    return c0, c1, c2, c3


class Draws:
    """All the chance events in the life of one agent.

    Parameters
    ----------
    key
        Key words of the replicate.
    authority
        Number of the authority; 0 for central government.
    agent
        Number of the agent within the authority.
    """

    def __init__(self, key: Words, authority: int, agent: int) -> None:
        self.key = key
        self.authority = authority
        self.agent = agent

    def uniform(self, step: int, purpose: Purpose, index: int = 0) -> float:
        """Return a number strictly between 0 and 1."""
        counter = (self.agent, step, purpose + 256 * index, self.authority)
        first, second, _, _ = philox(tuple(word % _WORD for word in counter), self.key)
        return ((first >> 6) * 2**26 + (second >> 6) + 0.5) / 2**52

    def happens(self, chance: float, step: int, purpose: Purpose) -> bool:
        """Return True with the given chance."""
        return chance > 0 and self.uniform(step, purpose) < chance

    def normal(self, step: int, purpose: Purpose, index: int = 0) -> float:
        """Return a standard normal number."""
        return _STANDARD_NORMAL.inv_cdf(self.uniform(step, purpose, index))

    def exponential(self, step: int, purpose: Purpose) -> float:
        """Return an exponential number of mean 1."""
        return -math.log(self.uniform(step, purpose))
