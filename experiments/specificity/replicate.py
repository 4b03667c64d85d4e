"""One replicate of a specificity matrix: every world, without and with a step of each lever."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from threading import Event
from typing import TYPE_CHECKING

import numpy as np

from experiments.design import Arm
from experiments.intervals import Floats
from experiments.replicate import begun, forked
from experiments.specificity.design import SpecificityDesign

if TYPE_CHECKING:
    from sim.model import PolicyModel


@dataclass(frozen=True)
class WorldLinks:
    """What is kept of one world.

    Attributes
    ----------
    unstepped
        Links of all councils together, per domain, without a step of any lever, shape (8, K).
    stepped
        The same with a step of each lever of the replicate, shape (W, 8, K).
    cells
        Links per council and domain without a step, in the last twelve months, shape (8, M, K).
    """

    unstepped: Floats
    stepped: Floats
    cells: Floats


def simulate(
    design: SpecificityDesign, number: int, advance: Callable[[float], None], stop: Event
) -> tuple[WorldLinks, ...]:
    """Simulate replicate ``number`` in every world, all with the same random draws.

    The arguments are those of ``experiments.replicate.simulate``. A mechanism is on from the
    outset, so that every world has a history of its own.

    Returns
    -------
    tuple of WorldLinks
        In the order of the design's arms.
    """
    return tuple(_world(design, arm, number, advance, stop) for arm in design.arms)


def _world(
    design: SpecificityDesign,
    arm: Arm,
    number: int,
    advance: Callable[[float], None],
    stop: Event,
) -> WorldLinks:
    from sim.linkage import link_values, pooled_links

    def links(model: PolicyModel) -> Floats:
        return np.asarray(pooled_links(model.ledger, *design.thread_window))

    history = begun(design, arm, number, advance, stop)
    fork = forked(history, arm.changes, design, advance, stop)
    unstepped, cells = links(fork), link_values(fork.ledger, *design.last_months)
    stepped = []
    for lever in design.levers_of(number):
        # One fork at a time is kept: a national world does not fit into memory many times.
        fork = forked(history, (*arm.changes, *lever.changes), design, advance, stop)
        stepped.append(links(fork))
    return WorldLinks(unstepped, np.array(stepped), cells)
