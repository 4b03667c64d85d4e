"""A share of a study, for an array of jobs."""

from __future__ import annotations

from dataclasses import dataclass

from sim.errors import InputError


@dataclass(frozen=True)
class Shard:
    """A share of a study: every ``of``-th run from the ``number``-th on (from 1)."""

    number: int
    of: int

    @classmethod
    def parse(cls, words: str) -> Shard:
        """Return the share that ``7/200`` stands for, raising InputError for anything else."""
        number, slash, of = words.partition("/")
        if slash and number.isascii() and of.isascii() and number.isdigit() and of.isdigit():
            shard = cls(int(number[:9]), int(of[:9]))
            if 1 <= shard.number <= shard.of:
                return shard
        raise InputError(
            f"{words!r} is not a share of a study",
            remedy="Give a number and how many there are, such as 7/200",
            key="shard",
            value=words,
        )
