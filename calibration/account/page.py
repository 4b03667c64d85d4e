"""Putting the page together, and its figures beside it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from calibration.account.results import Results
from calibration.account.sections import (
    misses,
    parameters,
    patterns,
    provenance,
    summary,
    targets,
    trust,
    waves,
)
from experiments.studies.shards import write_atomically

FIGURES = ("targets", "parameters", "recovery", "sbc", "waves")


def write_page(results: Results, page: Path) -> None:
    """Write the page, and the calibration's figures into the folder ``validation`` beside it."""
    figures = page.parent / "validation"
    figures.mkdir(parents=True, exist_ok=True)
    for name in FIGURES:
        shutil.copyfile(results.folder / f"{name}.png", figures / f"{name}.png")
    text = "\n\n".join(_paragraphs(results)) + "\n"
    write_atomically(page, lambda partial: partial.write_text(text, encoding="utf-8"))


def _paragraphs(results: Results) -> Iterator[str]:
    texts = files("calibration.account")
    yield "# Validation"
    yield (texts / "opening.md").read_text(encoding="utf-8").strip()
    yield from summary(results)
    yield (texts / "cautions.md").read_text(encoding="utf-8").strip()
    yield from targets(results)
    yield from misses(results)
    yield from parameters(results)
    yield from trust(results)
    yield from waves(results)
    yield from patterns(results)
    yield from provenance(results)
