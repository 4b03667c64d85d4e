"""What a calibration is to do, checked before anything is simulated."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from calibration.inference.observed import Observed
from calibration.inference.pattern_runs import arms_of
from calibration.inference.priors import Priors, read_priors
from calibration.inference.studies import observed, years_observed
from calibration.patterns import PATTERNS
from calibration.patterns.pattern import Pattern
from calibration.targets import Target, read_targets
from calibration.targets import shipped as shipped_targets
from experiments.design import LARGEST_SEED, whole_number
from experiments.studies.design import Setting
from experiments.studies.reading import read_design
from sim.errors import InputError, nearest

USUAL_BUDGET, QUICK_BUDGET = 3000, 600
FEWEST_RUNS, FEWEST_QUICK_RUNS, MOST_RUNS = 1000, 60, 10_000_000
WAVES = 3
ROUNDS = 2
REPLICATES = 2
"""Runs at each point of a wave: two tell what is chance."""
PREDICTIVE_REPLICATES = 4
"""Runs at each draw that the posterior predictive check looks at."""
POINT_REPLICATES = 10
"""Runs at the proposed defaults."""
DRAWS = 400
"""Draws of the posterior that are shipped where it need agree with nothing else."""


@dataclass(frozen=True)
class Allocation:
    """How many runs each step takes.

    Attributes
    ----------
    screening
        Points of the first wave, which is the screening: a power of two.
    wave
        Points of each further wave.
    round
        Runs of each round of the neural posterior.
    predictive
        Draws that the posterior predictive check looks at.
    """

    screening: int
    wave: int
    round: int
    predictive: int

    @classmethod
    def of(cls, budget: int) -> Allocation:
        """Return how a budget of runs is divided: at most as many are made."""
        # The largest power of two with which the first wave takes no more than a fifth.
        screening = max(64, 2 ** int(np.log2(budget / 5 / REPLICATES)))
        wave = budget // 9 // REPLICATES
        predictive = min(200, budget // 10)
        left = budget - REPLICATES * (screening + (WAVES - 1) * wave)
        left -= predictive + POINT_REPLICATES
        return cls(screening, wave, left // ROUNDS, predictive)


@dataclass(frozen=True)
class CalibrationPlan:
    """A checked plan.

    Attributes
    ----------
    name
        What is calibrated.
    priors
        Parameters and ranges.
    targets
        The official figures that are fitted.
    elsewhere
        Those about other scenarios, by the name of the scenario.
    left_out
        Targets of the file that are not fitted, each with the reason.
    setting
        The scenario with its councils and calendar.
    settings_elsewhere
        The same of the other scenarios.
    patterns
        Patterns that draws must show.
    budget
        Most runs to learn from; draws are then run for what else they must agree with, and for
        the checks.
    seed
        Root of all draws.
    """

    name: str
    priors: Priors
    targets: tuple[Target, ...] = field(repr=False)
    elsewhere: dict[str, tuple[Target, ...]] = field(repr=False)
    left_out: tuple[str, ...] = field(repr=False)
    setting: Setting = field(repr=False)
    settings_elsewhere: dict[str, Setting] = field(repr=False)
    patterns: tuple[Pattern, ...] = field(repr=False)
    budget: int
    seed: int

    @property
    def observed(self) -> Observed:
        """The official figures."""
        return observed(self.targets)

    @property
    def allocation(self) -> Allocation:
        """How many runs each step takes."""
        return Allocation.of(self.budget)


def make_plan(
    name: str = "england_children",
    *,
    targets: str | os.PathLike[str] | None = None,
    priors: str | os.PathLike[str] | None = None,
    budget: int | None = None,
    quick: bool = False,
    seed: int = 1,
) -> CalibrationPlan:
    """Return the checked plan.

    Parameters
    ----------
    name
        Name of shipped priors and targets, or a name for what the two files hold.
    targets
        CSV file of targets; None for those that are shipped under the name.
    priors
        TOML file of priors; None for those that are shipped under the name.
    budget
        Most runs; None for the usual number.
    quick
        Whether only a point is wanted.
    seed
        Root of all draws.

    Raises
    ------
    InputError
        For anything that cannot be used.
    """
    usual, fewest = (QUICK_BUDGET, FEWEST_QUICK_RUNS) if quick else (USUAL_BUDGET, FEWEST_RUNS)
    runs = usual if budget is None else budget
    whole_number("budget", runs, fewest, MOST_RUNS)
    whole_number("seed", seed, 0, LARGEST_SEED)
    read = read_priors(name if priors is None else priors)
    path = _shipped(name) if targets is None else Path(targets)
    table = read_targets(path)
    elsewhere = {} if quick else _elsewhere(table)
    fitted, left_out = _fitted(table, elsewhere, path)
    setting, *others = read_design(
        {"scenarios": [read.scenario, *elsewhere], "replicates": 1}
    ).settings
    settings = dict(zip(elsewhere, others, strict=True))
    for each in (setting, *others):
        _require_free(read, each)
    return CalibrationPlan(
        name,
        read,
        fitted,
        elsewhere,
        left_out,
        years_observed(setting, fitted),
        {each: years_observed(settings[each], elsewhere[each]) for each in elsewhere},
        () if quick else _patterns(read),
        runs,
        seed,
    )


def _shipped(name: str) -> Path:
    path = shipped_targets(name)
    if not path.is_file():
        known = sorted(each.stem for each in path.parent.glob("*.csv"))
        raise InputError(
            f"no targets are called {name!r}",
            remedy=f"{nearest(name, known)} Or give a file with --targets",
            key="targets",
            value=name,
        )
    return path


def _elsewhere(targets: Sequence[Target]) -> dict[str, tuple[Target, ...]]:
    """Return the targets that are fitted in other scenarios, by scenario."""
    found: dict[str, tuple[Target, ...]] = {}
    for target in targets:
        if target.scenario and target.fitted and not _reason(target, roles=True):
            found[target.scenario] = (*found.get(target.scenario, ()), target)
    return found


def _fitted(
    targets: Sequence[Target], elsewhere: Mapping[str, Sequence[Target]], path: Path
) -> tuple[tuple[Target, ...], tuple[str, ...]]:
    """Return the targets of the scenario itself that are fitted, and why the others are not."""
    # A table that gives no roles wants all of its rows fitted.
    roles = any(target.role for target in targets)
    fitted, left_out = [], []
    for target in targets:
        if target in elsewhere.get(target.scenario, ()):
            continue
        reason = _reason(target, roles=roles)
        if not reason and target.scenario:
            reason = f"it is about the scenario {target.scenario}"
        if reason:
            left_out.append(f"{target.id} ({reason})")
        else:
            fitted.append(target)
    if len(fitted) < 2:
        raise InputError(
            f"{len(fitted)} of the targets can be fitted",
            remedy="Give two or more with a value, a tolerance and role = fit; "
            + "; ".join(left_out[:3]),
            where=str(path),
            key="targets",
        )
    return tuple(fitted), tuple(left_out)


def _reason(target: Target, *, roles: bool) -> str:
    if roles and not target.fitted:
        return f"its role is {target.role or 'not given'}"
    if target.statistic is None:
        return "its words are not understood"
    if not np.isfinite(target.value):
        return "it has no value"
    if not (np.isfinite(target.tolerance) and target.tolerance > 0):
        return "it has no tolerance"
    return ""


def _patterns(priors: Priors) -> tuple[Pattern, ...]:
    """Return the patterns that draws must show, or refuse those that cannot be measured there."""
    found = []
    for name in priors.patterns:
        pattern = PATTERNS.named(name)
        for arm in arms_of(pattern):
            for parameter, _ in arm.parameters:
                if parameter in priors.names:
                    raise InputError(
                        f"the pattern {name} sets {parameter}, so that it cannot be calibrated",
                        remedy="Leave out one of them",
                        key="patterns",
                        value=name,
                    )
        found.append(pattern)
    return tuple(found)


def _require_free(priors: Priors, setting: Setting) -> None:
    """Refuse parameters that the scenario sets by date."""
    dated = {change.parameter for change in setting.changes if change.factor is None}
    for name in priors.names:
        if name in dated:
            raise InputError(
                f"the scenario sets {name} by date, so that it cannot be calibrated",
                remedy="Leave it out, or calibrate a scenario that does not set it",
                key=name,
            )
