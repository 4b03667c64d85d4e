"""Limits of the rules that are known in closed form, on the rules and through the model."""

from __future__ import annotations

import math

import numpy as np
import pytest

from benchmarks.limits.gaming import finished_tasks
from benchmarks.limits.norms import ELASTICITY, EROSION, OVERLOAD, norms
from benchmarks.limits.oliva_sterman import eroded
from benchmarks.limits.reports import honest_reports, reliability, slope, true_performance
from benchmarks.limits.trust import encounters, mean_trust
from sim.citizens.record import ASSESSMENT, REVIEW
from sim.citizens.rules import next_trust
from sim.draws import Purpose, keys, uniform
from sim.reporting.rules import redating_window
from sim.workers.rules import next_norm, time_per_case
from tests.sim.worlds import make


def _eroded(weeks: float) -> float:
    """Return norm(t) / norm(0) for homogeneous workers under a constant load."""
    return float(eroded(OVERLOAD, np.array(weeks), ELASTICITY, EROSION))


@pytest.mark.parametrize("weeks", [26, 52, 104])
def test_norms_erode_as_the_closed_form_says_on_the_rules(weeks: int) -> None:
    norm, step = 1.0, 0.01
    for _ in range(round(weeks / step)):
        given = time_per_case(norm, OVERLOAD * norm, ELASTICITY, 0.0)
        norm = next_norm(norm, given, EROSION, 1000.0, step)
    assert norm == pytest.approx(_eroded(weeks), abs=2e-4)


def test_norms_erode_as_the_closed_form_says_through_the_model() -> None:
    """Homogeneous workers, constant load, nobody leaves: three posts of twenty cases each."""
    weeks = np.array([26, 52, 103.9])
    for row, week in zip(norms(1040, weeks), weeks, strict=True):
        np.testing.assert_allclose(row, _eroded(week), atol=5e-4)


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
    trust = encounters(0.6, citizens=1500, years=12).run().state.citizens["trust"]
    error = trust.std() / math.sqrt(1500)
    assert trust.mean() == pytest.approx(mean_trust(np.array(0.6)), abs=5 * error)
    assert error < 0.002


def test_the_redating_window_balances_gain_against_sanction_and_conscience() -> None:
    """At the edge the gain P - c equals ``a F w + iota w**2 / 2``; up to c there is no window."""
    for pressure, audits, sanction, integrity in ((0.5, 0.2, 1, 0.2), (1, 3, 2, 5), (0.1, 0, 1, 9)):
        for reluctance in (0.0, 0.05):
            w = redating_window(pressure, reluctance, audits, sanction, integrity)
            gain = pressure - reluctance
            assert audits * sanction * w + integrity * w * w / 2 == pytest.approx(gain)
    assert redating_window(0.0, 0.0, 0.23, 1.0, 0.2) == 0.0
    assert redating_window(0.4, 0.4, 0.0, 0.0, 0.2) == 0.0
    assert redating_window(0.3, 0.4, 0.23, 1.0, 0.2) == 0.0


def test_exactly_the_mass_within_the_window_is_redated() -> None:
    """The excess on time is ``F(deadline + w) - F(deadline)``, and nothing is left in the gap."""
    window = redating_window(0.7, 0.1, 0.5, 0.5, 0.2)
    rules = {"integrity": 0.2, "audit_rate": 0.5, "sanction": 0.5, "redating_reluctance": 0.1}
    late = np.linspace(-9, 9, 4000)
    kinds = np.where(np.arange(4000) % 2, ASSESSMENT, REVIEW)
    model = finished_tasks(late, kinds, 0.7, **rules)
    model.step()
    manager = model.state.managers
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
    low = {"redating_reluctance": 0.0, "integrity": 0.01, "audit_rate": 0.0, "demand": 3.0}
    honest = make(low | {"accountability_stakes": 0.0}).run().ledger.authority_total
    pressed = make(low | {"accountability_stakes": 1.0}).run().ledger.authority_total
    assert honest("redated").sum() == 0
    assert pressed("redated").sum() > 0


@pytest.mark.parametrize("noise", [0.03, 0.05, 0.1])
def test_the_slope_of_true_on_reported_performance_is_the_reliability(noise: float) -> None:
    """Without gaming, regression to the mean: true variance over reported variance."""
    true = true_performance(400)
    model = honest_reports(noise, true, years=4)
    managers = model.state.managers
    model.run()
    np.testing.assert_allclose(managers["counted"], true)
    steep, _ = slope(true, managers["reported"])
    assert steep == pytest.approx(reliability(np.array(noise)), abs=0.05)
