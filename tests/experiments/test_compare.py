"""Comparisons of the model itself, in a world small enough to run in moments."""

from __future__ import annotations

import json
import math
import signal
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest

import experiments.compare.running
import experiments.compare.worlds
from experiments.compare import files
from experiments.compare.effect import effect_in_words
from experiments.compare.plan import Plan
from experiments.compare.result import ComparedScenarios
from experiments.compare.running import compare
from experiments.comparison import Comparison
from experiments.intervals import Estimate
from experiments.run import run
from sim.errors import InputError
from sim.outcomes import OUTCOMES
from sim.world import Council, World
from tests.experiments.comparing import CUT, HEAD, WORLD, scenario_file, synthetic

STAKES = '[[change]]\nparameter = "accountability_stakes"\nfrom = 2017\nvalue = 0.9\n'
EARLY = '[[change]]\nparameter = "grant"\nfrom = 2016.75\nvalue = 0.6\n'


@pytest.fixture
def cut(tmp_path: Path) -> Path:
    return scenario_file(tmp_path, CUT, "cut")


@pytest.fixture
def stakes(tmp_path: Path) -> Path:
    return scenario_file(tmp_path, STAKES, "stakes")


def band_rows(result: ComparedScenarios, outcome: str) -> pd.DataFrame:
    """Return the rows of an outcome by band, where there is one scenario but the reference."""
    frame = result.by_deprivation()
    return frame[frame.outcome == outcome].set_index("band")


def test_differences_and_levels_are_those_of_the_paired_run(cut: Path) -> None:
    found = compare(["england", cut], replicates=3, world=WORLD).contrasts["cut"]
    for row, before in zip(found, run(cut, replicates=3, world=WORLD).comparisons, strict=True):
        assert str(row.comparison) == str(before)  # to the last digit; undefined is undefined


def test_a_scenario_compared_with_itself_makes_exactly_no_difference(cut: Path) -> None:
    result = compare([cut, cut, "england"], replicates=2, world=WORLD)
    assert list(result.contrasts) == ["cut (2)", "england"]
    for row in result.contrasts["cut (2)"]:
        assert row.difference.count == 0 or row.exactly_zero
        assert row.difference.count == 0 or (row.verdict, row.effect) == (
            "the same",
            "no difference at all",
        )
    assert any("cut (2) is the same as cut in these years" in said for said in result.caveats)
    assert (
        result.findings[0] == "A test: cut (2): exactly the same as A test: cut in every replicate."
    )
    assert any(row.difference.mean for row in result.contrasts["england"])


@pytest.mark.parametrize("rest", [CUT, EARLY], ids=["history shared", "history of its own"])
def test_the_result_is_the_same_for_any_number_of_workers(tmp_path: Path, rest: str) -> None:
    mine = scenario_file(tmp_path, rest)
    folders = []
    for workers in (1, 3):
        result = compare(
            ["england", mine], replicates=10, workers=workers, world=WORLD, seed=5, years=0.5,
            precision={"caseload": 0.4}, budget=40,
        )  # fmt: skip
        folders.append(result.save(tmp_path / str(workers), by_deprivation=True))
    names = {path.name for path in folders[0].iterdir()}
    assert {"deprivation.svg", "precision.png", "levels.csv", "series.parquet"} <= names
    for name in names - {"manifest.json"}:
        assert (folders[0] / name).read_bytes() == (folders[1] / name).read_bytes(), name


