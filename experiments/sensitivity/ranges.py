"""Over which range each parameter is varied: all that is allowed, or what is plausible.

The declared range of a parameter is what the model accepts, and holds worlds that no country has
seen (a council without posts, needs that arise twenty times a year). Varying everything over all
of it tells which absurdity is the worst. The plausible range stands around the default, as wide
as the evidence behind the default is weak.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from experiments.levers.choice import PRINCIPAL, PRIORITIES
from experiments.sensitivity.factors import Factor
from experiments.sensitivity.own_ranges import OwnRanges, Ranges
from scenarios.faults import declared
from sim.declaration import Grade, Parameter
from sim.errors import InputError
from sim.parameters import PARAMETERS

WIDTH: Mapping[Grade, float] = {"E": 0.1, "C": 0.5, "T": 0.3, "J": 0.5, "F": 0.5}
"""How far a plausible value lies from the default, as a share of it, by grade of the evidence.

What was calibrated was fitted together with the rest: one at a time, it is hardly better known
than judgement (``docs/validation.md``).
"""

STRUCTURE: Mapping[str, tuple[float, float]] = {
    "exponential_response": (0.0, 1.0),
    "trust_loss": (PARAMETERS["trust_gain"].default, PARAMETERS["trust_loss"].default),
    "redating_reluctance": (
        PARAMETERS["redating_reluctance"].default,
        PARAMETERS["redating_reluctance"].high,
    ),
    "target_ratchet": (0.0, 0.5),
    "need_first": (0.0, 1.0),
}
"""Parameters that stand for a form of the model, with the two forms (Borgonovo et al. 2022).

Speeding up: by the ratio of load, or exponentially. Trust: good and bad surprises weigh alike, or
a bad one more. Gaming: above a threshold, or never. Targets: with a ratchet, or fixed. Queue:
first come first served, or need first.
"""

FORMS: Mapping[str, tuple[str, Mapping[float, str]]] = {
    "exponential_response": ("speeding up", {0.0: "by the ratio of load", 1.0: "exponential"}),
    "trust_loss": (
        "trust",
        {
            STRUCTURE["trust_loss"][0]: "as quick to fall as to rise",
            STRUCTURE["trust_loss"][1]: "quicker to fall than to rise",
        },
    ),
    "redating_reluctance": (
        "gaming",
        {
            STRUCTURE["redating_reluctance"][0]: "above a threshold of pressure",
            STRUCTURE["redating_reluctance"][1]: "never",
        },
    ),
    "target_ratchet": ("the target", {0.0: "fixed", 0.5: "a ratchet"}),
    "need_first": ("the order of the queue", {0.0: "first come, first served", 1.0: "need first"}),
}
"""What those forms are called, and each value of them, in sentences of the kind "it was ..."."""

LEVERS = PRIORITIES + PRINCIPAL
"""What government and councils choose; all else they have to live with."""

Role = Literal["lever", "form", "uncertainty"]


def role_of(name: str) -> Role:
    """Return what a parameter is to those who decide: chosen, a form of the model, or given."""
    if name in LEVERS:
        return "lever"
    return "form" if name in STRUCTURE else "uncertainty"


def bounds_of(parameter: Parameter, ranges: Ranges) -> tuple[float, float]:
    """Return the range over which a parameter is varied.

    Parameters
    ----------
    parameter
        The parameter.
    ranges
        ``declared``: everything that the model accepts. ``plausible``: free shares and indices
        between 0 and 1 take all of that; everything else lies around its default, as far as
        ``WIDTH`` says (levers as far as free parameters do, for they are chosen), never outside
        what is declared. A parameter that is 0 by default is varied by the same share of its
        declared range.
    """
    low, high = parameter.low, parameter.high
    chosen = parameter.grade == "F" or parameter.name in LEVERS
    if ranges == "declared" or (chosen and (low, high) == (0, 1)):
        return low, high
    width = WIDTH["F"] if chosen else WIDTH[parameter.grade]
    reach = width * (abs(parameter.default) or (high - low) / 2)
    return max(low, parameter.default - reach), min(high, parameter.default + reach)


def factors_of(
    names: Sequence[str] | None = None,
    *,
    ranges: Ranges = "plausible",
    own: OwnRanges | None = None,
    fixed: Sequence[str] = (),
) -> tuple[Factor, ...]:
    """Return the factors for some parameters.

    Parameters
    ----------
    names
        Names of parameters; None for all.
    ranges
        See ``bounds_of``. Over plausible ranges the parameters of ``STRUCTURE`` take one of
        their two values.
    own
        Ranges and choices of some parameters that are known better.
    fixed
        Parameters that cannot be varied, because the scenario sets them by date.

    Raises
    ------
    InputError
        For an unknown parameter, one that is fixed, or a range of one that is not varied.
    """
    known = [declared(name) for name in (PARAMETERS if names is None else names)]
    for parameter in known:
        if names is not None and parameter.name in fixed:
            raise InputError(
                f"the scenario sets {parameter.name} by date, so that it cannot be varied",
                remedy="Leave it out, or take a scenario that does not set it",
                key=parameter.name,
            )
    special = own or OwnRanges()
    varied = tuple(each for each in known if each.name not in fixed)
    special.require_among([each.name for each in varied])
    return tuple(_factor(each, ranges, special) for each in varied)


def _factor(parameter: Parameter, ranges: Ranges, own: OwnRanges) -> Factor:
    name = parameter.name
    forms = STRUCTURE.get(name, ()) if ranges == "plausible" and name not in own.bounds else ()
    choices = own.choices.get(name, forms)
    if choices:
        return Factor(name, parameter.tier, scale="choice", choices=choices)
    return Factor.of(parameter, own.bounds.get(name) or bounds_of(parameter, ranges))
