"""Commands that need an extra say so, and how to install it, where it is not there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.experiments.studies.tiny import written
from tests.goldenthread.conftest import python

WITHOUT = "import sys; sys.modules.update(dict.fromkeys({packages!r})); "
RUN = "from goldenthread.command import main; sys.argv[1:] = {words!r}; main()"
JOBS = 'jobs = 2\ncores = 1\nmemory = "500MB"\n'


@pytest.mark.parametrize(
    ("extra", "packages", "words"),
    [
        ("dashboard", ["nicegui"], ["serve", "--no-browser"]),
        ("dashboard", ["nicegui"], ["serve", "--classroom", "--no-browser"]),
        ("calibration", ["sbi", "torch"], ["calibrate", "--out", "mine"]),
        ("calibration", ["cma"], ["calibrate", "--quick", "--out", "mine"]),
        ("cluster", ["distributed"],
         ["sweep", "design.toml", "--out", "mine", "--engine", "dask", "--scheduler",
          "tcp://127.0.0.1:1"]),
        ("cluster", ["dask_jobqueue"],
         ["sweep", "design.toml", "--out", "mine", "--cluster", "jobs.toml"]),
    ],
)  # fmt: skip
def test_without_an_extra_one_sentence_says_how_to_install_it(
    extra: str, packages: list[str], words: list[str], tmp_path: Path
) -> None:
    written(tmp_path, 'scenarios = ["tiny.toml"]\nreplicates = 2\n')
    (tmp_path / "jobs.toml").write_text(JOBS, encoding="utf-8")
    program = WITHOUT.format(packages=packages) + RUN.format(words=words)
    done = python("-c", program, folder=tmp_path)
    assert (done.returncode, done.stdout) == (2, ""), done.stderr
    assert f"needs the extra '{extra}', which is not installed" in done.stderr
    assert f"pip install 'goldenthread[{extra}]'" in done.stderr
    assert "Traceback" not in done.stderr
