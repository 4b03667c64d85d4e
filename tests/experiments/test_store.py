"""The results folder: complete or not there."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

from experiments import store
from experiments.result import Result
from experiments.store import checked_folder
from sim.errors import InputError
from sim.parameters import PARAMETERS

Maker = Callable[..., Result]
FILES = {
    "outcomes.parquet",
    "thread.parquet",
    "series.parquet",
    "links.parquet",
    "manifest.json",
    "findings.json",
    "thread.png",
    "thread.svg",
}


@pytest.fixture(scope="module")
def saved(synthetic: Maker, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("store") / "below" / "results"
    return synthetic(replicates=3).save(folder, command="goldenthread run austerity")


def test_everything_is_there_and_nothing_else(saved: Path) -> None:
    assert {path.name for path in saved.iterdir()} == FILES
    assert [path.name for path in saved.parent.iterdir()] == [saved.name]


def test_the_tables_have_a_row_for_everything(saved: Path) -> None:
    rows = {path.name: pq.read_table(path).num_rows for path in saved.glob("*.parquet")}
    worlds, replicates, quarters, councils = 2, 3, 8, 2
    assert rows == {
        "outcomes.parquet": worlds * replicates * 2,
        "thread.parquet": worlds * replicates * 8 * 5,
        "series.parquet": worlds * replicates * quarters * councils,
        "links.parquet": worlds * replicates * quarters * 8 * 5,
    }


def test_the_thread_can_be_recomputed_from_its_table(saved: Path, synthetic: Maker) -> None:
    table = pq.read_table(saved / "thread.parquet").to_pandas()
    felt = table[(table.scenario == "austerity") & (table.link == "felt")].elasticity.dropna()
    assert np.mean(felt) == pytest.approx(
        synthetic(replicates=3).thread["austerity"].links[4].elasticity.mean
    )


def test_the_manifest_suffices_to_run_it_again(saved: Path) -> None:
    manifest = json.loads((saved / "manifest.json").read_text())
    assert (manifest["seed"], manifest["replicates"]) == (1, 3)
    assert manifest["command"] == "goldenthread run austerity"
    austerity = manifest["worlds"]["austerity"]
    assert set(austerity["parameters"]) == set(PARAMETERS)
    assert [change["parameter"] for change in austerity["changes"]].count("grant") == 1
    assert len(manifest["councils"]["rows"]) == 2
    assert {"python", "numpy", "numba", "mesa", "goldenthread"} <= set(manifest["versions"])


def test_undefined_values_are_null_in_json(synthetic: Maker) -> None:
    document = json.loads(synthetic(replicates=1).to_json(), parse_constant=pytest.fail)
    assert document["outcomes"][0]["difference"]["low"] is None
    assert document["outcomes"][0]["difference"]["reason"]


@pytest.mark.parametrize("stage", ["tables", "figure", "rename"])
def test_a_failure_on_the_way_leaves_nothing(
    stage: str, synthetic: Maker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("the disk caught fire")

    if stage == "tables":
        monkeypatch.setitem(store.TABLES, "series.parquet", fail)
    elif stage == "figure":
        monkeypatch.setattr("experiments.figures.thread.draw_thread", fail)
    else:
        monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises(RuntimeError, match="fire"):
        synthetic(replicates=2).save(tmp_path / "results")
    assert list(tmp_path.iterdir()) == []


def test_an_empty_folder_is_accepted(synthetic: Maker, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert {path.name for path in synthetic(replicates=2).save(tmp_path / "empty").iterdir()} == (
        FILES
    )


def test_a_folder_that_was_filled_meanwhile_is_left_alone(
    synthetic: Maker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "results"
    write_all = store._write_all

    def overtaken(result: Result, folder: Path, command: str) -> None:
        write_all(result, folder, command)
        target.mkdir()
        (target / "somebody-elses.txt").write_text("keep me")

    monkeypatch.setattr(store, "_write_all", overtaken)
    assert synthetic(replicates=2).save(target) == tmp_path / "results-2"
    assert [path.name for path in target.iterdir()] == ["somebody-elses.txt"]


def test_a_folder_with_something_in_it_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(InputError, match="is not empty"):
        checked_folder(tmp_path, "x")


@pytest.mark.parametrize("place", ["file", "below a file", "unwritable"])
def test_a_folder_that_cannot_be_made_is_refused(place: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    folder = {
        "file": tmp_path / "file",
        "below a file": tmp_path / "file" / "results",
        "unwritable": Path("/proc/results"),
    }[place]
    with pytest.raises(InputError):
        checked_folder(folder, "x")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize("blank", ["", " "])
def test_a_blank_name_is_refused(blank: str) -> None:
    with pytest.raises(InputError, match=r"is blank\. Name a folder, or leave it out"):
        checked_folder(blank, "x")


def test_the_folder_one_is_in_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in (".", str(tmp_path)):
        with pytest.raises(InputError, match="the folder you are in"):
            checked_folder(name, "x")


def test_an_interruption_leaves_no_folder_that_was_made_on_the_way(
    synthetic: Maker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(store, "_write_all", interrupted)
    with pytest.raises(KeyboardInterrupt):
        synthetic(replicates=2).save(tmp_path / "a" / "b" / "results")
    assert list(tmp_path.iterdir()) == []


def test_checking_a_folder_does_not_make_it(tmp_path: Path) -> None:
    checked_folder(tmp_path / "a" / "b", "x")
    assert list(tmp_path.iterdir()) == []


def test_default_folders_are_new_and_named_after_the_scenario(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    first = checked_folder(None, "my scenario/../x")
    assert first.parent == Path("results")
    assert first.name.startswith("my-scenario-..-x-")
    first.mkdir(parents=True)
    assert not checked_folder(None, "my scenario/../x").exists()


def test_a_value_that_is_undefined_stays_so_in_the_tables(synthetic: Maker, tmp_path: Path) -> None:
    result = synthetic(replicates=2)
    result.replicates[0].arms[0].unstepped.outcomes["caseload"] = math.nan
    table = pq.read_table(result.save(tmp_path / "results") / "outcomes.parquet").to_pandas()
    assert table.caseload.isna().sum() == 1


def test_earlier_results_stay_until_the_new_ones_are_complete(tmp_path: Path) -> None:
    folder = store.write_folder(
        tmp_path / "out", lambda partial: (partial / "old").write_text("1"), replace=True
    )

    def fails(partial: Path) -> None:
        (partial / "new").write_text("2")
        raise OSError(28, "No space left on device")

    with pytest.raises(InputError, match="No space left on device") as refused:
        store.write_folder(folder, fails, replace=True)
    assert refused.value.remedy
    assert [path.name for path in folder.iterdir()] == ["old"]
    store.write_folder(folder, lambda partial: (partial / "new").write_text("2"), replace=True)
    assert [path.name for path in folder.iterdir()] == ["new"]
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
