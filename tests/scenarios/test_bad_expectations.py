"""Expectations that could never be judged, and changes that exclude each other, are refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from scenarios import load
from sim.errors import InputError
from tests.scenarios.scenario_files import MINIMAL, written

EXPECT = MINIMAL + 'against = "england"\n[[expect]]\n'
FIRST = '[[change]]\nparameter = "grant"\nfrom = 2018\nramp_years = 2\nvalue = 0.9\n'
TWO = MINIMAL + 'against = "england"\n' + FIRST + '[[change]]\nparameter = "grant"\n'

BAD = {
    "nothing": (EXPECT + 'direction = "falls"', 5, "is about one thing, not nothing"),
    "two things": (
        EXPECT + 'outcome = "trust"\nlink = "felt"\ndirection = "falls"',
        7,
        "is about one thing, not outcome, link. Give exactly one of outcome, link, hop",
    ),
    "unknown link": (
        EXPECT + 'link = "flet"\ndirection = "falls"',
        6,
        "unknown link 'flet'. Did you mean 'felt'",
    ),
    "the lever itself": (EXPECT + 'link = "meant"\ndirection = "falls"', 6, "unknown link"),
    "unknown hop": (
        EXPECT + 'hop = "planned->enacted"\ndirection = "falls"',
        6,
        "Did you mean 'planned -> enacted'",
    ),
    "no neighbours": (
        EXPECT + 'hop = "meant -> felt"\ndirection = "falls"',
        6,
        "unknown hop 'meant -> felt'",
    ),
    "hours in a gap": (
        EXPECT + 'gap = "planned - felt"\ndirection = "falls"',
        6,
        "unknown gap 'planned - felt'",
    ),
    "unknown break": (EXPECT + 'first_break = "plan"', 6, "unknown first_break 'plan'"),
    "no bypass": (EXPECT + 'bypass = false\ndirection = "falls"', 6, "Write bypass = true"),
    "bypass in words": (EXPECT + 'bypass = "yes"\ndirection = "falls"', 6, "true or false"),
    "no direction": (EXPECT + 'outcome = "trust"', 5, "the key 'direction' is missing"),
    "unchanged by how much": (
        EXPECT + 'outcome = "trust"\ndirection = "unchanged"',
        7,
        "Add within",
    ),
    "rises within": (
        EXPECT + 'outcome = "trust"\ndirection = "rises"\nwithin = 1',
        8,
        "within does not go with direction = 'rises'",
    ),
    "unchanged by at least": (
        EXPECT + 'outcome = "trust"\ndirection = "unchanged"\nwithin = 1\nat_least = 1',
        9,
        "at_least does not go with direction = 'unchanged'",
    ),
    "negative within": (
        EXPECT + 'outcome = "trust"\ndirection = "unchanged"\nwithin = -1',
        8,
        "within = -1 is outside its range",
    ),
    "a break that falls": (
        EXPECT + 'first_break = "planned -> enacted"\ndirection = "falls"',
        7,
        "first_break names a place",
    ),
    "a hop between years": (
        EXPECT + 'hop = "planned -> enacted"\ndirection = "falls"\nbetween = [2018, 2019]',
        8,
        "hop is measured over all observed years",
    ),
    "years before the first": (
        EXPECT + 'outcome = "trust"\ndirection = "falls"\nbetween = [2010, 2019]',
        8,
        "Give two years from 2017 to 2023",
    ),
    "years in the wrong order": (
        EXPECT + 'outcome = "trust"\ndirection = "falls"\nbetween = [2019, 2018]',
        8,
        "is no stretch of the years observed",
    ),
    "one year": (
        EXPECT + 'outcome = "trust"\ndirection = "falls"\nbetween = [2019]',
        8,
        "between has 1 entry, not 2. Give 2 numbers",
    ),
    "three years": (
        EXPECT + 'outcome = "trust"\ndirection = "falls"\nbetween = [2018, 2019, 2020]',
        8,
        "between has 3 entries, not 2",
    ),
    "dates": (
        EXPECT + 'outcome = "trust"\ndirection = "falls"\nbetween = [2018-04-01, 2019-04-01]',
        8,
        "between must be a calendar year, not 2018-04-01. Write 2018.25",
    ),
    "parts of quarters": (
        EXPECT + 'outcome = "trust"\ndirection = "falls"\nbetween = [2018.1, 2018.4]',
        8,
        "between = [2018.1, 2018.4] does not begin and end with a quarter",
    ),
    "compared with itself": (
        EXPECT + 'outcome = "trust"\ndirection = "falls"\nagainst = "./mine.toml"',
        8,
        "'mine' cannot be compared with itself. Name another scenario",
    ),
    "unknown other scenario": (
        EXPECT + 'outcome = "trust"\ndirection = "falls"\nagainst = "austerty"',
        8,
        "Did you mean 'austerity'",
    ),
    "a ramp under way": (
        TWO + "from = 2019\nvalue = 0.8",
        10,
        "grant is led to two values at once from 2019 on",
    ),
    "two values in one moment": (
        TWO + "from = 2018\nvalue = 0.8",
        10,
        "grant is led to two values at once from 2018 on",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_it_is_refused_with_its_place_and_the_remedy(tmp_path: Path, case: str) -> None:
    text, line, message = BAD[case]
    path = written(tmp_path, text)
    with pytest.raises(InputError) as caught:
        load(path)
    assert message in str(caught.value)
    assert caught.value.where == f"{path}, line {line}"
    assert caught.value.remedy
    assert caught.value.key
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "rest",
    [
        "from = 2020\nvalue = 0.8",
        "from = 2019\nfactor = 0.9",
        'from = 2019\nvalue = 0.8\ncouncils = ["Council 01"]',
    ],
)
def test_what_takes_over_or_multiplies_is_no_overlap(tmp_path: Path, rest: str) -> None:
    text = TWO + rest
    if "councils" in rest:
        text = text.replace("value = 0.9", 'value = 0.9\ncouncils = ["Council 02"]')
    assert len(load(written(tmp_path, text)).dated) == 2


def test_a_ramp_that_has_been_ended_is_no_longer_under_way(tmp_path: Path) -> None:
    text = TWO.replace("value = 0.9", "value = 0.9\nto = 2019") + "from = 2019\nvalue = 0.8"
    assert len(load(written(tmp_path, text)).dated) == 2


def test_a_first_break_may_be_expected_of_a_baseline(tmp_path: Path) -> None:
    scenario = load(written(tmp_path, MINIMAL + '[[expect]]\nfirst_break = "none"'))
    assert scenario.expectations[0].first_break == "none"
