"""The notebooks run from top to bottom, warnings being errors."""

from __future__ import annotations

import contextlib
import runpy
from pathlib import Path

import pytest

from tests.documents.pages import ROOT

NOTEBOOKS = sorted((ROOT / "docs" / "notebooks").glob("*.py"))


def test_there_are_three() -> None:
    assert len(NOTEBOOKS) == 3
    for file in NOTEBOOKS:
        text = file.read_text(encoding="utf-8")
        assert text.startswith("# %% [markdown]\n# # ")
        assert text.count("\n# %%\n") >= 3


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda file: file.stem)
def test_a_notebook_runs(
    notebook: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with contextlib.chdir(tmp_path):
        runpy.run_path(str(notebook), run_name="notebook")
    assert len(capsys.readouterr().out.splitlines()) > 10
    assert list(tmp_path.iterdir()) == []
