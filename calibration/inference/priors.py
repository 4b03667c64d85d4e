"""Which parameters are calibrated, and over which range: read from a file."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import numpy as np
from pydantic import Field

from calibration.patterns.library import PATTERNS
from experiments.intervals import Floats
from experiments.sensitivity.factors import Factor, Problem
from experiments.studies.points import Point
from scenarios.document import Document
from scenarios.faults import declared
from scenarios.layout import Form, Table, Text
from sim.errors import InputError, nearest


class ParameterTable(Table):
    """A ``[[parameter]]``: its name, its range, and why that is so."""

    name: Text
    low: float
    high: float
    why: Text


class PriorsFile(Table):
    """A whole file of priors."""

    title: Text
    scenario: Text
    patterns: list[Text] = Field(default=[])
    parameter: list[ParameterTable] = Field(min_length=1)


_FORM = Form(
    kind="file of priors",
    top=PriorsFile,
    tables={"parameter": ParameterTable},
    several=("parameter",),
    hints={
        "title": 'Add title = "..."',
        "scenario": 'Add scenario = "england", or the scenario that is calibrated',
        "parameter": "Add a [[parameter]] table for each",
        "patterns": 'Give patterns = ["P8"], numbers of `goldenthread patterns`',
        "name": 'Add name = "...", a parameter of `goldenthread parameters`',
        "low": "Add low = NUMBER, below which the value is not credible",
        "high": "Add high = NUMBER, above which the value is not credible",
        "why": 'Add why = "...", the reason for the range',
    },
)


@dataclass(frozen=True)
class Priors:
    """The parameters that are calibrated, each evenly likely over its range.

    Attributes
    ----------
    title
        Title of the file.
    scenario
        The scenario that is calibrated.
    factors
        Name, range and scale of each parameter.
    reasons
        Why each has that range.
    patterns
        Numbers of the patterns that draws must show.
    """

    title: str
    scenario: str
    factors: tuple[Factor, ...]
    reasons: tuple[str, ...]
    patterns: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the parameters."""
        return tuple(factor.name for factor in self.factors)

    @property
    def problem(self) -> Problem:
        """The parameters and a dummy, for designs and screening."""
        return Problem.of(self.factors)

    def points(self, places: Floats) -> list[Point]:
        """Return the values at some places of the unit box, shape (points, parameters)."""
        return [dict(zip(self.names, row, strict=True)) for row in self.values(places).tolist()]

    def values(self, places: Floats) -> Floats:
        """Return the same as an array of shape (points, parameters)."""
        columns = [each.values(places[:, place]) for place, each in enumerate(self.factors)]
        return np.column_stack(columns)


def shipped(name: str) -> Path | None:
    """Return the file of priors that is shipped under a name; None when there is none."""
    path = Path(str(files("calibration").joinpath("priors"))) / f"{name}.toml"
    return path if path.is_file() else None


def available() -> list[str]:
    """Return the names of the priors that are shipped."""
    folder = Path(str(files("calibration").joinpath("priors")))
    return sorted(path.stem for path in folder.glob("*.toml"))


def read_priors(given: str | os.PathLike[str]) -> Priors:
    """Return the priors that are shipped under a name, or those of a file.

    Raises
    ------
    InputError
        For anything that cannot be used, with file and line: a parameter that is unknown or
        stands twice, a range that is empty or goes beyond what the model accepts.
    """
    path = shipped(os.fspath(given)) or Path(given)
    if not path.is_file() and path.suffix != ".toml":
        raise InputError(
            f"no priors are called {os.fspath(given)!r}",
            remedy=nearest(os.fspath(given), available()),
            key="priors",
            value=os.fspath(given),
        )
    document = Document.read(path, _FORM.kind)
    content = document.filled_in(_FORM)
    factors: list[Factor] = []
    for place, table in enumerate(content.parameter):
        where = document.where("parameter", place)
        try:
            factors.append(_factor(table, [each.name for each in factors]))
        except InputError as error:
            raise error.at(where) from None
    reasons = tuple(table.why for table in content.parameter)
    for name in content.patterns:
        try:
            PATTERNS.named(name)
        except InputError as error:
            raise error.at(document.where("patterns")) from None
    patterns = tuple(content.patterns)
    return Priors(content.title, content.scenario, tuple(factors), reasons, patterns)


def _factor(table: ParameterTable, before: Sequence[str]) -> Factor:
    parameter = declared(table.name)
    if table.name in before:
        raise InputError(
            f"{table.name} stands twice",
            remedy="Leave one of them out",
            key="name",
            value=table.name,
        )
    parameter.check(table.low)
    parameter.check(table.high)
    return Factor.of(parameter, (table.low, table.high))


def within(priors: Priors, point: Mapping[str, float]) -> bool:
    """Return whether a point lies in the ranges of the priors."""
    return all(each.low <= point[each.name] <= each.high for each in priors.factors)
