"""What ``goldenthread whose`` does: check, simulate, save, and only then tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from experiments.store import checked_folder
from experiments.whose.plan import ValuationPlan, make_valuation
from goldenthread.display import new_table, output, show_table
from goldenthread.experiment import Options, perform
from scenarios import profiles_with
from scenarios.stakeholders import read_profiles, shipped_profiles

if TYPE_CHECKING:
    from experiments.run import Progress
    from experiments.whose.result import ValuedScenarios


@dataclass(frozen=True, kw_only=True)
class ValuationRequest(Options):
    """The options of ``goldenthread whose``, as given."""

    scenarios: Sequence[str]
    against: str
    profiles: Path | None
    start: float | None


def carry_out(request: ValuationRequest) -> None:
    """Run the scenarios, value them, save the results and print what was asked for.

    Raises
    ------
    InputError
        When something given cannot be used; nothing has been simulated or written then.
    """
    valuation = make_valuation(
        request.scenarios,
        against=request.against,
        profiles=request.profiles,
        start=request.start,
        replicates=request.replicates,
        years=request.years,
        seed=request.seed,
        workers=request.workers,
        world=request.world,
        parameters=None,
    )
    folder = checked_folder(request.out, valuation.name)
    perform(
        lambda report: _simulated(valuation, report),
        valuation.plan.simulated_years,
        folder,
        request.output,
        _show,
        _page,
    )


def show_profiles(own: Path | None) -> None:
    """Print all profiles, checked, with their weights in per cent and their reasons.

    Raises
    ------
    InputError
        When the user's own file cannot be used.
    """
    from experiments.whose.page import weights_in_words

    console = output()
    table = new_table(console, "stakeholder", "domains", "views", "outcomes", "why", "source")
    for profile in profiles_with(own).values():
        weights = map(weights_in_words, (profile.domains, profile.views, profile.outcomes))
        table.add_row(profile.name, *weights, profile.why, profile.source)
    show_table(console, table)
    console.print("\nWeights in per cent of each list.")
    if own is not None:
        console.print(f"{own}: good{_told_apart(own)}", soft_wrap=True)


def _told_apart(own: Path) -> str:
    """Say which of the user's profiles are new, and which take a shipped one's place."""
    shipped, mine = shipped_profiles(), read_profiles(own)
    told = (
        ("new", [name for name in mine if name not in shipped]),
        ("in place of the shipped one", [name for name in mine if name in shipped]),
    )
    return "".join(f"; {what}: {', '.join(names)}" for what, names in told if names)


def _simulated(valuation: ValuationPlan, report: Progress | None) -> ValuedScenarios:
    from experiments.whose.running import run_valuation

    return run_valuation(valuation, report)


def _show(result: ValuedScenarios, folder: Path) -> None:
    from goldenthread.value_report import show_values

    show_values(output(), result, folder)


def _page(result: ValuedScenarios, command: str) -> str:
    from experiments.whose.page import page

    return page(result, command)
