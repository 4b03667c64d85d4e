"""What must stay the same, or move one way, when the world is changed in a known way."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from sim.outcomes import outcomes
from sim.world import Council, World
from tests.sim.worlds import make

RATES = (
    "caseload", "unserved", "refused", "timeliness_reported", "experience", "trust", "need",
    "re_referral", "absence", "strain", "work_pressure", "norm", "relational_share", "threshold",
    "pressure", "need_reduced",
)  # fmt: skip


def _runs(
    world: World,
    parameters: dict[str, float] | None = None,
    replicates: int = 8,
    years: float = 2.0,
) -> list[dict[str, float]]:
    return [
        outcomes(make(parameters, world=world, years=years, replicate=r).run().ledger, 0, years)
        for r in range(replicates)
    ]


def _differ(
    name: str, one: Sequence[dict[str, float]], other: Sequence[dict[str, float]], slack: float
) -> bool:
    a, b = (np.array([run[name] for run in runs]) for runs in (one, other))
    error = np.sqrt(a.var(ddof=1) / len(a) + b.var(ddof=1) / len(b))
    return bool(abs(a.mean() - b.mean()) > 4.5 * error + slack * abs(a.mean()))


def test_duplicating_every_council_leaves_the_means() -> None:
    world = World.even(10, 6, 40)
    twins = tuple(
        Council(f"{c.name} {twin}", c.posts, c.population_in_need, c.deprivation)
        for c in world.councils
        for twin in ("east", "west")
    )
    one, two = _runs(world), _runs(World(twins))
    assert [name for name in RATES if _differ(name, one, two, 0.005)] == []


def test_staff_and_citizens_scaled_together_leave_the_rates() -> None:
    """Small teams feel chance more, so a little slack beside the sampling error."""
    one, two = _runs(World.even(12, 12, 40), years=3), _runs(World.even(6, 24, 40), years=3)
    assert [name for name in RATES if _differ(name, one, two, 0.03)] == []


def test_the_check_above_sees_a_difference() -> None:
    one, two = _runs(World.even(12, 12, 40)), _runs(World.even(12, 12, 60))
    assert {"unserved", "experience", "threshold"} <= {
        name for name in RATES if _differ(name, one, two, 0.03)
    }


def _mean(name: str, world: World, parameters: dict[str, float] | None = None) -> float:
    return float(np.mean([run[name] for run in _runs(world, parameters, replicates=4)]))


@pytest.mark.parametrize("name", ["work_pressure", "waiting", "need"])
def test_more_posts_never_make_it_worse(name: str) -> None:
    """The same citizens, and ever more posts for them."""
    values = [
        _mean(name, World(tuple(Council(f"C{n}", posts, 240) for n in range(8))))
        for posts in (4, 6, 8, 12)
    ]
    assert values == sorted(values, reverse=True)
    assert values[-1] < 0.9 * values[0]


@pytest.mark.parametrize(
    ("lever", "values", "name", "rising"),
    [
        ("demand", (0.3, 1, 2), "work_pressure", True),
        ("administrative_burden", (0, 2, 5), "unserved", True),
        ("base_threshold", (0.05, 0.3, 0.6), "refused", True),
        ("patience", (0.05, 0.5, 5), "waiting", True),
        ("effectiveness", (0.5, 1.65, 6), "need", False),
        ("exit_base", (0.02, 0.3, 2), "vacancy", True),
        ("accountability_stakes", (0, 0.6, 1), "redated", True),
        ("integrity", (0.02, 1, 50), "redated", False),
        ("deadline_weeks", (5, 10, 30), "timeliness_counted", True),
        ("recruitment_delay", (0.1, 1, 5), "vacancy", True),
    ],
)
def test_outcomes_move_one_way_along_a_lever(
    lever: str, values: Sequence[float], name: str, rising: bool
) -> None:
    found = [_mean(name, World.even(8, 6, 40), {lever: value}) for value in values]
    assert found == sorted(found, reverse=not rising)
    assert len(set(found)) == len(found)
