"""Citizens, cases and posts are neither made nor lost, in any step, under any setting."""

from __future__ import annotations

import numpy as np

from sim.citizens.record import ASKING, OPEN, UNSERVED, WAITING, WITH_PROVIDER, WITHOUT_NEED
from sim.model import PolicyModel
from sim.state import State
from sim.workers.record import AGENCY, PERMANENT, UNFUNDED, VACANT
from tests.sim.worlds import per_authority, watch

FLOWS = ("referrals", "refused", "abandoned", "allocated", "resolved", "closed_early")


def _count(state: State, *statuses: int) -> np.ndarray:
    return per_authority(state, "citizens", np.isin(state.citizens["status"], statuses))


def test_statuses_partition_the_citizens(hard_model: PolicyModel) -> None:
    number = len(hard_model.state.citizens)
    while not hard_model.finished:
        hard_model.step()
        citizens = hard_model.state.citizens
        counts = np.bincount(citizens["status"], minlength=6)
        assert len(citizens) == counts.sum() == number
        assert len(counts) == 6
        # Whoever asks has been screened by the end of the step.
        assert counts[ASKING] == 0
        assert ((citizens["status"] == WITHOUT_NEED) == (citizens["need"] == 0)).all()


def test_every_open_case_has_a_worker_in_post_and_is_counted_once(hard_model: PolicyModel) -> None:
    while not hard_model.finished:
        hard_model.step()
        state = hard_model.state
        held = state.citizens["status"] == OPEN
        holder = state.citizens["worker"]
        assert (held == (holder >= 0)).all()
        assert np.isin(state.workers["status"][holder[held]], (PERMANENT, AGENCY)).all()
        home = state.neighbourhoods["authority"][state.citizens["neighbourhood"][held]]
        assert (state.workers["authority"][holder[held]] == home).all()
        cases = np.bincount(holder[held], minlength=len(state.workers))
        assert (cases == state.workers["cases"]).all()
        assert (state.managers["provider_cases"] == _count(state, WITH_PROVIDER)).all()


def test_the_case_list_holds_each_open_case_once(hard_model: PolicyModel) -> None:
    def listed(state: State) -> bool:
        rows = [
            row
            for w in state.workers
            for row in state.case_list[w["first_case"] : w["first_case"] + w["listed"]]
            if w["status"] in (PERMANENT, AGENCY)
        ]
        assert sorted(rows) == np.flatnonzero(state.citizens["status"] == OPEN).tolist()
        return bool(rows)

    seen = watch(hard_model, listed, "plan_week")
    hard_model.run()
    assert any(seen)


def test_the_queue_is_whoever_waits(hard_model: PolicyModel) -> None:
    """Those who wait afterwards waited before or asked, and were neither refused nor served."""
    before = watch(hard_model, lambda s: (_count(s, WAITING), _count(s, ASKING)), "seek_help")
    after = watch(
        hard_model,
        lambda s: (
            {"now": _count(s, WAITING), **{f: s.managers[f].copy() for f in FLOWS}}
            | {"waiting": s.managers["waiting"].copy()}
        ),
        "screen_and_allocate",
    )
    hard_model.run()
    for (waiting, asking), now in zip(before, after, strict=True):
        assert (now["referrals"] == asking).all()
        assert (now["now"] == now["waiting"]).all()
        left = now["refused"] + now["abandoned"] + now["allocated"]
        assert (now["now"] == waiting + now["referrals"] - left).all()
    assert sum(now["allocated"].sum() for now in after) > 0


def test_cases_that_go_are_counted_as_resolved_or_closed_early(hard_model: PolicyModel) -> None:
    before = watch(hard_model, lambda s: _count(s, OPEN, WITH_PROVIDER), "experience_encounter")
    after = watch(
        hard_model,
        lambda s: (
            _count(s, OPEN, WITH_PROVIDER),
            s.managers["resolved"] + s.managers["closed_early"],
            _count(s, WITHOUT_NEED),
        ),
        "close_cases",
    )
    hard_model.run()
    for held, (still, closed, _) in zip(before, after, strict=True):
        assert (still == held - closed).all()
    assert sum(closed.sum() for _, closed, _ in after) > 0


def test_what_the_ledger_counts_adds_up_to_who_is_in_the_system(hard_model: PolicyModel) -> None:
    """Referrals less every way out are the citizens waiting or served, council by council."""
    assert (_count(hard_model.state, WITHOUT_NEED, UNSERVED) == 125).all()
    while not hard_model.finished:
        hard_model.step()
        total = hard_model.ledger.authority_total
        out = total("refused") + total("abandoned") + total("resolved") + total("closed_early")
        inside = _count(hard_model.state, WAITING, OPEN, WITH_PROVIDER)
        assert (total("referrals") - out == inside).all()


def test_funded_posts_are_vacant_permanent_or_agency(hard_model: PolicyModel) -> None:
    rows = len(hard_model.state.workers)
    while not hard_model.finished:
        hard_model.step()
        state = hard_model.state
        status = state.workers["status"]
        assert len(status) == rows == np.bincount(status, minlength=4).sum()
        funded = per_authority(state, "workers", status != UNFUNDED)
        assert (funded == state.managers["funded_posts"]).all()
        empty = np.isin(status, (UNFUNDED, VACANT))
        for field in ("cases", "absent"):
            assert not state.workers[field][empty].any(), field


def test_permanent_staff_change_by_starters_and_leavers(hard_model: PolicyModel) -> None:
    def permanent(state: State) -> np.ndarray:
        return per_authority(state, "workers", state.workers["status"] == PERMANENT)

    moves = 0
    while not hard_model.finished:
        before = permanent(hard_model.state)
        hard_model.step()
        managers = hard_model.state.managers
        assert (
            permanent(hard_model.state) == before + managers["recruits"] - managers["leavers"]
        ).all()
        moves += managers["recruits"].sum() + managers["leavers"].sum()
    assert moves > 0
    total = hard_model.ledger.authority_total
    assert total("recruits").sum() + total("leavers").sum() == moves
