"""The eight stations of the thread in the words of the people who stand at them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Station:
    """One link of the chain from a national priority to a life and back.

    Attributes
    ----------
    name
        The link's name, as in ``sim.linkage.LINKS``.
    place
        Where it is found.
    quantity
        What is measured there.
    arrives
        Completes "of the rise, 60 % reaches ...".
    """

    name: str
    place: str
    quantity: str
    arrives: str


STATIONS = (
    Station("meant", "Whitehall", "the national priority", "the national priority"),
    Station("planned", "town hall", "hours planned for it", "councils' plans"),
    Station("enacted", "desk", "hours per person in need", "the hours worked"),
    Station("achieved", "street", "need met or held", "the need met"),
    Station("felt", "street", "what people experience", "what people experience"),
    Station("recorded", "desk", "work recorded on time", "the records"),
    Station("reported", "town hall", "performance reported", "the figures reported"),
    Station("believed", "Whitehall", "what the centre believes", "what the centre believes"),
)
"""The stations in the order of the chain: down to the street, and back up."""

NAMES = tuple(station.name for station in STATIONS)


def station(name: str) -> Station:
    """Return the station called ``name``."""
    return STATIONS[NAMES.index(name)]
