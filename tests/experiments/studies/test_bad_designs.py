"""A design that cannot be used gets one clear error: file, line, key, value, and what to do."""

from __future__ import annotations

import os
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import goldenthread as gt
from experiments.studies.reading import read_design
from tests.experiments.studies.tiny import SCENARIO, refused, written

TOP = 'scenarios = ["tiny.toml"]\n'
VARY = TOP + "[vary]\n"
SAMPLE = TOP + '[sample]\nsamples = 4\nparameters = ["discretion"]\n'

# text of the file, line of the fault, what the message has to say
BAD = {
    "nothing to run": ("replicates = 3", None, "the key 'scenarios' is missing. Add scenarios"),
    "no scenario": ("scenarios = []", 1, "scenarios is an empty list"),
    "one scenario without a list": ('scenarios = "england"', 1, "must be a list"),
    "unknown scenario": ('scenarios = ["englnd"]', 1, "Did you mean 'england'?"),
    "a scenario twice": ('scenarios = ["england", "england"]', 1, "two scenarios are called"),
    "a file that is not there": ('scenarios = ["no.toml"]', None, "there is no such"),
    "unknown key": (TOP + "replicate = 3", 2, "unknown key 'replicate'. Did you mean 'replicates'"),
    "unknown table": (TOP + "[varied]\n", 2, "Did you mean 'vary'"),
    "key of another table": (TOP + "samples = 3", 2, "It belongs under [sample]"),
    "parameter at the top": (TOP + "discretion = [0.1]", 2, "under [vary]"),
    "no replicates": (TOP + "replicates = 0", 2, "Give a whole number from 1 to 1000000"),
    "half a replicate": (TOP + "replicates = 1.5", 2, "must be a whole number, not 1.5"),
    "years in months": (TOP + "years = 0.3", 2, "not a multiple of 0.25"),
    "a negative seed": (TOP + "seed = -1", 2, "seed = -1 is outside its range"),
    "unknown series": (TOP + 'series = "weakly"', 2, "Did you mean 'weekly'"),
    "vary is a number": (TOP + "vary = 3", 2, "Put its keys under [vary]"),
    "unknown parameter": (VARY + "discretoin = [0.1]", 3, "Did you mean 'discretion'"),
    "one value without a list": (VARY + "discretion = 0.1", 3, "must be a list of values"),
    "no value": (VARY + "discretion = []", 3, "must be a list of values"),
    "text as a value": (VARY + 'discretion = ["x"]', 3, "must be a number, not 'x'"),
    "a value out of range": (VARY + "discretion = [0.5, 1.5]", 3, "discretion = 1.5 is outside"),
    "a value twice": (VARY + "discretion = [0.5, 0.5]", 3, "discretion = 0.5 is given twice"),
    "spacing without an end": (VARY + "discretion = { from = 0, points = 3 }", 3, "'to' is miss"),
    "spacing of one": (
        VARY + "discretion = { from = 0.0, to = 1.0, points = 1 }",
        3,
        "points = 1 is outside its range",
    ),
    "spacing backwards": (
        VARY + "discretion = { from = 1.0, to = 0.0, points = 3 }",
        3,
        "Give a from below to",
    ),
    "spacing out of range": (VARY + "discretion = { from = 0.0, to = 2.0, points = 3 }", 3, "= 2"),
    "ratios from zero": (
        VARY + 'discretion = { from = 0.0, to = 1.0, points = 3, scale = "log" }',
        3,
        "above 0",
    ),
    "too many runs": (
        VARY + "\n".join(f"{name} = {{ from = 0.1, to = 0.9, points = 9000 }}"
                         for name in ("discretion", "conformity")),
        None,
        "at most 10,000,000 runs",
    ),
    "no samples": (TOP + '[sample]\nparameters = ["discretion"]', 2, "'samples' is missing"),
    "unknown method": (SAMPLE + 'method = "soboll"', 5, "Did you mean 'sobol'"),
    "unknown sampled parameter": (SAMPLE.replace("discretion", "x"), 4, "unknown parameter 'x'"),
    "sampled twice": (
        SAMPLE.replace('["discretion"]', '["discretion", "discretion"]'),
        4,
        "discretion is named twice",
    ),
    "a range that is none": (SAMPLE + "[sample.ranges]\ndiscretion = 3", 6, "must be two numbers"),
    "a range backwards": (
        SAMPLE + "[sample.ranges]\ndiscretion = [0.5, 0.1]",
        6,
        "goes from 0.5 to 0.1",
    ),
    "a range of another": (
        SAMPLE + "[sample.ranges]\nconformity = [0.1, 0.5]",
        6,
        "not among the parameters of [sample]",
    ),
    "varied in two ways": (SAMPLE + "[vary]\ndiscretion = [0.5]", 2, "discretion is varied in two"),
    "a table that is not there": (TOP + 'table = "no.csv"', 2, "there is no such table of points"),
    "a table of another kind": (TOP + 'table = "rows.xlsx"', 2, "neither CSV nor Parquet"),
    "no TOML": (TOP + "replicates = ", 2, "not valid TOML"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "line", "words"), BAD.values(), ids=BAD)
def test_a_bad_design_is_refused(text: str, line: int | None, words: str, tmp_path: Path) -> None:
    error = refused(read_design, written(tmp_path, text))
    assert words in str(error)
    assert error.remedy
    if line is not None:
        assert f"design.toml, line {line}" in error.where


