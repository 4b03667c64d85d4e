"""The results folder: it appears complete or not at all."""

from __future__ import annotations

import itertools
import json
import os
import re
import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from experiments.columns import (
    Columns,
    link_columns,
    outcome_columns,
    series_columns,
    thread_columns,
)
from experiments.posterior.behind import interval_table
from experiments.provenance import manifest
from sim.errors import InputError

if TYPE_CHECKING:
    from experiments.result import Result

RESULTS = Path("results")
TABLES = {
    "outcomes.parquet": outcome_columns,
    "thread.parquet": thread_columns,
    "series.parquet": series_columns,
    "links.parquet": link_columns,
}
"""The tables of a results folder, and what makes the columns of each."""


def checked_folder(given: str | os.PathLike[str] | None, scenario: str) -> Path:
    """Return the folder for the results; to be called before anything is simulated.

    Parameters
    ----------
    given
        A folder that does not exist or is empty; None for a new one below ``results``, named
        after scenario and time.
    scenario
        Name of the scenario.

    Raises
    ------
    InputError
        When the name is blank, or the folder is a file, is the one that the program runs in,
        holds something already, or cannot be written to.
    """
    if given is not None and not os.fsdecode(given).strip():
        raise InputError(
            "the name of the results folder is blank",
            remedy="Name a folder, or leave it out for a new one below results",
            key="out",
            value=given,
        )
    folder = _new_folder(scenario) if given is None else Path(given)
    _check(folder)
    return folder


def _new_folder(scenario: str) -> Path:
    stem = re.sub(r"[^\w.-]+", "-", scenario).strip("-.") or "run"
    return _free(RESULTS / f"{stem}-{datetime.now():%Y-%m-%d-%H%M%S}")


def _check(folder: Path) -> None:
    try:
        problem = _occupied(folder)
        # Permission bits do not tell (a read-only disk, the superuser): writing does.
        with tempfile.TemporaryDirectory(dir=_existing(folder), prefix=".goldenthread-"):
            pass
    except (OSError, ValueError) as error:
        problem = f"no results can be written to {folder} ({getattr(error, 'strerror', error)})"
    if problem:
        raise InputError(
            problem,
            remedy="Name a folder that does not exist yet, where you may write",
            key="out",
            value=str(folder),
        )


def save(
    result: Result, folder: str | os.PathLike[str] | None = None, *, command: str = ""
) -> Path:
    """Write the tables, the manifest, the findings and the figure of the thread.

    Everything is written to a hidden folder beside the target, flushed to the disk, and only
    then given its name. Should another program have filled the target meanwhile, the results
    go to the same name with a number.

    Parameters
    ----------
    result
        The finished experiment.
    folder
        A folder that does not exist or is empty; None for a new one below ``results``.
    command
        The command that was given, for the manifest.

    Returns
    -------
    pathlib.Path
        The folder that holds the results.

    Raises
    ------
    InputError
        When the folder cannot take them.
    """
    target = checked_folder(folder, result.design.scenario.name)
    return write_folder(target, lambda partial: _write_all(result, partial, command))


def write_folder(target: Path, write: Callable[[Path], None], *, replace: bool = False) -> Path:
    """Have ``write`` fill a hidden folder, flush it, give it its name, and return its path.

    Parameters
    ----------
    target
        The folder that is to appear, as ``checked_folder`` returned it.
    write
        Writes into the folder that it is given; whatever it raises leaves nothing behind.
    replace
        Whether a folder of that name makes room, once the new one is complete.

    Raises
    ------
    InputError
        When the disk does not take it.
    """
    try:
        return _written(target, write, replace=replace)
    except OSError as error:
        raise InputError(
            f"results cannot be written to {target} ({error.strerror or error})",
            remedy="Make room, or name another folder, where you may write",
            key="out",
            value=str(target),
        ) from error


def _written(target: Path, write: Callable[[Path], None], *, replace: bool) -> Path:
    made = [parent for parent in target.parents if not parent.exists()]
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name}-"))
    try:
        write(partial)
        for path in (*partial.rglob("*"), partial):
            flush(path)
        partial.chmod(0o755)
        if replace and target.is_dir():
            _make_room(target)
        return _named(partial, target)
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        for parent in made:
            with suppress(OSError):  # somebody else may use it by now
                parent.rmdir()
        raise


def _write_all(result: Result, folder: Path, command: str) -> None:
    from experiments.figures.house_style import save_figure, write_data
    from experiments.figures.thread import draw_thread

    for name, columns in TABLES.items():
        write_table(columns(result), folder / name)
    write_document(manifest(result.design, command), folder / "manifest.json")
    write_document(result.summary(), folder / "findings.json")
    save_figure(draw_thread(result), folder, "thread")
    if result.design.nesting is not None:
        write_data(interval_table(result.intervals), folder / "intervals.csv")


def write_document(values: dict[str, Any], path: Path) -> None:
    """Write plain values as a JSON document."""
    path.write_text(json.dumps(values, indent=2, allow_nan=False) + "\n", encoding="utf-8")


def write_table(columns: Columns, path: Path) -> None:
    """Write columns of equal length as a Parquet file."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    arrays = {}
    for name, values in columns.items():
        array = pa.array(values)
        # Names repeat in every row; kept once, the file and its reader need a fraction.
        arrays[name] = array.dictionary_encode() if values.dtype.kind == "U" else array
    pq.write_table(pa.table(arrays), path, compression="zstd")


def _make_room(target: Path) -> None:
    """Remove a folder, whose name is free from the first moment on."""
    gone = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name}-"))
    target.rename(gone)  # takes the place of the empty folder
    shutil.rmtree(gone)


def _named(partial: Path, target: Path) -> Path:
    """Give the complete folder its name, or the next free one, and return it."""
    while True:
        try:
            if target.is_dir():
                target.rmdir()
            partial.rename(target)
        except OSError:
            if not target.exists():
                raise
            target = _free(target)
        else:
            flush(target.parent)
            return target


def _free(folder: Path) -> Path:
    """Return the folder, or its name with the first number that is not taken."""
    if not folder.exists():
        return folder
    names = (folder.with_name(f"{folder.name}-{number}") for number in itertools.count(2))
    return next(name for name in names if not name.exists())


def _occupied(folder: Path) -> str:
    """Return what stands in the way of a results folder of this name; empty for nothing."""
    if folder.is_dir():
        if folder.samefile(Path.cwd()):
            return "the results folder would take the place of the folder you are in"
        return f"the results folder {folder} is not empty" if any(folder.iterdir()) else ""
    return f"{folder} is not a folder" if folder.exists() else ""


def _existing(folder: Path) -> Path:
    """Return the folder, or the nearest one above it that exists."""
    absolute = folder.absolute()
    return next(path for path in (absolute, *absolute.parents) if path.exists())


def flush(path: Path) -> None:
    """Have the operating system write a file or folder to the disk."""
    if os.name != "posix" and path.is_dir():
        return  # other systems cannot open a folder
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
