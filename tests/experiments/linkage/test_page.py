"""The page on the linkage says what was put into a toy model, and nothing is typed by hand."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pandas as pd
import pytest

from experiments.linkage.__main__ import main
from experiments.linkage.page import BEGIN, END, write_page
from tests.experiments.linkage.toy import DEPTH_BREAK, STAKES_BREAK, saved_study


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return saved_study(tmp_path_factory.mktemp("study"))


@pytest.fixture(scope="module")
def page(study: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("docs") / "page.md"
    write_page(study, path)
    return path


def numbers(row: str) -> list[float]:
    return [float(word) for word in re.findall(r"(?<![\w.])-?\d+\.?\d*(?![\w])", row)]


def test_the_breaks_are_where_they_were_put(page: Path) -> None:
    text = page.read_text()
    (row,) = (line for line in text.splitlines() if line.startswith("| `accountability_stakes`")
              and "enacted → achieved" in line)  # fmt: skip
    assert "| above |" in row
    value, low, high = numbers(row)
    assert value == pytest.approx(STAKES_BREAK, abs=0.03)
    assert low <= STAKES_BREAK + 0.01
    assert high >= STAKES_BREAK - 0.01
    (row,) = (line for line in text.splitlines() if line.startswith("| `austerity`")
              and "planned → enacted" in line)  # fmt: skip
    assert numbers(row)[0] == pytest.approx(DEPTH_BREAK, abs=0.15)
    assert "the next link to break is, by share of resamples: planned → enacted (100 %)" in text


def test_each_link_is_moved_by_what_moves_it(page: Path) -> None:
    text = page.read_text().partition("which link\n")[2].partition("### At which value")[0]
    rows = {line.split(" | ")[0]: line for line in text.splitlines()}
    assert "`central_alignment` 1.0" in rows["| meant → planned"]
    assert "`accountability_stakes` 1.0" in rows["| enacted → achieved"]
    assert "`accountability_stakes`" not in rows["| planned → enacted"]
    assert "`task_pace`" not in rows["| enacted → achieved"]


def test_every_part_has_its_section_with_its_own_figures(study: Path, page: Path) -> None:
    text = page.read_text()
    for part in ("atlas", "robust", "discover", "worlds", "twenty/sensitivity"):
        assert f"goldenthread {part} --out study" in text
    for part in ("robust", "discover", "worlds"):
        for sentence in json.loads((study / part / "findings.json").read_text())["findings"]:
            assert f"* {sentence}" in text
    packages = pd.read_csv(study / "robust" / "packages.csv")
    for row in packages.itertuples():
        assert f"| {row.package} | {row.cost:g} | {100 * row.unbroken:.0f} % (" in text
    assert "| twenty, sobol | 1,234 | 100 | 12.3 | 2 |" in text
    assert "1,234 runs in 1.7 minutes; 2.0 minutes with indices and figures" in text


def test_what_the_page_shows_is_beside_it(page: Path) -> None:
    shown = re.findall(r"!\[[^]]+\]\(([^)]+)\)", page.read_text())
    assert len(shown) == 8
    for name in shown:
        assert (page.parent / name).stat().st_size > 10_000
    assert {"matrix.csv", "breaks.csv", "indices.csv", "packages.csv", "pairs.csv"} <= {
        path.name for path in (page.parent / "linkage").iterdir()
    }


def test_what_is_written_by_hand_stays_and_the_same_study_gives_the_same_page(
    study: Path, page: Path, tmp_path: Path
) -> None:
    made = page.read_text().partition(BEGIN)[2].partition(END)[0]
    path = tmp_path / "page.md"
    (tmp_path / "linkage").mkdir()
    (tmp_path / "linkage" / "old.png").write_text("of an earlier study")
    path.write_text(f"# Mine\n\nBefore.\n\n{BEGIN}\n\nold\n\n{END}\n\nAfter.\n")
    assert main([str(study), "--page", str(path)]) == 0
    assert path.read_text() == f"# Mine\n\nBefore.\n\n{BEGIN}{made}{END}\n\nAfter.\n"
    assert not (tmp_path / "linkage" / "old.png").exists()


def test_a_study_without_an_atlas_and_a_page_without_marks_are_refused(
    study: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "page.md"
    page.write_text("# Mine\n")
    assert main([str(tmp_path), "--page", str(page)]) == 2
    assert "holds no atlas" in capsys.readouterr().err
    assert main([str(study), "--page", str(page)]) == 2
    assert "has no marks between which to write" in capsys.readouterr().err
    assert page.read_text() == "# Mine\n"
    assert not (tmp_path / "linkage").exists()


def test_the_page_of_the_project_has_its_marks() -> None:
    text = (Path(__file__).parents[3] / "docs" / "where-linkage-breaks.md").read_text()
    assert text.index(BEGIN) < text.index(END)
