"""Results folders as they lie on the disk: read, checked, and told apart by what they hold."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

from pydantic import ValidationError

from experiments.provenance import installed_version
from experiments.report.clean import cleaned
from experiments.report.manifest import Manifest
from experiments.report.records import (
    CompareFindings,
    Findings,
    RobustFindings,
    RunFindings,
    ThreadFindings,
)
from experiments.report.tables import read_frame
from sim.errors import InputError

if TYPE_CHECKING:
    from pandas import DataFrame

Kind = Literal["run", "compare", "thread", "robust"]
"""The commands of whose results a report can be made."""

ROBUST = "robust"
"""Folder of that command's results in the folder that keeps its runs."""
MOST_BYTES = 200_000_000
"""A larger document is none of ours."""
_FINDINGS, _MANIFEST = "findings.json", "manifest.json"
# A key that only the findings of this command have, and their form.
_FORMS: dict[Kind, tuple[str, type[Findings]]] = {
    "run": ("lever", RunFindings),
    "compare": ("contrasts", CompareFindings),
    "thread": ("observed_linkage", ThreadFindings),
    "robust": ("packages", RobustFindings),
}


@dataclass(frozen=True)
class ResultsFolder:
    """The documents of a results folder.

    Attributes
    ----------
    path
        Where it lies.
    kind
        The command that wrote it.
    findings, manifest
        What was found, and how.
    """

    path: Path
    kind: Kind
    findings: Findings
    manifest: Manifest

    @cached_property
    def digest(self) -> str:
        """SHA-256 of ``findings.json``, by which a report is traced to its results."""
        return hashlib.sha256((self.path / _FINDINGS).read_bytes()).hexdigest()

    def holds(self, name: str) -> bool:
        """Return whether there is a file of this name."""
        return (self.path / name).is_file()

    def frame(self, name: str, columns: tuple[str, ...]) -> DataFrame:
        """Return a Parquet file of the folder.

        Raises
        ------
        InputError
            When it is missing or damaged, or lacks a column.
        """
        try:
            return read_frame(self.path / name, columns)
        except InputError as error:
            raise self.damaged(error.problem) from None

    def content(self, name: str) -> bytes:
        """Return the bytes of a file of the folder.

        Raises
        ------
        InputError
            When it is missing or cannot be read.
        """
        try:
            return (self.path / name).read_bytes()
        except OSError as error:
            raise self.damaged(f"{name} cannot be read ({error.strerror})") from None

    def damaged(self, problem: str) -> InputError:
        """Return the error of a folder with this problem."""
        return _damaged(self.path, problem, self.manifest.command)


def read_folder(path: str | os.PathLike[str]) -> ResultsFolder:
    """Return the results of a folder, or of its folder ``robust`` when it keeps the runs of that.

    Raises
    ------
    InputError
        When it is no results folder, is damaged, or was written by another version or by a
        command of which no report is made; with the remedy.
    """
    folder = Path(path)
    if not os.fsdecode(path).strip():
        raise InputError(
            "the name of the results folder is blank", remedy="Name a folder", key="results"
        )
    if not _is_results(folder) and _is_results(folder / ROBUST):
        folder = folder / ROBUST
    if not _is_results(folder):
        raise _no_results(folder)
    document = _document(folder, _MANIFEST)
    _check_version(folder, document)
    found = _document(folder, _FINDINGS)
    kind = next((kind for kind, (key, _) in _FORMS.items() if key in found), None)
    if kind is None:
        raise InputError(
            "it holds results of which no report is made",
            remedy=f"Give a folder of `goldenthread {'`, `goldenthread '.join(get_args(Kind))}`",
            where=str(folder),
            key="results",
        )
    try:
        manifest = Manifest.model_validate(document)
        findings = _FORMS[kind][1].model_validate(found)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(map(str, first["loc"]))
        name = _MANIFEST if error.title == Manifest.__name__ else _FINDINGS
        problem = f"{name} does not hold what it should at {place!r} ({first['msg'].lower()})"
        raise _damaged(folder, problem, _command(document)) from None
    return ResultsFolder(folder, kind, findings, manifest)


def _is_results(folder: Path) -> bool:
    return (folder / _FINDINGS).is_file() or (folder / _MANIFEST).is_file()


def _no_results(folder: Path) -> InputError:
    problem = "it is no results folder" if folder.is_dir() else "there is no such folder"
    if folder.is_file():
        problem = "it is a file, not a results folder"
    return InputError(
        problem,
        remedy="Give the folder that `goldenthread run`, `compare`, `thread` or `robust` has "
        "named at its end",
        where=str(folder),
        key="results",
    )


def _document(folder: Path, name: str) -> dict[str, Any]:
    """Return a JSON document of the folder, its texts cleaned."""
    path = folder / name
    try:
        if path.stat().st_size > MOST_BYTES:
            raise ValueError(f"more than {MOST_BYTES:,} bytes")
        document = json.loads(path.read_bytes().decode("utf-8"))
        if not isinstance(document, dict):
            raise ValueError("not a table of entries")
    except FileNotFoundError:
        raise _damaged(folder, f"{name} is missing") from None
    except OSError as error:
        raise _damaged(folder, f"{name} cannot be read ({error.strerror})") from None
    except (ValueError, RecursionError) as error:
        raise _damaged(folder, f"{name} is no JSON document ({error})") from None
    return dict(cleaned(document))


def _check_version(folder: Path, document: dict[str, Any]) -> None:
    versions = document.get("versions")
    wrote = versions.get("goldenthread") if isinstance(versions, dict) else None
    if wrote is None:
        raise _damaged(folder, f"{_MANIFEST} does not say which version wrote it")
    ours = installed_version("goldenthread")
    if wrote != ours:
        raise InputError(
            f"it was written by version {wrote} of Golden Thread, and this is {ours}",
            remedy=f"{_again(_command(document))}, or make the report with version {wrote}",
            where=str(folder),
            key="results",
            value=wrote,
        )


def _damaged(folder: Path, problem: str, command: str = "") -> InputError:
    return InputError(
        f"the results folder is damaged: {problem}",
        remedy=_again(command),
        where=str(folder),
        key="results",
    )


def _again(command: str) -> str:
    return f"Carry out its command again (`{command}`)" if command else "Carry out its run again"


def _command(document: dict[str, Any]) -> str:
    command = document.get("command")
    return command if isinstance(command, str) else ""
