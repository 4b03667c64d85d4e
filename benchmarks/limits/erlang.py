"""The queue at the front door against Erlang-A, its own finite step, and Little's law."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from benchmarks.limits.check import Panel, Point, Series
from benchmarks.limits.front_door import POOL, PUBLISHED, SPEED, FrontDoor, run, textbook
from benchmarks.limits.queueing import erlang_a, in_steps

STEPS = (52, 104, 260, 1040)
QUANTITIES = ("P(abandon)", "P(wait)", "E[queue]")
COUNCILS = 600
LIMIT = "Erlang-A, the limit of no step"


def measure(steps: Sequence[int] = STEPS, councils: int = COUNCILS) -> list[Panel]:
    """Compare with the law of the finite step everywhere, and with Erlang-A at the shortest."""
    doors = {a: [run(a, s, councils) for s in steps] for a in PUBLISHED}
    lengths = np.array([SPEED / s for s in steps])
    panels = [_panel(quantity, doors, lengths) for quantity in QUANTITIES]
    last = panels[-1]
    return [*panels[:-1], replace(last, more=(*last.more, *_little(doors)))]


def _panel(quantity: str, doors: dict[int, list[FrontDoor]], lengths: np.ndarray) -> Panel:
    """Return one figure at every step length, for light and heavy load."""
    place, series, more = QUANTITIES.index(quantity), list[Series](), list[Point]()
    fine = np.geomspace(lengths[-1], lengths[0], 12)
    for arrivals, row in doors.items():
        engine, error = np.array([door.figures()[quantity] for door in row]).T
        expected, curve = (
            np.array([in_steps(textbook(arrivals), float(h), POOL)[place] for h in steps])
            for steps in (lengths, fine)
        )
        limit = erlang_a(textbook(arrivals))[place]
        series.append(
            Series(f"{quantity}, {arrivals} arrivals", lengths, engine, expected, error, 0.0,
                   tuple(range(len(lengths))), (fine, curve))
        )  # fmt: skip
        # What the finite step still costs is known, and allowed for.
        more.append(
            Point(LIMIT, f"{quantity}, {arrivals} arrivals",
                  f"step {lengths[-1]:.2g}", limit, float(engine[-1]), float(error[-1]),
                  abs(float(expected[-1]) - limit))
        )  # fmt: skip
    return Panel(
        f"Queue with abandonment: {quantity}",
        "Poisson arrivals, exponential services and patience, ten servers: at every length of "
        "step the balance equations of that step, and Erlang-A as it vanishes.",
        "length of a step, mean services", quantity,
        tuple(series), "step {x:.2g}", tuple(more),
        tuple((LIMIT, np.full(len(lengths), point.expected)) for point in more),
    )  # fmt: skip


def _little(doors: dict[int, list[FrontDoor]]) -> list[Point]:
    """Return Little's law at the shortest step: mean queue = arrivals times mean wait."""
    points = []
    for arrivals, row in doors.items():
        flow, queue, error = row[-1].little()
        points.append(
            Point("Little's law", f"E[queue], {arrivals} arrivals", "shortest step", flow, queue,
                  error, 0.0)
        )  # fmt: skip
    return points
