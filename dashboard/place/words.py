"""What is told of a station, a hop or the bypass: the number, the interval, and why."""

from __future__ import annotations

import math
from collections.abc import Mapping

from experiments.intervals import Estimate
from experiments.sentences import between, moves_on
from experiments.stations import station
from experiments.thread import Hop, Link, State, Thread
from experiments.wording import ends, percent

STATES: Mapping[State, str] = {
    "amplified": "more moves on than came in",
    "whole": "most of it moves on",
    "frayed": "part of it is lost",
    "broken": "little or nothing moves on",
    "undetermined": "the interval does not decide",
}
"""What each state of a hop means, in a few words."""

_WHY: Mapping[str, str] = {
    "planned": "Councils weigh the national priorities by their own alignment and read them in "
    "their own way; {funded_posts} posts a council are funded.",
    "enacted": "Hours go where cases already are: cases need {work_pressure} hours for each hour "
    "there is, {vacancy} % of posts are vacant, and {refused} % of referrals are refused.",
    "achieved": "A case that is seen gets {time_per_case} hours a week (the norm is {norm}), and "
    "{closed_early} % of closures come before the need is met.",
    "felt": "Everybody in need counts: {unserved} % of them are neither served nor waiting, "
    "{waiting} % wait, and {relational_share} % of hours are spent with people.",
    "recorded": "A record tells whether a task met its deadline, not what it did for anybody: "
    "{timeliness_counted} % of assessments are truly on time.",
    "reported": "Between the record and the report lie re-dating ({redated} % of records), "
    "providers' missing records and error; assessments reported on time: {timeliness_reported} %.",
    "believed": "The centre hears reports late, and mixes them with audits and with stories; "
    "reports stand {reporting_gap} points above an honest count.",
}
"""The mechanism at each hop, with what it amounts to in this world; by the hop's target."""

_DIGITS = {"work_pressure": 2, "time_per_case": 2, "norm": 2, "reporting_gap": 1}


def of_link(link: Link) -> str:
    """Tell of a station: how much of the rise is still there."""
    here = station(link.name)
    where = f"{here.place[:1].upper()}{here.place[1:]}, {here.quantity}"
    if link.name == "meant":
        return f"{where}: the rise itself, 100 %."
    return f"{where}: {_of_the_rise(link.elasticity)} is still there."


def _of_the_rise(estimate: Estimate) -> str:
    if not estimate.defined:
        return f"an undefined part of the rise ({estimate.reason})"
    if estimate.bounded and estimate.sign == 0:
        return f"no clear part of the rise {ends(estimate)}"
    return f"{percent(estimate)} of the rise"


def of_hop(hop: Hop, outcomes: Mapping[str, float]) -> str:
    """Tell of a hop: what it passes on, its state, and the mechanism at work there."""
    state = hop.state.capitalize()
    reason = f" ({hop.reason})" if hop.reason else f" ({STATES[hop.state]})"
    return f"{state} {between(hop)}: {moves_on(hop)}{reason}. {why(hop.target, outcomes)}"


def why(target: str, outcomes: Mapping[str, float]) -> str:
    """Return one sentence on the mechanism at a hop, with its figures in this world."""
    return _WHY[target].format(
        **{name: _written(value, _DIGITS.get(name, 0)) for name, value in outcomes.items()}
    )


def _written(value: float, digits: int) -> str:
    return "an undefined number of" if math.isnan(value) else f"{value:.{digits}f}"


def of_bypass(thread: Thread) -> str:
    """Tell of what is recorded of the rise without having been felt by anybody."""
    bypass = thread.bypass
    if not bypass.defined:
        return f"The bypass is undefined ({bypass.reason})."
    if bypass.sign <= 0:
        return (
            f"No clear bypass {ends(bypass) if bypass.bounded else ''}: records do not clearly "
            "move more than people's experience."
        )
    return (
        f"The bypass: {percent(bypass)} of the rise shows on record without having passed through "
        "anybody's experience."
    )


def summary(thread: Thread) -> str:
    """Return the whole drawing in a sentence or two, for those who do not see it."""
    parts = [f"{link.name} {percent(link.elasticity)}" for link in thread.links]
    broken = thread.first_break
    first = f" It first breaks {between(broken)}." if broken else " No hop is clearly broken."
    return f"Still in the thread: {', '.join(parts)}.{first} {of_bypass(thread)}"
