"""The runner: batches of about a second to whoever is free, and nothing lost when one dies."""

from __future__ import annotations

import os
from collections import Counter, deque
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from time import perf_counter

from experiments.studies.design import Run
from experiments.studies.engine import Engine
from experiments.studies.event_files import write_events
from experiments.studies.shards import write_shard
from experiments.studies.single_run import Observation, failure, observed
from sim.errors import InputError

Progress = Callable[[int, int], None]
"""Called with the runs computed so far and the runs to compute in all."""

BATCH_SECONDS = 1.0
LARGEST_BATCH = 2_000
REPORT_SECONDS = 0.2
CHANCES = 2
"""Times that a run may take its worker with it before it is recorded as failed."""


class WorkerKilledError(Exception):
    """A run took its worker with it, as often as it was tried."""


@dataclass(frozen=True)
class Batch:
    """What became of a batch.

    Attributes
    ----------
    runs
        Runs in it.
    seconds
        Time they took.
    refused
        Why the disk did not take the results; empty when it did.
    """

    runs: int
    seconds: float
    refused: str = ""


def compute_batch(runs: Sequence[Run], folder: str) -> Batch:
    """Compute some runs and write their shard; this is what a worker does."""
    begun = perf_counter()
    observations, refused = [], ""
    for run in runs:
        observation, refused = _logged(observed(run), Path(folder))
        if refused:
            break
        observations.append(observation)
    seconds = perf_counter() - begun
    done = runs[: len(observations)]
    return Batch(len(runs), seconds, _written(done, observations, Path(folder)) or refused)


def _logged(observation: Observation, folder: Path) -> tuple[Observation, str]:
    """Write a run's event log if it has one, for it is large; return the rest, and what refuses."""
    if observation.events is None:
        return observation, ""
    identity = observation.record["identity"]
    try:
        write_events(folder, identity, observation.events)
    except OSError as error:
        return observation, error.strerror or str(error)
    except Exception as error:
        return Observation(failure(identity, "writing", error)), ""
    return replace(observation, events=None), ""


def _written(runs: Sequence[Run], observations: Sequence[Observation], folder: Path) -> str:
    """Write the shard of a batch; return why the disk refuses it, empty if it does not."""
    if not observations:
        return ""
    try:
        try:
            write_shard(folder, observations)
        except OSError:
            raise
        except Exception as error:
            failures = [Observation(failure(run.identity, "writing", error)) for run in runs]
            write_shard(folder, failures)
    except OSError as error:
        return error.strerror or str(error)
    return ""


class Runner:
    """Computes the runs of a study.

    Parameters
    ----------
    runs
        The runs to compute, in their order.
    folder
        The study's folder, which takes the shards.
    engine
        Who computes.
    progress
        Called a few times a second.
    """

    def __init__(
        self, runs: Sequence[Run], folder: Path, engine: Engine, progress: Progress | None = None
    ) -> None:
        self._waiting = iter(runs)
        self._left = len(runs)
        self._suspects: deque[Run] = deque()
        self._kills: Counter[str] = Counter()
        self._under_way: dict[Future[Batch], list[Run]] = {}
        self._folder = folder
        self._engine = engine
        self._progress = progress
        self._total = len(runs)
        self._done = 0
        self._seconds_per_run = BATCH_SECONDS

    def compute(self) -> None:
        """Compute all runs.

        Raises
        ------
        InputError
            When the results cannot be written; those written before are there.
        """
        while self._left or self._suspects or self._under_way:
            self._hand_out()
            ended, _ = wait(self._under_way, REPORT_SECONDS, FIRST_COMPLETED)
            for future in ended:
                self._take_back(future)
            if self._progress is not None:
                self._progress(self._done, self._total)

    def _hand_out(self) -> None:
        capacity = self._engine.capacity()
        while len(self._under_way) < capacity:
            batch = self._next(capacity)
            if not batch:
                return
            future = self._engine.submit(compute_batch, batch, os.fspath(self._folder.absolute()))
            self._under_way[future] = batch

    def _next(self, capacity: int) -> list[Run]:
        # Whoever was there when a worker died is tried alone, so that it is known who did it.
        if self._suspects:
            return [self._suspects.popleft()]
        fair = -(-self._left // (2 * capacity))
        size = round(BATCH_SECONDS / max(self._seconds_per_run, 1e-9))
        size = max(1, min(size, LARGEST_BATCH, fair))
        batch = list(islice(self._waiting, size))
        self._left -= len(batch)
        return batch

    def _take_back(self, future: Future[Batch]) -> None:
        runs = self._under_way.pop(future)
        self._engine.finished(future)
        try:
            batch = future.result()
        except self._engine.losses as lost:
            self._lost(runs, lost)
            return
        self._check(batch.refused)
        self._seconds_per_run = batch.seconds / batch.runs
        self._done += batch.runs

    def _lost(self, runs: Sequence[Run], lost: BaseException) -> None:
        """Try the runs of a lost batch again, unless they have had their chances."""
        for run in runs:
            self._kills[run.identity] += 1
            if self._kills[run.identity] < CHANCES:
                self._suspects.append(run)
                continue
            words = (
                f"the worker was killed in each of {CHANCES} attempts, "
                f"perhaps for want of memory ({_first_sentence(lost)})"
            )
            record = failure(run.identity, "running", WorkerKilledError(words))
            self._check(_written([run], [Observation(record)], self._folder))
            self._done += 1

    def _check(self, refused: str) -> None:
        if refused:
            raise unwritable(self._folder, refused)


def unwritable(folder: Path, reason: str) -> InputError:
    """Return the error for a folder that does not take results."""
    return InputError(
        f"results cannot be written to {folder} ({reason})",
        remedy="Make room, or see that you may write there, and go on with --resume",
        key="out",
        value=str(folder),
    )


def _first_sentence(error: BaseException) -> str:
    return str(error).strip().splitlines()[0].split(". ")[0] if str(error).strip() else "lost"
