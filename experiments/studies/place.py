"""Where the runs of a study are computed: here, by a Dask scheduler, or in a cluster's jobs."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from experiments.extras import require
from experiments.studies.cluster_file import ClusterJobs, read_cluster
from sim.errors import InputError

if TYPE_CHECKING:
    from experiments.studies.engine import Engine


@dataclass(frozen=True)
class Place:
    """Where runs are computed.

    Attributes
    ----------
    scheduler
        Address of a Dask scheduler; None for none.
    jobs
        Jobs to ask a cluster's scheduler for; None for none. Without either, runs are computed
        by processes of this machine.
    """

    scheduler: str | None = None
    jobs: ClusterJobs | None = None

    @classmethod
    def of(cls, scheduler: str | None, cluster: str | os.PathLike[str] | None) -> Place:
        """Return the place that an address or a cluster file stands for.

        Raises
        ------
        InputError
            When both are given, the file cannot be used, or the extra is not installed.
        """
        if scheduler is not None and cluster is not None:
            raise InputError(
                "both a scheduler and a cluster are given",
                remedy="Give the address of a Dask scheduler, or a cluster file to start one",
                key="cluster",
                value=os.fspath(cluster),
            )
        jobs = None if cluster is None else read_cluster(cluster)
        if scheduler is not None:
            require("cluster", "a Dask scheduler", "distributed")
        elif jobs is not None:
            require("cluster", "a cluster's jobs", "dask_jobqueue")
        return cls(scheduler, jobs)

    def at_a_time(self, workers: int) -> int:
        """Return how many runs are computed at a time, as far as that is known beforehand."""
        return workers if self.jobs is None else self.jobs.jobs * self.jobs.cores

    def engine(self, workers: int) -> Engine:
        """Return what computes there; ``workers`` is the number of processes of this machine."""
        if self.jobs is not None:
            from experiments.studies.jobqueue_engine import JobqueueEngine

            return JobqueueEngine(self.jobs)
        if self.scheduler is not None:
            from experiments.studies.dask_engine import DaskEngine

            return DaskEngine(self.scheduler)
        from experiments.studies.engine import LocalEngine

        return LocalEngine(workers)


HERE = Place()
"""Processes of this machine."""
