"""Dated changes: ramps, ends, factors, subsets of councils, and what is refused."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.changes import Change, Schedule
from sim.errors import InputError
from sim.parameters import PARAMETERS
from sim.world import Council, World
from tests.sim.worlds import SMALL, make

LEVER = "accountability_stakes"
BASE = {LEVER: 0.4}


def path(changes: list[Change], *years: float, council: int = 0) -> list[float]:
    schedule = Schedule(SMALL, BASE, changes)
    found = []
    settings = schedule.initial_settings()
    for year in years:
        schedule.apply(settings, year)
        found.append(round(float(settings[LEVER][council]), 9))
    return found


def test_a_change_holds_from_its_start_on() -> None:
    assert path([Change(LEVER, 2.0, value=0.9)], -1, 1.999, 2.0, 50) == [0.4, 0.4, 0.9, 0.9]


def test_a_ramp_is_a_straight_line() -> None:
    change = Change(LEVER, 2.0, value=0.8, ramp_years=2.0)
    assert path([change], 1, 2, 2.5, 3, 4, 9) == [0.4, 0.4, 0.5, 0.6, 0.8, 0.8]


def test_a_change_ends_and_leaves_what_would_have_been() -> None:
    change = Change(LEVER, 1.0, value=1.0, end=2.0)
    assert path([change], 0.9, 1.0, 1.99, 2.0) == [0.4, 1.0, 1.0, 0.4]
    both = [Change(LEVER, 0.5, value=0.6), change]
    assert path(both, 0.9, 1.5, 2.0) == [0.6, 1.0, 0.6]


def test_a_factor_multiplies_what_is_in_force() -> None:
    assert path([Change(LEVER, 1.0, factor=1.5)], 0, 1) == [0.4, 0.6]
    ramped = Change(LEVER, 1.0, factor=1.5, ramp_years=2.0)
    assert path([ramped], 1, 2, 3) == [0.4, 0.5, 0.6]
    on_top = [Change(LEVER, 1.0, factor=0.5), Change(LEVER, 2.0, value=0.8)]
    assert path(on_top, 1, 2) == [0.2, 0.4]


def test_a_later_change_starts_from_where_the_earlier_has_got_to() -> None:
    changes = [
        Change(LEVER, 0.0, value=0.8, ramp_years=4.0),
        Change(LEVER, 2.0, value=0.2, ramp_years=1.0),
    ]
    assert path(changes, 2.0, 2.5, 3.0, 9.0) == [0.6, 0.4, 0.2, 0.2]
    assert path(changes[::-1], 2.0, 2.5, 3.0, 9.0) == [0.6, 0.4, 0.2, 0.2]


def test_a_change_of_some_councils_leaves_the_others() -> None:
    change = Change(LEVER, 1.0, value=1.0, councils=(SMALL.names[2],))
    assert path([change], 1, council=2) == [1.0]
    assert path([change], 1, council=1) == [0.4]


def test_a_change_of_one_domain_leaves_the_others() -> None:
    schedule = Schedule(SMALL, {}, [Change("target.housing", 0.0, value=0.5)])
    settings = schedule.initial_settings()
    before = settings["target"].copy()
    schedule.apply(settings, 0.0)
    assert settings["target"][0].tolist() == [before[0, 0], 0.5, *before[0, 2:]]


def test_the_calendar_starts_with_the_observed_years() -> None:
    changes = [Change(LEVER, 2010.5, value=1.0)]
    model = make(BASE, changes, years=1, burn_in_years=0.5, first_year=2010.0)
    assert model.year == 2009.5
    values = {}
    while not model.finished:
        year = model.year
        model.step()
        values[round(year, 6)] = model.state.settings[LEVER][0]
    assert {v for y, v in values.items() if y < 2010.5 - 1e-6} == {0.4}
    assert {v for y, v in values.items() if y >= 2010.5 - 1e-6} == {1.0}
    assert len(values) == 78


def test_a_budget_change_waits_for_the_observed_years() -> None:
    world = World((Council("One", 4, 40, budget_change=-0.5),))
    model = make({"grant_targeting": 0}, world=world, years=0.5, burn_in_years=0.25).run(-0.01)
    assert model.state.managers["grant"][0] == 1.0
    assert model.run().state.managers["grant"][0] == 0.5


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ([Change(LEVER, 0.0, factor=3.0)], "at once"),
        ([Change(LEVER, 0.0, factor=3.0, ramp_years=5.0)], "at the end of the ramp"),
        ([Change(LEVER, 0.0, value=1.0), Change(LEVER, 3.0, factor=1.1)], "by two changes"),
        ([Change(LEVER, 0.0, factor=3.0, ramp_years=10.0, end=9.0)], "just before the end"),
        (
            [
                Change(LEVER, 0.0, value=1.0),
                Change(LEVER, 1.0, value=0.0, ramp_years=1.0),
                Change(LEVER, 1.0, factor=5.0, ramp_years=1.0),
            ],
            "between the corners of two ramps",
        ),
    ],
    ids=lambda x: x.replace(" ", "-") if isinstance(x, str) else "",
)
def test_a_path_that_leaves_the_range_at_any_date_is_refused(
    changes: list[Change], why: str
) -> None:
    with pytest.raises(InputError, match="outside its range"):
        Schedule(SMALL, BASE, changes)


@pytest.mark.parametrize("ramp", [0.0, 0.7])
def test_every_parameter_can_be_set_to_either_bound_by_date(ramp: float) -> None:
    refused = []
    for name, p in PARAMETERS.items():
        for bound in () if p.initial else (p.low, p.high):
            try:
                schedule = Schedule(SMALL, {}, [Change(name, 0.1, value=bound, ramp_years=ramp)])
            except InputError:
                refused.append((name, bound))
                continue
            settings = schedule.initial_settings()
            schedule.apply(settings, 5.0)
            assert np.isclose(settings[p.field], bound, rtol=1e-9).any(), name
    assert refused == []


def _refused(*arguments: Any, **more: Any) -> InputError:
    with pytest.raises(InputError) as caught:
        Schedule(SMALL, BASE, [Change(*arguments, **more)])
    return caught.value


def test_what_is_wrong_with_a_change_is_said_with_a_remedy() -> None:
    assert "'demand'" in _refused("demnd", 0.0, value=1.0).remedy
    assert SMALL.names[0] in _refused(LEVER, 0.0, value=1.0, councils=("Council 1",)).remedy
    assert _refused(LEVER, 0.0, value=1.1).key == LEVER
    assert _refused("norm_hours", 0.0, value=1.0).remedy
    assert "whole country" in _refused("story_weight", 0.0, value=1.0, councils=SMALL.names).problem
    for more in (
        {}, {"value": 1.0, "factor": 1.0}, {"value": float("nan")}, {"factor": float("inf")},
        {"value": 1.0, "end": 0.0}, {"value": 1.0, "end": -1.0}, {"value": 1.0, "ramp_years": -1.0},
        {"value": "high"}, {"value": True},
    ):  # fmt: skip
        assert _refused(LEVER, 0.0, **more).remedy, more
    assert _refused(LEVER, float("nan"), value=1.0).remedy


def test_initial_settings_are_fresh_copies() -> None:
    schedule = Schedule(SMALL, BASE, [])
    one = schedule.initial_settings()
    one[LEVER] = 1.0
    assert (schedule.initial_settings()[LEVER] == 0.4).all()
    assert np.isfinite(schedule.initial_settings()["agenda"]).all()
