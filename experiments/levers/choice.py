"""Which levers are followed: single parameters, lists of them, and the sets that have a name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scenarios.faults import declared
from sim.declaration import DOMAINS
from sim.errors import InputError

PRIORITIES = tuple(f"agenda.{domain}" for domain in DOMAINS)
"""The national priorities, one per domain."""

PRINCIPAL = (
    "grant",
    "accountability_stakes",
    "audit_rate",
    "central_alignment",
    "training",
    "establishment",
    "recruitment",
    "supervision",
    "briefing",
    "recording_burden",
    "discretion",
    "administrative_burden",
    "coproduction",
    "digital_measurement",
)
"""What government and councils can move, beside the priorities, in the order of the tiers."""

SETS = {"priorities": PRIORITIES, "all": PRIORITIES + PRINCIPAL}
"""Names that stand for several levers."""


@dataclass(frozen=True)
class Named:
    """A lever as it was asked for.

    Attributes
    ----------
    parameter
        Name of the parameter.
    in_set
        Whether it was asked for as one of a set. Then a step that does not fit may be turned
        round, and a lever that cannot be stepped may be left out, both with a note.
    """

    parameter: str
    in_set: bool = False


def named(levers: str | Sequence[str]) -> tuple[Named, ...]:
    """Return the levers that a list of names stands for, each once, in its order.

    Parameters
    ----------
    levers
        Names of parameters or of ``SETS``; a single text may hold several with commas between.

    Raises
    ------
    InputError
        For an unknown parameter, or when none is named.
    """
    listed = levers.split(",") if isinstance(levers, str) else list(levers)
    words = [word.strip() for word in listed if word.strip()]
    if not words:
        raise InputError(
            "no lever is named",
            remedy="Name a parameter such as agenda.housing, or all (`goldenthread parameters` "
            "lists them)",
            key="lever",
        )
    found: dict[str, Named] = {}
    for word in words:
        members = SETS.get(word)
        for name in members or (declared(word).name,):
            before = found.get(name)
            in_set = members is not None and (before is None or before.in_set)
            found[name] = Named(name, in_set)
    return tuple(found.values())
