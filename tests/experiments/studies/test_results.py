"""What a study keeps of its runs agrees with the model run by hand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

import goldenthread as gt
from sim.linkage import LINKS, pooled_links
from sim.outcomes import OUTCOMES, outcomes
from tests.experiments.studies.tiny import SCENARIO, refused, written

LONGER = SCENARIO.replace("years = 0.25", "years = 2.5").replace("posts = 3", "posts = 4")
DESIGN = """
scenarios = ["tiny.toml"]
replicates = 6
thread = true
series = "yearly"
[vary]
central_alignment = [0.2, 1.0]
"""


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> gt.Study:
    folder = tmp_path_factory.mktemp("results")
    return gt.sweep(written(folder, DESIGN, tiny=LONGER), folder / "out", workers=2)


def by_hand(row: dict[str, float], changes: tuple[gt.Change, ...] = ()) -> gt.PolicyModel:
    return gt.PolicyModel(
        gt.World.even(2, 4, 10),
        parameters={"central_alignment": row["central_alignment"]},
        changes=changes,
        years=2.5,
        burn_in_years=0,
        first_year=2017,
        rng=1,
        replicate=int(row["replicate"]),
    ).run()


def test_outcomes_and_links_are_those_of_the_model(study: gt.Study) -> None:
    row = study.runs().iloc[7].to_dict()
    assert (row["scenario"], row["central_alignment"], row["replicate"]) == ("tiny", 1.0, 1)
    ledger = by_hand(row).ledger
    for name, value in outcomes(ledger, 2017, 2019.5).items():
        np.testing.assert_equal(row[name], value)
    links = pooled_links(ledger, 2017, 2019.5)
    np.testing.assert_equal([row[f"link.{name}"] for name in LINKS], links.mean(axis=1))
    np.testing.assert_equal(row["link.felt.housing"], links[LINKS.index("felt"), 1])


def test_the_thread_is_measured_with_a_stepped_twin(study: gt.Study) -> None:
    runs = study.runs()
    assert list(runs["lever"][:6]) == [
        "agenda.care", "agenda.housing", "agenda.employment", "agenda.health", "agenda.education",
        "agenda.care",
    ]  # fmt: skip
    row = runs.iloc[7].to_dict()
    plain = pooled_links(by_hand(row).ledger, 2017, 2019.5)
    step = gt.Change("agenda.housing", 2017, factor=1.2)
    stepped = pooled_links(by_hand(row, (step,)).ledger, 2017, 2019.5)
    changes = np.log(stepped[:, 1] / plain[:, 1])
    answers = [row[f"elasticity.{name}"] for name in LINKS]
    np.testing.assert_allclose(answers, changes / changes[0])
    assert row["passthrough.meant.planned"] == pytest.approx(answers[1] / answers[0])
    # A council that follows the centre passes more of it on.
    planned = runs.groupby("central_alignment")["elasticity.planned"].mean()
    assert planned[1.0] > planned[0.2]


def test_series_have_a_row_per_run_year_and_council(study: gt.Study) -> None:
    series = study.series()
    assert len(series) == 12 * 3 * 2
    assert sorted(series["year"].unique()) == [2017.0, 2018.0, 2019.0]
    row = study.runs().iloc[7].to_dict()
    mine = series[series["run"] == 7]
    ledger = by_hand(row).ledger.between(2018, 2019)
    for name, outcome in OUTCOMES.items():
        found = mine.loc[mine["year"] == 2018, name].to_numpy()
        np.testing.assert_equal(found, outcome.by_authority(ledger))


@pytest.mark.usefixtures("no_processes")
def test_series_by_quarter(tmp_path: Path) -> None:
    text = 'scenarios = ["tiny.toml"]\nreplicates = 2\nyears = 0.75\nseries = "quarterly"'
    series = gt.sweep(written(tmp_path, text), tmp_path / "out", workers=1).series()
    assert list(series["year"]) == [y for _ in range(2) for y in (2017, 2017.25, 2017.5)
                                    for _ in range(2)]  # fmt: skip
    assert set(series["council"]) == {"Council 01", "Council 02"}


def test_without_thread_and_series_there_are_none(undisturbed: Path) -> None:
    study = gt.load(undisturbed)
    assert not any(name.startswith(("elasticity", "lever")) for name in study.runs())
    assert "series =" in refused(study.series).remedy
    assert sorted(path.name for path in undisturbed.iterdir() if path.suffix) == [
        "runs.parquet",
        "status.parquet",
        "study.json",
    ]


def test_every_column_is_documented(study: gt.Study) -> None:
    columns = study.columns()
    assert list(columns["name"]) == list(study.runs().columns)
    assert (columns["meaning"] != "").all()
    units = columns.set_index("name")["unit"]
    assert (units["trust"], units["central_alignment"]) == ("0-100", "share")
    field = pq.read_schema(study.folder / "runs.parquet").field("link.felt.care")
    assert (
        field.metadata[b"meaning"] == b"mean experience of everybody in need, served or not: care"
    )


def test_the_status_says_how_every_run_stands(undisturbed: Path) -> None:
    status = gt.load(undisturbed).status()
    assert set(status["status"]) == {"done"}
    assert len(status) == 72
    assert repr(gt.load(undisturbed)).endswith("72 done, 0 failed, 0 pending>")
    assert len(gt.load(undisturbed).failures()) == 0


def test_replicates_share_their_draws_over_points(undisturbed: Path) -> None:
    runs = gt.load(undisturbed).runs()
    same = runs.pivot_table("link.meant.care", "replicate", "audit_rate")
    assert (same.std(axis=1) == 0).all()  # no audit rate moves the centre's priorities
    assert same[0.0].std() > 0
