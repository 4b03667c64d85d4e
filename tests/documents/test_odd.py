"""The ODD tells what the code does: no rule without a paragraph, no paragraph without a rule."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator

import pytest

from sim.parameters import PARAMETERS
from sim.week import Week
from tests.documents.pages import ROOT

ODD = (ROOT / "docs" / "ODD.md").read_text(encoding="utf-8")
SUMMARY = (ROOT / "docs" / "ODD-summary.md").read_text(encoding="utf-8")
SUBMODELS = re.split(r"^### (Rule \d+\. .*)$", ODD.split("## 8. ")[0], flags=re.MULTILINE)[1:]
RULES = dict(zip(SUBMODELS[::2], SUBMODELS[1::2], strict=True))
TIERS = ("centre", "managers", "workers", "citizens", "reporting")
FIELDS = sorted({declared.field for declared in PARAMETERS.values()})


def paragraph(label: str, text: str) -> str:
    """Return what stands under ``**label.**``; of several, all of it."""
    return " ".join(re.findall(rf"\*\*{label}\.\*\* (.*?)(?:\n\n|\Z)", text, flags=re.DOTALL))


def named_functions(text: str) -> list[str]:
    return re.findall(r"`(sim\.[\w.]+)`", paragraph("Code", text))


def linked_parameters(text: str) -> list[str]:
    return re.findall(r"\]\(parameters\.md#(\w+)\)", paragraph("Parameters", text))


def public_functions() -> Iterator[str]:
    for tier in TIERS:
        for file in sorted((ROOT / "sim" / tier).glob("*.py")):
            for node in ast.parse(file.read_text(encoding="utf-8")).body:
                if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                    yield f"sim.{tier}.{file.stem}.{node.name}"


def test_there_are_eighteen_rules_in_order() -> None:
    assert [int(re.findall(r"\d+", title)[0]) for title in RULES] == list(range(1, 19))


def test_no_rule_without_a_paragraph() -> None:
    told = set(named_functions(ODD))
    functions = list(public_functions())
    assert len(functions) > 70
    assert [name for name in functions if name not in told] == []


@pytest.mark.parametrize("title", RULES)
def test_no_paragraph_without_a_rule(title: str) -> None:
    text = RULES[title]
    names = named_functions(text)
    assert names
    for name in [*names, *named_functions(ODD)]:
        module, function = name.rsplit(".", 1)
        assert callable(getattr(importlib.import_module(module), function)), name
    for label in ("Why this form", "Sources"):
        assert len(paragraph(label, text)) > 10, label
    assert "```" in text  # its equations


@pytest.mark.parametrize("title", RULES)
def test_the_parameters_of_a_rule_are_read_where_its_functions_stand(title: str) -> None:
    names = named_functions(RULES[title])
    files = {name.split(".")[1] for name in names}
    source = "".join(
        file.read_text(encoding="utf-8")
        for package in files
        for file in (ROOT / "sim" / package).glob("*.py")
        if file.stem != "record"
    ) + (ROOT / "sim" / "build.py").read_text(encoding="utf-8")
    linked = linked_parameters(RULES[title])
    assert linked
    assert [name for name in linked if not re.search(rf"\.{name}\b", source)] == []


def test_every_parameter_is_linked_from_a_rule_or_the_start() -> None:
    linked = set(linked_parameters(ODD))
    assert [field for field in FIELDS if field not in linked] == []
    anchors = re.findall(r'<a id="(\w+)">', (ROOT / "docs" / "parameters.md").read_text("utf-8"))
    assert sorted(anchors) == FIELDS
    assert linked <= set(anchors)


def test_the_schedule_names_every_stage_in_order() -> None:
    table = ODD.split("## 3. ")[1].split("## 4. ")[0]
    assert re.findall(r"^\| \d+[ab]? \| `(\w+)`", table, flags=re.MULTILINE) == Week().names


def test_the_summary_has_two_pages_and_every_element() -> None:
    words = len(SUMMARY.split())
    assert 700 < words < 1200
    for part in ("Purpose", "Entities", "Process", "Design concepts", "Initialisation",
                 "Input data", "Submodels"):  # fmt: skip
        assert f"## {part}" in SUMMARY, part
