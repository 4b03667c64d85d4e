"""What a design file may say: every table and key, with its type and range."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from experiments.design import LARGEST_SEED
from scenarios.layout import Form, Table, Text, WorldTable, Year

MOST_REPLICATES = 1_000_000
MOST_SAMPLES = 1_000_000
MOST_POINTS = 10_000

Series = Literal["none", "yearly", "quarterly", "weekly"]
Method = Literal["latin_hypercube", "sobol"]


class SampleTable(Table):
    """The ``[sample]`` table: points that fill the space of some parameters evenly.

    Attributes
    ----------
    method
        Latin hypercube, or the scrambled Sobol' sequence. The first points of a longer Sobol'
        sequence are those of a shorter one, so that it can be enlarged.
    samples
        Number of points.
    parameters
        Parameters spread over the ranges, and on the scales, that the model declares.
    ranges
        Narrower ranges of some of them, each ``[low, high]``.
    """

    method: Method = "latin_hypercube"
    samples: int = Field(ge=1, le=MOST_SAMPLES)
    parameters: list[Text] = Field(min_length=1)
    ranges: dict[str, object] = Field(default={})


class SpacingTable(Table):
    """Values from one number to another, evenly spaced; in ratios with ``scale = "log"``."""

    start: float = Field(alias="from")
    stop: float = Field(alias="to")
    points: int = Field(ge=2, le=MOST_POINTS)
    scale: Literal["linear", "log"] = "linear"


def _listed(value: object) -> object:
    """Take one name for a list of one."""
    return [value] if isinstance(value, str) else value


def _as_table(value: object) -> object:
    """Take true for a table that says nothing more, false for none."""
    return ({} if value else None) if isinstance(value, bool) else value


class TwinTable(Table):
    """The ``[thread]`` table: what the twin of every run steps.

    Attributes
    ----------
    lever
        Parameter, or several that the replicates take in turn; None for the scenario's own,
        which is the national priority of each domain in turn unless it names one.
    step
        Size of the step as a share of the parameter's value; None for the scenario's own.
    start
        Calendar year of the step; None for the first that is observed.
    in_units
        Whether the step is in the parameter's own unit, and answers are per unit of it.
    """

    lever: Annotated[list[Text] | None, BeforeValidator(_listed), Field(min_length=1)] = None
    step: float | None = None
    start: Year | None = Field(default=None, alias="from")
    in_units: bool = False


class StudyFile(Table):
    """A whole design file.

    Attributes
    ----------
    scenarios
        Names of shipped scenarios, or paths of scenario files, relative to the design file.
    replicates
        Runs of each scenario at each point.
    years
        Years observed; the scenario's own without.
    seed
        Root of all draws, and of the sample.
    thread
        What is stepped in a twin of every run, to measure the thread; None for no twins.
    series
        Whether the outcomes of every council are kept by year, quarter or week.
    sums
        Whether with them the sums of the ledger that outcomes and links are ratios of.
    events
        Whether the log of every event of every case is kept.
    table
        CSV or Parquet file of explicit points: a parameter a column, a point a row.
    vary, sample
        Values of which all combinations are run, and a sample; what is given is crossed.
    world
        The councils, in place of the scenarios' own.
    """

    scenarios: list[Text] = Field(min_length=1)
    replicates: Annotated[int, Field(ge=1, le=MOST_REPLICATES)] = 20
    years: float | None = Field(default=None, ge=0.25, le=100, multiple_of=0.25)
    seed: int = Field(default=1, ge=0, le=LARGEST_SEED)
    thread: Annotated[TwinTable | None, BeforeValidator(_as_table)] = None
    series: Series = "none"
    sums: bool = False
    events: bool = False
    table: Text | None = None
    vary: dict[str, object] = Field(default={})
    sample: SampleTable | None = None
    world: WorldTable | None = None


STUDY = Form(
    kind="design file",
    top=StudyFile,
    tables={"sample": SampleTable, "thread": TwinTable, "world": WorldTable},
    several=(),
    hints={
        "parameter": "Put its values under [vary], or name it in the parameters of [sample]",
        "scenarios": 'Add scenarios = ["england", "austerity"], names or files',
        "samples": "Add samples = 512, the number of points",
        "parameters": 'Add parameters = ["discretion"], the parameters to spread',
    },
)
"""The form of design files."""
