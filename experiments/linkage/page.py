"""Putting the page together: the made part between two marks, what is written by hand around it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from experiments.linkage.sections import atlas, conditions, effort, packages, size, worlds
from experiments.linkage.study import Part, read_study
from experiments.studies.shards import write_atomically
from sim.errors import InputError

BEGIN = "<!-- Made by `python -m experiments.linkage`: whatever is written here is lost. -->"
END = "<!-- What follows is written by hand. -->"
FIGURES = "linkage"
"""Folder beside the page that takes its figures and tables."""
NEW = f"# Where the linkage breaks\n\n{BEGIN}\n{END}\n"

_COPIED = {
    "atlas": ("matrix.png", "profiles.png", "maps.png", "path.png"),
    "robust": ("packages.png", "pairs.png"),
    "discover": ("boxes-*.png",),
    "worlds": ("worlds.png",),
    "twenty": (),
}
_TABLES = {
    "atlas": ("matrix", "breaks"),
    "robust": ("packages", "pairs"),
    "discover": ("boxes",),
    "worlds": ("agreement",),
    "twenty": (),
}


def write_page(study: Path, page: Path) -> None:
    """Write the made part of the page from a study, and its figures and tables beside it.

    Parameters
    ----------
    study
        The study's folder; see ``study.PARTS``.
    page
        The page. Where there is none, one is begun; what stands outside the two marks stays.

    Raises
    ------
    InputError
        When the study lacks an atlas, or the page has no marks.
    """
    parts = read_study(study)
    before, after = _around(page)
    made = "\n\n".join(_made(parts))
    figures = page.parent / FIGURES
    figures.mkdir(parents=True, exist_ok=True)
    _copy(parts, figures)
    text = f"{before}{BEGIN}\n\n{made}\n\n{END}{after}"
    write_atomically(page, lambda partial: partial.write_text(text, encoding="utf-8"))


def _around(page: Path) -> tuple[str, str]:
    text = page.read_text(encoding="utf-8") if page.is_file() else NEW
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise InputError(
            f"{page} has no marks between which to write",
            remedy=f"Put these two lines where the made part is to stand: {BEGIN} and {END}",
            key="page",
            value=str(page),
        )
    return before, after


def _made(parts: dict[str, Part]) -> Iterator[str]:
    yield "## What was found"
    yield from size(parts)
    yield from atlas(parts["atlas"])
    if "robust" in parts:
        yield from packages(parts["robust"])
    if "discover" in parts:
        yield from conditions(parts["discover"])
    if "worlds" in parts:
        yield from worlds(parts["worlds"])
    yield from effort(parts)


def _copy(parts: dict[str, Part], figures: Path) -> None:
    """Copy figures and tables; those of an earlier study go."""
    for old in (*figures.glob("*.png"), *figures.glob("*.csv")):
        old.unlink()
    for name, part in parts.items():
        for pattern in _COPIED[name]:
            for path in sorted(part.folder.glob(pattern)):
                shutil.copyfile(path, figures / path.name)
        for table in _TABLES[name]:
            stem = "worlds" if name == "worlds" else table
            part.table(table).to_csv(figures / f"{stem}.csv", index=False, float_format="%.5g",
                                     lineterminator="\n")  # fmt: skip
    analysis = Part(parts["atlas"].folder / "sensitivity", {}, {})
    indices = analysis.table("indices")
    last = indices["method"].isin(["sobol"]) if "sobol" in set(indices["method"]) else slice(None)
    for name, frame in {"indices": indices.loc[last], "outputs": analysis.table("outputs")}.items():
        frame.to_csv(figures / f"{name}.csv", index=False, float_format="%.5g",
                     lineterminator="\n")  # fmt: skip