# content of the table, what the message has to say
BAD_TABLES = {
    "empty": ("", "the table of points is empty"),
    "no rows": ("discretion\n", "the table has 0 rows"),
    "unknown column": ("discretoin\n0.1", "column 1: unknown parameter 'discretoin'. Did you mean"),
    "a column twice": ("discretion,discretion\n0.1,0.2", "stands there twice"),
    "a cell too few": ("discretion,patience\n0.1", "line 2: this row has 1 cells"),
    "no number": ("discretion\n0.1\nx", "line 3, column discretion: discretion must be a number"),
    "blank": ("discretion,patience\n0.1,", "line 2, column patience"),
    "out of range": ("discretion\n0.1\n\n7", "line 4, column discretion: discretion = 7 is"),
    "not a number": ("discretion\nnan", "line 2, column discretion"),
    "an open quote": ('discretion\n"0.1', "is not CSV"),
}


@pytest.mark.parametrize(("content", "words"), BAD_TABLES.values(), ids=BAD_TABLES)
def test_a_bad_table_is_refused(content: str, words: str, tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_text(content)
    error = refused(read_design, written(tmp_path, TOP + 'table = "rows.csv"'))
    assert words in str(error)
    assert "rows.csv" in str(error)


def test_a_bad_parquet_table_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, TOP + 'table = "rows.parquet"')
    (tmp_path / "rows.parquet").write_text("discretion\n0.1")
    assert "not Parquet" in str(refused(read_design, path))
    pd.DataFrame({"discretion": [0.1, None]}).to_parquet(tmp_path / "rows.parquet")
    assert "row 2, column discretion" in str(refused(read_design, path))


def test_a_design_in_python_is_checked_alike() -> None:
    assert "Did you mean 'scenarios'" in str(refused(read_design, {"scenario": ["england"]}))
    assert "is not a design" in str(refused(read_design, 3))


def test_a_fault_in_a_scenario_keeps_its_place(tmp_path: Path) -> None:
    error = refused(read_design, written(tmp_path, tiny=SCENARIO + "yeers = 3"))
    assert "tiny.toml, line 13" in error.where


@pytest.mark.parametrize("shard", ["", "3", "0/3", "4/3", "a/b", "1/", "-1/3", "1/3/5", "²/3"])
def test_a_share_that_is_none_is_refused(shard: str, tmp_path: Path) -> None:
    error = refused(gt.sweep, written(tmp_path), tmp_path / "out", shard=shard)
    assert (error.key, "such as 7/200" in error.remedy) == ("shard", True)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("workers", [0, -1, 1.5, True, 10**6])
def test_workers_that_are_none_are_refused(workers: object, tmp_path: Path) -> None:
    assert refused(gt.sweep, written(tmp_path), tmp_path / "out", workers=workers).key == "workers"


def test_a_folder_that_holds_something_else_is_refused(tmp_path: Path) -> None:
    design = written(tmp_path)
    assert "not a study" in str(refused(gt.sweep, design, tmp_path))
    assert "not a folder" in str(refused(gt.sweep, design, design))
    assert refused(gt.sweep, design, "").key == "out"
    below_a_file = refused(gt.sweep, design, design / "out")
    assert "results cannot be written" in str(below_a_file)


def test_a_world_too_large_for_the_memory_is_refused(tmp_path: Path) -> None:
    world = "[world]\nauthorities = 10000\nposts = 1000\ncitizens_per_post = 1000\n"
    error = refused(gt.sweep, written(tmp_path, TOP + world), tmp_path / "out")
    assert "GiB" in str(error)


def test_a_folder_without_a_study_cannot_be_loaded(tmp_path: Path) -> None:
    assert "this is a folder" in str(refused(gt.load, tmp_path))


def test_a_scenario_that_is_not_beside_the_design_is_refused_with_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A file of that name in the folder one happens to be in is not the one that is meant.
    design = written(tmp_path, 'scenarios = ["elsewhere.toml"]')
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "elsewhere.toml").write_text(SCENARIO)
    monkeypatch.chdir(tmp_path / "other")
    error = refused(read_design, design)
    assert error.where == f"{design}, line 1"
    assert "elsewhere.toml: there is no such scenario file" in error.problem


@pytest.mark.parametrize("name", ["rows.csv", "rows.parquet"])
def test_a_table_that_is_a_pipe_is_refused_at_once(name: str, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / name)  # to open it would wait for ever
    error = refused(read_design, written(tmp_path, TOP + f'table = "{name}"'))
    assert "no such table of points" in error.problem


def test_what_a_table_holds_is_not_repeated_at_length(tmp_path: Path) -> None:
    path = written(tmp_path, TOP + 'table = "rows.csv"')
    (tmp_path / "rows.csv").write_text(f"discretion\n{'x' * 100_000}")
    assert len(str(refused(read_design, path))) < 1_000


def test_a_parquet_table_of_what_python_cannot_hold_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, TOP + 'table = "rows.parquet"')
    beyond = pa.array([2**60], pa.timestamp("us"))
    pq.write_table(pa.table({"discretion": beyond}), tmp_path / "rows.parquet")
    error = refused(read_design, path)
    assert "rows.parquet" in str(error)
    assert len(str(error).splitlines()) == 1


def test_a_parameter_within_a_spacing_is_refused(tmp_path: Path) -> None:
    # The table of a spacing has no word on where a parameter belongs.
    text = VARY + "audit_rate = { from = 0, to = 1, points = 3, grant = 1 }"
    error = refused(read_design, written(tmp_path, text))
    assert "unknown key 'grant'" in error.problem
    assert "from, points, scale, to" in error.remedy
