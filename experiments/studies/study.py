"""A study read back: its runs, its series, and what failed."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from experiments.studies.columns import Column, run_columns, series_columns
from experiments.studies.event_files import event_log_columns, events_of
from experiments.studies.passed_on import passed_on
from experiments.studies.records import (
    Records,
    ordered_series,
    read_records,
    selected,
)
from experiments.studies.shards import DamagedError
from experiments.studies.study_file import STUDY_FILE, read_study_file
from experiments.studies.tables import done_rows, read_plan, with_status
from sim.errors import InputError

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

LONGEST_REASON = 200
"""Characters that are repeated of why a file cannot be read."""


class Study:
    """The results of a study, finished or not.

    Parameters
    ----------
    folder
        The study's folder.

    Raises
    ------
    InputError
        When the folder holds no study.
    """

    def __init__(self, folder: str | os.PathLike[str]) -> None:
        self.folder = Path(folder)
        try:
            self.design: dict[str, Any] = read_study_file(self.folder)
            self._parameters: list[str] = self.design["parameters"]
            self._plan = read_plan(self.folder, self._parameters)
        except InputError:
            raise
        except (OSError, ValueError, DamagedError) as error:
            raise InputError(
                f"{self.folder} holds no study that can be read ({_in_short(error)})",
                remedy="Name the folder of a study, or run `goldenthread sweep --resume` again",
                key="folder",
                value=str(self.folder),
            ) from None

    def __repr__(self) -> str:
        counts = ", ".join(f"{count:,} {status}" for status, count in self.counts().items())
        return f"<Study {self.folder}: {counts}>"

    def counts(self) -> dict[str, int]:
        """Return how many runs are done, failed and pending."""
        statuses = self._status(self._records())["status"].to_pylist()
        return {status: statuses.count(status) for status in ("done", "failed", "pending")}

    def runs(self) -> pd.DataFrame:
        """Return a row per run that is done, in the order of the design.

        Columns: ``run``, ``scenario``, ``point``, the varied parameters, ``replicate``, the
        outcomes over the observed years, the links of the thread (``link.felt`` and, by domain,
        ``link.felt.care``), with ``thread = true`` the answers to the lever
        (``elasticity.felt``, ``passthrough.achieved.felt``), and the run's identity. Units and
        meanings are in ``columns()``.
        """
        records = self._records()
        columns = run_columns(self._parameters, thread=self.design["thread"])
        return selected(done_rows(self._status(records)), records, columns).to_pandas()

    def series(self) -> pd.DataFrame:
        """Return a row per run, period (year, quarter or week), and council, with every outcome.

        Raises
        ------
        InputError
            When the design keeps no series.
        """
        import pyarrow as pa

        if self.design["series"] == "none":
            raise InputError(
                "this study keeps no series",
                remedy='Add series = "yearly" to its design, and run it',
                key="series",
            )
        columns = series_columns(self._parameters, sums=False)
        parts = list(self._series(columns))
        return pa.concat_tables(parts).to_pandas() if parts else self._empty(columns)

    def sums(self) -> Iterator[pa.Table]:
        """Yield, part by part, the rows of ``series()`` with the sums of the ledger.

        ``experiments.studies.ledgers.ledgers_of`` makes ledgers of them.

        Raises
        ------
        InputError
            When the design keeps none.
        """
        if not self.design.get("sums"):
            raise InputError(
                "this study keeps no sums of the ledger",
                remedy='Add series = "yearly" and sums = true to its design, and run it',
                key="sums",
            )
        return self._series(series_columns(self._parameters, sums=True))

    def events(self, runs: Iterable[int] | None = None) -> pd.DataFrame:
        """Return the logs of some runs: a row per event of a case, a post or a council.

        Columns: which run, as in ``runs()``, then ``year``, ``step``, ``stage``, ``event``,
        ``council``, ``citizen``, ``post``, ``person``, ``domain``, ``detail``, ``need`` and
        ``value``.

        Parameters
        ----------
        runs
            Numbers of runs, from the column ``run``; by default all that are done. The logs of
            many runs may not fit into memory: read some at a time.

        Raises
        ------
        InputError
            When the design keeps no event logs, or one of them is damaged.
        """
        import pyarrow as pa
        import pyarrow.compute as pc

        if not self.design["events"]:
            raise InputError(
                "this study keeps no event logs",
                remedy="Add events = true to its design, and run it",
                key="events",
            )
        done = done_rows(self._status(self._records()))
        if runs is not None:
            done = done.filter(pc.is_in(done["run"], pa.array(list(runs), pa.int64())))
        columns = event_log_columns(self._parameters)
        try:
            parts = list(events_of(self.folder, done, columns))
        except DamagedError as error:
            raise InputError(
                str(error),
                remedy="Remove that file, and go on with --resume",
                key="events",
            ) from None
        return pa.concat_tables(parts).to_pandas() if parts else self._empty(columns)

    def thread(self) -> pd.DataFrame:
        """Return a row per scenario and point: elasticities and pass-throughs over its replicates.

        Columns: ``scenario``, ``point``, the varied parameters, ``replicates``,
        ``elasticity.felt`` and so on for every link (mean), ``passthrough.achieved.felt`` and so
        on for every hop (ratio of mean elasticities), each with the ends of its 95 % interval in
        ``elasticity.felt.low`` and ``elasticity.felt.high``.

        Raises
        ------
        InputError
            When the runs of the design have no twins.
        """
        if not self.design["thread"]:
            raise InputError(
                "this study does not measure the thread",
                remedy="Add thread = true to its design, and run it",
                key="thread",
            )
        return passed_on(self.runs(), self._parameters)

    def failures(self) -> pd.DataFrame:
        """Return a row per run that failed: where it failed, with what, and the traceback."""
        status = self.status()
        return status[status["status"] == "failed"].drop(columns="status").reset_index(drop=True)

    def status(self) -> pd.DataFrame:
        """Return a row per run of the design: pending, done or failed."""
        return self._status(self._records()).to_pandas()

    def columns(self) -> pd.DataFrame:
        """Return name, unit and meaning of every column of ``runs()``."""
        import pandas as pd

        columns = run_columns(self._parameters, thread=self.design["thread"])
        return pd.DataFrame([asdict(each) for each in columns])[["name", "unit", "meaning"]]

    def _series(self, columns: tuple[Column, ...]) -> Iterator[pa.Table]:
        records = self._records()
        return ordered_series(done_rows(self._status(records)), records, columns)

    def _records(self) -> Records:
        records = read_records(self.folder)
        for error in records.damaged:
            warnings.warn(f"{error}; its runs count as pending", stacklevel=3)
        return records

    def _status(self, records: Records) -> pa.Table:
        series, events = self.design["series"] != "none", self.design["events"]
        return with_status(self._plan, records, series=series, events=events)

    @staticmethod
    def _empty(columns: Any) -> pd.DataFrame:
        from experiments.studies.columns import schema

        return schema(columns).empty_table().to_pandas()


def _in_short(error: Exception) -> str:
    """Return what is wrong with a file, without the folder, which is named already."""
    return str(getattr(error, "strerror", None) or error)[:LONGEST_REASON]


def is_study(folder: str | os.PathLike[str]) -> bool:
    """Return whether a folder holds a study."""
    try:
        return (Path(folder) / STUDY_FILE).is_file()
    except (OSError, ValueError):
        return False  # no file system accepts such a name
