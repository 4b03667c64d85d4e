"""The page of limits: every comparison in a table, and what they come to."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from benchmarks.limits.check import BLUNT, SPREAD, Panel, Point
from benchmarks.limits.mean_field import APPROACH

HEAD = """# The engine against its exact limits

Made by `python -m benchmarks.limits`.

![The engine's figures beside the theory for each limit, with the residuals below](limits.png)

Where a part of the model can be solved by hand, or written down as a handful of equations, the
compiled engine is run in that corner, with every other stage taken out, and compared. The theory is
stated apart, in plain Python (`benchmarks/limits`), and imports nothing of the engine.
"""

READING = f"""
*Allowed* is what the code declares for a finite step or size, and {SPREAD:g} standard errors where
chance is at work. A residual within it **holds**, one beyond it **fails**. A comparison that
would let pass more than {BLUNT:.0%} of what is expected is **too blunt** to say anything. Points of
one chart come from draws of their own, but the weeks of the mean field are those of one run.
"""

COLUMNS = (
    "| quantity | where | theory | engine | residual | standard error | allowed | verdict |",
    "| --- | --- | ---: | ---: | ---: | ---: | ---: | --- |",
)


def write_page(panels: Sequence[Panel]) -> str:
    """Return the page in Markdown."""
    parts = [HEAD, _summary([point for panel in panels for point in panel.points]), READING]
    for law, group in groupby(panels, key=lambda panel: panel.law):
        members = list(group)
        rows = [_row(panel, point) for panel in members for point in panel.points]
        if rows:
            heading = members[0].limit.split(":")[0]
            parts.append("\n".join(["", f"## {heading}", "", law, "", *COLUMNS, *rows, ""]))
    parts += [_finite(panel) for panel in panels if panel.limit == APPROACH]
    return "".join(parts)


def _summary(points: Sequence[Point]) -> str:
    counts = {v: sum(p.verdict == v for p in points) for v in ("holds", "fails", "too blunt")}
    failing = "; ".join(
        f"{p.limit}, {p.quantity}, {p.where}" for p in points if p.verdict == "fails"
    )
    told = f"{len(points)} comparisons: {counts['holds']} hold, {counts['fails']} fail, "
    told += f"{counts['too blunt']} are too blunt."
    return f"\n**{told}**" + (f" What fails: {failing}." if failing else "") + "\n"


def _row(panel: Panel, p: Point) -> str:
    """Return a row of a table; a law other than the panel's is named."""
    name = p.quantity if p.limit == panel.limit else f"{p.limit}: {p.quantity}"
    error = f"{p.error:.2g}" if p.error else "none"
    return (
        f"| {name} | {p.where} | {p.expected:.5g} | {p.engine:.5g} | {p.residual:+.2g} "
        f"| {error} | {p.allowed:.2g} | {p.verdict} |"
    )


def _finite(panel: Panel) -> str:
    """Return what a finite office does beyond the endless one: a finding, and no verdict."""
    lines = [
        "| cases in a team | " + " | ".join(one.quantity for one in panel.series) + " |",
        "| ---: |" + " ---: |" * len(panel.series),
    ]
    for place, cases in enumerate(panel.series[0].x):
        cells = [f"{one.engine[place]:.4f} ({one.error[place]:.4f})" for one in panel.series]
        lines.append(f"| {cases:,.0f} | " + " | ".join(cells) + " |")
    table = "\n".join(lines)
    return f"""
## A finding: chance alone erodes the norm of a small team

The difference equations are the limit of a large office. In a small one the load swings by chance,
and because norms fall fast and all but never rise, they answer to the upward swings only. The norm
over that of the endless office (standard errors in brackets), in the week before demand rose and
four years later; the default world has 12 workers with some 17 cases each in a team:

{table}

This is no error of the engine: with each worker's own caseload put in, the equations give the same
weeks (see the row on each worker's week above). A model of averages leaves it out.
"""
