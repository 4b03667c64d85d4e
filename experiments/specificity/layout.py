"""What a table of mechanisms may say: every key, with its type and range."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from scenarios.layout import Form, Table, Text, WorldTable

Measure = Literal[
    "passed_on",
    "per_unit",
    "correlation",
    "proportional_slope",
    "rank_agreement",
    "mutual_information",
]
"""The measures of a hop; ``experiments.specificity.measures`` computes them."""

Name = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_]*$")]


class ReferenceTable(Table):
    """The world in which mechanisms are switched on.

    Attributes
    ----------
    title
        Its name for people.
    scenario
        Scenario that it departs from: a shipped one, or a file beside the table.
    years
        Years observed; the scenario's own without.
    world
        The councils, in place of the scenario's own.
    why
        Why it departs in this way, in Markdown, for the page.
    parameters
        What differs from the scenario.
    """

    title: Text
    why: Text | None = None
    scenario: Text = "england"
    years: float | None = Field(default=None, ge=0.25, le=100, multiple_of=0.25)
    world: WorldTable | None = None
    parameters: dict[str, object] = Field(default={})


class HopTable(Table):
    """The lever with which a hop is measured.

    Attributes
    ----------
    name
        The hop, written ``planned -> enacted``.
    lever
        A parameter, or ``priorities`` for the five national priorities in turn.
    step
        Size of the step, as a share of the lever's value.
    why
        Why this lever, in a sentence.
    """

    name: Text
    lever: Text
    step: float = Field(default=0.2, ge=0.001, le=1)
    why: Text


class MechanismTable(Table):
    """A mechanism, and what it should do.

    Attributes
    ----------
    name, title
        What it is called in tables, and for people.
    hop
        The hop that it should lower, leaving those before it alone.
    measure
        The measure of the hop in which that should be seen.
    why
        Why it should, and why in this measure.
    parameters
        What switches it on.
    finding
        What was found about it, and which rule is behind that, for the page.
    """

    name: Name
    title: Text
    hop: Text
    measure: Measure
    why: Text
    parameters: dict[str, object] = Field(min_length=1)
    finding: Text | None = None


class MechanismsFile(Table):
    """A whole table of mechanisms."""

    reference: ReferenceTable
    hop: list[HopTable] = Field(min_length=1)
    mechanism: list[MechanismTable] = Field(min_length=1)


MECHANISMS = Form(
    kind="table of mechanisms",
    top=MechanismsFile,
    tables={"reference": ReferenceTable, "hop": HopTable, "mechanism": MechanismTable},
    several=("hop", "mechanism"),
    hints={
        "parameter": "Put it under [reference.parameters], or in the parameters of a [[mechanism]]",
        "reference": "Add [reference] with a title and [reference.parameters]",
        "hop": 'Add hop = "planned -> enacted", or a [[hop]] with its lever for each hop',
        "measure": 'Add measure = "passed_on", "per_unit" or "correlation"',
        "parameters": "Add parameters = { name = value }, what switches the mechanism on",
        "lever": 'Add lever = "priorities", or the name of a parameter',
        "why": 'Add why = "...", the reason in a sentence',
    },
)
"""The form of tables of mechanisms."""
