"""Docking a mutant with the twin, in a process of its own.

The engine runs as plain Python, for compiling each mutant would take half a minute. What many
mutants share is imported once; a fork then loads the broken file in place of the file on disk.
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import os
import resource
import select
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from types import ModuleType
from typing import ClassVar

from benchmarks.mutation.changes import ROOT, Mutant

SECONDS = 120
"""Seconds of a processor after which a mutant counts as one that does not end."""

WORLDS: int | None = None
"""Worlds that a mutant is docked in; None for all."""

EQUATIONS = "tests/sim/equations"
"""Tests of the rules and stages alone, which need no world."""

KILLED, FAILED, STOPPED = "told from the twin", "failed an equation", "stopped"
SLOW, SURVIVED = "did not end", "survived"


@dataclass(frozen=True)
class Verdict:
    """What came of a mutant.

    Attributes
    ----------
    outcome
        ``KILLED`` by the twin, ``FAILED`` by the tests of the equations, ``STOPPED`` by an error
        that Python raises, ``SLOW``, or ``SURVIVED``.
    said
        The first difference, or the error.
    """

    OUTCOMES: ClassVar = (KILLED, FAILED, STOPPED, SLOW, SURVIVED)

    outcome: str
    said: str


def prepare() -> None:
    """Import what no mutant changes; from here on rules are not compiled.

    Raises
    ------
    RuntimeError
        When a rule has been imported already.
    """
    os.environ["NUMBA_DISABLE_JIT"] = "1"
    import mesa  # noqa: F401
    import numba  # noqa: F401
    import pandas  # noqa: F401
    import pytest  # noqa: F401

    import benchmarks.twin  # noqa: F401
    import scenarios  # noqa: F401

    if "sim.build" in sys.modules or "sim.rates" in sys.modules:
        raise RuntimeError("a rule has been imported before it could be broken")


def try_mutants(mutants: Sequence[Mutant], jobs: int) -> Iterator[tuple[Mutant, Verdict]]:
    """Yield mutants with what came of them, ``jobs`` of them tried at a time."""
    waiting = list(reversed(mutants))
    running: dict[int, tuple[Mutant, int]] = {}
    while waiting or running:
        while waiting and len(running) < jobs:
            mutant = waiting.pop()
            pid, said = _begin(mutant)
            running[said] = mutant, pid
        ready, _, _ = select.select(list(running), [], [])
        for said in ready:
            mutant, pid = running.pop(said)
            yield mutant, _ended(said, pid)


def try_whole() -> Verdict:
    """Return what comes of the engine as it is."""
    pid, said = _begin(None)
    return _ended(said, pid)


def _begin(mutant: Mutant | None) -> tuple[int, int]:
    """Fork; return the child, and where its verdict will be read."""
    read, write = os.pipe()
    pid = os.fork()
    if pid:
        os.close(write)
        return pid, read
    # From here on in the child, which must not come back.
    try:
        os.close(read)
        # Time of the processor: others may be at work on the machine.
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        if mutant is not None:
            sys.meta_path.insert(0, _Broken(mutant))
        verdict = _docked()
        os.write(write, f"{verdict.outcome}\n{verdict.said[:2000]}".encode())
    finally:
        os._exit(0)


def _ended(said: int, pid: int) -> Verdict:
    with os.fdopen(said, "rb") as stream:
        outcome, _, rest = stream.read().decode().partition("\n")
    os.waitpid(pid, 0)
    return Verdict(outcome or SLOW, rest)


def _docked() -> Verdict:
    """Dock in one world after the other until a difference is found."""
    import warnings

    warnings.simplefilter("ignore")  # plain Python tells of divisions by zero, compiled code not
    try:
        from benchmarks.docking import uncompiled

        uncompiled.make_readable()
        for place, result in enumerate(islice(uncompiled.docked_in_turn(), WORLDS)):
            if result.mismatch is not None:
                return Verdict(KILLED, f"{result.name}: {result.mismatch}")
            # They cost less than what follows.
            if place == 0 and not _equations_hold():
                return Verdict(FAILED, "")
    except Exception as error:
        return Verdict(STOPPED, f"{type(error).__name__}: {error}")
    return Verdict(SURVIVED, "")


def _equations_hold() -> bool:
    """Return whether the tests of the equations pass; what they print is left out."""
    import pytest

    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    return pytest.main(["-x", "-q", "-p", "no:cacheprovider", str(ROOT / EQUATIONS)]) == 0


class _Broken(importlib.abc.MetaPathFinder, importlib.abc.InspectLoader):
    """Loads the text of a mutant for the module that it breaks."""

    def __init__(self, mutant: Mutant) -> None:
        self._mutant = mutant
        self._module = mutant.file.removesuffix(".py").replace("/", ".")

    def find_spec(
        self, name: str, path: object, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """Return the broken module's place, None for all others."""
        if name != self._module:
            return None
        where = str(ROOT / self._mutant.file)
        spec = importlib.machinery.ModuleSpec(name, self, origin=where)
        spec.has_location = True
        return spec

    def get_source(self, name: str) -> str:
        """Return the broken text."""
        return self._mutant.source
