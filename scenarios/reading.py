"""Reading a text file that the user names, with one clear error for whatever is wrong with it."""

from __future__ import annotations

from pathlib import Path

from sim.errors import InputError

MOST_BYTES = 1_000_000
"""Largest file accepted; a councils file of 10,000 rows is half of that."""
LONGEST_PATH = 400
"""Characters of a path that another file gives, as far as a message repeats them."""


def read_text(source: Path, kind: str, most: int = MOST_BYTES) -> str:
    """Return the text of a UTF-8 file, without a byte order mark.

    Parameters
    ----------
    source
        The file.
    kind
        What it should be ("scenario file", "councils file"), for the messages.
    most
        Bytes that it may hold.

    Raises
    ------
    InputError
        When it does not exist, is a folder or a device, cannot be read, holds more than that,
        is not UTF-8, or is empty.
    """
    data = read_bytes(source, kind, most)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(
            f"the {kind} is not UTF-8 text",
            remedy="Save it as UTF-8",
            where=f"{source}, line {line}",
            value=data[error.start : error.start + 1],
        ) from None
    if not text.strip():
        raise InputError(
            f"the {kind} is empty", remedy="Give a file with content", where=str(source)
        )
    return text


def named_at(error: InputError, path: Path, where: str) -> InputError:
    """Return the error of a file that another file names.

    Parameters
    ----------
    error
        What is wrong with the file at ``path``.
    path
        The file.
    where
        File and line of the entry that names it, which is to blame unless a line of the file
        itself is.
    """
    if error.where != str(path):
        return error
    name = str(path)
    shown = name if len(name) <= LONGEST_PATH else f"{name[:LONGEST_PATH]}..."
    return InputError(f"{shown}: {error.problem}", remedy=error.remedy, where=where)


def read_bytes(source: Path, kind: str, most: int = MOST_BYTES) -> bytes:
    """Return the content of a file.

    Parameters
    ----------
    source, kind, most
        As for ``read_text``.

    Raises
    ------
    InputError
        When it does not exist, is a folder or a device, cannot be read, or holds more than
        ``most`` bytes.
    """
    data, is_folder = None, False
    try:
        # A pipe or a device may never end, so nothing but a regular file is opened.
        if source.is_file():
            with source.open("rb") as file:
                data = file.read(most + 1)
        else:
            is_folder = source.is_dir()
    except OSError as error:
        raise InputError(
            f"the {kind} cannot be read ({error.strerror})",
            remedy="Check its name and permissions",
            where=str(source),
        ) from None
    except ValueError:
        # A null character or a lone surrogate, which no file system accepts in a name.
        raise InputError(
            f"{str(source)!r} is not a file name", remedy="Check the name and folder"
        ) from None
    if is_folder:
        raise InputError(
            f"this is a folder, not a {kind}", remedy="Name a file in it", where=str(source)
        )
    if data is None:
        raise InputError(
            f"there is no such {kind}", remedy="Check the name and folder", where=str(source)
        )
    if len(data) > most:
        raise InputError(
            f"the {kind} is larger than {most:,} bytes",
            remedy="Give a smaller file",
            where=str(source),
        )
    return data
