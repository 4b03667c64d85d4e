"""The report of a comparison, read from the top: what was compared, differences, who bears it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text

from experiments.compare.contrast import Contrast
from experiments.compare.deprivation import band_contrasts, band_name
from experiments.compare.sentences import precision_in_words
from experiments.intervals import Estimate
from experiments.wording import counted, decimals, written
from goldenthread.behind_table import coverage, show_behind
from goldenthread.display import heading, new_table, show_table
from goldenthread.run_report import VERDICT_STYLES, outcome_cells

if TYPE_CHECKING:
    from rich.console import Console

    from experiments.compare.deprivation import BandContrast
    from experiments.compare.result import ComparedScenarios


def show_comparison(
    console: Console, result: ComparedScenarios, folder: Path, *, by_deprivation: bool
) -> None:
    """Print the whole report.

    Parameters
    ----------
    console
        Where to; a terminal gets colour.
    result
        What was found.
    folder
        Where it has been saved.
    by_deprivation
        Whether to show who bears it.
    """
    _head(console, result)
    for arm in result.plan.arms[1:]:
        _differences(console, result, arm.name, arm.title)
    _precision(console, result)
    if by_deprivation:
        _bearers(console, result)
    shown = {row.outcome.name for rows in result.headline.values() for row in rows}
    show_behind(console, [each for each in result.intervals if each.name in shown])
    heading(console, "Findings")
    for sentence in result.findings:
        console.print(f"- {sentence}")
    console.print(f"{coverage(result.plan.nesting)} They are for one outcome at a time.")
    console.print(f"\nResults: {folder}", soft_wrap=True)


def _head(console: Console, result: ComparedScenarios) -> None:
    plan = result.plan
    start, end = plan.window
    console.print(Text(f"Reference: {plan.arms[0].title}", style="bold"))
    for arm in plan.arms[1:]:
        console.print(Text(f"Compared:  {arm.title}", style="bold"))
    console.print(
        f"{counted(len(plan.world.councils), 'council')}, "
        f"{counted(plan.world.citizens, 'citizen')}, {start:g} to {end:g}, "
        f"{counted(plan.replicates, 'replicate')}, seed {plan.seed}"
    )
    for caveat in result.caveats:
        console.print(Text(f"Note: {caveat}", style="yellow"))


def _differences(console: Console, result: ComparedScenarios, name: str, title: str) -> None:
    heading(console, f"{title}, against {result.plan.arms[0].title}")
    figures = ("reference", "scenario", "difference", "95 % interval")
    table = new_table(
        console, "outcome", "unit", *figures, "relative", "it is", "gain",
        right=(*figures, "relative", "gain"),
    )  # fmt: skip
    for row in result.headline[name]:
        *cells, _ = outcome_cells(row.comparison)
        verdict = Text(row.verdict, style=VERDICT_STYLES.get(row.verdict, ""))
        table.add_row(
            row.outcome.label, row.outcome.unit, *cells, _relative(row), verdict, _gain(row.gain)
        )
    show_table(console, table)
    rows = result.headline[name]
    notes = [f"{row.outcome.label}: {note}" for row in rows if (note := row.comparison.note)]
    more = len(result.contrasts[name]) - len(rows)
    notes.append(
        "Gain: how many unpaired replicates one paired replicate is worth. "
        f"{more} more outcomes are in findings.json; `goldenthread outcomes` defines all."
    )
    for note in notes:
        console.print(Text(note, style="dim"))


def _relative(row: Contrast) -> str:
    share = 100 * row.relative
    if share != share:
        return "-"
    words = written(share, decimals(share, most=1))
    return f"+{words} %" if share > 0 and words.strip("0.") else f"{words} %"


def _gain(gain: Estimate) -> str:
    if not gain.defined:
        return "-"
    return written(gain.mean, 1 if gain.mean < 10 else 0)


def _precision(console: Console, result: ComparedScenarios) -> None:
    if not result.precision:
        return
    heading(console, "Precision")
    for sentence in precision_in_words(result):
        console.print(f"- {sentence}")
    rounds = ", then ".join(f"{count:,}" for count in result.rounds)
    runs = result.plan.replicates * len(result.plan.arms)
    console.print(
        f"Replicates after each round: {rounds}; {runs:,} runs of at most "
        f"{result.plan.budget:,}. All intervals rest on the spread in the first round."
    )


def _bearers(console: Console, result: ComparedScenarios) -> None:
    """Show the headline outcomes by deprivation band, scenario by scenario."""
    bands = range(1, result.plan.bands + 1)
    names = [band_name(band, result.plan.bands) for band in bands]
    found: dict[tuple[str, str], list[BandContrast]] = {}
    for row in band_contrasts(result):
        found.setdefault((row.scenario, row.outcome.name), []).append(row)
    for arm in result.plan.arms[1:]:
        heading(console, f"Who bears it: {arm.title}, difference by deprivation of the councils")
        table = new_table(console, "outcome", "unit", *names, "whole country",
                          right=(*names, "whole country"))  # fmt: skip
        for whole in result.headline[arm.name]:
            outcome = whole.outcome
            shown = [each.difference for each in found[arm.name, outcome.name]]
            shown.append(whole.difference)
            digits = decimals(*(each.mean for each in shown), least=outcome.decimals, most=3)
            cells = (_starred(each, digits) for each in shown)
            table.add_row(outcome.label, outcome.unit, *cells)
        show_table(console, table)
    console.print(
        Text("* the 95 % interval does not hold zero; findings.json has all intervals, and what "
             "each band adds to the difference in the whole country", style="dim")
    )  # fmt: skip


def _starred(difference: Estimate, digits: int) -> str:
    mean = written(difference.mean, digits)
    sign = "+" if difference.mean > 0 and mean.strip("0.") else ""
    return f"{sign}{mean} *" if difference.sign else f"{sign}{mean}"
