"""Checking a folder of scenario files, each as if it were about to be run.

A file of stakeholders' profiles is checked as such.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from scenarios.document import Document
from scenarios.library import load
from scenarios.stakeholders import STAKEHOLDERS_FILE, read_profiles
from sim.errors import InputError


def checked_files(folder: str | os.PathLike[str]) -> Iterator[tuple[Path, InputError | None]]:
    """Yield each TOML file of a folder, in the order of names, and the fault in it if any.

    Of a file with several faults the first is told; a file that another one stands on has its
    fault told with both.

    Raises
    ------
    InputError
        When there is no such folder, or no TOML file in it.
    """
    place = Path(folder)
    try:
        files = sorted(path for path in place.iterdir() if path.suffix == ".toml")
    except OSError as error:
        raise InputError(
            f"{str(place)!r} cannot be looked into ({error.strerror})",
            remedy="Name a folder of scenario files",
            key="check",
            value=str(place),
        ) from None
    if not files:
        raise InputError(
            f"there is no scenario file in {str(place)!r}",
            remedy="Name a folder of files that end in .toml",
            key="check",
            value=str(place),
        )
    for path in files:
        try:
            read_profiles(path) if _of_stakeholders(path) else load(path)
        except InputError as error:
            yield path, error
        else:
            yield path, None


def _of_stakeholders(path: Path) -> bool:
    return path.name == STAKEHOLDERS_FILE or Document.read(path).holds("stakeholder")
