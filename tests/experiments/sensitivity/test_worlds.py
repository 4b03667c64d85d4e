"""The small world beside another: what agrees, and what does not."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from experiments.sensitivity.analysis import Output, analysed
from experiments.sensitivity.designs import SampleDesign, sample_design
from experiments.sensitivity.factors import Problem
from experiments.sensitivity.plan import make_plan
from experiments.sensitivity.result import Sensitivity, Stage
from experiments.sensitivity.worlds import BothWorlds, compared
from experiments.sensitivity.worlds_told import agreement_table, index_table

NAMES = ("grant", "task_pace", "need_start", "effectiveness")
OUTPUTS = ("passthrough.planned.enacted", "lost.planned.enacted", "gap", "caseload")


def world(weights: dict[str, tuple[float, ...]], seed: int) -> Sensitivity:
    """Return an analysis of linear outputs, each with its weights; the others do not change."""
    import pandas as pd

    plan = make_plan("england", method="sobol", outputs=OUTPUTS, parameters=NAMES, samples=256)
    design: SampleDesign = sample_design("sobol", Problem.of(plan.factors), 256, seed)
    outputs = [
        Output(name, name, "", design.shares[:, :4] @ np.array([weights.get(name, (0,) * 4)]).T)
        for name in plan.outputs
    ]
    analyses = tuple(analysed(design, output, seed=1) for output in outputs)
    return Sensitivity(plan, (Stage(design, analyses, (), pd.DataFrame()),))


ALIKE = dict.fromkeys(OUTPUTS, (4.0, 3.0, 2.0, 1.0))


def both(**other: tuple[float, ...]) -> BothWorlds:
    changed = {name.replace("_", "."): weights for name, weights in other.items()}
    # Other rows, so that what is alike differs by the errors of the indices.
    return compared(world(ALIKE, 1), world(ALIKE | changed, 2))


def test_worlds_that_are_alike_agree() -> None:
    found = both()
    assert [each.kind for each in found.compared] == ["links", "losses", "ends", "usual"]
    assert all(each.ranks is not None and each.ranks.kendall == 1 for each in found.compared)
    assert all(each.same_leader and not each.differ for each in found.compared)
    assert 0.98 < found.correlation() < 1
    words = " ".join(found.findings)
    assert "None of the 16 indices differs by more than the errors of both allow" in words
    assert "What links pass on (1 of 1 outputs have indices in both)" in words


def test_a_world_in_which_something_else_matters_is_told_of() -> None:
    found = both(passthrough_planned_enacted=(1.0, 2.0, 3.0, 4.0))
    link, *others = found.compared
    assert link.ranks is not None
    assert link.ranks.kendall == -1
    assert link.ranks.kendall < link.least <= link.expected
    assert {"grant", "effectiveness"} <= set(link.differ)
    assert not link.same_leader
    assert all(not each.differ for each in others)
    assert "grant for passthrough.planned.enacted" in " ".join(found.findings)
    table = agreement_table(found).set_index("output")
    assert table.kendall.to_dict() == {name: -1 if name == OUTPUTS[0] else 1 for name in OUTPUTS}
    assert index_table(found).groupby("output").differ.sum()["gap"] == 0


def test_what_has_no_indices_in_one_of_them_is_said_with_its_reason() -> None:
    found = both(gap=(0.0, 0.0, 0.0, 0.0))
    assert [each.output for each in found.missing] == ["gap"]
    words = " ".join(found.findings)
    assert "gap cannot be compared (whole world: the output does not change" in words
    assert "Ends of the thread" not in words


def test_two_parameters_have_no_ranks_to_compare() -> None:
    found = both()
    few = [replace(each, ranks=None) for each in found.compared]
    words = " ".join(replace(found, compared=tuple(few)).findings)
    assert "Kendall" not in words
    assert "the same parameter matters most in 1 of 1" in words
