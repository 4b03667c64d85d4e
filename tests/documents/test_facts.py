"""Figures and names that a page repeats are those of the place where they are made."""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from experiments.verdicts.__main__ import main
from experiments.verdicts.paper import paper_page, read_paper, read_verdicts
from scenarios import available
from sim.declaration import GRADES
from sim.errors import InputError
from sim.parameters import PARAMETERS
from tests.documents.pages import ROOT


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_all_say_the_same_version() -> None:
    version = tomllib.loads(text_of("pyproject.toml"))["project"]["version"]
    assert f"\nversion: {version}\n" in text_of("CITATION.cff")
    assert json.loads(text_of("codemeta.json"))["version"] == version
    assert version in text_of("CHANGELOG.md")


def test_the_report_on_validation_counts_the_grades_of_evidence() -> None:
    grades = Counter({each.field: each.grade for each in PARAMETERS.values()}.values())
    found = re.search(
        r"Of (\d+) kinds of parameter, (\d+) are estimated .*?, (\d+) are calibrated .*?, "
        r"(\d+) are transferred .*?, "
        r"(\d+) are judgement\s+and\s+(\d+) are free",
        text_of("docs/validation-and-verification.md"), flags=re.DOTALL,
    )  # fmt: skip
    assert found is not None
    counted = [grades.total(), *(grades[grade] for grade in GRADES)]
    assert [int(number) for number in found.groups()] == counted


def verdicts(tmp_path: Path, **replaced: object) -> Path:
    """Write a file of verdicts, each scenario supported in its only expectation."""
    claims = [
        {"name": scenario.name, "verdict": "supported", "checks": [{"verdict": "supported"}]}
        for scenario in available()
    ]
    file = tmp_path / "verdicts.json"
    file.write_text(json.dumps({"replicates": 2, "seed": 1, "claims": claims} | replaced))
    return file


def test_the_claims_of_the_paper_have_the_verdicts_of_the_page_of_verdicts() -> None:
    """Claim by claim, what is said of each scenario is what its own page says."""
    overview = re.findall(r"^\| \[`(\w+)`\].*\| (\d+ of \d+) \| \*\*(\w+)\*\* \|$",
                          text_of("docs/verdicts.md"), flags=re.MULTILINE)  # fmt: skip
    verdict = {name: f"**{said}** ({held})" for name, held, said in overview}
    page = text_of("docs/claims.md")
    for claim in read_paper().represented:
        (row,) = (line for line in page.splitlines() if line.startswith(f"| {claim.claim} |"))
        said = "; ".join(verdict[name] for name in claim.scenarios) or claim.instead
        assert row.endswith(f"| {said} |"), "run: make docs"
        assert claim.mechanism in row
    for left_out in read_paper().left_out:
        assert f"| {left_out.claim} | {left_out.why} |" in page, "run: make docs"


def test_every_scenario_that_names_the_paper_is_on_the_page_of_its_claims() -> None:
    named = {name for claim in read_paper().represented for name in claim.scenarios}
    theirs = {each.name for each in available() if "Liddle" in each.source}
    assert theirs <= named
    assert named <= {each.name for each in available()}


def test_the_page_is_made_of_a_file_of_verdicts(tmp_path: Path) -> None:
    verdicts(tmp_path)
    page = tmp_path / "claims.md"
    assert main([str(tmp_path), "--page", str(page)]) == 0
    made = page.read_text(encoding="utf-8")
    assert made == paper_page(read_verdicts(tmp_path / "verdicts.json"), read_paper())
    assert "**contradicted**" not in made
    assert "2 paired replicates in the first round, seed 1" in made


@pytest.mark.parametrize(
    ("content", "message"),
    [({"claims": 3}, "no file of verdicts"), ({"claims": []}, "there is no verdict on")],
)
def test_another_file_is_refused(
    content: dict[str, object], message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = verdicts(tmp_path, **content)
    with pytest.raises(InputError, match=message):
        read_verdicts(file)
    assert main([str(tmp_path), "--page", str(tmp_path / "page.md")]) == 2
    assert "goldenthread verdicts --out" in capsys.readouterr().err
    assert not (tmp_path / "page.md").exists()
