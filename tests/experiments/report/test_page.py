"""Pages of every kind: self-contained, readable without eyes, and deaf to hostile names."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from experiments.report.making import report
from sim.outcomes import OUTCOMES
from tests.experiments.report.conftest import KINDS, Page, edit, replace_text

QUESTIONS = [
    "What changes?",
    "For whom?",
    "Where does the thread break?",
    "What to do about it?",
    "How sure is that?",
]
HOSTILE = (
    "</title><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "{{ 7 * 7 }}{% raw %}",
    "&lt;b&gt; ]]> <!-- ",
    "$x_2$ \\frac",
    "Ynys Môn, Łódź, 東京都",
    "שלום 2010",
    "مجلس",
    "\u202edlrow\u202d \x07\x00\ud800",
    "A" * 400,
)
Copied = Callable[[str], Path]
Pages = dict[str, tuple[str, Page]]


def page_of(folder: Path, out: Path, **given: object) -> Page:
    report(folder, out / "report.html", **given)  # type: ignore[arg-type]
    return Page((out / "report.html").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def pages(
    folders: dict[str, Path], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, tuple[str, Page]]:
    """The page of every kind of results, as text and as a browser has it."""
    found = {}
    for kind, folder in folders.items():
        out = tmp_path_factory.mktemp("page")
        page = page_of(folder, out)
        found[kind] = ((out / "report.html").read_text(encoding="utf-8"), page)
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_answers_the_questions_and_fetches_nothing(kind: str, pages: Pages) -> None:
    content, page = pages[kind]
    words = page.words
    places = [words.index(each) for each in QUESTIONS]
    assert places == sorted(places)
    assert places[-1] < words.index("What the model cannot say") < words.index("Behind the find")
    assert "a simulation, not a forecast" in words.lower()
    assert not any(tag in ("script", "link", "iframe", "object") for tag, _ in page.elements)
    sources = [each["src"] for each in page.named("img")]
    assert sources
    assert all(each.startswith("data:image/") for each in sources)
    assert {each["href"] for each in page.named("a")} == {"#findings"}
    assert "url(" not in content
    policies = [each["content"] for each in page.named("meta") if "http-equiv" in each]
    assert policies == ["default-src 'none'; img-src data:; style-src 'unsafe-inline'"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_can_be_read_out(kind: str, pages: Pages) -> None:
    _, page = pages[kind]
    pictures, tags = list(page.named("img")), [tag for tag, _ in page.elements]
    assert all(len(each["alt"]) > 20 for each in pictures)
    # Behind each figure stands its table, in the same element.
    assert tags.count("details") == tags.count("img")
    assert tags.count("caption") == tags.count("table")
    assert all(each.get("scope") in ("col", "row", "rowgroup") for each in page.named("th"))
    assert [each["lang"] for each in page.named("html")] == ["en"]
    marked = {each["id"] for _, each in page.elements if "id" in each}
    pointed = {each["aria-labelledby"] for _, each in page.elements if "aria-labelledby" in each}
    assert pointed <= marked


def test_the_same_folder_gives_the_same_page(
    pages: Pages, folders: dict[str, Path], tmp_path: Path
) -> None:
    page_of(folders["run"], tmp_path)
    assert (tmp_path / "report.html").read_text(encoding="utf-8") == pages["run"][0]


@pytest.mark.parametrize("kind", KINDS)
def test_hostile_names_are_shown_and_do_nothing(
    kind: str, copied: Copied, pages: Pages, tmp_path: Path
) -> None:
    folder = copied(kind)
    title = {"run": "Austerity, 2010 to 2020", "thread": "A test", "robust": "lower stakes",
             "compare": "England, unchanged: england (2)"}[kind]  # fmt: skip
    council = json.loads((folder / "manifest.json").read_text())["councils"]["rows"][0]["name"]
    for old in (title, council):
        replace_text(folder, old, " ; ".join(HOSTILE))
    page = page_of(folder, tmp_path)
    # No element more or fewer, and none with another attribute.
    plain, found = (
        [(tag, sorted(each)) for tag, each in one.elements if tag != "wbr"]
        for one in (pages[kind][1], page)
    )
    assert found == plain
    words = page.words.replace("\u2068", "").replace("\u2069", "")
    assert all(" ".join(name.split()) in words for name in HOSTILE if name.isprintable())
    written = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert not set("\u202e\u202d\x07\x00") & set(written)
    assert "dlrow" in written


def test_a_name_from_right_to_left_keeps_to_itself(copied: Copied, tmp_path: Path) -> None:
    folder = copied("run")
    replace_text(folder, "Austerity, 2010 to 2020", "שלם")
    words = page_of(folder, tmp_path).words
    assert "\u2068שלם\u2069: of a rise in" in words


def test_definitions_are_those_of_the_outcomes(pages: Pages) -> None:
    words = pages["run"][1].words
    assert all(outcome.meaning in words for outcome in OUTCOMES.values())


def test_of_many_scenarios_the_first_pages_show_some_and_say_so(
    copied: Copied, tmp_path: Path
) -> None:
    folder = copied("compare")

    def more(document: dict) -> None:  # type: ignore[type-arg]
        first = next(iter(document["contrasts"]))
        for number in range(12):
            document["contrasts"][f"s{number}"] = document["contrasts"][first]
            document["scenarios"][f"s{number}"] = f"Scenario {number}"

    def councils(document: dict) -> None:  # type: ignore[type-arg]
        row = document["councils"]["rows"][0]
        document["councils"]["rows"] = [row | {"name": f"Council {n}"} for n in range(40)]

    edit(folder, "findings.json", more)
    edit(folder, "manifest.json", councils)
    words = page_of(folder, tmp_path).words
    findings, behind = words.split("Behind the findings")
    assert "14 scenarios against England, unchanged" in findings
    assert "10 more scenarios in the tables behind" in findings
    assert "40 councils" in findings
    assert "Scenario 11" not in findings
    assert "Scenario 11" in behind
