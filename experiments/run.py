"""The paired run: a scenario against its baseline, with and without a step at the top."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from threading import Event, Lock
from typing import TypeVar

from experiments.design import Design, make_design
from experiments.replicate import StoppedError, simulate
from experiments.result import Result
from scenarios import Scenario
from sim.world import World

Progress = Callable[[float, float], None]
"""Called with the years simulated so far and the years in all."""

REPORT_SECONDS = 0.2

AnyDesign = TypeVar("AnyDesign", bound=Design)
AnyReplicate = TypeVar("AnyReplicate")
Simulate = Callable[[AnyDesign, int, Callable[[float], None], Event], AnyReplicate]
"""How one replicate of a design is simulated; see ``all_replicates``."""


def run(
    scenario: str | os.PathLike[str] | Scenario = "austerity",
    *,
    replicates: int = 20,
    years: float | None = None,
    seed: int = 1,
    workers: int | None = None,
    world: World | None = None,
    parameters: Mapping[str, float] | None = None,
    progress: Progress | None = None,
) -> Result:
    """Run a scenario against its baseline, paired replicate by replicate.

    In each replicate one history is forked into four worlds that share every random draw:
    the baseline and the scenario, each without and with a small step of a lever (by default a
    rise of 20 % in the national priority of one domain, the domains taken in turn). So the
    difference between two worlds is the effect of what was changed and of nothing else. A
    scenario that differs before the observed years has a history of its own, with the same
    draws. The baseline itself is run without a comparison.

    Parameters
    ----------
    scenario
        Name of a shipped scenario, path of a scenario file, or a loaded scenario.
    replicates
        Number of replicates, 1 or more; intervals need 2.
    years
        Years observed, above 0 and at most 100; None for the scenario's own.
    seed
        Root of all random draws, 0 to 2**63 - 1.
    workers
        Replicates simulated at a time; None for one per processor. Results are the same for
        any number.
    world
        The councils; None for the scenario's own.
    parameters
        Values used in both worlds in place of their own.
    progress
        Called a few times a second with the years simulated so far and the years in all.

    Returns
    -------
    Result
        Outcomes, thread and series of all replicates, in the order of the replicates.

    Raises
    ------
    InputError
        For anything in the arguments or the scenario that cannot be used; nothing has been
        simulated then.
    """
    design = make_design(
        scenario,
        replicates=replicates,
        years=years,
        seed=seed,
        workers=workers,
        world=world,
        parameters=parameters,
    )
    return run_design(design, progress)


def run_design(design: Design, progress: Progress | None = None) -> Result:
    """Run a checked design; see ``run``."""
    return Result(design, all_replicates(design, simulate, progress))


def all_replicates(
    design: AnyDesign, simulated: Simulate[AnyDesign, AnyReplicate], progress: Progress | None
) -> tuple[AnyReplicate, ...]:
    """Return all replicates of a design in order, as many at a time as it has workers.

    Parameters
    ----------
    design
        The checked design.
    simulated
        Simulates one replicate, given the design, the replicate's number, a function to call
        with the years simulated, and an event that tells it to stop.
    progress
        As for ``run``.
    """
    clock = _Clock(design.replicates * design.simulated_years)
    stop = Event()
    pool = ThreadPoolExecutor(min(design.workers, design.replicates))
    try:
        futures = [
            pool.submit(simulated, design, number, clock.advance, stop)
            for number in range(design.replicates)
        ]
        _wait(futures, clock, progress)
        return _collected(futures)
    finally:
        # Also reached by Ctrl-C: what is queued is dropped, what runs stops at its next quarter.
        stop.set()
        pool.shutdown(wait=True, cancel_futures=True)


class _Clock:
    """Years simulated by all threads together."""

    def __init__(self, total: float) -> None:
        self.total = total
        self.done = 0.0
        self._lock = Lock()

    def advance(self, years: float) -> None:
        with self._lock:
            self.done += years


def _wait(futures: list[Future[AnyReplicate]], clock: _Clock, progress: Progress | None) -> None:
    """Wait for all replicates, or for the first that fails."""
    pending = set(futures)
    while pending:
        done, pending = wait(pending, timeout=REPORT_SECONDS, return_when=FIRST_EXCEPTION)
        if progress is not None:
            progress(min(clock.done, clock.total), clock.total)
        if any(future.exception() is not None for future in done):
            return


def _collected(futures: list[Future[AnyReplicate]]) -> tuple[AnyReplicate, ...]:
    """Return the replicates in order, or raise what the first failed one raised."""
    failed = [future for future in futures if future.done() and future.exception() is not None]
    for future in failed:
        error = future.exception()
        if error is not None and not isinstance(error, StoppedError):
            raise error
    return tuple(future.result() for future in futures)
