"""The figure of the thread can be drawn for every kind of result."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from matplotlib.colors import to_rgb, to_rgba
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch

from experiments.figures.house_style import CHANNEL, STATE_COLOURS, plain_words, save_figure
from experiments.figures.strand import FULL_WIDTH, THINNEST, width_of
from experiments.figures.thread import draw_thread
from experiments.result import Result

Maker = Callable[..., Result]
WHOLE = STATE_COLOURS["whole"]


def _words(figure: Figure) -> list[str]:
    texts = [text.get_text() for text in figure.texts]
    return texts + [text.get_text() for axes in figure.axes for text in axes.texts]


def test_every_station_has_its_share_and_interval(synthetic: Maker) -> None:
    result = synthetic()
    words = _words(draw_thread(result))
    for thread in result.thread.values():
        for link in thread.links[1:]:
            assert link.name in words
            assert any(
                each.startswith(f"{round(100 * link.elasticity.mean)} % (") for each in words
            )


def _arrows(figure: Figure) -> int:
    return sum(isinstance(p, FancyArrowPatch) for axes in figure.axes for p in axes.patches)


def test_a_bypass_is_drawn_only_where_there_is_one(synthetic: Maker) -> None:
    none = (1.0, 0.9, 0.8, 0.7, 0.7, 0.2, 0.2, 0.2)
    unclear = (1.0, 0.9, 0.8, 0.7, 0.65, 0.65, 0.6, 0.55)
    assert _arrows(draw_thread(synthetic())) == 2
    figure = draw_thread(synthetic(truths=(none, unclear)))
    assert _arrows(figure) == 0
    assert {"no bypass", "bypass unclear"} <= set(_words(figure))
    one = draw_thread(synthetic(replicates=1))
    assert (_arrows(one), _words(one).count("bypass undetermined")) == (0, 2)


def test_a_whole_hop_of_a_thin_thread_does_not_look_like_all_of_it(synthetic: Maker) -> None:
    thin = (1.0, 0.7, 0.04, 0.04, 0.04, 0.04, 0.04, 0.04)
    figure = draw_thread(synthetic(truths=(thin, thin), noise=0.002))
    channel = [p for p in figure.axes[0].patches if p.get_facecolor() == to_rgba(CHANNEL)]
    strands = [p for p in figure.axes[0].patches if p.get_facecolor() == to_rgba(WHOLE)]
    assert len(channel) == 7 + 8
    assert strands
    assert width_of(0.04) == THINNEST < FULL_WIDTH / 10
    assert "Of the rise, people feel 4 %; the centre comes to believe 4 %." in _words(figure)


def test_what_must_be_known_stands_at_the_head(synthetic: Maker) -> None:
    words = _words(draw_thread(synthetic(replicates=4)))
    assert "The golden thread: Austerity, 2010 to 2020 (changed)" in words
    assert any(each.startswith("Note: This is not the run that the claim") for each in words)
    assert any(each.startswith("Note: With only 4 replicates") for each in words)


def test_the_first_break_is_marked_only_where_there_is_one(synthetic: Maker) -> None:
    sound = (1.0, 0.9, 0.8, 0.7, 0.65, 0.6, 0.55, 0.5)
    assert _words(draw_thread(synthetic())).count("first break") == 1
    assert "first break" not in _words(draw_thread(synthetic(truths=(sound, sound))))


@pytest.mark.parametrize("replicates", [1, 2])
@pytest.mark.parametrize("worlds", [1, 2])
def test_few_replicates_and_a_baseline_alone_are_drawn(
    replicates: int, worlds: int, synthetic: Maker, tmp_path: Path
) -> None:
    truths = ((1.0, 0.5, -0.2, 0.0, 0.1, 0.4, 1.8, 0.3),) * worlds
    figure = draw_thread(synthetic(replicates=replicates, truths=truths))
    save_figure(figure, tmp_path, "thread")
    assert (tmp_path / "thread.png").read_bytes().startswith(b"\x89PNG")
    assert ElementTree.parse(tmp_path / "thread.svg").getroot().tag.endswith("svg")


def test_the_same_result_gives_the_same_bytes(synthetic: Maker, tmp_path: Path) -> None:
    for name in ("first", "second"):
        save_figure(draw_thread(synthetic(replicates=2)), tmp_path, name)
    for ending in ("png", "svg"):
        first, second = (tmp_path / f"{name}.{ending}" for name in ("first", "second"))
        assert first.read_bytes() == second.read_bytes()


def test_the_provenance_stands_at_the_foot(synthetic: Maker) -> None:
    foot = next(each for each in _words(draw_thread(synthetic(replicates=2))) if "seed 1" in each)
    assert "scenario: austerity" in foot
    assert "2 paired replicates" in foot


def test_the_strand_is_as_wide_as_what_arrives() -> None:
    assert width_of(0.5) == pytest.approx(FULL_WIDTH / 2)
    assert width_of(float("nan")) == width_of(0.0) == THINNEST


def test_the_states_differ_in_grey_too() -> None:
    grey = sorted(
        0.299 * red + 0.587 * green + 0.114 * blue
        for red, green, blue in map(to_rgb, STATE_COLOURS.values())
    )
    assert min(after - before for before, after in pairwise(grey)) > 0.05


def test_a_dollar_in_a_title_is_no_formula() -> None:
    assert plain_words("from $1 to $2\nper head") == r"from \$1 to \$2 per head"
    assert plain_words("x" * 90, 20) == "x" * 16 + " ..."
    assert plain_words("one two", 7) == "one two"
