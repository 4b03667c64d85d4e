"""Studies that run in moments, and the means to disturb them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sim.errors import InputError

ROOT = Path(__file__).parents[3]

SCENARIO = """
title = "T"
claim = "C"
source = "S"
[world]
authorities = 2
posts = 3
citizens_per_post = 10
[time]
first_year = 2017
years = 0.25
burn_in_years = 0
"""

DESIGN = """
scenarios = ["tiny.toml"]
replicates = 8
[vary]
accountability_stakes = [0.0, 0.5, 1.0]
audit_rate = { from = 0.0, to = 1.0, points = 3 }
"""


def written(folder: Path, design: str = DESIGN, **scenarios: str) -> Path:
    """Write a design and its scenarios into a folder; return the design's path."""
    for name, text in {"tiny": SCENARIO, **scenarios}.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    path = folder / "design.toml"
    path.write_text(design, encoding="utf-8")
    return path


def tree(folder: Path) -> dict[str, bytes]:
    """Return the content of every file of a study's folder."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def refused(call: object, *arguments: object, **more: object) -> InputError:
    """Return the error with which a call is refused."""
    with pytest.raises(InputError) as caught:
        call(*arguments, **more)  # type: ignore[operator]
    return caught.value


def python(program: str, *words: object, folder: Path, path: str = "") -> str:
    """Run a program in a Python of its own, and return what it printed; it may be killed."""
    found = os.pathsep.join(filter(None, (path, str(ROOT), os.environ.get("PYTHONPATH"))))
    done = subprocess.run(
        [sys.executable, "-c", program, *map(str, words)],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": found},
        capture_output=True,
        text=True,
        timeout=1800,
        check=False,
    )
    return done.stdout + done.stderr


CHILDREN = '''
def workers():
    """Return the processes that work for this one."""
    import os, pathlib
    found = []
    for entry in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            parent = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
            words = (entry / "cmdline").read_bytes()
        except OSError:
            continue
        if parent == os.getpid() and b"popen_loky" in words:
            found.append(int(entry.name))
    return found
'''
"""A function for programs that kill their own workers."""
