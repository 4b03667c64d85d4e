"""The packages that an installation brings, read from what is installed here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.metadata import distribution

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT = "goldenthread"
ALWAYS = "always"
"""The name under which dependencies without an extra are listed."""
LONGEST_NAME = 60
"""Some packages give the text of their licence where its name is due."""

SAME = {
    "BSD License": "BSD",
    "3-Clause BSD License": "BSD-3-Clause",
    "BSD 3-Clause": "BSD-3-Clause",
    "GNU General Public License (GPL)": "GPL",
    "GNU Library or Lesser General Public License (LGPL)": "LGPL",
    "MIT License": "MIT",
    "MIT license": "MIT",
    "Apache Software License": "Apache-2.0",
    "Apache 2.0": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
    "Apache License, Version 2.0": "Apache-2.0",
    "Apache Software License 2.0": "Apache-2.0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "ISC License (ISCL)": "ISC",
}
"""Licences that packages call by several names, as SPDX calls them where it can be told."""


@dataclass
class Package:
    """One package.

    Attributes
    ----------
    name
        As registries spell it.
    licence
        Of the installed version, as it says itself.
    extras
        The extras of the program that bring it; `ALWAYS` when it comes with every installation.
    brought_by
        The packages that ask for it, the program included.
    """

    name: str
    licence: str
    extras: set[str] = field(default_factory=set)
    brought_by: set[str] = field(default_factory=set)


def licence_of(name: str) -> str:
    """Return the licence of an installed package, or ``not stated``."""
    metadata = distribution(name).metadata
    if expression := metadata.get("License-Expression"):
        return str(expression)
    kinds = [kind.rpartition(" :: ")[2] for kind in metadata.get_all("Classifier", [])
             if kind.startswith("License :: ")]  # fmt: skip
    named = [kind for kind in kinds if kind != "OSI Approved"]
    if named:
        return ", ".join(SAME.get(kind, kind) for kind in named)
    for text in (metadata.get("License") or "", _licence_file(name)):
        first, _, _ = text.strip().partition("\n")
        if first and len(first) <= LONGEST_NAME:
            return SAME.get(first, first)
    return "not stated"


def _licence_file(name: str) -> str:
    """Return the text of the licence that a package brings as a file, or nothing."""
    for file in distribution(name).files or []:
        if file.name.upper().startswith(("LICENSE", "LICENCE", "COPYING")):
            return file.read_text(encoding="utf-8")
    return ""


def asked_for(name: str, extras: frozenset[str]) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield what an installed package asks for on this machine, with the extras that it wants."""
    for text in distribution(name).requires or []:
        wanted = Requirement(text)
        here = [wanted.marker.evaluate({"extra": extra}) for extra in (extras or {""})
                ] if wanted.marker else [True]  # fmt: skip
        if any(here):
            yield canonicalize_name(wanted.name), frozenset(wanted.extras)


def extras_of_the_project() -> list[str]:
    """Return the names of the extras."""
    return sorted(distribution(PROJECT).metadata.get_all("Provides-Extra", []))


def direct(extra: str) -> set[str]:
    """Return what the program itself asks for under an extra, or always."""
    always = {name for name, _ in asked_for(PROJECT, frozenset())}
    if extra == ALWAYS:
        return always
    return {name for name, _ in asked_for(PROJECT, frozenset({extra}))} - always


def packages() -> dict[str, Package]:
    """Return every package that the program or one of its extras brings, by name.

    Raises
    ------
    PackageNotFoundError
        When one of them is not installed here: the licences of all extras can only be read where
        all are installed.
    """
    found: dict[str, Package] = {}
    for extra in (ALWAYS, *extras_of_the_project()):
        chosen = frozenset() if extra == ALWAYS else frozenset({extra})
        waiting, seen = [(PROJECT, chosen)], set()
        while waiting:
            who = waiting.pop()
            if who in seen:
                continue
            seen.add(who)
            for name, extras in asked_for(*who):
                if name not in found:
                    found[name] = Package(name, licence_of(name))
                found[name].brought_by.add(canonicalize_name(who[0]))
                found[name].extras.add(extra)
                waiting.append((name, extras))
    for package in found.values():
        if ALWAYS in package.extras:
            package.extras = {ALWAYS}
    return found


def reasons(pyproject: str) -> dict[str, str]:
    """Return what each direct dependency is there for: the comment beside it in ``pyproject.toml``.

    Parameters
    ----------
    pyproject
        The text of that file.
    """
    line = re.compile(r'^\s+"([A-Za-z0-9_.-]+)[^"]*",\s*(?:#\s*(.*))?$', re.MULTILINE)
    _, _, listed = pyproject.partition("\ndependencies = [")
    listed, _, _ = listed.partition("\n[project.scripts]")
    return {canonicalize_name(name): reason for name, reason in line.findall(listed)}
