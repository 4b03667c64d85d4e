"""The command's manners: help, lists, statuses, signals, and how little it loads."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest

from sim.outcomes import OUTCOMES
from sim.parameters import PARAMETERS
from tests.goldenthread.conftest import Run, environment, python

HEAVY = {"mesa", "numba", "numpy", "pandas", "pyarrow", "matplotlib", "scipy", "networkx"}


def _main(before: str, *words: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the command in a process in which something has been replaced beforehand."""
    program = f"import sys; sys.argv = ['goldenthread', *{list(words)!r}]\n{before}\n"
    return python("-c", program + "from goldenthread.command import main; main()", folder=folder)


def test_help_loads_nothing_heavy(tmp_path: Path) -> None:
    report = (
        "import atexit, sys; atexit.register(lambda: print('LOADED', sorted("
        f"{HEAVY!r} & set(sys.modules))))"
    )
    for words in (
        ["--help"],
        ["run", "--help"],
        ["compare", "--help"],
        ["profile", "--help"],
        ["parameters", "--help"],
    ):
        done = _main(report, *words, folder=tmp_path)
        assert done.returncode == 0
        assert "LOADED []" in done.stdout


def test_help_names_the_commands_and_options(command: Run) -> None:
    done = command("--help")
    assert done.returncode == 0
    for word in ("run", "compare", "scenarios", "parameters", "outcomes", "profile", "--version"):
        assert word in done.stdout
    options = command("run", "--help").stdout
    for word in ("--replicates", "--years", "--seed", "--out", "--workers", "--councils"):
        assert word in options


def test_importing_the_package_loads_nothing_heavy(tmp_path: Path) -> None:
    done = python(
        "-c",
        "import sys, goldenthread as gt; before = set(sys.modules); dir(gt); gt.InputError\n"
        f"print(sorted({HEAVY!r} & before))",
        folder=tmp_path,
    )
    assert done.stdout == "[]\n"


def test_every_name_of_the_package_can_be_had(tmp_path: Path) -> None:
    done = python(
        "-c",
        "import goldenthread as gt\nfor name in gt.__all__: getattr(gt, name)\n"
        "print(gt.parameters['discretion'].default, [s.name for s in gt.scenarios()])\n"
        "try: gt.nothing\nexcept AttributeError as error: print(error)",
        folder=tmp_path,
    )
    assert done.stderr == ""
    first, second = done.stdout.splitlines()
    assert first.startswith(f"{PARAMETERS['discretion'].default} [")
    assert "'austerity'" in first
    assert "'nothing'" in second


def test_the_version_is_shown(command: Run) -> None:
    try:
        installed = version("goldenthread")
    except PackageNotFoundError:
        pytest.skip("the package is not installed here")
    assert command("--version").stdout == f"goldenthread {installed}\n"


def test_scenarios_are_listed_with_their_claims(command: Run) -> None:
    lines = command("scenarios").stdout.splitlines()
    assert lines[0].split() == ["name", "against", "claim"]
    austerity = next(line for line in lines if line.startswith("austerity"))
    assert "england" in austerity
    assert austerity.endswith(".")


def test_every_parameter_is_listed(command: Run) -> None:
    lines = command("parameters").stdout.splitlines()
    assert [line.split()[0] for line in lines[1 : len(PARAMETERS) + 1]] == list(PARAMETERS)
    discretion = next(line for line in lines if line.startswith("discretion "))
    assert PARAMETERS["discretion"].meaning in discretion
    assert f"{PARAMETERS['discretion'].default:g}" in discretion


def test_every_outcome_is_listed_by_the_name_that_an_expectation_gives(command: Run) -> None:
    lines = command("outcomes").stdout.splitlines()
    assert lines[0].split() == ["name", "in", "print", "unit", "better", "meaning"]
    assert [line.split()[0] for line in lines[1:]] == list(OUTCOMES)
    gap = next(line for line in lines if line.startswith("reporting_gap "))
    assert "points" in gap
    assert gap.endswith(OUTCOMES["reporting_gap"].meaning)


def test_the_markdown_table_is_well_formed(command: Run) -> None:
    lines = [
        line for line in command("parameters", "--markdown").stdout.splitlines() if "|" in line
    ]
    assert len(lines) == len(PARAMETERS) + 2
    assert {line.replace(r"\|", "").count("|") for line in lines} == {8}


def test_a_fault_of_ours_has_status_1_and_no_traceback(tmp_path: Path) -> None:
    fault = (
        "import goldenthread.listing as listing\n"
        "def faulty(): raise RuntimeError('lost the thread')\n"
        "listing.list_scenarios = faulty"
    )
    done = _main(fault, "scenarios", folder=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert "RuntimeError: lost the thread" in done.stderr
    assert "report" in done.stderr
    assert "Traceback" not in done.stderr
    assert "Traceback" in _main(fault, "scenarios", "--debug", folder=tmp_path).stderr


def test_ctrl_c_during_a_run_has_status_130_and_leaves_nothing(small: Path, tmp_path: Path) -> None:
    interrupt = (
        "import contextlib, signal\n"
        "import goldenthread.experiment as experiment\n"
        "@contextlib.contextmanager\n"
        "def shown(*_): yield lambda done, total: signal.raise_signal(signal.SIGINT)\n"
        "experiment.shown_progress = shown"
    )
    done = _main(interrupt, "run", str(small), "--replicates", "5000", folder=tmp_path)
    assert done.returncode == 130
    assert done.stderr.endswith("goldenthread: stopped; nothing was written\n")
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    assert [path.name for path in tmp_path.iterdir()] == ["half.toml"]


def test_ctrl_c_once_the_results_are_there_says_where(small: Path, tmp_path: Path) -> None:
    interrupt = (
        "import signal\n"
        "import goldenthread.experiment as experiment\n"
        "experiment.tell = lambda *_: signal.raise_signal(signal.SIGINT)"
    )
    words = ("run", str(small), "--replicates", "1", "--out", "mine")
    done = _main(interrupt, *words, folder=tmp_path)
    assert done.returncode == 130
    assert done.stderr.endswith("goldenthread: stopped; the results are in mine\n")
    assert (tmp_path / "mine" / "manifest.json").is_file()


def test_a_reader_that_leaves_is_not_complained_about(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "goldenthread", "parameters"],
        cwd=tmp_path,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""


def test_a_letter_that_the_terminal_lacks_is_replaced(tmp_path: Path, small: Path) -> None:
    small.write_text(small.read_text().replace('Half the money"', 'Half the £"', 1))
    program = "import sys; sys.stdout.reconfigure(encoding='ascii', errors='strict')"
    done = _main(program, "run", str(small), "--replicates", "1", folder=tmp_path)
    assert done.returncode == 0
    assert done.stdout.startswith("Half the ?\n")


def test_a_message_is_one_line_that_ends_with_the_remedy(command: Run) -> None:
    done = command("run", "austerity", "--years", "1", "--out", "long " * 2_000)
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert len(line) < 1_000
    assert line.endswith("where you may write")


def test_a_message_does_not_steer_the_terminal(command: Run) -> None:
    done = command("scenarios", "--check", "\x1b[2J")
    assert done.returncode == 2
    assert done.stderr.strip().isprintable()
