"""Every function of the vocabulary, on ledgers made by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from calibration.statistics import FUNCTIONS, Statistic
from sim.ledger import Ledger
from tests.calibration.hand_made import STEPS, caseloads, durations, ledger


def value(
    text: str, made: Ledger, period: tuple[float, float] | None = None, **more: object
) -> float:
    """The value with chance left in, over all years of the ledger."""
    period = period or (2017.0, 2017.0 + len(made.window_start))
    return Statistic(f"as_simulated({text})").value(made, period, **more)  # type: ignore[arg-type]


ONE_YEAR = caseloads([[10, 12, 14, 16, 23]])
THREE = caseloads([[10, 20, 30], [12, 18, 33], [8, 25, 27]])
GROWING = caseloads([[10, 10], [12, 12], [15, 15], [16, 16]])
SCORES = np.array([2.0, -1.0, 0.0, 1.0, -2.0])

CASES = [
    ("national(caseload)", ONE_YEAR, 15.0),
    ("caseload", ONE_YEAR, 15.0),
    ("mean(caseload)", ONE_YEAR, 15.0),
    ("median(caseload)", ONE_YEAR, 14.0),
    ("quantile(caseload, 0.25)", ONE_YEAR, 12.0),
    ("sd(caseload)", ONE_YEAR, math.sqrt(25.0)),
    ("variance(caseload)", ONE_YEAR, 25.0),
    ("iqr(caseload)", ONE_YEAR, 4.0),
    ("cv(caseload)", ONE_YEAR, 100.0 / 3.0),
    ("skewness(caseload)", ONE_YEAR, 360.0 / 5.0 / 20.0**1.5),
    ("kurtosis(caseload)", ONE_YEAR, (625 + 81 + 1 + 1 + 4096) / 5.0 / 400.0 - 3.0),
    ("gini(caseload)", ONE_YEAR, (10 * -4 + 12 * -2 + 16 * 2 + 23 * 4) / (5 * 75.0)),
    ("minimum(caseload)", ONE_YEAR, 10.0),
    ("maximum(caseload)", ONE_YEAR, 23.0),
    ("share(caseload, 12, 16)", ONE_YEAR, 60.0),
    ("share_above(caseload, 14)", ONE_YEAR, 40.0),
    ("share_below(caseload, 14)", ONE_YEAR, 40.0),
    ("mean(caseload)", THREE, 61.0 / 3.0),
    ("sd(caseload)", THREE, np.std(
        [[10, 20, 30], [12, 18, 33], [8, 25, 27]], axis=1, ddof=1).mean()),
    ("between_sd(caseload)", THREE, np.std([10, 21, 30], ddof=1)),
    ("within_sd(caseload)", THREE, math.sqrt((4.0 + 13.0 + 9.0) / 3.0)),
    ("persistence(caseload)", THREE, np.mean([
        np.corrcoef([10, 20, 30], [12, 18, 33])[0, 1], np.corrcoef([12, 18, 33], [8, 25, 27])[0, 1],
    ])),
    ("persistence(caseload, 2)", THREE, np.corrcoef([10, 20, 30], [8, 25, 27])[0, 1]),
    ("change_sd(caseload)", THREE, math.sqrt(np.mean([
        np.var([2, -2, 3], ddof=1), np.var([-4, 7, -6], ddof=1),
    ]))),
    ("change(caseload)", GROWING, 6.0),
    ("change(caseload, 2018, 2019)", GROWING, 3.0),
    ("percentage_change(caseload, 2017, 2019)", GROWING, 50.0),
    ("ratio(caseload, 2017, 2020)", GROWING, 1.6),
    ("trend(caseload)", GROWING, (-1.5 * 10 - 0.5 * 12 + 0.5 * 15 + 1.5 * 16) / 5.0),
    ("sd_over_years(caseload)", GROWING, np.std([10, 12, 15, 16], ddof=1)),
    ("autocorrelation(caseload)", GROWING, np.corrcoef([10, 12, 15], [12, 15, 16])[0, 1]),
    ("at(caseload, 2018)", GROWING, 12.0),
    ("at(caseload, 2018, 2019)", GROWING, 13.5),
    ("before_after(caseload, 2019)", GROWING, 3.0),
    ("before_after(caseload, 2019, 2)", GROWING, 15.5 - 11.0),
    ("before_after(caseload, 2018, 1, 1)", GROWING, 5.0),
    ("before_after_ratio(caseload, 2019)", GROWING, 15.0 / 12.0),
    ("change(sd(caseload), 2017, 2018)", THREE, np.std([12, 18, 33], ddof=1) - 10.0),
]  # fmt: skip


@pytest.mark.parametrize(("text", "made", "expected"), CASES)
def test_a_statistic_is_what_its_name_says(text: str, made: Ledger, expected: float) -> None:
    assert value(text, made) == pytest.approx(expected)


def test_recovery_is_the_share_of_what_changed_that_went_back() -> None:
    shaken = caseloads([[10], [20], [12]])
    assert value("recovered(caseload, 2018, 2019)", shaken) == pytest.approx(80.0)


def test_two_quantities_across_authorities() -> None:
    permanent = np.array([[80.0, 90.0, 60.0, 70.0]]) * STEPS
    made = ledger(
        4, 1, permanent=permanent, funded=100.0 * STEPS,
        leavers=np.array([[8.0, 5.4, 12.0, 14.0]]), referrals=[10.0, 20.0, 30.0, 40.0],
        re_referrals=[1.0, 4.0, 9.0, 16.0],
    )  # fmt: skip
    vacancy, turnover = [20.0, 10.0, 40.0, 30.0], [10.0, 6.0, 20.0, 20.0]
    pearson = np.corrcoef(vacancy, turnover)[0, 1]
    assert value("correlation(vacancy, turnover)", made) == pytest.approx(pearson)
    assert value("between_correlation(vacancy, turnover)", made) == pytest.approx(pearson)
    assert value("rank_correlation(vacancy, turnover)", made) == pytest.approx(
        np.corrcoef([2, 1, 4, 3], [2, 1, 3.5, 3.5])[0, 1]
    )
    assert value("slope(turnover, vacancy)", made) == pytest.approx(
        np.polyfit(vacancy, turnover, 1)[0]
    )
    assert value("elasticity(turnover, vacancy)", made) == pytest.approx(
        np.polyfit(np.log(vacancy), np.log(turnover), 1)[0]
    )
    assert value("re_referral", made) == pytest.approx(30.0)
    assert value("mean(re_referral)", made) == pytest.approx(25.0)
    assert value("highest(turnover, vacancy, 0.25)", made) == pytest.approx(20.0)
    assert value("lowest(turnover, vacancy, 0.25)", made) == pytest.approx(6.0)
    assert value("group_gap(turnover, vacancy, 0.5)", made) == pytest.approx(12.0)


def test_a_correlation_with_a_lag_and_one_of_changes() -> None:
    made = caseloads([[10, 20, 30], [20, 10, 40], [20, 40, 10]])
    made.authority["leavers"] = np.array([[5, 5, 6], [10, 20, 30], [20, 10, 40]], float)
    lagged = value("correlation(caseload, turnover, 1)", made)
    assert lagged == pytest.approx(1.0)
    caseload, leavers = [10, -10, 10, 0, 30, -30], [5, 15, 24, 10, -10, 10]
    assert value("change_correlation(caseload, turnover)", made) == pytest.approx(
        np.corrcoef(caseload, leavers)[0, 1]
    )


def test_groups_by_deprivation() -> None:
    assert value("most_deprived(caseload)", ONE_YEAR, deprivation=SCORES) == pytest.approx(10.0)
    assert value("least_deprived(caseload, 0.4)", ONE_YEAR, deprivation=SCORES) == 17.5
    assert value("deprivation_gap(caseload)", ONE_YEAR, deprivation=SCORES) == pytest.approx(-13.0)
    assert value("correlation(deprivation, caseload)", ONE_YEAR, deprivation=SCORES) < -0.6
    assert math.isnan(value("deprivation_gap(caseload)", ONE_YEAR))


def test_what_follows_an_audit() -> None:
    made = caseloads([[10, 10, 10], [11, 11, 11], [18, 12, 12], [19, 13, 13]])
    made.authority["audits"][1, 0] = 1
    assert value("after_audit(caseload, 1)", made) == pytest.approx(18.0)
    assert value("after_audit(caseload, 2)", made) == pytest.approx(19.0)
    assert value("audit_response(caseload, 1)", made) == pytest.approx(8.0 - 2.0)
    assert value("audit_interval", made) == pytest.approx(12.0)


def test_durations() -> None:
    made = durations({4: 25, 9: 50, 10: 20, 20: 5})
    assert value("duration(0.25)", made) == pytest.approx(4.0)
    assert value("duration_days(0.5)", made) == pytest.approx(42.5)
    assert value("share_within(45)", made) == pytest.approx(75.0)
    assert value("share_within(50) - share_within(45)", made) == pytest.approx(20.0)
    assert value("bunching()", made) == pytest.approx(2.5)
    assert value("bunching(45)", made) == pytest.approx(2.5)
    assert value("duration_mean()", made) == pytest.approx(
        5 * (3.5 * 25 + 8.5 * 50 + 9.5 * 20 + 19.5 * 5) / 100
    )
    assert math.isnan(value("bunching()", durations({4: 3})))
    assert math.isnan(value("duration(0.5)", durations({})))


def test_official_rates_of_the_workforce() -> None:
    made = ledger(
        1, 1, permanent=80 * STEPS, agency=10 * STEPS, funded=100 * STEPS, leavers=12, recruits=8,
        absent=3 * STEPS, budget=120, citizens=4000 * STEPS, audits=2,
    )  # fmt: skip
    expected = {
        "turnover": 15.0, "vacancy": 20.0, "agency": 100 / 9, "agency_cover": 50.0,
        "absence": 100 / 30, "recruitment": 10.0, "funding": 30.0, "staff": 90.0,
        "funded_posts": 100.0,
        "audits": 2.0, "audit_interval": 0.5,
    }  # fmt: skip
    assert {name: value(name, made) for name in expected} == pytest.approx(expected)


def test_arithmetic_of_quantities_and_of_statistics() -> None:
    made = ledger(
        2, 1, assessments=[100, 300], assessments_on_time=[90, 150], felt=[0.4, 0.6],
        experiencing=1.0,
    )  # fmt: skip
    assert value("timeliness_reported - experience", made) == pytest.approx(60.0 - 50.0)
    assert value("mean(timeliness_reported - experience)", made) == pytest.approx(20.0)
    assert value("maximum(timeliness_reported) / minimum(timeliness_reported)", made) == (
        pytest.approx(1.8)
    )
    assert value("-experience + 2 * experience", made) == pytest.approx(50.0)


@pytest.mark.parametrize("function", list(FUNCTIONS.values()), ids=list(FUNCTIONS))
def test_an_empty_world_has_no_value_and_raises_nothing(function: object) -> None:
    texts = {"quantity": "caseload", "other": "vacancy", "value": "caseload", "p": "0.5",
             "date": "2018", "start": "2018", "end": "2019", "low": "1", "high": "2",
             "bound": "1", "staff": "100", "working_days": "45"}  # fmt: skip
    given = [texts[each.name] for each in function.arguments if each.default is None]  # type: ignore[attr-defined]
    text = f"{function.name}({', '.join(given)})"  # type: ignore[attr-defined]
    assert math.isnan(Statistic(text).value(ledger(3, 3), (2017.0, 2020.0)))
    assert math.isnan(Statistic(text).value(ledger(3, 3), (1990.0, 1993.0)))


def test_years_that_are_not_observed_are_undefined() -> None:
    assert math.isnan(value("change(caseload, 2017, 2030)", GROWING))
    assert math.isnan(value("before_after(caseload, 2020, 2)", GROWING))
    assert math.isnan(value("at(caseload, 2019, 2025)", GROWING))


def test_a_date_within_a_year_needs_windows_that_begin_there() -> None:
    assert math.isnan(value("before_after(caseload, 2018.5)", GROWING))
    quarters = np.arange(2017.0, 2021.0, 0.25)
    fine = Ledger(
        quarters, np.repeat(GROWING.authority, 4, axis=0), np.repeat(GROWING.domain, 4, axis=0),
        GROWING.names,
    )  # fmt: skip
    assert value("before_after(caseload, 2018.5)", fine, (2017.0, 2021.0)) == pytest.approx(2.5)
    assert value("sd(caseload)", fine, (2017.0, 2021.0)) == pytest.approx(0.0)
