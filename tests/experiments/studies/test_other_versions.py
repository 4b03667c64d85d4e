"""Folders of studies that an earlier or a later version of the program wrote."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

import goldenthread as gt
from experiments.studies.study_file import FORMAT
from tests.experiments.studies.tiny import refused, tree, written


def said(folder: Path, **changes: Any) -> None:
    """Have ``study.json`` say something else; None takes a key out."""
    path = folder / "study.json"
    content = json.loads(path.read_text()) | changes
    path.write_text(json.dumps({key: each for key, each in content.items() if each is not None}))


@pytest.fixture
def folder(undisturbed: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(undisturbed, tmp_path / "out"))


def test_a_study_of_the_first_version_is_read(folder: Path) -> None:
    runs = gt.load(folder).runs()
    said(folder, format=None, sums=None, events=None, own_draws=None)
    study = gt.load(folder)
    assert study.counts() == {"done": 72, "failed": 0, "pending": 0}
    assert study.runs().equals(runs)


@pytest.mark.usefixtures("no_processes")
def test_a_study_of_the_first_version_is_gone_on_with(
    folder: Path, undisturbed: Path, tmp_path: Path
) -> None:
    said(folder, format=None, sums=None, events=None, own_draws=None)
    gt.sweep(written(tmp_path), folder, workers=1, resume=True)
    assert tree(folder) == tree(undisturbed)


def test_an_outcome_that_was_not_known_yet_is_undefined(folder: Path) -> None:
    table = pq.read_table(folder / "runs.parquet").drop(["trust"])
    pq.write_table(table, folder / "runs.parquet")
    runs = gt.load(folder).runs()
    assert runs["trust"].isna().all()
    assert runs["caseload"].notna().all()


def test_a_parameter_that_is_gone_keeps_its_column(folder: Path) -> None:
    said(folder, parameters=["accountability_stakes", "gone"])
    for name in ("runs.parquet", "status.parquet"):
        table = pq.read_table(folder / name)
        names = [{"audit_rate": "gone"}.get(each, each) for each in table.column_names]
        pq.write_table(table.rename_columns(names), folder / name)
    study = gt.load(folder)
    assert sorted(study.runs()["gone"].unique()) == [0.0, 0.5, 1.0]
    meanings = study.columns().set_index("name")["meaning"]
    assert "does not have" in meanings["gone"]


def test_a_study_of_a_later_version_is_refused_and_left_alone(folder: Path, tmp_path: Path) -> None:
    said(folder, format=FORMAT + 1)
    before = tree(folder)
    design = written(tmp_path)
    for error in (
        refused(gt.load, folder),
        refused(gt.sweep, design, folder, workers=1, resume=True),
        refused(gt.sweep, design, folder, workers=1, shard="1/2"),
    ):
        assert "later version of this program" in error.problem
        assert "another folder" in error.remedy
    assert tree(folder) == before


@pytest.mark.parametrize(
    "changes",
    [
        {"parameters": "audit_rate"},
        {"parameters": None},
        {"parameters": ["run"]},
        {"thread": "yes"},
        {"series": "hourly"},
        {"format": "one"},
        {"format": 0},
    ],
)
def test_a_study_file_that_says_something_else_is_refused(
    changes: dict[str, Any], folder: Path
) -> None:
    said(folder, **changes)
    error = refused(gt.load, folder)
    assert "holds no study that can be read" in error.problem
    assert "--resume" in error.remedy


@pytest.mark.parametrize("text", ["[]", "3", "[" * 100_000, "{", "\ufffe"])
def test_a_study_file_that_is_none_is_refused(text: str, folder: Path) -> None:
    (folder / "study.json").write_text(text)
    assert "holds no study that can be read" in refused(gt.load, folder).problem


@pytest.mark.parametrize("name", ["runs.parquet", "status.parquet"])
@pytest.mark.parametrize("column", ["identity", "status", "trust"])
def test_a_table_that_lacks_what_is_needed_counts_as_damaged(
    name: str, column: str, folder: Path
) -> None:
    table = pq.read_table(folder / name)
    if column not in table.column_names:
        pytest.skip("it has no such column")
    other = table["scenario"] if column == "trust" else None
    table = table.drop([column])
    if other is not None:
        table = table.append_column(column, other)  # text where numbers are due
    pq.write_table(table, folder / name)
    if name == "status.parquet":
        assert f"no whole column {column}" in refused(gt.load, folder).problem
        return
    with pytest.warns(UserWarning, match=r"runs.parquet is damaged"):
        assert gt.load(folder).counts()["pending"] == 72
