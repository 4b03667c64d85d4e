"""Whether docking can fail: the engine with one of its rules broken must be told from its twin.

Each mutant is a copy of the source in a folder of its own, with one sign flipped or one term
dropped, docked in a process of its own. There the engine runs uncompiled, for compiling each copy
would take half a minute.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("sim", "scenarios", "benchmarks")
SECONDS = 1800


@dataclass(frozen=True)
class Mutant:
    """One change of the source.

    Attributes
    ----------
    name
        What is broken.
    file
        The file, from the root of the source tree.
    before, after
        Text that occurs once in the file, and what takes its place.
    """

    name: str
    file: str
    before: str
    after: str

    @property
    def source(self) -> str:
        """Text of the file as it is."""
        return (ROOT / self.file).read_text(encoding="utf-8")


MUTANTS = (
    Mutant(
        "time per case grows with work pressure",
        "sim/workers/rules.py",
        "work_pressure**elasticity",
        "work_pressure**-elasticity",
    ),
    Mutant(
        "pressure does not hasten closing",
        "sim/workers/rules.py",
        "math.exp(load_gain * overload + pressure_gain * pressure)",
        "math.exp(load_gain * overload)",
    ),
    Mutant(
        "an eroded threshold moves away from its base",
        "sim/managers/rules.py",
        "return moved - fall * (moved - base)",
        "return moved + fall * (moved - base)",
    ),
    Mutant(
        "agency staff cover too few vacancies",
        "sim/managers/rules.py",
        "return ending * cover / (1.0 - cover)",
        "return ending * cover",
    ),
    Mutant(
        "trust that is high rises as fast as trust that is low",
        "sim/citizens/rules.py",
        "return trust + gain * better * (1.0 - trust)",
        "return trust + gain * better",
    ),
    Mutant(
        "sanctions lengthen the window for re-dating",
        "sim/reporting/rules.py",
        "return (root - deterrence) / integrity",
        "return (root + deterrence) / integrity",
    ),
    Mutant(
        "stories are added to the centre's picture, not weighed against reports",
        "sim/centre/rules.py",
        "((1.0 - story_weight) * reported",
        "(reported",
    ),
)


@dataclass(frozen=True)
class Verdict:
    """What docking a mutant came to.

    Attributes
    ----------
    caught
        True when a difference was found.
    said
        What the docking printed.
    """

    caught: bool
    said: str


def try_mutant(mutant: Mutant | None) -> Verdict:
    """Dock a copy of the engine with one rule broken; with none for None.

    Raises
    ------
    ValueError
        When the text to change is not found exactly once.
    RuntimeError
        When the copy could not be docked at all.
    """
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for package in PACKAGES:
            leave = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / package, copy / package, ignore=leave)
        if mutant is not None:
            _break(copy, mutant)
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.docking.uncompiled"],
            cwd=copy,
            env=os.environ
            | {
                "PYTHONPATH": str(copy),
                "PYTHONDONTWRITEBYTECODE": "1",
                "NUMBA_DISABLE_JIT": "1",
                "GOLDENTHREAD_CACHE": str(copy / "cache"),
            },
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )
    if done.returncode not in (0, 1) or done.stderr:
        raise RuntimeError(f"the copy could not be docked:\n{done.stderr}")
    return Verdict(done.returncode == 1, done.stdout.strip())


def _break(copy: Path, mutant: Mutant) -> None:
    found = mutant.source.count(mutant.before)
    if found != 1:
        raise ValueError(f"{mutant.before!r} occurs {found} times in {mutant.file}, not once")
    broken = mutant.source.replace(mutant.before, mutant.after)
    (copy / mutant.file).write_text(broken, encoding="utf-8")
