"""Finding and loading scenarios: the shipped ones by name, the user's own by path."""

from __future__ import annotations

import os
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

from scenarios.assembly import assembled
from scenarios.document import Document
from scenarios.quoting import LONGEST, short
from scenarios.reading import named_at
from scenarios.scenario import Scenario
from scenarios.stakeholders import STAKEHOLDERS_FILE
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


def load_named(given: str, document: Document, where: str) -> Scenario:
    """Return a scenario that another document names: a shipped one, or a file beside it.

    Parameters
    ----------
    given
        Name of a shipped scenario, or path of a file, relative to the document's folder.
    document, where
        The document, and the place in it that names the scenario.

    Raises
    ------
    InputError
        As for ``load``; at ``where`` when there is no such scenario.
    """
    name, path = _found_from(given, document, where)
    return _built(name, _document(path, where), ())


def available() -> list[Scenario]:
    """Return the shipped scenarios in the order of their names; each has a ``claim``."""
    return [load(name) for name in sorted(_shipped())]


def _built(
    name: str, document: Document, chain: tuple[str, ...], *, complete: bool = True
) -> Scenario:
    """Return the scenario of a document, which the documents in ``chain`` stand on.

    Unless it is ``complete``, the scenarios that its single expectations compare with are left
    out: two scenarios may well compare themselves with each other.
    """
    content = document.content()
    chain = (*chain, os.path.realpath(document.source))

    def other(given: str, where: str, problem: str, key: str) -> Scenario:
        return _other(given, document, where, chain, problem, key)

    parents = [
        other(given, document.where("extends"), "extends, in the end, itself", "extends")
        for given in content.extends or ()
    ]
    baseline = None
    if content.against is not None:
        where = document.where("against")
        baseline = other(content.against, where, "is compared, in the end, with itself", "against")
    elif parents:
        baseline = _common_baseline(parents, document.where("extends"))
    others = {
        each.against: _compared(each.against, index, document)
        for index, each in enumerate(content.expect)
        if complete and each.against is not None
    }
    return assembled(name, document, content, baseline, parents, others)


def _other(
    given: str, document: Document, where: str, chain: tuple[str, ...], problem: str, key: str
) -> Scenario:
    """Return a scenario that a document stands on, and refuse one that stands on it."""
    name, path = _found_from(given, document, where)
    if os.path.realpath(path) in chain:
        raise InputError(
            f"{document.source.stem!r} {problem}",
            remedy=f"Name another scenario after {key}, or leave it out",
            where=where,
            key=key,
            value=given,
        )
    return _built(name, _document(path, where), chain, complete=False)


def _compared(given: str, index: int, document: Document) -> Scenario:
    """Return the scenario that one expectation compares with."""
    where = document.where("expect", index, "against")
    name, path = _found_from(given, document, where)
    if os.path.realpath(path) == os.path.realpath(document.source):
        raise InputError(
            f"{document.source.stem!r} cannot be compared with itself",
            remedy="Name another scenario after against, or leave it out",
            where=where,
            key="against",
            value=given,
        )
    return _built(name, _document(path, where), (), complete=False)


def _found_from(given: str, document: Document, where: str) -> tuple[str, Path]:
    try:
        return _found(given, document.source.parent)
    except InputError as error:
        raise error.at(where) from None


def _document(path: Path, where: str) -> Document:
    try:
        return Document.read(path)
    except InputError as error:
        raise named_at(error, path, where) from None


def _common_baseline(parents: Sequence[Scenario], where: str) -> Scenario | None:
    """Return what all parents are set against; a parent that is a baseline decides nothing."""
    compared = [parent.compared_with for parent in parents]
    found = {scenario.name: scenario for scenario in compared if scenario}
    if len(found) > 1:
        raise InputError(
            f"the scenarios extended are set against {' and '.join(map(repr, found))}",
            remedy="Write against = ... to say which is meant here",
            where=where,
            key="extends",
        )
    return next(iter(found.values()), None)


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
        if entry.suffix == _ENDING and entry.name != STAKEHOLDERS_FILE
    }
