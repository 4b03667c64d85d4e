"""Many small runs at a time: threads of one process against processes."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from statistics import median
from time import perf_counter

from sim.model import PolicyModel
from sim.world import World


@dataclass(frozen=True)
class Study:
    """How fast runs of ten years pass.

    Attributes
    ----------
    authorities, citizens, workers
        Size of the world, and runs at a time.
    one_after_the_other, in_threads, in_processes
        Runs per second, median of the turns.
    """

    authorities: int
    citizens: int
    workers: int
    one_after_the_other: float
    in_threads: float
    in_processes: float


def study(authorities: int, workers: int, runs: int = 12, turns: int = 3) -> Study:
    """Time ``runs`` runs of a world in each of the three ways, in turn."""
    context = multiprocessing.get_context("spawn")
    world = World.even(authorities, posts=12)
    with (
        ThreadPoolExecutor(1) as one,
        ThreadPoolExecutor(workers) as threads,
        ProcessPoolExecutor(workers, mp_context=context) as processes,
    ):
        pools: tuple[Executor, ...] = (one, threads, processes)
        for pool in pools:
            _runs_per_second(pool, authorities, 2 * workers)
        taken = [[_runs_per_second(pool, authorities, runs) for pool in pools] for _ in range(turns)]
    rates = [median(column) for column in zip(*taken, strict=True)]
    return Study(authorities, world.citizens, workers, *rates)


def _runs_per_second(pool: Executor, authorities: int, runs: int) -> float:
    begun = perf_counter()
    list(pool.map(_run, [authorities] * runs, range(runs)))
    return runs / (perf_counter() - begun)


def _run(authorities: int, replicate: int) -> float:
    """Run one replicate of a world; return something small."""
    model = PolicyModel(World.even(authorities, posts=12), replicate=replicate)
    return float(model.run().state.citizens["trust"].mean())
