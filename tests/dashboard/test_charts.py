"""What the charts show is what was observed, on the page and in the files taken away."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from dataclasses import replace
from itertools import combinations
from threading import Event

import numpy as np
import pytest

from dashboard.charts.catalogue import CHARTS, SPEND
from dashboard.charts.data import MOST_POINTS, Shown, columns
from dashboard.charts.figures import bundle, charts_figure, data_table
from dashboard.charts.options import mark, options
from dashboard.live.charts import newest
from dashboard.worlds.files import from_upload
from dashboard.worlds.pair import Pair
from dashboard.worlds.settings import Settings, Size
from dashboard.worlds.thread import reading_of, thread_design
from experiments.replicate import simulate
from sim.outcomes import OUTCOMES


@pytest.fixture(scope="module")
def pair() -> Pair:
    settings = replace(Settings.of("austerity"), size=Size(5, 3, 10), years=4.0)
    found = Pair(settings)
    found.advance(100)
    found.change("overhead", 0.4)
    found.advance(57)
    return found


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.name)
@pytest.mark.parametrize("shown", [Shown(), Shown(band=1), Shown(by_band=True)])
def test_columns_are_short_end_now_and_their_differences_are_differences(
    pair: Pair, chart: object, shown: Shown
) -> None:
    data = columns(pair, chart, shown)  # type: ignore[arg-type]
    lengths = {len(column) for column in data.values()}
    assert len(lengths) == 1
    assert lengths.pop() <= MOST_POINTS
    assert data["x"][-1] == pytest.approx(pair.year, abs=1e-3)
    json.dumps(data, allow_nan=False)
    if not shown.by_band and not chart.shaded:  # type: ignore[attr-defined]
        for yours, baseline, difference in zip(data["y0"], data["b0"], data["d0"], strict=True):
            if None not in (yours, baseline):
                assert yours - baseline == pytest.approx(difference, abs=0.02)  # type: ignore[operator]


def test_the_newest_point_is_the_last_quarter(pair: Pair) -> None:
    data = columns(pair, CHARTS[3], Shown())
    told = pair.yours.series.values(OUTCOMES["strain"], 13)[-1]
    assert data["y0"][-1] == pytest.approx(told, abs=0.01)
    assert newest(CHARTS[3], data).endswith(f"→\N{NO-BREAK SPACE}{told:.1f}")
    assert pair.yours.series.now(OUTCOMES["strain"], 13) == told


def test_before_the_first_week_there_is_nothing_and_no_error() -> None:
    fresh = Pair(replace(Settings.of("england"), size=Size(2, 2, 5), years=1.0))
    for chart in CHARTS:
        assert columns(fresh, chart, Shown())["x"] == []
        assert newest(chart, columns(fresh, chart, Shown())) == (
            "No week has passed yet: press Play, or take a step."
        )
    assert data_table(fresh).count(b"\n") == 1


def test_the_places_are_peopled_before_the_first_week() -> None:
    fresh = Pair(replace(Settings.of("england"), size=Size(5, 3, 20), years=1.0))
    ledger = fresh.yours.model.ledger.between(fresh.year - 0.25, fresh.year)
    for name in ("caseload", "waiting"):
        now = fresh.yours.series.now(OUTCOMES[name], 13)
        assert now == pytest.approx(OUTCOMES[name].national(ledger))
    assert fresh.yours.series.now(OUTCOMES["caseload"], 13) > 0


def test_every_scale_has_its_unit_and_every_line_of_a_large_chart_its_name() -> None:
    for chart in CHARTS:
        for shown in (Shown(), Shown(by_band=True)):
            made = options(chart, shown, (2010.0, 2014.0), "large")
            assert made["yAxis"][0]["name"] in (chart.unit, "%")
            assert made["yAxis"][1]["name"].startswith("difference")
            named = [name for legend in made["legend"] for name in legend["data"]]
            drawn = [each["name"] for each in made["series"] if each.get("name")]
            assert sorted(named) == sorted(drawn)
            assert len(set(named)) == len(named)


def test_the_figures_hold_the_thread_with_its_data(pair: Pair) -> None:
    design = replace(thread_design(pair.settings, 2012.0), replicates=2)
    runs = tuple(simulate(design, number, lambda years: None, Event()) for number in (0, 1))
    reading = reading_of(design, runs)
    with zipfile.ZipFile(io.BytesIO(bundle(pair, reading))) as files:
        assert {"thread.png", "thread.svg", "thread.csv"} < set(files.namelist())
        svg = files.read("thread.svg").decode()
        rows = list(csv.DictReader(io.StringIO(files.read("thread.csv").decode())))
    assert "Austerity, 2010 to 2020, with 1 change of yours" in svg
    assert f"seed {pair.settings.seed}" in svg
    for name, thread in zip(("baseline", "yours"), reading.threads, strict=True):
        mine = [row for row in rows if row["world"] == name]
        told = [float(row["arrives"]) for row in mine]
        expected = [*(link.elasticity.mean for link in thread.links), thread.bypass.mean]
        assert told == pytest.approx(expected, nan_ok=True)
        assert [row["state"] for row in mine[1:8]] == [hop.state for hop in thread.hops]


def test_titles_of_the_charts_lie_beside_each_other(pair: Pair) -> None:
    figure = charts_figure(pair)
    figure.draw_without_rendering()
    assert figure.texts[0].get_text() == (
        "Austerity, 2010 to 2020, with 1 change of yours, against England, unchanged"
    )
    titles = [axes._left_title for axes in figure.axes]
    boxes = [title.get_window_extent() for title in titles]
    assert not any(one.overlaps(other) for one, other in combinations(boxes, 2))
    assert all(box.x1 <= figure.bbox.x1 for box in boxes)


def test_what_is_spent_is_what_the_ledger_paid(pair: Pair) -> None:
    ledger = pair.yours.model.ledger.between(2010, 2011)
    paid = sum(ledger.authority_total(part).sum() for part in
               ("payroll", "training_money", "analytics_money", "contract_money"))  # fmt: skip
    assert SPEND.national(ledger) == pytest.approx(paid / 5)


def test_marks_stand_at_the_dates_of_your_changes(pair: Pair) -> None:
    made = options(CHARTS[0], Shown(), (2010.0, 2014.0), "usual")
    mark(made, pair.marks)
    (line,) = (series for series in made["series"] if series["id"] == "marks")
    assert [round(pair.marks[0].year, 3)] == [each["xAxis"] for each in line["markLine"]["data"]]


def test_small_charts_have_one_panel_and_every_line_has_its_column(pair: Pair) -> None:
    for chart in CHARTS:
        for shown in (Shown(), Shown(by_band=True)):
            data = columns(pair, chart, shown)
            made = options(chart, shown, (2010.0, 2014.0), "usual")
            wanted = {each["encode"]["y"] for each in made["series"] if "encode" in each}
            assert wanted <= set(data)
        assert len(options(chart, Shown(), (2010.0, 2014.0), "small")["grid"]) == 1


def test_the_files_hold_every_week_and_the_worlds_again(pair: Pair) -> None:
    with zipfile.ZipFile(io.BytesIO(bundle(pair, None))) as files:
        assert {"charts.png", "charts.svg", "charts.csv"} < set(files.namelist())
        rows = list(csv.DictReader(io.StringIO(files.read("charts.csv").decode())))
        (toml,) = (name for name in files.namelist() if name.endswith(".toml"))
        again = from_upload(toml, files.read(toml))
        assert files.read("charts.png").startswith(b"\x89PNG")
    assert len(rows) == pair.steps
    strain = [float(row["strain.yours"]) for row in rows]
    assert np.allclose(strain, pair.yours.series.values(OUTCOMES["strain"], 13))
    assert again.yours.changes == pair.settings.yours.changes
