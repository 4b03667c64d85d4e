"""Reading a table of targets, with one clear error for whatever is wrong with it."""

from __future__ import annotations

import csv
import io
import math
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from calibration.targets.meaning import Meaning, meanings
from calibration.targets.numbers import Given, bounds, period, values
from calibration.targets.target import Target
from scenarios import available
from scenarios.quoting import LONGEST, short
from scenarios.reading import read_text
from sim.errors import InputError, nearest

KIND = "table of targets"
NEEDED = ("id", "quantity", "value", "tolerance", "unit", "period")
COLUMNS = (*NEEDED, "population", "role", "source", "address", "statistic", "scenario")
LENIENT = ("range", "scenario", "parameter")
"""Roles that may go without a tolerance; they are then shown and not judged."""

_LAYOUT = f"Give a first line with {', '.join(NEEDED)} (and, if wanted, {', '.join(COLUMNS[6:])})"
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_SHOWN = 60


@dataclass(frozen=True)
class Row:
    """A row of the file: where it stands, and its cells by column."""

    where: str
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def fault(self, column: str, problem: str, remedy: str) -> InputError:
        """Return the error of a cell."""
        return InputError(
            problem,
            remedy=remedy,
            where=f"{self.where}, column {column}",
            key=column,
            value=self[column],
        )


def shipped(name: str) -> Path:
    """Return the path of a table that comes with the program, such as ``england_children``."""
    return Path(str(files("calibration").joinpath(f"targets/{name}.csv")))


def read_targets(path: str | os.PathLike[str], tolerance: str = "") -> tuple[Target, ...]:
    """Return the targets of a table.

    Parameters
    ----------
    path
        UTF-8 file, comma-separated, whose first line names the columns; see docs/statistics.md.
    tolerance
        What holds where a row gives none, such as ``10 %``.

    Returns
    -------
    tuple
        A target per value of every row; one whose words are not understood has no statistic.

    Raises
    ------
    InputError
        For anything that cannot be used, with file, row, column and remedy.
    """
    source = Path(path)
    rows = list(_rows(source, read_text(source, KIND)))
    seen: dict[str, str] = {}
    found: list[Target] = []
    for row in rows:
        name = row["id"]
        if not name:
            raise row.fault("id", "the cell is blank", "Give every target a name of its own")
        if name in seen:
            raise row.fault(
                "id", f"{short(name)} is also the id of {seen[name]}", "Give every target its own"
            )
        seen[name] = row.where
        found += _targets(row, tolerance)
    if not found:
        raise InputError("the table has no rows", remedy="Give one per target", where=str(source))
    return tuple(found)


