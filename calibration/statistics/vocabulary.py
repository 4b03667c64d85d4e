"""The vocabulary: every function that may stand in the column ``statistic``."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from types import MappingProxyType

from calibration.statistics import across, groups, over_time, together
from calibration.statistics.durations import (
    WORKING_DAYS,
    Bunching,
    DurationMean,
    DurationQuantile,
    ShareWithin,
)
from calibration.statistics.function import OPTIONAL, Argument, Function
from calibration.statistics.outcomes import DEPRIVATION, QUANTITIES
from calibration.statistics.quantity import Quantity
from calibration.statistics.view import View

DEADLINE = 45.0
"""Working days that an assessment may take in England."""

_ACROSS = "Across authorities"
_TOGETHER = "Two things together"
_TIME = "Over time"
_EVENTS = "Around an event"
_GROUPS = "Groups of authorities"
_DURATIONS = "Durations of assessments"
_CHANCE = "What is done about chance"

_Q = Argument("quantity", "quantity")
_OTHER = Argument("other", "quantity")
_X = Argument("value", "value")
_LAG = Argument("lag", "number", 1.0, 1.0, 50.0, whole=True)
_SAME_YEAR = Argument("lag", "number", 0.0, 0.0, 50.0, whole=True)
_DAYS = Argument("working_days", "number", None, 1.0, 125.0)
_DEADLINE = Argument("working_days", "number", DEADLINE, 5.0, 120.0)
_P = Argument("p", "number", None, 0.0, 1.0)
_FIRST = Argument("first", "number", OPTIONAL, 1900.0, 2200.0)
_LAST = Argument("last", "number", OPTIONAL, 1900.0, 2200.0)
_DATE = Argument("date", "number", None, 1900.0, 2200.0)
_YEARS = Argument("years", "number", 1.0, 0.25, 50.0)
_DELAY = Argument("delay", "number", 0.0, 0.0, 50.0)
_PART = Argument("part", "number", 0.2, 0.01, 0.5)
_AFTER = Argument("years", "number", 1.0, 0.0, 50.0, whole=True)


def _number(name: str) -> Argument:
    return Argument(name, "number")


def _plain(name: str, meaning: str, compute: Callable[..., float], unit: str = "same") -> Function:
    """Return a measure of one quantity across authorities."""
    return Function(name, (_Q,), meaning, unit, compute, _ACROSS)


def _two(
    name: str,
    more: tuple[Argument, ...],
    meaning: str,
    compute: Callable[..., float],
    unit: str = "correlation",
) -> Function:
    return Function(name, (_Q, _OTHER, *more), meaning, unit, compute, _TOGETHER)


def _of_deprivation(compute: Callable[..., float]) -> Callable[..., float]:
    """Return the function of groups, the groups being by deprivation."""
    return lambda view, quantity, part: compute(view, quantity, QUANTITIES[DEPRIVATION], part)


def _with_staff(staff: float | None) -> Callable[[View, Callable[[View], float]], float]:
    return lambda view, value: value(replace(view, staff=staff))


def _in_size(view: View, value: Callable[[View], float], staff: float) -> float:
    return value(replace(view, staff=staff))


def _national(view: View, quantity: Quantity) -> float:
    return quantity.national(view)


_FUNCTIONS = (
    Function("national", (_Q,), "The value of all authorities together: the ratio of the sums over "
             "the whole period. A quantity on its own means this.", "same", _national, _ACROSS),
    _plain("mean", "Mean over authorities, large and small alike.", across.mean),
    _plain("median", "Median over authorities.", across.median),
    Function("quantile", (_Q, _P), "Value that the share p of authorities does not exceed.",
             "same", across.quantile, _ACROSS),
    _plain("sd", "Standard deviation across authorities.", across.sd),
    _plain("variance", "Variance across authorities.", across.variance, "same squared"),
    _plain("iqr", "Interquartile range across authorities.", across.iqr),
    _plain("cv", "Coefficient of variation across authorities: the standard deviation in per cent "
           "of the mean.", across.cv, "%"),
    _plain("skewness", "Skewness across authorities, 0 for a symmetric distribution.",
           across.skewness, "skewness"),
    _plain("kurtosis", "Excess kurtosis across authorities, 0 for a normal distribution.",
           across.kurtosis, "kurtosis"),
    _plain("gini", "Gini coefficient across authorities.", across.gini, "ratio"),
    _plain("minimum", "Smallest value of an authority.", across.minimum),
    _plain("maximum", "Largest value of an authority.", across.maximum),
    Function("share", (_Q, _number("low"), _number("high")), "Authorities with a value from low to "
             "high, both included.", "% of authorities", across.share, _ACROSS),
    Function("share_above", (_Q, _number("bound")), "Authorities with a value above the bound.",
             "% of authorities", across.share_above, _ACROSS),
    Function("share_below", (_Q, _number("bound")), "Authorities with a value below the bound.",
             "% of authorities", across.share_below, _ACROSS),
    Function("between_sd", (_Q,), "Standard deviation of the authorities' means over the years of "
             "the period: what lasts.", "same", across.between_sd, _ACROSS),
    Function("within_sd", (_Q,), "Standard deviation over the years within an authority, pooled.",
             "same", across.within_sd, _ACROSS),
    _two("correlation", (_SAME_YEAR,), "Correlation (Pearson) across authorities, the other "
         "quantity lag years later.", together.correlation),
    _two("rank_correlation", (_SAME_YEAR,), "The same of ranks (Spearman).",
         together.rank_correlation),
    _two("between_correlation", (), "Correlation across authorities of the values over the whole "
         "period.", together.between_correlation),
    _two("change_correlation", (), "Correlation of the changes from a year to the next, over "
         "authorities and years; chance is left in.", together.change_correlation),
    _two("slope", (), "By how much the quantity is higher where the other is higher by 1.",
         together.slope, "same per unit"),
    _two("elasticity", (), "By how many per cent the quantity is higher where the other is higher "
         "by 1 %; chance is left in.", together.elasticity, "elasticity"),
    Function("persistence", (_Q, _LAG), "Correlation across authorities between a year and the one "
             "lag years later.", "correlation", together.persistence, _TIME),
    Function("autocorrelation", (_X, _LAG), "Correlation of the yearly values with those lag years "
             "later.", "correlation", over_time.autocorrelation, _TIME),
    Function("change", (_X, _FIRST, _LAST), "Value in the year last less that in the year first; "
             "without years, from the first to the last of the period.", "same",
             over_time.change, _TIME),
    Function("percentage_change", (_X, _FIRST, _LAST), "The same in per cent of the first.", "%",
             over_time.percentage_change, _TIME),
    Function("ratio", (_X, _FIRST, _LAST), "Value in the year last over that in the year first.",
             "ratio", over_time.ratio, _TIME),
    Function("trend", (_X,), "Change per year: slope of a straight line through the yearly values.",
             "same per year", over_time.trend, _TIME),
    Function("sd_over_years", (_X,), "Standard deviation of the yearly values.", "same",
             over_time.sd_over_years, _TIME),
    Function("at", (_X, _DATE, _LAST), "Value in the year date, or over the years from it to last, "
             "whatever the period.", "same", over_time.at, _TIME),
    Function("before_after", (_X, _DATE, _YEARS, _DELAY), "Value over some years from a date on "
             "(from delay years after it), less that over as many years before it.", "same",
             over_time.before_after, _EVENTS),
    Function("before_after_ratio", (_X, _DATE, _YEARS, _DELAY), "The one over the other.", "ratio",
             over_time.before_after_ratio, _EVENTS),
    Function("recovered", (_X, Argument("start", "number", None, 1900.0, 2200.0),
                           Argument("end", "number", None, 1900.0, 2200.0), _YEARS),
             "How much of what changed between the years before start and the time from start to "
             "end had gone back in the years after end.", "%", over_time.recovered, _EVENTS),
    Function("after_audit", (_Q, _AFTER), "Mean of authorities some years after a year in which "
             "an audit began.", "same", over_time.after_audit, _EVENTS),
    Function("audit_response", (_Q, _AFTER), "Change from the year before an audit to some years "
             "after its year, less the change of the authorities not audited.", "same",
             over_time.audit_response, _EVENTS),
    Function("most_deprived", (_Q, _PART), "Mean of the most deprived part of the authorities "
             "(0.2: a fifth).", "same", _of_deprivation(groups.highest), _GROUPS),
    Function("least_deprived", (_Q, _PART), "Mean of the least deprived part.", "same",
             _of_deprivation(groups.lowest), _GROUPS),
    Function("deprivation_gap", (_Q, _PART), "The one less the other.", "same",
             _of_deprivation(groups.gap), _GROUPS),
    Function("highest", (_Q, _OTHER, _PART), "Mean of the part of the authorities in which the "
             "other quantity is highest.", "same", groups.highest, _GROUPS),
    Function("lowest", (_Q, _OTHER, _PART), "Mean of the part in which it is lowest.", "same",
             groups.lowest, _GROUPS),
    Function("group_gap", (_Q, _OTHER, _PART), "The one less the other.", "same", groups.gap,
             _GROUPS),
    Function("duration", (_P,), "Weeks that the share p of assessments on record does not exceed; "
             "the longest told apart is 25.", "weeks", lambda p: DurationQuantile(p, 1.0, "weeks"),
             _DURATIONS, "quantity"),
    Function("duration_days", (_P,), "The same in working days.", "working days",
             lambda p: DurationQuantile(p, WORKING_DAYS, "working days"), _DURATIONS, "quantity"),
    Function("duration_mean", (), "Mean duration in working days; the longest count as 127.5.",
             "working days", DurationMean, _DURATIONS, "quantity"),
    Function("share_within", (_DAYS,), "Assessments on record as finished within so many working "
             "days.", "% of assessments", ShareWithin, _DURATIONS, "quantity"),
    Function("bunching", (_DEADLINE,), "Assessments on record in the five working days up to a "
             "deadline over those in the five after it.", "ratio", Bunching, _DURATIONS,
             "quantity"),
    Function("as_simulated", (_X,), "With all the chance that the small authorities of the model "
             "have.", "same", _with_staff(None), _CHANCE),
    Function("underlying", (_X,), "With all chance taken out: the variance component.", "same",
             _with_staff(math.inf), _CHANCE),
    Function("in_size", (_X, Argument("staff", "number", None, 1.0, 1e6)), "As in authorities with "
             "so many workers.", "same", _in_size, _CHANCE),
)  # fmt: skip

FUNCTIONS: MappingProxyType[str, Function] = MappingProxyType(
    {function.name: function for function in _FUNCTIONS}
)
"""Every function by name."""
