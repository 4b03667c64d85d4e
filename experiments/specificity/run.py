"""The specificity matrix: the run behind ``goldenthread specificity`` and ``gt.specificity``."""

from __future__ import annotations

import os

from experiments.run import Progress, all_replicates
from experiments.specificity.design import SpecificityDesign, make_specificity_design
from experiments.specificity.mechanisms import Mechanisms
from experiments.specificity.replicate import simulate
from experiments.specificity.result import Specificity
from scenarios import Scenario
from sim.world import World


def specificity(
    table: str | os.PathLike[str] | Mechanisms | None = None,
    *,
    scenario: str | os.PathLike[str] | Scenario | None = None,
    replicates: int = 20,
    years: float | None = None,
    seed: int = 1,
    workers: int | None = None,
    world: World | None = None,
    progress: Progress | None = None,
) -> Specificity:
    """Switch on one mechanism at a time, and see which hops of the thread it lowers.

    In each replicate the reference world and the world of every mechanism are run with the same
    random draws, once as they are and once for each lever, so that a difference between two
    worlds is the effect of the mechanism and of nothing else.

    Parameters
    ----------
    table
        File of mechanisms, or one that has been read; None for the table that is shipped.
    scenario
        Another world to switch the mechanisms on in, by name or file; None for the reference
        world of the table.
    replicates, years, seed, workers, world, progress
        As for ``run``; years and world are by default those of the table's reference, or of
        the scenario.

    Returns
    -------
    Specificity
        The matrix by every measure, and the verdict on each mechanism.

    Raises
    ------
    InputError
        For anything in the arguments or the table that cannot be used; nothing has been
        simulated then.

    Examples
    --------
    >>> found = specificity(replicates=5)
    >>> found.verdicts["misreporting"]
    """
    design = make_specificity_design(
        table,
        scenario=scenario,
        replicates=replicates,
        years=years,
        seed=seed,
        workers=workers,
        world=world,
    )
    return switch_on(design, progress)


def switch_on(design: SpecificityDesign, progress: Progress | None = None) -> Specificity:
    """Carry out a checked design; see ``specificity``."""
    return Specificity(design, all_replicates(design, simulate, progress))
