"""What a thread shows, and what is expected, in a few words for figures and tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from experiments.intervals import Estimate
from experiments.thread import Hop, Thread
from experiments.wording import decimals, percent, written
from sim.outcomes import OUTCOMES

if TYPE_CHECKING:
    from scenarios.layout import Expectation

_LEVELS = {
    "meant": "share",
    "planned": "hours per year",
    "enacted": "hours per year and person in need",
    "achieved": "per year and person in need",
    "felt": "0-1",
    "recorded": "share",
    "reported": "share",
    "believed": "share",
}
"""Units of the links' levels."""


def passed_on(hop: Hop) -> str:
    """Return what a hop passes on, in two or three words."""
    share = hop.passthrough
    if not share.bounded:
        return "no interval"
    if hop.state == "whole" and share.mean > 1.0:
        return "passes about all"
    return f"passes {_alone(share)}" if share.sign else "nothing clear"


def ends_in_words(thread: Thread) -> str:
    """Return how much of the rise arrives at the two ends of the thread, the street and the top."""
    felt, believed = (
        _alone(link.elasticity) for link in thread.links if link.name in ("felt", "believed")
    )
    return f"Of the rise, people feel {felt}; the centre comes to believe {believed}."


def bypass_in_words(thread: Thread) -> str:
    """Return the size of the bypass, or in a word that there is none or none to be sure of."""
    bypass = thread.bypass
    if not bypass.bounded:
        return "undetermined"
    return percent(bypass) if bypass.sign > 0 else "none" if bypass.sign < 0 else "unclear"


def short_answer(estimate: Estimate) -> str:
    """Return an answer in a few letters; a dash for an undefined one."""
    if not estimate.defined:
        return "\N{EN DASH}"
    if estimate.low == estimate.high == 0.0:
        return "0"
    digits = decimals(estimate.mean, least=2, most=3)
    return written(estimate.mean, digits)


def _alone(estimate: Estimate) -> str:
    """Return a share in per cent without its interval, unless that holds zero."""
    if not estimate.defined:
        return "an undefined part"
    if estimate.bounded and not estimate.sign:
        return "nothing clear"
    mean = 100 * estimate.mean
    return f"{written(mean, decimals(mean, most=1))} %"


def quantity_in_words(expectation: Expectation) -> str:
    """Return what an expectation is about, as tables name it."""
    name = expectation.outcome
    if name is not None:
        words = OUTCOMES[name].label if name in OUTCOMES else f"{name}, level"
    elif expectation.link is not None:
        words = f"arriving at {expectation.link}"
    elif expectation.hop is not None:
        words = f"passing {expectation.hop}"
    elif expectation.gap is not None:
        words = f"gap {expectation.gap}"
    else:
        words = "bypass" if expectation.bypass else "first break"
    if expectation.between is None:
        return words
    return f"{words}, {expectation.between[0]:g} to {expectation.between[1]:g}"


def unit_of(expectation: Expectation) -> str:
    """Return the unit in which an expectation counts."""
    name = expectation.outcome
    if name is not None:
        return OUTCOMES[name].unit if name in OUTCOMES else _LEVELS[name]
    if expectation.gap is not None:
        return "points"
    if expectation.hop is not None:
        return "share of what came in"
    return "" if expectation.first_break else "share of the rise"


def expected_in_words(expectation: Expectation) -> str:
    """Return what is expected of it: ``falls by more than 2``."""
    if expectation.first_break is not None:
        return expectation.first_break
    if expectation.direction == "unchanged":
        return f"unchanged, within {expectation.within:g}"
    amount = f" by more than {expectation.at_least:g}" if expectation.at_least else ""
    return f"{expectation.direction}{amount}"
