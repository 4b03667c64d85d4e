"""Words of every kind behind every command: an answer, or one clear error, and status 2."""

from __future__ import annotations

import io
import signal
import sys
import time
from pathlib import Path
from typing import Any

import pytest
import typer
from hypothesis import strategies as st

from experiments.studies.place import Place
from goldenthread.command import app, main
from sim.model import PolicyModel
from tests.attack import seeds
from tests.attack.attack import attack
from tests.attack.doors import TINY
from tests.attack.judge import LONGEST_MESSAGE, Tally
from tests.attack.parquet_files import VALID_DRAWS
from tests.attack.values import NAMES, SCENARIOS, TEXTS

# The page is served until somebody ends it; tests/dashboard tries what it is given.
COMMANDS = {
    name: command
    for name, command in typer.main.get_command(app).commands.items()  # type: ignore[attr-defined]
    if name != "serve"
}
FILES = {
    "tiny.toml": TINY,
    "design.toml": seeds.DESIGN,
    "rows.csv": seeds.ROWS,
    "councils.csv": seeds.COUNCILS,
    "targets.csv": seeds.TARGETS,
    "priors.toml": seeds.PRIORS,
    "packages.toml": seeds.PACKAGES,
    "profiles.toml": seeds.PROFILES,
    "ranges.toml": seeds.RANGES,
    "cluster.toml": seeds.CLUSTER,
    "empty/note.txt": "Nothing else.",
}
FITTING = {
    "scenario": ("tiny.toml", "austerity"),
    "scenarios": ("tiny.toml", "austerity", "localism"),
    "names": ("austerity",),
    "design": ("design.toml",),
    "table": ("targets.csv", "mechanisms"),
    "name": ("england_children", "draws.parquet"),
    "ids": ("P1", "P2"),
    "--posterior": ("draws.parquet",),
    "--councils": ("councils.csv",),
    "--lever": ("grant", "grant,training", "audit_rate"),
    "--parameters": ("discretion,patience", "grant"),
    "--against": ("england", "localism"),
    "--profiles": ("profiles.toml",),
    "--packages": ("packages.toml",),
    "--ranges": ("ranges.toml", "declared", "plausible"),
    "--targets": ("targets.csv",),
    "--priors": ("priors.toml",),
    "--cluster": ("cluster.toml",),
    "--check": (".", "empty"),
    "--out": ("new", "empty", "a b/ü"),
    "--runs": ("new", "empty"),
    "--shard": ("1/2", "2/1", "0/0"),
    "--method": ("sobol", "morris", "borgonovo"),
    "--like": ("refused", "waiting"),
    "--outputs": ("trust", "elasticity.felt"),
    "--event": ("broken", "gap>40", "gap>", "bypass"),
    "--pair": ("discretion,patience",),
    "--path": ("discretion", "audit_rate"),
    "--tolerance": ("10 %", "5"),
    "--replicates": ("2", "3", "10"),
    "--years": ("0.5", "1"),
    "--seed": ("1", "7"),
    "--workers": ("1", "2"),
    "--samples": ("64", "128"),
    "--screening": ("4", "8"),
    "--worlds": ("8", "16"),
    "--points": ("4", "8"),
    "--budget": ("2000",),
    "--step": ("0.1", "-0.1"),
    "--from": ("2017", "2012"),
    "--citizen": ("Council 01/3",),
    "--scenario": ("tiny.toml", "england"),
    "--draws": ("4",),
}
NUMBERS = ("0", "1", "2", "3", "8", "0.5", "1.5", "-1", "100", "10001", "nan", "inf", "1e400")
HUGE = ("9" * 30, "9" * 5_000, "99999999", str(2**63), str(2**63 - 1))
# An address is asked for over the network, which takes as long as it takes.
LEFT_OUT = ("--scheduler", "--html")


class _BegunError(BaseException):
    """Everything given was accepted, and the simulation was about to begin."""


