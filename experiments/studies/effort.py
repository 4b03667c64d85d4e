"""How long studies took to compute: measured, and kept beside their runs."""

from __future__ import annotations

import csv
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from experiments.studies.runner import Progress

EFFORT_FILE = "effort.csv"
"""A row per time that some runs of a study were computed: the study's name, runs, seconds, runs
computed at a time. Results do not depend on it."""

Measured = Mapping[str, Any]
"""What was measured, as a manifest says it; see ``Effort.told``."""
NOT_MEASURED: Measured = {}


@dataclass
class Effort:
    """Measures the studies that a command computes, and the command as a whole.

    Attributes
    ----------
    begun
        When the command began, in seconds of a clock that only goes on.
    names
        The studies that it needed.
    """

    begun: float = field(default_factory=time.perf_counter)
    names: list[str] = field(default_factory=list)

    @contextmanager
    def measured(self, folder: Path, name: str, at_a_time: int) -> Iterator[Progress]:
        """Yield what is to be told the progress of a study; note what was done, whatever ends it.

        Parameters
        ----------
        folder
            Where ``EFFORT_FILE`` is kept.
        name
            The study.
        at_a_time
            Runs that are computed at a time.
        """
        self.names.append(name)
        begun, most = time.perf_counter(), 0

        def progress(done: int, total: int) -> None:
            nonlocal most
            most = max(most, done)

        try:
            yield progress
        finally:
            if most:
                seconds = f"{time.perf_counter() - begun:.2f}"
                with (folder / EFFORT_FILE).open("a", encoding="utf-8", newline="") as file:
                    csv.writer(file).writerow([name, most, seconds, at_a_time])

    def told(self, folder: Path) -> dict[str, Any]:
        """Return what it took, as plain values.

        Returns
        -------
        dict
            ``command_seconds`` from the beginning of the command until now, and ``studies``: for
            each that it needed ``runs`` computed and ``seconds``, over all commands that computed
            some of it, and ``at_a_time``.
        """
        found: dict[str, dict[str, Any]] = {}
        path = folder / EFFORT_FILE
        lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
        # A command that was killed, or a full disk, may leave a part of a line.
        for name, runs, seconds, at_a_time in filter(_is_whole, csv.reader(lines)):
            each = found.setdefault(name, {"runs": 0, "seconds": 0.0, "at_a_time": 0})
            each["runs"] += int(runs)
            each["seconds"] = round(each["seconds"] + float(seconds), 2)
            each["at_a_time"] = int(at_a_time)
        return {
            "command_seconds": round(time.perf_counter() - self.begun, 1),
            "studies": {name: found[name] for name in dict.fromkeys(self.names) if name in found},
        }


def _is_whole(row: list[str]) -> bool:
    """Return whether a row is one that was written to its end: name, runs, seconds, at a time."""
    if len(row) != 4:
        return False
    numbers = (row[1], row[2].replace(".", "", 1), row[3])
    return all(word.isascii() and word.isdigit() for word in numbers)
