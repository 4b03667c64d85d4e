"""Quantities in words: phrases that tables and papers use, and what each means."""

from __future__ import annotations

import pytest

from calibration.statistics import Statistic
from calibration.targets.examples import EXAMPLES
from calibration.targets.wordings import NotUnderstoodError, understand

PHRASES = {
    "mean caseload per full-time-equivalent case-holding social worker": "caseload",
    "average caseload": "caseload",
    "open cases per FTE": "caseload",
    "annual staff turnover": "turnover",
    "social worker turnover rate": "turnover",
    "staff turnover rate (leavers over FTE in post)": "turnover",
    "vacancy rate": "vacancy",
    "social worker vacancies": "vacancy",
    "agency worker rate": "agency",
    "agency staff": "agency",
    "sickness absence rate": "absence",
    "referrals that are re-referrals within 12 months": "re_referral",
    "re-referral rate": "re_referral",
    "assessments completed within the 45-working-day deadline": "timeliness_reported",
    "share of assessments completed on time": "timeliness_reported",
    "referrals ending in no further action": "refused",
    "share of working time in direct relationship-based contact": "relational_share",
    "trust in local government": "trust",
    "share of vacancies covered by agency staff": "agency_cover",
    "interval between graded inspections of an authority": "audit_interval",
    "reported minus user-reported performance under high stakes": "reporting_gap",
    "reported timeliness minus honestly counted timeliness": "reporting_gap",
    "gap between reported and user-reported timeliness": "reporting_gap",
    "standard deviation of mean caseload across local authorities": "sd(caseload)",
    "SD of annual staff turnover across English local authorities": "sd(turnover)",
    "standard deviation of the re-referral rate across local authorities": "sd(re_referral)",
    "standard deviation of deadline timeliness across local authorities": "sd(timeliness_reported)",
    "spread of vacancy rates across councils": "sd(vacancy)",
    "coefficient of variation of caseload across LAs": "cv(caseload)",
    "skewness of the distribution of caseloads across local authorities": "skewness(caseload)",
    "kurtosis of turnover across authorities": "kurtosis(turnover)",
    "Gini coefficient of caseload": "gini(caseload)",
    "10th percentile of caseload across local authorities": "quantile(caseload, 0.1)",
    "90th percentile of the vacancy rate across councils": "quantile(vacancy, 0.9)",
    "caseload at the 90th percentile of local authorities": "quantile(caseload, 0.9)",
    "P90 of turnover across local authorities": "quantile(turnover, 0.9)",
    "upper quartile of caseload across authorities": "quantile(caseload, 0.75)",
    "P90/P10 ratio of caseload across local authorities": "quantile(caseload, 0.9) / quantile(caseload, 0.1)",
    "ratio of 90th to 10th percentile of vacancy rate": "quantile(vacancy, 0.9) / quantile(vacancy, 0.1)",
    "P90 - P10 of turnover across authorities": "quantile(turnover, 0.9) - quantile(turnover, 0.1)",
    "interquartile range of agency worker rate across local authorities": "iqr(agency)",
    "inter-quartile range of turnover": "iqr(turnover)",
    "median turnover across local authorities": "median(turnover)",
    "mean of re-referral rates across local authorities": "mean(re_referral)",
    "unweighted mean of caseload over local authorities": "mean(caseload)",
    "maximum caseload of any local authority": "maximum(caseload)",
    "lowest vacancy rate of any council": "minimum(vacancy)",
    "share of local authorities with caseload between 12 and 20": "share(caseload, 12, 20)",
    "share of local authorities with caseload above 20": "share_above(caseload, 20)",
    "proportion of authorities with turnover below 10 %": "share_below(turnover, 10)",
    "share of authorities with turnover between 10 and 20 per cent": "share(turnover, 10, 20)",
    "percentage of LAs with at least 90% of assessments within 45 working days": "share_above(timeliness_reported, 90)",
    "share of authorities with caseload above 20 in 2021": "share_above(caseload, 20)",
    "correlation across local authorities between vacancy rate and turnover": "correlation(vacancy, turnover)",
    "cross-sectional correlation of caseload with sickness absence": "correlation(caseload, absence)",
    "Spearman rank correlation between deprivation and caseload": "rank_correlation(deprivation, caseload)",
    "correlation of vacancy rate with agency worker rate across local authorities": "correlation(vacancy, agency)",
    "correlation between vacancy rate and turnover in the following year": "correlation(vacancy, turnover, 1)",
    "correlation of changes in caseload and changes in turnover": "change_correlation(caseload, turnover)",
    "slope of turnover on caseload across local authorities": "slope(turnover, caseload)",
    "time per case falls as workload rises (elasticity)": "elasticity(time_per_case, work_pressure)",
    "year-to-year correlation of caseload across local authorities": "persistence(caseload)",
    "autocorrelation of turnover at lag 1": "persistence(turnover)",
    "persistence of the vacancy rate (correlation between successive years across authorities)": "persistence(vacancy)",
    "correlation of an authority's vacancy rate with its own rate two years earlier": "persistence(vacancy, 2)",
    "correlation of caseload in 2017 with caseload in 2021 across local authorities": "persistence(caseload, 4)",
    "3-year persistence of turnover": "persistence(turnover, 3)",
    "within-authority standard deviation of turnover": "within_sd(turnover)",
    "within-authority year-to-year standard deviation of caseload": "within_sd(caseload)",
    "between-authority standard deviation of caseload": "between_sd(caseload)",
    "standard deviation of turnover across authorities after subtracting sampling variance": "underlying(sd(turnover))",
    "change in caseload from 2017 to 2021": "change(caseload, 2017, 2021)",
    "change in the national vacancy rate between 2017 and 2021": "change(vacancy, 2017, 2021)",
    "change in the standard deviation of caseload across authorities from 2017 to 2021": "change(sd(caseload), 2017, 2021)",
    "percentage change in funding per head 2010-11 to 2017-18": "percentage_change(funding, 2010, 2017)",
    "trend in turnover per year": "trend(turnover)",
    "trust before and after 2019": "before_after(trust, 2019)",
    "ratio of timeliness after 2019 to before": "before_after_ratio(timeliness_reported, 2019)",
    "caseload two years after an inadequate inspection grade": "after_audit(caseload, 2)",
    "turnover in the year after an audit": "after_audit(turnover, 1)",
    "change in turnover two years after an inspection, relative to authorities not inspected": "audit_response(turnover, 2)",
    "difference in caseload between the most and least deprived fifth of authorities": "deprivation_gap(caseload)",
    "re-referral rate in the most deprived tenth of authorities": "most_deprived(re_referral, 0.1)",
    "AR(1) coefficient of caseload across local authorities": "persistence(caseload)",
    "correlation of turnover with its lag": "persistence(turnover)",
    "standard deviation of year-on-year changes in caseload across authorities": "change_sd(caseload)",
    "standard deviation of turnover divided by its mean": "cv(turnover)",
    "interdecile range of caseload": "quantile(caseload, 0.9) - quantile(caseload, 0.1)",
    "fraction of LA-years with caseload >=20": "share_above(caseload, 20)",
    "change in referral rate in 2020 relative to 2019": "change(referrals, 2019, 2020)",
    "turnover in the fifth of authorities with the highest caseload": "highest(turnover, caseload)",
    "difference in turnover between the highest and the lowest quarter of authorities by caseload": "group_gap(turnover, caseload, 0.25)",
    "share of assessments completed in 11-20 working days": "share_within(20) - share_within(10)",
    "share of assessments completed in 0 to 10 working days": "share_within(10) - share_within(0)",
    "median assessment duration": "duration_days(0.5)",
    "90th percentile of assessment duration": "duration_days(0.9)",
    "mean duration of assessments": "duration_mean()",
    "standard deviation of median assessment duration across local authorities": "sd(duration_days(0.5))",
    "share of assessments completed within 25 working days": "share_within(25)",
    "share of assessments taking more than 65 working days": "100 - share_within(65)",
    "share of assessments completed in 10 to 40 working days": "share_within(40) - share_within(10)",
    "completions per day just before the deadline (41-45 working days) over just after (46-50)": "bunching()",
}  # fmt: skip


