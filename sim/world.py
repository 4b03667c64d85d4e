"""The world described: which councils there are, with how many posts and people in need."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import Self

from sim.errors import InputError

MOST_POSTS = 100_000
MOST_CITIZENS = 10_000_000


@dataclass(frozen=True)
class Council:
    """One local authority as the user describes it.

    Attributes
    ----------
    name
        Unique name; the random draws of the council hang on it, not on its place in a file.
    posts
        Funded posts of case-holding street-level bureaucrats at the start (1 or more).
    population_in_need
        Citizens modelled: those who have, or may come to have, a need (1 or more).
    deprivation
        Standard score, 0 for the middling council, positive for more deprived ones.
    budget_change
        Lasting change of the council's budget from the start of the observed years, as a
        share (-0.1 is a cut of 10 %).
    """

    name: str
    posts: int
    population_in_need: int
    deprivation: float = 0.0
    budget_change: float = 0.0

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise InputError("a council has no name", remedy="Give every council a name")
        for key, value, most in (
            ("posts", self.posts, MOST_POSTS),
            ("population_in_need", self.population_in_need, MOST_CITIZENS),
        ):
            if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= most:
                raise InputError(
                    f"{key} of {self.name!r} is {value!r}",
                    remedy=f"Give a whole number from 1 to {most:,}",
                    key=key,
                    value=value,
                )
        for key, number, low, high in (
            ("deprivation", self.deprivation, -5.0, 5.0),
            ("budget_change", self.budget_change, -0.9, 2.0),
        ):
            if not (math.isfinite(number) and low <= number <= high):
                raise InputError(
                    f"{key} of {self.name!r} is {number!r}",
                    remedy=f"Give a number from {low:g} to {high:g}",
                    key=key,
                    value=number,
                )

    @property
    def number(self) -> int:
        """Domain id of the council: 32 bits of a hash of its name."""
        return int.from_bytes(hashlib.blake2b(self.name.encode(), digest_size=4).digest(), "little")


@dataclass(frozen=True)
class World:
    """A set of councils, kept in the order of their names.

    Raises
    ------
    InputError
        When there is no council, or two of them share a name.
    """

    councils: tuple[Council, ...]
    name: str = "own councils"

    def __post_init__(self) -> None:
        if not self.councils:
            raise InputError("the world has no councils", remedy="Give at least one council")
        seen: dict[int, str] = {}
        for council in self.councils:
            if council.number in seen:
                raise InputError(
                    f"two councils are called {seen[council.number]!r} and {council.name!r}",
                    remedy="Give every council a name of its own",
                    key="name",
                    value=council.name,
                )
            seen[council.number] = council.name
        object.__setattr__(self, "councils", tuple(sorted(self.councils, key=lambda c: c.name)))

    @classmethod
    def even(
        cls, authorities: int = 24, posts: int = 12, citizens_per_post: int = 40, name: str = ""
    ) -> Self:
        """Return equally large councils whose deprivation is spread like a normal score."""
        scores = [_normal_score((rank + 0.5) / authorities) for rank in range(authorities)]
        digits = max(2, len(str(authorities)))
        return cls(
            tuple(
                Council(f"Council {rank + 1:0{digits}d}", posts, posts * citizens_per_post, score)
                for rank, score in enumerate(scores)
            ),
            name or f"{authorities} councils of {posts} posts",
        )

    @classmethod
    def default(cls) -> Self:
        """Return the default world: 24 councils, 12 posts each, 40 citizens per post."""
        return cls.even(name="default world")

    @classmethod
    def national(cls) -> Self:
        """Return England's size: 153 councils, 33,048 posts, 1.3 million citizens."""
        return cls.even(153, 216, 40, name="national world")

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the councils, in the order of the records."""
        return tuple(council.name for council in self.councils)

    @property
    def citizens(self) -> int:
        """Number of citizens modelled."""
        return sum(council.population_in_need for council in self.councils)

    def deprivation_band(self, bands: int = 5) -> tuple[int, ...]:
        """Return each council's band, 1 for the most deprived, of equally many councils."""
        order = sorted(
            range(len(self.councils)),
            key=lambda i: (-self.councils[i].deprivation, self.councils[i].name),
        )
        band = [0] * len(order)
        for rank, index in enumerate(order):
            band[index] = 1 + rank * bands // len(order)
        return tuple(band)

    def rows(self, names: Sequence[str] | None) -> list[int]:
        """Return the record numbers of the named councils, all of them for None."""
        if names is None:
            return list(range(len(self.councils)))
        index = {name: row for row, name in enumerate(self.names)}
        return [index[name] for name in names]


def _normal_score(share: float) -> float:
    """Return the standard normal quantile of ``share``, rounded so that files can carry it."""
    return round(NormalDist().inv_cdf(share), 3)
