"""Studies that are ended at every write, or killed at random: the same bytes in the end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

import goldenthread as gt
from experiments.studies import engine, shards
from tests.attack.attack import SEED
from tests.experiments.studies.conftest import InThisProcess
from tests.experiments.studies.tiny import CHILDREN, DESIGN, ROOT, tree, written

STUDIES = int(os.environ.get("ATTACK_STUDIES", "0"))
SMALL = (
    'scenarios = ["tiny.toml"]\nreplicates = 2\nseries = "yearly"\n[vary]\naudit_rate = [0, 1]\n'
)
SWEEP = f"""{CHILDREN}
import sys
import goldenthread as gt
from experiments.studies import runner
runner.LARGEST_BATCH = 3
def progress(done, total):
    print(*workers(), flush=True)
gt.sweep("design.toml", "out", workers=2, resume=True, progress=progress)
"""
"""Says a few times a second which processes work for it."""


class _EndedError(BaseException):
    """Ends the program where it stands."""


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_study_that_is_ended_at_any_write_goes_on(
    moment: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "LocalEngine", InThisProcess)
    design = written(tmp_path, SMALL)
    gt.sweep(design, tmp_path / "plain", workers=1)
    plain, genuine = tree(tmp_path / "plain"), shards.Path.replace
    left = 0

    def replaced(self: Path, target: Path) -> Path:
        nonlocal left
        left -= 1
        if left == 0 and moment == "before":
            raise _EndedError
        found = genuine(self, target)
        if left == 0:
            raise _EndedError
        return found

    monkeypatch.setattr(shards.Path, "replace", replaced)
    ends = 0
    for write in range(1, 100):
        left, out = write, tmp_path / f"ended-{write}"
        try:
            gt.sweep(design, out, workers=1)
        except _EndedError:
            ends += 1
        else:
            break
        left = 0
        gt.sweep(design, out, workers=1, resume=True)
        assert tree(out) == plain, f"ended {moment} write {write}"
    assert ends >= 4  # the plan, its table, a shard, and the tables of the whole


@pytest.mark.skipif(STUDIES == 0, reason="takes minutes; `make attack` does it")
def test_killed_at_random_moments(undisturbed: Path, tmp_path: Path) -> None:
    whole = tree(undisturbed)
    draws = np.random.Generator(np.random.Philox(SEED))
    kills = {"driver": 0, "worker": 0}
    for number in range(STUDIES):
        folder = tmp_path / str(number)
        folder.mkdir()
        written(folder, DESIGN)
        for _ in range(3):
            victim = "driver" if draws.random() < 0.5 else "worker"
            kills[victim] += _disturbed(folder, victim, draws.uniform(0.0, 3.0))
        gt.sweep(folder / "design.toml", folder / "out", workers=2, resume=True)
        assert tree(folder / "out") == whole, f"study {number}"
    sys.stdout.write(f"\n{STUDIES} studies, killed: {kills}\n")


def _disturbed(folder: Path, victim: str, seconds: float) -> bool:
    """Sweep, and kill the driver or a worker so many seconds after workers are there."""
    found = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    driver = subprocess.Popen(
        [sys.executable, "-c", SWEEP],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": found},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert driver.stdout is not None
    with driver.stdout as said:
        killed, begun = False, time.monotonic()
        for line in said:
            workers = [int(word) for word in line.split()]
            if not killed and workers and time.monotonic() - begun >= seconds:
                os.kill(driver.pid if victim == "driver" else workers[0], signal.SIGKILL)
                killed = True
    driver.wait(timeout=1800)
    return killed
