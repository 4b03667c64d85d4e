"""The engine with homogeneous agents against Oliva and Sterman's difference equations."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from benchmarks.limits.check import Panel, Point, Series, mean_of
from benchmarks.limits.homogeneous import (
    FIELDS,
    HOURS,
    START,
    WEEKS,
    Size,
    Weeks,
    demand,
    office,
    weeks_of,
)
from benchmarks.limits.oliva_sterman import mean_field, week

NAMES = {
    "cases": ("Caseload", "cases per worker, before = 1"),
    "time_per_case": ("Time per case", "hours a week, first norm = 1"),
    "norm": ("Norm of time per case", "hours a week, at the start = 1"),
    "budget_hours": ("Hours with overtime", "hours a week"),
    "strain": ("Strain", "0 to 1"),
}
LAW = (
    "Like agents and nothing but the flow of cases, coping and wear: caseload, time per case, "
    "norm, hours and strain follow the difference equations of Oliva and Sterman's office."
)
ACROSS = "weeks since demand rose by 20 % for 26 weeks"
APPROACH = "Finite teams against the endless one"
BOUNDS = {"cases": 0.01, "time_per_case": 0.01, "norm": 0.01, "budget_hours": 0.002, "strain": 0.01}
"""Share by which the largest office may miss the endless one.

Hours move by some per cent only, and so are held to more.
"""
SIZES = (Size(48, 12, 200), Size(12, 24, 800), Size(8, 60, 3200))


def worker_by_worker(size: Size, weeks: Weeks) -> float:
    """Return the largest relative difference when each worker's own cases are put in.

    From the second year on, when nobody is left without a case, and every norm moves.
    """
    one, far = office(size.citizens), 0.0
    norm, strain = weeks["norm"][52], weeks["strain"][52]
    for cases, time, held, worked, worn in zip(*(weeks[name][52:] for name in FIELDS), strict=True):
        now = week(one, cases, norm, strain)
        pairs = ((time, now.time), (held, norm), (worked, now.worked), (worn, strain))
        far = max(far, *(float(np.abs(a / b - 1).max()) for a, b in pairs))
        norm, strain = now.norm, now.strain
    return far


def measure(sizes: tuple[Size, ...] = SIZES, slack: float = 1.0) -> list[Panel]:
    """Compare caseload, time, norm, hours and strain, and how the office's size matters.

    Smaller offices are granted ``slack`` times the bounds.
    """
    found = [weeks_of(size) for size in sizes]
    theory = [mean_field(office(size.citizens), size.citizens, demand()) for size in sizes]
    panels = [_panel(name, sizes, found, theory, slack * BOUNDS[name]) for name in FIELDS]
    exact = Point(
        "Each worker's week, own caseload put in",
        "largest relative difference", "every worker, every week",
        0.0, worker_by_worker(sizes[0], found[0]), 0.0, 1e-12,
    )  # fmt: skip
    return [replace(panels[0], more=(exact,)), *panels[1:], _approach(sizes, found, theory)]


def _panel(
    name: str, sizes: tuple[Size, ...], found: list[Weeks], theory: list[Weeks], bound: float
) -> Panel:
    """Return one quantity over the years: the largest office, and the smallest as an aside."""
    title, label = NAMES[name]
    since = np.arange(WEEKS) - START
    shown = np.flatnonzero((since >= -52) & (since % 4 == 0))
    scales = [_scale(name, size) for size in sizes]
    mean, error = mean_of(found[-1][name].mean(axis=2).T / scales[-1])
    expected = theory[-1][name] / scales[-1]
    rows = tuple(int(np.flatnonzero(since[shown] == week)[0]) for week in (0, 24, 52, 204))
    series = Series(
        title.lower(), since[shown], mean[shown], expected[shown], error[shown],
        bound * float(expected[START]), rows,
    )  # fmt: skip
    small = found[0][name].mean(axis=(1, 2)) / scales[0]
    aside = f"engine of {sizes[0].posts} workers with {_caseload(sizes[0]):.0f} cases each"
    return Panel(
        f"Mean field: {title.lower()}", LAW, ACROSS, label, (series,), "week {x:.0f}",
        asides=((aside, small[shown]),),
    )  # fmt: skip


def _approach(sizes: tuple[Size, ...], found: list[Weeks], theory: list[Weeks]) -> Panel:
    """Return the norm over that of the endless office, by the cases of a team."""
    x = np.array([size.posts * _caseload(size) for size in sizes])
    series = []
    for name, week_ in (("before the rise", START - 1), ("four years on", WEEKS - 1)):
        ratios = [
            mean_of(weeks["norm"][week_].mean(axis=1) / endless["norm"][week_])
            for weeks, endless in zip(found, theory, strict=True)
        ]
        engine, error = np.array(ratios).T
        series.append(Series(name, x, engine, np.ones(len(x)), error, 0.0, ()))
    return Panel(
        APPROACH,
        "The larger the team, the nearer its norm comes to that of the endless office.",
        "cases in a team",
        "norm, endless office = 1",
        tuple(series),
        "{x:.0f} cases",
    )


def _scale(name: str, size: Size) -> float:
    """Return what a quantity is divided by, so that offices of other sizes can be compared."""
    if name in ("time_per_case", "norm"):
        return office(size.citizens).norm
    return _caseload(size) if name == "cases" else 1.0


def _caseload(size: Size) -> float:
    """Return the cases of a worker before the pulse in the endless office."""
    return HOURS / office(size.citizens).norm
