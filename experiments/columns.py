"""The tables of a results folder as columns, one array per column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from experiments.replicate import ArmRuns, Replicate
from experiments.stations import NAMES
from experiments.thread import elasticity
from sim.declaration import DOMAINS

if TYPE_CHECKING:
    from experiments.result import Result

Columns = dict[str, NDArray[Any]]


def outcome_columns(result: Result) -> Columns:
    """Return national outcomes over the observed window, a row per run."""
    rows = []
    for scenario, replicate, runs in _arms(result):
        for lever, run in (("none", runs.unstepped), (replicate.lever.parameter, runs.stepped)):
            key = {"scenario": scenario, "replicate": replicate.number, "lever": lever}
            rows.append(key | run.outcomes)
    return as_columns(rows)


def thread_columns(result: Result) -> Columns:
    """Return every link with and without the step, a row per scenario, replicate, link, domain.

    The elasticity stands where the lever's own domain is (in every row for a lever that
    belongs to no domain) and is NaN elsewhere and where it is undefined.
    """
    parts: list[Columns] = []
    links, domains = len(NAMES), len(DOMAINS)
    for scenario, replicate, runs in _arms(result):
        lever = replicate.lever
        before, after = runs.unstepped.links, runs.stepped.links
        answers = elasticity(before, after, lever.domain, lever.size)
        concerned = [lever.domain in (None, index) for index in range(domains)]
        parts.append(
            _keys(scenario, replicate, links * domains)
            | {
                "lever": np.full(links * domains, lever.parameter),
                "link": np.repeat(NAMES, domains),
                "domain": np.tile(DOMAINS, links),
                "unstepped": before.ravel(),
                "stepped": after.ravel(),
                "elasticity": np.where(concerned, answers[:, None], np.nan).ravel(),
            }
        )
    return _stacked(parts)


def series_columns(result: Result) -> Columns:
    """Return the outcomes of the unstepped runs per scenario, replicate, quarter, council."""
    councils = np.array(result.design.world.names)
    parts: list[Columns] = []
    for scenario, replicate, runs in _arms(result):
        quarters = runs.quarters
        parts.append(
            _keys(scenario, replicate, quarters.size * councils.size)
            | {
                "year": np.repeat(quarters, councils.size),
                "council": np.tile(councils, quarters.size),
            }
            | {name: values.ravel() for name, values in runs.series.items()}
        )
    return _stacked(parts)


def link_columns(result: Result) -> Columns:
    """Return the links of the unstepped runs per scenario, replicate, quarter, link, domain."""
    parts: list[Columns] = []
    links, domains = len(NAMES), len(DOMAINS)
    for scenario, replicate, runs in _arms(result):
        count = runs.quarters.size
        parts.append(
            _keys(scenario, replicate, count * links * domains)
            | {
                "year": np.repeat(runs.quarters, links * domains),
                "link": np.tile(np.repeat(NAMES, domains), count),
                "domain": np.tile(DOMAINS, count * links),
                "value": runs.quarterly_links.ravel(),
            }
        )
    return _stacked(parts)


def as_columns(rows: Iterable[Mapping[str, Any]]) -> Columns:
    """Return rows with the same keys, one or more, as columns."""
    listed = list(rows)
    return {name: np.array([row[name] for row in listed]) for name in listed[0]}


def _arms(result: Result) -> Iterator[tuple[str, Replicate, ArmRuns]]:
    for index, arm in enumerate(result.design.arms):
        for replicate in result.replicates:
            yield arm.name, replicate, replicate.arms[index]


def _keys(scenario: str, replicate: Replicate, rows: int) -> Columns:
    return {"scenario": np.full(rows, scenario), "replicate": np.full(rows, replicate.number)}


def _stacked(parts: list[Columns]) -> Columns:
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
