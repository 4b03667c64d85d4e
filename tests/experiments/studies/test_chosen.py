"""Runs that are made when they are asked for are the runs of the design."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from calibration.validation.plan import Scattered
from experiments.studies.chosen import ChosenRuns
from experiments.studies.design import StudyDesign
from experiments.studies.reading import read_design
from experiments.studies.rows_file import MOST_ROWS
from experiments.studies.sweep import Sweep
from tests.experiments.studies.tiny import DESIGN, refused, written


@pytest.fixture
def design(tmp_path: Path) -> StudyDesign:
    return read_design(written(tmp_path, DESIGN.replace("replicates = 8", "replicates = 3")))


def test_they_are_the_runs_of_the_design(design: StudyDesign) -> None:
    runs = list(design.runs())
    chosen = ChosenRuns(design, range(len(design)))
    assert len(chosen) == len(runs) == 27
    assert list(chosen) == runs == [chosen[place] for place in range(27)]
    assert [run.identity for run in chosen] == [run.identity for run in runs]
    assert list(chosen[4:20:5]) == runs[4:20:5]
    with pytest.raises(IndexError):
        chosen[27]


def test_some_of_them_keep_their_order_and_share_their_case(design: StudyDesign) -> None:
    numbers = [26, 3, 4, 5, 0]
    chosen = list(ChosenRuns(design, numbers))
    assert [run.number for run in chosen] == numbers
    assert [run.replicate for run in chosen] == [2, 0, 1, 2, 0]
    assert chosen[1].case is chosen[2].case is chosen[3].case
    assert not ChosenRuns(design, [])


def test_runs_with_chances_of_their_own_are_missing_with_these(tmp_path: Path) -> None:
    """The draws of a posterior: points that stand there twice are two runs all the same."""
    path = written(tmp_path, 'scenarios = ["tiny.toml"]\nreplicates = 1\ntable = "rows.csv"\n')
    (tmp_path / "rows.csv").write_text("audit_rate\n0.5\n0.5\n1.0\n")
    plain = read_design(path)
    scattered = Scattered(**{each.name: getattr(plain, each.name) for each in fields(plain)})
    missing = Sweep(scattered, tmp_path / "out").missing().runs
    assert [run.replicate for run in missing] == [0, 1, 2]
    assert list(missing) == list(scattered.runs())
    assert [missing[place] for place in range(3)] == list(missing)
    assert len(Sweep(plain, tmp_path / "out").missing().runs) == 2


def test_runs_under_two_names_are_missing_once(tmp_path: Path) -> None:
    text = DESIGN.replace('["tiny.toml"]', '["tiny.toml", "same.toml"]')
    path = written(tmp_path, text)
    (tmp_path / "same.toml").write_text((tmp_path / "tiny.toml").read_text())
    design = read_design(path)
    missing = Sweep(design, tmp_path / "out").missing()
    assert len(missing.runs) == len(design) // 2
    assert {run.case.setting.scenario for run in missing.runs} == {design.settings[0].scenario}


def test_a_table_with_a_row_too_many_is_refused(tmp_path: Path) -> None:
    rows = tmp_path / "rows.csv"
    rows.write_text("audit_rate\n" + "0.5\n" * (MOST_ROWS + 1))
    design = written(tmp_path, 'scenarios = ["tiny.toml"]\ntable = "rows.csv"\n')
    error = refused(read_design, design)
    assert error.problem.endswith("rows.csv: the table has more than 1,000,000 rows")
