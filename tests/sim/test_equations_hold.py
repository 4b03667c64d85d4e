"""The equations of rules and stages, in a process in which nothing is compiled."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

EQUATIONS = Path(__file__).with_name("equations")
HANGS = 1800


def test_the_equations_hold_in_plain_python() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(EQUATIONS)],
        cwd=EQUATIONS.parents[2],
        env=os.environ | {"NUMBA_DISABLE_JIT": "1"},
        capture_output=True,
        text=True,
        timeout=HANGS,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-5000:]
    assert " passed" in done.stdout
