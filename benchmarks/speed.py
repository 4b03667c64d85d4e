"""How long the default and the national world take, and how much memory.

Run ``python -m benchmarks.speed``, with ``--national`` for the national world.

The time of the model is also given as a ratio to a yardstick measured in the same run: a compiled
loop that visits every citizen's record once per week and makes one keyed draw for it. A ratio
compares across machines; seconds do not.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter

import numba
import numpy as np

from sim.draws import Purpose, keys, uniforms
from sim.model import PolicyModel
from sim.world import World

YEARS = 6.0
BURN_IN_YEARS = 4.0


@dataclass(frozen=True)
class Measured:
    """One measurement.

    Attributes
    ----------
    world
        Name of the world.
    citizens, steps, threads
        Its size, the steps run, and the threads that computed side by side.
    seconds
        Median time of a run, compilation and building not counted.
    nanoseconds_per_citizen_step
        The same per citizen and step.
    over_yardstick
        The same over the time of the yardstick on as many threads.
    peak_mebibytes
        Largest memory of the process so far.
    """

    world: str
    citizens: int
    steps: int
    threads: int
    seconds: float
    nanoseconds_per_citizen_step: float
    over_yardstick: float
    peak_mebibytes: float


@numba.njit(nogil=True)
def _visit(citizens, draws, key, first_step, steps):  # type: ignore[no-untyped-def]
    """Read and write each record once a step, after one keyed draw for it."""
    for step in range(first_step, first_step + steps):
        uniforms(draws, key, 0, step, Purpose.ASK)
        for i in range(len(citizens)):
            citizens[i].trust = 0.5 * (citizens[i].trust + draws[i])


def yardstick(citizens: np.ndarray, steps: int = 20) -> float:
    """Return the seconds per step of the loop that does the least a weekly model could do."""
    records, draws, key = citizens.copy(), np.zeros(len(citizens)), keys(0, 0)
    _visit(records, draws, key, 0, 1)
    begun = perf_counter()
    _visit(records, draws, key, 1, steps)
    return (perf_counter() - begun) / steps


def measure(world: World, threads: int, runs: int) -> Measured:
    """Time full runs of ``world``: 4 years of burn-in and 6 observed."""
    PolicyModel(World.even(2, 2, 4), years=0.25, burn_in_years=0).run()
    seconds = []
    for replicate in range(runs):
        model = PolicyModel(
            world, years=YEARS, burn_in_years=BURN_IN_YEARS, replicate=replicate, threads=threads
        )
        begun = perf_counter()
        model.run()
        seconds.append(perf_counter() - begun)
    median = float(np.median(seconds))
    per_step = median / model.steps
    return Measured(
        world.name,
        world.citizens,
        model.steps,
        threads,
        round(median, 3),
        round(per_step / world.citizens * 1e9, 1),
        round(per_step / (yardstick(model.state.citizens) / threads), 2),
        round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
    )


def main() -> None:
    """Measure, print a table, and write JSON where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--national", action="store_true", help="the national world too (minutes)")
    parser.add_argument("--json", metavar="FILE", help="write the figures there")
    chosen = parser.parse_args()
    measured = [measure(World.default(), threads=1, runs=5)]
    if chosen.national:
        measured.append(measure(World.national(), threads=os.cpu_count() or 1, runs=1))
    print(f"{platform.processor() or platform.machine()}, Python {platform.python_version()}")
    print(f"{'world':16} {'citizens':>10} {'steps':>6} {'threads':>7} {'seconds':>8} "
          f"{'ns/citizen-step':>15} {'over yardstick':>14} {'peak MiB':>9}")  # fmt: skip
    for row in measured:
        print(f"{row.world:16} {row.citizens:>10,} {row.steps:>6} {row.threads:>7} "
              f"{row.seconds:>8.2f} {row.nanoseconds_per_citizen_step:>15.1f} "
              f"{row.over_yardstick:>14.2f} {row.peak_mebibytes:>9.0f}")  # fmt: skip
    if chosen.json:
        text = json.dumps([asdict(row) for row in measured], indent=2)
        Path(chosen.json).write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
