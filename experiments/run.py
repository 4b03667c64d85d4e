"""The paired run: a scenario against its baseline, with and without a step at the top."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from threading import Event, Lock
from typing import TypeVar

from experiments.design import Design, make_design
from experiments.posterior.drawn import Posterior
from experiments.replicate import StoppedError, simulate
from experiments.result import Result
from scenarios import Scenario
from sim.world import World

Progress = Callable[[float, float], None]
"""Called with the years simulated so far and the years in all."""

REPORT_SECONDS = 0.2

AnyDesign = TypeVar("AnyDesign", bound=Design)
Simulated = TypeVar("Simulated")


def run(
    scenario: str | os.PathLike[str] | Scenario = "austerity",
    *,
    replicates: int = 20,
    years: float | None = None,
    seed: int = 1,
    workers: int | None = None,
    world: World | None = None,
    parameters: Mapping[str, float] | None = None,
    posterior: Posterior | None = None,
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
    posterior
        Draws of parameters, so that intervals hold what is not known of them: the name of a
        posterior that comes with the program, a file, or ``ParameterDraws``. Replicates take
        draws in pairs, both worlds the same one; what a scenario sets goes before a draw.
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
        posterior=posterior,
    )
    return run_design(design, progress)


def run_design(design: Design, progress: Progress | None = None) -> Result:
    """Run a checked design; see ``run``."""
    return Result(design, all_replicates(design, simulate, progress))


def all_replicates(
    design: AnyDesign,
    simulated: Callable[[AnyDesign, int, Callable[[float], None], Event], Simulated],
    progress: Progress | None,
) -> tuple[Simulated, ...]:
    """Return all replicates of a design, in order.

    Parameters
    ----------
    design
        The checked design.
    simulated
        Simulates the replicate of a number; see ``experiments.replicate.simulate``.
    progress
        As for ``run``.
    """
    clock = Clock(design.replicates * design.simulated_years)
    return side_by_side(
        lambda number, stop: simulated(design, number, clock.advance, stop),
        range(design.replicates),
        design.workers,
        clock,
        progress,
    )


def side_by_side(
    simulated: Callable[[int, Event], Simulated],
    numbers: Sequence[int],
    workers: int,
    clock: Clock,
    progress: Progress | None,
) -> tuple[Simulated, ...]:
    """Return replicates, simulated several at a time, in the order of their numbers.

    Parameters
    ----------
    simulated
        Simulates one replicate, and ends with ``StoppedError`` once the event is set.
    numbers
        The replicates, one or more.
    workers
        How many at a time; it changes no result.
    clock, progress
        What the simulations tell of the years that they have done, and whom to tell.
    """
    stop = Event()
    pool = ThreadPoolExecutor(min(workers, len(numbers)))
    try:
        futures = [pool.submit(simulated, number, stop) for number in numbers]
        _wait(futures, clock, progress)
        return _collected(futures)
    finally:
        # Also reached by Ctrl-C: what is queued is dropped, what runs stops at its next quarter.
        stop.set()
        pool.shutdown(wait=True, cancel_futures=True)


class Clock:
    """Years simulated by all threads together, and the years in all."""

    def __init__(self, total: float) -> None:
        self.total = total
        self.done = 0.0
        self._lock = Lock()

    def advance(self, years: float) -> None:
        """Count years that a thread has simulated."""
        with self._lock:
            self.done += years


def _wait(futures: list[Future[Simulated]], clock: Clock, progress: Progress | None) -> None:
    """Wait for all replicates, or for the first that fails."""
    pending = set(futures)
    while pending:
        done, pending = wait(pending, timeout=REPORT_SECONDS, return_when=FIRST_EXCEPTION)
        if progress is not None:
            progress(min(clock.done, clock.total), clock.total)
        if any(future.exception() is not None for future in done):
            return


def _collected(futures: list[Future[Simulated]]) -> tuple[Simulated, ...]:
    """Return the replicates in order, or raise what the first failed one raised."""
    failed = [future for future in futures if future.done() and future.exception() is not None]
    for future in failed:
        error = future.exception()
        if error is not None and not isinstance(error, StoppedError):
            raise error
    return tuple(future.result() for future in futures)
