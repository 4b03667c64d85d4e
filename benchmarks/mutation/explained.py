"""Why mutants survive, as written down in ``explained.toml``."""

from __future__ import annotations

import tomllib
from pathlib import Path

FILE = Path(__file__).with_name("explained.toml")


def reasons() -> dict[tuple[str, str, str], str]:
    """Return the reason for each mutant that is explained: its file, the line, and its change.

    Line numbers move; the lines themselves are what an explanation is about.
    """
    found: dict[tuple[str, str, str], str] = {}
    for group in tomllib.loads(FILE.read_text(encoding="utf-8"))["reason"]:
        for file, lines in group["mutants"].items():
            for before, after in lines:
                found[file, before, after] = group["why"]
    return found
