"""The thread for any lever: the run behind ``goldenthread thread`` and ``gt.thread``."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from experiments.levers.design import LeverDesign, make_lever_design
from experiments.levers.replicate import simulate
from experiments.levers.result import Threads
from experiments.posterior.drawn import Posterior
from experiments.run import Progress, all_replicates
from scenarios import Scenario
from sim.world import World


def thread(
    scenario: str | os.PathLike[str] | Scenario = "england",
    levers: str | Sequence[str] | None = None,
    *,
    step: float | None = None,
    in_units: bool = False,
    start: float | None = None,
    replicates: int = 20,
    years: float | None = None,
    seed: int = 1,
    workers: int | None = None,
    world: World | None = None,
    parameters: Mapping[str, float] | None = None,
    posterior: Posterior | None = None,
    progress: Progress | None = None,
) -> Threads:
    """Follow small changes of levers down the tiers and back up, in one world.

    In each replicate one history is forked once unchanged and once for every lever, all with
    the same random draws, so that the difference is the effect of the lever and of nothing
    else. Beside it stands what an authority could see without any experiment: how closely
    adjacent links go together.

    Parameters
    ----------
    scenario
        Name of a shipped scenario, path of a scenario file, or a loaded scenario.
    levers
        Names of parameters, ``"priorities"`` or ``"all"``; one text may hold several with commas
        between. None for the scenario's own lever, or the priorities.
    step
        Size of the step as a share of the lever's value, below 0 for a fall; None for the
        scenario's own (0.2). A lever that is not above 0 throughout is stepped in its own unit.
    in_units
        Whether the step is in the lever's own unit; answers are then per unit.
    start
        Calendar year of the step, in quarters; None for the first observed year.
    replicates, years, seed, workers, world, parameters, posterior, progress
        As for ``run``.

    Returns
    -------
    Threads
        The thread of every lever, and the observed linkage.

    Raises
    ------
    InputError
        For anything in the arguments or the scenario that cannot be used; nothing has been
        simulated then.

    Examples
    --------
    >>> found = thread("austerity", "agenda.housing", replicates=2, years=1)
    >>> found.levers["agenda.housing"].thread.first_break
    """
    design = make_lever_design(
        scenario,
        levers=levers,
        step=step,
        in_units=in_units,
        start=start,
        replicates=replicates,
        years=years,
        seed=seed,
        workers=workers,
        world=world,
        parameters=parameters,
        posterior=posterior,
    )
    return follow(design, progress)


def follow(design: LeverDesign, progress: Progress | None = None) -> Threads:
    """Carry out a checked design; see ``thread``."""
    return Threads(design, all_replicates(design, simulate, progress))
