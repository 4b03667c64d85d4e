"""Carrying out a study: check, compute what is missing, and put the tables together."""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from experiments.studies.chosen import ChosenRuns
from experiments.studies.columns import IDENTITY
from experiments.studies.design import Run, StudyDesign
from experiments.studies.event_files import damaged_logs
from experiments.studies.manifest import manifest_text
from experiments.studies.place import HERE, Place
from experiments.studies.reading import read_design
from experiments.studies.records import STATUS_TABLE, Records, read_records
from experiments.studies.reuse import (
    Folders,
    Missing,
    copy_runs,
    read_sources,
    study_folders,
    taken,
)
from experiments.studies.runner import Progress, Runner, unwritable
from experiments.studies.shards import (
    DamagedError,
    read_parquet,
    sweep_partials,
    write_atomically,
    write_parquet,
)
from experiments.studies.share import Shard
from experiments.studies.study import Study, is_study
from experiments.studies.study_file import STUDY_FILE, read_study_file
from experiments.studies.tables import consolidate, planned
from scenarios import require_memory
from sim.errors import InputError

LOCK = ".lock"
MOST_WORKERS = 4096


def sweep(
    design: str | os.PathLike[str] | Mapping[str, Any] | StudyDesign,
    out: str | os.PathLike[str],
    *,
    workers: int | None = None,
    resume: bool = False,
    reuse: Folders = (),
    shard: str | None = None,
    scheduler: str | None = None,
    cluster: str | os.PathLike[str] | None = None,
    progress: Progress | None = None,
) -> Study:
    """Run a study and return its results.

    Every run is computed once: what the folder holds already, of this design or of another,
    is taken from there. A run that fails is recorded and does not end the study.

    Parameters
    ----------
    design
        Path of a design file, its content as a mapping, or a design that was read before.
    out
        The study's folder; new or empty, or with ``resume`` one that holds a study.
    workers
        Processes; None for one per processor. Results are the same for any number.
    resume
        Whether to go on with the study in the folder: what is missing or failed is computed.
        The design may have been enlarged in the meantime.
    reuse
        Folders of other studies, or folders that hold such: runs that they have are copied.
    shard
        Only a share of the study, such as ``"7/200"``; the folder is shared by all of them.
    scheduler
        Address of a Dask scheduler whose workers compute the runs, in place of processes of
        this machine; they have to see the folder.
    cluster
        Path of a file that says which jobs to ask a cluster's scheduler (SLURM, ...) for; their
        processes compute the runs.
    progress
        Called a few times a second with the runs computed so far and those to compute in all.

    Raises
    ------
    InputError
        For anything that cannot be used, and when the disk does not take the results.
    """
    checked = design if isinstance(design, StudyDesign) else read_design(design)
    share = None if shard is None else Shard.parse(shard)
    place = Place.of(scheduler, cluster)
    job = Sweep(
        checked, Path(out), workers=workers, resume=resume, reuse=reuse, shard=share, place=place
    )
    with job.opened() as missing:
        job.compute(missing.runs, progress)
    return Study(out)


