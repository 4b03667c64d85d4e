"""Tiny worlds, hard settings and small helpers for the tests of the model."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from sim.changes import Change
from sim.model import PolicyModel
from sim.state import State
from sim.world import World

TINY = World.even(2, 3, 12)
SMALL = World.even(4, 5, 25)
BUSY = World.even(6, 6, 40)

Setting = tuple[Mapping[str, float], Sequence[Change]]

HARD: dict[str, Setting] = {
    "austerity": (
        {"establishment_delay": 0.0},
        [
            Change("grant", 0.25, value=0.4, ramp_years=1.0),
            Change("cut_gradient", 0.25, value=1.0),
            Change("grant", 1.75, value=1.4),
        ],
    ),
    "freeze": (
        {"exit_base": 0.8, "agency_cover": 0.2},
        [Change("recruitment", 0.25, value=0.0, end=1.5), Change("agency_cover", 0.5, value=0.0)],
    ),
    "fragmentation": (
        {"provider_fragmentation": 0.8, "provider_completeness": 0.5, "provider_record_error": 0.5},
        [Change("provider_fragmentation", 1.0, value=0.1)],
    ),
    "staff churn": (
        {
            "exit_base": 4.0,
            "agency_turnover": 12.0,
            "recruitment_delay": 0.05,
            "absence_onset": 8.0,
        },
        [],
    ),
    "swinging establishment": (
        {"establishment_delay": 0.0, "recruitment_delay": 0.1},
        [
            Change("establishment", 0.25, value=0.3, end=0.75),
            Change("grant", 0.75, value=1.5),
            Change("establishment", 1.0, value=0.0, end=1.25),
            Change("establishment", 1.25, value=1.5),
        ],
    ),
    "crowded and hostile": (
        {"demand": 5.0, "patience": 0.05, "hostility": 1.0, "initial_trust": 0.05},
        [Change("accountability_stakes", 0.5, value=1.0), Change("early_closing", 1.0, value=20.0)],
    ),
}


def make(
    parameters: Mapping[str, float] | None = None,
    changes: Sequence[Change] = (),
    *,
    world: World = SMALL,
    years: float = 2.0,
    burn_in_years: float = 0.0,
    **more: Any,
) -> PolicyModel:
    """Return a small model without a burn-in."""
    return PolicyModel(
        world,
        parameters=parameters,
        changes=changes,
        years=years,
        burn_in_years=burn_in_years,
        **more,
    )


def hard(name: str, **more: Any) -> PolicyModel:
    """Return a model under one of the ``HARD`` settings."""
    parameters, changes = HARD[name]
    return make(parameters, changes, **more)


def watch(model: PolicyModel, function: Callable[[State], Any], after: str) -> list[Any]:
    """Call ``function`` on the state after a stage in every step; return what it returned."""
    seen: list[Any] = []
    model.week.insert(f"watch {after}", lambda state: seen.append(function(state)), after=after)
    return seen


def per_authority(state: State, part: str, values: np.ndarray) -> np.ndarray:
    """Return the sum of ``values`` (one per citizen or worker) in each authority."""
    first, count = {
        "citizens": ("first_citizen", "citizens"),
        "workers": ("first_post", "posts"),
    }[part]
    return np.array([values[m[first] : m[first] + m[count]].sum() for m in state.managers])


def content(records: np.ndarray) -> bytes:
    """Return the bytes of all fields, without the padding between them, which is never written."""
    names = records.dtype.names
    return b"".join(records[name].tobytes() for name in names) if names else records.tobytes()


def same(one: State, other: State, *, ignore: Sequence[str] = ()) -> list[str]:
    """Return the names of the parts of two states whose bytes differ."""
    return [
        name
        for name in one._fields
        if name not in ignore and content(getattr(one, name)) != content(getattr(other, name))
    ]


SHARES = {
    "citizens": ("need", "trust", "expectation", "experience", "progress"),
    "workers": ("strain", "fear", "goal", "task_share", "closing_chance"),
    "neighbourhoods": ("trust",),
    "managers": (
        "threshold", "pressure", "discretion", "caught", "plan", "need_profile", "local_priority",
        "preference", "counted", "recorded_share", "reported", "believed",
    ),
    "centre": ("agenda", "target", "believed"),
}  # fmt: skip
NOT_NEGATIVE = {
    "citizens": ("task_left", "task_hours", "relational_hours", "onset_at"),
    "workers": (
        "cases", "assessing", "orientation", "norm", "knowledge", "nominal_hours",
        "available_hours", "work_pressure", "time_per_case", "budget_hours", "task_hours",
        "relational_hours", "seen", "rejected", "incarnation",
    ),
    "neighbourhoods": ("hazard",),
    "managers": (
        "grant", "budget", "training_money", "analytics_money", "contract_money", "posts_money",
        "payroll", "required_posts", "asked_posts", "funded_posts", "recruits", "leavers",
        "referrals", "re_referrals", "refused", "abandoned", "allocated", "waiting",
        "provider_cases", "resolved", "closed_early", "workload", "team_norm", "task_hours",
        "relational_hours", "change", "prevented", "felt_sum", "in_need", "story_sum",
        "story_count", "redated", "recorded", "record_count", "record_on_time",
    ),
}  # fmt: skip


def assert_in_bounds(state: State) -> None:
    """Nothing is NaN or infinite, shares lie in 0-1, hours, money and counts are 0 or more."""
    for part, records in state._asdict().items():
        for field in records.dtype.names or ("",):
            values = records[field] if field else records
            if values.dtype.kind == "f":
                assert np.isfinite(values).all(), f"{part}.{field}"
    for part, fields in SHARES.items():
        for field in fields:
            values = getattr(state, part)[field]
            assert (values >= 0).all(), f"{part}.{field} = {values.min()}"
            assert (values <= 1 + 1e-9).all(), f"{part}.{field} = {values.max()}"
    for part, fields in NOT_NEGATIVE.items():
        for field in fields:
            values = getattr(state, part)[field]
            assert (values >= 0).all(), f"{part}.{field} = {values.min()}"
    for shares in (state.centre["agenda"], state.managers["plan"], state.managers["preference"]):
        np.testing.assert_allclose(shares.sum(axis=1), 1.0)
