"""What a thread shows in a few words, for figures and tables."""

from __future__ import annotations

from experiments.intervals import Estimate
from experiments.thread import Hop, Thread
from experiments.wording import decimals, percent, written


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
    return written(estimate.mean, digits).replace("-", "\N{MINUS SIGN}")


def _alone(estimate: Estimate) -> str:
    """Return a share in per cent without its interval, unless that holds zero."""
    if not estimate.defined:
        return "an undefined part"
    if estimate.bounded and not estimate.sign:
        return "nothing clear"
    mean = 100 * estimate.mean
    return f"{written(mean, decimals(mean, most=1))} %"
