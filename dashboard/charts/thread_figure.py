"""The thread in both worlds to take away: the chain of stations as a figure, and its table."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from dashboard.worlds.settings import Settings
from dashboard.worlds.thread import Reading
from experiments.figures.chain import HEIGHT, WIDTH, draw_chain
from experiments.figures.house_style import (
    INK,
    POINTS,
    QUIET,
    new_figure,
    plain_axes,
    plain_words,
)
from experiments.figures.thread import draw_key
from experiments.provenance import installed_version
from experiments.wording import counted

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from experiments.intervals import Estimate

_WIDTH, _HEIGHT, _MARGIN = 14.0, 9.2, 0.35
_HEADINGS = ("world", "station", "arrives", "arrives.low", "arrives.high", "hop", "state",
             "passed_on", "passed_on.low", "passed_on.high", "why")  # fmt: skip


def origin(settings: Settings, rests_on: str) -> str:
    """Return the line at the foot of a figure of these settings."""
    return (
        f"Golden Thread {installed_version('goldenthread')}   |   {rests_on}, seed {settings.seed}"
        f"   |   {counted(len(settings.world.councils), 'council')}, "
        f"{counted(settings.world.citizens, 'citizen')}   |   a simulation, not a forecast"
    )


def thread_figure(settings: Settings, reading: Reading) -> Figure:
    """Return the thread of both worlds side by side, with the key."""
    figure = new_figure(_WIDTH, _HEIGHT)
    first, last = reading.window
    title = f"The golden thread: {settings.title}, against {settings.baseline.title}"
    figure.text(_MARGIN / _WIDTH, 0.96, plain_words(title, 90), fontsize=POINTS["headline"],
                fontweight="bold", color=INK, va="center")  # fmt: skip
    figure.text(_MARGIN / _WIDTH, 0.93, f"Of {reading.lever} in {reading.start:.0f}, how much is "
                f"still in the thread from {first:.0f} to {last:.0f}. In brackets: 95 % interval.",
                fontsize=POINTS["text"], color=QUIET, va="center")  # fmt: skip
    titles = (settings.baseline.title, settings.title)
    for place, (heading, thread) in enumerate(zip(titles, reading.threads, strict=True)):
        box = (_MARGIN + place * WIDTH, 2.95, WIDTH, HEIGHT)
        draw_chain(plain_axes(figure, box), thread, heading, name_rows=place == 0)
    draw_key(plain_axes(figure, (_MARGIN, 0.5, 4.75, 2.25)), reading.threads[0].thresholds)
    rests_on = f"{counted(reading.replicates, 'paired run')}, the same draws"
    figure.text(_MARGIN / _WIDTH, 0.018, origin(settings, rests_on), fontsize=POINTS["small"],
                color=QUIET)  # fmt: skip
    return figure


def thread_table(reading: Reading) -> bytes:
    """Return what the figure shows as CSV: stations, and the hops that lead to them."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(_HEADINGS)
    for name, thread in zip(("baseline", "yours"), reading.threads, strict=True):
        for place, link in enumerate(thread.links):
            row = [name, link.name, *_ends(link.elasticity)]
            if place:
                hop = thread.hops[place - 1]
                row += [hop.name, hop.state, *_ends(hop.passthrough), hop.reason]
            writer.writerow([*row, *[""] * (len(_HEADINGS) - len(row))])
        writer.writerow([name, "bypass", *_ends(thread.bypass), *[""] * 6])
    return stream.getvalue().encode()


def _ends(estimate: Estimate) -> list[object]:
    return [estimate.mean, estimate.low, estimate.high]
