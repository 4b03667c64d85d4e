"""``goldenthread verdicts`` and ``goldenthread scenarios --check`` as a user meets them."""

from __future__ import annotations

import json
from pathlib import Path

from tests.goldenthread.conftest import SMALL, Run


def test_verdicts_are_told_and_left_in_a_folder(command: Run, small: Path, tmp_path: Path) -> None:
    done = command("verdicts", small, "--replicates", 3, "--out", "found")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("1 claim: ")
    assert "Claim: Half the money halves what people feel." in done.stdout
    assert "Verdicts: found" in done.stdout
    assert sorted(path.name for path in (tmp_path / "found").iterdir()) == [
        "verdicts.csv",
        "verdicts.json",
        "verdicts.md",
    ]


def test_verdicts_for_scripts_and_for_documents(command: Run, small: Path) -> None:
    done = command("verdicts", small, "--replicates", 2, "--json")
    assert done.returncode == 0, done.stderr
    (claim,) = json.loads(done.stdout)["claims"]
    assert claim["name"] == "half"
    assert claim["checks"][0]["quantity"] == "Caseload"
    assert claim["checks"][0]["verdict"] in ("supported", "contradicted", "undetermined")
    again = command("verdicts", small, "--replicates", 2, "--markdown")
    assert again.stdout.startswith("# Verdicts\n")
    assert claim["checks"][0]["found"] in again.stdout


def test_what_cannot_be_tested_is_refused_before_anything_runs(
    command: Run, small: Path, tmp_path: Path
) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "file").touch()
    for words, message in (
        (("verdicts", "austerty"), "Did you mean 'austerity'"),
        (("verdicts", "england"), "expects nothing that could be tested"),
        (("verdicts", small, "--replicates", 0), "replicates is 0"),
        (("verdicts", small, "--out", "full"), "is not empty"),
        (("verdicts", small, "--json", "--markdown"), "give either --json or --markdown"),
    ):
        done = command(*words)
        assert done.returncode == 2, done
        assert message in done.stderr
        assert "Traceback" not in done.stderr
        assert done.stdout == ""


def test_a_folder_of_good_scenarios_passes(command: Run, small: Path) -> None:
    done = command("scenarios", "--check", ".")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["half.toml: good", "", "1 file, no fault"]


def test_every_faulty_file_of_a_folder_is_told(command: Run, small: Path, tmp_path: Path) -> None:
    faults = {
        "outcome.toml": SMALL.replace('"caseload"', '"caselaod"'),
        "parameter.toml": SMALL.replace('"grant"', '"grnt"'),
        "council.toml": SMALL.replace("value = 0.5", 'value = 0.5\ncouncils = ["Council 9"]'),
        "parent.toml": SMALL.replace("against", 'extends = ["nobody"]\nagainst'),
        "range.toml": SMALL.replace("value = 0.5", "value = 5"),
        "ramp.toml": SMALL + '[[change]]\nparameter = "grant"\nfrom = 2017\nvalue = 0.9\n',
        "itself.toml": SMALL.replace("against", 'extends = ["itself.toml"]\nagainst'),
    }
    for name, text in faults.items():
        (tmp_path / name).write_text(text)
    (tmp_path / "notes.txt").write_text("no scenario")
    done = command("scenarios", "--check", ".")
    assert done.returncode == 2
    assert done.stderr == ""
    lines = {line.split(":")[0].split(",")[0]: line for line in done.stdout.splitlines()}
    assert set(faults) <= set(lines)
    assert lines["half.toml"] == "half.toml: good"
    assert "Did you mean 'caseload'" in lines["outcome.toml"]
    assert "line 15" in lines["ramp.toml"] or "line 2" in lines["ramp.toml"]
    assert done.stdout.endswith("8 files, 7 faults\n")


def test_profiles_of_stakeholders_are_checked_as_such_whatever_the_name(
    command: Run, tmp_path: Path
) -> None:
    profile = """[stakeholder.tenants]
why = "A roof first."
domains = { housing = 3 }
views = { felt = 1 }
outcomes = { change = 1 }
"""
    (tmp_path / "mine.toml").write_text(profile)
    (tmp_path / "theirs.toml").write_text(profile.replace("housing", "hosing"))
    done = command("scenarios", "--check", ".")
    assert done.returncode == 2
    first, second, *_ = done.stdout.splitlines()
    assert first == "mine.toml: good"
    assert second.startswith("theirs.toml, line 3: 'hosing' is not among the domains")


def test_a_folder_that_is_none_is_refused(command: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for folder, message in (
        ("nowhere", "cannot be looked into"),
        ("empty", "there is no scenario file in 'empty'"),
    ):
        done = command("scenarios", "--check", folder)
        assert done.returncode == 2
        assert message in done.stderr


def test_the_shipped_library_passes_its_own_check(command: Run) -> None:
    folder = Path(__file__).parents[2] / "scenarios"
    done = command("scenarios", "--check", folder)
    assert done.returncode == 0, done.stdout
