"""Runs that other studies have computed are taken from their folders, not computed again."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from experiments.studies.columns import (
    IDENTITY,
    OUTCOME_RECORD_COLUMNS,
    RECORD_COLUMNS,
    SERIES_RECORD_COLUMNS,
    schema,
)
from experiments.studies.design import Kept, Run
from experiments.studies.event_files import damaged_logs, event_file
from experiments.studies.records import Records, ordered_series, read_records, selected
from experiments.studies.shards import (
    RECORDS,
    SERIES,
    SHARDS,
    shard_name,
    write_atomically,
    write_parquet,
    write_parts,
)
from experiments.studies.study import is_study
from sim.errors import InputError

Folders = str | os.PathLike[str] | Iterable[str | os.PathLike[str]]


@dataclass(frozen=True)
class Source:
    """Another study.

    Attributes
    ----------
    folder
        Its folder.
    records
        What it holds.
    done
        Identities of the runs that it has, with everything that is to be kept of them.
    """

    folder: Path
    records: Records
    done: frozenset[str]


@dataclass(frozen=True)
class Missing:
    """What a study's folder does not have.

    Attributes
    ----------
    runs
        The runs to compute, in the order of the design.
    elsewhere
        Identities of the runs to copy, by the study that has them.
    """

    runs: Sequence[Run]
    elsewhere: list[tuple[Source, list[str]]]

    @property
    def copied(self) -> int:
        """Number of runs to copy."""
        return sum(len(identities) for _, identities in self.elsewhere)


def study_folders(given: Folders) -> tuple[Path, ...]:
    """Return the studies that some folders are or hold.

    Raises
    ------
    InputError
        For a folder that is no study and holds none.
    """
    listed = [given] if isinstance(given, str | os.PathLike) else list(given)
    found: dict[Path, None] = {}
    for folder in map(Path, listed):
        inside = [folder] if is_study(folder) else sorted(filter(is_study, _entries(folder)))
        if not inside:
            raise InputError(
                f"{folder} is no study's folder, and holds none",
                remedy="Name the folder of a study, or one that holds such folders",
                key="reuse",
                value=str(folder),
            )
        found |= dict.fromkeys(inside)
    return tuple(found)


def _entries(folder: Path) -> list[Path]:
    try:
        return [path for path in folder.iterdir() if path.is_dir()]
    except OSError:
        return []  # it is not there, or nobody may look into it


def read_sources(folders: Sequence[Path], kept: Kept, say: Callable[[str], None]) -> list[Source]:
    """Return what other studies have; ``say`` is told which of their files are damaged."""
    sources = []
    for folder in folders:
        records = read_records(folder)
        done = records.done(series=kept.series != "none", events=kept.events)
        logs = list(damaged_logs(folder, done)) if kept.events else []
        for error in (*records.damaged, *logs):
            say(f"{error}; its runs are not taken from there")
        sources.append(Source(folder, records, frozenset(done - {e.path.stem for e in logs})))
    return sources


def taken(sources: Iterable[Source], wanted: Iterable[str]) -> list[tuple[Source, list[str]]]:
    """Return which of the wanted runs are taken from which study."""
    left = dict.fromkeys(wanted)
    shares = []
    for source in sources:
        found = [identity for identity in left if identity in source.done]
        for identity in found:
            del left[identity]
        if found:
            shares.append((source, found))
    return shares


def copy_runs(source: Source, identities: Sequence[str], folder: Path, kept: Kept) -> None:
    """Copy some runs of another study into a study's folder, as a shard.

    Raises
    ------
    OSError
        When the disk does not take them; a run is there completely or not at all.
    """
    import pyarrow as pa

    shards = folder / SHARDS
    shards.mkdir(exist_ok=True)
    if kept.events:
        for identity in identities:
            _copy(event_file(source.folder, identity), event_file(folder, identity))
    name, plan = shard_name(identities), pa.table({IDENTITY.name: pa.array(identities)})
    if kept.series != "none":
        columns = SERIES_RECORD_COLUMNS if kept.sums else OUTCOME_RECORD_COLUMNS
        parts = ordered_series(plan, source.records, columns)
        write_parts(shards / f"{name}{SERIES}", schema(columns), parts)
    # A run counts as recorded once its record is there.
    write_parquet(selected(plan, source.records, RECORD_COLUMNS), shards / f"{name}{RECORDS}")


def _copy(path: Path, to: Path) -> None:
    to.parent.mkdir(exist_ok=True)
    write_atomically(to, lambda partial: shutil.copyfile(path, partial))
