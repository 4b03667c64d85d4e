"""Every block of code in the documents runs, or is read by what it is meant for.

Python runs as it stands. A ``bash`` block of a guide runs, too, in a folder with the files that
the guide shows under a title. Every other ``goldenthread`` line is parsed by the command line.
"""

from __future__ import annotations

import ast
import contextlib
import csv
import io
import json
import re
import runpy
import shlex
import shutil
import subprocess
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from calibration.inference.priors import read_priors
from calibration.targets.table import read_targets
from experiments.robust.packages import read_packages
from experiments.sensitivity.own_ranges import read_ranges
from experiments.specificity.mechanisms import SHIPPED, Mechanisms
from experiments.studies.reading import read_design
from goldenthread.command import app
from scenarios import load
from scenarios.councils import read_councils
from scenarios.stakeholders import read_profiles
from tests.documents.pages import BLOCKS, PAGES, ROOT, Block, blocks_of, shown

TOO_LONG = {ROOT / "docs" / "calibrating.md"}  # 3,000 runs of the model
COMMANDS: Any = typer.main.get_command(app)


@pytest.mark.parametrize("block", shown("python"), ids=str)
def test_python_runs_as_it_stands(
    block: Block, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = block.text
    if block.page in TOO_LONG:
        tree = ast.parse(text)
        imports = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
        text = "\n".join([*map(ast.unparse, imports), 'print("imported")'])
    file = tmp_path / "example.py"
    file.write_text(text, encoding="utf-8")
    with contextlib.chdir(tmp_path):
        runpy.run_path(str(file), run_name="example")
    assert capsys.readouterr().out.strip()


READERS: dict[str, Callable[[Path], Any]] = {
    "stakeholder": read_profiles,
    "package": read_packages,
    "ranges": read_ranges,
    "parameter": read_priors,
    "scenarios": read_design,
    "claim": load,
}
"""What reads a file in which such a key stands at the top."""


@pytest.mark.parametrize("block", shown("toml"), ids=str)
def test_a_toml_file_is_one_that_the_program_reads(block: Block, tmp_path: Path) -> None:
    keys = tomllib.loads(block.text)
    text = block.text
    if "thread" in keys and "scenarios" not in keys:  # the part of a design
        text = 'scenarios = ["england"]\n' + text
    if "mechanism" in keys:  # a mechanism is added to the table
        text = SHIPPED.read_text(encoding="utf-8") + "\n" + text
        kind: Callable[[Path], Any] = Mechanisms.read
    else:
        kinds = [kind for key, kind in READERS.items() if key in tomllib.loads(text)]
        assert kinds, f"no reader for {sorted(keys)}"
        kind = kinds[0]
    (tmp_path / "rows.csv").write_text("discretion\n0.5\n", encoding="utf-8")
    for beside in blocks_of(block.page):  # what it refers to
        if beside.file:
            (tmp_path / beside.file).write_text(beside.text, encoding="utf-8")
    file = tmp_path / "mine.toml"
    file.write_text(text, encoding="utf-8")
    assert kind(file)


@pytest.mark.parametrize("block", shown("csv"), ids=str)
def test_a_csv_table_is_one_that_the_program_reads(block: Block, tmp_path: Path) -> None:
    file = tmp_path / "mine.csv"
    file.write_text(block.text, encoding="utf-8")
    heading, *rows = csv.reader(io.StringIO(block.text))
    assert rows
    if "quantity" in heading:
        assert len(read_targets(file)) == len(rows)
    elif "posts" in heading:
        assert len(read_councils(file).names) == len(rows)
    else:
        design = {"scenarios": ["england"], "replicates": 2, "table": str(file)}
        assert read_design(design)


@pytest.mark.skipif(shutil.which("git") is None, reason="git applies the patches")
@pytest.mark.parametrize("block", shown("diff"), ids=str)
def test_a_patch_still_applies(block: Block) -> None:
    done = subprocess.run(
        ["git", "apply", "--check", "-"],
        cwd=ROOT, input=block.text, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert not done.stderr


@pytest.mark.parametrize("block", shown("json"), ids=str)
def test_json_is_json(block: Block) -> None:
    assert json.loads(block.text)


def commands(text: str) -> Iterator[list[str]]:
    """Yield the words of every ``goldenthread`` line."""
    for line in text.replace("\\\n", " ").splitlines():
        if re.match(r"(\S*/)?goldenthread ", line):
            yield shlex.split(line, comments=True)[1:]


def parsed(words: list[str]) -> str:
    """Return the name of the command that some words name, if it takes them."""
    with COMMANDS.make_context("goldenthread", words[:1]) as context:
        name = words[0]
        COMMANDS.commands[name].make_context(name, words[1:], parent=context)
        return name


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_command_shown_is_one_that_the_command_line_takes(page: Path) -> None:
    for block in blocks_of(page):
        if block.language in ("", "bash"):
            for words in commands(block.text):
                assert parsed(words)


def test_the_table_in_the_readme_names_every_command_with_an_example_that_it_takes() -> None:
    rows = [line.split(" | ") for line in (ROOT / "README.md").read_text("utf-8").splitlines()
            if line.startswith("| `")]  # fmt: skip
    assert sorted(name.strip("| `") for name, *_ in rows) == sorted(COMMANDS.commands)
    for name, example, *_ in rows:
        (words,) = commands(example.strip("`"))
        assert parsed(words) == name.strip("| `")


GUIDES = [page for page in PAGES if any(b.language == "bash" and b.page == page for b in BLOCKS)]


@pytest.mark.parametrize("page", GUIDES, ids=lambda page: page.stem)
def test_the_commands_of_a_guide_run_in_the_order_shown(page: Path, tmp_path: Path) -> None:
    with contextlib.chdir(tmp_path):
        for block in blocks_of(page):
            if block.file:
                Path(block.file).write_text(block.text, encoding="utf-8")
            elif block.language == "bash":
                for words in commands(block.text):
                    with (
                        pytest.raises(SystemExit) as ended,
                        contextlib.redirect_stdout(io.StringIO()),
                    ):
                        COMMANDS.main(words, prog_name="goldenthread")
                    assert ended.value.code in (0, None), words
