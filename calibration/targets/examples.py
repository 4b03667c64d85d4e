"""Wordings that are understood, with what each means; docs show them, tests hold them."""

from types import MappingProxyType

EXAMPLES = MappingProxyType(
    {
        "mean caseload per full time equivalent case holding social worker": "caseload",
        "standard deviation of turnover across local authorities": "sd(turnover)",
        "coefficient of variation of caseload across local authorities": "cv(caseload)",
        "skewness of caseload across local authorities": "skewness(caseload)",
        "90th percentile of the vacancy rate across councils": "quantile(vacancy, 0.9)",
        "p90/p10 ratio of caseload across local authorities": (
            "quantile(caseload, 0.9) / quantile(caseload, 0.1)"
        ),
        "interquartile range of the agency worker rate across local authorities": "iqr(agency)",
        "median turnover across local authorities": "median(turnover)",
        "share of local authorities with caseload between 12 and 20": "share(caseload, 12, 20)",
        "share of local authorities with caseload above 20": "share_above(caseload, 20)",
        "year to year correlation of caseload across local authorities": "persistence(caseload)",
        "correlation of caseload in 2017 with caseload in 2021 across local authorities": (
            "persistence(caseload, 4)"
        ),
        "correlation across local authorities between vacancy rate and turnover": (
            "correlation(vacancy, turnover)"
        ),
        "rank correlation between deprivation and caseload": (
            "rank_correlation(deprivation, caseload)"
        ),
        "correlation between vacancy rate and turnover in the following year": (
            "correlation(vacancy, turnover, 1)"
        ),
        "slope of turnover on caseload across local authorities": "slope(turnover, caseload)",
        "within authority standard deviation of turnover": "within_sd(turnover)",
        "between authority standard deviation of caseload": "between_sd(caseload)",
        "change in caseload from 2017 to 2021": "change(caseload, 2017, 2021)",
        "percentage change in funding per head from 2017 to 2021": (
            "percentage_change(funding, 2017, 2021)"
        ),
        "trend in turnover per year": "trend(turnover)",
        "trust before and after 2019": "before_after(trust, 2019)",
        "caseload two years after an inspection": "after_audit(caseload, 2)",
        "change in turnover two years after an inspection": "audit_response(turnover, 2)",
        "difference in caseload between the most and the least deprived fifth of authorities": (
            "deprivation_gap(caseload)"
        ),
        "median assessment duration in working days": "duration_days(0.5)",
        "share of assessments completed within 25 working days": "share_within(25)",
        "completions just before the deadline over just after the deadline": "bunching()",
        "reported minus user reported timeliness": "reporting_gap",
        "share of vacancies covered by agency staff": "agency_cover",
    }
)
"""A wording, and the statistic that it means."""
