"""The four kinds of agent as Mesa sees them: views onto their records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import mesa
import numpy as np

from sim.citizens.record import STATUSES as CITIZEN_STATUSES
from sim.workers.record import STATUSES as POST_STATUSES

if TYPE_CHECKING:
    from sim.model import PolicyModel


class RecordAgent(mesa.Agent):
    """An agent whose attributes are the fields of its record.

    Reading ``agent.trust`` reads the record, writing it writes the record; both see what the
    compiled stages do, at once. ``agent.record`` is the record itself.
    """

    part: ClassVar[str]
    """Name of the part of the state that holds the records."""

    def __init__(self, model: PolicyModel, row: int) -> None:
        super().__init__(model)
        self.row = row

    @property
    def record(self) -> np.void:
        """The agent's record."""
        return getattr(self.model.state, self.part)[self.row]  # type: ignore[no-any-return]

    def __getattr__(self, name: str) -> Any:
        # Only called for names that are no ordinary attributes.
        if not name.startswith("_") and "row" in self.__dict__ and name in self._fields():
            return self.record[name]
        raise AttributeError(f"{type(self).__name__} has no attribute {name!r}")

    def __setattr__(self, name: str, value: Any) -> None:
        if "row" in self.__dict__ and name in self._fields():
            getattr(self.model.state, self.part)[name][self.row] = value
        else:
            super().__setattr__(name, value)

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self._fields()]

    def _fields(self) -> tuple[str, ...]:
        return self.record.dtype.names or ()


class CentralGovernment(RecordAgent):
    """Sets priorities, targets and grants; believes what it is told. One of them."""

    part = "centre"


class LocalManager(RecordAgent):
    """Runs one authority: plans, funds posts, screens, presses, reports."""

    part = "managers"

    @property
    def name(self) -> str:
        """Name of the council."""
        return self.model.world.names[self.row]  # type: ignore[no-any-return]


class StreetLevelBureaucrat(RecordAgent):
    """A post and the caseworker in it."""

    part = "workers"

    @property
    def state_of_post(self) -> str:
        """Whether the post is unfunded, vacant, or held by permanent or agency staff."""
        return POST_STATUSES[self.status]


class Citizen(RecordAgent):
    """Has needs, asks or stays away, is helped or refused, gains or loses trust."""

    part = "citizens"

    @property
    def situation(self) -> str:
        """Where the citizen stands: without need, unserved, waiting, open case, ..."""
        return CITIZEN_STATUSES[self.status]


TIERS: tuple[type[RecordAgent], ...] = (
    CentralGovernment,
    LocalManager,
    StreetLevelBureaucrat,
    Citizen,
)
