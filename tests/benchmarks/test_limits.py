"""The limits hold in small worlds, and the page and the figure say what was measured."""

from __future__ import annotations

import ast
from pathlib import Path

import numpy as np
import pytest

import sim
from benchmarks.limits import front_door, norms, oliva_sterman, queueing
from benchmarks.limits.check import Panel, Point, ratio_of
from benchmarks.limits.collect import measure_small
from benchmarks.limits.figure import draw_limits
from benchmarks.limits.page import write_page

LIMITS = {
    "Mean field: caseload",
    "Mean field: time per case",
    "Mean field: norm of time per case",
    "Mean field: hours with overtime",
    "Mean field: strain",
    "Each worker's week, own caseload put in",
    "Norm under a constant load of 120 %",
    "Trust, encounters good at random",
    "Queue with abandonment: P(abandon)",
    "Queue with abandonment: P(wait)",
    "Queue with abandonment: E[queue]",
    "Erlang-A, the limit of no step",
    "Little's law",
    "Threshold gaming: mass in the window",
    "Without stakes nothing is gamed",
    "Cases that come back raise the load",
    "True regressed on reported performance",
}


@pytest.fixture(scope="module")
def panels() -> list[Panel]:
    return measure_small()


@pytest.fixture(scope="module")
def points(panels: list[Panel]) -> list[Point]:
    return [point for panel in panels for point in panel.points]


@pytest.mark.parametrize("limit", sorted(LIMITS))
def test_the_engine_keeps_to_the_limit(points: list[Point], limit: str) -> None:
    here = [point for point in points if point.limit == limit]
    assert here
    assert [point for point in here if point.verdict == "fails"] == []
    # In small worlds errors are wide; still nothing may pass that is a third off.
    assert [point for point in here if point.allowed > 0.33 * max(point.expected, 1e-6)] == []


def test_no_limit_is_measured_without_being_checked_here(points: list[Point]) -> None:
    assert {point.limit for point in points} == LIMITS


def test_small_teams_lose_more_of_their_norm_to_chance(panels: list[Panel]) -> None:
    (teams,) = (panel for panel in panels if panel.limit.startswith("Finite teams"))
    before = teams.series[0]
    assert before.engine[0] < before.engine[1] - 0.01
    assert before.engine[0] + 3 * before.error[0] < 1.0


def test_theory_gives_the_values_that_are_known() -> None:
    weeks = np.array(list(norms.PUBLISHED))
    eroded = oliva_sterman.eroded(norms.OVERLOAD, weeks, norms.ELASTICITY, norms.EROSION)
    assert eroded == pytest.approx(list(norms.PUBLISHED.values()), abs=5e-4)
    for arrivals, published in front_door.PUBLISHED.items():
        queue = front_door.textbook(arrivals)
        assert queueing.erlang_a(queue) == pytest.approx(published, abs=5e-5)
        short = queueing.in_steps(queue, 1e-4, front_door.POOL)
        assert short == pytest.approx(published, rel=1e-3)


def test_without_erosion_the_difference_equations_keep_the_norm() -> None:
    office = oliva_sterman.Office(20.0, 1.0, erosion=1e12, recovery=1e12)
    path = oliva_sterman.mean_field(office, 500.0, np.full(100, 2.0))
    assert path["cases"].max() > 25
    assert path["norm"] == pytest.approx(np.ones(100))
    assert path["time_per_case"].min() < 0.9


def test_people_are_neither_made_nor_lost_by_the_difference_equations() -> None:
    """Nobody asks: nobody is a case. Everybody asks at once: whoever has a need is one."""
    demand = np.ones(1000)
    nobody = oliva_sterman.mean_field(oliva_sterman.Office(20, 1, asking=0.0), 300.0, demand)
    assert nobody["cases"].max() == 0.0
    everybody = oliva_sterman.Office(20, 1, asking=1.0, closing=0.0)
    length, chance = everybody.length, 1 - np.exp(-everybody.onset)
    share = (length + 1) / (length + 1 / chance)
    cases = oliva_sterman.mean_field(everybody, 300.0, demand)["cases"]
    assert cases[-1] == pytest.approx(300 * share, rel=1e-3)


@pytest.mark.parametrize("module", [oliva_sterman, queueing])
def test_theory_is_stated_without_the_engine(module: object) -> None:
    tree = ast.parse(Path(str(vars(module)["__file__"])).read_text("utf-8"))
    names = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    names |= {n.name for node in ast.walk(tree) if isinstance(node, ast.Import) for n in node.names}
    assert not any(str(name).startswith((sim.__name__, "benchmarks")) for name in names)


def test_verdicts_follow_from_the_figures() -> None:
    def verdict(expected: float, engine: float, error: float, bound: float) -> str:
        return Point("law", "x", "here", expected, engine, error, bound).verdict

    assert verdict(1.0, 1.05, 0.02, 0.0) == "holds"
    assert verdict(1.0, 1.08, 0.02, 0.0) == "fails"
    assert verdict(1.0, 1.08, 0.02, 0.02) == "holds"
    assert verdict(1.0, 1.05, 0.05, 0.0) == "too blunt"
    assert verdict(0.0, 0.0, 0.0, 0.0) == "holds"
    assert verdict(0.0, 1e-9, 0.0, 0.0) == "fails"


def test_a_ratio_of_sums_has_the_error_of_its_residuals() -> None:
    below = np.array([1.0, 2.0, 3.0, 4.0])
    assert ratio_of(2 * below, below) == (2.0, 0.0)
    ratio, error = ratio_of(np.array([1.0, 3.0, 1.0, 3.0]), np.ones(4))
    assert (ratio, error) == pytest.approx((2.0, np.sqrt(4 / 3 / 4)))


def test_the_page_shows_every_comparison_and_counts_them(
    panels: list[Panel], points: list[Point]
) -> None:
    page = write_page(panels)
    rows = [line for line in page.splitlines() if line.endswith(("| holds |", "| too blunt |"))]
    assert len(rows) == len(points)
    assert f"{len(points)} comparisons" in page
    assert "0 fail" in page


def test_the_figure_has_a_chart_and_residuals_for_each_panel(panels: list[Panel]) -> None:
    figure = draw_limits(panels)
    assert len(figure.axes) == 2 * len(panels)
    for chart, below, panel in zip(figure.axes[::2], figure.axes[1::2], panels, strict=True):
        assert chart.get_ylabel() == panel.up
        assert below.get_xlabel() == panel.across
        assert chart.get_xlim() == below.get_xlim()
        assert len(chart.containers) == len(panel.series)


def test_the_page_in_the_documents_has_the_limits_of_today(points: list[Point]) -> None:
    page = (Path(__file__).parents[2] / "docs" / "limits.md").read_text("utf-8")
    missing = {p.quantity for p in points if f"{p.quantity} |" not in page}
    assert missing == set()
