"""Try the largest things and print what they take, as tables in Markdown.

``python -m benchmarks.scale`` takes about half an hour. Let nothing
else run beside it. Linux only, for the memory is read from ``/proc``.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from pathlib import Path

from benchmarks.scale.memory import Watched, watched

RUNS = (10_000, 50_000, 100_000)
ROWS = (100_000, 1_000_000)
YEARS = 20
WORKERS = 2

SCENARIO = """
title = "One post for a quarter"
claim = "A study is as large as its runs are many"
source = "Made up"
[world]
authorities = 1
posts = 1
citizens_per_post = 10
[time]
first_year = 2017
years = 0.25
burn_in_years = 0
"""
COMPILING = """
from sim.model import PolicyModel
from sim.world import World
PolicyModel(World.even(2, 2, 4), years=0.25, burn_in_years=0, steps_per_year=4).run()
"""
NATION = f"""
from sim.model import PolicyModel
from sim.world import World
model = PolicyModel(World.national(), years={YEARS}, burn_in_years=4, threads={WORKERS})
model.run()
print(f"{{model.world.citizens:,}} citizens, {{model.steps:,}} steps")
"""


def main() -> None:
    """Measure what was chosen."""
    parts = {"study": _studies, "nation": _nation, "rows": _dry_runs}
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale")
    parser.add_argument("--only", choices=tuple(parts), help="one of them")
    only = parser.parse_args().only
    with tempfile.TemporaryDirectory() as folder:
        watched(["-c", COMPILING], Path(folder))
    for part in [only] if only else parts:
        with tempfile.TemporaryDirectory() as folder:
            parts[part](Path(folder))


def _studies(folder: Path) -> None:
    print("Memory in MiB while workers compute, in the first half of that time and the second.\n")
    print("| runs | seconds | of a processor | program | then | a worker | then | "
          "program, tables at the end | load |")  # fmt: skip
    print("| ---: " * 9 + "|")
    for runs in RUNS:
        _written(folder, f"replicates = {runs // 100}\n[vary]\naudit_rate = {_hundred_values()}\n")
        words = ["-m", "goldenthread", "sweep", "design.toml", "--out", f"study-{runs}"]
        told = watched([*words, "--workers", str(WORKERS), "--quiet"], folder)
        first, second = told.halves()
        memory = (first.program, second.program, first.worker, second.worker, told.peak)
        cells = [f"{runs:,}", f"{told.seconds:.0f}", f"{told.processor:.0f}"]
        cells += [f"{each:.0f}" for each in memory]
        print(f"| {' | '.join(cells)} | {_load()} |", flush=True)


def _nation(folder: Path) -> None:
    told = watched(["-c", NATION], folder)
    print(f"{told.said.strip()}, {YEARS} years: {_took(told)}", flush=True)


def _dry_runs(folder: Path) -> None:
    for rows in ROWS:
        _written(folder, 'replicates = 1\ntable = "rows.csv"\n')
        with (folder / "rows.csv").open("w", encoding="utf-8") as file:
            file.write("discretion,audit_rate,patience\n")
            # Each row is another one: two of the columns run through their ranges at odds.
            file.writelines(
                f"{row / rows:.6f},{12 * (row * 7919 % rows) / rows:.6f},{1 + row % 97 / 97:.6f}\n"
                for row in range(rows)
            )
        told = watched(["-m", "goldenthread", "sweep", "design.toml", "--dry-run"], folder)
        print(f"{rows:,} rows: {_took(told)}", flush=True)


def _written(folder: Path, design: str) -> None:
    (folder / "small.toml").write_text(SCENARIO, encoding="utf-8")
    (folder / "design.toml").write_text(f'scenarios = ["small.toml"]\n{design}', encoding="utf-8")


def _hundred_values() -> list[float]:
    return [round(0.01 * number, 2) for number in range(100)]


def _took(told: Watched) -> str:
    return (
        f"{told.seconds:.0f} seconds, {told.processor:.0f} of a processor, "
        f"peak {told.peak:,.0f} MiB; {_load()}"
    )


def _load() -> str:
    return f"load {os.getloadavg()[1]:.1f}"


if __name__ == "__main__":
    main()
