"""Neighbourhoods: where citizens live. They decide nothing."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from benchmarks.twin.arithmetic import DOMAIN_COUNT, shares
from benchmarks.twin.draws import Draws, Initial, Purpose

if TYPE_CHECKING:
    from benchmarks.twin.citizen import Citizen
    from benchmarks.twin.manager import LocalManager


class Neighbourhood:
    """About 60 citizens of one authority.

    Attributes
    ----------
    number
        Number within the authority.
    residents
        The citizens who live here.
    deprivation
        Standard score against the authority's mean.
    hazard
        A clock that runs with the rate at which needs arise (rule 6).
    trust
        Mean trust of the residents at the end of the last step.
    preference
        Log weight of each domain in what residents care about.
    """

    def __init__(self, manager: LocalManager, number: int) -> None:
        self.manager = manager
        self.number = number
        self.residents: list[Citizen] = []
        self.draws = Draws(manager.model.key, manager.number, number)
        score = self.draws.normal(0, Purpose.INITIAL, Initial.NEIGHBOURHOOD)
        self.deprivation = manager.settings.neighbourhood_spread * score
        self.hazard = 0.0
        self.trust = manager.settings.initial_trust
        self.preference = [math.log(share) for share in manager.need_profile]

    @property
    def citizens(self) -> int:
        """Number of residents."""
        return len(self.residents)

    def advance_hazard(self) -> None:
        """Let the clock of needs run through one step (rule 6)."""
        settings = self.manager.settings
        drifted = self.manager.deprivation - self.manager.initial_deprivation
        rate = (
            settings.need_onset
            * settings.demand
            * math.exp(settings.deprivation_effect * (drifted + self.deprivation))
        )
        self.hazard += self.manager.local_demand * rate * self.manager.clock.years

    def drift(self) -> list[float]:
        """Let a year pass over what residents care about; return the share of each domain."""
        for k in range(DOMAIN_COUNT):
            score = self.draws.normal(self.manager.clock.step, Purpose.PREFERENCE, k)
            self.preference[k] += self.manager.settings.preference_drift * score
        return shares([math.exp(weight) for weight in self.preference])

    def take_mean_of_trust(self) -> None:
        """Take the mean that will pull at the residents' trust in the next step (rule 13)."""
        if self.residents:
            self.trust = sum(citizen.trust for citizen in self.residents) / self.citizens
