"""Where words go: a terminal gets colour and fits its width, a pipe gets plain whole lines."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

PIPE_WIDTH = 10_000
"""Width when nobody's terminal sets one: no line is cut or broken."""
COMFORTABLE_WIDTH = 100


def output() -> Console:
    """Return the console on standard output."""
    return _console(stderr=False)


def messages() -> Console:
    """Return the console on standard error, for what is not a result."""
    return _console(stderr=True)


def _console(*, stderr: bool) -> Console:
    console = Console(stderr=stderr, highlight=False, markup=False, emoji=False)
    if not console.is_terminal:
        console.width = PIPE_WIDTH
    return console


def new_table(console: Console, *columns: str, right: tuple[str, ...] = ()) -> Table:
    """Return an empty table with a quiet look.

    Parameters
    ----------
    console
        Where it will be shown.
    columns
        Headings.
    right
        Headings of the columns of figures, which are aligned to the right.
    """
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for column in columns:
        table.add_column(
            column,
            justify="right" if column in right else "left",
            no_wrap=not console.is_terminal,
            overflow="fold",
        )
    return table


def show_table(console: Console, table: Table) -> None:
    """Print a table, without the blanks that would fill its lines when piped."""
    if console.is_terminal:
        if console.width < COMFORTABLE_WIDTH:
            table.padding = (0, 1, 0, 0)
        for column in table.columns:
            # Lines break between words, not within them.
            words = (word for cell in (column.header, *column.cells) for word in str(cell).split())
            column.min_width = max(map(len, words), default=1)
        console.print(table)
        return
    with console.capture() as captured:
        console.print(table)
    for line in captured.get().splitlines():
        console.file.write(line.rstrip() + "\n")


def heading(console: Console, words: str) -> None:
    """Print a heading, with a blank line above it."""
    console.print()
    console.print(Text(words, style="bold"))
