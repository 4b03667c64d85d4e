"""Two rounds of replicates: the second has as many as the declared precision takes.

The rule is Stein's, as for comparisons (``experiments.compare.precision``): the spread of the
first round alone says how many replicates there will be, and how wide each interval is. Whether
a claim looks true so far has no say in it, so that nothing is tried until it comes out.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from threading import Event

from experiments.checks import difference_of
from experiments.compare.precision import LEAST_FIRST_ROUND
from experiments.design import whole_number
from experiments.replicate import Replicate, simulate
from experiments.result import Result
from experiments.run import Clock, Progress, side_by_side
from experiments.verdicts.plan import Batch, Pair, batches_of

FIRST_ROUND = 15
"""Paired replicates whose spread says how many more precision takes."""
USUAL_MOST = 100
"""More for one scenario is not computed without being asked for."""
MOST_ALLOWED = 1_000_000

Found = dict[tuple[str, str | None], Result]
"""Results by scenario and by the name of what it is compared with."""


def most_of(asked: int | None, replicates: int) -> int:
    """Return how many replicates no scenario may exceed, or refuse what was asked for."""
    if asked is not None:
        return whole_number("most", asked, replicates, MOST_ALLOWED)
    return replicates if replicates < LEAST_FIRST_ROUND else max(replicates, USUAL_MOST)


def first_round(batches: Sequence[Batch], clock: Clock, progress: Progress | None) -> Found:
    """Simulate the first round and return the result of every pair."""
    found: Found = {}
    for batch in batches:
        replicates = _simulated(batch, range(batch.design.replicates), clock, progress)
        for pair in batch.pairs:
            found[_key(pair)] = batch.result(pair, replicates)
    return found


def second_round(
    pairs: Sequence[Pair], first: Found, most: int, clock: Clock, progress: Progress | None
) -> Found:
    """Simulate what precision still takes and return every pair's result, both rounds in it.

    Parameters
    ----------
    pairs
        All pairs.
    first
        What the first round found.
    most
        Replicates that no pair may exceed.
    clock, progress
        What counts the years simulated, those of the first round in it, and whom to tell.
    """
    wanted = {_key(pair): min(replicates_wanted(first[_key(pair)]), most) for pair in pairs}
    open_pairs = [pair for pair in pairs if wanted[_key(pair)] > pair.design.replicates]
    batches = batches_of(open_pairs)
    rounds = [
        range(batch.design.replicates, max(wanted[_key(pair)] for pair in batch.pairs))
        for batch in batches
    ]
    clock.total += sum(
        len(numbers) * batch.design.simulated_years
        for batch, numbers in zip(batches, rounds, strict=True)
    )
    found = dict(first)
    for batch, numbers in zip(batches, rounds, strict=True):
        added = _simulated(batch, numbers, clock, progress)
        for pair in batch.pairs:
            before = first[_key(pair)]
            both = before.replicates + batch.result(pair, added).replicates
            found[_key(pair)] = Result(replace(before.design, replicates=len(both)), both)
    return found


def replicates_wanted(result: Result) -> int:
    """Return how many replicates the declared precision takes, by the spread of these.

    An interval narrows with the root of the number of replicates. Where there is no interval, no
    number is known to give one.
    """
    wanted = len(result.replicates)
    for expectation in result.design.scenario.expectations:
        if expectation.precision is None:
            continue
        difference = difference_of(expectation, result)
        if difference.bounded:
            times = (difference.half_width / expectation.precision) ** 2
            # A hair less than a whole number is that number.
            wanted = max(wanted, math.ceil(len(result.replicates) * times - 1e-9))
    return wanted


def _key(pair: Pair) -> tuple[str, str | None]:
    return pair.scenario.name, pair.against


def _simulated(
    batch: Batch, numbers: range, clock: Clock, progress: Progress | None
) -> tuple[Replicate, ...]:
    design = batch.design

    def one(number: int, stop: Event) -> Replicate:
        return simulate(design, number, clock.advance, stop)

    return side_by_side(one, numbers, design.workers, clock, progress)