class Sweep:
    """A study that is to be carried out, checked.

    Parameters
    ----------
    design, out, workers, resume, reuse
        As for ``sweep``.
    shard
        The share to compute; None for everything.
    place
        Where runs are computed.
    say
        Told what the user has to know, in sentences.

    Raises
    ------
    InputError
        When the folder or the number of workers cannot be used, or memory does not suffice.
    """

    def __init__(
        self,
        design: StudyDesign,
        out: Path,
        *,
        workers: int | None = None,
        resume: bool = False,
        reuse: Folders = (),
        shard: Shard | None = None,
        place: Place = HERE,
        say: Callable[[str], None] = warnings.warn,
    ) -> None:
        self.design = design
        self.folder = out
        self.workers = checked_workers(workers)
        self._resume = resume or shard is not None
        self._shard = shard
        self.place = place
        self._say = say
        self._others = [path for path in study_folders(reuse) if not _same(path, out)]
        _check_folder(out, resume=self._resume)
        copies = (1 + design.kept.thread) * min(self.workers, len(design))
        for setting in design.settings:
            require_memory(setting.world, setting.burn_in_years + setting.years, copies)

    @property
    def at_a_time(self) -> int:
        """Runs that are computed at a time, as far as that is known beforehand."""
        return self.place.at_a_time(self.workers)

    def missing(self) -> Missing:
        """Return the runs that are not there, each once; nothing is written."""
        return self._missing(self._records())

    @contextmanager
    def opened(self) -> Iterator[Missing]:
        """Take the folder, copy what other studies have, and yield the runs to be computed.

        Raises
        ------
        InputError
            When another sweep is at work in it, or nothing can be written there.
        """
        with ExitStack() as stack:
            try:
                self.folder.mkdir(parents=True, exist_ok=True)
                # Shares of one study work side by side.
                if self._shard is None:
                    stack.enter_context(self._lock(timeout=0))
                sweep_partials(self.folder)
                records = self._records()
                for error in records.damaged:
                    error.path.unlink(missing_ok=True)
                self._write_plan()
                missing = self._missing(records)
                for source, identities in missing.elsewhere:
                    copy_runs(source, identities, self.folder, self.design.kept)
            except OSError as error:
                raise unwritable(self.folder, error.strerror or str(error)) from None
            yield missing

    def compute(self, runs: Sequence[Run], progress: Progress | None = None) -> None:
        """Compute some runs, and put the tables together once nothing is missing."""
        if runs:
            engine = self.place.engine(min(self.workers, len(runs)))
            try:
                Runner(runs, self.folder, engine, progress).compute()
            finally:
                engine.close()
        self._finish()

    def _finish(self) -> None:
        study = Study(self.folder)
        if study.counts()["pending"]:
            return
        with ExitStack() as stack:
            if self._shard is not None:
                # Another share may have finished at the same moment: one after the other.
                stack.enter_context(self._lock(timeout=-1))
            try:
                consolidate(self.folder, self.design)
            except OSError as error:
                raise unwritable(self.folder, error.strerror or str(error)) from None

    def _records(self) -> Records:
        records = read_records(self.folder)
        if self.design.kept.events:
            logs = tuple(damaged_logs(self.folder, records.events))
            whole = records.events - {error.path.stem for error in logs}
            records = replace(records, events=whole, damaged=(*records.damaged, *logs))
        for error in records.damaged:
            self._say(f"{error}; its runs are computed again")
        return records

    def _missing(self, records: Records) -> Missing:
        kept = self.design.kept
        done = records.done(series=kept.series != "none", events=kept.events)
        planned_runs = self.design.runs()
        if self._shard is not None:
            planned_runs = islice(planned_runs, self._shard.number - 1, None, self._shard.of)
        found: dict[str, int] = {}
        for run in planned_runs:
            identity = run.identity
            if identity not in done:
                found.setdefault(identity, run.number)
        sources = read_sources(self._others, kept, self._say) if found else []
        elsewhere = taken(sources, found)
        copied = {identity for _, identities in elsewhere for identity in identities}
        numbers = (number for identity, number in found.items() if identity not in copied)
        return Missing(ChosenRuns(self.design, numbers), elsewhere)

    @contextmanager
    def _lock(self, timeout: float) -> Iterator[None]:
        from filelock import FileLock, Timeout

        lock = FileLock(self.folder / LOCK)
        try:
            lock.acquire(timeout=timeout)
        except Timeout:
            raise InputError(
                f"another sweep is at work in {self.folder}",
                remedy="Wait for it, name another folder, or divide the study with --shard",
                key="out",
                value=str(self.folder),
            ) from None
        try:
            yield
        finally:
            lock.release()

    def _write_plan(self) -> None:
        """Write what is to be run, unless that is there already."""
        text, plan = manifest_text(self.design), planned(self.design)
        study, status = self.folder / STUDY_FILE, self.folder / STATUS_TABLE
        with suppress(FileNotFoundError, UnicodeDecodeError, DamagedError):
            same = study.read_text(encoding="utf-8") == text
            if same and read_parquet(status)[IDENTITY.name].equals(plan[IDENTITY.name]):
                return
        write_atomically(study, lambda partial: partial.write_text(text, encoding="utf-8"))
        write_parquet(plan, status)


def checked_workers(workers: int | None) -> int:
    """Return the number of worker processes, one per processor for None."""
    count = os.cpu_count() or 1 if workers is None else workers
    if isinstance(count, bool) or not isinstance(count, int) or not 1 <= count <= MOST_WORKERS:
        raise InputError(
            f"workers is {workers!r}",
            remedy=f"Give a whole number from 1 to {MOST_WORKERS}",
            key="workers",
            value=workers,
        )
    return count


def _same(one: Path, other: Path) -> bool:
    return one.resolve() == other.resolve()


def _refuse_later_one(folder: Path) -> None:
    """Refuse to write over what a later version of the program wrote."""
    try:
        read_study_file(folder)
    except InputError:
        raise
    except (OSError, ValueError):
        pass  # it is damaged, and is written again


def _check_folder(folder: Path, *, resume: bool) -> None:
    if resume and is_study(folder):
        _refuse_later_one(folder)
    problem, remedy = "", "Name a folder that does not exist yet, where you may write"
    if not str(folder).strip() or str(folder) == ".":
        problem = "the study needs a folder of its own"
    elif folder.exists() and not folder.is_dir():
        problem = f"{folder} is not a folder"
    elif is_study(folder) and not resume:
        problem = f"{folder} holds a study already"
        remedy = "Add --resume to complete or enlarge it, or name another folder"
    elif folder.is_dir() and not is_study(folder) and any(folder.glob("[!.]*")):
        problem = f"{folder} holds something that is not a study"
    if problem:
        raise InputError(problem, remedy=remedy, key="out", value=str(folder))
