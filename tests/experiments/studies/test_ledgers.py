"""The ledgers of a study's runs, kept as sums in its series."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import goldenthread as gt
from experiments.studies.ledgers import ledgers_of
from experiments.studies.reading import read_design
from experiments.studies.single_run import built
from sim.ledger.record import AUTHORITY_COLUMNS, DOMAIN_COLUMNS
from sim.outcomes import OUTCOMES
from tests.experiments.studies.tiny import SCENARIO, refused, tree, written

YEARS = SCENARIO.replace("years = 0.25", "years = 2").replace(
    "burn_in_years = 0", "burn_in_years = 1"
)
DESIGN = """
scenarios = ["tiny.toml"]
replicates = 3
series = "yearly"
sums = true
[vary]
audit_rate = [0.0, 2.0]
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("ledgers")
    gt.sweep(written(place, DESIGN, tiny=YEARS), place / "out", workers=1)
    return place / "out"


def test_a_ledger_comes_back_as_the_model_kept_it(folder: Path, tmp_path: Path) -> None:
    runs = list(read_design(written(tmp_path, DESIGN, tiny=YEARS)).runs())
    read = list(ledgers_of(gt.load(folder)))
    assert [number for number, _ in read] == list(range(6))
    for number, ledger in read:
        kept = built(runs[number]).run().ledger
        assert list(ledger.window_start) == [2017.0, 2018.0]
        assert ledger.names == kept.names
        for year in (2017.0, 2018.0):
            one, other = ledger.between(year, year + 1), kept.between(year, year + 1)
            for name in AUTHORITY_COLUMNS:
                assert np.array_equal(one.authority_total(name), other.authority_total(name))
            for name in DOMAIN_COLUMNS:
                assert np.array_equal(one.domain_total(name), other.domain_total(name))


def test_outcomes_of_the_ledgers_are_those_of_the_runs(folder: Path) -> None:
    study = gt.load(folder)
    runs = study.runs()
    for number, ledger in ledgers_of(study):
        for name, outcome in OUTCOMES.items():
            assert outcome.national(ledger) == pytest.approx(runs[name][number], nan_ok=True)


def test_series_do_not_show_the_sums(folder: Path) -> None:
    assert not [name for name in gt.load(folder).series() if name.startswith("sum.")]


def test_runs_with_sums_are_taken_over_with_them(folder: Path, tmp_path: Path) -> None:
    design = written(tmp_path, DESIGN, tiny=YEARS)
    gt.sweep(design, tmp_path / "out", workers=1, reuse=[folder])
    assert tree(tmp_path / "out")["series.parquet"] == tree(folder)["series.parquet"]


def test_without_sums_there_are_no_ledgers(tmp_path: Path) -> None:
    design = written(tmp_path, DESIGN.replace("sums = true", ""), tiny=YEARS)
    study = gt.sweep(design, tmp_path / "out", workers=1)
    assert "sums = true" in refused(lambda: list(ledgers_of(study))).remedy


def test_sums_without_a_series_are_refused(tmp_path: Path) -> None:
    design = written(tmp_path, DESIGN.replace('series = "yearly"', ""), tiny=YEARS)
    error = refused(gt.sweep, design, tmp_path / "out")
    assert error.key == "sums"
    assert 'series = "yearly"' in error.remedy
