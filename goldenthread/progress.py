"""How far a long run is, on standard error."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

if TYPE_CHECKING:
    from rich.console import Console

    from experiments.run import Progress as Report

PATIENCE_SECONDS = 2.0
"""Shorter runs show nothing."""
LINE_SECONDS = 30.0
"""How often a line is written where there is no terminal for a bar."""


class TimeLeft:
    """How long a run will take, judged by what it has taken so far.

    Parameters
    ----------
    enough
        Years to be simulated before there is an estimate: those of one replicate, for the
        first of them tell little.
    now
        Tells the time in seconds.
    """

    def __init__(self, enough: float, now: Callable[[], float] = time.monotonic) -> None:
        self._enough = enough
        self._now = now
        self._begun: tuple[float, float] | None = None
        self.pace = 0.0
        """Seconds per year simulated, or per run; 0 until it is known."""

    def in_words(self, done: float, total: float) -> str:
        """Return the time left after ``done`` of ``total`` years; empty when not known."""
        if done <= 0:
            return ""
        now = self._now()
        # Loading the compiled model comes before the first years and is not repeated.
        began, first = self._begun = self._begun or (now, done)
        if done < self._enough or done == first:
            return ""
        self.pace = (now - began) / (done - first)
        left = self.pace * (total - done)
        return f"about {left:.0f} s left" if left < 100 else f"about {left / 60:.0f} min left"


class RunsLeft(TimeLeft):
    """The same for many short runs, with how many are done and how many pass in a second."""

    def in_words(self, done: float, total: float) -> str:
        """Return the runs done, their rate and the time left, as far as known."""
        left = super().in_words(done, total)
        rate = f"{1 / self.pace:.3g} per s" if self.pace else ""
        return ", ".join(filter(None, (f"{done:,.0f} of {total:,.0f} runs", rate, left)))


@contextmanager
def shown_progress(
    console: Console, one_replicate: float, left: TimeLeft | None = None
) -> Iterator[Report]:
    """Yield a function that takes the years simulated and the years in all, and shows them.

    Parameters
    ----------
    console
        Where to; a terminal gets a bar.
    one_replicate
        Years simulated in one replicate.
    left
        What tells the time left, when it is not years that are counted.
    """
    left = left or TimeLeft(one_replicate)
    if console.is_terminal:
        with _bar(console, left) as report:
            yield report
    else:
        yield _lines(console, left)


@contextmanager
def _bar(console: Console, left: TimeLeft) -> Iterator[Report]:
    bar = Progress(
        TextColumn("Simulating"),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.description}"),
        console=console,
        transient=True,
    )
    task = bar.add_task("", total=None)
    begun = time.monotonic()

    def report(done: float, total: float) -> None:
        bar.update(task, completed=done, total=total, description=left.in_words(done, total))
        if not bar.live.is_started and time.monotonic() - begun > PATIENCE_SECONDS:
            bar.start()

    try:
        yield report
    finally:
        bar.stop()


def _lines(console: Console, left: TimeLeft) -> Report:
    last = time.monotonic()

    def report(done: float, total: float) -> None:
        nonlocal last
        words = left.in_words(done, total)
        if time.monotonic() - last < LINE_SECONDS:
            return
        last = time.monotonic()
        console.print(", ".join(filter(None, (f"Simulated {100 * done / total:.0f} %", words))))

    return report