@pytest.mark.parametrize("words", PHRASES)
def test_a_phrase_means_its_statistic(words: str) -> None:
    (expression,) = understand(words).expressions
    assert Statistic(expression) == Statistic(PHRASES[words])


@pytest.mark.parametrize("words", EXAMPLES)
def test_the_examples_of_the_documents_hold(words: str) -> None:
    assert understand(words).expressions == (EXAMPLES[words],)


@pytest.mark.parametrize(
    "words",
    [
        "children looked after per 10,000",
        "first meeting shortened under staff shortage",
        "odds ratio of turnover",
        "correlation of turnover",
        "house prices",
        "vacancy rate in authorities rated inadequate",
    ],
)
def test_what_the_model_does_not_have_is_not_guessed(words: str) -> None:
    with pytest.raises(NotUnderstoodError):
        understand(words)


def test_quartiles_are_three_statistics() -> None:
    found = understand("assessment duration quartiles", "working days", values=3)
    assert found.expressions == (
        "duration_days(0.25)", "duration_days(0.5)", "duration_days(0.75)",
    )  # fmt: skip


@pytest.mark.parametrize(
    "words",
    [
        "10th / 50th / 90th percentile of caseload across local authorities",
        "P10 / P50 / P90 of caseload across local authorities",
        "10th percentile, median and 90th percentile of caseload across authorities",
    ],
)
def test_several_quantiles_in_one_row(words: str) -> None:
    assert understand(words, values=3).expressions == tuple(
        f"quantile(caseload, {share})" for share in (0.1, 0.5, 0.9)
    )
    assert understand("quartiles of caseload across authorities", values=3).expressions[2] == (
        "quantile(caseload, 0.75)"
    )


def test_the_unit_and_the_period_help() -> None:
    real = understand("core funding per resident in real terms", "%", (2010.0, 2018.0))
    assert real.expressions == ("percentage_change(funding, 2010, 2017)",)
    weeks = understand("median assessment duration", "weeks")
    assert weeks.expressions == ("duration(0.5)",)


def test_words_that_play_no_part_are_told() -> None:
    (told,) = understand("turnover of newly qualified social workers").cautions
    assert told == "not used: newly, qualified"
    assert "no grades" in understand("caseload a year after an inspection").cautions[0]
    assert not understand("vacancy rate").cautions
