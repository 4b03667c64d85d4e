"""What is to be computed of a quantity in a period: a level, a spread, a shape, a share."""

from __future__ import annotations

import re

from calibration.targets.plain import AUTHORITIES
from calibration.targets.request import Request

_NUMBER = r"(-?\d+(?:\.\d+)?)(?!\d| ?(?:fte|years?\b))"
_YEAR = r"(?:19|20)\d\d\b"
_OF_AUTHORITIES = rf"(share|proportion|fraction|percentage|%|number|how many) (of )?{AUTHORITIES}"
_PERCENTILE = (
    r"(?:p ?(\d{1,2})\b|(\d{1,2})(?:st|nd|rd|th)? (?:percentile|centile)"
    r"|(?:percentile|quantile) (\d{1,2})\b|quantile (?:of )?(0?\.\d+)|(0?\.\d+) quantile)"
)
_PAIR = re.compile(
    r"p ?(\d\d) ?(?:/|:|to|over) ?p ?(\d\d)|p ?(\d\d) ?- ?p? ?(\d\d)"
    r"|(\d\d) ?[:/] ?(\d\d) (?:percentile )?ratio"
    r"|(\d\d)th (?:percentile )?(?:to|over|and|-|minus|less|divided by) (?:the )?(\d\d)th"
)


def level(request: Request) -> str:
    """Return the expression for what a request asks of its first quantity in any period."""
    if request.is_duration:
        return _of_durations(request)
    return _of(request.quantity, request)


def _of_durations(request: Request) -> str:
    """Return the expression for how long assessments take, or differ between authorities."""
    weeks = "week" in request.unit or "weeks" in request.text
    name = "duration" if weeks else "duration_days"
    text = request.rest
    if re.search(_OF_AUTHORITIES, text):
        return _of(f"{name}(0.5)", request)
    shares = re.search(rf"(share|proportion|percentage|fraction|%)|{_bounds()}", text)
    if shares and (inside := _share_of_durations(text)):
        return inside
    if re.search(rf"(across|between|among|over) {AUTHORITIES}", text) and not re.search(
        r"quartile|percentile", text.split("across")[0]
    ):
        inner = "duration_mean()" if re.search(r"\bmean\b|\baverage\b", text) else f"{name}(0.5)"
        return _of(inner, request)
    if pair := _pair(text):
        upper, lower = (f"{name}({share:g})" for share in pair)
        return f"{upper} {'-' if _is_gap(text) else '/'} {lower}"
    if "interquartile" in text:
        return f"{name}(0.75) - {name}(0.25)"
    share = _percentile(request.text)
    if share is not None:
        return f"{name}({share:g})"
    if re.search(r"\bmean\b|\baverage\b", text):
        return "duration_mean() / 5" if weeks else "duration_mean()"
    return f"{name}(0.5)"


def _share_of_durations(text: str) -> str | None:
    if match := re.search(rf"(?:between|from)? ?{_NUMBER} ?(?:and|to|-) ?{_NUMBER}", text):
        return f"share_within({match[2]}) - share_within({match[1]})"
    if match := re.search(rf"{_above()} {_NUMBER}", text):
        return f"100 - share_within({match[1]})"
    match = re.search(rf"(?:{_below()}|within|in|by) {_NUMBER}", text)
    return f"share_within({match[1]})" if match else None


_SPREADS = (
    (r"within (authorit\w+|council|la|local authorit\w+)|within [\w ]*(standard deviation|sd\b)",
     "within_sd"),
    (r"between (authorit\w+|council|la) (standard deviation|sd|variation|spread)", "between_sd"),
    (r"coefficient of variation|\bcv\b|relative standard deviation", "cv"),
    (r"standard deviation|\bsds?\b|\bspread\b|dispersion|heterogeneity|variation across", "sd"),
    (r"\bvariance\b", "variance"),
    (r"interquartile|\biqr\b", "iqr"),
    (r"skew", "skewness"),
    (r"kurtosis", "kurtosis"),
    (r"\bgini\b", "gini"),
    (r"\bmaximum\b|\bhighest\b|\blargest\b|\bmax\b", "maximum"),
    (r"\bminimum\b|\blowest\b|\bsmallest\b|\bmin\b", "minimum"),
)  # fmt: skip


def _of(quantity: str, request: Request) -> str:
    """Return the expression for a measure across authorities, or the national value."""
    text = request.rest
    if quantity == "redated" and re.search(_OF_AUTHORITIES, text):
        return "share_above(redated, 0)"
    if re.search(_OF_AUTHORITIES, text) and (share := _share(quantity, text)):
        return share
    if pair := _pair(text):
        upper, lower = (f"quantile({quantity}, {share:g})" for share in pair)
        return f"{upper} {'-' if _is_gap(text) else '/'} {lower}"
    for words, name in _SPREADS:
        if re.search(words, text):
            return f"{name}({quantity})"
    if "median" in text:
        return f"median({quantity})"
    share_at = _percentile(text)
    if share_at is not None:
        return f"quantile({quantity}, {share_at:g})"
    if re.search(rf"\brange\b.*(across|between|among) {AUTHORITIES}", text):
        return f"maximum({quantity}) - minimum({quantity})"
    if re.search(rf"\b(mean|average)\b.*(across|over|among|between) {AUTHORITIES}", text):
        return f"mean({quantity})"
    if re.search(
        rf"\b(un ?weighted|simple) (mean|average)|(mean|average|typical) {AUTHORITIES}", text
    ):
        return f"mean({quantity})"
    return quantity


def _share(quantity: str, text: str) -> str | None:
    """Return the expression for a share of authorities between or beyond bounds."""
    bare = re.sub(rf"(between|from|in|since|during)? ?{_YEAR}( ?(-|to|and) ?{_YEAR})?", " ", text)
    if match := re.search(rf"{_NUMBER} ?%? ?(?:and|to|-) ?{_NUMBER}", bare):
        return f"share({quantity}, {match[1]}, {match[2]})"
    if match := re.search(rf"{_above()} {_NUMBER}", bare) or re.search(
        rf"{_NUMBER} ?%? or (?:more|above|higher)", bare
    ):
        return f"share_above({quantity}, {match[1]})"
    if match := re.search(rf"{_below()} {_NUMBER}", bare) or re.search(
        rf"{_NUMBER} ?%? or (?:less|fewer|below|lower|under)", bare
    ):
        return f"share_below({quantity}, {match[1]})"
    return None


def _above() -> str:
    return (
        r"(?:above|over|more than|greater than|exceed\w*|higher than|at least|beyond|longer than"
        r"|>=?|after)"
    )


def _below() -> str:
    return r"(?:below|under|less than|fewer than|lower than|at most|up to|no more than|<=?)"


def _bounds() -> str:
    return rf"within \d|{_above()} \d|{_below()} \d"


def _pair(text: str) -> tuple[float, float] | None:
    """Return the two shares of a ratio or a gap of quantiles, the larger first."""
    match = _PAIR.search(text)
    if match is None:
        return None
    one, other = (int(group) / 100.0 for group in match.groups() if group is not None)
    return max(one, other), min(one, other)


def _is_gap(text: str) -> bool:
    return bool(re.search(r"gap|differen|minus|less|- ?p ?\d|range|p\d\d ?-", text))


def _percentile(text: str) -> float | None:
    if match := re.search(_PERCENTILE, text):
        given = next(group for group in match.groups() if group is not None)
        return float(given) if "." in given else int(given) / 100.0
    for words, share in (("first quartile", 0.25), ("third quartile", 0.75), ("median", 0.5)):
        if words in text:
            return share
    return None
