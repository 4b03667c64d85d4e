"""The data behind the figures of a comparison, as tables that can be read out."""

from __future__ import annotations

import csv
import math
from collections.abc import Sequence

from experiments.intervals import Estimate
from experiments.report.clean import cleaned
from experiments.report.folder import ResultsFolder
from experiments.report.view import Table, plain_table
from experiments.wording import decimals, figures, written
from sim.outcomes import OUTCOMES

MOST_YEARS = 6
"""Years that a table shows; the file beside the figure has every quarter."""
Line = dict[str, str]
_WORDS = ("scenario", "outcome", "unit")


def years_table(folder: ResultsFolder, name: str) -> Table | None:
    """Return the data of a figure over the years, at the start of some; None without a file."""
    lines = _lines(folder, f"{name}.csv", ("scenario", "outcome", "year", "mean", "low", "high"))
    if not lines:
        return None
    shown = some_years(sorted({_number(line["year"]) for line in lines}))
    found: dict[tuple[str, str], dict[float, str]] = {}
    for line in lines:
        outcome = OUTCOMES.get(line["outcome"])
        if outcome is None:
            continue
        middle, low, high = (_number(line[key]) for key in ("mean", "low", "high"))
        estimate = Estimate(middle, low, high, 0)
        mean, interval = figures(estimate, outcome.decimals, signed=name == "differences")
        row = found.setdefault((f"{outcome.label} ({outcome.unit})", line["scenario"]), {})
        row[_number(line["year"])] = f"{mean} ({interval})" if estimate.bounded else mean
    rows = [(*key, *(row.get(year, "") for year in shown)) for key, row in found.items()]
    heads = ("outcome", "scenario", *(f"{year:g}" for year in shown))
    note = f"In the first quarter of each year; {name}.csv in the folder has every quarter."
    return plain_table("The same as a table", heads, rows, note=note, dense=True)


def some_years(quarters: Sequence[float]) -> list[float]:
    """Return the starts of at most ``MOST_YEARS`` years among quarters in order."""
    starts = [quarter for quarter in quarters if quarter % 1 == 0] or list(quarters[:1])
    return starts[:: max(1, math.ceil(len(starts) / MOST_YEARS))]


def precision_table(folder: ResultsFolder) -> Table | None:
    """Return how precise each interval became in the end; None without a file."""
    columns = ("scenario", "outcome", "unit", "asked", "replicates", "half_width")
    last = {(line["scenario"], line["outcome"]): line
            for line in _lines(folder, "precision.csv", columns)}  # fmt: skip
    if not last:
        return None
    rows = []
    for line in last.values():
        width = _number(line["half_width"])
        asked = f"{_number(line['asked']):g}"
        reached = written(width, decimals(width, least=2))
        known = (line["scenario"], line["outcome"], line["unit"], line["replicates"])
        rows.append((*known, reached, asked))
    heads = ("scenario", "outcome", "unit", "replicates", "half the interval", "asked for")
    return plain_table("The same as a table, in the end", heads, rows, dense=True)


def _lines(folder: ResultsFolder, name: str, columns: tuple[str, ...]) -> list[Line]:
    """Return the lines of a CSV file of the folder; none without the file."""
    if not folder.holds(name):
        return []
    text = folder.content(name).decode("utf-8", "replace")
    lines = [dict(cleaned(line)) for line in csv.DictReader(text.splitlines()) if None not in line]
    for line in lines:
        for column in columns:
            if column not in line:
                raise folder.damaged(f"{name} has no column {column}")
            if column not in _WORDS and not _is_number(line[column]):
                raise folder.damaged(f"{name} has {line[column]!r} where a number should be")
    return lines


def _is_number(text: str | None) -> bool:
    try:
        float(text or "nan")
    except ValueError:
        return False
    return text is not None


def _number(text: str) -> float:
    return float(text) if text else math.nan
