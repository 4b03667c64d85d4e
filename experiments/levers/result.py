"""What was found about levers: their threads, what could be seen of them, and sentences."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from experiments.caveats import caveats
from experiments.levers.answers import Answers, answers, averaged
from experiments.levers.choice import PRIORITIES
from experiments.levers.design import LeverDesign
from experiments.levers.measured import ALL_PRIORITIES, LeverThread, measured
from experiments.levers.observed import ObservedLinkage, associations, observed_linkage
from experiments.levers.replicate import LeverReplicate
from experiments.posterior.behind import Interval, of_thread
from experiments.posterior.behind import sentences as behind

if TYPE_CHECKING:
    import pandas as pd

    from experiments.levers.association import Association


@dataclass(frozen=True)
class Threads:
    """Everything that an experiment with levers found.

    Attributes
    ----------
    design
        What was asked for.
    replicates
        The runs, in the order of the replicates.
    """

    design: LeverDesign
    replicates: tuple[LeverReplicate, ...]

    def __repr__(self) -> str:
        count = f"{len(self.replicates)} replicates"
        levers = ", ".join(self.levers)
        return f"<Threads: {levers} in {self.design.arm.title!r}, {count}>"

    @cached_property
    def levers(self) -> dict[str, LeverThread]:
        """The thread of every lever by its name.

        When all five national priorities were followed, their mean comes first, under
        ``priorities``.
        """
        design = self.design
        found = {
            lever.parameter: [
                answers(lever, each.unstepped, each.stepped[index]) for each in self.replicates
            ]
            for index, lever in enumerate(design.levers)
        }
        threads = {
            lever.parameter: measured(lever.parameter, (lever,), found[lever.parameter], design)
            for lever in design.levers
        }
        if set(PRIORITIES) <= set(threads):
            threads = {ALL_PRIORITIES: self._priorities(found)} | threads
        return threads

    def _priorities(self, found: dict[str, list[Answers]]) -> LeverThread:
        levers = tuple(
            lever for name in PRIORITIES for lever in self.design.levers if lever.parameter == name
        )
        means = [
            averaged(levers, [found[name][number] for name in PRIORITIES])
            for number in range(len(self.replicates))
        ]
        return measured(ALL_PRIORITIES, levers, means, self.design)

    @cached_property
    def intervals(self) -> tuple[Interval, ...]:
        """The intervals of every lever's thread; with a posterior they tell what is behind them."""
        return tuple(
            interval
            for name, lever in self.levers.items()
            for interval in of_thread(name, lever.thread)
        )

    @cached_property
    def associations(self) -> tuple[tuple[tuple[Association, ...], ...], ...]:
        """What is seen in each replicate and window: every year, and the last twelve months."""
        return tuple(
            tuple(associations(window) for window in each.cells) for each in self.replicates
        )

    @cached_property
    def observed(self) -> ObservedLinkage:
        """What an authority could see in the last twelve months, without any experiment."""
        found = [each[-1] for each in self.associations]
        return observed_linkage(found, self.design.nesting)

    @cached_property
    def caveats(self) -> list[str]:
        """What must be known before the findings are read, in sentences; often nothing."""
        notes = [lever.note for lever in self.design.levers if lever.note]
        left = [f"{name} is left out: {reason}." for name, reason in self.design.left_out.items()]
        return caveats(self.design) + notes + left

    @cached_property
    def findings(self) -> list[str]:
        """The findings in sentences."""
        from experiments.levers.findings import findings

        return findings(self) + behind(self.intervals, "links and what hops pass on")

    def table(self) -> pd.DataFrame:
        """Return a row per lever and link, for reading: answer, interval, and the hop to it."""
        import pandas as pd

        from experiments.levers.tables import map_columns

        return pd.DataFrame(map_columns(self)).set_index(["lever", "link"]).round(4)

    def answers(self) -> pd.DataFrame:
        """Return every answer: per lever, replicate, grouping, group and link."""
        import pandas as pd

        from experiments.levers.tables import answer_columns

        return pd.DataFrame(answer_columns(self))

    def summary(self) -> dict[str, Any]:
        """Return the findings as plain values; None stands for what is undefined."""
        from experiments.levers.summary import summary

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
        from experiments.levers.store import save

        return save(self, folder, command=command)
