"""Councils that the user describes: one row each in a CSV file."""

from __future__ import annotations

import csv
import os
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from scenarios.reading import read_text
from sim.errors import InputError, nearest
from sim.world import Council
from sim.world import World as _World

COLUMNS = ("name", "posts", "population_in_need", "deprivation", "budget_change")
NEEDED = COLUMNS[:3]

_WHOLE = re.compile(r"[+-]?[0-9]{1,12}")
_NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,3})?")
_MOST_CHARACTERS = 200
_LAYOUT = f"Give a first line of {','.join(COLUMNS)} (the last two may be left out)"

Row = dict[str, str]


class World(_World):
    """A set of councils, kept in the order of their names; can be read from a file."""

    @classmethod
    def from_csv(cls, path: str | os.PathLike[str]) -> World:
        """Return the world that a CSV file describes, one council a row.

        Parameters
        ----------
        path
            UTF-8 file, comma-separated, whose first line names the columns: ``name``,
            ``posts`` (funded posts, whole), ``population_in_need`` (citizens modelled, whole)
            and, if wanted, ``deprivation`` (standard score) and ``budget_change`` (share,
            -0.1 for a cut of 10 %). Lines that start with ``#`` are skipped.

        Raises
        ------
        InputError
            For anything that cannot be used, with file, line and column.
        """
        return read_councils(Path(path))


def read_councils(source: Path) -> World:
    """Return the world of a councils file; see ``World.from_csv``."""
    lines = _split(source, read_text(source, "councils file"))
    columns = _columns(source, lines)
    councils: list[Council] = []
    lines_of: dict[str, int] = {}
    for line, cells in lines:
        where = f"{source}, line {line}"
        row = _row(columns, cells, where)
        council = _council(row, where)
        if council.name in lines_of:
            raise InputError(
                f"the council {council.name!r} stands on line {lines_of[council.name]} already",
                remedy="Give every council a name of its own",
                where=f"{where}, column name",
                key="name",
                value=council.name,
            )
        lines_of[council.name] = line
        councils.append(council)
    if not councils:
        raise InputError(
            "the file names no council", remedy="Give one row per council", where=str(source)
        )
    try:
        return World(tuple(councils), name=source.stem)
    except InputError as error:
        raise error.at(str(source)) from None


def _split(source: Path, text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield line number and cells of every line that is neither blank nor a comment."""
    # Line by line, so that every fault has its line; no cell runs over a line end.
    for line, content in enumerate(re.split("\r\n|\n|\r", text), start=1):
        if not content.strip(" \t,") or content.startswith("#"):
            continue
        try:
            (cells,) = csv.reader([content], strict=True)
        except csv.Error as error:
            raise InputError(
                f"this is not a line of CSV ({error})",
                remedy='Close every quote on its own line; write a quote inside quotes as ""',
                where=f"{source}, line {line}",
            ) from None
        yield line, [cell.strip() for cell in cells]


def _columns(source: Path, lines: Iterator[tuple[int, list[str]]]) -> list[str]:
    """Return the names of the columns, in the order of the file."""
    line, columns = next(lines, (0, []))
    where = f"{source}, line {line}" if line else str(source)
    if len(columns) == 1 and re.search("[;\t]", columns[0]):
        raise InputError("the columns are not separated by commas", remedy=_LAYOUT, where=where)
    for place, column in enumerate(columns):
        at = f"{where}, column {place + 1}"
        if column not in COLUMNS:
            raise InputError(
                f"unknown column {column[:_MOST_CHARACTERS]!r}",
                remedy=nearest(column[:_MOST_CHARACTERS], COLUMNS),
                where=at,
                key=column,
            )
        if column in columns[:place]:
            raise InputError(
                f"the column {column!r} stands there twice",
                remedy="Leave one out",
                where=at,
                key=column,
            )
    for column in NEEDED:
        if column not in columns:
            raise InputError(
                f"the column {column!r} is missing", remedy=_LAYOUT, where=where, key=column
            )
    return columns


def _row(columns: list[str], cells: list[str], where: str) -> Row:
    """Return the cells of a line by column."""
    if len(cells) != len(columns):
        raise InputError(
            f"this line has {len(cells)} fields, the first has {len(columns)} columns",
            remedy="Put a name that holds a comma in double quotes, and fill every column",
            where=where,
            value=len(cells),
        )
    return dict(zip(columns, cells, strict=True))


def _council(row: Row, where: str) -> Council:
    name = _name(row["name"], f"{where}, column name")
    posts, people = (
        _whole(row[column], column, f"{where}, column {column}")
        for column in ("posts", "population_in_need")
    )
    deprivation, budget_change = (
        _number(row[column], column, f"{where}, column {column}") if column in row else 0.0
        for column in ("deprivation", "budget_change")
    )
    try:
        return Council(name, posts, people, deprivation, budget_change)
    except InputError as error:
        raise error.at(f"{where}, column {error.key}") from None


def _name(cell: str, where: str) -> str:
    """Return a council's name in its composed form, for its random draws hang on it."""
    name = unicodedata.normalize("NFC", cell)
    if not name:
        raise InputError("the cell is blank", remedy="Name the council", where=where, key="name")
    if len(name) > _MOST_CHARACTERS or not name.isprintable():
        raise InputError(
            f"{name[:_MOST_CHARACTERS]!r} cannot be a name",
            remedy=f"Use up to {_MOST_CHARACTERS} printable characters",
            where=where,
            key="name",
            value=name,
        )
    return name


def _whole(cell: str, column: str, where: str) -> int:
    if not _WHOLE.fullmatch(cell):
        raise _unreadable(cell, column, "a whole number, digits only", where)
    return int(cell)


def _number(cell: str, column: str, where: str) -> float:
    if not _NUMBER.fullmatch(cell):
        raise _unreadable(cell, column, "a number such as -0.05", where)
    return float(cell)


def _unreadable(cell: str, column: str, wanted: str, where: str) -> InputError:
    shown = cell[:_MOST_CHARACTERS]
    problem = f"{column} must be a number, not {shown!r}" if cell else "the cell is blank"
    return InputError(problem, remedy=f"Give {wanted}", where=where, key=column, value=cell)
