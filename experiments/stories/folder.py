"""What is kept of stories: the page, the text, the data, the event logs and the diaries."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from experiments.store import checked_folder, write_folder, write_table

if TYPE_CHECKING:
    from experiments.stories.story import CaseStories


def save(told: CaseStories, folder: str | os.PathLike[str] | None = None) -> Path:
    """Write the stories to a folder that appears complete or not at all.

    ``story.html``, ``story.txt``, ``story.json``; for each world ``events-WORLD.parquet``, every
    event of every case (``EventLog.columns``), and ``weeks-WORLD.parquet``, the diary of the
    people told of (``experiments.stories.diary.COLUMNS``, with the citizen's name).

    Parameters
    ----------
    told
        The stories.
    folder
        A folder that does not exist or is empty; None for a new one below ``results``.

    Returns
    -------
    pathlib.Path
        The folder.

    Raises
    ------
    InputError
        When the folder cannot take them.
    """
    target = checked_folder(folder, f"story-{told.worlds[0].name}")
    return write_folder(target, lambda partial: _write_all(told, partial))


def _write_all(told: CaseStories, folder: Path) -> None:
    for name, content in (
        ("story.html", told.html()),
        ("story.txt", f"{told.text()}\n"),
        ("story.json", f"{told.to_json()}\n"),
    ):
        (folder / name).write_text(content, encoding="utf-8")
    for place, (arm, log) in enumerate(zip(told.worlds, told.logs, strict=True)):
        # The same world may be told against itself.
        world = arm.name if place == 0 or arm.name != told.worlds[0].name else f"{arm.name}-2"
        log.save(folder / f"events-{world}.parquet")
        _save_diary(told, place, folder / f"weeks-{world}.parquet")


def _save_diary(told: CaseStories, place: int, path: Path) -> None:
    lives = [lives[place] for lives in told.lives]
    weeks = np.concatenate([life.weeks for life in lives])
    names = np.array([life.log.register.citizen(life.row) for life in lives for _ in life.weeks])
    write_table({"citizen": names, **{name: weeks[name] for name in weeks.dtype.names or ()}}, path)
