"""What a study folder holds: what each command found in it, and how long that took."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

PARTS = {
    "atlas": "atlas",
    "robust": "robust",
    "discover": "discover",
    "worlds": "worlds",
    "twenty": "twenty/sensitivity",
}
"""The parts of the page, and where in the study folder each one's results lie."""


@dataclass(frozen=True)
class Part:
    """What one command found.

    Attributes
    ----------
    folder
        Its results folder.
    found
        Its findings as plain values.
    manifest
        How they were made.
    """

    folder: Path
    found: dict[str, Any]
    manifest: dict[str, Any]

    @property
    def findings(self) -> list[str]:
        """The findings, in sentences."""
        return list(self.found["findings"])

    @property
    def command(self) -> str:
        """The command that was given."""
        return str(self.manifest["command"])

    @property
    def efforts(self) -> dict[str, dict[str, Any]]:
        """Runs and seconds of each study that it needed, by name."""
        return dict(self.manifest["measured"].get("studies", {}))

    def table(self, name: str) -> pd.DataFrame:
        """Return one of its tables."""
        import pandas as pd

        return pd.read_parquet(self.folder / f"{name}.parquet")


def read_study(folder: Path) -> dict[str, Part]:
    """Return the parts that a study folder holds, the atlas among them.

    Raises
    ------
    InputError
        When there is no atlas in it, or a part cannot be read.
    """
    parts = {
        name: _part(folder / place)
        for name, place in PARTS.items()
        if (folder / place / "manifest.json").is_file()
    }
    if "atlas" not in parts:
        raise InputError(
            f"{folder} holds no atlas",
            remedy=f"Make it with `goldenthread atlas --out {folder}`",
            key="study",
            value=str(folder),
        )
    return parts


def _part(folder: Path) -> Part:
    try:
        found, manifest = (
            json.loads((folder / name).read_text(encoding="utf-8"))
            for name in ("findings.json", "manifest.json")
        )
        return Part(folder, found, manifest)
    except (OSError, ValueError) as error:
        raise InputError(
            f"{folder} cannot be read ({error})",
            remedy="Make it again with its command and --resume",
            key="study",
            value=str(folder),
        ) from None
