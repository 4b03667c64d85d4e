"""A study's folder in which something is broken: an answer, or one clear error."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import goldenthread as gt
from experiments.studies import engine
from experiments.studies.reading import read_design
from experiments.studies.sweep import Sweep
from tests.attack.attack import attack
from tests.attack.folders import broken_folders, laid_out
from tests.attack.judge import Tally, judged
from tests.experiments.studies.conftest import InThisProcess
from tests.experiments.studies.tiny import tree, written

DESIGN = """
scenarios = ["tiny.toml"]
replicates = 2
thread = true
series = "yearly"
events = true
[vary]
audit_rate = [0.0, 1.0]
"""
WAYS: dict[str, Callable[[gt.Study], object]] = {
    "repr": repr,
    "runs": lambda study: study.runs(),
    "series": lambda study: study.series(),
    "events": lambda study: study.events(),
    "thread": lambda study: study.thread(),
    "failures": lambda study: study.failures(),
    "columns": lambda study: study.columns(),
}


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[dict[str, bytes]]]:
    """The design of a study, and its folder when it is complete and when half of it is done."""
    place = tmp_path_factory.mktemp("study")
    design = written(place, DESIGN)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(engine, "LocalEngine", InThisProcess)
        gt.sweep(design, place / "complete", workers=1)
        gt.sweep(design, place / "half", workers=1, shard="1/2")
    return design, [tree(place / "complete"), tree(place / "half")]


def test_a_broken_study_gets_an_answer_or_one_clear_error(
    folders: tuple[Path, list[dict[str, bytes]]], tmp_path: Path, tell: Any
) -> None:
    path, whole = folders
    design, tally, out = read_design(path), Tally(), tmp_path / "out"

    def attempt(files: dict[str, bytes]) -> None:
        laid_out(out, files)
        opened: list[gt.Study] = []
        judged(lambda: opened.append(gt.Study(out)), tally)
        for use in WAYS.values() if opened else ():
            judged(lambda: use(opened[0]), Tally())  # noqa: B023
        said: list[str] = []
        sweep = {"workers": 1, "resume": True, "say": said.append}
        judged(lambda: Sweep(design, out, **sweep).missing(), Tally())  # type: ignore[arg-type]

    with tell("study folder", tally):
        attack(broken_folders(whole), attempt)
