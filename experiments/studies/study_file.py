"""What ``study.json`` says of a study, of whatever age, checked."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from experiments.studies.layout import Series
from scenarios.quoting import short
from sim.errors import InputError

STUDY_FILE = "study.json"
FORMAT = 1
"""Version of the layout of a study's folder. It rises when programs of before could no longer
read it; what was only added has a default in ``_Saved``."""
MOST_PARAMETERS = 10_000


class _Saved(BaseModel):
    """The part of the file that is needed to read a study; what it lacks is of an earlier one."""

    model_config = ConfigDict(strict=True, extra="allow")

    format: int = Field(default=1, ge=1)
    parameters: list[str] = Field(max_length=MOST_PARAMETERS)
    thread: bool
    series: Series
    sums: bool = False
    events: bool = False
    own_draws: bool = False


def read_study_file(folder: Path) -> dict[str, Any]:
    """Return what ``study.json`` says; what an earlier program did not write is filled in.

    Raises
    ------
    OSError
        When it cannot be read.
    ValueError
        When it is not what a program wrote.
    InputError
        When a later program wrote it, with a layout that this one does not know.
    """
    text = (folder / STUDY_FILE).read_text(encoding="utf-8")
    try:
        said = json.loads(text)
    except RecursionError:
        raise ValueError(f"{STUDY_FILE} nests too deeply") from None
    version = said.get("format") if isinstance(said, dict) else None
    if isinstance(version, int) and version > FORMAT:
        raise InputError(
            f"{folder} was written by a later version of this program "
            f"(layout {short(version)}; this one knows up to {FORMAT})",
            remedy="Read it with that version, which its study.json names, or compute the study "
            "in another folder",
            key="folder",
            value=str(folder),
        )
    try:
        return _Saved.model_validate(said).model_dump()
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(map(str, first["loc"])) or "all of it"
        raise ValueError(f"{STUDY_FILE} is not a study's: {place}: {first['msg']}") from None
