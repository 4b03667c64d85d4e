"""A disk that is full, a folder that cannot be written, a clock that runs backwards, odd names."""

from __future__ import annotations

import itertools
import locale
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import goldenthread as gt
from experiments.studies import engine
from tests.experiments.studies.conftest import InThisProcess
from tests.experiments.studies.tiny import refused, tree, written

DESIGN = 'scenarios = ["tiny.toml"]\nreplicates = 3\n[vary]\naudit_rate = [0.0, 1.0]\n'
ODD_NAME = "a b/Zoë's Ordner \U0001f9f5 #1"


@pytest.fixture(autouse=True)
def _no_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "LocalEngine", InThisProcess)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What a study's folder holds that nothing disturbed."""
    folder = tmp_path_factory.mktemp("plain")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(engine, "LocalEngine", InThisProcess)
        gt.sweep(written(folder, DESIGN), folder / "out", workers=1)
    return tree(folder / "out")


def mounted(folder: Path, options: str) -> Iterator[Path]:
    """Mount a small disk in memory on a folder, if this system lets us."""
    words = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    if shutil.which("mount") is None or subprocess.run(words, capture_output=True).returncode:
        pytest.skip("mounting a disk needs root on Linux")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 4 MB."""
    (tmp_path / "disk").mkdir()
    yield from mounted(tmp_path / "disk", "size=4m")


def filled(disk: Path, left: int) -> Path:
    """Fill a disk with one file, up to so many bytes, and return the file."""
    path = disk / "ballast"
    with path.open("wb") as file:
        file.write(b"0" * (shutil.disk_usage(disk).free - left))
    return path


@pytest.mark.parametrize("left", [0, 40_000])
def test_a_full_disk_is_told_and_the_study_goes_on_when_there_is_room(
    small_disk: Path, tmp_path: Path, plain: dict[str, bytes], left: int
) -> None:
    design, out = written(tmp_path, DESIGN), small_disk / "out"
    ballast = filled(small_disk, left)
    error = refused(gt.sweep, design, out, workers=1)
    assert "results cannot be written" in error.problem
    assert "No space left on device" in error.problem
    ballast.unlink()
    gt.sweep(design, out, workers=1, resume=True)
    assert tree(out) == plain


def test_a_full_disk_refuses_the_results_of_a_run(
    small_disk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scenario = written(tmp_path, DESIGN).with_name("tiny.toml")
    result = gt.run(scenario, replicates=2, workers=1)
    ballast = filled(small_disk, 8_192)
    error = refused(result.save, small_disk / "results")
    assert "No space left on device" in error.problem
    assert error.remedy
    assert [path.name for path in small_disk.iterdir()] == ["ballast"]
    ballast.unlink()
    assert result.save(small_disk / "results").is_dir()


def test_a_disk_that_is_read_only_is_refused(tmp_path: Path) -> None:
    design, disk = written(tmp_path, DESIGN), tmp_path / "disk"
    disk.mkdir()
    for folder in mounted(disk, "ro,size=400k"):
        error = refused(gt.sweep, design, folder / "out", workers=1)
        assert "Read-only file system" in error.problem
        assert "where you may write" in str(error) or "may write there" in str(error)
        scenario = design.with_name("tiny.toml")
        result = gt.run(scenario, replicates=2, workers=1)
        assert "Read-only file system" in refused(result.save, folder / "results").problem


def test_a_study_on_a_disk_that_is_read_only_can_be_read(
    tmp_path: Path, plain: dict[str, bytes]
) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    for folder in mounted(disk, "size=2m"):
        gt.sweep(written(tmp_path, DESIGN), folder / "out", workers=1)
        subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
        study = gt.load(folder / "out")
        assert len(study.runs()) == 6
        error = refused(gt.sweep, tmp_path / "design.toml", folder / "out", resume=True)
        assert "Read-only file system" in error.problem


def test_a_clock_that_runs_backwards_changes_nothing(
    tmp_path: Path, plain: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("time", "perf_counter", "monotonic"):
        backwards = itertools.count(2e9, -3_600.0)
        monkeypatch.setattr(time, name, lambda backwards=backwards: next(backwards))
    monkeypatch.setattr("experiments.studies.runner.perf_counter", time.perf_counter)
    gt.sweep(written(tmp_path, DESIGN), tmp_path / "out", workers=1)
    assert tree(tmp_path / "out") == plain


def test_files_from_the_future_are_no_harm(tmp_path: Path, plain: dict[str, bytes]) -> None:
    design = written(tmp_path, DESIGN)
    gt.sweep(design, tmp_path / "out", workers=1, shard="1/2")
    for path in (tmp_path / "out").rglob("*"):
        os.utime(path, (4e9, 4e9))
    gt.sweep(design, tmp_path / "out", workers=1, resume=True)
    assert tree(tmp_path / "out") == plain


def test_names_with_blanks_and_letters_of_any_script(
    tmp_path: Path, plain: dict[str, bytes]
) -> None:
    folder = tmp_path / ODD_NAME
    folder.mkdir(parents=True)
    gt.sweep(written(folder, DESIGN), folder / "out", workers=1)
    assert tree(folder / "out") == plain
    assert len(gt.load(folder / "out").runs()) == 6


def test_a_locale_with_a_decimal_comma_changes_nothing(
    tmp_path: Path, plain: dict[str, bytes]
) -> None:
    usual = locale.setlocale(locale.LC_ALL)
    known = ("de_DE.UTF-8", "fr_FR.UTF-8", "tr_TR.UTF-8")
    for name in known:
        try:
            locale.setlocale(locale.LC_ALL, name)
            break
        except locale.Error:
            continue
    else:
        pytest.skip(f"none of these locales is installed here: {', '.join(known)}")
    try:
        gt.sweep(written(tmp_path, DESIGN), tmp_path / "out", workers=1)
    finally:
        locale.setlocale(locale.LC_ALL, usual)
    assert tree(tmp_path / "out") == plain
