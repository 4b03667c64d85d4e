"""Pages in Markdown: their tables, and the texts that figures are filled into."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Return the lines of a table.

    Parameters
    ----------
    headings
        A heading per column.
    rows
        The cells of each row; line breaks in them become blanks.
    """
    return [_line(headings), _line("---" for _ in headings), *map(_line, rows)]


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(" ".join(cell.split()).replace("|", r"\|") for cell in cells) + " |"
