"""A SLURM of one node on this machine: started, used and stopped again."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

PROGRAMS = ("munged", "slurmctld", "slurmd", "sbatch", "squeue", "scancel", "sinfo")
NEEDED = (
    "This check starts a SLURM of its own. It needs to be root on Linux, and the packages "
    "slurm-wlm and munge: apt-get install --no-install-recommends slurm-wlm munge"
)
CORES = 4
"""Processors that the node claims to have, so that jobs run side by side on any machine."""
START_SECONDS, STOP_SECONDS, LOOK_SECONDS = 60.0, 15.0, 0.2

CONFIGURATION = """
ClusterName=one
SlurmctldHost={host}(127.0.0.1)
SlurmUser=root
SlurmdUser=root
SlurmctldPort={controller_port}
SlurmdPort={node_port}
AuthType=auth/munge
AuthInfo=socket={folder}/munge.socket
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd.pid
SlurmctldLogFile={folder}/slurmctld.log
SlurmdLogFile={folder}/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SlurmdParameters=config_overrides
ReturnToService=2
KillWait=2
MpiDefault=none
NodeName={host} NodeAddr=127.0.0.1 CPUs={cores} RealMemory=4000 State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP
"""


def missing() -> str:
    """Return what this machine lacks, empty when SLURM can be started here."""
    lacking = [name for name in PROGRAMS if shutil.which(name) is None]
    if os.geteuid() != 0:
        lacking.append("root")
    return f"{NEEDED} (missing: {', '.join(lacking)})" if lacking else ""


@dataclass(frozen=True)
class Slurm:
    """A SLURM that runs.

    Attributes
    ----------
    environment
        Variables with which its commands find it.
    """

    environment: dict[str, str]

    def command(self, *words: str, folder: Path | None = None) -> str:
        """Return what one of its commands prints."""
        done = subprocess.run(
            words, env=self.environment, cwd=folder, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise RuntimeError(f"{' '.join(words)} failed: {done.stderr}")
        return done.stdout.strip()

    def running(self, *more: str) -> list[str]:
        """Return the jobs that run, each share of an array by itself."""
        words = ("squeue", "--noheader", "--array", "--states=RUNNING", "--format=%i", *more)
        return self.command(*words).split()

    def queued(self) -> list[str]:
        """Return all jobs that have not ended."""
        return self.command("squeue", "--noheader", "--array", "--format=%i").split()


@contextmanager
def one_node() -> Iterator[Slurm]:
    """Start a SLURM of one node with a configuration of its own, and stop it afterwards."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="slurm-")))
        folder.chmod(0o755)  # munge lets everybody in who may use it
        environment = os.environ | {"SLURM_CONF": str(folder / "slurm.conf")}
        host = socket.gethostname().split(".")[0]
        ports = _free_ports(2)
        text = CONFIGURATION.format(
            host=host, folder=folder, cores=CORES, controller_port=ports[0], node_port=ports[1]
        )
        (folder / "slurm.conf").write_text(text)
        for name in ("state", "spool"):
            (folder / name).mkdir()
        (folder / "munge.key").write_bytes(os.urandom(1024))
        (folder / "munge.key").chmod(0o400)
        daemons = (
            ("munged", "--foreground", *_munge_files(folder)),
            ("slurmctld", "-D", "-f", str(folder / "slurm.conf")),
            ("slurmd", "-D", "-f", str(folder / "slurm.conf"), "-N", host),
        )
        slurm = Slurm(environment)
        for words in daemons:
            stack.enter_context(_daemon(words, folder, environment))
            if words[0] == "munged":
                awaited(lambda: (folder / "munge.socket").exists(), "munged to listen")
        awaited(lambda: _idle(slurm), f"the node to be idle; see {folder}/*.log")
        yield slurm
        jobs = slurm.queued()
        if jobs:
            slurm.command("scancel", *jobs)
            awaited(lambda: not slurm.queued(), "the last jobs to end")


def awaited(reached: Callable[[], object], what: str, seconds: float = START_SECONDS) -> None:
    """Wait until something is so, for it happens in other processes."""
    end = time.monotonic() + seconds
    while not reached():
        if time.monotonic() > end:
            raise TimeoutError(f"waited {seconds:g} s for {what}")
        time.sleep(LOOK_SECONDS)


def _idle(slurm: Slurm) -> bool:
    try:
        return slurm.command("sinfo", "--noheader", "--format=%T") == "idle"
    except RuntimeError:
        return False  # the controller does not answer yet


def _munge_files(folder: Path) -> list[str]:
    kinds = {"key-file": "key", "socket": "socket", "pid-file": "pid", "seed-file": "seed"}
    return [f"--{option}={folder}/munge.{ending}" for option, ending in kinds.items()]


@contextmanager
def _daemon(words: tuple[str, ...], folder: Path, environment: dict[str, str]) -> Iterator[None]:
    with (folder / f"{words[0]}.out").open("w") as log:
        process = subprocess.Popen(words, env=environment, stdout=log, stderr=log)
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _free_ports(count: int) -> list[int]:
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [int(each.getsockname()[1]) for each in sockets]
