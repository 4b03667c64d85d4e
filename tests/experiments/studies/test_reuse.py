"""What one study has computed, another one takes from it, and the bytes are the same."""

from __future__ import annotations

from pathlib import Path

import pytest

import goldenthread as gt
from experiments.studies import runner
from tests.experiments.studies.tiny import DESIGN, refused, tree, written

EVERYTHING = DESIGN.replace("replicates = 8", 'replicates = 2\nseries = "weekly"\nevents = true')
PART = EVERYTHING.replace("[0.0, 0.5, 1.0]", "[0.0, 1.0]")

pytestmark = pytest.mark.usefixtures("no_processes")


@pytest.fixture
def computed(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many runs were computed, batch by batch."""
    batches: list[int] = []
    genuine = runner.compute_batch

    def counted(runs: list[runner.Run], folder: str) -> runner.Batch:
        batches.append(len(runs))
        return genuine(runs, folder)

    monkeypatch.setattr(runner, "compute_batch", counted)
    return batches


@pytest.fixture
def part(tmp_path: Path) -> Path:
    """A folder of studies, with one that has 12 of the 18 runs."""
    gt.sweep(written(tmp_path, PART), tmp_path / "studies" / "part", workers=1)
    return tmp_path / "studies"


def test_runs_of_another_study_are_taken_from_it(
    part: Path, tmp_path: Path, computed: list[int]
) -> None:
    design = written(tmp_path, EVERYTHING)
    gt.sweep(design, tmp_path / "anew", workers=1)
    assert sum(computed) == 18
    computed.clear()
    for name, folders in (("named", part / "part"), ("among several", [part, tmp_path / "anew"])):
        before = tree(part)
        study = gt.sweep(design, tmp_path / name, workers=1, reuse=folders)
        assert study.counts() == {"done": 18, "failed": 0, "pending": 0}
        assert tree(tmp_path / name) == tree(tmp_path / "anew")
        assert tree(part) == before
    assert sum(computed) == 18 - 12  # the first time; the second time everything is there


def test_a_study_that_keeps_less_has_nothing_to_give(tmp_path: Path, computed: list[int]) -> None:
    less = EVERYTHING.replace("events = true", "")
    gt.sweep(written(tmp_path, less), tmp_path / "less", workers=1)
    computed.clear()
    gt.sweep(written(tmp_path, EVERYTHING), tmp_path / "out", workers=1, reuse=tmp_path / "less")
    assert sum(computed) == 18


def test_what_is_damaged_is_computed(part: Path, tmp_path: Path, computed: list[int]) -> None:
    log = next((part / "part" / "events").glob("*.parquet"))
    log.write_bytes(log.read_bytes()[:-20])
    computed.clear()
    with pytest.warns(UserWarning, match=f"{log.name} is damaged .*; its runs are not taken"):
        study = gt.sweep(written(tmp_path, EVERYTHING), tmp_path / "out", workers=1, reuse=part)
    assert sum(computed) == 18 - 11
    assert study.counts()["done"] == 18


def test_its_own_folder_is_nothing_to_take_from(tmp_path: Path, computed: list[int]) -> None:
    design, out = written(tmp_path, PART), tmp_path / "studies" / "out"
    gt.sweep(design, out, workers=1)
    gt.sweep(design, out, workers=1, resume=True, reuse=tmp_path / "studies")
    assert sum(computed) == 12


@pytest.mark.parametrize("name", ["nowhere", "empty"])
def test_a_folder_without_a_study_is_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    out = tmp_path / "out"
    error = refused(gt.sweep, written(tmp_path), out, reuse=tmp_path / name)
    assert (error.key, f"{name} is no study's folder" in error.problem) == ("reuse", True)
    assert not out.exists()
