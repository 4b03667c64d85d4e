"""The order of the week, and what a researcher may do to it."""

from __future__ import annotations

import pytest

from sim.errors import InputError
from sim.managers.translate_plan import translate_plan
from sim.state import State
from sim.week import Week, standard_stages
from tests.sim.worlds import make, same

ORDER = [
    "set_agenda", "translate_plan", "fund_posts", "set_threshold", "press", "develop_needs",
    "seek_help", "screen_and_allocate", "plan_week", "do_casework", "experience_encounter",
    "close_cases", "strain_and_leave", "record_and_report", "audit_and_believe", "observe",
]  # fmt: skip


def test_the_order_of_the_week() -> None:
    assert Week().names == ORDER
    assert [stage.name for stage in Week()] == ORDER
    assert all(stage.function.__name__ == stage.name for stage in standard_stages())


def test_a_stage_is_replaced_by_a_plain_function() -> None:
    """Local plans that are national priorities to the letter."""

    def obey(state: State) -> None:
        state.managers["plan"] = state.centre["agenda"][0]

    model = make({"policy_churn": 6.0})
    model.week.replace("translate_plan", obey)
    assert model.week.names == ORDER
    model.run()
    assert (model.state.managers["plan"] == model.state.centre["agenda"]).all()
    other = make({"policy_churn": 6.0}).run()
    assert (other.state.managers["plan"] != other.state.centre["agenda"]).any()


def test_a_stage_replaced_by_itself_for_all_authorities_leaves_every_byte() -> None:
    model = make()
    model.week.replace("translate_plan", lambda s: translate_plan(s, 0, len(s.managers)))
    assert same(model.run().state, make().run().state) == []


def test_stages_are_inserted_before_and_after() -> None:
    model = make(years=0.25)
    calls: list[str] = []
    model.week.insert("first", lambda state: calls.append("first"), before="set_agenda")
    model.week.insert("last", lambda state: calls.append("last"), after="observe")
    model.week.insert("middle", lambda state: calls.append("middle"), after="plan_week")
    assert model.week.names.index("middle") == model.week.names.index("plan_week") + 1
    model.run()
    assert calls == ["first", "middle", "last"] * 13
    assert same(model.state, make(years=0.25).run().state) == []


def test_an_inserted_stage_sees_what_went_before_and_moves_what_comes_after() -> None:
    """A week without work after the plan of the week is a week without hours."""
    model = make()

    def strike(state: State) -> None:
        assert state.workers["budget_hours"].any()
        state.workers["budget_hours"] = 0.0

    model.week.insert("strike", strike, after="plan_week")
    assert model.run().ledger.authority_total("worked_hours").sum() == 0


def test_a_removed_stage_does_not_happen() -> None:
    model = make()
    model.week.remove("seek_help")
    assert "seek_help" not in model.week.names
    assert model.run().ledger.authority_total("referrals").sum() == 0


def test_an_unknown_stage_is_refused_with_the_nearest_names() -> None:
    week = Week()
    for act in (
        lambda: week.replace("plan_weak", print),
        lambda: week.remove("plan_weak"),
        lambda: week.insert("new", print, after="plan_weak"),
        lambda: week.insert("new", print, before="plan_weak"),
    ):
        with pytest.raises(InputError, match="unknown stage 'plan_weak'") as caught:
            act()
        assert "'plan_week'" in caught.value.remedy
    assert week.names == ORDER


def test_a_stage_without_place_name_or_function_is_refused() -> None:
    week = Week()
    for act in (
        lambda: week.insert("new", print),
        lambda: week.insert("new", print, after="press", before="press"),
        lambda: week.insert("press", print, after="press"),
        lambda: week.replace("press", "not a function"),  # type: ignore[arg-type]
        lambda: week.insert("new", None, after="press"),  # type: ignore[arg-type]
    ):
        with pytest.raises(InputError) as caught:
            act()
        assert caught.value.remedy
    assert week.names == ORDER


def test_authorities_go_through_the_same_week_at_once_and_stage_by_stage() -> None:
    at_once, by_stage = make(years=2), make(years=2)
    by_stage.week.timed = True
    assert same(at_once.run().state, by_stage.run().state) == []


PLACES = [{"before": ORDER[0]}, *({"after": name} for name in ORDER)]


def _be_influenced(state: State) -> None:
    """Let whatever the other stages have written last act on what they read next."""
    state.workers["strain"] *= 1 - 0.1 * state.centre["believed"].mean()
    state.managers["threshold"] *= 1 + 0.001 * state.managers["allocated"]
    state.citizens["trust"] *= 0.999 - 0.01 * state.citizens["task_hours"].mean()


@pytest.mark.parametrize("threads", [1, 2])
@pytest.mark.parametrize("place", PLACES, ids=str)
def test_a_stage_of_ones_own_does_the_same_at_once_and_stage_by_stage(
    place: dict[str, str], threads: int
) -> None:
    """Before, between and behind the stages that an authority goes through at once."""
    at_once, by_stage = make(years=0.5, threads=threads), make(years=0.5)
    for model in (at_once, by_stage):
        model.week.insert("mine", _be_influenced, **place)
    by_stage.week.timed = True
    assert same(at_once.run().state, by_stage.run().state) == []
    assert same(at_once.state, make(years=0.5).run().state) != []


def test_a_week_without_its_first_stage_is_the_same_at_once_and_stage_by_stage() -> None:
    at_once, by_stage = make(years=0.5), make(years=0.5)
    for model in (at_once, by_stage):
        model.week.remove("set_agenda")
    by_stage.week.timed = True
    assert same(at_once.run().state, by_stage.run().state) == []


def test_every_stage_is_timed_on_demand() -> None:
    model = make()
    model.week.insert("mine", lambda state: None, after="press")
    model.run_for(4)
    assert set(model.week.seconds().values()) == {0.0}
    model.week.timed = True
    model.run()
    seconds = model.week.seconds()
    assert list(seconds) == model.week.names
    assert all(value > 0.0 for value in seconds.values())


def test_a_copy_has_the_same_stages_and_a_clock_of_its_own() -> None:
    model = make(years=0.25)
    model.week.insert("mine", lambda state: None, after="press")
    model.week.timed = True
    model.run()
    copy = model.week.copy()
    assert copy.names == model.week.names
    assert set(copy.seconds().values()) == {0.0}
    copy.remove("mine")
    assert "mine" in model.week.names


def test_an_error_in_a_stage_is_not_swallowed_with_threads_either() -> None:
    def fail(state: State) -> None:
        raise RuntimeError("from the stage")

    for threads in (1, 2):
        model = make(threads=threads)
        model.week.replace("press", fail)
        with pytest.raises(RuntimeError, match="from the stage"):
            model.step()
