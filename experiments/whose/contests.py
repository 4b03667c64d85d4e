"""Where stakeholders rank two scenarios the opposite way round."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from experiments.intervals import Estimate
from experiments.whose.ranking import Ranking


@dataclass(frozen=True)
class Contest:
    """Two scenarios of which some stakeholders clearly prefer one, and others the other.

    Attributes
    ----------
    one, other
        The scenarios.
    for_one, for_other
        Who clearly prefers which, with the lead in points that they see, the largest first.
    undecided
        Who sees no clear difference.
    """

    one: str
    other: str
    for_one: Mapping[str, Estimate]
    for_other: Mapping[str, Estimate]
    undecided: Sequence[str]

    @property
    def sides(self) -> tuple[int, int]:
        """Number of stakeholders of the smaller side, and of both."""
        sizes = len(self.for_one), len(self.for_other)
        return min(sizes), sum(sizes)


def contests(rankings: Mapping[str, Ranking], scenarios: Sequence[str]) -> tuple[Contest, ...]:
    """Return all pairs of scenarios on which two stakeholders or more clearly differ.

    Those with the larger smaller side come first.
    """
    found = [_contest(rankings, one, other) for one, other in combinations(scenarios, 2)]
    disputed = [each for each in found if each.sides[0]]
    return tuple(sorted(disputed, key=lambda each: each.sides, reverse=True))


def _contest(rankings: Mapping[str, Ranking], one: str, other: str) -> Contest:
    leads = {name: ranking.lead[one, other] for name, ranking in rankings.items()}
    return Contest(
        one,
        other,
        _largest_first({name: lead for name, lead in leads.items() if lead.sign > 0}),
        _largest_first({name: lead.mirrored() for name, lead in leads.items() if lead.sign < 0}),
        tuple(name for name, lead in leads.items() if lead.sign == 0),
    )


def _largest_first(leads: Mapping[str, Estimate]) -> dict[str, Estimate]:
    return dict(sorted(leads.items(), key=lambda item: -item[1].mean))
