"""``goldenthread compare`` through its real entry point."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.goldenthread.conftest import SMALL, Run


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """Another scenario file of the same world."""
    path = tmp_path / "spare.toml"
    path.write_text(
        SMALL.replace("Half the money", "Money to spare").replace("value = 0.5", "value = 1.2")
    )
    return path


def test_the_report_reads_from_the_top(
    command: Run, small: Path, other: Path, tmp_path: Path
) -> None:
    done = command("compare", "england", small, other, "--replicates", "3", "--by", "deprivation",
                   "--out", tmp_path / "out")  # fmt: skip
    assert (done.returncode, "Traceback" in done.stderr) == (0, False)
    order = [
        "Reference: England, unchanged\n",
        "Compared:  Half the money\n",
        "Compared:  Money to spare\n",
        "3 councils, 90 citizens, 2017 to 2018, 3 replicates, seed 1",
        "Note: With only 3 replicates the intervals are rough.",
        "Half the money, against England, unchanged\n",
        "Caseload",
        "Gain: how many unpaired replicates",
        "Money to spare, against England, unchanged\n",
        "Who bears it: Half the money",
        "1 (most deprived third)",
        "whole country",
        "Who bears it: Money to spare",
        "Findings",
        "- Half the money, of 13 outcomes: ",
        "- Money to spare, pairing: one paired replicate is worth",
        f"Results: {tmp_path / 'out'}",
    ]
    places = [done.stdout.find(each) for each in order]
    assert -1 not in places
    assert places == sorted(places)
    assert all(line == line.rstrip() for line in done.stdout.splitlines())
    for name in ("levels", "differences", "deprivation"):
        for ending in ("png", "svg", "csv"):
            assert (tmp_path / "out" / f"{name}.{ending}").stat().st_size > 500


def test_precision_is_reported_with_its_rounds(command: Run, small: Path, tmp_path: Path) -> None:
    done = command("compare", "england", small, "--replicates", "10", "--years", "0.25",
                   "--precision", "caseload=0.000001", "--precision=trust=50", "--budget", "25",
                   "--out", tmp_path / "out")  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "\nNote: The budget of 25 runs is spent before caseload in half is as" in done.stdout
    assert "\nReplicates after each round: 10, then 12; 24 runs of at most 25." in done.stdout
    assert "asked for 50 (0-100).\n" in done.stdout
    lines = (tmp_path / "out" / "precision.csv").read_text().splitlines()
    assert lines[0].startswith("scenario,outcome,unit,asked,replicates,half_width,")
    assert len(lines) == 1 + 2 * 11


def test_a_scenario_against_itself_is_exactly_the_same(command: Run, small: Path) -> None:
    done = command("compare", small, small, "--replicates", "2", "--json")
    document = json.loads(done.stdout, parse_constant=pytest.fail)
    rows = document["contrasts"]["half (2)"]
    assert {row["verdict"] for row in rows if row["difference"]["count"]} == {"the same"}
    assert {row["difference"]["mean"] for row in rows if row["difference"]["count"]} == {0.0}
    assert document["findings"] == [
        "Half the money: half (2): exactly the same as Half the money: half in every replicate."
    ]


def test_json_is_one_document_with_the_bands(command: Run, small: Path, tmp_path: Path) -> None:
    done = command("compare", small, "--against", "england", "--replicates", "2", "--json",
                   "--seed", "7", "--by", "deprivation", "--workers", "2")  # fmt: skip
    document = json.loads(done.stdout, parse_constant=pytest.fail)
    assert (document["reference"], document["seed"]) == ("england", 7)
    assert list(document["contrasts"]) == ["half"]
    parts = [row["contribution"]["mean"] for row in document["by_deprivation"]
             if row["outcome"] == "caseload"]  # fmt: skip
    (whole,) = (row for row in document["contrasts"]["half"] if row["name"] == "caseload")
    assert sum(parts) == pytest.approx(whole["difference"]["mean"])
    saved = json.loads((tmp_path / document["folder"] / "findings.json").read_text())
    assert saved == {key: value for key, value in document.items() if key != "folder"}


def test_quiet_prints_the_folder_and_nothing_else(
    command: Run, small: Path, tmp_path: Path
) -> None:
    councils = tmp_path / "councils.csv"
    councils.write_text("name,posts,population_in_need\nNorthby,3,40\nSouthby,2,30\n")
    done = command(
        "compare", "england", small, "--replicates", "1", "--quiet", "--councils", councils
    )
    (line,) = done.stdout.splitlines()
    assert done.stderr == ""
    assert line.startswith("results/england-half-")
    manifest = json.loads((tmp_path / line / "manifest.json").read_text())
    assert [row["name"] for row in manifest["councils"]["rows"]] == ["Northby", "Southby"]
    assert manifest["command"].startswith("goldenthread compare england ")


PAIR = ["england", "austerity"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "NAME_OR_FILE"),
        (["england"], "needs two scenarios or more"),
        (["england", "austerty"], "Did you mean 'austerity'"),
        (["england", "none.toml"], "none.toml"),
        ([*PAIR, "--against", "none.toml"], "none.toml"),
        ([*PAIR, "--precision", "felt=0.01"], "unknown outcome 'felt' in precision"),
        ([*PAIR, "--precision", "trust"], "precision 'trust' is not an outcome and a half-width"),
        ([*PAIR, "--precision", "trust=thin"], "--precision experience=0.5"),
        ([*PAIR, "--precision", "trust=1", "--precision", "trust=2"], "'trust=2' is twice"),
        ([*PAIR, "--precision", "trust=-1"], "precision of trust is -1.0"),
        ([*PAIR, "--precision", "trust=1", "--budget", "39"], "Give a budget of 40 or more"),
        ([*PAIR, "--budget", "100"], "no precision for which to spend it"),
        ([*PAIR, "--by", "age"], "Give --by deprivation"),
        ([*PAIR, "--by", "deprivation", "--councils", "one.csv"], "do not differ in deprivation"),
        ([*PAIR, "--replicates", "0"], "replicates is 0"),
        ([*PAIR, "--out", "full"], "not empty"),
        ([*PAIR, "--json", "--quiet"], "--quiet"),
    ],
)
def test_bad_input_gets_one_message_and_status_2(
    words: list[str], said: str, command: Run, tmp_path: Path
) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "file").write_text("")
    (tmp_path / "one.csv").write_text("name,posts,population_in_need\nAlone,3,40\n")
    done = command("compare", *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "results").exists()
