"""Hours, money and records add up in every step, under any setting."""

from __future__ import annotations

import numpy as np
import pytest

from sim.citizens.record import NOT_SEEN, OPEN, WITH_PROVIDER
from sim.declaration import DOMAINS
from sim.model import PolicyModel
from sim.state import State
from sim.workers.record import AGENCY, PERMANENT
from tests.sim.worlds import SMALL, make, per_authority, watch


def _by_worker(state: State, values: np.ndarray) -> np.ndarray:
    held = state.citizens["status"] == OPEN
    return np.bincount(
        state.citizens["worker"][held], weights=values[held], minlength=len(state.workers)
    )


def test_hours_given_to_cases_are_the_hours_worked(hard_model: PolicyModel) -> None:
    def worked(state: State) -> float:
        workers, citizens = state.workers, state.citizens
        for field in ("task_hours", "relational_hours"):
            assert (citizens[field] >= 0).all()
            given = _by_worker(state, citizens[field])
            np.testing.assert_allclose(workers[field], given, atol=1e-8)
        total = workers["task_hours"] + workers["relational_hours"]
        assert (total <= workers["budget_hours"] + 1e-8).all()
        seen = _by_worker(state, (citizens["contact"] != NOT_SEEN).astype(float))
        assert (seen == workers["seen"]).all()
        assert (workers["rejected"] <= workers["seen"]).all()
        assert (workers["available_hours"] <= workers["nominal_hours"] + 1e-9).all()
        at_work = np.isin(workers["status"], (PERMANENT, AGENCY)) & (workers["absent"] == 0)
        for hours in (total, workers["available_hours"], workers["budget_hours"]):
            assert not hours[~at_work].any()
        return float(total.sum())

    hours = watch(hard_model, worked, "do_casework")
    hard_model.run()
    assert sum(hours) > 0


def test_domains_split_the_hours_of_own_workers_and_providers(hard_model: PolicyModel) -> None:
    def split(state: State) -> None:
        citizens = state.citizens
        served = np.isin(citizens["status"], (OPEN, WITH_PROVIDER))
        for field in ("task_hours", "relational_hours"):
            for k in range(len(DOMAINS)):
                mine = np.where(served & (citizens["domain"] == k), citizens[field], 0.0)
                weekly = per_authority(state, "citizens", mine)
                np.testing.assert_allclose(
                    state.managers[field][:, k], weekly * state.clock[0]["weeks"], atol=1e-8
                )

    watch(hard_model, split, "do_casework")
    hard_model.run()


def test_the_ledger_keeps_all_hours_also_of_those_who_leave_in_the_week() -> None:
    """Hours worked in a week in which the worker then leaves were worked all the same."""
    model = make({"provider_fragmentation": 0.0, "exit_base": 2.0, "agency_turnover": 6.0}).run()
    total = model.ledger.domain_total("task_hours") + model.ledger.domain_total("relational_hours")
    worked = model.ledger.authority_total("worked_hours")
    np.testing.assert_allclose(worked, total.sum(axis=1), rtol=1e-9)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_providers_give_no_more_hours_than_the_contract_buys(share: float) -> None:
    model = make({"provider_fragmentation": share, "hostility": 0.0})

    def given_and_bought(state: State) -> tuple[np.ndarray, np.ndarray]:
        hours = state.citizens["task_hours"] + state.citizens["relational_hours"]
        theirs = np.where(state.citizens["status"] == WITH_PROVIDER, hours, 0.0)
        s = state.settings
        week = s["contract_hours"] * (1 - s["overhead"] - s["recording_burden"])
        return per_authority(state, "citizens", theirs), state.managers["contract_money"] * week

    seen = watch(model, given_and_bought, "do_casework")
    model.run()
    given, bought = (np.array(side) for side in zip(*seen, strict=True))
    assert given.sum() > 0
    assert (given <= bought * (1 + 1e-9)).all()


def test_the_budget_is_spent_or_kept_to_the_last_penny(hard_model: PolicyModel) -> None:
    while not hard_model.finished:
        hard_model.step()
        state = hard_model.state
        m = state.managers
        parts = ("training_money", "analytics_money", "contract_money", "payroll", "reserve")
        np.testing.assert_allclose(m["budget"], sum(m[part] for part in parts), rtol=1e-12)
        plain = state.settings["establishment"] == 1.0
        np.testing.assert_allclose(
            m["budget"][plain], (m["base_budget"] * m["grant"])[plain], rtol=1e-12
        )
        for part in parts[:-1]:
            assert (m[part] >= 0).all(), part
    total = hard_model.ledger.authority_total
    np.testing.assert_allclose(total("budget"), sum(total(part) for part in parts), rtol=1e-9)


def test_the_payroll_pays_everybody_in_post(hard_model: PolicyModel) -> None:
    def pay(state: State) -> None:
        status = state.workers["status"]
        permanent = per_authority(state, "workers", status == PERMANENT)
        agency = per_authority(state, "workers", status == AGENCY)
        due = permanent + state.settings["agency_premium"] * agency
        np.testing.assert_allclose(state.managers["payroll"], due, rtol=1e-12)

    watch(hard_model, pay, "fund_posts")
    hard_model.run()


def test_targeting_moves_money_and_makes_none() -> None:
    model = make(
        {
            "grant_targeting": 1.0,
            "grant_redistribution": 0.5,
            "deprivation_drift": 1.0,
            "index_age": 0,
        }
    )
    while not model.finished:
        model.step()
        m = model.state.managers
        assert m["budget"].sum() == pytest.approx(m["base_budget"].sum(), rel=1e-12)
    assert np.ptp(m["grant"]) > 0.1


def test_records_are_finished_tasks_less_what_providers_lose(hard_model: PolicyModel) -> None:
    hard_model.run()
    total = hard_model.ledger.authority_total
    finished = hard_model.ledger.domain_total("finished").sum(axis=1)
    assert (total("recorded") <= finished).all()
    assert (total("durations").sum(axis=1) == total("assessments")).all()
    assert (total("assessments_on_time") <= total("assessments")).all()
    assert total("recorded").sum() > 0
    if hard_model.schedule.base["provider_completeness"] < 0.6:
        assert total("recorded").sum() < finished.sum()


def test_records_made_on_time_are_those_on_time_and_those_redated() -> None:
    model = make(
        {"provider_completeness": 1.0, "provider_record_error": 0.0, "accountability_stakes": 1.0},
        world=SMALL,
    )
    before = watch(
        model, lambda s: s.citizens[s.citizens["finished"] > 0].copy(), "strain_and_leave"
    )
    after = watch(model, lambda s: s.managers.copy(), "record_and_report")
    model.run()
    redated = 0
    for tasks, managers in zip(before, after, strict=True):
        on_time = (tasks["task_finished"] <= tasks["task_due"]).sum()
        assert managers["finished"].sum() == managers["recorded"].sum() == len(tasks)
        assert managers["finished_on_time"].sum() == on_time
        redated += managers["redated"].sum()
    total = model.ledger.authority_total
    extra = total("assessments_on_time") - total("assessments_counted_on_time")
    assert 0 < extra.sum() <= redated


def test_a_task_finished_as_the_need_ends_keeps_its_deadline() -> None:
    """With two years allowed, nothing is late: nor what is finished in the week of the closure."""
    model = make({"deadline_weeks": 100.0, "effectiveness": 10.0}, years=1.5)
    total = model.run().ledger.authority_total
    assert total("assessments").sum() > 0
    assert total("assessments_counted_on_time").sum() == total("assessments").sum()
