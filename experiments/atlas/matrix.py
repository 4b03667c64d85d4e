"""Which parameter breaks which link: the matrix of total effects."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from experiments.intervals import Floats
from experiments.sensitivity.analysis import OutputAnalysis
from experiments.sensitivity.outputs import ENDS, HOPS, LOSSES
from experiments.sensitivity.result import Sensitivity

COLUMNS = (*HOPS, *ENDS)


@dataclass(frozen=True)
class Matrix:
    """Total effects.

    Attributes
    ----------
    parameters, columns
        The parameters, the one that matters most first, and the outputs.
    effects, errors
        Ranking index of each parameter for each output and its standard error, shape
        (parameters, columns); NaN where there are none.
    important
        Whether it stands clearly above the noise floor.
    by_loss
        Columns whose pass-through is undefined too often: the effect is then that on how much
        is lost at the hop.
    """

    parameters: tuple[str, ...]
    columns: tuple[str, ...]
    effects: Floats
    errors: Floats
    important: np.ndarray
    by_loss: frozenset[str]

    def leading(self, count: int) -> list[str]:
        """Return the parameters that matter most for any link, one for each link first."""
        shown = np.where(self.important, self.effects, 0.0)
        shown = np.nan_to_num(shown)
        order: dict[str, None] = {}
        for place in np.argsort(-shown.max(axis=0), kind="stable"):
            best = int(np.argmax(shown[:, place]))
            if shown[best, place] > 0:
                order[self.parameters[best]] = None
        rest = np.argsort(-shown.max(axis=1), kind="stable")
        order |= {self.parameters[place]: None for place in rest if shown[place].max() > 0}
        return list(order)[:count]


def matrix_of(result: Sensitivity) -> Matrix:
    """Return the matrix of the last stage of an analysis."""
    stage = result.stages[-1]
    names = [name for name in stage.design.problem.names if name != "dummy"]
    effects = np.full((len(names), len(COLUMNS)), np.nan)
    errors, important = effects.copy(), np.zeros(effects.shape, dtype=np.bool_)
    by_loss = set()
    for column, output in enumerate(COLUMNS):
        analysis = stage.of(output)
        if analysis.indices is None and output in HOPS:
            analysis = stage.of(LOSSES[HOPS.index(output)])
            by_loss.add(output)
        if analysis.indices is not None:
            _fill(analysis, names, column, effects, errors, important)
    clear = np.nan_to_num(np.where(important, effects, 0.0))
    order = np.argsort(-clear.max(axis=1), kind="stable")
    return Matrix(
        tuple(names[place] for place in order), COLUMNS, effects[order], errors[order],
        important[order], frozenset(by_loss),
    )  # fmt: skip


def _fill(
    analysis: OutputAnalysis,
    names: list[str],
    column: int,
    effects: Floats,
    errors: Floats,
    important: np.ndarray,
) -> None:
    assert analysis.indices is not None
    scale = 1.0
    if analysis.indices.method == "morris":
        # A screening has effects in the output's unit: as shares of the largest they compare.
        scale = float(analysis.indices.headline.max()) or 1.0
    for row, name in enumerate(names):
        place = analysis.indices.names.index(name)
        effects[row, column] = analysis.indices.headline[place] / scale
        errors[row, column] = analysis.indices.headline_error[place] / scale
        important[row, column] = name in analysis.important
