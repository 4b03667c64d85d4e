"""What was found about mechanisms: the matrix, a verdict on each, sentences, tables."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from experiments.caveats import few_replicates
from experiments.specificity.design import SpecificityDesign
from experiments.specificity.layout import Measure
from experiments.specificity.matrix import Row, Verdict, row
from experiments.specificity.measures import MEASURES, Evidence, evidence
from experiments.specificity.replicate import WorldLinks

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Specificity:
    """Everything that an experiment with mechanisms found.

    Attributes
    ----------
    design
        What was asked for.
    replicates
        The runs: per replicate every world, in the order of the design's arms.
    """

    design: SpecificityDesign
    replicates: Sequence[Sequence[WorldLinks]]

    def __repr__(self) -> str:
        specific = sum(verdict == "specific" for verdict in self.verdicts.values())
        return f"<Specificity: {specific} of {len(self.verdicts)} mechanisms specific>"

    @cached_property
    def evidence(self) -> dict[Measure, list[list[Evidence | None]]]:
        """The evidence on every hop, by measure, world and hop."""
        return evidence(self.design, self.replicates)

    def rows(self, measure: Measure | None = None) -> tuple[Row, ...]:
        """Return the matrix by one measure; None for each mechanism's own."""
        found = []
        for index, mechanism in enumerate(self.design.table.mechanisms):
            chosen = mechanism.measure if measure is None else measure
            reference, *worlds = self.evidence[chosen]
            found.append(row(mechanism, chosen, reference, worlds[index]))
        return tuple(found)

    @cached_property
    def matrix(self) -> tuple[Row, ...]:
        """The matrix, each mechanism by its own measure."""
        return self.rows()

    @cached_property
    def by_measure(self) -> dict[Measure, tuple[Row, ...]]:
        """The matrix by every measure."""
        return {measure: self.rows(measure) for measure in MEASURES}

    @property
    def verdicts(self) -> dict[str, Verdict]:
        """Whether each mechanism is specific, by its name."""
        return {each.mechanism.name: each.verdict for each in self.matrix}

    @property
    def caveats(self) -> list[str]:
        """What must be known before the matrix is read, in sentences; often nothing."""
        count, all_levers = self.design.replicates, self.design.replicates_for_all_levers
        if count >= all_levers:
            return few_replicates(count)
        followed = f" Only {count} of the {all_levers} priorities are followed."
        return few_replicates(count, followed)

    @cached_property
    def findings(self) -> list[str]:
        """The verdict on each mechanism in a sentence."""
        from experiments.specificity.findings import finding

        return [finding(each) for each in self.matrix]

    def table(self) -> pd.DataFrame:
        """Return a row per mechanism, measure and hop."""
        import pandas as pd

        from experiments.specificity.columns import cell_columns

        return pd.DataFrame(cell_columns(self))

    def summary(self) -> dict[str, Any]:
        """Return the findings as plain values; None stands for what is undefined."""
        from experiments.specificity.columns import summary

        return summary(self)

    def to_json(self) -> str:
        """Return ``summary()`` as one JSON document."""
        return json.dumps(self.summary(), indent=2, allow_nan=False)

    def save(self, folder: str | os.PathLike[str] | None = None, *, command: str = "") -> Path:
        """Write the results folder and return its path.

        Parameters
        ----------
        folder
            A folder that does not exist or is empty; None for a new one below ``results``.
        command
            The command that was given, for the manifest.

        Raises
        ------
        InputError
            When the folder cannot take them.
        """
        from experiments.specificity.store import save

        return save(self, folder, command=command)