@st.composite
def command_lines(draw: Any) -> list[str]:
    """Return a command with its options, most of which fit."""
    command = draw(st.sampled_from(sorted(COMMANDS)))
    known = [each for each in COMMANDS[command].params if each.opts[0] not in LEFT_OUT]
    words = [command]
    for each in known:
        name = each.opts[0]
        if not name.startswith("--"):
            words += draw(st.lists(_values(name), min_size=1, max_size=2 if name[-1] == "s" else 1))
        elif name == "--out" or draw(st.integers(0, 3)) == 0:
            words += [name] if each.is_flag else [name, draw(_values(name))]  # type: ignore[attr-defined]
    if draw(st.integers(0, 9)) == 0:
        place = draw(st.integers(0, len(words)))
        words.insert(place, draw(st.sampled_from(("--", "-x", "--nothing", *TEXTS))))
    # No system hands over a word with a null character.
    return [word.replace("\x00", "") for word in words]


def _values(name: str) -> st.SearchStrategy[str]:
    others = st.one_of(
        st.sampled_from((*FILES, "draws.parquet", "no.toml", "empty", "1:2", "a,b", "=", ",")),
        st.sampled_from((*NUMBERS, *HUGE)),
        st.sampled_from(NAMES),
        st.sampled_from(SCENARIOS),
        st.sampled_from(TEXTS),
    )
    fitting = st.sampled_from(FITTING.get(name, ("1", "2", "8")))
    # Most words fit, so that what lies behind the first check is reached.
    kinds = (*[fitting] * 9, st.sampled_from((*NUMBERS, *HUGE)), others)
    return st.sampled_from(kinds).flatmap(lambda kind: kind)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a file of every kind, where nothing is simulated."""

    def begin(*_: object, **__: object) -> None:
        raise _BegunError

    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "draws.parquet").write_bytes(VALID_DRAWS)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(PolicyModel, "__init__", begin)
    monkeypatch.setattr(Place, "engine", begin)
    return tmp_path


def carried_out(words: list[str], monkeypatch: pytest.MonkeyPatch) -> tuple[object, str]:
    """Return the exit status of the command, None where it began, and what it printed."""
    streams = {name: io.TextIOWrapper(io.BytesIO(), "utf-8") for name in ("stdout", "stderr")}
    usual = signal.getsignal(signal.SIGPIPE)
    status: object = 0
    with monkeypatch.context() as patched:
        for name, stream in streams.items():
            patched.setattr(sys, name, stream)
        patched.setattr(sys, "argv", ["goldenthread", *words])
        try:
            main()
        except SystemExit as ended:
            status = ended.code
        except _BegunError:
            status = None
        finally:
            signal.signal(signal.SIGPIPE, usual)
    said = b""
    for stream in streams.values():
        stream.flush()
        said += stream.buffer.getvalue()  # type: ignore[attr-defined]
    return status, said.decode("utf-8", "replace")


def test_any_words_get_an_answer_or_one_clear_error(
    desk: Path, monkeypatch: pytest.MonkeyPatch, tell: Any
) -> None:
    tally = Tally()

    def attempt(words: list[str]) -> None:
        begun = time.process_time()
        status, said = carried_out(words, monkeypatch)
        tally.slowest = max(tally.slowest, time.process_time() - begun)
        assert status in (None, 0, 2), f"{status}: {said[:LONGEST_MESSAGE]}"
        if status == 2:
            assert said.strip(), "refused without a word"
            # What Typer itself refuses comes with a line on usage, and repeats the word.
            ours = [line for line in said.splitlines() if line.startswith("goldenthread: ")]
            assert all(len(line) <= LONGEST_MESSAGE for line in ours), ours[0][:400]
            assert all(line.isprintable() for line in ours), repr(said)
            tally.refused += 1
        else:
            tally.answered += 1

    with tell("command line", tally):
        attack(command_lines(), attempt)
