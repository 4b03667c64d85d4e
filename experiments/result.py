"""What a paired experiment found: tables, the thread, the series, and sentences."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from experiments.caveats import caveats
from experiments.checks import Check, check
from experiments.comparison import HEADLINE, Comparison, compare
from experiments.design import Design
from experiments.intervals import Estimate, Floats
from experiments.posterior.behind import Interval, link_difference, of_thread, outcome_interval
from experiments.posterior.behind import sentences as behind
from experiments.replicate import Replicate
from experiments.sentences import sentences
from experiments.thread import Thread, differences, elasticity, measure

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Result:
    """Everything that a paired experiment found.

    Attributes
    ----------
    design
        What was asked for.
    replicates
        The runs, in the order of the replicates.
    """

    design: Design
    replicates: tuple[Replicate, ...]

    def __repr__(self) -> str:
        arms = " against ".join(repr(arm.title) for arm in reversed(self.design.arms))
        found = " ".join(self.findings[:1])
        return f"<Result: {arms}, {len(self.replicates)} replicates. {found}>"

    @cached_property
    def comparisons(self) -> tuple[Comparison, ...]:
        """Every outcome in both worlds, over the observed window."""
        from sim.outcomes import OUTCOMES

        worlds = [
            [replicate.arms[arm].unstepped.outcomes for replicate in self.replicates]
            for arm in range(len(self.design.arms))
        ]
        scenario = worlds[1] if len(worlds) > 1 else None
        return compare(OUTCOMES, worlds[0], scenario, nesting=self.design.nesting)

    @cached_property
    def headline(self) -> tuple[Comparison, ...]:
        """The outcomes that reports show, in their order."""
        found = {row.outcome.name: row for row in self.comparisons}
        return tuple(found[name] for name in HEADLINE if name in found)

    @cached_property
    def thread(self) -> dict[str, Thread]:
        """The thread in each world, by the name of its scenario, the baseline first."""
        return {
            arm.name: measure(
                arm.name,
                arm.title,
                np.array([_elasticity(replicate, index) for replicate in self.replicates]),
                [replicate.lever.domain for replicate in self.replicates],
                self.design.thresholds,
                nesting=self.design.nesting,
            )
            for index, arm in enumerate(self.design.arms)
        }

    @cached_property
    def thread_differences(self) -> dict[str, Estimate]:
        """Elasticity in the scenario minus that in the baseline, per link; empty without one."""
        threads = list(self.thread.values())
        return differences(*threads) if len(threads) == 2 else {}

    @cached_property
    def intervals(self) -> tuple[Interval, ...]:
        """The intervals of outcomes and threads; with a posterior they tell what is behind them.

        Outcomes are those of ``comparisons`` (differences where there are two worlds).
        """
        world, paired = self.design.arms[-1].name, len(self.design.arms) == 2
        rows = [
            outcome_interval(
                world, row.outcome.name, row.outcome.label, row.difference or row.baseline,
                paired=paired,
            )
            for row in self.comparisons
        ]  # fmt: skip
        for name, thread in self.thread.items():
            rows += of_thread(name, thread)
        rows += [link_difference(world, *each) for each in self.thread_differences.items()]
        return tuple(rows)

    @cached_property
    def checks(self) -> tuple[Check, ...]:
        """Whether the model bears out what the scenario expects against its own baseline."""
        return check(self)

    @cached_property
    def caveats(self) -> list[str]:
        """What must be known before the findings are read, in sentences; often nothing."""
        return caveats(self.design)

    @cached_property
    def findings(self) -> list[str]:
        """The findings in sentences."""
        comparisons = self.headline if len(self.design.arms) == 2 else ()
        said = sentences(self.design.lever_in_words, list(self.thread.values()), comparisons)
        outcomes = [each for each in self.intervals if each.kind.endswith("outcome")]
        links = [each for each in self.intervals if each.kind in ("link", "hop")]
        return said + behind(outcomes, "outcomes") + behind(links, "the thread")

    def table(self) -> pd.DataFrame:
        """Return a row per outcome, for reading: both worlds, difference, interval, verdict.

        Figures are rounded to three decimals; ``comparisons`` holds them in full, with units
        and notes.
        """
        import pandas as pd

        rows = [_table_row(row) for row in self.comparisons]
        return pd.DataFrame(rows).set_index("outcome").round(3)

    def series(self) -> pd.DataFrame:
        """Return the outcomes per scenario, replicate, quarter and council."""
        import pandas as pd

        from experiments.columns import series_columns

        return pd.DataFrame(series_columns(self))

    def national_links(self) -> dict[str, Floats]:
        """Return each world's links per replicate and quarter, shape (R, Q, 8).

        The mean over the domains, each counting alike; NaN where a domain has no value.
        """
        return {
            arm.name: np.array([each.arms[index].quarterly_links for each in self.replicates]).mean(
                axis=3
            )
            for index, arm in enumerate(self.design.arms)
        }

    def summary(self) -> dict[str, Any]:
        """Return the findings as plain values; None stands for what is undefined."""
        from experiments.summary import summary

        return summary(self)

    def to_json(self) -> str:
        """Return ``summary()`` as one JSON document."""
        return json.dumps(self.summary(), indent=2, allow_nan=False)

    def save(self, folder: str | os.PathLike[str] | None = None, *, command: str = "") -> Path:
        """Write the results folder and return its path; see ``experiments.store.save``.

        Parameters
        ----------
        folder
            Where to; None for a new folder below ``results``.
        command
            The command that was given, for the manifest.
        """
        from experiments.store import save

        return save(self, folder, command=command)


def _elasticity(replicate: Replicate, arm: int) -> Floats:
    runs = replicate.arms[arm]
    lever = replicate.lever
    return elasticity(runs.unstepped.links, runs.stepped.links, lever.domain, lever.size)


def _table_row(row: Comparison) -> dict[str, Any]:
    record: dict[str, Any] = {"outcome": row.outcome.name, "baseline": row.baseline.mean}
    if row.scenario is None or row.difference is None:
        return record | {"low": row.baseline.low, "high": row.baseline.high}
    return record | {
        "scenario": row.scenario.mean,
        "difference": row.difference.mean,
        "low": row.difference.low,
        "high": row.difference.high,
        "verdict": row.verdict,
    }
