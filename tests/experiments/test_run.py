"""Paired runs of the model itself, in a world small enough to run in moments."""

from __future__ import annotations

import math
import os
import signal
from pathlib import Path

import numpy as np
import pytest

import experiments.replicate
from experiments.run import run
from sim.declaration import DOMAINS
from sim.errors import InputError
from sim.world import Council, World

HEAD = """
title = "A test"
claim = "Nothing in particular."
source = "None"
against = "england"
[time]
first_year = 2017
years = 1
burn_in_years = 0.5
steps_per_year = 12
"""
WORLD = World.even(3, 4, 12)
CUT = '[[change]]\nparameter = "grant"\nfrom = 2017\nvalue = 0.7\n'


@pytest.fixture
def write(tmp_path: Path):
    def writer(rest: str = "") -> Path:
        path = tmp_path / "scenario.toml"
        path.write_text(HEAD + rest)
        return path

    return writer


def test_a_scenario_that_changes_nothing_makes_exactly_no_difference(write) -> None:
    result = run(write(), replicates=2, world=WORLD)
    for row in result.comparisons:
        if row.difference is not None and row.difference.count:
            assert (row.difference.mean, row.difference.low, row.difference.high) == (0, 0, 0)
    first, second = result.thread.values()
    assert np.array_equal(first.elasticities, second.elasticities, equal_nan=True)


@pytest.mark.parametrize(
    "change",
    [
        "[parameters]\ngrant = 0.7\n",
        CUT,
    ],
    ids=["from the outset", "dated"],
)
def test_the_result_is_the_same_for_any_number_of_workers(write, change: str) -> None:
    path = write(change)
    one, four = (run(path, replicates=3, workers=workers, world=WORLD) for workers in (1, 4))
    assert one.to_json() == four.to_json()
    assert any(row.difference and row.difference.mean for row in one.comparisons)


def test_the_seed_changes_the_result_and_replicates_differ(write) -> None:
    path = write()
    one, two = (run(path, replicates=2, seed=seed, world=WORLD) for seed in (1, 2))
    assert one.to_json() != two.to_json()
    first, second = (each.arms[0].unstepped.outcomes["trust"] for each in one.replicates)
    assert first != second


def test_more_replicates_leave_the_first_ones_as_they_were(write) -> None:
    path = write()
    few, many = (run(path, replicates=count, world=WORLD) for count in (1, 3))
    assert few.replicates[0].arms[0].stepped.outcomes == pytest.approx(
        many.replicates[0].arms[0].stepped.outcomes, rel=0, abs=0, nan_ok=True
    )


def test_a_shared_burn_in_gives_what_two_of_them_give(write, monkeypatch) -> None:
    path = write(CUT)
    shared = run(path, replicates=1, world=WORLD)
    assert shared.design.shares_burn_in
    monkeypatch.setattr(experiments.replicate.Design, "shares_burn_in", False)
    assert run(path, replicates=1, world=WORLD).to_json() == shared.to_json()


def test_a_scenario_that_differs_from_the_outset_has_a_burn_in_of_its_own(write) -> None:
    assert not run(
        write("[parameters]\ngrant = 0.8\n"), replicates=1, world=WORLD
    ).design.shares_burn_in


def test_replicates_take_the_domains_in_turn(write) -> None:
    result = run(write(), replicates=6, world=WORLD, years=0.25)
    assert [each.lever.parameter for each in result.replicates] == [
        f"agenda.{domain}" for domain in (*DOMAINS, DOMAINS[0])
    ]


def test_a_named_lever_is_followed_from_its_own_step(write) -> None:
    path = write('[thread]\nlever = "grant"\nstep = 0.1\n')
    result = run(path, replicates=2, world=WORLD)
    assert result.design.lever_in_words == "a 10 % rise in grant"
    thread = result.thread["scenario"]
    assert thread.links[0].elasticity.mean == 1.0
    runs = result.replicates[0].arms[0]
    ratio = np.log(runs.stepped.links[1] / runs.unstepped.links[1]).mean() / math.log(1.1)
    assert thread.elasticities[0, 1] == pytest.approx(ratio)


def test_a_lever_that_a_step_cannot_move_is_refused(write) -> None:
    with pytest.raises(InputError, match="cut_gradient is 0"):
        run(write('[thread]\nlever = "cut_gradient"\n'), replicates=1, world=WORLD)


