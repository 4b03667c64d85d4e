"""What changes: the outcomes of a scenario beside those of its reference."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from experiments.compare.effect import effect_in_words, relative_change
from experiments.comparison import HEADLINE, Comparison
from experiments.report.charts import bar_of, scale_in_words, scale_of
from experiments.report.clean import shortened
from experiments.report.view import Cell, Row, Table, Tone
from experiments.wording import counted, figures, listed

GROUPS = {
    "People who need help": ("waiting", "refused", "experience", "trust", "re_referral"),
    "Staff": ("caseload", "turnover", "vacancy", "absence", "strain"),
    "What is reported": ("timeliness_reported", "timeliness_counted", "reporting_gap"),
}
"""Whom the outcomes that reports show are about."""
MOST_COLUMNS = 4
"""Scenarios side by side in a table."""
LONGEST_HEADING = 48

_TONES: dict[str, Tone] = {
    "worse": "worse",
    "better": "better",
    "higher": "changed",
    "lower": "changed",
    "unclear": "none",
    "undetermined": "none",
    "the same": "none",
}
_WORDS = {"unclear": "no clear difference", "undetermined": "no interval"}
_SHARE = " of the reference"
MOST_TOLD = 2
"""Differences that are told in short."""


def verdict_of(row: Comparison) -> str:
    """Return what a difference means; ``the same`` when no replicate shows any."""
    found = row.difference
    if found is not None and found.low == found.high == 0.0:
        return "the same"
    return row.verdict


def same(rows: Sequence[Comparison]) -> bool:
    """Return whether no replicate shows a difference in any outcome."""
    return all(verdict_of(row) == "the same" for row in rows)


def tallied(rows: Sequence[Comparison]) -> str:
    """Return how many outcomes are clearly worse, better, or not clearly different."""
    counts = Counter(verdict_of(row) for row in rows)
    if same(rows):
        return f"all {len(rows)} outcomes exactly the same in every replicate"
    parts = {
        f"clearly {verdict}": counts[verdict] for verdict in ("worse", "better", "higher", "lower")
    }
    parts["with no clear difference"] = counts["unclear"] + counts["the same"]
    parts["without an interval"] = counts["undetermined"]
    found = {words: count for words, count in parts.items() if count}
    if len(found) == 1:
        (words,) = found
        return f"all {len(rows)} outcomes {words}"
    told = listed([f"{count} {words}" for words, count in found.items()])
    return f"of {counted(len(rows), 'outcome')}, {told}"


def largest(rows: Sequence[Comparison]) -> str:
    """Return the largest clear differences, judged by the reference's level; empty without any."""
    clear = [row for row in rows if row.difference and row.difference.sign
             and math.isfinite(relative_change(row))]  # fmt: skip
    most = sorted(clear, key=lambda row: -abs(relative_change(row)))[:MOST_TOLD]
    if not most:
        return ""
    told = (f"{row.outcome.label.lower()}, {effect_in_words(row)}" for row in most)
    return f"Largest, by the reference's level: {'; '.join(told)}."


def headline(rows: Sequence[Comparison]) -> list[Comparison]:
    """Return the outcomes that reports show, in their order."""
    found = {row.outcome.name: row for row in rows}
    return [found[name] for name in HEADLINE if name in found]


def by_group(rows: Sequence[Comparison]) -> dict[str, list[Comparison]]:
    """Return outcomes by whom they are about; groups without any are left out."""
    found = {row.outcome.name: row for row in rows}
    groups = {
        group: [found[name] for name in names if name in found] for group, names in GROUPS.items()
    }
    return {group: members for group, members in groups.items() if members}


def one_scenario(rows: Sequence[Comparison], reference: str) -> Table:
    """Return the table of one scenario against its reference, with the intervals drawn."""
    scale = scale_of(rows)
    lines: list[Row] = []
    for group, members in by_group(rows).items():
        lines.append(Row((Cell(group),)))
        lines += [_with_bar(row, scale) for row in members]
    level = f"level in {shortened(reference, LONGEST_HEADING)}"
    share = "difference, and its share of the reference's level"
    return Table(
        "Difference in each outcome, mean over the years, with its 95 % interval",
        ("outcome", "it is", share, scale_in_words(scale), level),
        tuple(lines),
        note="An outcome is clearly different when its whole interval lies on one side of zero. "
        "An arrow: the interval goes on beyond the scale.",
    )


def levels(rows: Sequence[Comparison]) -> Table:
    """Return the table of the outcomes of a world alone."""
    lines: list[Row] = []
    for group, members in by_group(rows).items():
        lines.append(Row((Cell(group),)))
        for row in members:
            mean, interval = figures(row.baseline, row.outcome.decimals)
            cells = (row.outcome.label, mean, interval, row.outcome.unit)
            lines.append(Row(tuple(map(Cell, cells))))
    return Table(
        "Level of each outcome, mean over the years",
        ("outcome", "level", "95 % interval", "unit"),
        tuple(lines),
    )


def several(
    columns: Sequence[tuple[str, Sequence[Comparison]]], reference: str, *, every: bool = False
) -> Table:
    """Return the table of several scenarios side by side.

    Parameters
    ----------
    columns
        Title and outcomes of each, the same outcomes in each.
    reference
        Title of what they are compared with.
    every
        Whether all outcomes are shown, not grouped.
    """
    lines: list[Row] = []
    rows = [dict(zip((row.outcome.name for row in found), found, strict=True))
            for _, found in columns]  # fmt: skip
    groups = {"": list(columns[0][1])} if every else by_group(columns[0][1])
    for group, members in groups.items():
        lines += [Row((Cell(group),))] if group else []
        for member in members:
            outcome = member.outcome
            cells = [Cell(f"{outcome.label} ({outcome.unit})"), Cell(_level(member))]
            cells += [short_cell(found[outcome.name]) for found in rows]
            lines.append(Row(tuple(cells)))
    titles = (shortened(title, LONGEST_HEADING) for title, _ in columns)
    return Table(
        f"Difference to {shortened(reference, 2 * LONGEST_HEADING)} in each outcome, with its "
        "95 % interval",
        ("outcome", "level there", *titles),
        tuple(lines),
        dense=every,
        even=True,
    )


def short_cell(row: Comparison) -> Cell:
    """Return a difference with its interval and what it means, in a line."""
    verdict = verdict_of(row)
    if row.difference is None or not row.difference.defined:
        return Cell("undefined", "none")
    mean, interval = figures(row.difference, row.outcome.decimals, signed=True)
    words = "" if verdict == "the same" else f"{mean} ({interval}) "
    return Cell(words + _WORDS.get(verdict, verdict), _TONES[verdict])


def _with_bar(row: Comparison, scale: float) -> Row:
    verdict = verdict_of(row)
    tone = _TONES[verdict]
    return Row(
        (
            Cell(row.outcome.label),
            Cell(verdict, tone),
            Cell(effect_in_words(row).removesuffix(_SHARE)),
            Cell("", tone, bar_of(row, scale)),
            Cell(_level(row)),
        )
    )


def _level(row: Comparison) -> str:
    return figures(row.baseline, row.outcome.decimals)[0]
