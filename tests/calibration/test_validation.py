"""What is run for a table of targets, and how a row is judged."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from calibration.statistics import Statistic
from calibration.targets import Target, read_targets, shipped
from calibration.validation import make_plan
from calibration.validation.row import Row
from experiments.studies.ledgers import by_period
from sim.errors import InputError
from sim.ledger import Ledger
from tests.calibration.hand_made import caseloads

TARGET = Target(
    "A", "caseload", Statistic("caseload"), 10.0, 2.0, 8.0, 12.0, period=(2017.0, 2019.0)
)


def row(target: Target, values: list[float], *, fitted: bool = False) -> Row:
    return Row(target, np.array(values), (2017.0, 2019.0), True, fitted, "england")


def test_every_draw_is_a_run_with_chances_of_its_own() -> None:
    plan = make_plan([TARGET], points=[{"grant": 0.9}, {"grant": 1.0}, {"grant": 1.1}])
    runs = list(plan.designs["england"].runs())
    assert [run.replicate for run in runs] == [0, 1, 2]
    assert [run.case.point["grant"] for run in runs] == [0.9, 1.0, 1.1]
    assert plan.drawn
    assert not make_plan([TARGET], draws=4).drawn
    assert [run.replicate for run in make_plan([TARGET], draws=4).designs["england"].runs()] == [
        0, 1, 2, 3,
    ]  # fmt: skip


def test_scenarios_that_targets_name_are_run_too() -> None:
    named = replace(TARGET, id="B", scenario="targets_and_terror")
    unknown = replace(TARGET, id="C", scenario="austerity", statistic=None)
    assert set(make_plan([TARGET, named, unknown]).designs) == {"england", "targets_and_terror"}
    with pytest.raises(InputError, match="englund"):
        make_plan([TARGET], scenario="englund")


def test_quarters_are_kept_only_where_a_date_lies_within_a_year() -> None:
    fine = replace(TARGET, statistic=Statistic("before_after(trust, 2019.5)"))
    kept = [make_plan([each]).designs["england"].kept for each in (TARGET, fine)]
    assert [each.series for each in kept] == ["yearly", "quarterly"]
    assert all(each.sums for each in kept)


def test_a_row_is_judged_by_its_median() -> None:
    found = row(TARGET, [9.0, 11.0, 15.0])
    assert (found.verdict, found.median) == ("inside", 11.0)
    assert found.share_inside == pytest.approx(2 / 3)
    assert row(TARGET, [13.0, 11.0, 15.0]).verdict == "outside"
    assert row(TARGET, [np.nan, np.nan]).verdict == "undefined"
    assert row(TARGET, [np.nan, 9.0]).share_inside == 0.5
    assert row(replace(TARGET, low=np.nan, high=np.nan), [9.0]).verdict == "not judged"
    assert row(replace(TARGET, statistic=None), []).verdict == "not computed"


def test_what_was_fitted_or_put_in_does_not_count() -> None:
    assert row(TARGET, [9.0]).counts
    assert not row(TARGET, [9.0], fitted=True).counts
    assert not row(replace(TARGET, role="parameter audit_rate"), [9.0]).counts
    assert not row(replace(TARGET, statistic=None), []).counts


def test_yearly_and_quarterly_ledgers_give_the_same() -> None:
    years = caseloads([[10, 20, 31], [12, 18, 33], [8, 25, 27], [9, 22, 30]])
    draws = np.random.default_rng(1)
    quarters = Ledger(
        np.arange(2017.0, 2021.0, 0.25),
        np.repeat(years.authority, 4, axis=0),
        np.repeat(years.domain, 4, axis=0),
        years.names,
    )
    quarters.authority["steps"], quarters.authority["years"] = 13.0, 0.25
    for name in ("open_cases", "permanent", "referrals", "re_referrals", "leavers", "assessments"):
        quarters.authority[name] = draws.integers(100, 900, (16, 3))
    quarters.authority["durations"] = draws.integers(1, 9, (16, 3, 26))
    starts = np.arange(2017.0, 2021.0)
    summed = by_period(quarters, starts, starts + 1.0)
    texts = [str(each.statistic) for each in read_targets(shipped("england_children"))]
    more = ["persistence(caseload)", "trend(turnover)", "change(sd(caseload), 2017, 2020)",
            "correlation(turnover, re_referral)", "before_after(caseload, 2019)"]  # fmt: skip
    for text in [*texts, *more]:
        values = [Statistic(text).value(ledger, (2017.0, 2021.0)) for ledger in (quarters, summed)]
        assert values[0] == pytest.approx(values[1], nan_ok=True), text