def test_the_baseline_alone_has_nothing_to_be_compared_with() -> None:
    result = run("england", replicates=2, years=0.25, world=WORLD)
    assert list(result.thread) == ["england"]
    assert "difference" not in result.table().columns
    assert all(row.difference is None for row in result.comparisons)
    assert result.findings


def test_tables_and_series_have_their_rows(write) -> None:
    result = run(write(), replicates=2, world=WORLD)
    series = result.series()
    assert len(series) == 2 * 2 * 4 * 3
    assert sorted(series.year.unique()) == [2017, 2017.25, 2017.5, 2017.75]
    assert set(result.table().columns) >= {"baseline", "scenario", "difference", "low", "high"}
    assert "A test" in repr(result)


def test_the_table_can_be_read_in_a_terminal(write) -> None:
    result = run(write(CUT), replicates=2, world=WORLD)
    lines = str(result.table()).splitlines()
    assert len(lines) == len(result.comparisons) + 2
    assert max(map(len, lines)) <= 80
    assert "..." not in "".join(lines)


def test_parameters_given_count_in_both_worlds(write) -> None:
    result = run(write(), replicates=1, world=WORLD, parameters={"discretion": 0.1})
    assert [arm.parameters["discretion"] for arm in result.design.arms] == [0.1, 0.1]


def test_a_town_without_need_is_reported_as_undefined(write) -> None:
    world = World((Council("Eden", 1, 1),))
    path = write("[parameters]\ndemand = 0\n")
    result = run(path, replicates=2, world=world, parameters={"demand": 0.0})
    undefined = [row for row in result.comparisons if not row.baseline.defined]
    assert undefined
    assert all("undefined in 2 of 2 replicates" in row.note for row in undefined)
    assert all(link.elasticity.reason for link in result.thread["england"].links[3:6])


def test_ctrl_c_stops_it(write) -> None:
    def interrupt(done: float, total: float) -> None:
        signal.raise_signal(signal.SIGINT)

    with pytest.raises(KeyboardInterrupt):
        run(write(), replicates=5000, world=WORLD, progress=interrupt)


def test_progress_reaches_the_end(write) -> None:
    seen: list[tuple[float, float]] = []
    run(write(), replicates=2, world=WORLD, progress=lambda *years: seen.append(years))
    assert seen[-1] == (pytest.approx(9.0), 9.0)


def test_a_fault_in_one_replicate_is_raised_not_swallowed(write, monkeypatch) -> None:
    def faulty(*_: object) -> None:
        raise ZeroDivisionError("a fault of ours")

    monkeypatch.setattr(experiments.replicate, "_observe", faulty)
    with pytest.raises(ZeroDivisionError, match="ours"):
        run(write(), replicates=3, world=WORLD)


@pytest.mark.parametrize(
    ("argument", "value"),
    [
        ("replicates", 0),
        ("replicates", True),
        ("replicates", 2.0),
        ("years", 0),
        ("years", 101),
        ("years", 0.3),
        ("years", math.nan),
        ("years", math.inf),
        ("seed", -1),
        ("seed", 2**63),
        ("workers", 0),
        ("parameters", {"discretoin": 0.5}),
        ("parameters", {"discretion": math.nan}),
        ("scenario", "austerty"),
    ],
)
def test_what_cannot_be_used_is_refused(argument: str, value: object) -> None:
    with pytest.raises(InputError):
        run(**{"replicates": 1, "years": 0.25, "world": WORLD, argument: value})  # type: ignore[arg-type]


def test_the_year_after_the_step_is_left_to_settle_in_longer_runs() -> None:
    from experiments.design import make_design

    def window(years: float) -> tuple[float, float]:
        design = make_design(
            "england", replicates=1, years=years, seed=1, workers=1, world=WORLD, parameters=None
        )
        return design.thread_window

    assert window(6) == (2018, 2023)
    assert window(3) == (2018, 2020)
    assert window(2) == (2017, 2019)


def test_a_world_too_large_for_the_memory_is_refused_beforehand(write, monkeypatch) -> None:
    monkeypatch.setattr("scenarios.memory.available_bytes", lambda: 10_000)
    with pytest.raises(InputError, match="GiB"):
        run(write(), replicates=1, world=WORLD)


def test_processors_are_used_by_default() -> None:
    from experiments.design import make_design

    design = make_design(
        "england", replicates=1, years=1, seed=1, workers=None, world=WORLD, parameters=None
    )
    assert design.workers == os.cpu_count()
