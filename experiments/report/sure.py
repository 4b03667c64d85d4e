"""How sure it is: replicates, what intervals hold, and whether the claim is borne out."""

from __future__ import annotations

from collections.abc import Sequence

from experiments.caveats import ENOUGH_REPLICATES
from experiments.comparison import Comparison
from experiments.report.again import command_like
from experiments.report.manifest import Manifest
from experiments.report.records import CheckRecord
from experiments.report.view import Missing, Table, plain_table
from experiments.wording import counted, listed

MOST_NAMED = 4
"""Expectations and outcomes that are named one by one."""


def in_short(manifest: Manifest) -> str:
    """Return how many replicates there are and what their intervals hold."""
    count = manifest.replicates
    if count == 1:
        return "One replicate gives no intervals, so nothing here is certain."
    rough = "" if count >= ENOUGH_REPLICATES else ", rough with so few"
    if manifest.posterior is None:
        return (
            f"{counted(count, 'paired replicate')}; 95 % intervals{rough}, which hold chance alone."
        )
    return (
        f"{counted(count, 'paired replicate')} with parameters drawn from the posterior "
        f"{manifest.posterior.name}; 95 % intervals{rough}, which hold chance and what is not "
        "known of the parameters."
    )


def undefined(rows: Sequence[Comparison]) -> tuple[str, ...]:
    """Return which outcomes are not defined in every replicate."""
    noted: dict[str, list[str]] = {}
    for row in rows:
        if row.note:
            noted.setdefault(row.note, []).append(row.outcome.label)
    return tuple(
        f"{', '.join(labels) if len(labels) <= MOST_NAMED else counted(len(labels), 'outcome')}: "
        f"{note}."
        for note, labels in noted.items()
    )


def claim_in_short(checks: Sequence[CheckRecord]) -> str:
    """Return how many of the scenario's expectations are borne out; empty without any."""
    if not checks:
        return ""
    named: dict[str, list[str]] = {}
    for check in checks:
        named.setdefault(check.verdict, []).append(check.quantity)
    parts = [
        f"{len(named[verdict])} {verdict}{_of(named[verdict]) if verdict != 'supported' else ''}"
        for verdict in ("supported", "contradicted", "undetermined")
        if verdict in named
    ]
    return f"Of {counted(len(checks), 'expectation')} of the scenario, {listed(parts)}."


def _of(quantities: Sequence[str]) -> str:
    more = len(quantities) - MOST_NAMED
    return f" ({'; '.join(quantities[:MOST_NAMED])}{f'; {more} more' if more > 0 else ''})"


def claim_table(checks: Sequence[CheckRecord]) -> Table:
    """Return every expectation with what was found."""
    rows = [
        (check.quantity, check.unit, check.expected, check.found, check.verdict, check.reason)
        for check in checks
    ]
    heads = ("quantity", "unit", "expected", "found", "the claim is", "why it is open")
    return plain_table("What the scenario expects, and what was found", heads, rows, dense=True)


def without_parameters(manifest: Manifest, words: Sequence[str]) -> tuple[Missing, ...]:
    """Return that uncertainty in the parameters is not in the intervals, when it is not.

    Parameters
    ----------
    manifest
        How the results were made.
    words
        The command that made them.
    """
    if manifest.posterior is not None:
        return ()
    command = command_like(manifest, words, posterior=True)
    return (Missing("What is not known of the parameters is not in these intervals. To have it "
                    "in them:", command),)  # fmt: skip
