"""``goldenthread run`` through its real entry point."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.goldenthread.conftest import Run

BOXES = set("─│┌┐└┘├┤┬┴┼━┃╭╮╰╯…")


def test_the_report_reads_from_the_top(command: Run, small: Path, tmp_path: Path) -> None:
    done = command("run", small, "--replicates", "3", "--out", tmp_path / "out")
    assert (done.returncode, "Traceback" in done.stderr) == (0, False)
    order = [
        "Half the money\n",
        "Claim: Half the money halves",
        "3 councils, 90 citizens, 2017 to 2018, 3 replicates, seed 1",
        "Note: With only 3 replicates the intervals are rough.",
        "Outcomes",
        "Caseload",
        "Strain",
        "What the scenario expects\n",
        "the claim is\n",
        "The thread: of a rise in",
        "meant",
        "believed",
        "first break",
        "weakest link",
        "bypass",
        "Findings",
        "- England, unchanged: of a rise in",
        "- Half the money: of a rise in",
        f"Results: {tmp_path / 'out'}",
    ]
    places = [done.stdout.find(each) for each in order]
    assert -1 not in places
    assert places == sorted(places)
    assert (tmp_path / "out" / "manifest.json").is_file()


def test_a_changed_run_is_marked_as_one(command: Run, small: Path) -> None:
    said = command("run", small, "--replicates", "1", "--years", "0.5").stdout
    assert said.startswith("Half the money (changed for this run)\nClaim: ")
    assert (
        "\nNote: This is not the run that the claim is about: it observes 2017 to 2017.5," in said
    )
    assert "\nNote: One replicate gives no intervals. " in said
    assert "\nWhat the scenario expects of the unchanged run\n" in said
    caseload = next(line for line in said.splitlines() if line.startswith("Caseload  rises"))
    assert caseload.split()[:2] == ["Caseload", "rises"]
    assert caseload.endswith("(no interval)  undetermined")


def test_a_scenario_that_changes_nothing_is_run_with_a_note(command: Run, small: Path) -> None:
    small.write_text(small.read_text().replace("value = 0.5", "value = 1"))
    done = command("run", small, "--replicates", "2")
    assert done.returncode == 0
    assert "\nNote: The scenario changes nothing against its baseline in these years" in done.stdout


def test_the_thread_is_told_in_one_table(command: Run, small: Path) -> None:
    _, _, below = command("run", small, "--replicates", "2").stdout.partition("\nThe thread: ")
    table = below.partition("\nFindings\n")[0].rstrip().splitlines()
    # The heading, the columns, eight stations, a blank, three rows on the whole, two notes.
    assert len(table) == 2 + 8 + 1 + 3 + 2


def test_piped_output_is_plain_and_whole(command: Run, small: Path) -> None:
    done = command("run", small, "--replicates", "2")
    assert not BOXES & set(done.stdout)
    assert "\x1b" not in done.stdout + done.stderr
    assert all(line == line.rstrip() for line in done.stdout.splitlines())
    header = next(line for line in done.stdout.splitlines() if line.startswith("outcome"))
    assert "England, unchanged" in header
    assert "95 % interval" in header
    sentences = [line for line in done.stdout.splitlines() if line.startswith("- ")]
    assert all(line.endswith(".") for line in sentences)


def test_json_is_one_document_and_nothing_else(command: Run, small: Path, tmp_path: Path) -> None:
    done = command("run", small, "--replicates", "2", "--json", "--seed", "7", "--years", "0.5")
    document = json.loads(done.stdout, parse_constant=pytest.fail)
    assert (document["seed"], document["replicates"]) == (7, 2)
    assert document["observed"] == [2017, 2017.5]
    assert list(document["thread"]) == ["england", "half"]
    saved = json.loads((tmp_path / document["folder"] / "findings.json").read_text())
    assert saved == {key: value for key, value in document.items() if key != "folder"}


def test_quiet_prints_the_folder_and_nothing_else(
    command: Run, small: Path, tmp_path: Path
) -> None:
    done = command("run", small, "--replicates", "1", "--quiet", "--workers", "2")
    (line,) = done.stdout.splitlines()
    assert (tmp_path / line / "thread.png").is_file()
    assert line.startswith("results/half-")
    assert done.stderr == ""


def test_own_councils_are_used(command: Run, small: Path, tmp_path: Path) -> None:
    councils = tmp_path / "councils.csv"
    councils.write_text(
        "name,posts,population_in_need,deprivation,budget_change\n"
        "Northby,3,40,0.5,0\nSouthby,2,30,-0.5,0\n"
    )
    done = command("run", small, "--replicates", "1", "--councils", councils, "--quiet")
    manifest = json.loads((tmp_path / done.stdout.strip() / "manifest.json").read_text())
    assert [row["name"] for row in manifest["councils"]["rows"]] == ["Northby", "Southby"]
    assert manifest["command"].startswith("goldenthread run ")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["run", "austerty"], "austerity"),
        (["run", "no-such-file.toml"], "no-such-file.toml"),
        (["run", "austerity", "--replicates", "0"], "replicates is 0"),
        (["run", "austerity", "--replicates", "many"], "--replicates"),
        (["run", "austerity", "--years", "nan"], "years is nan"),
        (["run", "austerity", "--years", "-1"], "years is -1"),
        (["run", "austerity", "--years", "1000"], "years is 1000"),
        (["run", "austerity", "--seed", "-1"], "seed is -1"),
        (["run", "austerity", "--workers", "0"], "workers is 0"),
        (["run", "austerity", "--councils", "none.csv"], "none.csv"),
        (["run", "austerity", "--out", "full"], "not empty"),
        (["run", "austerity", "--out", "full/file/below"], "below"),
        (["run", "austerity", "--out", "/proc/below"], "/proc/below"),
        (["run", "austerity", "--out", ""], "the name of the results folder is blank"),
        (["run", "austerity", "--no-such-option"], "--no-such-option"),
        (["run", "austerity", "--json", "--quiet"], "--quiet"),
        (["run"], "NAME_OR_FILE"),
        (["no-such-command"], "no-such-command"),
    ],
)
def test_bad_input_gets_one_message_and_status_2(
    words: list[str], said: str, command: Run, tmp_path: Path
) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "file").write_text("")
    done = command(*words)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    assert not (tmp_path / "results").exists()


def test_a_refused_value_names_its_remedy(command: Run) -> None:
    done = command("run", "austerity", "--replicates", "0")
    assert done.stderr == ("goldenthread: replicates is 0. Give a whole number from 1 to 1000000\n")
