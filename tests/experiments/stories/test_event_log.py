"""The event log agrees with the ledger to the last event, and watching changes nothing."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

from experiments.stories.kinds import COLUMNS, DETAILS, EVENT, MEANINGS, Kind, Loss, Record
from experiments.stories.log import EventLog, event_log
from scenarios import load
from sim.citizens.record import OPEN, UNSERVED, WAITING, WITH_PROVIDER
from sim.model import PolicyModel
from sim.records import K
from sim.workers.record import AGENCY, PERMANENT
from sim.world import World
from tests.sim.worlds import HARD, hard, make, same


def austerity() -> PolicyModel:
    world = World.even(3, 4)
    scenario = load("austerity")
    return PolicyModel(
        world, changes=scenario.changes(world), years=10, burn_in_years=0.5, first_year=2010
    )


MODELS = {
    **{name: (lambda name=name: hard(name)) for name in HARD},
    "default": lambda: make(years=2),
    "monthly": lambda: make(years=2, steps_per_year=12, threads=2),
    "austerity": austerity,
    "redating": lambda: make(
        {"accountability_stakes": 1.0, "integrity": 0.1, "sanction": 0.2,
         "provider_fragmentation": 0.3, "provider_record_error": 0.5}
    ),
}  # fmt: skip


@pytest.fixture(scope="module", params=list(MODELS))
def watched(request: pytest.FixtureRequest) -> tuple[PolicyModel, EventLog]:
    model = MODELS[request.param]()
    return model, event_log(model)


def counted(log: EventLog, kind: Kind, *details: int) -> np.ndarray:
    """Events of a kind per council; of some details only, where given."""
    events = log.of_kind(kind)
    if details:
        events = events[np.isin(events["detail"], details)]
    return np.bincount(events["council"], minlength=len(log.register.councils))


def test_the_log_agrees_with_the_ledger(watched: tuple[PolicyModel, EventLog]) -> None:
    model, log = watched
    total = model.ledger.authority_total
    on_record = (Record.ON_TIME, Record.LATE, Record.REDATED)
    assessed, reviewed = Kind.ASSESSMENT_FINISHED, Kind.REVIEW_FINISHED
    expected = {
        "referrals": counted(log, Kind.ASKED),
        "re_referrals": counted(log, Kind.ASKED, 1),
        "refused": counted(log, Kind.REFUSED),
        "abandoned": counted(log, Kind.GAVE_UP),
        "allocated": counted(log, Kind.GOT_WORKER) + counted(log, Kind.WENT_TO_PROVIDER),
        "resolved": counted(log, Kind.NEED_MET),
        "closed_early": counted(log, Kind.CLOSED_EARLY),
        "leavers": counted(log, Kind.WORKER_LEFT, PERMANENT)
        + counted(log, Kind.POST_CUT, PERMANENT),
        "recruits": counted(log, Kind.WORKER_BEGAN, PERMANENT),
        "audits": counted(log, Kind.AUDIT_BEGAN),
        "assessments": counted(log, assessed, *on_record),
        "assessments_on_time": counted(log, assessed, Record.ON_TIME, Record.REDATED),
        "recorded": counted(log, assessed, *on_record) + counted(log, reviewed, *on_record),
        "redated": counted(log, assessed, Record.REDATED)
        + counted(log, reviewed, Record.REDATED),
    }  # fmt: skip
    for column, events in expected.items():
        np.testing.assert_array_equal(events, total(column), err_msg=column)


def test_finished_tasks_agree_by_domain(watched: tuple[PolicyModel, EventLog]) -> None:
    model, log = watched
    finished = log.events[
        np.isin(log.events["kind"], [Kind.ASSESSMENT_FINISHED, Kind.REVIEW_FINISHED])
    ]
    for column, which in (("finished", slice(None)), ("finished_on_time", finished["value"] <= 0)):
        cells = np.zeros((len(log.register.councils), K))
        np.add.at(cells, (finished["council"][which], finished["domain"][which]), 1)
        np.testing.assert_array_equal(cells, model.ledger.domain_total(column), err_msg=column)


def test_the_last_events_lead_to_the_last_state(watched: tuple[PolicyModel, EventLog]) -> None:
    model, log = watched
    stands = {
        Kind.NEED_AROSE: UNSERVED, Kind.REFUSED: UNSERVED, Kind.GAVE_UP: UNSERVED,
        Kind.CLOSED_EARLY: UNSERVED, Kind.ACCEPTED: WAITING, Kind.LOST_WORKER: WAITING,
        Kind.CONTRACT_ENDED: WAITING, Kind.GOT_WORKER: OPEN, Kind.WENT_TO_PROVIDER: WITH_PROVIDER,
        Kind.NEED_MET: 0, Kind.NEED_FADED: 0,
    }  # fmt: skip
    status = np.zeros(len(model.state.citizens), np.int8)
    for event in log.events:
        if event["kind"] == Kind.IN_NEED_AT_START:
            status[event["citizen"]] = event["detail"]
        elif event["kind"] in stands:
            status[event["citizen"]] = stands[Kind(event["kind"])]
    np.testing.assert_array_equal(status, model.state.citizens["status"])


def test_staff_events_lead_to_the_last_staff(watched: tuple[PolicyModel, EventLog]) -> None:
    model, log = watched
    kinds = log.events["kind"]
    change = np.isin(kinds, [Kind.WORKER_BEGAN]).astype(int)
    change -= np.isin(kinds, [Kind.WORKER_LEFT, Kind.POST_CUT])
    status = model.state.workers["status"]
    started = sum(council.posts for council in model.world.councils)
    staff = ((status == PERMANENT) | (status == AGENCY)).sum()
    assert started + change.sum() == staff
    lost = log.of_kind(Kind.LOST_WORKER)
    assert set(lost["detail"]) <= set(Loss)
    assert (lost["post"] >= 0).all()


def test_watching_changes_nothing(watched: tuple[PolicyModel, EventLog], request) -> None:  # type: ignore[no-untyped-def]
    model, _ = watched
    name = request.node.callspec.params["watched"]
    alone = MODELS[name]().run()
    assert same(alone.state, model.state) == []
    assert model.week.names == alone.week.names


def test_a_watch_may_begin_and_end_within_a_run() -> None:
    whole = event_log(make(years=2))
    model = make(years=2)
    first = event_log(model, until=0.5)
    second = event_log(model)
    assert first.last_step == second.first_step == 26
    new = second.events[second.events["kind"] != Kind.IN_NEED_AT_START]
    assert np.concatenate([first.events, new]).tobytes() == whole.events.tobytes()
    assert set(second.in_need) <= set(whole.in_need)


def test_an_interrupted_watch_leaves_the_week_as_it_was() -> None:
    def stop(state: object) -> None:
        raise KeyboardInterrupt

    model = make(years=1)
    model.week.insert("stop", stop, after="plan_week")
    names = model.week.names
    with pytest.raises(KeyboardInterrupt):
        event_log(model)
    assert model.week.names == names


def test_the_table_names_what_the_rows_number(tmp_path: Path) -> None:
    log = event_log(make(years=1, first_year=2010))
    table = log.table()
    assert len(table) == len(log.events)
    assert table["event"].value_counts().to_dict() == {
        name: count for name, count in log.counts().items() if count
    }
    for index in range(0, len(table), 97):
        event, row = log.events[index], table.iloc[index]
        assert row["year"] == pytest.approx(2010 + event["step"] / 52)
        if event["citizen"] >= 0:
            name = f"{row['council']}/{row['citizen']}"
            assert log.register.row(name) == event["citizen"]
            assert log.register.citizen(int(event["citizen"])) == name
    log.save(tmp_path / "events.parquet")
    again = pq.read_table(tmp_path / "events.parquet").to_pandas()
    assert list(again.columns) == list(table.columns)
    assert (again["event"].astype(str) == table["event"]).all()
    assert again["value"].equals(table["value"])


def test_every_kind_column_and_detail_is_documented() -> None:
    assert set(MEANINGS) == set(Kind)
    assert list(COLUMNS) == list(EVENT.names or ())
    assert all(DETAILS[kind] for kind in DETAILS)
