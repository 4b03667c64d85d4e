"""Whether the engine and its twin agree: the same decisions, draw for draw.

Run ``python -m benchmarks.dock england``; without a name, every shipped scenario is docked. The
first difference is reported with its week, stage, record, field and both values. Exit status 0
when the models agree, 1 when they do not, 2 when what was asked for cannot be used.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from time import perf_counter

from benchmarks.docking.battery import extremes, of_scenario, random_set
from benchmarks.docking.mutants import MUTANTS, try_mutant
from benchmarks.docking.side_by_side import Arrangement, Result, dock
from scenarios import available
from sim.errors import InputError

AGREE, DISAGREE, BAD_INPUT = 0, 1, 2


def main(arguments: list[str] | None = None) -> int:
    """Dock what was asked for; return the exit status."""
    chosen = _parser().parse_args(arguments)
    try:
        for option in ("seed", "random"):
            if getattr(chosen, option) < 0:
                problem = f"--{option} {getattr(chosen, option)} cannot be used"
                raise InputError(problem, remedy="Give a whole number from 0")
        failures = _dock_scenarios(chosen) + _dock_battery(chosen)
    except InputError as error:
        print(f"Error: {error}", file=sys.stderr)
        return BAD_INPUT
    if chosen.mutants:
        failures += _try_mutants()
    return DISAGREE if failures else AGREE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.dock",
        description="Run the engine and its twin side by side, and name their first difference.",
    )
    parser.add_argument("scenarios", nargs="*", metavar="SCENARIO", help="a name, or a file")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="root seed (1)")
    parser.add_argument("--full", action="store_true", help="the scenario's own world and years")
    parser.add_argument("--random", type=int, default=0, metavar="COUNT", help="and random sets")
    parser.add_argument("--ends", action="store_true", help="and both ends of every parameter")
    parser.add_argument("--mutants", action="store_true", help="and engines with a broken rule")
    return parser


def _dock_scenarios(chosen: argparse.Namespace) -> int:
    """Dock scenarios, and tell of each; return how many differ."""
    failures = 0
    for name in chosen.scenarios or [scenario.name for scenario in available()]:
        result = dock(of_scenario(name, chosen.seed, full=chosen.full))
        print(_told(result), flush=True)
        failures += result.mismatch is not None
    return failures


def _dock_battery(chosen: argparse.Namespace) -> int:
    """Dock many arrangements, tell of those that differ, and sum up; return how many differ."""
    results = []
    begun = perf_counter()
    for arrangement in _battery(chosen):
        result = dock(arrangement)
        results.append(result)
        if result.mismatch is not None:
            print(_told(result), flush=True)
    failures = sum(result.mismatch is not None for result in results)
    if results:
        print(
            f"{len(results)} sets of parameters, {failures} differ: "
            f"{sum(result.steps for result in results):,} steps, "
            f"{sum(result.compared for result in results):,} numbers, largest relative difference "
            f"{max(result.worst for result in results):.1e}, {perf_counter() - begun:.0f} seconds"
        )
    return failures


def _battery(chosen: argparse.Namespace) -> Iterator[Arrangement]:
    for number in range(chosen.random):
        yield random_set(number, chosen.seed)
    if chosen.ends:
        yield from extremes(chosen.seed)


def _told(result: Result) -> str:
    if result.mismatch is not None:
        return f"{result.name}: {result.mismatch}"
    return (
        f"{result.name}: agree over {result.steps} steps, {result.compared:,} numbers, "
        f"largest relative difference {result.worst:.1e}"
    )


def _try_mutants() -> int:
    """See that docking fails when a rule is broken; return how often it is wrong."""
    # The whole engine must agree, or a difference would prove nothing.
    whole = try_mutant(None)
    print(f"nothing broken: {whole.said}", flush=True)
    missed = int(whole.caught)
    for mutant in MUTANTS:
        verdict = try_mutant(mutant)
        missed += not verdict.caught
        print(f"broken on purpose, {mutant.name}: {verdict.said}", flush=True)
    print(f"{len(MUTANTS)} broken rules, {missed} judged wrongly")
    return missed


if __name__ == "__main__":
    sys.exit(main())
