"""What was discovered, in sentences."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from experiments.discovery.box import Box
from experiments.discovery.conditions import Conditions
from experiments.discovery.discovered import Discovery, FoundBox

STABLE = 0.75
"""Share of resamples from which a condition counts as found again."""


def told(discovery: Discovery, event: str, labels: Mapping[str, str]) -> list[str]:
    """Return the sentences of a discovery.

    Parameters
    ----------
    discovery
        What was discovered.
    event
        What happened, in the past tense, without "it": "the thread broke".
    labels
        Words for the conditions; those without one are called by their name.
    """
    base = discovery.conditions.density
    sentences = [f"In {_percent(base)} of all runs {event}."]
    if not discovery.boxes:
        sentences.append(f"No condition tells better than chance when {event}.")
    for number, found in enumerate(discovery.boxes):
        sentences += _box_in_words(found, discovery.conditions, event, labels, further=number > 0)
    # A leaf may be dense by chance, too: it is told beside a box, which has been tried for that.
    if discovery.leaves and discovery.boxes:
        densest = discovery.leaves[0]
        words = limits_in_words(densest.box, discovery.conditions, labels)
        if words:
            sentences.append(
                f"A shallow tree finds it most where {words}: {event} in "
                f"{_percent(densest.worth.density)} of the runs there, and they hold "
                f"{_percent(densest.worth.coverage)} of all runs in which it did."
            )
    return sentences


def _box_in_words(
    found: FoundBox,
    conditions: Conditions,
    event: str,
    labels: Mapping[str, str],
    *,
    further: bool,
) -> Iterator[str]:
    value = found.candidate.worth
    words = limits_in_words(found.candidate.box, conditions, labels)
    rest = " outside that" if further else ""
    yield (
        f"In {_percent(value.coverage)} of the runs{rest} where {event}, {words}; "
        f"of the runs in that box it did in {_percent(value.density)}."
    )
    shaky = [
        labels.get(name, name)
        for name in found.candidate.box.restricted
        if found.stability.again[name] < STABLE
    ]
    yield (
        f"Found anew in {found.stability.times} resamples of the rows, such a box covers "
        f"{_percent(found.stability.coverage)} of the cases it has not seen at a density of "
        f"{_percent(found.stability.density)}; "
        + (
            f"not found again in a quarter of them or more: {_listed(shaky)}."
            if shaky
            else "the same conditions come back in at least three of four."
        )
    )


def limits_in_words(box: Box, conditions: Conditions, labels: Mapping[str, str]) -> str:
    """Return the conditions of a box in words, in the past tense; empty for the box of all."""
    parts = []
    for name, (low, high) in box.limits.items():
        label = labels.get(name, name)
        if math.isfinite(low) and math.isfinite(high):
            parts.append(f"{label} lay between {amount(low)} and {amount(high)}")
        elif math.isfinite(low):
            parts.append(f"{label} exceeded {amount(low)}")
        else:
            parts.append(f"{label} stayed below {amount(high)}")
    for name, values in box.allowed.items():
        known = conditions.categories[name]
        words = " or ".join(known.get(value, f"{value:g}") for value in sorted(values))
        parts.append(f"{labels.get(name, name)} was {words}")
    return _listed(parts)


def amount(value: float) -> str:
    """Return a value with as many digits as it takes to know it by."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.2g}"


def _listed(parts: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(parts[:-1]), parts[-1]))) if parts else ""


def _percent(share: float) -> str:
    return "an undefined part" if math.isnan(share) else f"{100 * share:.0f} %"
