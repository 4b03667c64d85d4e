"""From a quantity in words to a statistic: ``standard deviation of turnover across councils``.

A rule is a pattern and what it builds; the first that fits counts. What stands in a text and plays
no part in what was understood is told, so that nobody takes "turnover of newly qualified workers"
for what it is not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from calibration.targets.level import level
from calibration.targets.phrases import quantities_in
from calibration.targets.plain import AUTHORITIES, leftover, part_named, plain, years_named
from calibration.targets.request import Request


@dataclass(frozen=True)
class Understanding:
    """How a quantity in words was understood.

    Attributes
    ----------
    expressions
        One statistic for each of the values asked for.
    cautions
        What should be known about it, in sentences.
    """

    expressions: tuple[str, ...]
    cautions: tuple[str, ...] = ()


class NotUnderstoodError(Exception):
    """A quantity in words that is none of the model's, with the reason."""


def understand(
    quantity: str, unit: str = "", period: tuple[float, float] | None = None, values: int = 1
) -> Understanding:
    """Return the statistic that a quantity in words means.

    Parameters
    ----------
    quantity
        The words.
    unit
        The unit given for it, which may decide what is meant ("%" of a change).
    period
        The years given for it.
    values
        How many values it is to have (three for quartiles).

    Raises
    ------
    NotUnderstoodError
        When it is not understood.
    """
    text, bare = _without_chance(plain(quantity))
    found, rest = quantities_in(text)
    if not found:
        raise NotUnderstoodError("it names nothing that the model has")
    request = Request(text, rest, tuple(found), plain(unit), period, values)
    for rule in _RULES:
        built = rule(request)
        if built is not None:
            expressions = (built,) if isinstance(built, str) else built
            if bare:
                expressions = tuple(f"underlying({each})" for each in expressions)
            return Understanding(tuple(expressions), tuple(_cautions(request, expressions)))
    raise NotUnderstoodError("what is to be computed of it is not clear")


_CHANCE_OUT = re.compile(
    r",?\(? ?(after subtracting|net of|less|without|excluding|corrected for|adjusted for) (the )?"
    r"(expected )?sampling (variance|error|noise|variation)\)?|\b(underlying|true|signal) "
    r"(?=standard|variance|spread|variation)"
)


def _without_chance(text: str) -> tuple[str, bool]:
    """Return a text without the words that ask for chance to be taken out, and whether they did."""
    found = _CHANCE_OUT.sub(" ", text)
    return " ".join(found.split()), found != text


def _cautions(request: Request, expressions: tuple[str, ...]) -> list[str]:
    told = []
    if "audit_response" in expressions[0] or "after_audit" in expressions[0]:
        told.append("audits of the model have no grades: all of them are taken")
    unused = leftover(request.rest)
    if unused:
        told.append(f"not used: {', '.join(unused)}")
    return told


def _persistence(request: Request) -> str | None:
    years = years_named(request.rest)
    text = request.text
    named = re.search(
        r"persisten|auto ?correlation|serial correlation|stability"
        r"|(year (to|on|over) year|lag\w*|one year|\d year) (\w+ )?correlation"
        r"|correlat\w* .*(with (itself|its own)|previous year|last year"
        r"|year before|(successive|consecutive|adjacent) years|years? apart|year (to|on|over) year"
        r"|(next|following|subsequent) year)|correlat\w* .*#* in 20\d\d (and|with) ",
        request.rest,
    )
    if not named or not request.one_quantity:
        return None
    gap = abs(years[1] - years[0]) if len(years) == 2 and "correlat" in text else request.lag or 1
    first = request.quantity
    if re.search(r"\bnational|\bengland'?s?\b .*series|time series", text):
        return f"autocorrelation({first}, {gap})"
    return f"persistence({first})" if gap == 1 else f"persistence({first}, {gap})"


def _together(request: Request) -> str | None:
    if len(request.found) < 2:
        return None
    one, other = request.found[0].expression, request.found[1].expression
    one, other = request.as_quantity(one), request.as_quantity(other)
    rest = request.rest
    if re.search(r"elasticity|\bfalls? as\b|\brises? as\b", rest):
        return f"elasticity({one}, {other})"
    if re.search(r"slope|regression|gradient|coefficient on", rest) and "correlation" not in rest:
        if re.search(r"(slope|regression|coefficient)( coefficient)? (on|for) #", rest):
            one, other = other, one
        return f"slope({one}, {other})"
    if not re.search(r"correlat|association|\bspearman|\bpearson|\brank\b", rest):
        return None
    if re.search(r"chang|difference|growth|first differenc", rest) or "within" in rest:
        return f"change_correlation({one}, {other})"
    name = "rank_correlation" if re.search(r"rank|spearman", rest) else "correlation"
    if re.search(r"period (mean|average)|long run|averaged over|mean over (the )?years", rest):
        return f"between_correlation({one}, {other})"
    if lag := request.lag_between:
        return f"{name}({one}, {other}, {lag})"
    return f"{name}({one}, {other})"


def _variance_shares(request: Request) -> str | None:
    asked = r"intra ?class|\bicc\b|(share|proportion|%) of (the )?(total )?varia"
    if not re.search(asked, request.rest):
        return None
    first = request.quantity
    between, within = (f"{name}({first}) * {name}({first})" for name in ("between_sd", "within_sd"))
    part = within if re.search(r"within (authorit|council)", request.rest) else between
    percent = "100 * " if "%" in request.unit else ""
    return f"{percent}({part}) / ({between} + {within})"


