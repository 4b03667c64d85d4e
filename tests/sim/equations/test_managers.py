"""Stages of managers, each on a few records that are written by hand."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.limits.bare import bare, one_council
from sim.citizens.record import (
    ASKING,
    NEVER,
    OPEN,
    WAITING,
    WITH_PROVIDER,
)
from sim.draws import Purpose, uniform
from sim.model import PolicyModel
from sim.state import State
from sim.workers import rules as workers
from sim.workers.record import AGENCY, PERMANENT, UNFUNDED, VACANT


@pytest.mark.parametrize(
    ("before", "wanted", "after", "leavers"),
    [
        ("PPPPUUUU", 3.01, "PPPPUUUU", 0),  # by less than a whole post nothing moves
        ("PPPPUUUU", 3.0, "PPPUUUUU", 1),
        ("PPPUUUUP", 3.0, "PPPUUUUU", 1),
        ("PPPUUUUU", 4.4, "PPPVUUUU", 0),
        ("PPPUUUUU", 4.5, "PPPVVUUU", 0),
        ("PUUPVUUU", 4.0, "PVUPVUUU", 0),  # the lowest free number
        ("PPPUUUUU", 50.0, "PPPVVVVV", 0),  # as many as there is room for
        ("PAVPAPUV", 4.0, "PAUPUPUU", 0),  # vacancies are cut first, then agency staff
        ("PAVPAPUV", 2.0, "PUUPUUUU", 1),  # then the newest posts
        ("PAVPAPUP", 0.0, "UUUUUUUU", 4),
        ("PAVPAPUV", -9.0, "UUUUUUUU", 3),
    ],
)
def test_posts_come_and_go_whole_and_in_order(
    before: str, wanted: float, after: str, leavers: int
) -> None:
    """Nobody is recruited here; what is wanted is what is asked for, which is there at once."""
    model = bare(
        ("fund_posts",),
        {"establishment_delay": 0, "recruitment": 0, "agency_cover": 0, "agency_premium": 1.5},
        one_council(3, 1),
    )
    letters = {"U": UNFUNDED, "V": VACANT, "P": PERMANENT, "A": AGENCY}
    state, manager = model.state, model.state.managers
    state.workers["status"] = [letters[letter] for letter in before]
    manager["funded_posts"] = len(before) - before.count("U")
    manager["base_budget"] = 100.0
    manager["required_posts"] = wanted
    model.step()
    assert state.workers["status"].tolist() == [letters[letter] for letter in after]
    assert manager["funded_posts"][0] == len(after) - after.count("U")
    assert manager["leavers"][0] == leavers
    assert manager["payroll"][0] == after.count("P") + 1.5 * after.count("A")
    assert manager["reserve"] == manager["posts_money"] - manager["payroll"]


def _front_door(parameters: dict[str, float], posts: int, needs: np.ndarray) -> PolicyModel:
    """Return a model in whose first step citizens with these needs ask, and nobody is misjudged."""
    plain = {"screening_noise": 0, "provider_fragmentation": 0, "urgent_need": 1}
    model = bare(("screen_and_allocate",), {**plain, **parameters}, one_council(posts, len(needs)))
    model.state.citizens["status"] = ASKING
    model.state.citizens["need"] = needs
    model.state.managers["threshold"] = 0.0
    return model


def test_who_is_below_the_threshold_is_refused_and_who_asked_in_the_last_52_weeks_is_back() -> None:
    needs = np.array([0.5, np.nextafter(0.5, 0.0), 0.9, 0.9, 0.1, 0.1])
    model = _front_door({}, 1, needs)
    state = model.state
    state.managers["threshold"] = 0.5
    state.citizens["referred_at"] = [-1.0, -51.5, -52.0, -52.5, -53.5, NEVER]
    model.step()
    assert state.citizens["refused"].tolist() == [0, 1, 0, 0, 1, 1]
    assert state.managers["refused"][0] == 3
    assert state.managers["re_referrals"][0] == 3


@pytest.mark.parametrize("money", [0.0, 0.5])
def test_cases_come_back_from_providers_when_no_money_is_left_for_them(money: float) -> None:
    model = _front_door({}, 1, np.array([0.5, 0.6]))
    state = model.state
    state.citizens["status"] = WITH_PROVIDER
    state.workers["status"] = UNFUNDED
    state.managers["provider_cases"] = 2
    state.managers["contract_money"] = money
    model.step()
    back = money == 0.0
    assert (state.citizens["status"] == (WAITING if back else WITH_PROVIDER)).all()
    assert state.managers["provider_cases"][0] == (0 if back else 2)
    assert state.managers["waiting"][0] == (2 if back else 0)


def test_providers_take_their_share_when_no_worker_is_there() -> None:
    model = _front_door({"provider_fragmentation": 0.5}, 1, np.linspace(0.2, 0.9, 12))
    state = model.state
    state.workers["status"] = UNFUNDED
    model.step()
    who = int(state.managers["number"][0])
    draws = [uniform(state.keys, who, i, 1, int(Purpose.PROVIDER), 0) for i in range(12)]
    given = np.array(draws) < 0.5
    assert (state.citizens["status"] == np.where(given, WITH_PROVIDER, WAITING)).all()
    assert 0 < state.managers["provider_cases"][0] == given.sum() < 11


def test_the_needier_of_two_gets_the_last_place_and_the_urgent_one_gets_one_anyway() -> None:
    """A caseload of exactly the ceiling is not above it; a need of exactly the bound is urgent."""
    for cases, needs, status in (
        (9, [0.4, 0.6], [WAITING, OPEN]),
        (10, [0.4, 0.6], [WAITING, WAITING]),
        (10, [0.74, 0.75], [WAITING, OPEN]),
    ):
        model = _front_door({"allocation_ceiling": 0.5, "urgent_need": 0.75}, 1, np.array(needs))
        state = model.state
        state.workers["cases"], state.workers["norm"] = cases, 1.0
        state.workers["nominal_hours"] = 20.0
        model.step()
        assert state.citizens["status"].tolist() == status
        assert state.managers["waiting"][0] == status.count(WAITING)


def _least_busy_first(state: State, ceiling: float, urgent: float) -> list[int]:
    """Return who gets each citizen's case, -1 for nobody, by looking at everybody each time."""
    people = state.workers
    who = int(state.managers["number"][0])
    ties = [uniform(state.keys, who, j, 0, int(Purpose.ALLOCATE), 0) for j in range(len(people))]
    cases = people["cases"].tolist()
    assessing = people["assessing"].tolist()
    free = np.flatnonzero(people["status"] == PERMANENT).tolist()

    def load(j: int, extra: float) -> float:
        more = workers.load_with_one_more(cases[j] + extra, people["norm"][j], 20.0)
        return float(more)

    def busy(j: int) -> tuple[float, float]:
        return load(j, workers.burden_of_new_cases(assessing[j], 2.0)), ties[j]

    given = [-1] * len(state.citizens)
    for i in np.argsort(-state.citizens["need"]):
        while state.citizens["need"][i] < urgent and free:
            if load(min(free, key=busy), 0.0) <= ceiling:
                break
            free.remove(min(free, key=busy))
        if free:
            given[i] = min(free, key=busy)
            cases[given[i]] += 1
            assessing[given[i]] += 1
    return given


