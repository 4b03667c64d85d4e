"""``goldenthread calibrate`` as its user meets it, without the extra packages."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.goldenthread.conftest import Run

PRIORS = """
title = "Two"
scenario = "england"
[[parameter]]
name = "norm_hours"
low = 1.0
high = 2.0
why = "a test"
"""


@pytest.fixture(autouse=True)
def files(tmp_path: Path) -> None:
    (tmp_path / "priors.toml").write_text(PRIORS)
    (tmp_path / "bad.toml").write_text(PRIORS.replace("norm_hours", "norm_hour"))
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "notes.txt").write_text("mine")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("england_child",), "'england_children'"),
        (("--priors", "bad.toml"), "'norm_hours'"),
        (("--priors", "none.toml"), "none.toml"),
        (("--targets", "none.csv"), "none.csv"),
        (("--budget", "100"), "budget"),
        (("--out", "mine", "--resume", "mine"), "either --out or --resume"),
    ],
)
def test_bad_input_has_status_2_and_writes_nothing(
    words: tuple[str, ...], said: str, tmp_path: Path, command: Run
) -> None:
    before = sorted(tmp_path.iterdir())
    done = command("calibrate", *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.skipif(find_spec("cma") is not None, reason="the extra is installed here")
def test_without_the_extra_it_says_how_to_install_it(tmp_path: Path, command: Run) -> None:
    for words in (("calibrate",), ("calibrate", "--quick")):
        done = command(*words, "--out", "mine")
        assert (done.returncode, done.stdout) == (2, "")
        assert "pip install 'goldenthread[calibration]'" in done.stderr
        assert not (tmp_path / "mine").exists()
