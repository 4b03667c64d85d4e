"""Where runs are computed: in jobs that a cluster's own scheduler (SLURM, PBS, ...) starts."""

from __future__ import annotations

import signal
import threading
from importlib import import_module
from time import monotonic
from typing import Any

from experiments.studies.cluster_file import ClusterJobs
from experiments.studies.dask_engine import DaskEngine
from sim.errors import InputError

GRACE_SECONDS = 15.0
"""Time in which the workers of a job may come back before another job takes its place."""


class JobqueueEngine(DaskEngine):
    """The workers of jobs that dask-jobqueue asks for, and replaces when they end early.

    Parameters
    ----------
    jobs
        The jobs to ask for. All of them have to see the study's folder, and this program.

    Raises
    ------
    InputError
        When dask-jobqueue is not installed, or the scheduler does not take the jobs.
    """

    def __init__(self, jobs: ClusterJobs) -> None:
        jobqueue = _jobqueue(jobs)
        self._jobs = jobs
        self._seen: set[str] = set()
        self._missed: dict[str, float] = {}
        try:
            self._cluster: Any = getattr(jobqueue, jobs.cluster)(**jobs.options)
        except (OSError, RuntimeError, TypeError, ValueError) as error:
            raise self._refused(_last_words(error)) from None
        try:
            self._ask_for(jobs.jobs)
            super().__init__(self._cluster.scheduler_address)
        except BaseException:
            self._cluster.close()
            raise

    def capacity(self) -> int:
        """Return how many batches the workers can have before them; replace jobs that are lost."""
        self._replace_lost_jobs()
        return super().capacity()

    def close(self) -> None:
        """Take back what is queued, and end the jobs."""
        try:
            super().close()
        finally:
            self._cluster.close()

    def _ask_for(self, count: int) -> None:
        # When the first one is refused, the others need not be tried.
        for some in (1, count - 1):
            for _ in range(some):
                self._cluster.worker_spec.update(self._cluster.new_worker_spec())
            refusal = self._submitted()
            if refusal:
                raise self._refused(refusal)

    def _submitted(self) -> str:
        """Submit the jobs that are wanted; return why they are refused, empty if they are not."""
        try:
            # Not `scale`, which tells nobody when jobs are refused.
            self._cluster.sync(self._cluster._correct_state)
        except (OSError, RuntimeError, ValueError) as error:
            # A job that was never submitted cannot end: closing the cluster must not ask it.
            self._cluster._created.clear()
            return _last_words(error)
        return ""

    def _replace_lost_jobs(self) -> None:
        workers = {str(each["name"]) for each in self._cluster.scheduler_info["workers"].values()}
        jobs = set(self._cluster.worker_spec)
        # A worker is called after its job, with a number when the job has several.
        here = {job for job in jobs if any(f"{name}-".startswith(f"{job}-") for name in workers)}
        self._seen = (self._seen | here) & jobs
        now = monotonic()
        self._missed = {job: self._missed.get(job, now) for job in self._seen - here}
        lost = [job for job, since in self._missed.items() if now - since > GRACE_SECONDS]
        for job in lost:
            del self._cluster.worker_spec[job]
        if lost:
            self._ask_for(len(lost))

    def _refused(self, reason: str) -> InputError:
        return InputError(
            f"{self._jobs.kind} does not take the jobs ({reason})",
            remedy="Correct the options, or see that the scheduler's commands work here",
            where=str(self._jobs.source),
            key="cluster",
            value=str(self._jobs.source),
        )


def _jobqueue(jobs: ClusterJobs) -> Any:
    """Return dask-jobqueue, an extra, whose calls carry no types."""
    before = signal.getsignal(signal.SIGINT)
    try:
        return import_module("dask_jobqueue")
    except ValueError:
        raise InputError(
            "dask-jobqueue can only be loaded by a program's main thread",
            remedy="Import dask_jobqueue there first, or start the study there",
            key="cluster",
            value=str(jobs.source),
        ) from None
    finally:
        # It takes Ctrl-C for itself when it is loaded.
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGINT, before)


def _last_words(error: Exception) -> str:
    # Of a command that failed, dask-jobqueue tells what it printed last of all.
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return lines[-1] if lines else repr(error)
