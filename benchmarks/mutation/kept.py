"""Verdicts that are kept, so that a trial of hours can be stopped and gone on with."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from benchmarks.mutation.changes import ROOT, Mutant
from benchmarks.mutation.trial import EQUATIONS, SURVIVED, Verdict

FOLDERS = ("sim", "scenarios", "benchmarks/twin", "benchmarks/docking")


class Kept:
    """A file with a line of JSON for each verdict.

    A verdict holds as long as neither the engine, the twin, nor the docking of both changes; and
    what survived is tried again when the tests of the equations have changed.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._source = hashlib.blake2b(digest_size=16)
        for folder in FOLDERS:
            for file in sorted((ROOT / folder).rglob("*.py")):
                self._source.update(file.read_bytes())
        tests = b"".join(file.read_bytes() for file in sorted((ROOT / EQUATIONS).glob("*.py")))
        self._tests = hashlib.blake2b(tests, digest_size=16).hexdigest()
        self._verdicts: dict[str, Verdict] = {}
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists():
            for line in path.read_text(encoding="utf-8").splitlines():
                row = json.loads(line)
                if row["outcome"] != SURVIVED or row.get("tests") == self._tests:
                    self._verdicts[row["key"]] = Verdict(row["outcome"], row["said"])

    def verdict(self, mutant: Mutant) -> Verdict | None:
        """Return what is known of a mutant."""
        return self._verdicts.get(self._key(mutant))

    def keep(self, mutant: Mutant, verdict: Verdict) -> None:
        """Write a verdict down."""
        row = {
            "key": self._key(mutant),
            "mutant": mutant.name,
            "outcome": verdict.outcome,
            "said": verdict.said,
            "tests": self._tests,
        }
        with self._path.open("a", encoding="utf-8") as stream:
            stream.write(json.dumps(row) + "\n")

    def _key(self, mutant: Mutant) -> str:
        digest = self._source.copy()
        digest.update(mutant.source.encode())
        return digest.hexdigest()
