"""What the documents link to is there: files, headings and anchors."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.documents.pages import PAGES, ROOT, prose

LINK = re.compile(r"\]\(([^)\s]+)\)")


def anchors(page: Path) -> set[str]:
    """Return what can be linked to on a page: its headings, as GitHub spells them, and marks."""
    text = prose(page)
    headings = re.findall(r"^#+ (.*)$", text, flags=re.MULTILINE)
    spelled = (re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings)
    return {*spelled, *re.findall(r'<a id="([^"]+)"', text)}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    for link in LINK.findall(prose(page)):
        if re.match(r"https?://|mailto:", link):
            continue
        file, _, mark = link.partition("#")
        target = (page.parent / file).resolve() if file else page
        assert target.exists(), link
        assert target.is_relative_to(ROOT), link
        if mark:
            assert mark in anchors(target), link


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_pages_of_the_site_do_not_lead_out_of_it(page: Path) -> None:
    docs = ROOT / "docs"
    if page.is_relative_to(docs):
        files = [link.partition("#")[0] for link in LINK.findall(prose(page))]
        inside = [file for file in files if file and not file.startswith("http")]
        assert [file for file in inside
                if not (page.parent / file).resolve().is_relative_to(docs)] == []  # fmt: skip


def test_every_page_is_reached_from_the_list_of_documents_and_the_site() -> None:
    index = prose(ROOT / "docs" / "index.md")
    site = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    pages = [page.relative_to(ROOT / "docs") for page in PAGES if ROOT / "docs" in page.parents]
    listed = [str(page) for page in pages if "teaching" not in page.parts]
    assert [page for page in listed if f"({page})" not in index and page != "index.md"] == []
    assert [page for page in listed if f": {page}\n" not in site] == []


def test_the_readme_is_short() -> None:
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= 150
