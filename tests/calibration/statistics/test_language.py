"""Statistics as text: what is understood, and what a fault says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calibration.statistics import FUNCTIONS, QUANTITIES, Statistic
from sim.errors import InputError


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("caseload", "cases per worker"),
        ("sd( turnover )", "% per year"),
        ("persistence(vacancy, lag=2)", "correlation"),
        ("share(caseload, 10, 15)", "% of authorities"),
        ("quantile(caseload, p=0.9) / quantile(caseload, 0.1)", "ratio"),
        ("sd(duration_days(0.5))", "working days"),
        ("trend(trust)", "0-100 per year"),
        ("100 - share_within(65)", "% of assessments"),
        ("variance(caseload)", "cases per worker squared"),
    ],
)
def test_a_statistic_has_a_unit(text: str, unit: str) -> None:
    assert Statistic(text).unit == unit


def test_spelling_does_not_matter() -> None:
    assert Statistic("persistence( vacancy,lag = 2 )") == Statistic("persistence(vacancy, lag=2)")
    assert hash(Statistic("sd(turnover )")) == hash(Statistic("sd(turnover)"))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("turnovr", "Did you mean 'turnover'"),
        ("quantil(caseload, 0.9)", "Did you mean 'quantile'"),
        ("quantile(caseload)", "Write quantile(quantity, p)"),
        ("quantile(caseload, 90)", "Give a number from 0 to 1"),
        ("persistence(vacancy, 0.5)", "Give a whole number from 1"),
        ("sd", "Write it as sd(quantity)"),
        ("sd(sd(caseload))", "must be a quantity"),
        ("sd(caseload, 3)", "Write sd(quantity)"),
        ("sd(caseload, quantity=vacancy)", "Write sd(quantity)"),
        ("caseload(3)", "takes no arguments"),
        ("sd(caseload", "closed brackets"),
        ("", "closed brackets"),
        ("__import__('os').system('true')", "cannot stand in a statistic"),
        ("caseload.__class__", "cannot stand in a statistic"),
        ("[caseload]", "cannot stand in a statistic"),
        ("caseload ** 2", "cannot stand in a statistic"),
        ("caseload if 1 else vacancy", "cannot stand in a statistic"),
        ("'caseload'", "cannot stand in a statistic"),
        ("share(caseload, True, 3)", "cannot be used as given"),
        ("sd(*caseload)", "cannot stand in a statistic"),
        ("sd(**caseload)", "Write sd(quantity)"),
        ("(" * 300, "closed brackets"),
        ("-" * 390 + "caseload", "brackets"),
        ("a" * 401, "Use up to 400"),
    ],
)
def test_a_fault_says_what_to_write(text: str, says: str) -> None:
    with pytest.raises(InputError, match=r".") as caught:
        Statistic(text)
    assert says in str(caught.value)


@given(st.text(max_size=60))
def test_any_text_is_a_statistic_or_refused(text: str) -> None:
    try:
        understood = Statistic(text)
    except InputError as error:
        remedy = error.remedy
    else:
        remedy = "none needed"
        assert Statistic(understood.text) == understood
    assert remedy


@given(st.sampled_from(sorted(QUANTITIES)), st.sampled_from(sorted(QUANTITIES)))
def test_every_quantity_fits_every_function_of_two(one: str, other: str) -> None:
    pairs = [each for each in FUNCTIONS.values() if "(quantity, other" in each.signature]
    assert pairs
    for each in pairs:
        assert Statistic(f"{each.name}({one}, {other})").unit is not None