def test_a_shared_history_gives_what_one_of_its_own_gives(
    cut: Path, stakes: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    early = scenario_file(tmp_path, EARLY, "early")
    given = ["england", early, cut, stakes]
    shared = compare(given, replicates=1, world=WORLD)
    assert shared.plan.histories == [[0, 2, 3], [1]]
    assert shared.plan.simulated_years == 2 * 0.5 + 4 * 1
    monkeypatch.setattr(Plan, "histories", [[0], [1], [2], [3]])
    assert compare(given, replicates=1, world=WORLD).summary() == shared.summary()


def test_who_bears_it_sums_up_to_the_whole(cut: Path, stakes: Path) -> None:
    result = compare(["england", cut, stakes], replicates=3, world=WORLD)
    parts = result.by_deprivation().groupby(["scenario", "outcome"]).contribution.sum(min_count=1)
    for scenario, rows in result.contrasts.items():
        for row in rows:
            part = parts[scenario, row.outcome.name]
            assert part == pytest.approx(row.difference.mean, abs=1e-9, nan_ok=True)


def test_what_is_done_to_one_band_is_borne_by_it_alone(tmp_path: Path) -> None:
    world = World.even(5, 3, 12)
    mine = scenario_file(
        tmp_path,
        CUT.replace("grant", "base_threshold").replace("0.6", "0.9") + "deprivation_band = [1]\n",
    )
    result = compare(["england", mine], replicates=2, world=world)
    bands = band_rows(result, "threshold")
    assert bands.difference[1] > 0
    assert (bands.difference[[2, 3, 4, 5]] == 0.0).all()
    assert (bands.councils == 1).all()


def test_the_bands_are_the_values_of_their_councils(cut: Path) -> None:
    """Three councils are three bands, each council one: their series must say the same."""
    result = compare(["england", cut], replicates=2, world=WORLD, years=0.25)
    series = run(cut, replicates=2, world=WORLD, years=0.25).series()
    bands = band_rows(result, "caseload")
    of_band = dict(zip(WORLD.names, WORLD.deprivation_band(3), strict=True))
    for council, band in of_band.items():
        mine = series[(series.council == council) & (series.scenario == "cut")].caseload
        assert bands.level[band] == pytest.approx(mine.mean())


def test_councils_without_differences_in_deprivation_have_no_bands(
    cut: Path, tmp_path: Path
) -> None:
    alike = World((Council("A", 2, 20), Council("B", 2, 20)))
    result = compare(["england", cut], replicates=1, years=0.25, world=alike)
    with pytest.raises(InputError, match="do not differ in deprivation"):
        result.by_deprivation()
    with pytest.raises(InputError, match="do not differ in deprivation"):
        result.save(tmp_path / "out", by_deprivation=True)
    assert not (tmp_path / "out").exists()


def test_any_scenario_can_be_the_reference(cut: Path, stakes: Path) -> None:
    plain = compare(["england", cut], replicates=2, world=WORLD)
    turned = compare(["england", cut], against=cut, replicates=2, world=WORLD)
    added = compare([stakes, cut], against="england", replicates=2, world=WORLD)
    assert [arm.name for arm in turned.plan.arms] == ["cut", "england"]
    assert [arm.name for arm in added.plan.arms] == ["england", "stakes", "cut"]
    for one, other in zip(plain.contrasts["cut"], turned.contrasts["england"], strict=True):
        assert one.difference.mean == pytest.approx(-other.difference.mean, nan_ok=True)
    assert str(added.contrasts["cut"]) == str(plain.contrasts["cut"])


def test_scenarios_of_different_years_are_observed_over_all_of_them(tmp_path: Path) -> None:
    later = scenario_file(tmp_path, "", "later", HEAD.replace("2017", "2019"))
    mine = scenario_file(tmp_path, CUT)
    result = compare(["england", mine, later], replicates=1, world=WORLD)
    assert result.plan.window == (2017, 2020)
    assert result.caveats[0] == (
        "All scenarios are observed from 2017 to 2020; mine by itself 2017 to 2018, later "
        "by itself 2019 to 2020. Means are over all these years."
    )
    assert "All scenarios play in 3 councils given for this comparison" in result.caveats[1]


def test_a_baseline_is_set_in_the_world_and_years_of_the_others(tmp_path: Path) -> None:
    head = HEAD.replace("[time]", "[world]\nauthorities = 2\nposts = 3\n[time]")
    result = compare(["england", scenario_file(tmp_path, CUT, head=head)], replicates=1)
    assert (len(result.plan.world.councils), result.plan.steps_per_year) == (2, 12)
    assert result.plan.window == (2017, 2018)


def test_tables_series_and_sentences(cut: Path, stakes: Path) -> None:
    result = compare(
        ["england", cut, stakes], replicates=2, world=WORLD, parameters={"discretion": 0.2}
    )
    table = result.table()
    assert len(table) == 2 * len(OUTCOMES)
    row = table.loc[("cut", "caseload")]
    assert row.difference == pytest.approx(row.level - row.reference)
    assert row.relative == pytest.approx(row.difference / row.reference)
    assert row.low < row.difference < row.high
    assert len(result.series()) == 3 * 2 * 4
    said = " ".join(result.caveats)
    assert "In all scenarios discretion is 0.2" in said
    assert "With only 2 replicates" in said
    assert "one paired replicate is worth" in " ".join(result.findings)
    assert repr(result).startswith("<ComparedScenarios: 'A test: cut', 'A test: stakes' against")
    json.dumps(result.summary(by_deprivation=True), allow_nan=False)


def test_the_folder_holds_what_it_takes_to_repeat_it(tmp_path: Path, cut: Path) -> None:
    result = compare(["england", cut], replicates=2, world=WORLD, seed=9)
    folder = result.save(tmp_path / "out", command="goldenthread compare england cut.toml")
    names = {path.name for path in folder.iterdir()}
    assert names == {
        "outcomes.parquet", "contrasts.parquet", "series.parquet", "manifest.json",
        "findings.json", "levels.png", "levels.svg", "levels.csv", "differences.png",
        "differences.svg", "differences.csv",
    }  # fmt: skip
    manifest = json.loads((folder / "manifest.json").read_text())
    assert (manifest["seed"], manifest["replicates"], manifest["reference"]) == (9, 2, "england")
    assert list(manifest["worlds"]) == list(manifest["scenarios"]) == ["england", "cut"]
    assert manifest["worlds"]["cut"]["changes"][0]["value"] == 0.6
    runs = pq.read_table(folder / "outcomes.parquet").to_pandas()
    assert runs.groupby("scenario").size().to_dict() == {"england": 2, "cut": 2}
    contrasts = pq.read_table(folder / "contrasts.parquet").to_pandas()
    means = runs.groupby("scenario").caseload.mean()
    shown = contrasts[contrasts.outcome == "caseload"].difference.item()
    assert shown == pytest.approx(means["cut"] - means["england"])


@pytest.mark.parametrize("raised", [RuntimeError("the disk caught fire"), KeyboardInterrupt()])
def test_a_failure_while_writing_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, raised: BaseException
) -> None:
    result = synthetic(monkeypatch, replicates=2)

    def fail(*_: object) -> None:
        raise raised

    monkeypatch.setitem(files.TABLES, "series.parquet", fail)
    with pytest.raises(type(raised)):
        result.save(tmp_path / "a" / "b")
    assert list(tmp_path.iterdir()) == []


