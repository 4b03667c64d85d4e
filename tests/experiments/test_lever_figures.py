"""The figures of levers can be drawn for every kind of result, and show what was found."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from pathlib import Path

import numpy as np
import pytest
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure

from experiments.figures.house_style import QUIET, STATE_COLOURS, save_figure
from experiments.figures.lever import draw_lever
from experiments.figures.levers import draw_levers
from experiments.figures.observed import TRUE_MARKS, draw_observed, figure_columns
from experiments.levers.result import Threads
from experiments.levers.run import thread
from experiments.phrases import short_answer
from experiments.stations import STATIONS
from experiments.wording import percent
from scenarios import load
from sim.world import Council, World

QUICK = """
title = "A test"
claim = "None."
source = "None"
[time]
first_year = 2017
years = 2
burn_in_years = 0.5
steps_per_year = 12
"""


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Threads:
    return _followed(tmp_path_factory, World.even(5, 3, 12), 4)


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Threads:
    """A single replicate of a single council, in which much is undefined."""
    return _followed(tmp_path_factory, World((Council("Tiny", 1, 6),)), 1)


def _followed(factory: pytest.TempPathFactory, world: World, replicates: int) -> Threads:
    path = factory.mktemp("scenario") / "quick.toml"
    path.write_text(QUICK)
    levers = "grant,coproduction,agenda.care"
    return thread(load(path), levers, world=world, replicates=replicates, workers=2)


def _words(figure: Figure) -> list[str]:
    texts = [text.get_text() for text in figure.texts]
    return texts + [text.get_text() for axes in figure.axes for text in axes.texts]


def test_a_lever_shows_every_station_with_its_answer(result: Threads) -> None:
    words = _words(draw_lever(result, "grant"))
    lever = result.levers["grant"]
    for link in lever.thread.links[1:]:
        assert percent(link.elasticity) in words
    for row in (*lever.by_domain.values(), *lever.by_band.values(), *lever.by_year.values()):
        assert {short_answer(each) for each in row[1:]} <= set(words)
    assert "The golden thread for grant" in words
    assert not any("coproduction is not above 0" in each for each in words)
    assert any("coproduction is not above" in e for e in _words(draw_lever(result, "coproduction")))


def test_the_map_greys_what_is_not_clear(result: Threads) -> None:
    figure = draw_levers(result)
    texts = figure.axes[0].texts
    places = [station.place for station in STATIONS]
    grey = [text for text in texts if to_rgba(text.get_color()) == to_rgba(QUIET)]
    answers = [
        link.elasticity for lever in result.levers.values() for link in lever.thread.links[1:]
    ]
    unclear = sorted(short_answer(each) for each in answers if each.sign == 0)
    assert sorted(t.get_text() for t in grey if t.get_text() not in places) == unclear
    assert 0 < len(unclear) < len(answers)
    words = {text.get_text() for text in texts}
    assert {"grant +20 %", "coproduction +0.2"} <= words


def test_true_and_seen_stand_side_by_side(result: Threads) -> None:
    figure = draw_observed(result)
    labels = [label.get_text() for label in figure.axes[0].get_yticklabels()]
    assert len(labels) == 9
    columns = figure_columns(result)
    rows = columns["quantity"] == "correlation"
    drawn = {round(float(line.get_xdata()[0]), 9) for line in figure.axes[1].lines}
    assert {round(float(mean), 9) for mean in columns["mean"][rows]} <= drawn
    true = np.char.startswith(columns["quantity"], "pass-through")
    assert np.isfinite(columns["mean"][~true]).all()
    # What is passed on of next to nothing is not told.
    np.testing.assert_array_equal(
        np.isfinite(columns["mean"][true]), np.isfinite(columns["high"][true])
    )
    assert 0 < np.isfinite(columns["mean"][true]).sum() < true.sum()


def test_every_state_has_a_colour_and_a_mark_of_its_own() -> None:
    assert set(TRUE_MARKS) == set(STATE_COLOURS)
    assert len(set(TRUE_MARKS.values())) == len(TRUE_MARKS)


def test_what_is_undefined_is_drawn_as_such(bare: Threads, tmp_path: Path) -> None:
    for name, figure in (
        ("lever", draw_lever(bare, "grant")),
        ("levers", draw_levers(bare)),
        ("observed", draw_observed(bare)),
    ):
        save_figure(figure, tmp_path, name)
        assert (tmp_path / f"{name}.png").read_bytes().startswith(b"\x89PNG")
        assert ElementTree.parse(tmp_path / f"{name}.svg").getroot().tag.endswith("svg")
    assert " undefined" in _words(draw_observed(bare))
    assert "\N{EN DASH}" in _words(draw_lever(bare, "grant"))


def test_the_same_result_gives_the_same_bytes(result: Threads, tmp_path: Path) -> None:
    for name in ("first", "second"):
        save_figure(draw_observed(result), tmp_path, name)
    for ending in ("png", "svg"):
        first, second = (tmp_path / f"{name}.{ending}" for name in ("first", "second"))
        assert first.read_bytes() == second.read_bytes()
