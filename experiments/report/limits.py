"""What the model cannot say: the box that stands in every report."""

from __future__ import annotations

from collections import Counter

from experiments.report.folder import Kind
from experiments.wording import counted
from sim.declaration import GRADES
from sim.parameters import PARAMETERS

_COVERED = {
    "robust": "Intervals hold what differs between the worlds that were tried; never what the "
    "model leaves out.",
    "posterior": "Intervals hold chance and what the posterior leaves open of the parameters; "
    "never what the model leaves out.",
    "chance": "Intervals hold chance between replicates alone: neither what is not known of the "
    "parameters nor what the model leaves out.",
}


def limits(kind: Kind, *, posterior: bool) -> tuple[str, ...]:
    """Return the sentences.

    Parameters
    ----------
    kind
        The command whose results are told.
    posterior
        Whether intervals hold what is not known of the parameters, too.
    """
    covered = _COVERED["robust" if kind == "robust" else "posterior" if posterior else "chance"]
    grades = Counter(GRADES[declared.grade] for declared in PARAMETERS.values())
    evidence = ", ".join(f"{grades[words]} {words}" for words in GRADES.values())
    return (
        "It is a simulation, not a forecast for any council, and nobody in it is real. A "
        "difference between two worlds is the effect of what was changed, in the model.",
        covered,
        f"Its rules come from the literature, some from other fields. Of "
        f"{counted(len(PARAMETERS), 'parameter')}: {evidence.replace(': sweep it', '')}.",
        "No clear difference does not mean no difference: it may be too small for so many "
        "replicates. Intervals are for one figure at a time: of twenty that do not differ, one "
        "will look clear by chance.",
        "Whether a change is worth its price, fair, lawful or wanted, it does not say.",
    )
