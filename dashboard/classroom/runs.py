"""Runs for a whole class: each exercise and seed is computed once, whoever asks."""

from __future__ import annotations

from collections import OrderedDict
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Lock

from dashboard.classroom.exercise import Exercise
from dashboard.classroom.measuring import Measured, run_exercise

MOST_RUNS = 48
"""Finished runs that are kept; the one asked for longest ago goes first."""


@dataclass
class Run:
    """A run that is waiting, under way or done.

    Attributes
    ----------
    result
        What it found, once it is done; it may be waited for by many.
    share
        Share of the simulated years that are done, from 0 to 1.
    """

    result: Future[Measured]
    share: float = field(default=0.0)


class Runs:
    """The runs of a class, one at a time and each only once.

    Parameters
    ----------
    workers
        Replicates simulated at a time; None for one per processor.
    """

    def __init__(self, workers: int | None = None) -> None:
        self._workers = workers
        self._runs: OrderedDict[tuple[str, int], Run] = OrderedDict()
        self._lock = Lock()
        self._queue = ThreadPoolExecutor(1, thread_name_prefix="exercise")

    def ask_for(self, exercise: Exercise, seed: int) -> Run:
        """Return the run of an exercise with a seed, begun now if nobody has asked before.

        A run that failed is begun anew.
        """
        key = exercise.name, seed
        with self._lock:
            known = self._runs.get(key)
            if known is not None and not _failed(known):
                self._runs.move_to_end(key)
                return known
            run = Run(Future())
            self._runs[key] = run
            self._forget()
            self._queue.submit(self._compute, exercise, seed, run)
            return run

    def close(self) -> None:
        """Drop what waits; a run under way is finished first."""
        self._queue.shutdown(wait=False, cancel_futures=True)

    def _compute(self, exercise: Exercise, seed: int, run: Run) -> None:
        def onwards(done: float, total: float) -> None:
            run.share = done / total

        try:
            run.result.set_result(
                run_exercise(exercise, seed, workers=self._workers, progress=onwards)
            )
        except BaseException as error:
            # Whoever waits is told; the thread goes on with the next run.
            run.result.set_exception(error)

    def _forget(self) -> None:
        """Drop finished runs beyond the most that are kept."""
        finished = [key for key, run in self._runs.items() if run.result.done()]
        for key in finished[: max(0, len(self._runs) - MOST_RUNS)]:
            del self._runs[key]


def _failed(run: Run) -> bool:
    return run.result.done() and run.result.exception() is not None
