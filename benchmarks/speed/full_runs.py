"""Full runs: four years of burn-in and six observed, as a study takes them."""

from __future__ import annotations

import resource
from dataclasses import dataclass
from statistics import median
from time import perf_counter

from sim.model import PolicyModel
from sim.world import World


@dataclass(frozen=True)
class FullRun:
    """What full runs of a world take.

    Attributes
    ----------
    world, citizens, posts, steps, threads
        Its name and size, the steps run, and the threads that compute side by side.
    seconds
        Median over runs of different replicates, compilation and building not counted.
    nanoseconds
        The same per citizen and step.
    peak_mebibytes
        Largest memory of the process so far.
    """

    world: str
    citizens: int
    posts: int
    steps: int
    threads: int
    seconds: float
    nanoseconds: float
    peak_mebibytes: float


def full_run(world: World, threads: int, runs: int) -> FullRun:
    """Time ``runs`` full runs of ``world``."""
    PolicyModel(World.even(2, 2, 4), years=0.25, burn_in_years=0).run()
    seconds = []
    for replicate in range(runs):
        model = PolicyModel(world, years=6, burn_in_years=4, replicate=replicate, threads=threads)
        begun = perf_counter()
        model.run()
        seconds.append(perf_counter() - begun)
    taken = median(seconds)
    return FullRun(
        world.name,
        world.citizens,
        sum(council.posts for council in world.councils),
        model.steps,
        threads,
        taken,
        taken / model.steps / world.citizens * 1e9,
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    )
