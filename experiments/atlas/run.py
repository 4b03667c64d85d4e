"""Making the atlas: the analysis, the profiles and maps of what leads, and the path."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

from experiments.atlas.breaks import BreakPoint, FirstBreak, break_points, first_break
from experiments.atlas.matrix import Matrix, matrix_of
from experiments.atlas.plan import CAPACITY_AND_STAKES, AtlasPlan
from experiments.atlas.threads import Threads, threads_of
from experiments.sensitivity.designs import SampleDesign
from experiments.sensitivity.result import Sensitivity
from experiments.sensitivity.run import carried_out
from experiments.studies.effort import NOT_MEASURED, Measured

if TYPE_CHECKING:
    from experiments.studies.design import StudyDesign
    from experiments.studies.study import Study

Compute = Callable[[str, "StudyDesign"], "Study"]
"""Computes a study in the folder of that name, and returns it."""


@dataclass(frozen=True)
class Line:
    """Threads along the values of one parameter, or along a path.

    Attributes
    ----------
    name
        The parameter, or the scenario that the path leads to.
    values
        The conditions.
    threads
        The threads under each.
    breaks
        Where each link breaks.
    """

    name: str
    values: tuple[float, ...]
    threads: Threads = field(repr=False)
    breaks: tuple[BreakPoint, ...]


@dataclass(frozen=True)
class Map:
    """Threads over a grid of two parameters; the second varies fastest."""

    names: tuple[str, str]
    values: tuple[tuple[float, ...], tuple[float, ...]]
    threads: Threads = field(repr=False)


@dataclass(frozen=True)
class Atlas:
    """The break atlas.

    Attributes
    ----------
    plan
        What was asked for.
    sensitivity
        The analysis behind the matrix.
    matrix
        Total effect of the parameters that matter on each link.
    profiles, maps
        The leading parameters, and pairs of them.
    path, first
        The path, and which link breaks first on it.
    """

    plan: AtlasPlan
    sensitivity: Sensitivity = field(repr=False)
    matrix: Matrix
    profiles: tuple[Line, ...]
    maps: tuple[Map, ...]
    path: Line
    first: FirstBreak

    @property
    def findings(self) -> list[str]:
        """What the atlas shows, in sentences."""
        from experiments.atlas.sentences import sentences

        return sentences(self)

    def summary(self) -> dict[str, object]:
        """Return the findings as plain values."""
        from experiments.atlas.store import summary

        return summary(self)

    def save(self, folder: Path, *, command: str = "", measured: Measured = NOT_MEASURED) -> Path:
        """Write tables, figures, sentences and manifest into a folder, which appears complete."""
        from experiments.atlas.store import save

        return save(self, folder, command=command, measured=measured)


def made(plan: AtlasPlan, out: Path, compute: Compute) -> Atlas:
    """Make the atlas, its runs computed by ``compute``."""

    def rows(design: SampleDesign, folder: Path) -> Study:
        return compute(folder.name, plan.sensitivity.study(design))

    analysis = carried_out(plan.sensitivity, out, rows)
    matrix = matrix_of(analysis)
    leading = matrix.leading(plan.profiles)
    pairs = plan.pairs or _usual_pairs(plan, leading)
    profiles, maps = _lines_and_maps(plan, leading, pairs, compute)
    path = _path(plan, compute)
    return Atlas(
        plan, analysis, matrix, profiles, maps, path,
        first_break(path.values, path.threads, plan.seed),
    )  # fmt: skip


def _usual_pairs(plan: AtlasPlan, leading: list[str]) -> tuple[tuple[str, str], ...]:
    varied = {factor.name for factor in plan.sensitivity.factors}
    found = [CAPACITY_AND_STAKES] if varied.issuperset(CAPACITY_AND_STAKES) else []
    if len(leading) > 1 and set(leading[:2]) != set(CAPACITY_AND_STAKES):
        found.append((leading[0], leading[1]))
    return tuple(found)


def _lines_and_maps(
    plan: AtlasPlan, leading: list[str], pairs: tuple[tuple[str, str], ...], compute: Compute
) -> tuple[tuple[Line, ...], tuple[Map, ...]]:
    names = list(dict.fromkeys([*leading, *(name for pair in pairs for name in pair)]))
    if not names:
        return (), ()
    usual = {name: plan.usual(name) for name in names}
    points: list[Mapping[str, float]] = []
    spans: dict[str | tuple[str, str], slice] = {}
    for name in leading:
        spans[name] = slice(len(points), len(points) + len(plan.values(name)))
        points += [usual | {name: value} for value in plan.values(name)]
    for one, other in pairs:
        grid = list(product(plan.values(one), plan.values(other)))
        spans[one, other] = slice(len(points), len(points) + len(grid))
        points += [usual | {one: first, other: second} for first, second in grid]
    study = compute("profiles", plan.rows_study(points))
    runs = study.runs().assign(condition=lambda frame: frame["point"])
    answers = threads_of(runs, range(len(points)), plan.replicates)

    def threads(key: str | tuple[str, str]) -> Threads:
        return Threads(answers[spans[key]], plan.thresholds)

    lines = [
        Line(name, tuple(plan.values(name)), threads(name),
             break_points(plan.values(name), threads(name), plan.seed))
        for name in leading
    ]  # fmt: skip
    maps = [
        Map(pair, (tuple(plan.values(pair[0])), tuple(plan.values(pair[1]))), threads(pair))
        for pair in pairs
    ]
    return tuple(lines), tuple(maps)


def _path(plan: AtlasPlan, compute: Compute) -> Line:
    design = plan.path_study()
    study = compute("path", design)
    runs = study.runs().assign(condition=lambda frame: frame["scenario"])
    names = [setting.scenario for setting in design.settings]
    threads = Threads(threads_of(runs, names, plan.replicates), plan.thresholds)
    return Line(plan.path.scenario, plan.depths, threads,
                break_points(plan.depths, threads, plan.seed))  # fmt: skip
