"""How many replicates it takes for intervals as narrow as they were asked for.

The rule is Stein's. A first round of replicates tells the spread of every difference; from that
spread alone follows how many replicates there will be, and it alone sets the width of the
intervals. As the spread of a normal sample tells nothing of its mean, the mean that comes out is
not favoured by when the replicates end, and an interval of 95 % holds the truth in 95 % of
studies. The widespread other rule, to look again after every round and to stop as soon as the
interval of all replicates is narrow enough, stops more often when the spread happens to look
small, so that its intervals are too narrow.

References
----------
Stein (1945), Annals of Mathematical Statistics 16, 243-258.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from experiments.design import whole_number
from experiments.intervals import Floats, half_widths
from sim.errors import InputError, nearest
from sim.outcomes import OUTCOMES

LEAST_FIRST_ROUND = 10
"""A first round of fewer replicates knows the spread too badly to plan with."""
USUAL_BUDGET = 2000
MOST_RUNS = 100_000_000
MOST_TIMES_NARROWER = 1e6
"""Whoever asks for more is told of a trillion replicates, which is as good as the real number."""


@dataclass(frozen=True)
class Reached:
    """How narrow the interval of one difference has become.

    Attributes
    ----------
    outcome, scenario
        Which outcome, and the scenario whose difference to the reference it is.
    asked, half_width
        Half the width of the interval, asked for and reached, in the outcome's unit; NaN when
        there is no interval.
    needed
        Replicates that the first round said would be needed; None when it could not say.
    """

    outcome: str
    scenario: str
    asked: float
    half_width: float
    needed: int | None

    @property
    def narrow_enough(self) -> bool:
        """Whether the interval is as narrow as it was to be."""
        return self.half_width <= self.asked


def checked_precision(given: Mapping[str, float] | None) -> dict[str, float]:
    """Return the half-widths asked for, by outcome, or refuse them."""
    asked = dict(given or {})
    for name, half_width in asked.items():
        if name not in OUTCOMES:
            raise InputError(
                f"unknown outcome {name!r} in precision",
                remedy=nearest(name, OUTCOMES, "goldenthread outcomes"),
                key="precision",
                value=name,
            )
        number = isinstance(half_width, int | float) and not isinstance(half_width, bool)
        if not number or not math.isfinite(half_width) or half_width <= 0:
            raise InputError(
                f"precision of {name} is {half_width!r}",
                remedy=f"Give half the width of its interval, above 0 ({OUTCOMES[name].unit})",
                key="precision",
                value=half_width,
            )
    return {name: float(half_width) for name, half_width in asked.items()}


def checked_budget(
    budget: int | None, precision: Mapping[str, float], replicates: int, scenarios: int
) -> int | None:
    """Return the most runs that precision may take, None without precision, or refuse it.

    Raises
    ------
    InputError
        When there is a budget without precision, or one that a first round would exceed, or the
        first round is too small to plan with.
    """
    if not precision:
        if budget is not None:
            raise InputError(
                "a budget is given, but no precision for which to spend it",
                remedy="Add --precision OUTCOME=HALF_WIDTH, or leave the budget out",
                key="budget",
                value=budget,
            )
        return None
    if replicates < LEAST_FIRST_ROUND:
        raise InputError(
            f"replicates is {replicates}, too few for a first round that plans for precision",
            remedy=f"Give {LEAST_FIRST_ROUND} or more",
            key="replicates",
            value=replicates,
        )
    runs = whole_number("budget", USUAL_BUDGET if budget is None else budget, 1, MOST_RUNS)
    if runs < replicates * scenarios:
        raise InputError(
            f"a budget of {runs:,} runs does not cover the first round, {replicates} replicates "
            f"of {scenarios} scenarios",
            remedy=f"Give a budget of {replicates * scenarios:,} or more, or fewer replicates",
            key="budget",
            value=runs,
        )
    return runs


def replicates_needed(differences: Floats, first_round: int, half_width: float) -> int | None:
    """Return with how many replicates the interval will be as narrow as ``half_width``.

    Parameters
    ----------
    differences
        One per replicate so far, those of the first round first; NaN is undefined.
    first_round
        Number of replicates of the first round.
    half_width
        Half the width asked for.

    Returns
    -------
    int or None
        At least those there are when they do; None when there can be no interval.
    """
    done = int(np.isfinite(differences).sum())
    now = float(half_widths(differences[:first_round], np.array([max(done, 1)]))[0])
    if math.isnan(now):
        return None
    if now <= half_width:
        return differences.size
    defined = math.ceil(done * min(now / half_width, MOST_TIMES_NARROWER) ** 2)
    # Where only some replicates are defined, it takes as many more to have enough of them.
    return max(differences.size + 1, math.ceil(defined * differences.size / done))


def next_total(needed: Sequence[int | None], done: int, affordable: int) -> int:
    """Return how many replicates there are to be in all: enough for every interval, in budget."""
    return min(max((each for each in needed if each is not None), default=done), affordable)


def width_curve(differences: Floats, first_round: int) -> dict[str, Floats]:
    """Return half the width of the interval against the number of replicates.

    Returns
    -------
    dict
        ``replicates`` from 2 on; ``half_width``, as the spread of the first round sets it, NaN
        before that round is complete; ``half_width_of_all``, as the replicates up to there
        would set it in a study of a size fixed beforehand.
    """
    counts = np.arange(2, differences.size + 1)
    defined = np.cumsum(np.isfinite(differences))[1:]
    planned = half_widths(differences[:first_round], np.maximum(defined, 1))
    return {
        "replicates": counts,
        "half_width": np.where(counts < first_round, np.nan, planned),
        "half_width_of_all": np.array(
            [half_widths(differences[:n], np.array([max(m, 1)]))[0]
             for n, m in zip(counts, defined, strict=True)]
        ),
    }  # fmt: skip
