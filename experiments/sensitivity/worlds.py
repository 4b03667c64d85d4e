"""Whether the small world says the same as the scenario's own: the same analysis in both."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from experiments.intervals import Floats
from experiments.sensitivity.agreement import Agreement, agreement
from experiments.sensitivity.designs import SampleDesign
from experiments.sensitivity.estimators import Indices
from experiments.sensitivity.outputs import SETS
from experiments.sensitivity.plan import SensitivityPlan
from experiments.sensitivity.result import Sensitivity
from experiments.sensitivity.run import carried_out
from experiments.studies.effort import NOT_MEASURED, Measured

if TYPE_CHECKING:
    from experiments.studies.design import StudyDesign
    from experiments.studies.study import Study

Compute = Callable[[str, "StudyDesign"], "Study"]
"""Computes a study in the folder of that name, and returns it."""
SMALL, WHOLE = "small", "whole"
KINDS = {
    "links": "What links pass on",
    "losses": "What is lost at links",
    "ends": "Ends of the thread, bypass and gap",
    "usual": "Outcomes",
    "others": "Other outputs",
}
"""Kinds of outputs, in the order in which they are told."""
TIMES = 1000


@dataclass(frozen=True)
class Compared:
    """One output in both worlds.

    Attributes
    ----------
    output, label, kind
        Name, name in print, and kind of the output, a key of ``KINDS``.
    names
        The parameters.
    small, whole
        Index of each in either world, and its standard error, shape (2, parameters).
    ranks
        How alike the two worlds rank them; None with fewer than three parameters.
    expected, least
        Kendall's tau that the errors of the indices would leave if both worlds were the same
        (median), and the tau that it would fall below in one case of twenty.
    differ
        Parameters whose indices differ by more than their errors allow, at 95 % for all
        parameters and outputs together.
    """

    output: str
    label: str
    kind: str
    names: tuple[str, ...]
    small: Floats
    whole: Floats
    ranks: Agreement | None
    expected: float
    least: float
    differ: tuple[str, ...]

    @property
    def same_leader(self) -> bool:
        """Whether the same parameter matters most in both."""
        return bool(np.argmax(self.small[0]) == np.argmax(self.whole[0]))


@dataclass(frozen=True)
class Missing:
    """An output that has no indices in one of the worlds, and why."""

    output: str
    label: str
    kind: str
    reason: str


@dataclass(frozen=True)
class BothWorlds:
    """The same analysis in the small world and in the scenario's own.

    Attributes
    ----------
    small, whole
        The analyses.
    compared
        Every output that has indices in both.
    missing
        The others.
    """

    small: Sensitivity
    whole: Sensitivity
    compared: tuple[Compared, ...]
    missing: tuple[Missing, ...]

    @property
    def findings(self) -> list[str]:
        """What the comparison says, in sentences."""
        from experiments.sensitivity.worlds_told import sentences

        return sentences(self)

    def correlation(self, kind: str | None = None) -> float:
        """Return the correlation of the indices of all outputs of a kind, NaN without two."""
        chosen = [each for each in self.compared if kind in (None, each.kind)]
        if not chosen:
            return float("nan")
        pairs = np.hstack([np.array([each.small[0], each.whole[0]]) for each in chosen])
        varied = pairs.shape[1] > 1 and bool((np.ptp(pairs, axis=1) > 0).all())
        return float(np.corrcoef(pairs)[0, 1]) if varied else float("nan")

    def summary(self) -> dict[str, Any]:
        """Return the findings as plain values."""
        from experiments.sensitivity.worlds_told import summary

        return summary(self)

    def save(self, folder: Path, *, command: str = "", measured: Measured = NOT_MEASURED) -> Path:
        """Write tables, figure, sentences and manifest into a folder, which appears complete."""
        from experiments.sensitivity.worlds_told import save

        return save(self, folder, command=command, measured=measured)


def in_both(
    small: SensitivityPlan, whole: SensitivityPlan, out: Path, compute: Compute
) -> BothWorlds:
    """Carry out the same analysis in both worlds and compare what they say.

    Parameters
    ----------
    small, whole
        The plans, alike but for councils and calendar. Without a method it is shares of variance
        of all parameters: a screening in each world might let others through.
    out
        Folder of the runs.
    compute
        Computes a study in the folder of that name.
    """
    found = []
    for world, plan in ((SMALL, small), (WHOLE, whole)):
        plan = replace(plan, method=plan.method or "sobol")

        def rows(
            design: SampleDesign, folder: Path, world: str = world, plan: SensitivityPlan = plan
        ) -> Study:
            return compute(f"{folder.name}-{world}", plan.study(design))

        found.append(carried_out(plan, out, rows))
    return compared(*found)


def compared(small: Sensitivity, whole: Sensitivity) -> BothWorlds:
    """Return what two analyses of the same parameters and outputs have in common."""
    shown: list[tuple[str, str, Indices, Indices]] = []
    missing: list[Missing] = []
    for name in small.plan.outputs:
        one, other = (each.stages[-1].of(name) for each in (small, whole))
        if one.indices is None or other.indices is None:
            worlds = ((SMALL, one), (WHOLE, other))
            reasons = [f"{world} world: {each.reason}" for world, each in worlds if each.reason]
            missing.append(Missing(name, one.output.label, kind_of(name), "; ".join(reasons)))
        else:
            shown.append((name, one.output.label, one.indices, other.indices))
    count = sum(len(one.names) - 1 for _, _, one, _ in shown)
    outputs = tuple(_compared(*each, seed=small.plan.seed, count=count) for each in shown)
    return BothWorlds(small, whole, outputs, tuple(missing))


def _compared(
    name: str, label: str, one: Indices, other: Indices, *, seed: int, count: int
) -> Compared:
    from scipy.special import ndtri

    small, whole = (
        np.array([each.headline[:-1], each.headline_error[:-1]]) for each in (one, other)
    )
    apart = np.abs(small[0] - whole[0]) > ndtri(1 - 0.025 / count) * np.hypot(small[1], whole[1])
    names = one.names[:-1]
    expected, least = _were_they_alike(small, whole, seed)
    return Compared(
        name, label, kind_of(name), names, small, whole, agreement(one, other), expected, least,
        tuple(each for each, yes in zip(names, apart, strict=True) if yes),
    )  # fmt: skip


def _were_they_alike(small: Floats, whole: Floats, seed: int) -> tuple[float, float]:
    """Return median and lowest twentieth of tau between noisy copies of the same indices."""
    from scipy.stats import kendalltau, norm

    truth = (small[0] + whole[0]) / 2
    if len(truth) < 3:
        return float("nan"), float("nan")
    noise = norm.rvs(size=(TIMES, 2, len(truth)), random_state=seed)
    copies = truth + noise * np.array([small[1], whole[1]])
    taus = [float(kendalltau(*pair).statistic) for pair in copies]
    median, least = np.quantile(taus, [0.5, 0.05])
    return float(median), float(least)


def kind_of(output: str) -> str:
    """Return the kind of an output, a key of ``KINDS``."""
    return next((kind for kind in KINDS if output in SETS.get(kind, ())), "others")


def of_kind(found: Sequence[Compared], kind: str) -> list[Compared]:
    """Return the outputs of a kind."""
    return [each for each in found if each.kind == kind]
