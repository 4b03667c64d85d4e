"""Break every rule in every small way, and list what the twin does not tell.

Run ``python -m benchmarks.mutation``; with names of files, only these. Each mutant is docked with
the twin (docs/verification.md). When it is stopped, the same again goes on. Exit status 0 when
every mutant that survives is explained in ``explained.toml``, 1 when one is not.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from pathlib import Path
from time import perf_counter

from benchmarks.mutation.changes import ROOT, Mutant, mutants_of
from benchmarks.mutation.explained import reasons
from benchmarks.mutation.kept import Kept
from benchmarks.mutation.trial import SURVIVED, Verdict, prepare, try_mutants, try_whole

NOT_RULES = ("__init__.py", "record.py", "ledger.py")


def rule_files() -> list[str]:
    """Return the files of ``sim/`` that hold rules and stages, not declarations of records."""
    inside = [path for path in (ROOT / "sim").glob("*/*.py") if path.name not in NOT_RULES]
    return sorted(str(path.relative_to(ROOT)) for path in [*inside, ROOT / "sim" / "rates.py"])


def main(arguments: list[str] | None = None) -> int:
    """Try the mutants, and tell what came of them; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.mutation")
    parser.add_argument("files", nargs="*", metavar="FILE", help="from the root; all rules without")
    parser.add_argument("--jobs", type=int, default=2, metavar="N", help="tried at a time (2)")
    parser.add_argument("--kept", type=Path, default=Path("build/mutation.jsonl"), metavar="FILE")
    parser.add_argument("--sample", type=int, metavar="N", help="of each file's mutants; else all")
    chosen = parser.parse_args(arguments)
    prepare()
    whole = try_whole()
    if whole.outcome != SURVIVED:
        print(f"The engine as it is: {whole.outcome}: {whole.said}", file=sys.stderr)
        return 1
    files = chosen.files or rule_files()
    mutants = [mutant for file in files for mutant in mutants_of(file, chosen.sample)]
    found = _tried(mutants, chosen.kept, chosen.jobs)
    print(table(found))
    return unexplained(found)


def _tried(mutants: list[Mutant], kept: Path, jobs: int) -> dict[Mutant, Verdict]:
    """Return all mutants with their verdicts; those that are kept are not tried again."""
    begun = perf_counter()
    store = Kept(kept)
    found = {mutant: verdict for mutant in mutants if (verdict := store.verdict(mutant))}
    left = [mutant for mutant in mutants if mutant not in found]
    print(f"{len(mutants)} mutants, {len(left)} to be tried", flush=True)
    for done, (mutant, verdict) in enumerate(try_mutants(left, jobs), 1):
        store.keep(mutant, verdict)
        found[mutant] = verdict
        if verdict.outcome == SURVIVED or done % 100 == 0:
            print(f"{done} of {len(left)}, {mutant.name}: {verdict.outcome}", flush=True)
    print(f"{len(left)} tried in {perf_counter() - begun:.0f} seconds")
    return found


def table(found: dict[Mutant, Verdict]) -> str:
    """Return what came of the mutants of each file, as a table in Markdown."""
    outcomes = list(Verdict.OUTCOMES)
    by_file: dict[str, Counter[str]] = defaultdict(Counter)
    for mutant, verdict in found.items():
        by_file[mutant.file][verdict.outcome] += 1
        by_file["all"][verdict.outcome] += 1
    lines = [
        f"| file | mutants | {' | '.join(outcomes)} |",
        "| --- |" + " ---: |" * (1 + len(outcomes)),
    ]
    for file in sorted(by_file, key=lambda name: (name == "all", name)):
        counts = by_file[file]
        cells = " | ".join(f"{counts[outcome]:,}" for outcome in outcomes)
        lines.append(f"| {file} | {counts.total():,} | {cells} |")
    return "\n".join(lines)


def unexplained(found: dict[Mutant, Verdict]) -> int:
    """Tell of survivors, the explained ones counted by reason; return 1 if any has none."""
    known, counts, bare = reasons(), Counter[str](), 0
    for mutant, verdict in found.items():
        if verdict.outcome != SURVIVED:
            continue
        if mutant.place in known:
            counts[known[mutant.place]] += 1
        else:
            bare += 1
            print(f"\nnot explained: {mutant.name}\n{mutant.difference}")
    for reason, count in counts.most_common():
        print(f"{count} survive: {reason}")
    print(f"{counts.total()} survivors are explained, {bare} are not")
    return int(bare > 0)


if __name__ == "__main__":
    sys.exit(main())