_CHANGED = (
    r"\bchang|\brise|\brose|\bfall|\bfell|\bgrowth|\bincreas|\bdecreas|\breduc|\bdeclin"
    r"|\bdrop|\bcut\b"
)
_MOVED = _CHANGED + r"|jump|respon|effect|differen|impact|minus|relative"
_PERCENT = r"per cent|percentage change|relative change|proportional|% (change|fall|rise|cut)"


def _audits(request: Request) -> str | None:
    match = re.search(r"inspect|audit|\bofsted|\bgrade|judg", request.rest)
    if not match or not re.search(r"after|following|respon|since|post ", request.rest):
        return None
    first, years = request.quantity, request.years_after
    name = "audit_response" if re.search(_MOVED, request.rest) else "after_audit"
    return f"{name}({first}, {1 if years is None else years})"


_DATE = r"(?:in |of |at )?(?:\w+ )?((?:19|20)\d\d(?:\.\d+)?)"


def _before_and_after(request: Request) -> str | None:
    rest = request.rest
    if match := re.search(rf"recover\w*.*?(?:between|from|after) {_DATE}(?:.*?{_DATE})?", rest):
        end = match[2] or str(int(float(match[1])) + 1)
        return f"recovered({level(request)}, {match[1]}, {end})"
    if match := re.search(rf"ratio of # after {_DATE} (?:to|over) (?:that )?before", rest):
        return f"before_after_ratio({level(request)}, {match[1]})"
    match = re.search(rf"before (?:and|to|vs|versus|minus|/) ?after {_DATE}", rest)
    match = match or re.search(
        rf"(?:after|following|since) {_DATE}.*?(?:compared (?:with|to)|less|minus|relative to|over)"
        r".*?before", rest
    )  # fmt: skip
    if not match:
        return None
    name = "before_after_ratio" if "ratio" in rest else "before_after"
    years = re.search(r"(\d+) years? (?:before|either side|window)", rest)
    more = f", {years[1]}" if years else ""
    return f"{name}({level(request)}, {match[1]}{more})"


def _deprivation(request: Request) -> str | None:
    # "most deprived" holds no quantity; "deprivation" as one is a matter of correlations.
    most = re.search(r"(most|more|high\w*) (deprived|deprivation)|deprived", request.text)
    least = re.search(r"(least|less|low\w*) (deprived|deprivation)|affluent", request.text)
    named = [each for each in request.found if each.expression != "deprivation"]
    if not named or not (most or least):
        return None
    first, part = request.as_quantity(named[0].expression), part_named(request.text)
    more = "" if part == 0.2 else f", {part:g}"
    if re.search(r"(most|more|high)", request.text) and least:
        if "ratio" in request.rest:
            return f"most_deprived({first}{more}) / least_deprived({first}{more})"
        return f"deprivation_gap({first}{more})"
    if re.search(r"gap|difference|gradient", request.rest) and not least:
        return f"deprivation_gap({first}{more})"
    return f"least_deprived({first}{more})" if least else f"most_deprived({first}{more})"


def _over_time(request: Request) -> str | None:
    rest = request.rest
    yearly = r"trend|(annual|yearly) (change|growth|rise|fall)|(change|rise|fall) per year"
    if re.search(yearly, rest):
        return f"trend({level(request)})"
    swings = (
        r"(standard deviation|variation|volatility) (over|across|between) (the )?years"
        r"|year to year (variation|standard deviation|volatility)"
    )
    if re.search(swings, rest) and "within" not in rest and not re.search(AUTHORITIES, rest):
        return f"sd_over_years({request.quantity})"
    years = years_named(rest)
    changed = re.search(_CHANGED, rest)
    if len(years) < 2 and request.period and request.period[1] - request.period[0] > 1:
        inner = (int(request.period[0]), int(request.period[1]) - 1)
    else:
        inner = (years[0], years[-1]) if len(years) >= 2 else (0, 0)
    if "ratio" in rest and len(years) == 2 and re.search(r"20\d\d (to|over|/) ?20\d\d", rest):
        return f"ratio({level(request)}, {years[1]}, {years[0]})"
    # Money in real terms over a stretch of years is a change even where nothing says so.
    money = request.quantity == "funding" and "%" in request.unit and inner != (0, 0)
    if not changed and not money:
        return None
    share = re.search(_PERCENT, rest)
    percent = money or share or (request.unit == "%" and not request.is_share)
    name = "percentage_change" if percent else "change"
    if inner == (0, 0):
        return f"{name}({level(request)})"
    return f"{name}({level(request)}, {inner[0]}, {inner[1]})"


def _level(request: Request) -> str | tuple[str, ...] | None:
    if re.search(r"correlat|elasticity|regression|odds|hazard|half life|entropy", request.rest):
        return None
    if re.search(r"\bafter\b|\bbefore\b", request.rest) and "#" in request.rest:
        return None
    if request.values > 1 and "quartile" in request.text and request.values == 3:
        return tuple(level(request.with_text(words)) for words in _QUARTILES)
    if request.values > 1 and not request.dated:
        return None
    return level(request)


_QUARTILES = ("first quartile", "median", "third quartile")

_RULES = (
    _variance_shares, _persistence, _together, _audits, _before_and_after, _deprivation,
    _over_time, _level,
)  # fmt: skip
