"""What a report shows, before it is drawn: answers, tables, pictures, and what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Tone = Literal["", "worse", "better", "changed", "none", "quiet"]
"""How a cell is set off; its words say the same without."""


@dataclass(frozen=True)
class Bar:
    """An interval on a scale, all places in per cent of its width.

    Attributes
    ----------
    zero, middle, left, right
        Places of no difference, of the mean, and of both ends of the interval.
    cut_left, cut_right
        Whether the interval goes on beyond the scale.
    """

    zero: float
    middle: float
    left: float
    right: float
    cut_left: bool = False
    cut_right: bool = False


@dataclass(frozen=True)
class Cell:
    """A cell: its words, how it is set off, and the interval drawn in it."""

    text: str
    tone: Tone = ""
    bar: Bar | None = None


@dataclass(frozen=True)
class Row:
    """A row of a table, or with a single cell a heading above the rows that follow."""

    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Table:
    """A table.

    Attributes
    ----------
    caption
        What it shows.
    headings
        A heading per column.
    rows
        The rows.
    note
        What must be said below it; often nothing.
    dense
        Whether it is long and set small.
    narrow
        Whether it is long and narrow, and is printed in two columns.
    even
        Whether its columns from the third on are equally wide.
    """

    caption: str
    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    note: str = ""
    dense: bool = False
    even: bool = False
    narrow: bool = False

    @property
    def drawn(self) -> int | None:
        """Index of the column whose intervals are drawn; None for none."""
        places = (p for row in self.rows for p, cell in enumerate(row.cells) if cell.bar)
        return next(places, None)


def plain_table(
    caption: str,
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    note: str = "",
    dense: bool = False,
    narrow: bool = False,
) -> Table:
    """Return a table of words and figures alone."""
    cells = tuple(Row(tuple(Cell(text) for text in row)) for row in rows)
    return Table(caption, tuple(headings), cells, note, dense or narrow, narrow=narrow)


@dataclass(frozen=True)
class Picture:
    """A figure.

    Attributes
    ----------
    source
        The figure itself as a data address.
    alt
        What it shows, for those who do not see it.
    caption
        The line below it.
    table
        Its data, for those who do not see it and those who doubt it.
    wide
        Whether it takes a page across.
    """

    source: str
    alt: str
    caption: str
    table: Table | None
    wide: bool = False


@dataclass(frozen=True)
class Missing:
    """What the folder does not hold, and the command that would add it; often none."""

    what: str
    command: str = ""


@dataclass(frozen=True)
class Answer:
    """One of the questions that the first two pages answer.

    Attributes
    ----------
    question
        The question.
    short
        The answer in a sentence or two.
    sentences
        More of it.
    table, picture
        What shows it.
    missing
        What would answer it better.
    """

    question: str
    short: str
    sentences: tuple[str, ...] = ()
    table: Table | None = None
    picture: Picture | None = None
    missing: tuple[Missing, ...] = ()

    @property
    def more(self) -> bool:
        """Whether there is more than the short answer."""
        return bool(self.sentences or self.table or self.picture or self.missing)


@dataclass(frozen=True)
class Part:
    """A part of what stands behind the findings."""

    title: str
    sentences: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True)
class Report:
    """A whole report.

    Attributes
    ----------
    title, setting
        What it is about, and what was run.
    claim
        What the scenario claims; empty for several scenarios.
    notes
        What must be known before the findings are read.
    answers
        What changes, for whom, where the thread breaks, what to do about it, how sure.
    limits
        What the model cannot say.
    parts
        What stands behind.
    names
        Names of users that may stand in sentences.
    made_with
        Version and digest, for the foot.
    """

    title: str
    setting: str
    claim: str
    notes: tuple[str, ...]
    answers: tuple[Answer, ...]
    limits: tuple[str, ...]
    parts: tuple[Part, ...]
    names: tuple[str, ...]
    made_with: str
