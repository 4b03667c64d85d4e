"""The report of a valuation: how each stakeholder ranks the scenarios, and where they differ."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text

from experiments.whose.page import STEADINESS, steadiness_rows
from experiments.whose.sentences import order_in_words
from experiments.whose.steadiness import MOVED
from experiments.wording import counted, written
from goldenthread.display import heading, new_table, show_table

if TYPE_CHECKING:
    from rich.console import Console

    from experiments.whose.result import ValuedScenarios


def show_values(console: Console, result: ValuedScenarios, folder: Path) -> None:
    """Print the whole report.

    Parameters
    ----------
    console
        Where to; a terminal gets colour.
    result
        What was found.
    folder
        Where it has been saved.
    """
    _head(console, result)
    _rankings(console, result)
    _disagreement(console, result)
    _steadiness(console, result)
    heading(console, "Findings")
    for sentence in result.findings:
        console.print(f"- {sentence}")
    console.print(
        "Intervals cover chance between replicates only; the weights are judgement, and nobody was "
        "asked."
    )
    console.print(f"\nResults: {folder}", soft_wrap=True)


def _head(console: Console, result: ValuedScenarios) -> None:
    plan = result.compared.plan
    start, end = result.window
    console.print(Text("Whose value? The same runs, ranked by each stakeholder", style="bold"))
    console.print(f"Scenarios: {', '.join(arm.title for arm in plan.arms)}")
    console.print(
        f"{counted(len(plan.world.councils), 'council')}, "
        f"{counted(plan.world.citizens, 'citizen')}, {start:g} to {end:g}, "
        f"{counted(plan.replicates, 'replicate')}, seed {plan.seed}"
    )
    for caveat in result.caveats:
        console.print(Text(f"Note: {caveat}", style="yellow"))


def _rankings(console: Console, result: ValuedScenarios) -> None:
    heading(console, "From the best, with points against the reference")
    table = new_table(console, "stakeholder", "order")
    for name, ranking in result.rankings.items():
        table.add_row(result.profiles[name].title, order_in_words(ranking))
    show_table(console, table)
    console.print(
        Text(
            f"One point is one per cent of what {result.compared.plan.arms[0].title} delivers, "
            "weighted by what the stakeholder counts. > the lead is clear, ~ no clear difference, "
            "= the same.",
            style="dim",
        )
    )


def _disagreement(console: Console, result: ValuedScenarios) -> None:
    heading(console, "Agreement of stakeholders: Kendall's tau")
    names = [*result.profiles]
    numbers = [str(number) for number in range(1, len(names))]
    table = new_table(console, "stakeholder", *numbers, right=tuple(numbers))
    found = {(each.other, each.one): written(each.tau.mean, 2) for each in result.agreements}
    for number, name in enumerate(names, start=1):
        cells = (found.get((name, other), "") for other in names[: number - 1])
        table.add_row(f"{number} {result.profiles[name].title}", *cells)
    show_table(console, table)
    console.print(
        Text(
            "1: the same order; 0: as many pairs of scenarios in the reverse order as in the same; "
            "-1: the reverse. 95 % intervals: whose.png, disagreement.csv.",
            style="dim",
        )
    )


def _steadiness(console: Console, result: ValuedScenarios) -> None:
    heading(console, "How far the first place depends on the weights")
    table = new_table(console, *STEADINESS)
    for row in steadiness_rows(result):
        table.add_row(*row)
    show_table(console, table)
    console.print(
        Text(
            f"Stays first: share of trials in which {100 * MOVED:.0f} % of every list of weights "
            "is handed out at random. Until: the smallest change of one weight that changes the "
            "first place.",
            style="dim",
        )
    )