def test_ctrl_c_stops_it(cut: Path) -> None:
    def interrupt(done: float, total: float) -> None:
        signal.raise_signal(signal.SIGINT)

    with pytest.raises(KeyboardInterrupt):
        compare(["england", cut], replicates=5000, world=WORLD, progress=interrupt)


def test_progress_reaches_the_end(cut: Path) -> None:
    seen: list[tuple[float, float]] = []
    result = compare(
        ["england", cut], replicates=10, world=WORLD, years=0.25, precision={"caseload": 1e-6},
        budget=24, progress=lambda *years: seen.append(years),
    )  # fmt: skip
    assert result.rounds == (10, 12)
    assert seen[-1] == (pytest.approx(12.0), 12.0)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"scenarios": []}, "needs two scenarios"),
        ({"scenarios": ["england"]}, "needs two scenarios"),
        ({"scenarios": "england"}, "needs two scenarios"),
        ({"scenarios": ["england", "austerty"]}, "Did you mean 'austerity'"),
        ({"scenarios": ["england", 3]}, "is not a scenario"),
        ({"against": "engand"}, "Did you mean 'england'"),
        ({"replicates": 0}, "replicates is 0"),
        ({"replicates": True}, "replicates is True"),
        ({"years": 0.3}, "years is 0.3"),
        ({"seed": -1}, "seed is -1"),
        ({"workers": 0}, "workers is 0"),
        ({"parameters": {"discretoin": 0.5}}, "discretoin"),
        ({"precision": {"felt": 0.01}}, "unknown outcome 'felt'"),
        ({"precision": {"experience": 0.0}}, "precision of experience is 0.0"),
        ({"precision": {"experience": -1}}, "precision of experience is -1"),
        ({"precision": {"experience": math.nan}}, "precision of experience is nan"),
        ({"precision": {"experience": math.inf}}, "precision of experience is inf"),
        ({"precision": {"experience": "1"}}, "precision of experience is '1'"),
        ({"precision": {"experience": True}}, "precision of experience is True"),
        ({"precision": {"trust": 1.0}, "replicates": 9}, "Give 10 or more"),
        ({"precision": {"trust": 1.0}, "replicates": 10, "budget": 19}, "Give a budget of 20"),
        ({"precision": {"trust": 1.0}, "replicates": 10, "budget": 20.5}, "budget is 20.5"),
        ({"budget": 100}, "no precision for which to spend it"),
    ],
)
def test_what_cannot_be_used_is_refused(
    given: dict[str, object], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def not_run(*_: object) -> None:
        raise AssertionError("nothing may be simulated")

    monkeypatch.setattr(experiments.compare.running, "simulate", not_run)
    arguments = {"scenarios": ["england", "austerity"], "replicates": 1, "years": 0.25,
                 "world": WORLD} | given  # fmt: skip
    with pytest.raises(InputError, match=said):
        compare(**arguments)  # type: ignore[arg-type]


def test_scenarios_that_cannot_be_set_side_by_side_are_refused(tmp_path: Path) -> None:
    monthly = scenario_file(tmp_path, CUT)
    with pytest.raises(InputError, match=r"steps_per_year \(12 in mine, 52 in austerity\)"):
        compare([monthly, "austerity"], world=WORLD)
    small = HEAD.replace("[time]", "[world]\nauthorities = 2\n[time]")
    with pytest.raises(
        InputError, match="mine plays in 24 councils of 12 posts, and small in 2 councils"
    ):
        compare([monthly, scenario_file(tmp_path, CUT, "small", small)])


def test_a_world_too_large_for_the_memory_is_refused_beforehand(
    cut: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scenarios.memory.available_bytes", lambda: 10_000)
    with pytest.raises(InputError, match="GiB"):
        compare(["england", cut], replicates=1, world=WORLD)


def _row(name: str, mean: float, low: float, high: float) -> Comparison:
    outcome = OUTCOMES[name]
    level = Estimate(20.0, 19.0, 21.0, 9)
    return Comparison(outcome, level, level, Estimate(mean, low, high, 9))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("caseload", "2.0 more cases per worker (1.0 to 3.0), 10 % of the reference"),
        ("waiting", "2.0 more of every 100 in need (1.0 to 3.0), 10 % of the reference"),
        ("refused", "2.0 more of every 100 referrals (1.0 to 3.0), 10 % of the reference"),
        ("turnover", "2.0 more of every 100 staff a year (1.0 to 3.0), 10 % of the reference"),
        ("trust", "2.0 points higher on a scale from 0 to 100 (1.0 to 3.0), 10 % of the reference"),
        ("reporting_gap", "2.0 points more (1.0 to 3.0), 10 % of the reference"),
        ("funded_posts", "2.0 more per council (1.0 to 3.0), 10 % of the reference"),
        ("time_per_case", "2.00 more hours per week (1.00 to 3.00), 10 % of the reference"),
        ("threshold", "2.00 higher on a scale from 0 to 1 (1.00 to 3.00), 10 % of the reference"),
    ],
)
def test_an_effect_is_said_in_the_unit_of_its_outcome(name: str, words: str) -> None:
    assert effect_in_words(_row(name, 2.0, 1.0, 3.0)) == words
    fewer = words.replace("higher", "lower").replace("more", "fewer")
    if name in ("time_per_case", "reporting_gap"):
        fewer = words.replace("more", "less")
    assert effect_in_words(_row(name, -2.0, -3.0, -1.0)) == fewer


@pytest.mark.parametrize("name", OUTCOMES)
def test_every_outcome_can_be_said(name: str) -> None:
    words = effect_in_words(_row(name, 2.0, 1.0, 3.0))
    assert not set("%{}") & set(words.rpartition(", ")[0])
    assert effect_in_words(_row(name, 1.0, -1.0, 3.0)).startswith("no clear difference: from -1.0")
    assert "from -0.002 to +0.131 (" in effect_in_words(_row("absence", 0.06, -0.002, 0.131))
    assert effect_in_words(_row(name, 1.0, math.nan, math.nan)).endswith("without an interval")


def test_the_numbers_in_the_series_are_national(cut: Path) -> None:
    result = compare(["england", cut], replicates=1, world=WORLD)
    series = result.series()
    mine = series[series.scenario == "cut"]
    assert mine.year.tolist() == [2017, 2017.25, 2017.5, 2017.75]
    assert mine.funded_posts.mean() == pytest.approx(
        result.replicates[0][1].outcomes["funded_posts"]
    )
    assert np.isfinite(mine.trust).all()
