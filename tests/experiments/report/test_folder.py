"""Folders that are none of ours, damaged, or of another version: one sentence with the remedy."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from experiments.report.clean import cleaned
from experiments.report.folder import read_folder
from experiments.report.making import made, report
from experiments.report.pdf import as_pdf, require_printer
from sim.errors import InputError
from tests.experiments.report.conftest import KINDS, edit

Copied = Callable[[str], Path]
WRONG = (None, 7, "text", [], {}, [None], {"a": None})


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(InputError) as caught:
        act()
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_what_is_no_results_folder_is_refused(tmp_path: Path) -> None:
    assert "there is no such folder" in refused(lambda: read_folder(tmp_path / "none"))
    assert "it is no results folder" in refused(lambda: read_folder(tmp_path))
    (tmp_path / "file").write_text("")
    said = refused(lambda: read_folder(tmp_path / "file"))
    assert "it is a file, not a results folder. Give the folder that `goldenthread run`" in said
    assert "blank" in refused(lambda: read_folder(" "))


@pytest.mark.parametrize("name", ["findings.json", "manifest.json"])
@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "is missing"),
        ("", "is no JSON document"),
        ("{", "is no JSON document"),
        ("[]", "is no JSON document"),
        ("[" * 100_000, "is no JSON document"),
        ("\udcff", "is no JSON document"),
    ],
)
def test_a_document_that_cannot_be_read_is_damage(
    name: str, content: str | None, said: str, copied: Copied
) -> None:
    folder = copied("run")
    (folder / name).unlink()
    if content is not None:
        (folder / name).write_bytes(content.encode("utf-8", "surrogateescape"))
    found = refused(lambda: read_folder(folder))
    assert f"the results folder is damaged: {name} {said}" in found
    assert "Carry out its run again" in found


@pytest.mark.parametrize("kind", KINDS)
def test_whatever_entry_is_lost_or_of_another_kind_the_program_is_not_at_fault(
    kind: str, copied: Copied, folders: dict[str, Path]
) -> None:
    folder = copied(kind)
    for name in ("findings.json", "manifest.json"):
        whole = (folder / name).read_text()
        for key in json.loads(whole):
            changed = [json.loads(whole) | {key: value} for value in WRONG]
            changed.append(
                {other: each for other, each in json.loads(whole).items() if other != key}
            )
            for document in changed:
                (folder / name).write_text(json.dumps(document))
                # It is told, or it did not matter.
                with suppress(InputError):
                    read_folder(folder)
        (folder / name).write_text(whole)
    assert read_folder(folder).findings == read_folder(folders[kind]).findings


def test_an_entry_that_is_wrong_is_named(copied: Copied) -> None:
    folder = copied("run")
    edit(folder, "findings.json", lambda document: document["outcomes"][3].update(difference=1))
    said = refused(lambda: read_folder(folder))
    assert "findings.json does not hold what it should at 'outcomes.3.difference'" in said
    assert "Carry out its command again (`goldenthread run austerity --years 2`)" in said


def test_an_unknown_outcome_is_no_fault_of_the_program(copied: Copied) -> None:
    folder = copied("run")
    edit(folder, "findings.json", lambda document: document["outcomes"][0].update(name="mirth"))
    assert "'mirth'" in refused(lambda: made(read_folder(folder)))


def test_another_version_is_refused_with_both_ways_out(copied: Copied) -> None:
    folder = copied("run")
    edit(folder, "manifest.json",
         lambda document: document["versions"].update(goldenthread="0.0.1"))  # fmt: skip
    said = refused(lambda: read_folder(folder))
    assert "it was written by version 0.0.1 of Golden Thread, and this is" in said
    assert "(`goldenthread run austerity --years 2`), or make the report with version 0.0.1" in said


def test_results_of_another_command_are_refused(copied: Copied, folders: dict[str, Path]) -> None:
    folder = copied("run")
    edit(folder, "findings.json", lambda document: document.pop("lever"))
    said = refused(lambda: read_folder(folder))
    assert "of which no report is made. Give a folder of `goldenthread run`" in said
    said = refused(lambda: made(read_folder(folders["run"]), read_folder(folders["thread"])))
    assert "results of `goldenthread thread`, not of `goldenthread robust`" in said


@pytest.mark.parametrize(
    ("kind", "name"),
    [("run", "links.parquet"), ("robust", "pairs.parquet"), ("robust", "packages.parquet"),
     ("compare", "levels.csv")],
)  # fmt: skip
def test_a_damaged_table_is_named(kind: str, name: str, copied: Copied) -> None:
    folder = copied(kind)
    (folder / name).write_text("scenario,outcome\nnothing,here\n")
    said = refused(lambda: made(read_folder(folder)))
    assert "the results folder is damaged" in said
    assert name in said


@pytest.mark.parametrize("kind", KINDS)
def test_figures_that_are_gone_are_left_out(kind: str, copied: Copied, tmp_path: Path) -> None:
    folder = copied(kind)
    for path in [*folder.rglob("*.png"), *folder.rglob("*.svg"), *folder.glob("levels.csv")]:
        path.unlink()
    wide = [one for part in made(read_folder(folder)).parts for one in part.pictures]
    assert wide == []


def test_nothing_is_written_when_something_is_wrong(copied: Copied, tmp_path: Path) -> None:
    folder, out = copied("run"), tmp_path / "out"
    out.mkdir()
    assert "does not end in .html" in refused(lambda: report(folder, out / "findings.json"))
    assert "no file can be written" in refused(lambda: report(folder, tmp_path / "no" / "a.html"))
    (folder / "findings.json").unlink()
    (out / "report.html").write_text("mine")
    refused(lambda: report(folder, out / "report.html"))
    assert [each.name for each in out.iterdir()] == ["report.html"]
    assert (out / "report.html").read_text() == "mine"


def test_without_a_browser_a_sentence_says_what_to_do(
    folders: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("experiments.report.pdf.shutil.which", lambda name: None)
    said = refused(lambda: report(folders["run"], tmp_path / "report.html", pdf=True))
    assert "this machine has none of them. Leave out --pdf" in said
    assert list(tmp_path.iterdir()) == []


def test_a_browser_that_fails_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("experiments.report.pdf.NAMES", ("false",))
    monkeypatch.setattr("experiments.report.pdf._USUAL_PLACES", ())
    assert "has printed no PDF" in refused(lambda: as_pdf("<p>a</p>"))


def test_a_pdf_is_printed_beside_the_page(folders: dict[str, Path], tmp_path: Path) -> None:
    try:
        require_printer()
    except InputError as error:
        pytest.skip(f"no PDF can be tested: {error}")
    report(folders["robust"], tmp_path / "report.html", pdf=True)
    printed = (tmp_path / "report.pdf").read_bytes()
    assert printed.startswith(b"%PDF-")
    # What tells a screen reader of headings and tables.
    assert b"/StructTreeRoot" in printed
    assert sorted(each.name for each in tmp_path.iterdir()) == ["report.html", "report.pdf"]


def test_texts_are_cleaned_and_letters_stay() -> None:
    assert cleaned({"a\x00b": ["\ud800x\u202ey", "Môn\n東京", 3, None]}) == {
        "a b": [" x y", "Môn\n東京", 3, None]
    }
