"""No room of the model has a source of chance of its own, and no two decisions share a draw."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

import sim
from sim.draws import Initial, Purpose
from sim.records import K

SOURCES = sorted(Path(sim.__file__).parent.rglob("*.py"))
SHARED = {"INITIAL", "ONSET", "ORIENTATION"}
"""Drawn both when the world is built and when somebody enters it later, for different agents."""


def _imports(tree: ast.AST) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            found.add(f"{node.value.id}.{node.attr}")
    return found


def test_no_module_imports_another_generator() -> None:
    assert len(SOURCES) > 30
    for source in SOURCES:
        for name in _imports(ast.parse(source.read_text())):
            root = name.split(".")
            assert root[0] not in {"random", "secrets", "uuid"}, f"{source}: {name}"
            assert root[:2] not in (["numpy", "random"], ["np", "random"]), f"{source}: {name}"


def test_every_purpose_serves_one_decision() -> None:
    places: dict[str, list[str]] = defaultdict(list)
    for source in SOURCES:
        for node in ast.walk(ast.parse(source.read_text())):
            if (
                isinstance(node, ast.Attribute)
                and isinstance(node.value, ast.Name)
                and node.value.id == "Purpose"
            ):
                places[node.attr].append(f"{source.name}:{node.lineno}")
    assert set(places) == {purpose.name for purpose in Purpose}
    assert {name for name, uses in places.items() if len(uses) > 1} <= SHARED, places


def test_purposes_are_distinct_and_fit_the_counter() -> None:
    values = [int(purpose) for purpose in Purpose]
    assert len(set(values)) == len(values) == len(Purpose.__members__)
    assert min(values) >= 0
    assert max(values) < 256


def test_initial_draws_by_domain_do_not_run_into_each_other() -> None:
    by_domain = {Initial.NEED_PROFILE, Initial.LOCAL_PROFILE}
    indices = [int(first) + k for first in Initial for k in range(K if first in by_domain else 1)]
    assert len(set(indices)) == len(indices)
    assert len(Initial.__members__) == len(Initial)
