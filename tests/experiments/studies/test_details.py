"""Weekly series and event logs of a study's runs."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

import goldenthread as gt
from experiments.studies.estimate import disk_bytes
from experiments.studies.reading import read_design
from sim.outcomes import OUTCOMES
from tests.experiments.studies.tiny import SCENARIO, refused, tree, written

LATER = SCENARIO.replace("burn_in_years = 0", "burn_in_years = 0.5").replace("0.25", "0.75")
DESIGN = """
scenarios = ["tiny.toml"]
replicates = 3
series = "weekly"
events = true
[vary]
discretion = [0.2, 0.8]
"""


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> gt.Study:
    folder = tmp_path_factory.mktemp("details")
    return gt.sweep(written(folder, DESIGN, tiny=LATER), folder / "out", workers=2)


def model(replicate: int) -> gt.PolicyModel:
    return gt.PolicyModel(
        gt.World.even(2, 3, 10),
        parameters={"discretion": 0.8},
        years=0.75,
        burn_in_years=0.5,
        first_year=2017,
        rng=1,
        replicate=replicate,
    )


def test_a_weekly_series_has_a_row_per_week_and_council(study: gt.Study) -> None:
    series = study.series()
    assert len(series) == 6 * 39 * 2
    mine = series[series["run"] == 4]
    weeks = mine["year"].unique()
    np.testing.assert_allclose(weeks, 2017 + np.arange(39) / 52)
    by_hand = model(1).run(2017)
    for week in (0, 1, 12, 13, 38):  # quarters begin in weeks 0, 13 and 26
        by_hand.run(2017 + week / 52)
        before = by_hand.ledger
        kept = {name: before.authority[name].copy() for name in ("referrals", "refused", "steps")}
        by_hand.run_for(1)
        after = by_hand.ledger
        sums = {name: after.authority[name].sum(axis=0) - kept[name].sum(axis=0) for name in kept}
        assert (sums["steps"] == 1).all()
        with np.errstate(invalid="ignore"):
            refused_share = 100 * sums["refused"] / sums["referrals"]
        found = mine.loc[np.isclose(mine["year"], 2017 + week / 52, rtol=0, atol=1e-6), "refused"]
        np.testing.assert_allclose(found, refused_share)


def test_weeks_weighted_are_the_year(study: gt.Study) -> None:
    series, runs = study.series(), study.runs()
    mine = series[series["run"] == 4]
    # Every citizen counts in every week.
    assert mine["trust"].mean() == pytest.approx(runs.loc[4, "trust"])
    assert set(OUTCOMES) <= set(series)


def test_an_event_log_is_that_of_the_run_by_itself(study: gt.Study) -> None:
    by_hand = model(1).run(2017)
    expected = gt.event_log(by_hand).table()
    events = study.events([4])
    assert set(events["discretion"]) == {0.8}
    assert set(events["replicate"]) == {1}
    for name in expected:
        kind = float if name in ("need", "value") else str
        np.testing.assert_array_equal(events[name].astype(kind), expected[name].astype(kind))
    assert len(study.events()) == sum(len(study.events([run])) for run in range(6))


def test_the_columns_of_the_logs_are_documented(study: gt.Study) -> None:
    file = next((study.folder / "events").glob("*.parquet"))
    fields = {field.name: field.metadata for field in pq.read_schema(file)}
    assert fields["need"][b"unit"] == b"0-1"
    assert all(each[b"meaning"] for each in fields.values())
    identities = {path.stem for path in (study.folder / "events").iterdir()}
    assert identities == set(study.runs()["identity"])


@pytest.mark.usefixtures("no_processes")
def test_watching_changes_nothing(study: gt.Study, tmp_path: Path) -> None:
    plain = DESIGN.replace("events = true", "").replace('series = "weekly"', "")
    runs = gt.sweep(written(tmp_path, plain, tiny=LATER), tmp_path / "out", workers=1).runs()
    watched = study.runs().drop(columns="identity")
    assert watched.equals(runs.drop(columns="identity"))
    assert "events = true" in refused(gt.load(tmp_path / "out").events).remedy


@pytest.mark.usefixtures("no_processes")
def test_lost_and_damaged_logs_are_made_again(study: gt.Study, tmp_path: Path) -> None:
    design, out = written(tmp_path, DESIGN, tiny=LATER), tmp_path / "out"
    gt.sweep(design, out, workers=1)
    lost, damaged = sorted((out / "events").iterdir())[:2]
    lost.unlink()
    damaged.write_bytes(damaged.read_bytes()[:100])
    assert gt.load(out).counts()["pending"] == 1
    assert "is damaged" in str(refused(gt.load(out).events))
    with pytest.warns(UserWarning, match=f"{damaged.name} is damaged .* computed again"):
        gt.sweep(design, out, workers=1, resume=True)
    assert tree(out) == tree(study.folder)


def test_the_estimate_of_the_disk_counts_them(study: gt.Study, tmp_path: Path) -> None:
    def estimate(design: str) -> int:
        return disk_bytes(read_design(written(tmp_path, design, tiny=LATER)))

    plain = DESIGN.replace("events = true", "").replace('"weekly"', '"none"')
    logs = sum(path.stat().st_size for path in (study.folder / "events").iterdir())
    series = (study.folder / "series.parquet").stat().st_size
    assert estimate(DESIGN) - estimate(plain) >= logs + series
    assert estimate(DESIGN) < 20 * (logs + series)
