"""Files of parameter draws: Parquet, a column per parameter, ``weight``, and where it is from."""

from __future__ import annotations

import hashlib
import io
import json
import os
import tempfile
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from experiments.intervals import Floats
from experiments.posterior.draws import WEIGHT, ParameterDraws
from scenarios.faults import declared
from scenarios.quoting import LONGEST, short
from scenarios.reading import read_bytes
from sim.errors import InputError, nearest

if TYPE_CHECKING:
    from pyarrow import Table

METADATA = b"goldenthread.draws"
"""Key of the file's metadata that holds provenance and identification as JSON."""
MOST_BYTES = 500_000_000
"""Largest file accepted: a million draws of fifty parameters."""
_SUFFIX = ".parquet"
_MAKE_ONE = "`goldenthread calibrate england_children` makes one"


def read_draws(name_or_path: str | os.PathLike[str]) -> ParameterDraws:
    """Return the draws of a file, or of a posterior that comes with the program.

    Parameters
    ----------
    name_or_path
        A name without suffix (``england_children``), or the path of a Parquet file.

    Raises
    ------
    InputError
        When there is no such posterior or file, and for anything in it that cannot be used;
        with file, column and row.
    """
    path = _found(os.fspath(name_or_path))
    content = read_bytes(path, "file of parameter draws", MOST_BYTES)
    try:
        return _parsed(path.stem, content)
    except InputError as error:
        raise error.at(", ".join(part for part in (str(path), error.where) if part)) from None


def shipped_names() -> list[str]:
    """Return the names of the posteriors that come with the program."""
    folder = _shipped_folder()
    return sorted(path.stem for path in folder.glob(f"*{_SUFFIX}")) if folder.is_dir() else []


def write(draws: ParameterDraws, path: Path) -> Path:
    """Write draws as a Parquet file, complete or not at all, and return its path.

    Raises
    ------
    InputError
        When the file cannot be written.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    columns = dict(zip(draws.parameters, draws.values.T, strict=True)) | {WEIGHT: draws.weights}
    about: dict[str, Any] = {
        "provenance": dict(draws.provenance),
        "identified": dict(draws.identified),
    }
    if draws.middle is not None:
        about["middle"] = draws.middle
    table = pa.table({name: np.ascontiguousarray(column) for name, column in columns.items()})
    table = table.replace_schema_metadata({METADATA: json.dumps(about).encode()})
    buffer = io.BytesIO()
    pq.write_table(table, buffer, compression="zstd")
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as partial:
            partial.write(buffer.getvalue())
        Path(partial.name).chmod(0o644)
        Path(partial.name).replace(path)
    except OSError as error:
        raise InputError(
            f"the draws cannot be written ({error.strerror})",
            remedy="Name a file in a folder that exists, where you may write",
            where=str(path),
        ) from None
    return path


def _shipped_folder() -> Path:
    # By its name: this package stands below the one that makes posteriors.
    return Path(str(files("calibration").joinpath("posteriors")))


def _found(given: str) -> Path:
    """Return the path of a shipped posterior or of a file that exists."""
    path = Path(given)
    if path.suffix or path.parent != Path():
        if path.is_file():
            return path
        raise InputError(
            f"there is no file of parameter draws {short(given)}",
            remedy=f"Name a Parquet file of draws; {_MAKE_ONE}",
            key="posterior",
            value=given,
        )
    names = shipped_names()
    if given in names:
        return _shipped_folder() / f"{given}{_SUFFIX}"
    known = (
        nearest(given[:LONGEST], names) if names else f"None comes with this version; {_MAKE_ONE}"
    )
    raise InputError(
        f"there is no posterior {short(given)}",
        remedy=f"{known}. Give one of your own as --posterior FILE{_SUFFIX}; without a name, "
        "--posterior stands last",
        key="posterior",
        value=given,
    )


def _parsed(name: str, content: bytes) -> ParameterDraws:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.read_table(io.BytesIO(content))
    except (pa.ArrowException, OSError):
        raise InputError(
            "it is not a Parquet file, or is damaged",
            remedy=f"Give a file as `ParameterDraws.save` writes it; {_MAKE_ONE}",
            key="posterior",
        ) from None
    about = _about(table)
    names = tuple(each for each in table.column_names if each != WEIGHT)
    for each in names:
        declared(each)
    weights = _column(table, WEIGHT)
    columns = [_column(table, each) for each in names]
    return ParameterDraws(
        name,
        names,
        np.column_stack(columns) if columns else np.empty((len(weights), 0)),
        weights,
        about["provenance"],
        about["identified"],
        about["middle"],
        hashlib.sha256(content).hexdigest(),
    )


def _column(table: Table, name: str) -> Floats:
    if table.column_names.count(name) != 1:
        raise InputError(
            f"there is no column {name!r}" if name == WEIGHT else f"{name!r} has two columns",
            remedy=f"Give a column per parameter, and one called {WEIGHT} (1 counts all alike)",
            key=name,
        )
    column = table.column(name)
    try:
        return np.asarray(column.cast("float64").to_numpy(), dtype=np.float64)
    except (ValueError, NotImplementedError):  # pyarrow's errors are these
        raise InputError(
            f"it holds {column.type}, not numbers",
            remedy="Give numbers in the parameter's own unit",
            where=f"column {name}",
            key=name,
        ) from None


def _about(table: Table) -> dict[str, Any]:
    """Return provenance, identification and middle, or refuse a file that lacks the first two."""
    found = (table.schema.metadata or {}).get(METADATA)
    remedy = (
        f"Write it with `ParameterDraws.save`, which keeps them as {METADATA.decode()!r} in the "
        'metadata: {"provenance": {NAME: TEXT, ...}, "identified": {PARAMETER: NUMBER, ...}}'
    )
    if found is None:
        raise InputError("it does not say where its draws come from", remedy=remedy, key="metadata")
    try:
        about = json.loads(found)
        provenance, identified = about["provenance"], about["identified"]
        middle = about.get("middle")
        fits = all(isinstance(text, str) for text in provenance.values())
        fits &= all(isinstance(number, int | float) for number in identified.values())
        fits &= middle is None or type(middle) is int
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        fits = False
    if not fits:
        raise InputError(
            "what it says about its draws cannot be understood", remedy=remedy, key="metadata"
        )
    return {"provenance": provenance, "identified": identified, "middle": middle}
