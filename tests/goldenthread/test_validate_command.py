"""``goldenthread validate`` and ``goldenthread statistics`` as a researcher meets them."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from experiments.posterior.draws import ParameterDraws
from tests.goldenthread.conftest import ROOT, Run

TINY = """
title = "Tiny"
claim = "C"
source = "S"
[world]
authorities = 4
posts = 3
citizens_per_post = 10
[time]
first_year = 2017
years = 3
burn_in_years = 0.5
steps_per_year = 12
"""
TABLE = """id,quantity,value,tolerance,unit,period,population,role,source,address
A,mean caseload,10,100,cases per worker,2017-2019 mean,England,,nobody,
B,year-to-year correlation of caseload across local authorities,2,0.1,,2017-2019,,,,
C,standard deviation of turnover across local authorities,1000,range 900-1100,points,2025,,,,
D,colour of the town hall,3,1,,2017,,,,
E,vacancy rate,16.5,2,% of posts,2017-2021,,fit,,
F,spending power in real terms,-28.6,,%,2017 to 2019,,range,,
G,assessment duration quartiles,17 / 33 / 43,500,working days,2018,,,,
H,delay of the centre,6,range 5-8,months,2018,,parameter reporting_lag,,
"""
WORDS = ("--scenario", "tiny.toml", "--draws", "3", "--workers", "1", "--seed", "5")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "tiny.toml").write_text(TINY)
    (tmp_path / "mine.csv").write_text(TABLE.replace("correlation of caseload across local "
                                                     "authorities,2,", "correlation of caseload "
                                                     "across local authorities,0.9,"))  # fmt: skip
    return tmp_path


def test_a_table_never_seen_is_held_against_the_model(command: Run, folder: Path) -> None:
    said = command("validate", "mine.csv", *WORDS, "--defaults", "--out", "out")
    assert said.returncode == 0, said.stderr
    assert "inside their tolerance (3 runs at the defaults)" in said.stdout
    assert "Not computed: D, H." in said.stdout
    assert "persistence(caseload)" in said.stdout
    assert "2025 is not observed: 2017 to 2019 taken" in said.stdout
    table = pd.read_csv(folder / "out/validation.csv").set_index("id")
    assert list(table.index) == ["A", "B", "C", "D", "E", "F", "Ga", "Gb", "Gc", "H"]
    assert table.loc["A", "verdict"] == "inside"
    assert table.loc["C", "verdict"] == "outside"
    assert table.loc["F", "verdict"] == "not judged"
    assert bool(table.loc["E", "fitted"])
    assert not bool(table.loc["A", "fitted"])
    assert table.loc["A", "low"] <= table.loc["A", "median"] <= table.loc["A", "high"]
    values = pd.read_csv(folder / "out/values.csv")
    assert len(values) == 3
    assert values["A"].nunique() == 3, "every run has chances of its own"
    assert table.loc["A", "median"] == pytest.approx(values["A"].median())
    for name in ("validation.png", "validation.svg", "findings.json", "manifest.json"):
        assert (folder / "out" / name).stat().st_size > 100


def test_another_table_needs_no_new_runs(command: Run, folder: Path) -> None:
    first = command("validate", "mine.csv", *WORDS, "--out", "out")
    assert "3 runs" in first.stderr
    (folder / "other.csv").write_text(
        "id,quantity,value,tolerance,unit,period\nZ,mean caseload,10,100,cases,2017-2019\n"
    )
    second = command("validate", "other.csv", *WORDS, "--out", "again", "--json")
    assert second.returncode == 0, second.stderr
    assert "runs" not in second.stderr
    told = json.loads(second.stdout)
    assert told["judged"] == told["inside"] == 1
    before = pd.read_csv(folder / "out/validation.csv").set_index("id")
    assert told["rows"][0]["median"] == pytest.approx(before.loc["A", "median"])


def test_draws_of_a_posterior_are_run_one_each(command: Run, folder: Path) -> None:
    draws = ParameterDraws("mine", ("need_onset",), [[0.3], [0.8], [3.0]], [1, 1, 1])
    draws.save(folder / "mine.parquet")
    said = command("validate", "mine.csv", *WORDS, "--posterior", "mine.parquet", "--out", "out")
    assert said.returncode == 0, said.stderr
    assert "3 runs at draws of the posterior mine" in said.stdout
    assert "intervals hold chance alone" not in said.stdout
    caseload = sorted(pd.read_csv(folder / "out/values.csv")["A"])
    assert caseload[2] > 1.5 * caseload[0], "the draws differ in demand"


def test_how_rows_are_understood_can_be_seen_first(command: Run, folder: Path) -> None:
    told = json.loads(command("validate", "mine.csv", "--explain", "--json").stdout)
    assert {row["id"]: row["statistic"] for row in told}["C"] == "sd(turnover)"
    assert next(row for row in told if row["id"] == "D")["statistic"] is None
    assert "sd(turnover)" in command("validate", "mine.csv", "--explain").stdout
    assert not (folder / "results").exists()


@pytest.mark.parametrize(
    ("change", "words", "says"),
    [
        (("A,mean caseload,10,100,", "A,mean caseload,10,,"), (), "column tolerance"),
        (("A,mean", "A,mean"), ("--strict",), "D, 'colour of the town hall'"),
        (("A,mean", "A,mean"), ("--posterior", "none.csv"), "none.csv"),
        (("A,mean", "A,mean"), ("--scenario", "englund"), "england"),
        (("A,mean", "A,mean"), ("--posterior", "tiny.toml", "--defaults"), "either"),
    ],
)
def test_what_cannot_be_used_is_refused_before_anything_is_run(
    command: Run, folder: Path, change: tuple[str, str], words: tuple[str, ...], says: str
) -> None:
    path = folder / "mine.csv"
    path.write_text(path.read_text().replace(*change))
    said = command("validate", "mine.csv", *WORDS, *words)
    assert said.returncode == 2
    assert says in said.stderr
    assert "Traceback" not in said.stderr
    assert not (folder / "results").exists()


def test_the_vocabulary_is_listed_and_its_page_is_up_to_date(command: Run) -> None:
    listed = command("statistics").stdout
    assert "persistence(quantity, lag=1)" in listed
    assert "timeliness_reported" in listed
    page = (ROOT / "docs/statistics.md").read_text("utf-8")
    assert command("statistics", "--markdown").stdout == page, "goldenthread statistics --markdown"
