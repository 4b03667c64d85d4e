"""The page of dependencies, written from what is installed."""

from __future__ import annotations

import platform
import re
from collections import Counter

from benchmarks.supply.installed import ALWAYS, Package, direct, extras_of_the_project

HEADER = """# Dependencies

Made by `make supply`. What the program is installed with, for which reason, and under which
licences. Versions are those of `constraints.txt`, on Linux with Python {python}; licences are what
each package says of itself. This is a list and no legal advice.

Golden Thread itself is under the MIT licence. It asks for {direct} packages, {always} of them
always and the others for an extra; with what these bring it is {all} packages, {minimal} of them in
a minimal installation.

## Licences

A package with several licences counts for each that it names.

{licences}

Some ask for more than naming the authors:

* **MPL-2.0** ({mpl}) asks
  that changed files of these packages be published. They are used unchanged.
* **docutils**, which comes with the page, names the GPL beside the public domain and BSD: that is
  for a mode of the editor Emacs in its source, which is not installed.
* **yattag**, under the LGPL, comes with cosmic-ray, which measures what the tests notice. It is no
  part of the program.
* **axe-playwright-python** is MIT and carries axe-core, which is MPL-2.0. The tests alone use it.

## Direct dependencies

Each stands with its reason in `pyproject.toml`; tests hold this table to that file, and every name
to an import.

"""

MORE = """
## What they bring with them

| package | licence | with | brought by |
| --- | --- | --- | --- |
"""


def _named(licence: str) -> list[str]:
    """Return the licences that an expression names."""
    return re.split(r" AND | OR |, ", licence.replace("(", "").replace(")", ""))


def _licences(found: dict[str, Package]) -> str:
    counted = Counter(name for package in found.values() for name in _named(package.licence))
    rows = [f"| {name} | {count} |" for name, count in sorted(counted.items(), key=_most_first)]
    return "\n".join(["| licence | packages |", "| --- | ---: |", *rows])


def _most_first(counted: tuple[str, int]) -> tuple[int, str]:
    return -counted[1], counted[0]


def write_page(found: dict[str, Package], reason: dict[str, str]) -> str:
    """Return the page.

    Parameters
    ----------
    found
        All packages, by name.
    reason
        What each direct dependency is there for.
    """
    asked = {extra: sorted(direct(extra)) for extra in (ALWAYS, *extras_of_the_project())}
    own = {name for names in asked.values() for name in names}
    mpl = ", ".join(sorted(package.name for package in found.values()
                           if "MPL-2.0" in _named(package.licence)))  # fmt: skip
    text = HEADER.format(
        direct=len(own),
        always=len(asked[ALWAYS]),
        all=len(found),
        minimal=sum(ALWAYS in package.extras for package in found.values()),
        licences=_licences(found),
        mpl=mpl,
        python=".".join(platform.python_version_tuple()[:2]),
    )
    text += "| package | for | what for | licence |\n| --- | --- | --- | --- |\n"
    for extra, names in asked.items():
        text += "".join(
            f"| {name} | {extra} | {reason[name]} | {found[name].licence} |\n" for name in names
        )
    text += MORE
    for name in sorted(found.keys() - own):
        package = found[name]
        with_ = ", ".join(sorted(package.extras))
        bringers = ", ".join(sorted(package.brought_by))
        text += f"| {name} | {package.licence} | {with_} | {bringers} |\n"
    return text
