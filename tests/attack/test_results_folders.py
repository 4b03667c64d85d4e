"""A results folder in which something is broken, and the report that is made of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from experiments.report.making import report
from tests.attack.attack import attack
from tests.attack.folders import broken_folders, laid_out
from tests.attack.judge import Tally, judged
from tests.experiments.conftest import synthetic
from tests.experiments.report.conftest import folders
from tests.experiments.studies.tiny import tree

__all__ = ["folders", "synthetic"]


def test_a_broken_results_folder_gets_a_report_or_one_clear_error(
    folders: dict[str, Path], tmp_path: Path, tell: Any
) -> None:
    tally, whole = Tally(), [tree(folder) for folder in folders.values()]

    def attempt(files: dict[str, bytes]) -> None:
        laid_out(tmp_path / "out", files)
        judged(lambda: report(tmp_path / "out", tmp_path / "report.html"), tally)

    with tell("results folder", tally):
        attack(broken_folders(whole), attempt)
