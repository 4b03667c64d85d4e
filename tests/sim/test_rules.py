"""Rules that the whole model shows only blurred, looked at where they act."""

from __future__ import annotations

import numpy as np
import pytest

from sim.changes import Change
from sim.citizens.record import NO_TASK, NOT_SEEN, OPEN, SEEN, WAITING
from sim.state import State
from tests.sim.worlds import BUSY, make, watch


@pytest.mark.parametrize("need_first", [1.0, 0.0])
def test_the_strongest_claims_are_served_first(need_first: float) -> None:
    """Nobody of a lesser claim gets a worker in a week in which a stronger one is left waiting.

    A claim is the need or, where who comes first is served first, the time waited.
    """
    rules = {"provider_fragmentation": 0, "urgent_need": 1.0, "demand": 3.0}
    model = make(rules | {"need_first": need_first}, world=BUSY)
    waiting: list[np.ndarray] = []

    def before(state: State) -> None:
        waiting.append(np.isin(state.citizens["status"], (2, WAITING)))

    def after(state: State) -> None:
        c = state.citizens
        for m in state.managers:
            mine = slice(m["first_citizen"], m["first_citizen"] + m["citizens"])
            claim = c["need"][mine] if need_first else -c["waiting_since"][mine]
            status = c["status"][mine]
            served, left = claim[waiting[-1][mine] & (status == OPEN)], claim[status == WAITING]
            if len(served) and len(left):
                assert served.min() >= left.max()
                compared.append(len(served))

    compared: list[int] = []
    model.week.insert("before", before, after="seek_help")
    model.week.insert("after", after, after="screen_and_allocate")
    model.run()
    assert len(compared) > 20


def test_with_full_discretion_and_no_pressure_the_seen_are_the_needier() -> None:
    """And without discretion need has no say: deadlines and the plan have."""

    def gap(discretion: float) -> float:
        model = make(
            {"discretion": discretion, "conformity": 0, "allocation_ceiling": 3.0, "demand": 3,
             "time_elasticity": 0, "overtime_response": 0},
            world=BUSY, years=1,
        )  # fmt: skip

        def difference(state: State) -> float:
            c = state.citizens[state.citizens["status"] == OPEN]
            here = state.workers["absent"][c["worker"]] == 0
            seen, unseen = (c["need"][here & (c["contact"] == x)] for x in (SEEN, NOT_SEEN))
            return seen.mean() - unseen.mean() if len(seen) and len(unseen) else 0.0

        found = watch(model, difference, "do_casework")
        model.run()
        return float(np.mean(found[20:]))

    assert gap(1.0) > gap(0.0) + 0.05


def test_what_passes_the_screen_is_above_the_threshold_but_for_noise() -> None:
    model = make({"screening_noise": 0.0, "threshold_response": 0.0, "base_threshold": 0.4})
    seen = watch(
        model, lambda s: s.citizens[["need", "refused", "status"]].copy(), "screen_and_allocate"
    )
    model.run()
    refused = np.concatenate([c["need"][c["refused"] == 1] for c in seen])
    assert len(refused) > 0
    assert refused.max() < 0.4
    noisy = make({"screening_noise": 0.5, "threshold_response": 0.0, "base_threshold": 0.4})
    seen = watch(noisy, lambda s: s.citizens[["need", "refused"]].copy(), "screen_and_allocate")
    noisy.run()
    assert np.concatenate([c["need"][c["refused"] == 1] for c in seen]).max() > 0.5


def test_a_post_that_is_left_returns_its_cases_to_the_queue_with_their_deadlines() -> None:
    model = make({"provider_fragmentation": 0}, [Change("exit_base", 0.5, value=5.0)])
    before = watch(model, lambda s: s.citizens.copy(), "close_cases")
    after = watch(model, lambda s: s.citizens.copy(), "strain_and_leave")
    model.run()
    moved = 0
    for was, now in zip(before, after, strict=True):
        back = (was["status"] == OPEN) & (now["status"] != OPEN)
        assert (now["status"][back] == WAITING).all()
        for field in ("task", "task_due", "task_left", "need"):
            assert (was[field][back] == now[field][back]).all()
        moved += back.sum()
        assert (now["task"][back] >= NO_TASK).all()
    assert moved > 50
