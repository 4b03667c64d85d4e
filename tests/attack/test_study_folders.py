"""A study's folder in which something is broken: an answer, or one clear error."""

from __future__ import annotations

import copy
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from hypothesis import strategies as st

import goldenthread as gt
from experiments.studies import engine
from experiments.studies.reading import read_design
from experiments.studies.sweep import Sweep
from tests.attack.attack import attack
from tests.attack.judge import Tally, judged
from tests.attack.parquet_files import as_bytes, broken_tables
from tests.attack.values import changed, damaged
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


@st.composite
def broken_folders(draw: Any, folders: list[dict[str, bytes]]) -> dict[str, bytes]:
    """Return the files of a folder of which one or two are broken, or gone."""
    files = dict(draw(st.sampled_from(folders)))
    for _ in range(draw(st.integers(1, 2))):
        name = draw(st.sampled_from(sorted(files)))
        if draw(st.integers(0, 9)) == 0:
            del files[name]
        elif name.endswith(".json"):
            said = json.loads(files[name])
            # Most of it is the list of councils, which is never read back.
            said["scenarios"] = said["scenarios"][:0]
            for _ in range(draw(st.integers(0, 2))):
                said = changed(copy.deepcopy(said), draw)
            text = json.dumps(said, default=str)
            files[name] = damaged(text.encode("utf-8", "surrogatepass"), draw)
        elif files[name] and draw(st.booleans()):
            table = pq.read_table(io.BytesIO(files[name]))
            files[name] = as_bytes(draw(broken_tables(table)))
        else:
            files[name] = damaged(files[name], draw)
    return files


def test_a_broken_study_gets_an_answer_or_one_clear_error(
    folders: tuple[Path, list[dict[str, bytes]]], tmp_path: Path, tell: Any
) -> None:
    path, whole = folders
    design, tally, out = read_design(path), Tally(), tmp_path / "out"

    def attempt(files: dict[str, bytes]) -> None:
        shutil.rmtree(out, ignore_errors=True)
        for name, content in files.items():
            (out / name).parent.mkdir(parents=True, exist_ok=True)
            (out / name).write_bytes(content)
        opened: list[gt.Study] = []
        judged(lambda: opened.append(gt.Study(out)), tally)
        for use in WAYS.values() if opened else ():
            judged(lambda: use(opened[0]), Tally())  # noqa: B023
        said: list[str] = []
        sweep = {"workers": 1, "resume": True, "say": said.append}
        judged(lambda: Sweep(design, out, **sweep).missing(), Tally())  # type: ignore[arg-type]

    with tell("study folder", tally):
        attack(broken_folders(whole), attempt)
