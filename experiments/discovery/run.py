"""Scenario discovery on runs: which levers, uncertainties and signs go with an event."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from experiments.discovery.conditions import Conditions
from experiments.discovery.discovered import Discovery, discovered
from experiments.discovery.events import Event
from experiments.discovery.sentences import told
from experiments.intervals import Floats
from experiments.sensitivity.analysis import analysed
from experiments.sensitivity.designs import SampleDesign, sample_design
from experiments.sensitivity.factors import Problem
from experiments.sensitivity.outputs import label_of, outputs_of
from experiments.sensitivity.plan import SensitivityPlan
from experiments.sensitivity.ranges import FORMS, role_of
from experiments.sensitivity.run import going_on
from experiments.studies.effort import NOT_MEASURED, Measured

if TYPE_CHECKING:
    from experiments.studies.design import StudyDesign
    from experiments.studies.study import Study

SIGNS = ("work_pressure", "caseload", "pressure", "strain", "vacancy", "threshold", "waiting")
"""Outcomes that an authority could watch, and that may tell of an event."""
KINDS = {
    "conditions": "Of all that was varied",
    "levers": "Of what can be chosen",
    "uncertainties": "Of what one must live with",
    "forms": "Of the forms that the model may have",
    "signs": "Of what an authority can watch",
}
LABELS = {name: label_of(name).lower() for name in SIGNS} | {
    name: label for name, (label, _) in FORMS.items()
}
"""What conditions are called in sentences and figures, where not by their own name."""
Compute = Callable[[str, "StudyDesign"], "Study"]


@dataclass(frozen=True)
class EventDiscovery:
    """What goes with one event.

    Attributes
    ----------
    event
        The event.
    share
        Share of all runs in which it happened.
    found
        Discoveries by kind of condition, see ``KINDS``; left out where there is nothing to
        discover or nothing of that kind was varied.
    reason
        Why there is nothing to discover; empty when there is.
    """

    event: Event
    share: float
    found: Mapping[str, Discovery]
    reason: str = ""


@dataclass(frozen=True)
class Discoveries:
    """The discoveries of some events.

    Attributes
    ----------
    plan, design
        What was asked for, and the rows.
    events
        Each event with what goes with it.
    failed
        Number of runs that failed.
    """

    plan: SensitivityPlan
    design: SampleDesign = field(repr=False)
    events: tuple[EventDiscovery, ...]
    failed: int

    @property
    def findings(self) -> list[str]:
        """What was discovered, in sentences."""
        sentences = []
        for each in self.events:
            if each.reason:
                sentences.append(f"{each.event.name}: {each.reason}.")
            for kind, discovery in each.found.items():
                lines = told(discovery, each.event.words, LABELS)
                # The share of all runs is the same for every kind of condition.
                sentences += [*lines[:1]] if kind == "conditions" else []
                sentences += [f"{KINDS[kind]}: {line}" for line in lines[1:]]
        if self.failed:
            sentences.append(f"{self.failed:,} runs failed, and their rows are left out.")
        return sentences

    def summary(self) -> dict[str, Any]:
        """Return the findings as plain values."""
        from experiments.discovery.store import summary

        return summary(self)

    def save(self, folder: Path, *, command: str = "", measured: Measured = NOT_MEASURED) -> Path:
        """Write tables, figures, sentences and manifest into a folder, which appears complete."""
        from experiments.discovery.store import save

        return save(self, folder, command=command, measured=measured)


def made(
    plan: SensitivityPlan, events: Sequence[Event], *, screened: bool, compute: Compute
) -> Discoveries:
    """Discover what goes with some events.

    Parameters
    ----------
    plan
        What is varied, how often and where; its ``samples`` are the rows.
    events
        The events.
    screened
        Whether only the parameters that pass a screening are varied.
    compute
        Computes a study in the folder of that name.
    """
    outputs = tuple(dict.fromkeys([*(event.output for event in events), *SIGNS]))
    plan = replace(plan, outputs=outputs)
    factors = plan.factors
    if screened:
        kept = _screened(plan, {event.output for event in events}, compute)
        factors = tuple(factor for factor in factors if factor.name in kept) or factors
    design = sample_design("pawn", Problem.of(factors), plan.samples, plan.seed)
    study = compute("discovery", plan.study(design))
    found = outputs_of(study.runs(), outputs, len(design.shares), plan.replicates)
    values = {output.name: output for output in found}
    rows = {
        factor.name: factor.values(design.shares[:, place])
        for place, factor in enumerate(design.problem.factors[:-1])
    }
    signs = {name: values[name].values.mean(axis=1) for name in SIGNS}
    forms = {each.name: FORMS[each.name][1] for each in factors
             if each.scale == "choice" and each.name in FORMS}  # fmt: skip
    discoveries = tuple(
        _one(event, event.share(values[event.output]), rows, signs, forms, plan.seed)
        for event in events
    )
    return Discoveries(plan, design, discoveries, len(study.failures()))


def _screened(plan: SensitivityPlan, outputs: set[str], compute: Compute) -> list[str]:
    design = replace(plan, method=None).first_stage()
    runs = compute("morris", plan.study(design)).runs()
    found = outputs_of(runs, sorted(outputs), len(design.shares), plan.replicates)
    return going_on([analysed(design, output, seed=plan.seed) for output in found])


def _one(
    event: Event,
    share: Floats,
    rows: dict[str, Floats],
    signs: dict[str, Floats],
    forms: Mapping[str, Mapping[float, str]],
    seed: int,
) -> EventDiscovery:
    known = share[np.isfinite(share)]
    if not known.size or np.ptp(known) == 0:
        reason = "it is undefined in every row"
        if known.size:
            always = "every" if known[0] == 1 else "no" if known[0] == 0 else "the same share of"
            reason = f"{event.words} in {always} run, so that there is nothing to discover"
        return EventDiscovery(event, float(known.mean()) if known.size else np.nan, {}, reason)
    roles = {"levers": "lever", "uncertainties": "uncertainty", "forms": "form"}
    kinds = {
        "conditions": rows,
        **{
            kind: {name: column for name, column in rows.items() if role_of(name) == role}
            for kind, role in roles.items()
        },
        "signs": {name: column for name, column in signs.items() if name != event.output},
    }
    found = {
        kind: discovered(
            Conditions.of(
                values, share, categories={name: forms[name] for name in values if name in forms}
            ),
            seed,
        )
        for kind, values in kinds.items()
        if values and (kind in ("conditions", "signs") or len(values) < len(rows))
    }
    return EventDiscovery(event, float(known.mean()), found)