def _rows(source: Path, text: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    columns: list[str] = []
    try:
        for cells in reader:
            line = reader.line_num
            if not any(cell.strip() for cell in cells) or cells[0].startswith("#"):
                continue
            if not columns:
                columns = _columns(
                    [cell.strip().lower() for cell in cells], f"{source}, line {line}"
                )
                continue
            where = f"{source}, line {line}"
            if len(cells) != len(columns):
                raise InputError(
                    f"this line has {len(cells)} fields, the first has {len(columns)} columns",
                    remedy="Put text that holds a comma in double quotes, and fill every column",
                    where=where,
                    value=len(cells),
                )
            yield Row(where, {c: v.strip() for c, v in zip(columns, cells, strict=True)})
    except csv.Error as error:
        raise InputError(
            f"this is not a line of CSV ({error})",
            remedy='Close every quote; write a quote inside quotes as ""',
            where=f"{source}, line {reader.line_num}",
        ) from None


def _columns(columns: list[str], where: str) -> list[str]:
    if len(columns) == 1 and re.search("[;\t]", columns[0]):
        raise InputError("the columns are not separated by commas", remedy=_LAYOUT, where=where)
    for column in NEEDED:
        if column not in columns:
            close = nearest(column, columns) if columns else ""
            hint = f" {close}" if close.startswith("Did") else ""
            raise InputError(
                f"the column {column!r} is missing",
                remedy=f"{_LAYOUT}.{hint}" if hint else _LAYOUT,
                where=where,
                key=column,
            )
    for column in columns:
        if columns.count(column) > 1:
            raise InputError(
                f"the column {column!r} stands there twice",
                remedy="Leave one out",
                where=where,
                key=column,
            )
    return columns


def _targets(row: Row, fallback: str) -> Iterator[Target]:
    given = _values(row)
    meaning = _meanings(row, given)
    for place, (value, means) in enumerate(zip(given, meaning, strict=True)):
        low, high, tolerance = _accepted(row, value, place, len(given), fallback)
        name = row["id"] + (_LETTERS[place] if len(given) > 1 else "")
        target = Target(
            id=name,
            quantity=row["quantity"],
            statistic=means.statistic,
            value=value.value,
            tolerance=tolerance,
            low=low,
            high=high,
            unit=row["unit"],
            period=value.period or period(row["period"]),
            population=row["population"],
            role=row["role"],
            source=row["source"],
            address=row["address"],
            scenario=_scenario(row),
            scale=means.scale,
            understood=means.told,
        )
        _require_sense(row, target)
        yield target


def _values(row: Row) -> tuple[Given, ...]:
    if not row["quantity"] and not row["statistic"]:
        raise row.fault("quantity", "the cell is blank", "Say in words what the figure is")
    cell = row["value"]
    if not cell and row["tolerance"]:
        # Bounds may stand in the place of a tolerance alone.
        return (Given(math.nan),)
    try:
        given = values(cell)
    except ValueError:
        shown = repr(cell[:_SHOWN]) if cell else "blank"
        raise row.fault(
            "value",
            f"the value is {shown}",
            "Give a number, several as in 17 / 33 / 43, or bounds as in > 0 or 0.2 to 0.5",
        ) from None
    if len(given) > len(_LETTERS):
        raise row.fault("value", f"the cell holds {len(given)} values", "Give a row to each")
    return given


def _meanings(row: Row, given: tuple[Given, ...]) -> list[Meaning]:
    dated = all(each.period is not None for each in given)
    try:
        found = meanings(
            row["quantity"], row["statistic"], row["unit"], period(row["period"]),
            1 if dated else len(given),
        )  # fmt: skip
    except InputError as error:
        raise row.fault("statistic", error.problem, error.remedy) from None
    if len(found) == len(given):
        return found
    if len(found) == 1 and dated:
        return found * len(given)
    told = f"{len(given)} values, and it is not clear which is what: give each a row of its own"
    return [Meaning(None, 1.0, told)] * len(given)


def _accepted(
    row: Row, given: Given, place: int, count: int, fallback: str
) -> tuple[float, float, float]:
    """Return from where to where a value is met, and the tolerance where there is one."""
    cell = row["tolerance"]
    parts = [part.strip() for part in cell.split(" / ")]
    cell = parts[place] if len(parts) == count else cell
    if not cell and not math.isnan(given.low):
        return given.low, given.high, math.nan
    if not cell and row["role"].split(" ")[0].lower() in LENIENT:
        return math.nan, math.nan, math.nan
    column_is_blank = not cell
    cell = cell or fallback
    if not cell:
        raise row.fault(
            "tolerance",
            f"{row['id'][:LONGEST]} has no tolerance",
            "Declare one before looking at the model: 5, 10 %, or range 5-8; "
            "--tolerance '10 %' gives one to all rows without",
        )
    try:
        low, high = bounds(cell, given.value)
        if not math.isnan(given.low):
            low, high = given.low - (high - low) / 2, given.high + (high - low) / 2
    except ValueError:
        problem = f"the tolerance is {cell[:_SHOWN]!r}"
        remedy = "Give a number from 0, as in 5 or 10 %, or from where to where, as in range 5-8"
        if column_is_blank:
            raise InputError(
                problem, remedy=remedy, where="--tolerance", key="tolerance", value=cell
            ) from None
        raise row.fault("tolerance", problem, remedy) from None
    middle = math.isclose(low + high, 2 * given.value, abs_tol=1e-12)
    return low, high, (high - low) / 2 if middle else math.nan


@cache
def _shipped_scenarios() -> tuple[str, ...]:
    # To read them all for every row of a table would take seconds.
    return tuple(scenario.name for scenario in available())


def _scenario(row: Row) -> str:
    shipped_ones = _shipped_scenarios()
    if row["scenario"]:
        if row["scenario"] not in shipped_ones:
            raise row.fault(
                "scenario",
                f"unknown scenario {short(row['scenario'])}",
                nearest(row["scenario"][:LONGEST], shipped_ones, "goldenthread scenarios"),
            )
        return row["scenario"]
    role = row["role"].lower()
    if re.search("high.stakes", role):
        return "targets_and_terror"
    match = re.search(r"scenario ([a-z_]+)", role)
    return match[1] if match and match[1] in shipped_ones else ""


_UNIT_OF_SHARES = re.compile(r"^(% of (?!.*\bper\b)|%? ?of |share|proportion|fraction)")


def _require_sense(row: Row, target: Target) -> None:
    """Refuse a value that its statistic cannot have."""
    for number in (target.value, target.low, target.high):
        limits = _limits(target)
        if number is target.value and not limits[0] <= number <= limits[1]:
            if math.isnan(number):
                continue
            raise row.fault(
                "value",
                f"{number:g} is no possible value of {target.statistic or short(target.quantity)}",
                f"Give a number from {limits[0]:g} to {limits[1]:g}, or check the unit",
            )


def _limits(target: Target) -> tuple[float, float]:
    text = "" if target.statistic is None else target.statistic.text
    unit = "" if target.statistic is None else target.statistic.unit
    if unit == "correlation" and re.match(r"\w+\(", text):
        return -1.0, 1.0
    if re.match(r"(change|before_after|trend|skewness|kurtosis|slope|elasticity|percentage)", text):
        return -math.inf, math.inf
    top = 100.0 * target.scale
    if re.match(r"(sd|iqr|cv|variance|within_sd|between_sd)\(", text):
        return 0.0, math.inf
    if unit.startswith("% of") and re.match(r"(\w+$|(mean|median|quantile|share\w*)\()", text):
        return 0.0, top
    return -math.inf, math.inf
