"""Mechanisms that should each break one hop: the declared table, read and checked."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from experiments.levers.observed import HOPS
from experiments.specificity.layout import MECHANISMS, Measure, MechanismsFile, MechanismTable
from scenarios import Scenario
from scenarios.assembly import checked_value, described_world, flat
from scenarios.document import Document
from scenarios.faults import declared
from scenarios.library import load_named
from scenarios.quoting import LONGEST, short
from sim.errors import InputError, nearest
from sim.world import World

SHIPPED = Path(__file__).with_name("mechanisms.toml")
"""The table that comes with the program."""
PRIORITIES = "priorities"
"""Stands for the five national priorities, stepped in turn from replicate to replicate."""
HOP_NAMES = tuple(f"{source} -> {target}" for source, target in HOPS)
"""The seven hops in the order of the chain."""


@dataclass(frozen=True)
class HopLever:
    """The lever with which a hop is measured.

    Attributes
    ----------
    lever
        A parameter, or ``PRIORITIES``.
    step
        Size of the step as a share.
    why
        Why this lever.
    """

    lever: str
    step: float
    why: str


@dataclass(frozen=True)
class Mechanism:
    """A mechanism, and what it should do; ``layout.MechanismTable`` explains each part."""

    name: str
    title: str
    hop: str
    measure: Measure
    why: str
    parameters: Mapping[str, float]
    finding: str = ""

    @property
    def place(self) -> int:
        """Index of its own hop in the chain."""
        return HOP_NAMES.index(self.hop)


@dataclass(frozen=True)
class Mechanisms:
    """A table of mechanisms, and the world in which they are switched on.

    Attributes
    ----------
    title
        Name of that world, for people.
    scenario
        Scenario that it departs from.
    parameters
        In what it departs.
    years, world
        Years observed and councils; None for the scenario's own.
    levers
        The lever of each hop, in the order of the chain; None for a hop that is not measured
        by a lever.
    mechanisms
        The mechanisms in the order of the table.
    why
        Why the world departs in this way; empty when it is not said.
    """

    title: str
    scenario: Scenario
    parameters: Mapping[str, float]
    years: float | None
    world: World | None
    levers: tuple[HopLever | None, ...]
    mechanisms: tuple[Mechanism, ...]
    why: str = ""

    @classmethod
    def read(cls, source: str | os.PathLike[str] = SHIPPED) -> Mechanisms:
        """Read a table of mechanisms.

        Parameters
        ----------
        source
            The file; the shipped one without.

        Raises
        ------
        InputError
            For whatever is wrong in it, with file, line and remedy.
        """
        document = Document.read(Path(source), MECHANISMS.kind)
        content = document.filled_in(MECHANISMS)
        world = content.reference.world
        return cls(
            title=content.reference.title,
            scenario=load_named(
                content.reference.scenario, document, document.where("reference", "scenario")
            ),
            parameters=_parameters(content.reference.parameters, document, "reference"),
            years=content.reference.years,
            world=None if world is None else described_world(world, document),
            levers=_levers(content, document),
            mechanisms=_mechanisms(content, document),
            why=content.reference.why or "",
        )


def _parameters(given: dict[str, object], document: Document, *path: str | int) -> dict[str, float]:
    return {
        name: checked_value(name, value, document.where(*path, "parameters", *inner))
        for name, value, inner in flat(given)
    }


def _levers(content: MechanismsFile, document: Document) -> tuple[HopLever | None, ...]:
    found: dict[str, HopLever] = {}
    for index, table in enumerate(content.hop):
        where = document.where("hop", index)
        _known_hop(table.name, where, "name")
        if table.name in found:
            raise InputError(
                f"the hop {table.name!r} has two levers",
                remedy="Leave one [[hop]] out",
                where=where,
                key="name",
            )
        if table.lever != PRIORITIES:
            try:
                declared(table.lever)
            except InputError as error:
                raise error.at(where) from None
        found[table.name] = HopLever(table.lever, table.step, table.why)
    return tuple(found.get(name) for name in HOP_NAMES)


def _mechanisms(content: MechanismsFile, document: Document) -> tuple[Mechanism, ...]:
    found: dict[str, Mechanism] = {}
    for index, table in enumerate(content.mechanism):
        where = document.where("mechanism", index)
        _known_hop(table.hop, where, "hop")
        if table.name in found or table.name == "reference":
            raise InputError(
                f"the name {table.name!r} is taken",
                remedy="Give the mechanism another name",
                where=where,
                key="name",
                value=table.name,
            )
        found[table.name] = _mechanism(table, document, index)
    return tuple(found.values())


def _mechanism(table: MechanismTable, document: Document, index: int) -> Mechanism:
    return Mechanism(
        table.name,
        table.title,
        table.hop,
        table.measure,
        table.why,
        _parameters(table.parameters, document, "mechanism", index),
        table.finding or "",
    )


def _known_hop(name: str, where: str, key: str) -> None:
    if name not in HOP_NAMES:
        raise InputError(
            f"unknown hop {short(name)}",
            remedy=nearest(name[:LONGEST], HOP_NAMES),
            where=where,
            key=key,
            value=name,
        )
