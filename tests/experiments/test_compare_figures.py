"""The figures of a comparison can be drawn for every kind of result, and show its figures."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure

from experiments.comparison import HEADLINE
from experiments.figures.bearers import bearers_data, draw_bearers
from experiments.figures.house_style import look_of, save_figure_with_data
from experiments.figures.precision import draw_precision, precision_data
from experiments.figures.years import draw_years, years_data
from experiments.intervals import mean_interval
from tests.experiments.comparing import synthetic

Patch = pytest.MonkeyPatch


def words(figure: Figure) -> str:
    """Return all that is written on a page but the figures of its scales."""
    texts = list(figure.texts)
    for axes in figure.axes:
        texts += [*axes.texts, axes.title, axes._left_title]  # type: ignore[attr-defined]
        legend = axes.get_legend()
        texts += legend.get_texts() if legend else []
    return "\n".join(text.get_text() for text in texts)


@pytest.mark.parametrize("scenarios", [2, 9])
@pytest.mark.parametrize("replicates", [1, 3])
def test_every_page_can_be_drawn(monkeypatch: Patch, scenarios: int, replicates: int) -> None:
    result = synthetic(monkeypatch, scenarios=scenarios, replicates=replicates)
    pages = [
        draw_years(result, kind, years_data(result, kind)) for kind in ("levels", "differences")
    ]
    pages.append(draw_bearers(result, bearers_data(result)))
    for page in pages:
        page.canvas.draw()
        said = words(page)
        assert len(page.axes) == len(HEADLINE) + 1
        assert f"{replicates} paired replicate" in said
        assert "Caseload" in said
        assert "Caseload \u25bc\n" in said
        assert "lower is better" in said
        assert all(f"unchanged: england ({number})" in said for number in range(2, scenarios + 1))
    assert "(reference)" in words(pages[0])
    assert "(reference)" not in words(pages[1])


def test_the_lines_are_the_means_and_intervals_of_the_replicates(monkeypatch: Patch) -> None:
    result = synthetic(monkeypatch, replicates=5)
    data = years_data(result, "differences")
    estimate = mean_interval(result.differences(1, "trust"))
    rows = data[data.outcome == "trust"]
    assert np.allclose(rows[["mean", "low", "high"]], [estimate.mean, estimate.low, estimate.high])
    figure = draw_years(result, "differences", data)
    (line, _zero) = figure.axes[HEADLINE.index("trust")].get_lines()
    assert np.allclose(line.get_ydata(), estimate.mean)


def test_precision_shows_the_first_round_and_what_was_asked(monkeypatch: Patch) -> None:
    result = synthetic(monkeypatch, scenarios=3, replicates=10, budget=5000,
                       precision={"trust": 0.3, "need": 0.2})  # fmt: skip
    data = precision_data(result)
    assert len(data) == 2 * 2 * (result.plan.replicates - 1)
    last = data[data.replicates == result.plan.replicates]
    assert last.half_width.tolist() == [each.half_width for each in result.precision]
    figure = draw_precision(result, data)
    figure.canvas.draw()
    said = words(figure)
    lines = said.splitlines()
    assert lines.count("asked for") == lines.count(" first round ") == 2
    assert {"Trust", "Need"} <= set(lines)
    for chart, asked in zip(figure.axes, (0.3, 0.2), strict=False):
        assert chart.get_ylim()[0] == 0.0 < asked < chart.get_ylim()[1]


def test_the_data_stand_beside_the_picture_and_bytes_repeat(
    monkeypatch: Patch, tmp_path: Path
) -> None:
    result = synthetic(monkeypatch, replicates=3)
    data = years_data(result, "levels")
    for name in ("a", "b"):
        save_figure_with_data(draw_years(result, "levels", data), data, tmp_path, name)
    for ending in ("png", "svg", "csv"):
        assert (tmp_path / f"a.{ending}").read_bytes() == (tmp_path / f"b.{ending}").read_bytes()
    read = pd.read_csv(tmp_path / "a.csv")
    pd.testing.assert_frame_equal(read, data, check_dtype=False, rtol=1e-15)


def test_thirty_scenarios_look_different() -> None:
    assert len({look_of(number)[:2] for number in range(31)}) == 31
