"""The matrix as columns of a table, and as plain values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from experiments.columns import Columns, as_columns
from experiments.specificity.mechanisms import HOP_NAMES
from experiments.summary import finite, plain

if TYPE_CHECKING:
    from experiments.intervals import Estimate
    from experiments.specificity.matrix import Cell, Row
    from experiments.specificity.result import Specificity


def cell_columns(result: Specificity) -> Columns:
    """Return a row per mechanism, measure and hop.

    ``own`` says whether it is the hop that the mechanism should lower, ``judged`` whether it is
    judged by this measure.
    """
    return as_columns(
        _record(row, cell, result)
        for rows in result.by_measure.values()
        for row in rows
        for cell in row.cells
    )


def _record(row: Row, cell: Cell, result: Specificity) -> dict[str, Any]:
    mechanism = row.mechanism
    lever = result.design.table.levers[HOP_NAMES.index(cell.hop)]
    causal = cell.measure in ("passed_on", "per_unit")
    return {
        "mechanism": mechanism.name,
        "measure": cell.measure,
        "hop": cell.hop,
        "lever": lever.lever if lever and causal else "",
        "own": cell.hop == mechanism.hop,
        "judged": cell.measure == mechanism.measure,
        **_spread("reference", cell.reference),
        **_spread("value", cell.value),
        **_spread("difference", cell.difference),
        "noise": cell.noise,
        "effect": cell.effect,
        "verdict": row.verdict if cell.measure == mechanism.measure else "",
        "reason": cell.reason,
    }


def _spread(name: str, estimate: Estimate) -> dict[str, float]:
    return {name: estimate.mean, f"{name}_low": estimate.low, f"{name}_high": estimate.high}


def summary(result: Specificity) -> dict[str, Any]:
    """Return the findings as plain values; None stands for what is undefined."""
    design = result.design
    return {
        "reference": design.table.title,
        "scenario": design.scenario.name,
        "replicates": design.replicates,
        "seed": design.seed,
        "observed": list(design.window),
        "links_measured": list(design.thread_window),
        "levers": {
            hop: asdict(lever) if lever else None
            for hop, lever in zip(HOP_NAMES, design.table.levers, strict=True)
        },
        "mechanisms": {row.mechanism.name: dict(_mechanism(row)) for row in result.matrix},
        "caveats": result.caveats,
        "findings": result.findings,
    }


def _mechanism(row: Row) -> Iterator[tuple[str, Any]]:
    yield from asdict(row.mechanism).items()
    yield "verdict", row.verdict
    yield "hops", {cell.hop: _values(cell) for cell in row.cells}


def _values(cell: Cell) -> dict[str, Any]:
    return {
        "reference": plain(cell.reference),
        "value": plain(cell.value),
        "difference": plain(cell.difference),
        "noise": finite(cell.noise),
        "effect": cell.effect,
        "reason": cell.reason,
    }
