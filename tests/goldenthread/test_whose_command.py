"""``goldenthread whose`` through its real entry point."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from tests.goldenthread.conftest import SMALL, Run

MINE = """[stakeholder.tenants]
why = "A roof first."
domains = { housing = 3, care = 1 }
views = { felt = 1 }
outcomes = { change = 1, service_delivery = 1 }
"""
FILES = {
    "disagreement.csv",
    "disagreement.parquet",
    "findings.json",
    "manifest.json",
    "measures.parquet",
    "ranks.csv",
    "ranks.parquet",
    "values.parquet",
    "whose.png",
    "whose.svg",
}


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A file with a stakeholder of one's own, and another reading of a shipped one."""
    path = tmp_path / "mine.toml"
    path.write_text(MINE + MINE.replace("tenants", "worker"))
    return path


def test_the_report_reads_from_the_top(
    command: Run, small: Path, mine: Path, tmp_path: Path
) -> None:
    spare = tmp_path / "spare.toml"
    spare.write_text(
        SMALL.replace("Half the money", "To spare").replace("value = 0.5", "value = 1.4")
    )
    done = command("whose", small, spare, "--against", "england", "--replicates", "3",
                   "--profiles", mine, "--out", tmp_path / "out")  # fmt: skip
    assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stderr
    order = [
        "Whose value? The same runs, ranked by each stakeholder\n",
        "Scenarios: England, unchanged, Half the money, To spare\n",
        "3 councils, 90 citizens, 2017 to 2018, 3 replicates, seed 1",
        "Note: With only 3 replicates",
        "From the best, with points against the reference\n",
        "Central government ",
        "Tenants ",
        "Agreement of stakeholders: Kendall's tau\n",
        "9 Tenants ",
        "How far the first place depends on the weights\n",
        "Findings\n",
        "First for",
        f"Results: {tmp_path / 'out'}",
    ]
    places = [done.stdout.find(each) for each in order]
    assert -1 not in places
    assert places == sorted(places)
    assert {path.name for path in (tmp_path / "out").iterdir()} == FILES
    ranks = pd.read_csv(tmp_path / "out" / "ranks.csv")
    assert len(ranks) == 9 * 3
    assert set(ranks[ranks["scenario"] == "england"]["difference"]) == {0.0}
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text())
    assert manifest["stakeholders"]["worker"]["domains"]["housing"] == 0.75
    assert manifest["command"].startswith("goldenthread whose ")


def test_values_are_the_weights_times_the_measures(
    command: Run, small: Path, mine: Path, tmp_path: Path
) -> None:
    """Whoever has the tables can add up the values with a pencil."""
    done = command("whose", small, "--replicates", "2", "--profiles", mine, "--quiet",
                   "--out", tmp_path / "out")  # fmt: skip
    assert (done.stdout, done.stderr) == (f"{tmp_path / 'out'}\n", "")
    measures = pd.read_parquet(tmp_path / "out" / "measures.parquet")
    values = pd.read_parquet(tmp_path / "out" / "values.parquet")
    domains = {"housing": 0.75, "care": 0.25}
    weights = {
        (kind, domain): 0.5 * share
        for kind in ("change", "service_delivery")
        for domain, share in domains.items()
    }
    wanted = measures.set_index(["measure", "domain"]).loc[list(weights)].reset_index()
    reference = wanted[wanted["scenario"] == "england"]
    base = reference.groupby(["measure", "domain"])["level"].mean()
    parts = [
        weights[row.measure, row.domain] * 100 * row.level / base[row.measure, row.domain]
        for row in wanted.itertuples()
    ]
    by_hand = wanted.assign(part=parts).groupby(["scenario", "replicate"])["part"].sum()
    told = values[values["stakeholder"] == "tenants"].set_index(["scenario", "replicate"])["value"]
    assert told.sort_index().to_numpy() == pytest.approx(by_hand.sort_index().to_numpy())


def test_json_is_one_document_and_workers_change_nothing(
    command: Run, small: Path, tmp_path: Path
) -> None:
    documents = []
    for workers in ("1", "3"):
        done = command("whose", small, "--replicates", "3", "--json", "--seed", "7",
                       "--workers", workers, "--from", "2017.5")  # fmt: skip
        documents.append(json.loads(done.stdout, parse_constant=pytest.fail))
        folder = tmp_path / documents[-1].pop("folder")
        assert json.loads((folder / "findings.json").read_text()) == documents[-1]
    assert documents[0] == documents[1]
    (document, _) = documents
    assert (document["reference"], document["seed"]) == ("england", 7)
    assert document["valued"] == [2017.5, 2018.0]
    assert document["caveats"][0] == (
        "Valued are the years 2017.5 to 2018, of 2017 to 2018 that are simulated."
    )
    assert len(document["stakeholders"]) == 8
    assert len(document["agreement"]) == 28


def test_the_page_is_all_that_is_printed(command: Run, small: Path, tmp_path: Path) -> None:
    done = command("whose", small, "--replicates", "2", "--markdown", "--out", "out")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("# Whose value?\n")
    findings = json.loads((tmp_path / "out" / "findings.json").read_text())["findings"]
    assert [each for each in findings if f"* {each}\n" not in done.stdout] == []
    assert f"`goldenthread whose {small} --replicates 2 --markdown --out out`" in done.stdout


def test_check_shows_the_profiles_and_simulates_nothing(
    command: Run, mine: Path, tmp_path: Path
) -> None:
    done = command("whose", "--check", "--profiles", mine)
    assert (done.returncode, done.stderr) == (0, "")
    assert "\ntenants " in done.stdout
    assert "care 25, housing 75" in done.stdout
    assert f"{mine}: good; new: tenants; in place of the shipped one: worker\n" in done.stdout
    assert not (tmp_path / "results").exists()
    alone = command("whose", "--check")
    assert (alone.returncode, "tenants" in alone.stdout) == (0, False)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "name the scenarios to value"),
        (["austerty"], "Did you mean 'austerity'"),
        (["england"], "needs two scenarios or more"),
        (["austerity", "--against", "none.toml"], "none.toml"),
        (["austerity", "--profiles", "none.toml"], "there is no such profiles file"),
        (["austerity", "--profiles", "bad.toml"], "bad.toml, line 3: 'hosing' is not among"),
        (["--check", "--profiles", "bad.toml"], "Did you mean 'housing'?"),
        (["austerity", "--check"], "--check"),
        (["austerity", "--from", "2021"], "from 2010 to 2019.75"),
        (["austerity", "--from", "2015.1"], "cannot be valued from 2015.1 on"),
        (["austerity", "--from", "nan"], "cannot be valued from nan on"),
        (["austerity", "--replicates", "0"], "replicates is 0"),
        (["austerity", "--out", "full"], "not empty"),
        (["austerity", "--json", "--quiet"], "--quiet"),
        (["austerity", "--json", "--markdown"], "give either --json or --markdown"),
        (["austerity", "--quiet", "--markdown"], "give either --quiet or --markdown"),
    ],
)
def test_bad_input_gets_one_message_and_status_2(
    words: list[str], said: str, command: Run, tmp_path: Path
) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "file").write_text("")
    (tmp_path / "bad.toml").write_text(MINE.replace("housing", "hosing"))
    done = command("whose", *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "results").exists()
