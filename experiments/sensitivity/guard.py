"""What stands between outputs and estimators, which say nothing when they are given nonsense.

SALib returns indices of zero for a Saltelli design with one undefined row, and large ones for an
output that never changes. So undefined rows are taken out with their whole block and listed, and
an output that does not change has no indices.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from experiments.intervals import Floats
from experiments.sensitivity.designs import FEWEST, SampleDesign

CONSTANT = 1e-9
"""Range over mean below which an output counts as constant."""

POLICY = (
    "A row in which the output is undefined, or in which a run failed, is left out with its whole "
    "block (trajectory or Saltelli block), for its indices compare rows of the same block; all "
    "are listed. An index then speaks of the part of the space where the output is defined."
)


@dataclass(frozen=True)
class Guarded:
    """An output of a design, fit for an estimator or with the reason why not.

    Attributes
    ----------
    design
        The blocks that are whole.
    values
        The output in their rows.
    undefined
        Rows of the full design in which the output is undefined.
    excluded
        Number of the blocks left out because of them.
    reason
        Why there are no indices; empty when there are.
    """

    design: SampleDesign
    values: Floats
    undefined: tuple[int, ...]
    excluded: int
    reason: str = ""


def guarded(design: SampleDesign, values: Floats) -> Guarded:
    """Return the part of an output that can be analysed.

    Parameters
    ----------
    design
        The design.
    values
        The output, a value per row; not finite where undefined.
    """
    if len(values) != len(design.shares):
        raise ValueError(f"{len(values)} values for {len(design.shares)} rows")
    finite = np.isfinite(values)
    whole = finite.reshape(design.samples, design.block).all(axis=1)
    rows = np.repeat(whole, design.block)
    samples = int(whole.sum())
    part = SampleDesign(design.method, design.problem, design.shares[rows], samples)
    kept = values[rows]
    undefined = tuple(np.flatnonzero(~finite).tolist())
    return Guarded(
        part, kept, undefined, design.samples - samples, _objection(design, samples, kept)
    )


def is_constant(values: Floats) -> bool:
    """Return whether finite values differ by no more than rounding."""
    return bool(np.ptp(values) <= CONSTANT * max(abs(float(values.mean())), np.finfo(float).tiny))


def _objection(design: SampleDesign, samples: int, kept: Floats) -> str:
    if samples < FEWEST[design.method]:
        return (
            f"defined in {samples} of {design.samples} blocks, and {design.method} needs "
            f"{FEWEST[design.method]}"
        )
    if is_constant(kept):
        return "the output does not change: nothing that is varied matters for it"
    return ""
