"""What ``manifest.json`` holds of how results were made, as far as a report reads it."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from experiments.report.records import Record


class ChangeRecord(Record):
    """A dated change of a parameter."""

    parameter: str
    start: float
    value: float | None
    factor: float | None
    ramp_years: float
    end: float | None
    councils: list[str] | None


class WorldRecord(Record):
    """One of the worlds: what differs from the defaults, what changes, and all parameters."""

    title: str
    parameters_that_differ: dict[str, float]
    changes: list[ChangeRecord]
    parameters: dict[str, float]


class CouncilRecord(Record):
    """One council."""

    name: str
    posts: int
    population_in_need: int
    deprivation: float


class CouncilsRecord(Record):
    """All councils."""

    name: str
    rows: list[CouncilRecord] = Field(min_length=1)


class TimeRecord(Record):
    """The calendar."""

    first_year: float
    years: float
    burn_in_years: float
    steps_per_year: int


class PosteriorRecord(Record):
    """The draws of parameters that were taken."""

    name: str
    sha256: str | None
    draws: int
    parameters: list[str]
    provenance: dict[str, Any]
    taken: tuple[dict[str, float], ...] = ()


class PackageSet(Record):
    """A package and the levers that it sets."""

    name: str
    cost: float
    levers: dict[str, float] = Field(alias="set")


class OriginRecord(Record):
    """Which scenario a run or a thread is about."""

    against: str | None


class Manifest(Record):
    """How results were made; ``scenario`` is a record only in runs and threads."""

    scenario: OriginRecord | str | None = None
    time: TimeRecord
    seed: int
    replicates: int
    samples: int | None = None
    worlds: dict[str, WorldRecord] = Field(min_length=1)
    councils: CouncilsRecord
    versions: dict[str, str]
    platform: str
    date: str
    command: str
    posterior: PosteriorRecord | None = None
    packages: tuple[PackageSet, ...] = ()
    required: tuple[str, ...] = ()
    factors: tuple[dict[str, Any], ...] = ()

    @property
    def against(self) -> str | None:
        """Name of the scenario's own baseline; None where it is one, or is not said."""
        return self.scenario.against if isinstance(self.scenario, OriginRecord) else None

    @property
    def observed(self) -> tuple[float, float]:
        """First and last year observed."""
        return self.time.first_year, self.time.first_year + self.time.years

    @property
    def citizens(self) -> int:
        """Citizens in all councils."""
        return sum(council.population_in_need for council in self.councils.rows)
