"""Running a program and looking at its memory, and at that of its workers, while it runs.

The figures are those of ``/proc``, so of Linux.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
BETWEEN_LOOKS = 0.2


@dataclass(frozen=True)
class Look:
    """Memory at one moment, in MiB.

    Attributes
    ----------
    seconds
        Since the program began.
    program, worker
        What the program itself and its largest worker hold.
    peak
        The most that the program has held so far.
    """

    seconds: float
    program: float
    worker: float
    peak: float


@dataclass(frozen=True)
class Watched:
    """A program that has ended.

    Attributes
    ----------
    seconds, processor
        How long it took, and the processor time of all its processes.
    peak
        The most memory that the program itself held, in MiB.
    looks
        Its memory over time.
    said
        What it printed.
    """

    seconds: float
    processor: float
    peak: float
    looks: tuple[Look, ...]
    said: str

    def halves(self) -> tuple[Look, ...]:
        """Return the most that was held in both halves of the time in which workers computed."""
        most = max(look.worker for look in self.looks)
        # Workers begin small and are gone before the tables are put together.
        computing = [look for look in self.looks if look.worker > 0.8 * most]
        middle = len(computing) // 2
        return tuple(
            Look(
                half[-1].seconds,
                max(look.program for look in half),
                max(look.worker for look in half),
                half[-1].peak,
            )
            for half in (computing[:middle], computing[middle:])
        )


def watched(words: Sequence[str], folder: Path) -> Watched:
    """Run ``python`` with some words in a folder until it ends.

    Raises
    ------
    RuntimeError
        When it fails.
    """
    found = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    begun, before = time.perf_counter(), _processor_time()
    with (folder / "said.txt").open("w+", encoding="utf-8") as said:
        program = subprocess.Popen(
            [sys.executable, *words],
            cwd=folder,
            env=os.environ | {"PYTHONPATH": found},
            stdout=said,
            stderr=subprocess.STDOUT,
        )
        looks = []
        while program.poll() is None:
            looks.append(_look(program.pid, time.perf_counter() - begun))
            time.sleep(BETWEEN_LOOKS)
        seconds = time.perf_counter() - begun
        said.seek(0)
        told = said.read()
    if program.returncode:
        raise RuntimeError(f"{' '.join(words)} ended with {program.returncode}:\n{told}")
    peak = max((look.peak for look in looks), default=0.0)
    return Watched(seconds, _processor_time() - before, peak, tuple(looks), told)


def _processor_time() -> float:
    """Return the seconds of a processor that programs which have ended took."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _look(pid: int, seconds: float) -> Look:
    workers = [_mebibytes(child, "VmRSS") for child in _children(pid)]
    own, peak = _mebibytes(pid, "VmRSS"), _mebibytes(pid, "VmHWM")
    return Look(seconds, own, max(workers, default=0.0), peak)


def _children(pid: int) -> list[int]:
    try:
        words = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="utf-8").split()
    except OSError:
        return []  # it has ended
    return [int(word) for word in words]


def _mebibytes(pid: int, line: str) -> float:
    """Return a line of a process's status that counts kibibytes, 0 when it has ended."""
    try:
        text = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except OSError:
        return 0.0
    for each in text.splitlines():
        if each.startswith(f"{line}:"):
            return int(each.split()[1]) / 1024
    return 0.0
