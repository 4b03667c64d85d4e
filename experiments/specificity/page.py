"""The matrix as a page in Markdown: every figure in it is computed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

from experiments.markdown import table
from experiments.specificity.findings import MEASURED, difference
from experiments.specificity.measures import LEAST_NOISE
from experiments.specificity.mechanisms import HOP_NAMES, PRIORITIES
from experiments.wording import counted, written

if TYPE_CHECKING:
    from experiments.specificity.matrix import Cell, Row
    from experiments.specificity.mechanisms import HopLever
    from experiments.specificity.result import Specificity

TEXT = Path(__file__).with_name("page.md")
"""What the page says whatever was found."""
_SIGNS = {"lowers": "▼", "raises": "▲", "inside its noise": "=", "undetermined": "?"}


def page(result: Specificity, command: str) -> str:
    """Return the page: the verdicts, the matrix, and how it was made by ``command``."""
    notes = [f"*{caveat}*" for caveat in result.caveats]
    return Template(TEXT.read_text(encoding="utf-8")).substitute(
        score=score(result),
        command=command,
        setting=_setting(result),
        notes="\n".join(["", *notes, ""]) if notes else "",
        verdicts=_verdicts(result),
        findings="\n".join(map(_finding, result.matrix, result.findings)),
        matrix=_matrix(result),
        least=f"{LEAST_NOISE:g}",
        levers=_levers(result),
        world=_world(result),
        mechanisms=_mechanisms(result),
    )


def score(result: Specificity) -> str:
    """Return how many mechanisms have which verdict: ``2 mechanisms: 1 specific, ...``."""
    verdicts = [*result.verdicts.values()]
    kinds = ("specific", "not specific", "undetermined")
    told = ", ".join(f"{verdicts.count(kind)} {kind}" for kind in kinds if kind in verdicts)
    return f"{counted(len(verdicts), 'mechanism')}: {told}"


def _setting(result: Specificity) -> str:
    design = result.design
    (start, end), (from_year, to_year) = design.window, design.thread_window
    return (
        f"{counted(len(design.world.councils), 'council')}, "
        f"{counted(design.replicates, 'replicate')}, seed {design.seed}, {start:g} to {end:g}, "
        f"links measured from {from_year:g} to {to_year:g} after a step in {start:g}"
    )


def _verdicts(result: Specificity) -> str:
    headings = ("mechanism", "should lower", "measured by", "without it", "with it",
                "difference (95 %)", "noise", "verdict")  # fmt: skip
    return "\n".join(table(headings, (_verdict(row) for row in result.matrix)))


def _verdict(row: Row) -> tuple[str, ...]:
    own = row.own
    return (
        row.mechanism.title,
        own.hop,
        MEASURED[own.measure],
        written(own.reference.mean, 2),
        written(own.value.mean, 2),
        difference(own),
        written(own.noise, 2),
        f"**{row.verdict}**",
    )


def _finding(row: Row, sentence: str) -> str:
    """Return what was found about a mechanism, with the rule behind it if that is known."""
    return f"* {sentence} {' '.join(row.mechanism.finding.split())}".rstrip()


def _matrix(result: Specificity) -> str:
    rows = ([row.mechanism.title, *(_cell(row, cell) for cell in row.cells)]
            for row in result.matrix)  # fmt: skip
    return "\n".join(table(("mechanism", *HOP_NAMES), rows))


def _cell(row: Row, cell: Cell) -> str:
    if cell.effect in ("undefined", "not measured"):
        return "-"
    half = (cell.difference.high - cell.difference.low) / 2
    words = f"{_SIGNS[cell.effect]} {written(cell.difference.mean, 2)} ± {written(half, 2)}"
    return f"**{words}**" if cell is row.own else words


def _levers(result: Specificity) -> str:
    rows = ((hop, *_lever(each)) for hop, each in zip(HOP_NAMES, result.design.table.levers,
                                                      strict=True))  # fmt: skip
    return "\n".join(table(("hop", "lever", "why"), rows))


def _lever(lever: HopLever | None) -> tuple[str, str]:
    if lever is None:
        return "none", "Not measured by a lever."
    priorities = lever.lever == PRIORITIES
    name = "the five national priorities in turn" if priorities else f"`{lever.lever}`"
    return f"{name}, {100 * lever.step:+g} %", lever.why


def _world(result: Specificity) -> str:
    read = result.design.table
    departs = (
        f"{read.title}: {read.scenario.title} with "
        f"{counted(len(read.parameters), 'parameter')} changed."
    )
    return "\n\n".join(filter(None, (departs, read.why)))


def _mechanisms(result: Specificity) -> str:
    headings = ("mechanism", "what switches it on", "should lower", "by", "why")
    rows = (
        (each.title, _settings(each.parameters), each.hop, MEASURED[each.measure], each.why)
        for each in result.design.table.mechanisms
    )
    return "\n".join(table(headings, rows))


def _settings(parameters: Mapping[str, float]) -> str:
    return ", ".join(f"`{name}` {value:g}" for name, value in parameters.items())
