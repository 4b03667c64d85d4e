"""Measure the speed of the model, print it, and write it down where asked.

``python -m benchmarks.speed`` takes about ten minutes; ``--quick`` leaves out the largest worlds.
Let nothing else run beside it.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
from dataclasses import asdict
from pathlib import Path

from benchmarks.speed import page
from benchmarks.speed.full_runs import full_run
from benchmarks.speed.studies import study
from benchmarks.speed.versus_twin import CITIZENS, compare, exponent, visits
from experiments.provenance import PACKAGES, installed_version
from sim.world import World

TURNS = 5


def main() -> None:
    """Measure, print the page, and write it where asked."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.speed",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--quick", action="store_true", help="small worlds only (a minute)")
    parser.add_argument(
        "--folder", type=Path, metavar="FOLDER", help="write performance.md and .json there"
    )
    chosen = parser.parse_args()
    processors = os.cpu_count() or 1
    # The largest world goes first, so that its peak of memory is its own.
    national = [] if chosen.quick else [full_run(World.national(), processors, 1)]
    full = [full_run(World.default(), 1, 5), *national]
    compared = [compare(size, TURNS) for size in CITIZENS[: 2 if chosen.quick else None]]
    visited = visits()
    studies = [study(8, processors), study(24, processors)]
    machine = _machine()
    text = page.HEADER.format(machine="; ".join(f"{k} {v}" for k, v in machine.items()) + ".")
    text += page.VERSUS.format(
        turns=TURNS,
        table=page.table(compared, page.COMPARED),
        engine=exponent(compared, "engine"),
        twin=exponent(compared, "twin"),
        **asdict(visited),
    )
    text += page.FULL.format(table=page.table(full, page.FULL_RUN))
    text += page.STUDIES.format(table=page.table(studies, page.STUDY))
    print(text)
    if chosen.folder:
        figures = {
            "machine": machine,
            "compared": [asdict(row) for row in compared],
            "visits": asdict(visited),
            "full_runs": [asdict(row) for row in full],
            "studies": [asdict(row) for row in studies],
        }
        chosen.folder.mkdir(parents=True, exist_ok=True)
        (chosen.folder / "performance.md").write_text(text.rstrip() + "\n", encoding="utf-8")
        (chosen.folder / "performance.json").write_text(
            json.dumps(figures, indent=2) + "\n", encoding="utf-8"
        )


def _machine() -> dict[str, str]:
    """Return what the figures were measured on."""
    return {
        "processor": f"{_processor()}, {os.cpu_count()} used",
        "system": f"{platform.system()} {platform.machine()}",
        "Python": platform.python_version(),
    } | {name: installed_version(name) for name in PACKAGES if name in ("numba", "numpy", "mesa")}


def _processor() -> str:
    """Return the processor's name where the system tells it."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


if __name__ == "__main__":
    main()
