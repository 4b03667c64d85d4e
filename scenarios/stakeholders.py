"""Whose value: what each stakeholder weighs, from the shipped file and from the user's own."""

from __future__ import annotations

import math
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType

from pydantic import Field

from scenarios.document import Document
from scenarios.layout import Form, Table, Text
from scenarios.quoting import LONGEST, short
from sim.declaration import DOMAINS
from sim.errors import InputError, nearest

STAKEHOLDERS_FILE = "stakeholders.toml"
"""Name of the shipped file, which stands among the scenarios and is none."""

VIEWS = ("reported", "felt")
OUTCOME_KINDS = ("change", "maintenance", "service_delivery")
GROUPS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"domains": DOMAINS, "views": VIEWS, "outcomes": OUTCOME_KINDS}
)
"""The lists of weights of a profile, and what each of them weighs."""

Weights = Mapping[str, float]


class ProfileTable(Table):
    """One ``[stakeholder.NAME]`` table, as written; weights are checked by ``_weights``."""

    why: Text
    domains: dict[str, object]
    views: dict[str, object]
    outcomes: dict[str, object]
    title: Text | None = None
    source: Text = "judgement"


class ProfilesFile(Table):
    """A whole file of profiles."""

    stakeholder: dict[str, ProfileTable] = Field(min_length=1)


_MISSING = "Add {} = {{ ... }}, with weights for {}"

PROFILES = Form(
    kind="profiles file",
    top=ProfilesFile,
    tables={"stakeholder": ProfileTable},
    several=(),
    hints={
        "parameter": "A profile weighs domains, views and outcomes, and sets no parameter",
        "stakeholder": "Begin a profile with [stakeholder.NAME]",
        "why": 'Add why = "...", the sentence that gives the reason for these weights',
        **{group: _MISSING.format(group, ", ".join(names)) for group, names in GROUPS.items()},
    },
)
"""The form of files of profiles."""


@dataclass(frozen=True)
class Profile:
    """What one stakeholder weighs.

    Attributes
    ----------
    name, title
        What the stakeholder is called in files, and in print.
    why
        The reason for the weights, in a sentence.
    source
        Where they come from.
    domains, views, outcomes
        Weights of everything in ``GROUPS``, each list summing to 1.
    """

    name: str
    title: str
    why: str
    source: str
    domains: Weights
    views: Weights
    outcomes: Weights


def shipped_profiles() -> dict[str, Profile]:
    """Return the profiles that come with the program, by name."""
    return read_profiles(Path(str(files("scenarios"))) / STAKEHOLDERS_FILE)


def profiles_with(own: str | os.PathLike[str] | None) -> dict[str, Profile]:
    """Return the shipped profiles with the user's own, which replace those of the same name."""
    return shipped_profiles() | ({} if own is None else read_profiles(own))


def read_profiles(source: str | os.PathLike[str]) -> dict[str, Profile]:
    """Return the profiles of a file, by name, in its order.

    Raises
    ------
    InputError
        For anything that cannot be used, with file and line, key, value and remedy.
    """
    document = Document.read(Path(source), PROFILES.kind)
    content = document.filled_in(PROFILES)
    return {name: _profile(name, table, document) for name, table in content.stakeholder.items()}


def _profile(name: str, table: ProfileTable, document: Document) -> Profile:
    if not name.strip() or len(name) > LONGEST:
        raise InputError(
            f"{short(name)} is not a name for a stakeholder",
            remedy=f"Give one of 1 to {LONGEST} characters after [stakeholder.",
            where=document.where("stakeholder", name),
            key="stakeholder",
            value=name,
        )
    return Profile(
        name,
        table.title or name.replace("_", " ").capitalize(),
        table.why,
        table.source,
        *(_weights(name, group, getattr(table, group), document) for group in GROUPS),
    )


def _weights(
    name: str, group: str, given: Mapping[str, object], document: Document
) -> Mapping[str, float]:
    """Return the weights of one list, summing to 1; what is not named weighs 0."""
    known = GROUPS[group]
    found = dict.fromkeys(known, 0.0)
    for key, value in given.items():
        where = document.where("stakeholder", name, group, key)
        found[_known(key, group, known, where)] = _weight(key, value, where)
    total = sum(found.values())
    if not 0.0 < total < math.inf:
        raise InputError(
            f"the {group} of {name} weigh {'nothing' if total == 0.0 else 'too much'}",
            remedy=f"Give a weight above 0 to at least one of {', '.join(known)}"
            if total == 0.0
            else "Give smaller numbers; only their proportions count",
            where=document.where("stakeholder", name, group),
            key=group,
            value=dict(given),
        )
    return MappingProxyType({key: weight / total for key, weight in found.items()})


def _known(key: str, group: str, known: Sequence[str], where: str) -> str:
    if key in known:
        return key
    belongs = next((other for other, names in GROUPS.items() if key in names), None)
    raise InputError(
        f"{short(key)} is not among the {group}",
        remedy=nearest(key[:LONGEST], known) if belongs is None else f"It belongs under {belongs}",
        where=where,
        key=key,
    )


def _weight(key: str, value: object, where: str) -> float:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if not number or not 0.0 <= value < math.inf:  # type: ignore[operator]
        raise InputError(
            f"the weight of {key} is {short(value)}",
            remedy="Give a number, 0 or more; only the proportions within a list count",
            where=where,
            key=key,
            value=value,
        )
    try:
        return float(value)  # type: ignore[arg-type]
    except OverflowError:
        return math.inf
