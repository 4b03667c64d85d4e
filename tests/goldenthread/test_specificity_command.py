"""``goldenthread specificity`` through its real entry point."""

from __future__ import annotations

import json
import subprocess
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pandas as pd
import pytest

from tests.experiments.mechanism_table import TABLE
from tests.goldenthread.conftest import SMALL, Run, python

Done = subprocess.CompletedProcess[str]


@pytest.fixture(scope="module")
def switched(tmp_path_factory: pytest.TempPathFactory) -> tuple[Done, Path]:
    """A small table carried out once, for several tests: what was said, and the folder."""
    folder = tmp_path_factory.mktemp("switched")
    (folder / "half.toml").write_text(SMALL)
    (folder / "mine.toml").write_text(TABLE)
    words = ("mine.toml", "--replicates", "5", "--out", "out")
    return python("-m", "goldenthread", "specificity", *words, folder=folder), folder / "out"


def test_the_report_reads_from_the_top(switched: tuple[Done, Path]) -> None:
    done, _ = switched
    assert (done.returncode, "Traceback" in done.stderr) == (0, False)
    order = [
        "A quiet place\n",
        "3 councils, 90 citizens, 2017 to 2018, 5 replicates, seed 1",
        "2 mechanisms, links measured from 2017 to 2018",
        "Note: With only 5 replicates the intervals are rough.",
        "What each mechanism, alone, does to each hop",
        "Local politics  passed on",
        "[lowers -0.",
        "noise           passed on",
        "Findings",
        "- Local politics: specific. It lowers meant -> planned (passed on)",
        "Results: out",
    ]
    places = [done.stdout.find(each) for each in order]
    assert -1 not in places
    assert places == sorted(places)


def test_the_folder_is_whole_and_its_tables_agree(switched: tuple[Done, Path]) -> None:
    _, out = switched
    assert {path.name for path in out.iterdir()} == {
        "findings.json",
        "manifest.json",
        "measures.csv",
        "measures.png",
        "measures.svg",
        "specificity.csv",
        "specificity.parquet",
        "specificity.png",
        "specificity.svg",
    }
    whole, drawn = (
        pd.read_parquet(out / "specificity.parquet"),
        pd.read_csv(out / "specificity.csv"),
    )
    assert len(whole) == 2 * 6 * 7
    assert len(drawn) == 2 * 7
    assert drawn.groupby("mechanism").own.sum().to_dict() == {"local": 1, "noise": 1}
    difference = whole.value - whole.reference
    causal = whole.measure.isin(["passed_on", "per_unit"]) & whole.difference.notna()
    assert causal.sum() >= 4
    assert difference[causal].to_numpy() == pytest.approx(whole.difference[causal].to_numpy())
    manifest = json.loads((out / "manifest.json").read_text())
    assert manifest["worlds"]["local"]["parameters"]["central_alignment"] == 0.1
    assert manifest["worlds"]["reference"]["parameters"]["need_mix.care"] == 0.2


def test_the_figure_says_what_was_found(switched: tuple[Done, Path]) -> None:
    done, out = switched
    found = json.loads((out / "findings.json").read_text())["mechanisms"]
    specific = sum(each["verdict"] == "specific" for each in found.values())
    for name in ("specificity", "measures"):
        assert (out / f"{name}.png").read_bytes().startswith(b"\x89PNG")
        assert ElementTree.parse(out / f"{name}.svg").getroot().tag.endswith("svg")
    text = (out / "specificity.svg").read_text()
    assert f"<!-- {specific} of 2 mechanisms break their own hop" in text
    assert "<!-- Local politics -->" in text
    own = found["local"]["hops"]["meant -> planned"]
    assert own["effect"] == "lowers"
    assert f"{abs(own['difference']['mean']):.2f}" in text
    assert f"{abs(own['difference']['mean']):.2f}" in done.stdout


def test_the_page_is_all_that_is_printed(command: Run, small: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(TABLE)
    done = command(
        "specificity", "mine.toml", "--replicates", "2", "--years", "0.5", "--markdown",
        "--out", "out",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("# Specificity: ")
    found = json.loads((tmp_path / "out" / "findings.json").read_text())
    assert [each for each in found["findings"] if f"* {each}\n" not in done.stdout] == []
    # What is known of the shipped table is not said of another one.
    assert "**Needs last.**" not in done.stdout
    assert "A quiet place: Half the money with 3 parameters changed." in done.stdout


def test_the_mechanisms_can_be_switched_on_in_another_world(
    command: Run, small: Path, tmp_path: Path
) -> None:
    (tmp_path / "mine.toml").write_text(TABLE)
    done = command(
        "specificity", "mine.toml", "--in", small, "--replicates", "2", "--years", "0.5", "--json"
    )
    document = json.loads(done.stdout, parse_constant=pytest.fail)
    assert document["reference"] == "Half the money"
    manifest = json.loads((tmp_path / document["folder"] / "manifest.json").read_text())
    # The reference of the table is left behind: what it sets is at the scenario's own value.
    assert manifest["worlds"]["reference"]["parameters_that_differ"] == {}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["none.toml"], "none.toml: there is no such table of mechanisms"),
        (["mine.toml"], "mine.toml, line 18: unknown hop 'meant -> planed'. Did you mean"),
        (["--in", "nowhere"], "nowhere"),
        (["--out", "full"], "not empty"),
        (["--json", "--quiet"], "--quiet"),
    ],
)
def test_bad_input_gets_one_message_and_status_2(
    words: list[str], said: str, command: Run, tmp_path: Path
) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "file").write_text("")
    (tmp_path / "half.toml").write_text(SMALL)
    (tmp_path / "mine.toml").write_text(
        TABLE.replace('hop = "meant -> planned"', 'hop = "meant -> planed"')
    )
    done = command("specificity", *words)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    assert not (tmp_path / "results").exists()
