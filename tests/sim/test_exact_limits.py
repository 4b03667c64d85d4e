"""Limits of the rules that are known in closed form, on the rules and through the model."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim.citizens.record import ASSESSMENT, NO_TASK, NOT_SEEN, OPEN, REVIEW, SEEN
from sim.citizens.rules import next_trust
from sim.draws import Purpose, keys, uniform, uniforms
from sim.model import PolicyModel
from sim.reporting.rules import redating_window
from sim.state import State
from sim.week import Stage
from sim.workers.record import PERMANENT
from sim.workers.rules import next_norm, time_per_case
from sim.world import Council, World
from tests.sim.worlds import make, watch

ALPHA, TAU, OVERLOAD = -0.64, 18.8, 1.2


def _eroded(weeks: float) -> float:
    """Return norm(t) / norm(0) for homogeneous workers under a constant load."""
    start = OVERLOAD**ALPHA
    u = 1 / (1 + (1 / start - 1) * math.exp(-abs(ALPHA) * weeks / TAU))
    return float(u ** (1 / ALPHA) / OVERLOAD)


def test_the_closed_form_gives_the_published_values() -> None:
    assert [round(_eroded(w), 3) for w in (26, 52, 104)] == [0.901, 0.861, 0.838]


@pytest.mark.parametrize("weeks", [26, 52, 104])
def test_norms_erode_as_the_closed_form_says_on_the_rules(weeks: int) -> None:
    norm, step = 1.0, 0.01
    for _ in range(round(weeks / step)):
        given = time_per_case(norm, OVERLOAD * norm, ALPHA)
        norm = next_norm(norm, given, TAU, 1000.0, step)
    assert norm == pytest.approx(_eroded(weeks), abs=2e-4)


def _only(model: PolicyModel, *names: str) -> None:
    """Keep only some stages of the week, so that nothing else disturbs the limit."""
    for name in model.week.names:
        if name not in names:
            model.week.remove(name)


def _open_all(model: PolicyModel) -> None:
    """Open a case for every citizen, evenly over the permanent posts."""
    state = model.state
    rows = np.flatnonzero(state.workers["status"] == PERMANENT)
    citizens = state.citizens
    citizens["status"] = OPEN
    citizens["need"] = 0.5
    citizens["task"] = NO_TASK
    citizens["task_due"] = 1e9
    citizens["worker"] = rows[np.arange(len(citizens)) % len(rows)]
    state.workers["cases"] = np.bincount(citizens["worker"], minlength=len(state.workers))


def test_norms_erode_as_the_closed_form_says_through_the_model() -> None:
    """Homogeneous workers, constant load, nobody leaves: three posts of twenty cases each."""
    hours = 37 * (1 - 0.12 - 0.35)
    model = make(
        {
            "norm_hours": OVERLOAD * hours / 20,
            "contract_hours": 37, "overhead": 0.12, "recording_burden": 0.35,
            "support_hours_share": 0, "stories_heard": 0, "exit_base": 0, "absence_onset": 0,
            "time_elasticity": ALPHA, "norm_erosion_weeks": TAU,
        },
        world=World((Council("One", 3, 60),)),
        steps_per_year=1040,
    )  # fmt: skip
    _only(model, "plan_week", "strain_and_leave")
    _open_all(model)
    norms = watch(model, lambda s: s.workers["norm"][:3] / (OVERLOAD * hours / 20), "plan_week")
    model.run()
    for weeks in (26, 52, 103.9):
        np.testing.assert_allclose(norms[round(20 * weeks)], _eroded(weeks), atol=5e-4)


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_trust_under_good_encounters_at_random_has_the_known_mean(share: float) -> None:
    """``p eta+ / (p eta+ + (1 - p) eta-)``, for surprises of one in either direction."""
    gain, loss, total, rounds = 0.02, 0.05, 0.0, 40_000
    key = keys(5, 0)
    trust = expected = share * gain / (share * gain + (1 - share) * loss)
    for step in range(rounds):
        good = uniform(key, 1, 1, step, Purpose.ASK, 0) < share
        trust = next_trust(trust, 1.0 if good else -1.0, gain, loss)
        total += trust
    assert total / rounds == pytest.approx(expected, abs=0.012)


def test_trust_has_the_known_mean_through_the_model() -> None:
    """Every citizen is seen with chance 0.6, to full content, and is left waiting otherwise."""
    good = 0.6
    model = make(
        {
            "expectation_rate": 0, "neighbour_pull": 0, "waiting_experience": 0, "trust_gain": 0.9,
            "trust_loss": 1.4, "respect_hours": 0.01,
        },
        world=World((Council("One", 1, 1500),)),
        years=12,
    )  # fmt: skip
    _only(model, "experience_encounter")
    _open_all(model)
    model.state.case_list[:] = np.arange(1500)
    model.state.managers["listed"] = 1500
    citizens = model.state.citizens
    citizens["expectation"] = 0.5
    citizens["relational_hours"] = 1e9
    citizens["progress"] = 1.0

    def meet(state: State) -> None:
        draws = np.empty(len(state.citizens))
        uniforms(draws, state.keys, 1, state.clock[0]["step"], Purpose.REJECT)
        state.citizens["contact"] = np.where(draws < good, SEEN, NOT_SEEN)

    model.week.insert("meet", meet, before="experience_encounter")
    model.run()
    gain, loss = (1 - math.exp(-rate / 52) for rate in (0.9, 1.4))
    expected = good * gain / (good * gain + (1 - good) * loss)
    error = citizens["trust"].std() / math.sqrt(1500)
    assert citizens["trust"].mean() == pytest.approx(expected, abs=5 * error)
    assert error < 0.002


def test_the_redating_window_balances_gain_against_sanction_and_conscience() -> None:
    """At the edge the gain P equals ``a F w + iota w**2 / 2``; without P there is no window."""
    for pressure, audits, sanction, integrity in ((0.5, 0.2, 1, 0.2), (1, 3, 2, 5), (0.1, 0, 1, 9)):
        w = redating_window(pressure, audits, sanction, integrity)
        assert audits * sanction * w + integrity * w * w / 2 == pytest.approx(pressure)
    assert redating_window(0.0, 0.23, 1.0, 0.2) == 0.0
    assert redating_window(0.0, 0.0, 0.0, 0.2) == 0.0


def test_exactly_the_mass_within_the_window_is_redated() -> None:
    """The excess on time is ``F(deadline + w) - F(deadline)``, and nothing is left in the gap."""
    model = make(
        {"integrity_spread": 0, "integrity": 0.2, "audit_rate": 0.5, "sanction": 0.5},
        world=World((Council("One", 1, 4000),)),
    )
    _only(model, "record_and_report")
    citizens, manager = model.state.citizens, model.state.managers
    manager["pressure"] = 0.6
    window = redating_window(0.6, 0.5, 0.5, 0.2)
    late = np.linspace(-9, 9, 4000)
    citizens["finished"] = np.where(np.arange(4000) % 2, ASSESSMENT, REVIEW)
    citizens["had_worker"] = 1
    citizens["task_due"] = 9.0
    citizens["task_finished"] = 9.0 + late
    citizens["referred_at"] = 0.0
    model.state.case_list[:] = np.arange(4000)
    manager["listed"] = 4000
    model.step()
    bunched = ((late > 0) & (late <= window)).sum()
    assert 0.5 < window < 8
    assert manager["redated"][0] == bunched > 100
    assert manager["recorded"][0] == 4000
    assert manager["finished_on_time"][0].sum() == (late <= 0).sum()
    # On record, those moved took exactly the weeks allowed.
    assessed = np.where(np.arange(4000) % 2, late, np.inf)
    weeks = 9 + np.where((assessed > 0) & (assessed <= window), 0, assessed)
    expected = [((weeks > w) & (weeks <= w + 1)).sum() for w in range(18)]
    expected[0] += (weeks == 0).sum()
    np.testing.assert_array_equal(manager["durations"][0][:18], expected)


def test_without_stakes_nothing_is_redated_however_bad_the_figures() -> None:
    low = {"target_ratchet": 1.0, "integrity": 0.01, "audit_rate": 0.0, "demand": 3.0}
    honest = make(low | {"accountability_stakes": 0.0}).run().ledger.authority_total
    pressed = make(low | {"accountability_stakes": 1.0}).run().ledger.authority_total
    assert honest("redated").sum() == 0
    assert pressed("redated").sum() > 0


@pytest.mark.parametrize("noise", [0.03, 0.05, 0.1])
def test_the_slope_of_true_on_reported_performance_is_the_reliability(noise: float) -> None:
    """Without gaming, regression to the mean: true variance over reported variance."""
    model = make(
        {"report_noise": noise, "accountability_stakes": 0},
        world=World(tuple(Council(f"C{n}", 1, 1) for n in range(400))),
        years=4,
    )
    _only(model, "fund_posts", "record_and_report")
    managers = model.state.managers
    true = 0.5 + 0.05 * np.random.default_rng(4).standard_normal(managers["counted"].shape)

    def perform(state: State) -> None:
        for count in ("finished_count", "record_count"):
            state.managers[count] = 100.0
        for count in ("counted_on_time", "record_on_time"):
            state.managers[count] = 100.0 * true

    model.week.stages.insert(0, Stage("perform", perform))
    model.run()
    np.testing.assert_allclose(managers["counted"], true)
    slope = np.cov(true.ravel(), managers["reported"].ravel())
    reliability = 0.05**2 / (0.05**2 + noise**2)
    assert slope[0, 1] / slope[1, 1] == pytest.approx(reliability, abs=0.05)
