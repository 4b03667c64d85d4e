"""The file that says which jobs a cluster's scheduler is asked for."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import ConfigDict, Field

from scenarios.document import Document
from scenarios.layout import Form, Table, Text
from sim.errors import InputError

MOST_JOBS = 10_000
MOST_CORES = 1024


class _AnyKind(Table):
    """Whatever the file says, for its kind alone."""

    model_config = ConfigDict(strict=True, extra="allow", frozen=True)
    kind: Literal["slurm", "pbs", "sge", "lsf", "oar", "moab", "htcondor"] = "slurm"


class _Jobs(Table):
    """What the jobs of every kind of scheduler have; all but the first four as in dask-jobqueue.

    Attributes
    ----------
    kind
        The scheduler.
    jobs
        Jobs at a time; one that ends early is replaced.
    cores, memory
        Processors and memory of a job (``"8GB"``).
    processes
        Worker processes of a job; by default one per core.
    """

    kind: Text = "slurm"
    jobs: int = Field(ge=1, le=MOST_JOBS)
    cores: int = Field(ge=1, le=MOST_CORES)
    memory: Text
    processes: int | None = Field(default=None, ge=1, le=MOST_CORES)
    interface: Text | None = None
    host: Text | None = None
    protocol: Text | None = None
    death_timeout: int | None = Field(default=None, ge=1)
    local_directory: Text | None = None
    log_directory: Text | None = None
    shared_temp_directory: Text | None = None
    shebang: Text | None = None
    python: Text | None = None
    job_name: Text | None = None
    worker_extra_args: list[Text] | None = None
    job_extra_directives: list[Text] | None = None
    job_directives_skip: list[Text] | None = None
    job_script_prologue: list[Text] | None = None
    scheduler_options: dict[str, object] | None = None


class _Queued(_Jobs):
    queue: Text | None = None
    walltime: Text | None = None


class _Slurm(_Queued):
    account: Text | None = None
    job_cpu: int | None = Field(default=None, ge=1)
    job_mem: Text | None = None


class _Pbs(_Queued):
    account: Text | None = None
    resource_spec: Text | None = None


class _Sge(_Queued):
    project: Text | None = None
    resource_spec: Text | None = None


class _Lsf(_Queued):
    project: Text | None = None
    ncpus: int | None = Field(default=None, ge=1)
    mem: int | None = Field(default=None, ge=1)
    lsf_units: Text | None = None
    use_stdin: bool | None = None


class _Oar(_Queued):
    project: Text | None = None
    resource_spec: Text | None = None
    memory_per_core_property_name: Text | None = None


class _Htcondor(_Jobs):
    disk: Text
    submit_command_extra: list[Text] | None = None
    cancel_command_extra: list[Text] | None = None


_KINDS: dict[str, tuple[str, type[_Jobs]]] = {
    "slurm": ("SLURMCluster", _Slurm),
    "pbs": ("PBSCluster", _Pbs),
    "moab": ("MoabCluster", _Pbs),
    "sge": ("SGECluster", _Sge),
    "lsf": ("LSFCluster", _Lsf),
    "oar": ("OARCluster", _Oar),
    "htcondor": ("HTCondorCluster", _Htcondor),
}
_HINTS = {
    "parameter": "Parameters of the model belong into the design file",
    "jobs": "Add jobs = 10, how many jobs the study may have at a time",
    "cores": "Add cores = 4, the processors of a job",
    "memory": 'Add memory = "8GB", the memory of a job',
    "disk": 'Add disk = "1GB", the disk of a job',
}


@dataclass(frozen=True)
class ClusterJobs:
    """The jobs to ask a scheduler for.

    Attributes
    ----------
    source
        The file that says so.
    kind
        The scheduler: slurm, pbs, ...
    cluster
        Name of the class of dask-jobqueue that knows it.
    jobs
        How many at a time.
    cores
        Processors of each.
    options
        What goes to that class.
    """

    source: Path
    kind: str
    cluster: str
    jobs: int
    cores: int
    options: Mapping[str, Any]

    def __str__(self) -> str:
        return f"{self.jobs:,} x {self.cores} processors are asked of {self.kind}"


def read_cluster(source: str | os.PathLike[str]) -> ClusterJobs:
    """Return what a cluster file says.

    Raises
    ------
    InputError
        For anything that cannot be used, with file and line, key, value and remedy.
    """
    path = Path(source)
    document = Document.read(path, "cluster file")
    kind = document.filled_in(_form(_AnyKind)).kind
    cluster, table = _KINDS[kind]
    content = document.filled_in(_form(table))
    options = content.model_dump(exclude={"kind", "jobs"}, exclude_none=True)
    # A run keeps one processor busy, so that every core has a process.
    processes = options.setdefault("processes", content.cores)
    if processes > content.cores:
        raise InputError(
            f"a job has {processes} processes and {content.cores} cores",
            remedy="Give at most as many processes as cores",
            where=document.where("processes"),
            key="processes",
            value=processes,
        )
    return ClusterJobs(path, kind, cluster, content.jobs, content.cores, options)


def _form(table: type[Table]) -> Form[Any]:
    return Form(kind="cluster file", top=table, tables={}, several=(), hints=_HINTS)
