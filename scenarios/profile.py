"""A stakeholder's profile: what it weighs, and how much."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sim.declaration import DOMAINS

VIEWS = ("reported", "felt")
OUTCOME_KINDS = ("change", "maintenance", "service_delivery")
GROUPS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"domains": DOMAINS, "views": VIEWS, "outcomes": OUTCOME_KINDS}
)
"""The lists of weights of a profile, and what each of them weighs."""

Weights = Mapping[str, float]


@dataclass(frozen=True)
class Profile:
    """What one stakeholder weighs.

    Attributes
    ----------
    name, title
        What the stakeholder is called in files, and in print.
    why
        The reason for the weights, in a sentence.
    source
        Where they come from.
    domains, views, outcomes
        Weights of everything in ``GROUPS``, each list summing to 1.
    """

    name: str
    title: str
    why: str
    source: str
    domains: Weights
    views: Weights
    outcomes: Weights
