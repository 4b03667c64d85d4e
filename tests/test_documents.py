"""What the documents show is true: examples run, generated tables are up to date."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from experiments.phrases import expected_in_words, quantity_in_words
from experiments.specificity.mechanisms import Mechanisms
from experiments.stories.kinds import Kind
from experiments.studies.columns import EVENT_COLUMNS
from experiments.studies.layout import SampleTable, StudyFile
from experiments.studies.reading import read_design
from scenarios import available, load
from scenarios.stakeholders import read_profiles

ROOT = Path(__file__).parents[1]

STUDIES = (ROOT / "docs" / "studies.md").read_text(encoding="utf-8")
SCENARIOS = (ROOT / "docs" / "scenarios.md").read_text(encoding="utf-8")
STAKEHOLDERS = (ROOT / "docs" / "stakeholders.md").read_text(encoding="utf-8")
SPECIFICITY = (ROOT / "docs" / "specificity.md").read_text(encoding="utf-8")


def blocks(language: str, text: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", text, flags=re.DOTALL)


def test_the_scenario_shown_can_be_loaded(tmp_path: Path) -> None:
    (text,) = blocks("toml", SCENARIOS)
    file = tmp_path / "mine.toml"
    file.write_text(text, encoding="utf-8")
    scenario = load(file)
    assert len(scenario.changes(scenario.world())) == 2


def test_the_stakeholder_shown_takes_five_lines(tmp_path: Path) -> None:
    (text,) = blocks("toml", STAKEHOLDERS)
    assert text.count("\n") == 5
    file = tmp_path / "profiles.toml"
    file.write_text(text, encoding="utf-8")
    assert list(read_profiles(file)) == ["tenants"]


def test_the_design_shown_can_be_read(tmp_path: Path) -> None:
    text, *_ = blocks("toml", STUDIES)
    file = tmp_path / "design.toml"
    file.write_text(text, encoding="utf-8")
    assert str(read_design(file)) == "12,000 runs: 2 scenarios x 120 points x 50 replicates"


def test_the_page_on_studies_names_every_key_every_file_and_every_event() -> None:
    keys = [*StudyFile.model_fields, *SampleTable.model_fields]
    unnamed = [key for key in keys if f"`{key}`" not in STUDIES and f"[{key}]" not in STUDIES]
    assert unnamed == ["ranges"]
    assert "[sample.ranges]" in STUDIES
    assert [kind.name for kind in Kind if f"`{kind.name.lower()}`" not in STUDIES] == []
    assert [each.name for each in EVENT_COLUMNS if f"`{each.name}`" not in STUDIES] == []


def test_the_designs_on_the_page_on_studies_can_be_read(tmp_path: Path) -> None:
    _, table, thread = blocks("toml", STUDIES)
    (rows,) = blocks("csv", STUDIES)
    (tmp_path / "rows.csv").write_text(rows, encoding="utf-8")
    (tmp_path / "design.toml").write_text(table + thread, encoding="utf-8")
    design = read_design(tmp_path / "design.toml")
    assert str(design) == "120 runs: 2 scenarios x 3 points x 20 replicates"
    levers = {(run.lever.parameter, run.lever.step, run.lever.start) for run in design.runs()}
    assert levers == {("grant", -0.1, 2018.0)}


def test_the_table_of_parameters_is_up_to_date() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "goldenthread", "parameters", "--markdown"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    page = (ROOT / "docs" / "parameters.md").read_text(encoding="utf-8")
    assert page.endswith(done.stdout), "run: make docs"


VERDICTS = (ROOT / "docs" / "verdicts.md").read_text(encoding="utf-8")


def test_the_page_of_verdicts_is_in_step_with_the_library() -> None:
    tested = [scenario for scenario in available() if scenario.expectations]
    sections = re.split(r'<a id="(\w+)"></a>\n', VERDICTS)
    assert sections[1::2] == [scenario.name for scenario in tested], "run: make docs"
    for scenario, section in zip(tested, sections[2::2], strict=True):
        assert scenario.claim in section
        assert scenario.refuted_if in section
        assert " ".join(scenario.finding.split()) in section
        rows = [line for line in section.splitlines() if line.startswith("| ")][2:]
        assert len(rows) == len(scenario.expectations)
        for row, expectation in zip(rows, scenario.expectations, strict=True):
            assert row.startswith(f"| {quantity_in_words(expectation)}")
            assert f"| {expected_in_words(expectation)} |" in row


def test_every_claim_that_does_not_hold_is_explained() -> None:
    overview = re.findall(r"^\| \[`(\w+)`\].*\*\*(\w+)\*\* \|$", VERDICTS, flags=re.MULTILINE)
    assert len(overview) > 15
    unexplained = [name for name, verdict in overview
                   if verdict != "supported" and not load(name).finding]  # fmt: skip
    assert unexplained == []


@pytest.mark.parametrize(
    ("name", "text"), [("whose-value", "whose"), ("specificity", "specificity")]
)
def test_a_page_that_a_command_prints_is_in_step_with_its_text(name: str, text: str) -> None:
    page = (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8")
    said = (ROOT / "experiments" / text / "page.md").read_text(encoding="utf-8")
    place = 0
    for part in re.split(r"\$\w+", said):
        place = page.find(part, place) + len(part)
        assert place >= len(part), f"run: make docs ({part.strip()[:60]} is not in the page)"


def test_the_page_on_specificity_tells_what_stands_in_the_table() -> None:
    for mechanism in Mechanisms.read().mechanisms:
        assert " ".join(mechanism.finding.split()) in SPECIFICITY, "run: make docs"
