"""Which fields of which records are compared, and how the twin's are read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from benchmarks.twin import TwinModel
from sim.state import State

_PLACE = "where a record lies in the engine's arrays; the twin holds the objects themselves"
_LIST = "how the engine lays out its case list; the twin's workers hold lists of citizens"
_REGISTER = "how the engine finds those in need without a visit to everybody else"
_SCRATCH = "put aside by the engine between two parts of one stage"

LEFT_OUT: Mapping[str, Mapping[str, str]] = {
    "citizens": {"registered": _REGISTER},
    "workers": {
        "authority": _PLACE,
        "first_case": _LIST,
        "spare_hours": _SCRATCH,
        "closing_chance": _SCRATCH,
    },
    "neighbourhoods": {
        "authority": _PLACE,
        "first_citizen": _PLACE,
        "next_onset": _REGISTER,
        "registered": _REGISTER,
        "trust_of_others": _REGISTER,
        "changed": _REGISTER,
    },
    "managers": {
        "first_citizen": _PLACE,
        "citizens": _PLACE,
        "first_post": _PLACE,
        "first_neighbourhood": _PLACE,
        "neighbourhoods": _PLACE,
        "registered": _REGISTER,
        "listed": _LIST,
        "first_provider_case": _LIST,
    },
    "centre": {},
}
"""Fields that are bookkeeping of the engine, with the reason. All others are compared.

In the order in which records are compared: who did something differently comes before the sums
in which it shows.
"""


@dataclass(frozen=True)
class Part:
    """One kind of record.

    Attributes
    ----------
    name
        Name of the part of the engine's state.
    agents
        The twin's objects, in the order of the engine's records.
    fields
        The fields compared.
    readers
        How a field is read that the twin holds otherwise than under its name.
    """

    name: str
    agents: Sequence[Any]
    fields: tuple[str, ...]
    readers: Mapping[str, Callable[[Any], Any]]

    def columns(self) -> dict[str, tuple[Any, ...]]:
        """Return the twin's values of each field, one per agent."""
        plain = [field for field in self.fields if field not in self.readers]
        read = attrgetter(*plain)
        rows = [read(agent) for agent in self.agents]
        columns = dict(zip(plain, zip(*rows, strict=True), strict=True))
        for field, reader in self.readers.items():
            columns[field] = tuple(reader(agent) for agent in self.agents)
        return columns


def parts(twin: TwinModel, state: State) -> list[Part]:
    """Return what is compared between ``twin`` and the engine's ``state``."""
    row_of_worker = {worker: row for row, worker in enumerate(twin.workers)}
    row_of_place = {place: row for row, place in enumerate(twin.neighbourhoods)}
    readers: dict[str, dict[str, Callable[[Any], Any]]] = {
        "citizens": {
            "worker": lambda citizen: row_of_worker.get(citizen.worker, -1),
            "neighbourhood": lambda citizen: row_of_place[citizen.neighbourhood],
        },
    }
    agents: dict[str, Sequence[Any]] = {
        "centre": [twin.centre],
        "managers": list(twin.managers),
        "workers": list(twin.workers),
        "neighbourhoods": twin.neighbourhoods,
        "citizens": list(twin.citizens),
    }
    return [
        Part(name, agents[name], _compared(name, state), readers.get(name, {})) for name in LEFT_OUT
    ]


def _compared(name: str, state: State) -> tuple[str, ...]:
    names: tuple[str, ...] = getattr(state, name).dtype.names
    return tuple(field for field in names if field not in LEFT_OUT[name])


def settings_parts(twin: TwinModel, state: State) -> Part:
    """Return the parameters in force, a record per authority."""
    return Part(
        "settings",
        [manager.settings for manager in twin.managers],
        state.settings.dtype.names or (),
        {},
    )
