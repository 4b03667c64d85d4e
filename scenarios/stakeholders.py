"""Whose value: what each stakeholder weighs, from the shipped file and from the user's own."""

from __future__ import annotations

import math
import os
from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType

from pydantic import ConfigDict, ValidationError

from scenarios.document import Document
from scenarios.faults import fault_of
from scenarios.layout import Form, Table, Text
from scenarios.profile import GROUPS, Profile, Weights
from scenarios.quoting import LONGEST, short
from sim.errors import InputError, nearest

STAKEHOLDERS_FILE = "stakeholders.toml"
"""Name of the shipped file, which stands among the scenarios and is none."""


class ProfileTable(Table):
    """One ``[stakeholder.NAME]`` table, as written; weights are checked by ``_weights``."""

    why: Text
    domains: object
    views: object
    outcomes: object
    title: Text | None = None
    source: Text = "judgement"


class ProfilesFile(Table):
    """A whole file of profiles; what stands in it is checked by ``_tables``."""

    model_config = Table.model_config | ConfigDict(extra="allow")

    stakeholder: object = None


KIND = "profiles file"
_FILE = Form(KIND, ProfilesFile, tables={}, several=(), hints={})
_PROFILE = Form(
    KIND,
    ProfileTable,
    tables={},
    several=(),
    hints={
        "parameter": "A profile weighs domains, views and outcomes, and sets no parameter",
        "why": 'Add why = "...", the sentence that gives the reason for these weights',
        **{
            group: f"Add {group} = {{ ... }}, with weights for {', '.join(names)}"
            for group, names in GROUPS.items()
        },
    },
)


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
    document = Document.read(Path(source), KIND)
    tables = _tables(document.filled_in(_FILE), document)
    return {name: _profile(name, table, document) for name, table in tables.items()}


def _tables(content: ProfilesFile, document: Document) -> Mapping[str, object]:
    """Return the profiles as written, or refuse whatever else stands in the file."""
    for key in content.model_extra or {}:
        name = key if key.isidentifier() and len(key) <= LONGEST else short(key)
        raise InputError(
            f"{short(key)} is no profile",
            remedy=f"Begin a profile with [stakeholder.NAME], such as [stakeholder.{name}]",
            where=document.where(key),
            key=key,
        )
    if not isinstance(content.stakeholder, dict) or not content.stakeholder:
        raise InputError(
            "there is no profile in the file",
            remedy="Begin one with [stakeholder.NAME], in single brackets",
            where=document.where("stakeholder"),
            key="stakeholder",
        )
    return content.stakeholder


def _profile(name: str, written: object, document: Document) -> Profile:
    where = document.where("stakeholder", name)
    if not isinstance(written, dict) or not name.strip() or len(name) > LONGEST:
        raise InputError(
            f"{short(name)} is no profile",
            remedy="Write [stakeholder.NAME], with a name of up to "
            f"{LONGEST} characters, and below it why, domains, views and outcomes",
            where=where,
            key="stakeholder",
            value=name,
        )
    try:
        table = ProfileTable.model_validate(written)
    except ValidationError as error:
        fault, path = fault_of(error.errors(include_url=False), _PROFILE)
        raise fault.at(document.where("stakeholder", name, *path)) from None
    return Profile(
        name,
        table.title or name.replace("_", " ").capitalize(),
        table.why,
        table.source,
        *(_weights(name, group, getattr(table, group), document) for group in GROUPS),
    )


def _weights(name: str, group: str, given: object, document: Document) -> Weights:
    """Return the weights of one list, summing to 1; what is not named weighs 0."""
    known = GROUPS[group]
    if not isinstance(given, dict):
        raise InputError(
            f"{group} must be a list of weights, not {short(given)}",
            remedy=f"Write {group} = {{ {known[0]} = 2, {known[1]} = 1 }}",
            where=document.where("stakeholder", name, group),
            key=group,
            value=given,
        )
    found = dict.fromkeys(known, 0.0)
    for key, value in given.items():
        where = document.where("stakeholder", name, group, key)
        weighed = _known(key, group, known, where)
        found[weighed] = _weight(weighed, value, where)
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
