"""How far a long run is, on standard error."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

if TYPE_CHECKING:
    from rich.console import Console

    from experiments.run import Progress as Report

PATIENCE_SECONDS = 2.0
"""Shorter runs show nothing."""
LINE_SECONDS = 30.0
"""How often a line is written where there is no terminal for a bar."""


@contextmanager
def shown_progress(console: Console) -> Iterator[Report]:
    """Yield a function that takes the years simulated and the years in all, and shows them."""
    if console.is_terminal:
        with _bar(console) as report:
            yield report
    else:
        yield _lines(console)


@contextmanager
def _bar(console: Console) -> Iterator[Report]:
    bar = Progress(
        TextColumn("Simulating"),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("time left"),
        TimeRemainingColumn(),
        console=console,
        transient=True,
    )
    task = bar.add_task("", total=None)
    begun = time.monotonic()

    def report(done: float, total: float) -> None:
        bar.update(task, completed=done, total=total)
        if not bar.live.is_started and time.monotonic() - begun > PATIENCE_SECONDS:
            bar.start()

    try:
        yield report
    finally:
        bar.stop()


def _lines(console: Console) -> Report:
    begun = last = time.monotonic()

    def report(done: float, total: float) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last < LINE_SECONDS or done <= 0:
            return
        last = now
        left = (now - begun) * (total - done) / done
        console.print(f"Simulated {100 * done / total:.0f} %, about {left:.0f} s left")

    return report
