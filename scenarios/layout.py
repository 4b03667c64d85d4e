"""What a scenario file may say: every table and key, with its type and range."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from sim.world import MOST_CITIZENS, MOST_POSTS

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Year = Annotated[float, Field(ge=0, le=9999)]


class Table(BaseModel):
    """A table of a scenario file: unknown keys, wrong types and non-finite numbers are refused."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, allow_inf_nan=False)


class Time(Table):
    """When the scenario plays.

    Attributes
    ----------
    first_year
        Calendar year at which the observed window starts.
    years, burn_in_years
        Length of the observed window, and of the run-in before it, in years and quarters.
    steps_per_year
        Steps in a year, a multiple of 4: 52 is weekly, 12 monthly.
    """

    first_year: Year = 0.0
    years: float = Field(default=6.0, ge=0.25, le=200, multiple_of=0.25)
    burn_in_years: float = Field(default=4.0, ge=0, le=200, multiple_of=0.25)
    steps_per_year: int = Field(default=52, ge=4, le=1040, multiple_of=4)


class Thread(Table):
    """How the thread is measured and judged.

    Attributes
    ----------
    lever
        Parameter whose small change is followed down the tiers; None to take the national
        priority of each domain in turn.
    step
        Size of that change, as a share of the lever's value.
    whole, broken
        Pass-through at or above which a hop is whole, and at or below which it is broken.
    """

    lever: str | None = None
    step: float = Field(default=0.2, ge=0.001, le=1)
    whole: float = Field(default=0.6, ge=0, le=10)
    broken: float = Field(default=0.25, ge=0, le=10)


class Expectation(Table):
    """What a scenario expects to see, compared with another scenario.

    Exactly one of ``outcome``, ``link``, ``hop``, ``gap``, ``bypass`` and ``first_break`` says
    what it is about.

    Attributes
    ----------
    outcome
        Level of an outcome, or of a link of the thread.
    link
        Share of the lever's change that arrives at this link.
    hop
        Pass-through of this hop, written ``planned -> enacted``.
    gap
        One share less another, in points, written ``reported - felt``.
    bypass
        Share of the lever's change that is recorded less the share that is felt.
    first_break
        The hop at which the thread first breaks in the scenario itself, or ``none``.
    against
        Scenario to compare with; None for the one that the file is set against.
    direction
        Whether it rises, falls or is unchanged; None for a first break.
    at_least
        Smallest rise or fall that counts, in the unit of the quantity.
    within
        Largest change that still counts as unchanged, in the same unit.
    between
        Calendar years between which an outcome or a gap is looked at; None for all observed.
    precision
        Half the width that the 95 % interval is to have, in the same unit: ``goldenthread
        verdicts`` takes as many replicates as that needs. None for the replicates of its first
        round.
    """

    outcome: str | None = None
    link: str | None = None
    hop: str | None = None
    gap: str | None = None
    bypass: bool | None = None
    first_break: str | None = None
    against: Text | None = None
    direction: Literal["rises", "falls", "unchanged"] | None = None
    at_least: float = Field(default=0.0, ge=0)
    within: float | None = Field(default=None, ge=0)
    between: list[Year] | None = Field(default=None, min_length=2, max_length=2)
    precision: float | None = Field(default=None, gt=0)


class ChangeTable(Table):
    """One ``[[change]]`` entry, as written."""

    parameter: str
    value: float | None = None
    factor: float | None = Field(default=None, ge=0, le=1000)
    start: Year = Field(alias="from")
    ramp_years: float = Field(default=0.0, ge=0, le=100)
    end: Year | None = Field(default=None, alias="to")
    councils: list[Text] | None = Field(default=None, min_length=1)
    deprivation_band: list[Annotated[int, Field(ge=1, le=5)]] | None = Field(
        default=None, min_length=1
    )


class WorldTable(Table):
    """The ``[world]`` table: a size, ``national = true``, or a file of councils."""

    authorities: int | None = Field(default=None, ge=1, le=10_000)
    posts: int | None = Field(default=None, ge=1, le=MOST_POSTS)
    citizens_per_post: int | None = Field(default=None, ge=1, le=MOST_CITIZENS)
    national: bool | None = None
    councils: Text | None = None


class ScenarioFile(Table):
    """A whole scenario file."""

    title: Text
    claim: Text
    source: Text
    against: Text | None = None
    extends: list[Text] | None = Field(default=None, min_length=1)
    refuted_if: Text | None = None
    finding: Text | None = None
    time: Time = Time()
    thread: Thread = Thread()
    world: WorldTable | None = None
    parameters: dict[str, object] = {}
    change: list[ChangeTable] = []
    expect: list[Expectation] = []


AnyFile = TypeVar("AnyFile", bound=Table)


@dataclass(frozen=True)
class Form(Generic[AnyFile]):
    """What a kind of TOML file may say, for reading it and for naming what is wrong in it.

    Attributes
    ----------
    kind
        What the file is called in messages ("scenario file").
    top
        The keys at the top, and the tables.
    tables
        The tables by name.
    several
        The tables that are written ``[[so]]``, for there may be several.
    hints
        What to do when a key is missing, and with a ``parameter`` that stands at the top.
    """

    kind: str
    top: type[AnyFile]
    tables: Mapping[str, type[Table]]
    several: tuple[str, ...]
    hints: Mapping[str, str]


SCENARIO = Form(
    kind="scenario file",
    top=ScenarioFile,
    tables={
        "time": Time,
        "thread": Thread,
        "world": WorldTable,
        "change": ChangeTable,
        "expect": Expectation,
    },
    several=("change", "expect"),
    hints={
        "parameter": "Put a parameter under [parameters], or name it in a [[change]]",
        "title": 'Add title = "..."',
        "claim": 'Add claim = "...", the one sentence that the scenario tests',
        "source": 'Add source = "...", where its figures come from',
        "from": "Add from = YEAR, the calendar year at which the change begins",
    },
)
"""The form of scenario files."""
