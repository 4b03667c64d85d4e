"""The lists of scenarios, of parameters and of outcomes."""

from __future__ import annotations

from pathlib import Path

from experiments.markdown import table as markdown_table
from experiments.wording import counted
from goldenthread.display import new_table, output, show_table
from scenarios import available, checked_files
from scenarios.quoting import printable
from sim.declaration import GRADES, Parameter
from sim.outcomes import OUTCOMES
from sim.parameters import PARAMETERS

HEADINGS = ("name", "default", "range", "unit", "evidence", "source", "meaning")


def list_scenarios() -> None:
    """Print the shipped scenarios, each with its claim."""
    console = output()
    table = new_table(console, "name", "against", "claim")
    for scenario in available():
        table.add_row(scenario.name, scenario.against or "-", scenario.claim)
    show_table(console, table)


def list_faults(folder: Path) -> int:
    """Print every scenario file of a folder with the fault in it, and return how many have one.

    Raises
    ------
    InputError
        When there is no such folder, or no scenario file in it.
    """
    console = output()
    files = list(checked_files(folder))
    faults = [error for _, error in files if error is not None]
    for path, error in files:
        if error is None:
            console.print(f"{path}: good", soft_wrap=True)
        else:
            place = "" if error.where.startswith(str(path)) else f"{path}: "
            console.print(printable(f"{place}{error}"), soft_wrap=True)
    found = counted(len(faults), "fault") if faults else "no fault"
    console.print(f"\n{counted(len(files), 'file')}, {found}")
    return len(faults)


def list_parameters(*, markdown: bool) -> None:
    """Print every declared parameter, as a table or in Markdown."""
    rows = [_row(declared) for declared in PARAMETERS.values()]
    grades = "; ".join(f"{grade}: {meaning}" for grade, meaning in GRADES.items())
    console = output()
    if markdown:
        fields = [declared.field for declared in PARAMETERS.values()]
        anchors = [
            "" if field in fields[:place] else f'<a id="{field}"></a>'
            for place, field in enumerate(fields)
        ]  # a place to link to for each parameter, one for all domains
        named = [
            (f"{anchor}`{name}`", *rest)
            for anchor, (name, *rest) in zip(anchors, rows, strict=True)
        ]
        lines = [*markdown_table(HEADINGS, named), "", f"Evidence: {grades}."]
        console.file.write("\n".join(lines) + "\n")
        return
    table = new_table(console, *HEADINGS, right=("default",))
    for row in rows:
        table.add_row(*row)
    show_table(console, table)
    console.print(f"\nEvidence: {grades}.")


def list_outcomes() -> None:
    """Print every outcome: its name in files, its name in print, unit, which way is better."""
    console = output()
    table = new_table(console, "name", "in print", "unit", "better", "meaning")
    for outcome in OUTCOMES.values():
        table.add_row(outcome.name, outcome.label, outcome.unit, outcome.better, outcome.meaning)
    show_table(console, table)


def _row(declared: Parameter) -> tuple[str, ...]:
    return (
        declared.name,
        f"{declared.default:g}",
        f"{declared.low:g} to {declared.high:g}{', log' if declared.scale == 'log' else ''}",
        declared.unit,
        declared.grade,
        declared.source,
        declared.meaning,
    )
