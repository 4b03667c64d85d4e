"""Packages of levers with their costs, read from a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from experiments.intervals import Floats
from experiments.sensitivity.outputs import HOPS, chosen_outputs
from scenarios.assembly import checked_value, flat
from scenarios.document import Document
from scenarios.layout import Form, Table, Text
from scenarios.quoting import short
from sim.errors import InputError

SHIPPED = Path(__file__).with_name("packages.toml")
AS_IT_IS = "as it is"


class PackageTable(Table):
    """A ``[[package]]``: its name, what it costs, and the levers it sets."""

    name: Text
    cost: float = Field(ge=0)
    levers: dict[str, object] = Field(default={}, alias="set")


class RequirementTable(Table):
    """A ``[[require]]``: an output, and what it must reach or not exceed."""

    output: Text
    at_least: float | None = None
    at_most: float | None = None


class PackagesFile(Table):
    """A whole file of packages."""

    title: Text
    package: list[PackageTable] = Field(min_length=1)
    require: list[RequirementTable] = Field(default=[])


_FORM = Form(
    kind="file of packages",
    top=PackagesFile,
    tables={"package": PackageTable, "require": RequirementTable},
    several=("package", "require"),
    hints={
        "parameter": "Put it under set = { ... } of a [[package]]",
        "title": 'Add title = "..."',
        "name": 'Add name = "..."',
        "cost": "Add cost = NUMBER, in the unit that all packages share",
        "output": 'Add output = "experience", or another output',
        "package": "Add a [[package]] table for each",
    },
)


@dataclass(frozen=True)
class Package:
    """A package: its name, its cost, and the values of the levers it sets."""

    name: str
    cost: float
    levers: Mapping[str, float]


@dataclass(frozen=True)
class Requirement:
    """What an output must reach (``at_least``) or not exceed (``at_most``)."""

    output: str
    at_least: float | None
    at_most: float | None

    def holds(self, values: Floats) -> NDArray[np.bool_]:
        """Return where it holds; nowhere where the output is undefined."""
        if self.at_least is not None:
            return np.asarray(values >= self.at_least)
        return np.asarray(values <= np.float64(self.at_most or 0.0))

    def __str__(self) -> str:
        if self.at_least is not None:
            return f"{self.output} at least {self.at_least:g}"
        return f"{self.output} at most {self.at_most:g}"


@dataclass(frozen=True)
class Packages:
    """The packages of a file and what is required of them.

    Attributes
    ----------
    title
        Title of the file.
    packages
        The packages, in its order.
    required
        What must hold in a world for a package to satisfy there.
    """

    title: str
    packages: tuple[Package, ...]
    required: tuple[Requirement, ...]

    @property
    def levers(self) -> tuple[str, ...]:
        """All levers that some package sets."""
        return tuple(dict.fromkeys(name for each in self.packages for name in each.levers))


def read_packages(source: Path = SHIPPED) -> Packages:
    """Return the packages of a file.

    Raises
    ------
    InputError
        For anything that cannot be used, with file and line.
    """
    document = Document.read(source, _FORM.kind)
    content = document.filled_in(_FORM)
    packages: list[Package] = []
    for place, table in enumerate(content.package):
        if table.name in [each.name for each in packages]:
            raise InputError(
                f"two packages are called {short(table.name)}",
                remedy="Give one another name",
                where=document.where("package", place),
                key="name",
                value=table.name,
            )
        levers = {
            name: checked_value(name, value, document.where("package", place, "set", *path))
            for name, value, path in flat(table.levers)
        }
        packages.append(Package(table.name, table.cost, levers))
    required = tuple(
        _requirement(table, document.where("require", place))
        for place, table in enumerate(content.require)
    )
    found = Packages(content.title, tuple(packages), required)
    if len(packages) < 2:
        raise InputError(
            "a single package has nothing to be compared with",
            remedy="Add a second [[package]], for instance one that sets nothing",
            where=str(source),
            key="package",
        )
    if not found.levers:
        raise InputError(
            "no package sets a lever",
            remedy="Write set = { establishment = 1.05 } under one of them",
            where=str(source),
            key="set",
        )
    return found


def _requirement(table: RequirementTable, where: str) -> Requirement:
    if (table.at_least is None) == (table.at_most is None):
        raise InputError(
            f"what is required of {short(table.output)} is not clear",
            remedy="Give either at_least or at_most",
            where=where,
            key="require",
        )
    try:
        (output,) = chosen_outputs([table.output])
    except (InputError, ValueError) as error:
        problem = error if isinstance(error, InputError) else InputError(
            f"{short(table.output)} is several outputs", remedy="Name a single one", key="output"
        )  # fmt: skip
        raise problem.at(where) from None
    if output in HOPS:
        raise InputError(
            f"{output} has no value in every world",
            remedy="Require elasticity.felt, which has, or an outcome",
            where=where,
            key="output",
            value=output,
        )
    return Requirement(output, table.at_least, table.at_most)
