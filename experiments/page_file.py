"""A page in a file: checked before anything is computed, and written at once or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from sim.errors import InputError


def checked_file(path: str | os.PathLike[str], *, key: str, suffixes: tuple[str, ...] = ()) -> Path:
    """Return the file that a page goes to; to be called before anything is computed.

    Parameters
    ----------
    path
        The file; one that is there will be replaced.
    key
        What the option is called.
    suffixes
        Endings of which the name must have one, in small letters; empty for any.

    Raises
    ------
    InputError
        When it is blank or a folder, has another ending, or cannot be written.
    """
    file = Path(path)
    problem = ""
    remedy = "Name a file in a folder that exists, where you may write"
    if not os.fsdecode(path).strip():
        problem = "the name of the HTML file is blank"
    elif file.is_dir():
        problem = f"{file} is a folder"
    elif suffixes and file.suffix.lower() not in suffixes:
        problem = f"{file} does not end in {' or '.join(suffixes)}"
        remedy = f"Name a file such as report{suffixes[0]}"
    else:
        try:
            with tempfile.TemporaryFile(dir=file.parent):
                pass
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", error)
            problem = f"no file can be written to {file.parent} ({reason})"
    if problem:
        raise InputError(problem, remedy=remedy, key=key, value=os.fspath(path))
    return file


def write_page(content: bytes, file: Path) -> None:
    """Write a page; a file of that name is replaced at once, or left as it was."""
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=".goldenthread-")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
