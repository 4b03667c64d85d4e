"""What a study will be, before it starts: its runs, and the time and space they take."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from experiments.studies.design import Run, StudyDesign
from goldenthread.display import new_table, show_table

if TYPE_CHECKING:
    from rich.console import Console

_MEGABYTE = 1e6
_MINUTE, _HOUR = 60.0, 3600.0


@dataclass(frozen=True)
class Plan:
    """A design, and what of it is still to be computed.

    Attributes
    ----------
    design
        The design.
    runs
        The runs to compute.
    workers
        Processes that will compute them.
    copied
        Runs to copy from other studies.
    """

    design: StudyDesign
    runs: Sequence[Run]
    workers: int
    copied: int = 0

    @cached_property
    def seconds(self) -> float | None:
        """Time that the runs will take, by a timed pilot run; None when the pilot fails."""
        from experiments.studies.estimate import timed_pilot

        if not self.runs:
            return 0.0
        try:
            return timed_pilot(self.runs[0]).seconds(self.runs, self.workers)
        except Exception:
            # The study will record what is wrong with this run, and go on with the others.
            return None

    @property
    def size(self) -> int:
        """Bytes that the finished study takes on the disk at most."""
        from experiments.studies.estimate import disk_bytes

        return disk_bytes(self.design)

    def summary(self) -> dict[str, Any]:
        """Return the plan as plain values."""
        design = self.design
        return {
            "runs": len(design),
            "copied": self.copied,
            "to_compute": len(self.runs),
            "scenarios": [setting.scenario for setting in design.settings],
            "parameters": list(design.parameters),
            "points": len(design.points),
            "replicates": design.replicates,
            "seed": design.seed,
            "workers": self.workers,
            "seconds": self.seconds,
            "bytes": self.size,
            "notes": list(design.notes),
        }


def show_plan(console: Console, plan: Plan, *, brief: bool) -> None:
    """Print a plan; a brief one has no table of what is varied."""
    design = plan.design
    there = len(design) - len(plan.runs)
    parts = [str(design)]
    if plan.copied:
        parts.append(f"{plan.copied:,} taken from other studies")
    if there:
        parts.append(f"{len(plan.runs):,} to compute")
    console.print("; ".join(parts))
    if not brief:
        table = new_table(console, "varied", "values", "from", "to", right=("values", "from", "to"))
        table.add_row("scenario", str(len(design.settings)), "", "")
        for name in design.parameters:
            values = {point[name] for point in design.points}
            table.add_row(name, f"{len(values):,}", f"{min(values):g}", f"{max(values):g}")
        table.add_row("replicate", f"{design.replicates:,}", "", "")
        show_table(console, table)
    for note in design.notes:
        console.print(f"Note: {note}.")
    if not plan.runs:
        return
    seconds = plan.seconds
    takes = "unknown time (the pilot run failed)" if seconds is None else in_words(seconds)
    console.print(
        f"It takes about {takes} with {plan.workers} at a time, "
        f"and at most {max(1, round(plan.size / _MEGABYTE)):,} MB of disk."
    )


def in_words(seconds: float) -> str:
    """Return a time as its reader would say it."""
    if seconds < 2 * _MINUTE:
        return f"{max(1, round(seconds))} s"
    if seconds < 2 * _HOUR:
        return f"{seconds / _MINUTE:.0f} min"
    return f"{seconds / _HOUR:.0f} h"
