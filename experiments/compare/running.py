"""Running a comparison: all scenarios in every replicate, in rounds where precision is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from experiments.compare.plan import Given, Plan, make_plan
from experiments.compare.precision import next_total, replicates_needed
from experiments.compare.result import ComparedScenarios
from experiments.compare.worlds import WorldRun, simulate
from experiments.posterior.drawn import Posterior
from experiments.run import Clock, Progress, side_by_side
from sim.world import World


def compare(
    scenarios: Sequence[Given],
    *,
    against: Given | None = None,
    replicates: int = 20,
    years: float | None = None,
    seed: int = 1,
    workers: int | None = None,
    world: World | None = None,
    parameters: Mapping[str, float] | None = None,
    precision: Mapping[str, float] | None = None,
    budget: int | None = None,
    posterior: Posterior | None = None,
    progress: Progress | None = None,
) -> ComparedScenarios:
    """Compare any number of scenarios, paired replicate by replicate with one of them.

    In each replicate all scenarios share every random draw, and their history where they are
    the same until the observed years, so that the difference between two of them is the effect
    of what differs between them and of nothing else.

    Parameters
    ----------
    scenarios
        Names of shipped scenarios, paths of scenario files, or loaded scenarios; the first one
        is the reference.
    against
        The reference, when it is not the first: one of them or another one.
    replicates
        Replicates of each scenario, 1 or more; intervals need 2. With ``precision``, those of
        the first round, 10 or more.
    years
        Years observed, above 0 and at most 100; None for as many as it takes to reach the last
        year that any of the scenarios observes, from the first one.
    seed
        Root of all random draws, 0 to 2**63 - 1.
    workers
        Replicates simulated at a time; None for one per processor. Results are the same for
        any number.
    world
        The councils; None for those of the scenarios, which must be the same then.
    parameters
        Values used in all scenarios in place of their own.
    precision
        Half the width that the 95 % interval of the difference is to have, in the outcome's
        unit, by the name of the outcome. The spread in the first round then decides how many
        replicates there are and how wide every interval is; see ``experiments.compare.precision``.
    budget
        With ``precision``, the most runs, a run being one replicate of one scenario (2000).
    posterior
        As for ``run``: draws of parameters, the same in all scenarios; not with ``precision``.
    progress
        Called a few times a second with the years simulated so far and the years in all.

    Returns
    -------
    ComparedScenarios
        Contrasts, series and deprivation bands of all replicates.

    Raises
    ------
    InputError
        For anything that cannot be used; nothing has been simulated then.
    """
    plan = make_plan(
        scenarios,
        against=against,
        replicates=replicates,
        years=years,
        seed=seed,
        workers=workers,
        world=world,
        parameters=parameters,
        precision=precision,
        budget=budget,
        posterior=posterior,
    )
    return compare_plan(plan, progress)


def compare_plan(plan: Plan, progress: Progress | None = None) -> ComparedScenarios:
    """Run a checked plan; see ``compare``."""
    clock = Clock(plan.replicates * plan.simulated_years)
    found = ComparedScenarios(plan, plan.replicates, (), ())
    total = plan.replicates
    while total > len(found.replicates):
        clock.total = total * plan.simulated_years
        found = _with_round(found, total, clock, progress)
        needed = [
            replicates_needed(found.differences(index, outcome), found.first_round, half_width)
            for outcome, half_width in plan.precision.items()
            for index in range(1, len(plan.arms))
        ]
        total = next_total(needed, total, plan.affordable)
    return found


def _with_round(
    found: ComparedScenarios, total: int, clock: Clock, progress: Progress | None
) -> ComparedScenarios:
    """Return the same with replicates added until there are ``total``."""
    plan = found.plan.with_replicates(total)
    added: tuple[tuple[WorldRun, ...], ...] = side_by_side(
        lambda number, stop: simulate(plan, number, clock.advance, stop),
        range(len(found.replicates), total),
        plan.workers,
        clock,
        progress,
    )
    return ComparedScenarios(
        plan, found.first_round, (*found.rounds, total), (*found.replicates, *added)
    )
