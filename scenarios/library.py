"""Finding and loading scenarios: the shipped ones by name, the user's own by path."""

from __future__ import annotations

import os
from importlib.resources import files
from pathlib import Path

from scenarios.assembly import assembled
from scenarios.document import Document
from scenarios.quoting import LONGEST, short
from scenarios.reading import named_at
from scenarios.scenario import Scenario
from sim.errors import InputError, nearest

_ENDING = ".toml"


def load(name_or_path: str | os.PathLike[str]) -> Scenario:
    """Return a scenario, checked and with everything it takes from its baseline filled in.

    Parameters
    ----------
    name_or_path
        Name of a shipped scenario (``"austerity"``) or path of a TOML file.

    Raises
    ------
    InputError
        When there is no such scenario or file, or anything in it, in its councils file or in
        its baseline cannot be used: one message with file, line and remedy.
    """
    if not isinstance(name_or_path, str | os.PathLike):
        raise InputError(
            f"{short(name_or_path)} is not a scenario",
            remedy="Give the name of a shipped scenario or the path of a file",
            key="scenario",
            value=name_or_path,
        )
    name, path = _found(name_or_path, Path())
    return _built(name, Document.read(path), ())


def available() -> list[Scenario]:
    """Return the shipped scenarios in the order of their names; each has a ``claim``."""
    return [load(name) for name in sorted(_shipped())]


def _built(name: str, document: Document, chain: tuple[str, ...]) -> Scenario:
    """Return the scenario of a document, which the documents in ``chain`` stand on."""
    content = document.content()
    if content.against is None:
        return assembled(name, document, content, None)
    where = document.where("against")
    chain = (*chain, os.path.realpath(document.source))
    try:
        other, path = _found(content.against, document.source.parent)
    except InputError as error:
        raise error.at(where) from None
    if os.path.realpath(path) in chain:
        raise InputError(
            f"{name!r} is compared, in the end, with itself",
            remedy="Name another scenario after against, or leave it out",
            where=where,
            key="against",
            value=content.against,
        )
    try:
        base = Document.read(path)
    except InputError as error:
        raise named_at(error, path, where) from None
    return assembled(name, document, content, _built(other, base, chain))


def _found(name_or_path: str | os.PathLike[str], folder: Path) -> tuple[str, Path]:
    """Return name and source of a scenario: shipped names first, then files."""
    given = os.fsdecode(name_or_path)
    shipped = _shipped()
    if given in shipped:
        return given, shipped[given]
    is_path = given.endswith(_ENDING) or any(mark in given for mark in ("/", os.sep))
    if not is_path and not _exists(folder, given):
        raise InputError(
            f"unknown scenario {short(given)}",
            remedy=f"{nearest(given[:LONGEST], shipped, 'goldenthread scenarios')} "
            "(for a file of your own, give its path)",
            key="scenario",
            value=given,
        )
    return Path(given).stem, folder / given


def _exists(folder: Path, given: str) -> bool:
    try:
        return (folder / given).is_file() or (folder / given).is_dir()
    except (OSError, ValueError):
        return False


def _shipped() -> dict[str, Path]:
    """Return the scenario files that come with the package, by name."""
    return {
        entry.stem: entry
        for entry in Path(str(files("scenarios"))).iterdir()
        if entry.suffix == _ENDING
    }
