"""Shares of worlds, regret and trade-offs on small tables that can be reckoned by hand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from experiments.robust.measures import late_regret, regret, share_of_worlds, undominated
from experiments.robust.packages import SHIPPED, read_packages
from experiments.robust.run import EXPERIENCE, FELT, REPORTED, judged
from experiments.robust.worlds import Worlds
from experiments.sensitivity.plan import make_plan
from sim.errors import InputError


def test_regret_is_what_is_missed_of_the_best() -> None:
    values = np.array([[3.0, 1.0, np.nan], [2.0, 5.0, 4.0]])
    np.testing.assert_array_equal(regret(values), [[0, 4, np.nan], [1, 0, 0]])
    np.testing.assert_array_equal(
        regret(values, larger_is_better=False), [[1, 0, np.nan], [0, 4, 0]]
    )


def test_shares_of_worlds_have_intervals_that_hold_them() -> None:
    holds = np.array([[True] * 30 + [False] * 70, [True] * 100, [False] * 100])
    found = share_of_worlds(holds, seed=1)
    assert found.share.tolist() == [0.3, 1.0, 0.0]
    assert found.low[0] == pytest.approx(0.21, abs=0.03)
    assert found.high[0] == pytest.approx(0.39, abs=0.03)
    assert (found.low[1], found.high[2]) == (1.0, 0.0)
    late = late_regret(np.array([np.zeros(100), np.arange(100.0)]), seed=1)
    assert late.share[0] == pytest.approx(89.1)
    assert late.share[1] == 0.0
    assert late.low[0] < 89.1 < late.high[0]


def test_what_no_other_beats() -> None:
    goods = np.array([[1.0, 3.0], [2.0, 2.0], [1.0, 2.0], [2.0, 2.0]])
    assert undominated(goods).tolist() == [True, True, False, True]


def test_packages_are_judged() -> None:
    packages = read_packages()
    count = len(packages.packages)
    felt, experience = np.full((count, 40), 0.1), np.full((count, 40), 40.0)
    felt[1, :30] = 0.5
    experience[1, :10] = 20.0
    values = {FELT: felt, EXPERIENCE: experience, REPORTED: np.full((count, 40), 80.0)}
    values["bypass"] = np.zeros((count, 40))
    plan = make_plan("england", parameters=["story_weight"], method="pawn", outputs=["gap"])
    worlds = Worlds(({"story_weight": 0.1},) * 40, np.arange(40))
    found = judged(plan, packages, values, worlds)
    assert found.unbroken.share[1] == 0.75
    assert found.satisfied.share[:2].tolist() == [1.0, 0.75]
    assert found.regret[FELT].share[0] == pytest.approx(0.4)
    assert found.front[0]
    words = " ".join(found.findings)
    assert "is unbroken from end to end most often with more posts: 75 %" in words
    assert "elasticity.felt at least 0.05 and experience at least 35" in words


def test_the_shipped_packages_are_in_order() -> None:
    packages = read_packages(SHIPPED)
    assert packages.packages[0].levers == {}
    assert {"establishment", "accountability_stakes", "coproduction"} <= set(packages.levers)
    dear = {each.cost for each in packages.packages if len(each.levers) > 3}
    assert dear == {next(e.cost for e in packages.packages if e.name == "more posts")}


START = 'title = "T"\n[[package]]\nname = "a"\ncost = 0\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (START, "a single package has nothing to be compared with"),
        (START + '[[package]]\nname = "a"\ncost = 0\n', "line 5: two packages are called 'a'"),
        (START + '[[package]]\nname = "b"\ncost = 0\n', "no package sets a lever"),
        (START + '[[package]]\nname = "b"\ncost = -1\n', "line 7"),
        (
            START + '[[package]]\nname = "b"\ncost = 1\nset = { establishmnt = 1.1 }\n',
            "Did you mean 'establishment'",
        ),
        (
            START + '[[package]]\nname = "b"\ncost = 1\nset = { establishment = 9 }\n',
            "outside its range",
        ),
        (
            START + '[[package]]\nname = "b"\ncost = 1\nset = { training = 2 }\n'
            '[[require]]\noutput = "experience"\n',
            "Give either at_least or at_most",
        ),
        (
            START + '[[package]]\nname = "b"\ncost = 1\nset = { training = 2 }\n'
            '[[require]]\noutput = "links"\nat_least = 1\n',
            "is several outputs",
        ),
        (
            START + '[[package]]\nname = "b"\ncost = 1\nset = { training = 2 }\n'
            '[[require]]\noutput = "passthrough.planned.enacted"\nat_least = 1\n',
            "has no value in every world",
        ),
        (START + "prize = 3\n", "unknown key 'prize'"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_its_line(
    text: str, said: str, tmp_path: Path
) -> None:
    path = tmp_path / "packages.toml"
    path.write_text(text)
    with pytest.raises(InputError) as caught:
        read_packages(path)
    assert said in str(caught.value)
    assert str(path) in str(caught.value)
