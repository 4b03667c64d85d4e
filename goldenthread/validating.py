"""What ``goldenthread validate`` does: read, compute what is missing, judge, save, and tell."""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text

from calibration.targets import Target, read_targets
from calibration.validation.plan import Plan, make_plan
from experiments.posterior import SHIPPED
from experiments.store import checked_folder
from goldenthread.display import heading, new_table, output, show_table
from goldenthread.experiment import Output, command_given, interruptible, tell
from goldenthread.rows import RUNS, Rows
from scenarios import World
from sim.errors import InputError

if TYPE_CHECKING:
    from rich.console import Console

    from calibration.validation.result import Validation
    from calibration.validation.row import Row

_STYLES = {"inside": "green", "outside": "red", "undefined": "red"}


@dataclass(frozen=True, kw_only=True)
class Request:
    """The options of ``goldenthread validate``, as given."""

    table: Path
    posterior: str | None
    defaults: bool
    draws: int
    scenario: str
    tolerance: str
    strict: bool
    explain: bool
    years: float | None
    seed: int
    councils: Path | None
    runs: Path
    out: str | None
    workers: int | None
    output: Output


def carry_out(request: Request) -> None:
    """Hold the table against the model and print what was asked for.

    Raises
    ------
    InputError
        When something given cannot be used; nothing has been simulated or written then.
    """
    targets = read_targets(request.table, request.tolerance)
    if request.strict:
        _require_all(targets, request.table)
    if request.explain:
        _explain(targets, request.output)
        return
    _require_some(targets, request.table)
    points, origin = drawn_points(request)
    plan = make_plan(
        targets,
        scenario=request.scenario,
        points=points,
        origin=origin,
        draws=request.draws,
        years=request.years,
        seed=request.seed,
        world=None if request.councils is None else World.from_csv(request.councils),
    )
    folder = checked_folder(request.out, f"validate-{request.table.stem}")
    found = _computed(plan, request)
    with interruptible(folder):
        saved = found.save(folder, command=command_given())
        tell(found.summary, saved, request.output, lambda: _show(output(), found, saved))


def drawn_points(request: Request) -> tuple[Sequence[Mapping[str, float]], str]:
    """Return the points of the parameters that are run, none for the defaults, and their origin.

    Without a word on it the posterior that comes with the program, and the defaults where none
    does.
    """
    from experiments.posterior.file import read_draws, shipped_names

    name = request.posterior
    if name is None and not request.defaults and SHIPPED in shipped_names():
        name = SHIPPED
    if name is None:
        return (), "the defaults"
    posterior = read_draws(name)
    return posterior.points(request.draws, request.seed), f"draws of the posterior {posterior.name}"


def _computed(plan: Plan, request: Request) -> Validation:
    from calibration.validation.result import held_against

    rows = Rows(request.runs, True, request.workers, request.output)
    studies = {name: rows.computed(name, design) for name, design in plan.designs.items()}
    failed = {name: study.counts()["failed"] for name, study in studies.items()}
    if any(failed.values()):
        name = max(failed, key=lambda each: failed[each])
        raise InputError(
            f"{failed[name]} runs of {name} failed",
            remedy=f'See why: goldenthread.load("{rows.out / RUNS / name}").failures()',
            key="runs",
        )
    return held_against(plan, studies, request.table)


def _require_all(targets: Sequence[Target], table: Path) -> None:
    unknown = [target for target in targets if target.statistic is None]
    if unknown:
        first = unknown[0]
        raise InputError(
            f"{len(unknown)} of {len(targets)} targets are not understood; {first.id}, "
            f"{first.quantity!r}: {first.understood}",
            remedy="Without --strict the others are evaluated",
            where=str(table),
            key="statistic",
        )


def _require_some(targets: Sequence[Target], table: Path) -> None:
    if all(target.statistic is None for target in targets):
        first = targets[0]
        raise InputError(
            f"no target is understood; {first.id}, {first.quantity!r}: {first.understood}",
            remedy="`goldenthread statistics` lists what can be asked for",
            where=str(table),
            key="statistic",
        )


def _explain(targets: Sequence[Target], wanted: Output) -> None:
    if wanted == "json":
        told = [
            {
                "id": target.id,
                "quantity": target.quantity,
                "statistic": None if target.statistic is None else target.statistic.text,
                "scenario": target.scenario,
                "notes": target.understood,
            }
            for target in targets
        ]
        sys.stdout.write(json.dumps(told, indent=2) + "\n")
        return
    console = output()
    table = new_table(console, "id", "quantity", "understood as", "note")
    for target in targets:
        formal = "-" if target.statistic is None else target.statistic.text
        table.add_row(
            *(Text(cell) for cell in (target.id, target.quantity, formal, target.understood))
        )
    show_table(console, table)


def _show(console: Console, found: Validation, folder: Path) -> None:
    for number, sentence in enumerate(found.findings):
        console.print(Text(sentence, style="bold" if not number else ""))
    console.print()
    figures = ("official", "accepted", "model", "90 %", "runs inside")
    table = new_table(
        console, "id", "quantity", "understood as", *figures, "verdict", "note", right=figures
    )
    for row in found.rows:
        table.add_row(*_cells(row))
    show_table(console, table)
    heading(console, "What this is")
    console.print(
        "A row is inside when the median of the runs lies in what is accepted; runs inside is the "
        "share of single runs that do. Spread and correlations across authorities are those of "
        "authorities of 200 workers: chance in the model's smaller ones is scaled "
        "(docs/statistics.md)."
    )
    console.print(f"Figure, tables and manifest: {folder}", soft_wrap=True)


def _cells(row: Row) -> list[Text]:
    target, (low, high) = row.target, row.interval
    share = row.share_inside
    cells = [
        target.id,
        target.quantity,
        "-" if target.statistic is None else target.statistic.text,
        _number(target.value),
        _accepted(target),
        _number(row.median),
        "" if math.isnan(low) else f"{_number(low)} to {_number(high)}",
        "" if math.isnan(share) else f"{100 * share:.0f} %",
        row.verdict,
        "; ".join(row.notes),
    ]
    return [Text(cell, style=_STYLES.get(cell, "")) for cell in cells]


def _accepted(target: Target) -> str:
    if not target.judged:
        return ""
    if math.isinf(target.high):
        return f"above {_number(target.low)}"
    if math.isinf(target.low):
        return f"below {_number(target.high)}"
    return f"{_number(target.low)} to {_number(target.high)}"


def _number(value: float) -> str:
    return "" if math.isnan(value) else f"{value:.4g}"
