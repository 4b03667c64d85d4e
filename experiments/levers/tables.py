"""The tables of an experiment with levers as columns, one array per column."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from experiments.columns import Columns, as_columns
from experiments.intervals import Estimate, Floats
from experiments.levers.association import STATISTICS
from experiments.levers.observed import PAIRS
from experiments.stations import NAMES
from sim.declaration import DOMAINS

if TYPE_CHECKING:
    from experiments.levers.answers import Answers
    from experiments.levers.measured import LeverThread
    from experiments.levers.result import Threads

Record = dict[str, Any]


def map_columns(result: Threads) -> Columns:
    """Return a row per lever and link: the pooled answer, and the hop that leads to it."""
    return as_columns(
        {"lever": lever.name, "answer_is": _kind(lever), "link": link.name}
        | _spread("", link.elasticity)
        | {"reason": link.elasticity.reason}
        | _hop_record(lever, index)
        for lever in result.levers.values()
        for index, link in enumerate(lever.thread.links)
    )


def group_columns(result: Threads) -> Columns:
    """Return a row per lever, group (domain, band of deprivation, year) and link.

    In the rows of bands, ``contribution`` is the part of the pooled answer that comes about
    there; the bands' parts add up to it.
    """
    empty = Estimate(np.nan, np.nan, np.nan, 0)
    return as_columns(
        {
            "lever": lever.name,
            "answer_is": _kind(lever),
            "grouping": grouping,
            "group": group,
            "link": name,
        }
        | _spread("", row[index])
        | {"reason": row[index].reason}
        | _spread(
            "contribution_",
            lever.contributions[int(group)][index] if grouping == "band" else empty,
        )
        for lever in result.levers.values()
        for grouping, groups in lever.groups.items()
        for group, row in groups.items()
        for index, name in enumerate(NAMES)
    )


def answer_columns(result: Threads) -> Columns:
    """Return every answer: a row per lever, replicate, grouping, group and link."""
    return as_columns(
        {
            "lever": lever.name,
            "answer_is": _kind(lever),
            "replicate": replicate.number,
            "grouping": grouping,
            "group": group,
            "link": name,
            "answer": float(row[index]),
            "contribution": float(part[index]),
        }
        for lever in result.levers.values()
        for replicate, found in zip(result.replicates, lever.answers, strict=True)
        for grouping, group, row, part in _grouped(lever, found)
        for index, name in enumerate(NAMES)
    )


def observed_columns(result: Threads) -> Columns:
    """Return what is seen: a row per replicate, window of time and pair of links.

    ``last_twelve_months`` tells the window that the findings rest on from the single years.
    """
    windows = (*result.design.answer_years, result.design.last_months)
    return as_columns(
        {
            "replicate": replicate.number,
            "start": window[0],
            "end": window[1],
            "last_twelve_months": place == len(windows) - 1,
            "source": source,
            "target": target,
        }
        | {name: getattr(one, name) for name in STATISTICS}
        | {"cells": one.cells, "reason": one.reason}
        for replicate, found in zip(result.replicates, result.associations, strict=True)
        for place, window in enumerate(windows)
        for (source, target), one in zip(PAIRS, found[place], strict=True)
    )


def cell_columns(result: Threads) -> Columns:
    """Return the links that can be seen: a row per replicate, year, council and domain."""
    councils = result.design.world.names
    years = [begin for begin, _ in result.design.answer_years]
    shape = len(result.replicates), len(years), len(councils), len(DOMAINS)
    # The last window is the last twelve months over again.
    links = np.array([each.cells[:-1] for each in result.replicates])
    keys = (
        ("replicate", np.array([each.number for each in result.replicates])),
        ("year", np.array(years)),
        ("council", np.array(councils)),
        ("domain", np.array(DOMAINS)),
    )
    columns: Columns = {}
    for axis, (name, values) in enumerate(keys):
        wide = values.reshape([-1 if other == axis else 1 for other in range(4)])
        columns[name] = np.broadcast_to(wide, shape).ravel()
    return columns | {name: links[:, :, index].ravel() for index, name in enumerate(NAMES)}


def _grouped(lever: LeverThread, found: Answers) -> Iterator[tuple[str, str, Floats, Floats]]:
    """Yield grouping, group, answers and contributions, each of the last two of shape (8,)."""
    none = np.full(len(NAMES), np.nan)
    yield "pooled", "all", found.pooled, none
    for domain, row in zip(lever.by_domain, found.by_domain.T, strict=True):
        yield "domain", domain, row, none
    bands = zip(lever.by_band, found.by_band.T, found.contributions.T, strict=True)
    for band, row, part in bands:
        yield "band", str(band), row, part
    for year, row in zip(lever.by_year, found.by_year, strict=True):
        yield "year", f"{year:g}", row, none


def _kind(lever: LeverThread) -> str:
    return "per unit" if lever.in_units else "elasticity"


def _hop_record(lever: LeverThread, index: int) -> Record:
    if index == 0:
        nothing = Estimate(np.nan, np.nan, np.nan, 0)
        return _spread("passthrough_", nothing) | {"hop": "", "hop_reason": ""}
    hop = lever.thread.hops[index - 1]
    return _spread("passthrough_", hop.passthrough) | {"hop": hop.state, "hop_reason": hop.reason}


def _spread(prefix: str, estimate: Estimate) -> Record:
    return {
        f"{prefix}mean": estimate.mean,
        f"{prefix}low": estimate.low,
        f"{prefix}high": estimate.high,
        f"{prefix}replicates": estimate.count,
    }
