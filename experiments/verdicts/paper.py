"""The claims of Liddle & Parker (2024), with mechanism, scenario and verdict, as a page."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import Field

from experiments.markdown import table
from experiments.wording import counted
from scenarios.document import Document
from scenarios.layout import Form, Table, Text
from sim.errors import InputError

SHIPPED = Path(__file__).with_name("paper.toml")
COMMAND = "goldenthread verdicts --out build/verdicts"


class RepresentedClaim(Table):
    """A claim of the paper that the model represents, and the scenarios that test it."""

    claim: Text
    mechanism: Text
    scenarios: list[Text]
    instead: str = ""


class LeftOutClaim(Table):
    """A claim of the paper that the model does not represent, and why."""

    claim: Text
    why: Text


class Paper(Table):
    """The whole file."""

    represented: list[RepresentedClaim] = Field(min_length=1)
    left_out: list[LeftOutClaim] = Field(min_length=1)


_FORM = Form(
    kind="file of claims",
    top=Paper,
    tables={"represented": RepresentedClaim, "left_out": LeftOutClaim},
    several=("represented", "left_out"),
    hints={},
)

INTRODUCTION = """\
# Claim by claim

Liddle and Parker (2024, *Local Government Studies* 50(6), 1084-1093,
[doi:10.1080/03003930.2024.2407011](https://doi.org/10.1080/03003930.2024.2407011)) ask whether the
outcomes that strategies are about and the outcomes that casework is about can be linked. This page
sets what they argue, as we read it, against what the model has for it and what it found. The
wording is ours and nothing is quoted. It rests on the published abstract and on the points for
which the scenario library names the paper; check it against the full text before you cite it, for
where the paper says it otherwise the paper is right.

A verdict is about the model: *supported* means that these mechanisms are enough to produce what is
claimed, *contradicted* that they produce something else, and neither is evidence about England.
"""


def read_paper(source: Path = SHIPPED) -> Paper:
    """Return the claims of a file.

    Raises
    ------
    InputError
        For anything that cannot be used, with file, line and remedy.
    """
    return Document.read(source, _FORM.kind).filled_in(_FORM)


def read_verdicts(source: Path) -> Mapping[str, Any]:
    """Return what ``goldenthread verdicts --out`` left in ``verdicts.json``.

    Raises
    ------
    InputError
        When there is no such file, or it is something else.
    """
    remedy = f"Make it with {COMMAND}"
    try:
        found = json.loads(source.read_text(encoding="utf-8"))
        names = {claim["name"]: claim["verdict"] for claim in found["claims"]}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError("this is no file of verdicts", remedy=remedy, where=str(source)) from error
    missing = {name for claim in read_paper().represented for name in claim.scenarios} - set(names)
    if missing:
        raise InputError(
            f"there is no verdict on {', '.join(sorted(missing))}",
            remedy=remedy,
            where=str(source),
        )
    return dict(found)


def paper_page(verdicts: Mapping[str, Any], paper: Paper) -> str:
    """Return the page in Markdown.

    Parameters
    ----------
    verdicts
        What ``read_verdicts`` returned.
    paper
        The claims.
    """
    claims = {claim["name"]: claim for claim in verdicts["claims"]}
    replicates = counted(verdicts["replicates"], "paired replicate")
    rows = ((each.claim, each.mechanism, *_tested(each, claims)) for each in paper.represented)
    lines = [
        INTRODUCTION,
        f"Made by `{COMMAND}` and `python -m experiments.verdicts build/verdicts`: {replicates} "
        f"in the first round, seed {verdicts['seed']}. Rules are those of the [ODD](ODD.md), "
        "scenarios those of the [page of verdicts](verdicts.md), which has what was found behind "
        "each.",
        "",
        "## What the model represents",
        "",
        *table(("claim, as we read it", "mechanism", "scenario", "verdict"), rows),
        "",
        "## What it does not represent, and why",
        "",
        *table(("claim, as we read it", "why it is left out"),
               ((each.claim, each.why) for each in paper.left_out)),
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


def _tested(each: RepresentedClaim, claims: Mapping[str, Any]) -> tuple[str, str]:
    """Return the cells of scenarios and verdicts of one claim."""
    if not each.scenarios:
        return "none", each.instead
    names = "; ".join(f"[`{name}`](verdicts.md#{name})" for name in each.scenarios)
    return names, "; ".join(_verdict(claims[name]) for name in each.scenarios)


def _verdict(claim: Mapping[str, Any]) -> str:
    held = sum(check["verdict"] == "supported" for check in claim["checks"])
    return f"**{claim['verdict']}** ({held} of {len(claim['checks'])})"
