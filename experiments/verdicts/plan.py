"""Which worlds have to be simulated to test a set of claims, each of them only once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from experiments.checks import compared_with
from experiments.design import Arm, Design, make_design
from experiments.replicate import Replicate
from experiments.result import Result
from scenarios import Scenario


@dataclass(frozen=True)
class Pair:
    """A scenario and one of the scenarios that its expectations compare it with.

    Attributes
    ----------
    scenario
        The scenario that makes the claim.
    against
        The name with which expectations refer to the other one; None for its own baseline.
    design
        The paired experiment.
    """

    scenario: Scenario
    against: str | None
    design: Design


@dataclass(frozen=True)
class Batch:
    """Pairs whose worlds run side by side from the same history.

    Attributes
    ----------
    design
        The experiment with all their worlds as arms.
    pairs
        The pairs.
    """

    design: Design
    pairs: tuple[Pair, ...]

    def result(self, pair: Pair, replicates: Sequence[Replicate]) -> Result:
        """Return the result of one pair, cut out of the replicates of the batch."""
        places = [self.design.arms.index(arm) for arm in pair.design.arms]
        return Result(
            pair.design,
            tuple(
                Replicate(each.number, each.lever, tuple(each.arms[place] for place in places))
                for each in replicates
            ),
        )


def pairs_of(
    scenario: Scenario, *, replicates: int, seed: int, workers: int | None
) -> tuple[Pair, ...]:
    """Return the paired experiments that the expectations of a scenario call for.

    Raises
    ------
    InputError
        For anything in the arguments or the scenario that cannot be used.
    """
    asked = (compared_with(each, scenario.against) for each in scenario.expectations)
    return tuple(
        Pair(
            scenario,
            against,
            make_design(
                scenario
                if against is None
                else replace(scenario, compared_with=scenario.others[against]),
                replicates=replicates,
                years=None,
                seed=seed,
                workers=workers,
                world=None,
                parameters=None,
            ),
        )
        for against in dict.fromkeys(asked)
    )


def batches_of(pairs: Sequence[Pair]) -> tuple[Batch, ...]:
    """Return the pairs in batches, so that a world which several of them need runs once."""
    groups: list[list[Pair]] = []
    for pair in pairs:
        for group in groups:
            if _fit(pair.design, group[0].design):
                group.append(pair)
                break
        else:
            groups.append([pair])
    return tuple(_batch(group) for group in groups)


def _fit(one: Design, other: Design) -> bool:
    """Return whether two experiments can share histories, draws and levers."""
    if one.world.councils != other.world.councils or one.levers != other.levers:
        return False
    same = ("first_year", "years", "burn_in_years", "steps_per_year")
    if any(getattr(one, name) != getattr(other, name) for name in same):
        return False
    together = replace(one, arms=(one.arms[0], other.arms[0]))
    if one.shares_burn_in and other.shares_burn_in:
        return together.shares_burn_in
    return not (one.shares_burn_in or other.shares_burn_in)


def _batch(group: Sequence[Pair]) -> Batch:
    arms: list[Arm] = []
    for pair in group:
        arms += [arm for arm in pair.design.arms if arm not in arms]
    return Batch(replace(group[0].design, arms=tuple(arms)), tuple(group))
