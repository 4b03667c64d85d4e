"""The command as a user meets it: another process, its output in pipes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

SMALL = """
title = "Half the money"
claim = "Half the money halves what people feel."
source = "None"
against = "england"
[world]
authorities = 3
posts = 3
citizens_per_post = 10
[time]
first_year = 2017
years = 1
burn_in_years = 0.25
steps_per_year = 12
[[change]]
parameter = "grant"
from = 2017
value = 0.5
[[expect]]
outcome = "caseload"
direction = "rises"
"""

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A scenario file that runs in moments."""
    path = tmp_path / "half.toml"
    path.write_text(SMALL)
    return path


@pytest.fixture
def command(tmp_path: Path) -> Run:
    """Run ``goldenthread`` with some words, in a folder of its own."""
    return lambda *words: python("-m", "goldenthread", *words, folder=tmp_path)


def environment() -> dict[str, str]:
    """Return the surroundings of the process: these, the project found, nothing coloured."""
    found = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    kept = {name: value for name, value in os.environ.items() if name != "FORCE_COLOR"}
    return kept | {"PYTHONPATH": found}


def python(*words: object, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run this Python with some words."""
    return subprocess.run(
        [sys.executable, *map(str, words)],
        cwd=folder,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=1800,
        check=False,
    )
