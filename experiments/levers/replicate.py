"""One replicate: one history, forked once unchanged and once for every lever."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from threading import Event
from typing import TYPE_CHECKING

import numpy as np

from experiments.intervals import Floats
from experiments.lever import Lever
from experiments.levers.design import LeverDesign
from experiments.replicate import begun, forked

if TYPE_CHECKING:
    from sim.model import PolicyModel


@dataclass(frozen=True)
class Links:
    """The links of the chain in one run, in three groupings.

    Attributes
    ----------
    pooled
        All councils together over the thread's window, shape (8, K).
    bands
        Numerators and denominators per band of deprivation over the same window, shape
        (8, 2, B, K).
    yearly
        All councils together in each year from the step on, shape (Y, 8, K).
    """

    pooled: Floats
    bands: Floats
    yearly: Floats


@dataclass(frozen=True)
class LeverReplicate:
    """All runs of one replicate.

    Attributes
    ----------
    number
        The replicate's place in the experiment, from 0.
    unstepped
        Links of the run in which no lever was stepped.
    stepped
        Links of the run of each lever, in the order of the design's levers.
    cells
        Every link per council and domain in each year from the step on, and last of all in the
        last twelve months, in the unstepped run, shape (Y + 1, 8, M, K).
    """

    number: int
    unstepped: Links
    stepped: tuple[Links, ...]
    cells: Floats


def simulate(
    design: LeverDesign, number: int, advance: Callable[[float], None], stop: Event
) -> LeverReplicate:
    """Simulate replicate ``number``; the arguments are those of ``replicate.simulate``."""
    arm = design.arm
    history = begun(design, arm, number, advance, stop)
    # One fork at a time is kept: a national world does not fit into memory many times.
    fork = forked(history, arm.changes, design, advance, stop)
    unstepped, cells = _links(fork, design), _cells(fork, design)
    stepped = []
    for lever in design.levers:
        fork = _stepped(history, lever, design, number, advance, stop)
        stepped.append(_links(fork, design))
    return LeverReplicate(number, unstepped, tuple(stepped), cells)


def _stepped(
    history: PolicyModel,
    lever: Lever,
    design: LeverDesign,
    number: int,
    advance: Callable[[float], None],
    stop: Event,
) -> PolicyModel:
    arm = design.arm
    if lever.outset is not None:
        # How the world starts cannot be changed in a fork: a history of its own, the same draws.
        other = replace(arm, parameters={**arm.parameters, lever.parameter: lever.outset})
        history = begun(design, other, number, advance, stop)
    return forked(history, (*arm.changes, *lever.changes), design, advance, stop)


def _links(model: PolicyModel, design: LeverDesign) -> Links:
    from sim.linkage import link_sums, pooled_links

    ledger, window = model.ledger, design.thread_window
    sums = link_sums(ledger, *window)
    member = np.array(design.world.deprivation_band())
    bands = [sums[:, :, member == band].sum(axis=2) for band in design.bands]
    return Links(
        pooled_links(ledger, *window),
        np.stack(bands, axis=2),
        np.array([pooled_links(ledger, *year) for year in design.answer_years]),
    )


def _cells(model: PolicyModel, design: LeverDesign) -> Floats:
    from sim.linkage import link_values

    windows = (*design.answer_years, design.last_months)
    return np.array([link_values(model.ledger, *window) for window in windows])
