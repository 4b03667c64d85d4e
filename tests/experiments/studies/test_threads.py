"""Any lever stepped in the twins of a study's runs, at rows that are given in Python."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import goldenthread as gt
from experiments.intervals import ratio_interval
from experiments.studies.reading import read_design
from sim.linkage import LINKS, pooled_links
from tests.experiments.studies.tiny import SCENARIO, refused, written

ROWS = pd.DataFrame({"discretion": [0.2, 0.8], "audit_rate": [0.0, 0.5]})
WORLD = {"authorities": 2, "posts": 4, "citizens_per_post": 10}
BASE = {"scenarios": ["england"], "replicates": 3, "years": 0.5, "world": WORLD, "table": ROWS}

pytestmark = pytest.mark.usefixtures("no_processes")


def design(thread: object, **more: object) -> dict[str, Any]:
    return BASE | {"thread": thread} | more


def by_hand(
    row: Mapping[str, Any], *changes: gt.Change, **parameters: float
) -> np.ndarray[Any, Any]:
    model = gt.PolicyModel(
        gt.World.even(2, 4, 10),
        parameters={name: row[name] for name in ROWS} | parameters,
        changes=changes,
        years=0.5,
        burn_in_years=4,
        first_year=2017,
        rng=1,
        replicate=int(row["replicate"]),
    )
    return pooled_links(model.run().ledger, 2017, 2017.5).mean(axis=1)


def test_rows_times_replicates_with_one_lever(tmp_path: Path) -> None:
    thread = {"lever": "grant", "step": -0.1}
    study = gt.sweep(design(thread), tmp_path / "out", workers=1)
    runs = study.runs()
    assert list(runs["point"]) == [0, 0, 0, 1, 1, 1]
    assert set(runs["lever"]) == {"grant"}
    assert set(runs["step"]) == {-0.1}
    row = runs.iloc[4]
    plain, stepped = by_hand(row), by_hand(row, gt.Change("grant", 2017, factor=0.9))
    felt = LINKS.index("felt")
    # Over domains that weigh alike the mean of logarithms is about the logarithm of the mean.
    expected = np.log(stepped[felt] / plain[felt]) / np.log(0.9)
    assert row["elasticity.felt"] == pytest.approx(expected, abs=0.02)
    assert row["elasticity.meant"] == 1.0


def test_the_thread_at_every_point_is_a_ratio_of_means(tmp_path: Path) -> None:
    study = gt.sweep(design(True), tmp_path / "out", workers=1)
    thread, runs = study.thread(), study.runs()
    assert list(thread[["point", "discretion", "replicates"]].itertuples(index=False)) == [
        (0, 0.2, 3),
        (1, 0.8, 3),
    ]
    of_one = runs[runs["point"] == 1]
    share = ratio_interval(of_one["elasticity.enacted"], of_one["elasticity.planned"])
    found = thread.iloc[1]
    assert found["elasticity.planned"] == pytest.approx(of_one["elasticity.planned"].mean())
    names = [f"passthrough.planned.enacted{end}" for end in ("", ".low", ".high")]
    np.testing.assert_allclose(found[names].astype(float), [share.mean, share.low, share.high])


def test_levers_are_taken_in_turn_from_a_date_on(tmp_path: Path) -> None:
    thread = {"lever": ["grant", "agenda.care"], "from": 2017.25}
    runs = gt.sweep(design(thread), tmp_path / "out", workers=1).runs()
    assert list(runs["lever"][:3]) == ["grant", "agenda.care", "grant"]
    levers = [run.lever for run in read_design(design(thread)).runs()]
    assert {lever.start for lever in levers} == {2017.25}
    assert {lever.step for lever in levers} == {0.2}  # the scenario's own


def test_a_step_without_room_is_turned(tmp_path: Path) -> None:
    rows = [{"conformity": 0.5}, {"conformity": 1.0}]
    given = design({"lever": "conformity", "step": 0.5}, table=rows, replicates=1)
    assert [run.lever.step for run in read_design(given).runs()] == [0.5, -0.5]


def test_how_a_world_starts_is_stepped_in_a_past_of_its_own(tmp_path: Path) -> None:
    given = design({"lever": "need_mix.care", "step": 0.5}, replicates=1)
    row = gt.sweep(given, tmp_path / "out", workers=1).runs().iloc[0]
    plain, stepped = by_hand(row), by_hand(row, **{"need_mix.care": 0.3 * 1.5})
    assert (plain != stepped).any()
    assert np.isfinite(row["elasticity.planned"])


def test_a_lever_that_is_zero_needs_its_own_unit(tmp_path: Path) -> None:
    error = refused(read_design, design({"lever": "audit_rate"}))
    assert "audit_rate is not above 0 throughout in england at 0, so" in str(error)
    given = design({"lever": "audit_rate", "step": 0.2, "in_units": True})
    study = gt.sweep(given, tmp_path / "out", workers=1)
    assert study.runs()["passthrough.meant.planned"].isna().all()
    assert study.thread()["passthrough.meant.planned"].isna().all()
    assert study.runs()["elasticity.recorded"].notna().any()


# the design's [thread], the line of the fault, what the message has to say
BAD = {
    "unknown lever": ('lever = "gant"', 3, "Did you mean 'grant'"),
    "one of several": ('lever = ["grant", "gant"]', 3, "Did you mean 'grant'"),
    "no lever": ("lever = []", 3, "an empty list"),
    "unknown key": ('levers = "grant"', 3, "Did you mean 'lever'?"),
    "no step": ("step = 0.0", 3, "step is 0.0. Give a share"),
    "too large a step": ('lever = "grant"\nstep = 5.0', 4, "a step of 5 takes grant from"),
    "too late": ("from = 2018", 3, "the year of the step is 2018.0. Give a year from 2017 to"),
    "a number for truth": ("in_units = 3", 3, "in_units must be true or false, not 3"),
}


@pytest.mark.parametrize(("text", "line", "words"), BAD.values(), ids=BAD)
def test_a_bad_thread_is_refused(text: str, line: int, words: str, tmp_path: Path) -> None:
    path = written(tmp_path, f'scenarios = ["tiny.toml"]\n[thread]\n{text}', tiny=SCENARIO)
    error = refused(read_design, path)
    assert words in str(error)
    assert error.where == f"{path}, line {line}"


BAD_ROWS: dict[str, tuple[object, str]] = {
    "a number": (3, "neither a file, a frame nor a list of rows"),
    "no rows": ([], "the table has 0 rows"),
    "unknown column": ([{"discretoin": 0.1}], "column 1: unknown parameter 'discretoin'"),
    "other columns": ([{"discretion": 0.1}, {"conformity": 0.1}], "row 2: this row has other"),
    "out of range": (pd.DataFrame({"discretion": [0.1, 7.0]}), "row 2, column discretion"),
    "blank": (pd.DataFrame({"discretion": [0.1, None]}), "row 2, column discretion"),
}


@pytest.mark.parametrize(("rows", "words"), BAD_ROWS.values(), ids=BAD_ROWS)
def test_bad_rows_are_refused(rows: object, words: str) -> None:
    assert words in str(refused(read_design, BASE | {"table": rows}))


def test_a_study_without_twins_has_no_thread(undisturbed: str | os.PathLike[str]) -> None:
    assert "thread = true" in refused(gt.load(undisturbed).thread).remedy
