"""The outputs that are analysed: links, ends of the thread, bypass, outcome gap, outcomes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from experiments.intervals import Floats
from experiments.sensitivity.analysis import Output
from experiments.stations import NAMES, station
from scenarios.quoting import LONGEST, short
from sim.errors import InputError, nearest
from sim.outcomes import OUTCOMES

if TYPE_CHECKING:
    import pandas as pd

LEAST_ARRIVED = 0.02
"""Mean elasticity at a link below which what the next one passes on of it is undefined."""
LIMITS = (-1.0, 3.0)
"""Pass-throughs beyond are counted as these: a ratio of little to less says no more."""
RATIO_POLICY = (
    "What a link passes on is the ratio of two elasticities, each a mean over the replicates. It "
    f"is undefined where less than {100 * LEAST_ARRIVED:g} % of the change arrived at the link "
    f"before, and limited to {LIMITS[0]:g} .. {LIMITS[1]:g}."
)

LOSSES = tuple(f"lost.{source}.{target}" for source, target in pairwise(NAMES))
HOPS = tuple(f"passthrough.{source}.{target}" for source, target in pairwise(NAMES))
ENDS = ("elasticity.felt", "elasticity.believed", "bypass", "gap")
USUAL_OUTCOMES = (
    "experience",
    "trust",
    "caseload",
    "refused",
    "timeliness_reported",
    "work_pressure",
)
SETS = {
    "links": HOPS,
    "losses": LOSSES,
    "ends": ENDS,
    "usual": USUAL_OUTCOMES,
    "all": (*HOPS, *LOSSES, *ENDS, *USUAL_OUTCOMES),
}
"""Names that stand for several outputs."""


def chosen_outputs(names: str | Sequence[str] | None) -> tuple[str, ...]:
    """Return the outputs that a list of names stands for; None stands for ``all``.

    Raises
    ------
    InputError
        For an unknown name.
    """
    listed = names.split(",") if isinstance(names, str) else list(names or ["all"])
    known = [
        *SETS,
        *HOPS,
        *LOSSES,
        *(f"elasticity.{name}" for name in NAMES[1:]),
        "bypass",
        "gap",
        *OUTCOMES,
    ]
    found: dict[str, None] = {}
    for name in (word.strip() for word in listed if word.strip()):
        if name not in known:
            raise InputError(
                f"unknown output {short(name)}",
                remedy=nearest(name[:LONGEST], known, "goldenthread outcomes"),
                key="outputs",
                value=name,
            )
        found |= dict.fromkeys(SETS.get(name, (name,)))
    if not found:
        raise InputError(
            "no output is named", remedy=f"Name one, or {', '.join(SETS)}", key="outputs"
        )
    return tuple(found)


def needs_thread(names: Sequence[str]) -> bool:
    """Return whether some output is measured by twins in which a lever is stepped."""
    kinds = ("bypass", "passthrough", "lost", "elasticity")
    return any(name.startswith(kinds) for name in names)


def label_of(name: str) -> str:
    """Return what an output is called in print."""
    if name in OUTCOMES:
        return OUTCOMES[name].label
    if name in ("bypass", "gap"):
        return {"bypass": "Bypass", "gap": "Outcome gap"}[name]
    kind, *links = name.split(".")
    if kind == "passthrough":
        return f"{links[0]} \N{RIGHTWARDS ARROW} {links[1]}"
    if kind == "lost":
        return f"Lost {links[0]} \N{RIGHTWARDS ARROW} {links[1]}"
    return f"Arrives at {links[0]}"


def meaning_of(name: str) -> str:
    """Return what an output is, in a clause."""
    if name in OUTCOMES:
        return OUTCOMES[name].meaning
    if name == "bypass":
        return "elasticity of what is recorded less that of what is felt"
    if name == "gap":
        return "share reported on time less what people experience, in points"
    kind, *links = name.split(".")
    if kind == "passthrough":
        return f"what {links[1]} moves for each per cent that {links[0]} moves"
    if kind == "lost":
        return f"elasticity of {links[0]} less that of {links[1]}"
    return f"by how many per cent {station(links[0]).quantity} moves for each per cent of the lever"


def outputs_of(
    runs: pd.DataFrame, names: Sequence[str], rows: int, replicates: int
) -> list[Output]:
    """Return the outputs of the runs of a study.

    Parameters
    ----------
    runs
        A row per run that is done, with ``point`` (place of the row in the design) and
        ``replicate``. What is missing counts as failed.
    names
        Names of outputs.
    rows, replicates
        Size of the design.
    """
    place = runs["point"].to_numpy(), runs["replicate"].to_numpy()

    def column(name: str) -> Floats:
        values = np.full((rows, replicates), np.nan)
        values[place] = runs[name].to_numpy(dtype=np.float64)
        return values

    return [_output(name, column) for name in names]


def _output(name: str, column: Callable[[str], Floats]) -> Output:
    label = label_of(name)
    if name in OUTCOMES:
        return Output(name, label, OUTCOMES[name].unit, column(name))
    if name == "bypass":
        answers = column("elasticity.recorded") - column("elasticity.felt")
        return Output(name, label, "% per %", answers)
    if name == "gap":
        return Output(name, label, "points", 100 * (column("link.reported") - column("link.felt")))
    kind, *links = name.split(".")
    if kind == "elasticity":
        return Output(name, label, "% per %", column(name))
    after, before = (column(f"elasticity.{link}") for link in reversed(links))
    if kind == "lost":
        return Output(name, label, "% per %", before - after)
    return Output(name, label, "ratio", *passed_on(after, before))


def passed_on(after: Floats, before: Floats) -> tuple[Floats, int]:
    """Return what a link passes on in each row, as values whose mean it is, and how many limited.

    The ratio of two means has no value in a single replicate. Each gets what it adds to the
    ratio to first order: the mean over the replicates is the ratio itself, and their spread is
    that of its numerator and denominator together.

    Parameters
    ----------
    after, before
        Elasticities of the two links, shape (rows, replicates).
    """
    below = before.mean(axis=1, keepdims=True)
    below = np.where(below >= LEAST_ARRIVED, below, np.nan)
    ratio = after.mean(axis=1, keepdims=True) / below
    limited = np.clip(ratio, *LIMITS)
    count = int((np.isfinite(ratio) & (ratio != limited)).sum())
    return limited + (after - ratio * before) / below, count
