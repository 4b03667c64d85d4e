"""The columns of a study's tables, each with its unit and meaning."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from experiments.stations import NAMES, station
from sim.declaration import DOMAINS
from sim.ledger.record import AUTHORITY, AUTHORITY_COLUMNS, DOMAIN_COLUMNS
from sim.linkage import LINK_MEANINGS
from sim.outcomes import OUTCOMES
from sim.parameters import PARAMETERS

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True)
class Column:
    """One column of a table.

    Attributes
    ----------
    name, unit, meaning
        As shown to its reader.
    text
        Whether it holds text; otherwise numbers, NaN where undefined.
    whole
        Whether its numbers are whole.
    """

    name: str
    unit: str
    meaning: str
    text: bool = False
    whole: bool = False

    def field(self) -> pa.Field:
        """Return the column's field in an Arrow schema, with unit and meaning."""
        import pyarrow as pa

        kind = pa.string() if self.text else pa.int64() if self.whole else pa.float64()
        return pa.field(self.name, kind, metadata={"unit": self.unit, "meaning": self.meaning})


_LINK_UNITS = {
    "meant": "share",
    "planned": "hours per year",
    "enacted": "hours per person in need and year",
    "achieved": "need per person and year",
    "felt": "0-1",
    "recorded": "share",
    "reported": "share",
    "believed": "share",
}

IDENTITY = Column("identity", "", "hash of everything that determines the run", text=True)
_RUN = Column("run", "", "place of the run in the design, from 0", whole=True)
_SCENARIO = Column("scenario", "", "scenario", text=True)
_POINT = Column("point", "", "place of the point among those of the design, from 0", whole=True)
_REPLICATE = Column("replicate", "", "number of the replicate, from 0", whole=True)

OUTCOME_COLUMNS = tuple(Column(each.name, each.unit, each.meaning) for each in OUTCOMES.values())

LINK_COLUMNS = (
    *(
        Column(f"link.{name}", _LINK_UNITS[name], f"{LINK_MEANINGS[name]}; mean over the domains")
        for name in NAMES
    ),
    *(
        Column(f"link.{name}.{domain}", _LINK_UNITS[name], f"{LINK_MEANINGS[name]}: {domain}")
        for name in NAMES
        for domain in DOMAINS
    ),
)

THREAD_COLUMNS = (
    Column("lever", "", "the parameter that the run's twin steps", text=True),
    Column(
        "step",
        "share",
        "size of that step, a share of the lever's value; with in_units in the lever's unit",
    ),
    *(
        Column(
            f"elasticity.{name}",
            "% per %",
            f"by how many per cent {station(name).quantity} rises for each per cent of the lever; "
            "with in_units, by what share of itself for each unit of it",
        )
        for name in NAMES
    ),
    *(
        Column(
            f"passthrough.{source}.{target}",
            "ratio",
            f"elasticity of {target} over that of {source}; of a single run, so noisy: "
            "over several, take the ratio of mean elasticities",
        )
        for source, target in pairwise(NAMES)
    ),
)

VALUE_COLUMNS = (*OUTCOME_COLUMNS, *LINK_COLUMNS, *THREAD_COLUMNS)
"""What is recorded of a run."""

STATE_COLUMNS = (
    Column("status", "", "pending, done or failed", text=True),
    Column("origin", "", "of a failure: building, running, observing or writing", text=True),
    Column("exception", "", "of a failure: what was raised", text=True),
    Column("traceback", "", "of a failure: where in the program", text=True),
)

RECORD_COLUMNS = (IDENTITY, *STATE_COLUMNS, *VALUE_COLUMNS)
"""A record as workers write it."""

_WHEN = (
    Column("year", "calendar year", "when the year, quarter or week begins"),
    Column("council", "", "council", text=True),
)

LONGEST_WEEKS = AUTHORITY["durations"].shape[0]
"""Numbers of weeks by which assessments on record are counted; the last stands for more, too."""

SUM_COLUMNS = (
    *(
        Column(f"sum.{name}", "", meaning)
        for name, meaning in AUTHORITY_COLUMNS.items()
        if name != "durations"
    ),
    *(
        Column(f"sum.durations.{week}", "", f"assessments on record that took {week} weeks")
        for week in range(1, LONGEST_WEEKS + 1)
    ),
    *(
        Column(f"sum.{name}.{domain}", "", f"{meaning}: {domain}")
        for name, meaning in DOMAIN_COLUMNS.items()
        for domain in DOMAINS
    ),
)
"""The ledger of a council over a period: the sums that outcomes and links are ratios of."""

OUTCOME_RECORD_COLUMNS = (IDENTITY, *_WHEN, *OUTCOME_COLUMNS)
"""A row of a series as workers write it."""

SERIES_RECORD_COLUMNS = (*OUTCOME_RECORD_COLUMNS, *SUM_COLUMNS)
"""The same where sums are kept."""

EVENT_COLUMNS = (
    Column("year", "calendar year", "when the step begins in which it happened"),
    Column("step", "steps", "step of the model, from 0 at the start of the burn-in", whole=True),
    Column("stage", "", "place of the stage in the week; 0: as the watching began", whole=True),
    Column("event", "", "what happened; docs/studies.md has every kind", text=True),
    Column("council", "", "council", text=True),
    Column("citizen", "", "number of the citizen in the council; -1: none", whole=True),
    Column("post", "", "number of the post in the council; -1: none", whole=True),
    Column("person", "", "how many have left the post before; -1: no person", whole=True),
    Column("domain", "", "domain of the citizen's need; empty: none", text=True),
    Column("detail", "", "by kind of event, in words; often empty", text=True),
    Column("need", "0-1", "the citizen's need after the stage; NaN: no citizen"),
    Column("value", "by kind", "by kind of event; often NaN"),
)
"""A row of the event log of a run."""


def plan_columns(parameters: Iterable[str]) -> tuple[Column, ...]:
    """Return the columns that say which run a row is about."""
    varied = (
        Column(name, PARAMETERS[name].unit, PARAMETERS[name].meaning)
        if name in PARAMETERS
        else Column(name, "", "a parameter that this version of the program does not have")
        for name in parameters
    )
    return (_RUN, _SCENARIO, _POINT, *varied, _REPLICATE)


def status_columns(parameters: Iterable[str]) -> tuple[Column, ...]:
    """Return the columns of ``status.parquet``: a row per run of the design."""
    return (*plan_columns(parameters), *STATE_COLUMNS, IDENTITY)


def run_columns(parameters: Iterable[str], *, thread: bool) -> tuple[Column, ...]:
    """Return the columns of ``runs.parquet``: a row per run that is done."""
    threads = THREAD_COLUMNS if thread else ()
    return (*plan_columns(parameters), *OUTCOME_COLUMNS, *LINK_COLUMNS, *threads, IDENTITY)


def series_columns(parameters: Iterable[str], *, sums: bool) -> tuple[Column, ...]:
    """Return the columns of ``series.parquet``: a row per run, period and council."""
    added = SUM_COLUMNS if sums else ()
    return (*plan_columns(parameters), *_WHEN, *OUTCOME_COLUMNS, *added, IDENTITY)


def series_record_columns(names: Iterable[str]) -> tuple[Column, ...]:
    """Return those columns of a series, as workers write it, that are among the names."""
    known = set(names)
    return tuple(column for column in SERIES_RECORD_COLUMNS if column.name in known)


def schema(columns: Iterable[Column]) -> Any:
    """Return the Arrow schema of some columns."""
    import pyarrow as pa

    return pa.schema([column.field() for column in columns])
