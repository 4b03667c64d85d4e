"""Stories as one self-contained page: no scripts, nothing to fetch, made to be read and printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape as escaped
from typing import Any

from experiments.stories.plain import frequency
from experiments.stories.text import YEARS_HEADING, year_cells

_STYLE = """
:root { color-scheme: light; }
body { font: 16px/1.5 Georgia, "Times New Roman", serif; color: #1a1a1a; background: #fff;
  max-width: 62rem; margin: 2rem auto; padding: 0 1.25rem; }
h1, h2, h3, th, caption, .beside, .small { font-family: "Helvetica Neue", Arial, sans-serif; }
h1 { font-size: 1.7rem; line-height: 1.25; margin-bottom: 0.25rem; }
h2 { font-size: 1.35rem; margin-top: 2.5rem; border-top: 3px solid #00507a; padding-top: 0.75rem; }
h3 { font-size: 1.1rem; margin-top: 2rem; }
.small, caption, footer { font-size: 0.85rem; color: #444; }
table { border-collapse: collapse; width: 100%; margin: 0.75rem 0 1.5rem; }
caption { text-align: left; padding-bottom: 0.4rem; }
th, td { text-align: left; vertical-align: top; padding: 0.35rem 0.75rem 0.35rem 0;
  border-bottom: 1px solid #ccc; }
thead th { font-size: 0.8rem; border-bottom: 2px solid #1a1a1a; }
tbody th { font-weight: normal; font-size: 0.85rem; width: 8.5rem; }
td.beside { font-size: 0.8rem; color: #333; width: 11rem; }
table.figures td, table.figures th { font: 0.8rem/1.4 "Helvetica Neue", Arial, sans-serif;
  text-align: right; width: auto; font-variant-numeric: tabular-nums; }
table.figures th:first-child, table.strata th { text-align: left; }
table.strata { width: auto; } table.strata th { width: auto; }
.parting { background: #e8f1f6; border-left: 5px solid #00507a; padding: 0.5rem 1rem; }
tr.parts td { background: #e8f1f6; font-weight: bold; padding-left: 0.75rem; }
@media (max-width: 40rem) { body { font-size: 15px; } td.beside { width: auto; }
  .wide { overflow-x: auto; } }
@media print { body { font-size: 10.5pt; max-width: none; margin: 0; }
  tr, .parting { break-inside: avoid; } thead { display: table-header-group; }
  h2 { break-before: page; } h2.first { break-before: auto; } }
"""


def page(document: dict[str, Any]) -> str:
    """Return a document of ``experiments.stories.document`` as one HTML page."""
    against = f", against {document['against']}" if document["against"] else ""
    title = f"{document['title']}{against}"
    many = len(document["stories"]) > 1
    parts = [
        "<!DOCTYPE html>",
        '<html lang="en">',
        '<head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{'Lives' if many else 'A life'}: {_shown(title)}</title>",
        f"<style>{_STYLE}</style></head>",
        "<body>",
        f"<header><h1>{'Lives' if many else 'A life'} under: {_shown(title)}</h1>",
        f'<p class="small">{_shown(document["setting"])}. A simulation; nobody in it is real.</p>',
        "</header><main>",
        *_selection(document["selection"]),
    ]
    for place, story in enumerate(document["stories"]):
        parts += _story(story, first=place == 0)
    parts += ["</main>", "<footer><h2>How to read this</h2>"]
    parts += [_paragraph(note) for note in document["notes"]]
    made = document["made_with"]
    parts.append(
        _paragraph(f"Made with Golden Thread {made['goldenthread']}, {document['setting']}.")
    )
    return "\n".join([*parts, "</footer></body></html>", ""])


def _selection(selection: dict[str, Any]) -> Iterator[str]:
    yield _paragraph(" ".join(selection["how"]))
    yield '<table class="strata"><caption>Kinds of history among all who had a need</caption>'
    yield '<thead><tr><th scope="col">history</th><th scope="col">share</th></tr></thead><tbody>'
    for name, share in selection["strata"].items():
        yield f'<tr><th scope="row">{_shown(name)}</th><td>{_shown(frequency(share))}</td></tr>'
    yield "</tbody></table>"


def _story(story: dict[str, Any], *, first: bool) -> Iterator[str]:
    yield "<article>"
    yield f"<h2{' class=first' if first else ''}>The story of {_shown(story['citizen'])}</h2>"
    yield _paragraph(story["introduction"])
    if story["parting"]:
        yield f'<div class="parting">{"".join(map(_paragraph, story["parting"]["text"]))}</div>'
    for life in story["lives"]:
        yield f"<section><h3>{_shown(life['title'])}</h3>"
        yield from _moments(life, story["parting"])
        yield _paragraph("In sum. " + " ".join(life["in_sum"]))
        if life["years"]:
            yield from _years(life)
        yield "</section>"
    yield "</article>"


def _moments(life: dict[str, Any], parting: dict[str, Any] | None) -> Iterator[str]:
    headings = ("date", "what happened", "the worker, that week", "tasks on time in the council")
    yield f"<table><caption>{_shown(life['title'])}: what happened, and who stood beside</caption>"
    yield _head(headings)
    parted = parting is None or parting["step"] is None
    for moment in life["moments"]:
        if not parted and parting is not None and moment["step"] >= parting["step"]:
            parted = True
            yield '<tr class="parts"><td colspan="4">Here the two lives part.</td></tr>'
        yield (
            f'<tr><th scope="row">{_shown(moment["date"])}</th><td>{_shown(moment["text"])}</td>'
            f'<td class="beside">{_shown(moment["worker"])}</td>'
            f'<td class="beside">{_shown(moment["told"])}</td></tr>'
        )
    yield "</tbody></table>"


def _years(life: dict[str, Any]) -> Iterator[str]:
    yield '<div class="wide"><table class="figures">'
    yield (
        f"<caption>{_shown(life['title'])}: the years in need. In need, waiting, seen and off "
        "sick are counted in weeks; the worker's figures are means over weeks with one, those of "
        "council and centre over weeks in need.</caption>"
    )
    yield _head(YEARS_HEADING)
    for year in life["years"]:
        label, *cells = (_shown(cell) for cell in year_cells(year))
        row = "".join(f"<td>{cell}</td>" for cell in cells)
        yield f'<tr><th scope="row">{label}</th>{row}</tr>'
    yield "</tbody></table></div>"


def _head(headings: Iterable[str]) -> str:
    cells = "".join(f'<th scope="col">{_shown(heading)}</th>' for heading in headings)
    return f"<thead><tr>{cells}</tr></thead><tbody>"


def _paragraph(words: str) -> str:
    return f"<p>{_shown(words)}</p>"


def _shown(words: str) -> str:
    """Return words as HTML; no line begins with a lone per cent sign."""
    return escaped(words).replace(" %", "&nbsp;%")
