"""Stories as plain text."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Any

from experiments.stories.plain import frequency, hours, percent, score

WIDTH = 96
YEARS_HEADING = (
    "year", "in need", "waiting", "seen", "need", "worker", "cases", "hours needed", "time a case",
    "off sick", "reported", "counted", "believed",
)  # fmt: skip


def text(document: dict[str, Any]) -> str:
    """Return a document of ``experiments.stories.document`` as plain text."""
    lines = [*_head(document)]
    for story in document["stories"]:
        lines += ["", *_story(story)]
    lines += ["", *(line for note in document["notes"] for line in _wrapped(note))]
    return "\n".join(lines)


def _head(document: dict[str, Any]) -> Iterator[str]:
    against = f", against {document['against']}" if document["against"] else ""
    yield f"{document['title']}{against}"
    yield document["setting"]
    for sentence in document["selection"]["how"]:
        yield from _wrapped(sentence)
    yield ""
    yield "Kinds of history among all who had a need:"
    for name, share in document["selection"]["strata"].items():
        yield f"  {frequency(share):>11}  {name}"


def _story(story: dict[str, Any]) -> Iterator[str]:
    title = f"The story of {story['citizen']}"
    yield from (title, "=" * len(title))
    yield from _wrapped(story["introduction"])
    if story["parting"]:
        yield ""
        for sentence in story["parting"]["text"]:
            yield from _wrapped(sentence)
    for life in story["lives"]:
        yield ""
        yield life["title"]
        yield "-" * len(life["title"])
        yield from _life(life, story["parting"])


def _life(life: dict[str, Any], parting: dict[str, Any] | None) -> Iterator[str]:
    parted = parting is None or parting["step"] is None
    for moment in life["moments"]:
        if not parted and parting is not None and moment["step"] >= parting["step"]:
            parted = True
            yield "  * * * here the two lives part * * *"
        yield from _wrapped(f"{moment['date']}: {moment['text']}", "", "    ")
    yield ""
    yield from _wrapped("In sum: " + " ".join(life["in_sum"]))
    if life["years"]:
        yield ""
        yield from _table([YEARS_HEADING, *(year_cells(year) for year in life["years"])])


def year_cells(year: dict[str, Any]) -> tuple[str, ...]:
    """Return the cells of a year, in the order of ``YEARS_HEADING``."""

    def shown(name: str, form: Any) -> str:
        return "-" if year[name] is None else str(form(year[name]))

    return (
        str(year["year"]),
        str(year["in_need"]),
        str(year["waiting"]),
        str(year["seen"]),
        shown("need", score),
        ", ".join(year["workers"]) or "-",
        shown("cases", "{:.0f}".format),
        shown("work_pressure", percent),
        shown("time_per_case", hours),
        str(year["off_sick"]) if year["workers"] else "-",
        shown("reported", percent),
        shown("counted", percent),
        shown("believed", percent),
    )


def _table(rows: list[tuple[str, ...]]) -> Iterator[str]:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        yield "  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True))


def _wrapped(words: str, first: str = "", later: str | None = None) -> list[str]:
    # No line begins with a lone per cent sign.
    lines = textwrap.wrap(
        words.replace(" %", "\u00a0%"),
        WIDTH,
        initial_indent=first,
        subsequent_indent=first if later is None else later,
    )
    return [line.replace("\u00a0", " ") for line in lines]
