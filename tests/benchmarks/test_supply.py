"""Every dependency is there for a reason, is imported, and stands on the page of licences."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from benchmarks.supply.installed import licence_of, reasons

ROOT = Path(__file__).parents[2]
PYPROJECT = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
PAGE = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
FOLDERS = ("benchmarks", "calibration", "dashboard", "experiments", "goldenthread", "scenarios",
           "sim", "tests")  # fmt: skip
IMPORTED_AS = {
    "scikit-learn": "sklearn", "salib": "SALib", "axe-playwright-python": "axe_playwright_python",
    "dask-jobqueue": "dask_jobqueue", "cosmic-ray": "cosmic_ray",
}  # fmt: skip
NOT_IMPORTED = {
    "networkx": "Mesa imports it", "pytest-xdist": "make test", "ruff": "make check",
    "mypy": "make check", "import-linter": "make check", "zensical": "make site",
    "pytest-cov": "make coverage",
}  # fmt: skip
"""Programs, and what others import without asking for it."""


def declared() -> set[str]:
    project = tomllib.loads(PYPROJECT)["project"]
    lists = [project["dependencies"], *project["optional-dependencies"].values()]
    return {canonicalize_name(Requirement(text).name) for each in lists for text in each}


def pinned() -> set[str]:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return {canonicalize_name(re.split("[= ;]", line)[0]) for line in lines if line[:1] not in "# "}


def rows() -> list[list[str]]:
    return [line.strip("| ").split(" | ") for line in PAGE.splitlines() if line.startswith("| ")]


def test_every_dependency_has_a_reason() -> None:
    assert {name for name, reason in reasons(PYPROJECT).items() if reason} == declared()


def test_every_dependency_is_imported_or_is_a_program() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for folder in FOLDERS
                     for path in (ROOT / folder).rglob("*.py"))  # fmt: skip
    imported = set(re.findall(r"^\s*(?:from|import) (\w+)", text, flags=re.MULTILINE))
    imported |= set(re.findall(r'(?:import_module|importorskip)\("(\w+)', text))
    names = {name: IMPORTED_AS.get(name, name) for name in declared() - NOT_IMPORTED.keys()}
    assert {name for name, module in names.items() if module not in imported} == set()
    assert NOT_IMPORTED.keys() <= declared()


def test_the_page_names_each_with_its_reason_and_nothing_else() -> None:
    shown = {row[0]: row[2] for row in rows() if row[0] in declared() and len(row) == 4}
    assert shown == reasons(PYPROJECT), "run: make supply"
    brought = {row[0] for row in rows() if len(row) == 4} - {"package", "---"}
    # Other systems and Pythons need a few more, and setuptools is where Python is.
    assert declared() <= brought <= pinned() | {"setuptools"}


@pytest.mark.parametrize("name", ["numpy", "typer", "pytest"])
def test_a_licence_is_what_the_package_says_of_itself(name: str) -> None:
    assert f" {licence_of(name)} |" in next(
        line for line in PAGE.splitlines() if line.startswith(f"| {name} |")
    )
