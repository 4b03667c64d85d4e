"""Rules are broken one small change at a time, and what survives is told from what does not."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("cosmic_ray", reason="the extra `quality` is not installed")

from benchmarks.mutation.__main__ import rule_files
from benchmarks.mutation.changes import ROOT, mutants_of
from benchmarks.mutation.explained import reasons

FILE = "sim/centre/rules.py"
TRIED = """
from benchmarks.mutation.changes import Mutant, ROOT
from benchmarks.mutation import trial
from benchmarks.mutation.trial import prepare, try_mutants, try_whole
prepare()
print(try_whole().outcome)
text = (ROOT / "sim/centre/rules.py").read_text(encoding="utf-8")
trial.SECONDS, trial.WORLDS = 8, 1
for before, after in (("believed + share", "believed - share"), ("0.99)", "0.99 )"),
                      ("return believed", "while True: pass  #")):
    assert text.count(before) == 1
    mutant = Mutant("sim/centre/rules.py", "by hand", 0, 1, text.replace(before, after))
    print(*(verdict.outcome for _, verdict in try_mutants([mutant], 1)))
"""


def test_every_change_is_one_line_of_a_rule_that_still_is_python() -> None:
    plain = (ROOT / FILE).read_text(encoding="utf-8")
    mutants = list(mutants_of(FILE))
    assert len(mutants) > 30
    assert len({mutant.source for mutant in mutants} | {plain}) == len(mutants) + 1
    for mutant in mutants:
        assert ast.parse(mutant.source)
        assert ast.dump(ast.parse(mutant.source)) != ast.dump(ast.parse(plain))
        assert mutant.difference.count("\n-") == 0


def test_sums_and_choices_are_turned_round() -> None:
    changes = {mutant.place[1:] for mutant in mutants_of(FILE)}
    before = "return min(target + ratchet * max(believed - target, 0.0), max(target, 0.99))"
    assert (before, before.replace("min", "max")) in changes
    assert (before, before.replace("target + ratchet", "target - ratchet")) in changes


def test_every_file_of_rules_is_broken() -> None:
    files = rule_files()
    assert {Path(file).parent.name for file in files} == {
        "centre", "citizens", "ledger", "managers", "reporting", "sim", "workers",
    }  # fmt: skip
    assert "sim/rates.py" in files
    assert not any("record.py" in file for file in files)


def test_what_is_explained_is_a_mutant_of_the_rules_as_they_are() -> None:
    explained = set(reasons())
    for file in {file for file, _, _ in explained}:
        places = {mutant.place for mutant in mutants_of(file)}
        assert {place for place in explained if place[0] == file} <= places


def test_a_broken_rule_is_told_and_one_that_means_the_same_survives(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", TRIED],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT), "GOLDENTHREAD_CACHE": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=1200,
        check=False,
    )
    assert done.stdout.splitlines() == ["survived", "told from the twin", "survived", "did not end"]
