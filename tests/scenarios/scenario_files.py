"""Scenario and councils files as users write them, for the tests of the scenario layer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sim.errors import InputError

MINIMAL = 'title = "T"\nclaim = "C"\nsource = "S"\n'

COUNCILS = "name,posts,population_in_need,deprivation,budget_change\n"


def written(folder: Path, text: str | bytes, name: str = "mine.toml") -> Path:
    """Write a file and return its path."""
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def refusal(read: Callable[[Path], object], path: Path) -> InputError | None:
    """Return the error with which a file is refused, None when it is accepted."""
    try:
        read(path)
    except InputError as error:
        return error
    return None
