"""What each scenario delivers more of and less of, before anybody weighs it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from experiments.intervals import Estimate, mean_interval
from experiments.measures import MEASURES
from experiments.wording import listed

if TYPE_CHECKING:
    from experiments.whose.result import ValuedScenarios


def changes(result: ValuedScenarios) -> dict[str, tuple[Estimate, ...]]:
    """Return by how many per cent each measure departs from the reference, by scenario.

    Each is the mean over the domains, paired by replicate, in the order of ``MEASURES``; the
    reference itself is left out.
    """
    departing = (result.indices - result.indices[:, :1]).mean(axis=3)
    return {
        name: tuple(mean_interval(departing[:, place, row]) for row in range(len(MEASURES)))
        for place, name in enumerate(result.scenarios)
        if place > 0
    }


def balance_in_words(result: ValuedScenarios) -> Iterator[str]:
    """Say which scenarios are better or worse whatever the weights, for all measures agree.

    Counted are all measures in all domains, by their means over the replicates.
    """
    # Less the reference itself, so that a scenario that is the same as it departs by nothing.
    means = result.mean_indices - result.mean_indices[:1]
    kinds: dict[str, list[str]] = {"better": [], "worse": [], "depends": []}
    for arm, cells in zip(result.compared.plan.arms[1:], means[1:], strict=True):
        if np.isfinite(cells).all() and (cells != 0.0).any():
            kind = "better" if (cells >= 0).all() else "worse" if (cells <= 0).all() else "depends"
            kinds[kind].append(arm.title)
    reference = result.compared.plan.arms[0].title
    for kind in ("better", "worse"):
        if kinds[kind]:
            yield (
                f"{kind.capitalize()} than {reference} by every measure in every domain (by the "
                f"means), whatever the weights: {listed(kinds[kind])}."
            )
    if kinds["depends"]:
        yield (
            f"Better than {reference} by some measures and worse by others, so that it depends on "
            f"the weights: {listed(kinds['depends'])}."
        )