@pytest.mark.parametrize("at_work", [1, 2, 3, 6, 7, 12, 13])
@pytest.mark.parametrize(("ceiling", "urgent"), [(3.0, 0.0), (0.6, 1.0), (0.6, 0.8)])
def test_each_case_goes_to_the_least_busy_who_has_room(
    at_work: int, ceiling: float, urgent: float
) -> None:
    """However many are at work, many of them equally busy; places that are not theirs are idle."""
    needs = np.random.default_rng(1).permutation(np.linspace(0.2, 0.95, 40))
    model = _front_door(
        {"new_case_burden": 2, "allocation_ceiling": ceiling, "urgent_need": urgent}, 5, needs
    )
    state, people = model.state, model.state.workers
    people["status"] = np.where(np.arange(13) < at_work, PERMANENT, UNFUNDED)
    people["cases"] = [9, 7, 7, 5, 3, 8, 2, 0, 6, 0, 4, 1, 0]
    people["cases"][at_work:] = 0
    people["norm"] = np.where(np.arange(13) % 4 == 0, 0.5, 1.0)
    people["nominal_hours"] = 20.0
    state.ranking[:] = 12
    expected = _least_busy_first(state, ceiling, urgent)
    model.step()
    assert state.citizens["worker"].tolist() == expected
    assert state.managers["allocated"][0] == 40 - expected.count(-1)
