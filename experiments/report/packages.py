"""What to do about it: packages of levers, as ``goldenthread robust`` has compared them."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import cached_property

from experiments.intervals import Estimate
from experiments.report.folder import ResultsFolder
from experiments.report.tables import rows_of
from experiments.report.view import Cell, Row, Table, Tone
from experiments.robust.pairs import Pair
from experiments.robust.run import CRITERIA, EXPERIENCE, FELT, REPORTED, SATISFIED
from experiments.sensitivity.outputs import label_of
from experiments.wording import counted, figures, listed, percent, points

MOST_PACKAGES = 6
"""Packages on the first pages; those that none beats come first, the table behind has all."""
_SHARES = ("unbroken", "satisfied")
_COLUMNS = ("package", "cost", "undominated",
            *(f"{name}{end}" for name in _SHARES for end in ("", ".low", ".high")))  # fmt: skip
_COMPARED = {
    EXPERIENCE: "experience",
    FELT: "what people feel of a change",
    REPORTED: "reported timeliness",
}


@dataclass(frozen=True)
class Package:
    """A package of levers over the worlds.

    Attributes
    ----------
    name, cost
        What it is called and costs, as declared.
    undominated
        Whether no other one beats it in cost, thread, experience and reports together.
    unbroken, satisfied
        Share of the worlds in which the thread is unbroken, and what is required holds.
    """

    name: str
    cost: float
    undominated: bool
    unbroken: Estimate
    satisfied: Estimate


@dataclass(frozen=True)
class Packages:
    """All packages, the first the one that the others are compared with.

    Attributes
    ----------
    folder
        The results that they come from.
    """

    folder: ResultsFolder

    @cached_property
    def all(self) -> tuple[Package, ...]:
        """The packages in the order of their file."""
        return tuple(
            Package(
                row["package"], row["cost"], row["undominated"],
                *(Estimate(row[name], row[f"{name}.low"], row[f"{name}.high"], self.worlds)
                  for name in _SHARES),
            )
            for row in rows_of(self.folder.frame("packages.parquet", _COLUMNS))
        )  # fmt: skip

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """Every pair by every criterion."""
        names = tuple(each.name for each in fields(Pair))
        return tuple(Pair(**row) for row in rows_of(self.folder.frame("pairs.parquet", names)))

    @property
    def worlds(self) -> int:
        """Number of worlds."""
        return self.folder.manifest.samples or 0

    @property
    def setting(self) -> str:
        """Where the packages were tried."""
        manifest = self.folder.manifest
        title = next(iter(manifest.worlds.values())).title
        councils = counted(len(manifest.councils.rows), "council")
        if manifest.posterior is not None:
            differ = f"drawn from the posterior {manifest.posterior.name}"
        else:
            differ = f"that differ in {counted(len(manifest.factors), 'uncertain parameter')}"
        return (
            f"Tried in {title}: {councils}, {counted(self.worlds, 'world')} {differ}. Costs are "
            "as declared in the file of packages."
        )

    def against_first(self, criterion: str) -> dict[str, Estimate]:
        """Return what each other package has more than the first, on average over the worlds."""
        usual = self.all[0].name
        found = (pair for pair in self.pairs
                 if pair.criterion == criterion and usual in (pair.first, pair.second))  # fmt: skip
        seen = ((pair.second if pair.first == usual else pair.first, pair) for pair in found)
        return {
            name: Estimate(each.difference, each.low, each.high, each.worlds)
            for name, pair in seen
            for each in (pair.seen_from(name),)
        }

    def in_short(self) -> str:
        """Return which packages clearly improve experience, and whether any mends the thread."""
        best = max(self.all, key=lambda each: each.unbroken.mean)
        if best.unbroken.mean == 0:
            thread = "No package keeps the thread unbroken from end to end in any of the worlds."
        else:
            thread = self._thread_in_short(best)
        return f"{self.compared(EXPERIENCE, clear_only=True)} {thread}"

    def _thread_in_short(self, best: Package) -> str:
        """Return with which package the thread is unbroken most often, and how sure that is."""
        usual = self.all[0]
        if best is usual:
            return (
                f"The thread is unbroken in {_share(usual.unbroken)} of the worlds with "
                f"{usual.name}, and no more often with any other package."
            )
        unsure = best.unbroken.low <= usual.unbroken.high
        return (
            f"The thread is unbroken most often with {best.name}, in {_share(best.unbroken)} of "
            f"the worlds, against {_share(usual.unbroken)} with {usual.name}"
            f"{'; the intervals overlap' if unsure else ''}."
        )

    def compared(self, criterion: str, *, clear_only: bool = False) -> str:
        """Return which packages are clearly better or worse than the first in a criterion."""
        found = {name: each for name, each in self.against_first(criterion).items() if each.defined}
        words = _COMPARED[criterion]
        head = f"{words[0].upper()}{words[1:]}, against the package {self.all[0].name!r}"
        better = sorted((name for name in found if found[name].sign > 0),
                        key=lambda name: -found[name].mean)  # fmt: skip
        worse = [name for name in found if found[name].sign < 0]
        unclear = [name for name in found if not found[name].sign]
        parts = []
        if better:
            parts.append(f"clearly better with {_with_figures(better, found, criterion)}")
        if worse:
            parts.append(f"clearly worse with {_with_figures(worse, found, criterion)}")
        if unclear and not (clear_only and parts):
            whom = listed(unclear) if parts else "any package"
            parts.append(f"no clear difference with {whom}")
        return f"{head}: {'; '.join(parts) or 'undefined'}."

    def all_compared(self) -> tuple[str, ...]:
        """Return the same in every criterion."""
        return tuple(self.compared(criterion) for criterion in _COMPARED)

    def table(self, most: int | None = None) -> Table:
        """Return the packages, the undominated ones first when only some are shown."""
        shown = self.all
        if most is not None and len(shown) > most:
            first, others = shown[0], sorted(shown[1:], key=lambda each: not each.undominated)
            shown = (first, *others[: most - 1])
        left = len(self.all) - len(shown)
        required = " and ".join(map(_required, self.folder.manifest.required))
        compared = {criterion: self.against_first(criterion) for criterion in _COMPARED}
        heads = ("package", "cost", "thread unbroken", "required holds",
                 *(f"{CRITERIA[name][0]}, difference" for name in _COMPARED), "beaten")  # fmt: skip
        return Table(
            f"Packages against {self.all[0].name!r}, mean over the same worlds (all pairs at once, "
            "95 %)",
            heads,
            tuple(
                Row((Cell(each.name), Cell(f"{each.cost:g}"), Cell(_share(each.unbroken)),
                     Cell(_share(each.satisfied)),
                     *(difference_cell(found.get(each.name), name)
                       for name, found in compared.items()),
                     Cell("no" if each.undominated else "yes")))
                for each in shown
            ),
            note=(f"Required: {required}. " if required else "")
            + "Beaten: by another in cost, thread, experience and reports together."
            + (f" {counted(left, 'more package')} behind." if left else ""),
        )  # fmt: skip


def difference_cell(found: Estimate | None, criterion: str) -> Cell:
    """Return a difference to the first package; a dash for the first itself."""
    if found is None or not found.defined:
        return Cell("\N{EN DASH}")
    tone: Tone = "better" if found.sign > 0 else "worse" if found.sign < 0 else "none"
    words = {1: "better", -1: "worse", 0: "no clear difference"}[found.sign]
    return Cell(f"{_amount(found, criterion)} {words}", tone)


def _required(said: str) -> str:
    """Return a requirement with the label of its output: ``experience at least 35``."""
    output, word, limit = said.partition(" at ")
    return f"{label_of(output).lower()}{word}{limit}"


def _share(found: Estimate) -> str:
    """Return a share of worlds, without an interval that is as narrow as nothing."""
    return f"{100 * found.mean:.0f} %" if found.low == found.high else percent(found)


def _with_figures(names: Iterable[str], found: dict[str, Estimate], criterion: str) -> str:
    return listed([f"{name} ({_inline(found[name], criterion)})" for name in names])


def _amount(found: Estimate, criterion: str) -> str:
    """Return a difference with its interval in brackets."""
    if criterion in (FELT, SATISFIED):
        mean, interval = figures(_times(found, 100.0), 0, signed=True)
    else:
        mean, interval = figures(found, 1, signed=True)
    return f"{mean} ({interval})"


def _inline(found: Estimate, criterion: str) -> str:
    """Return a difference with its unit and interval, to stand in brackets."""
    if criterion in (FELT, SATISFIED):
        return points(found)
    mean, interval = figures(found, 1, signed=True)
    return f"{mean} points, {interval}"


def _times(found: Estimate, factor: float) -> Estimate:
    ends = (found.mean * factor, found.low * factor, found.high * factor)
    return Estimate(*ends, found.count) if math.isfinite(found.mean) else found
