"""``goldenthread thread`` through its real entry point."""

from __future__ import annotations

import json
import subprocess
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pandas as pd
import pytest

from tests.goldenthread.conftest import SMALL, Run, python

BOXES = set("─│┌┐└┘├┤┬┴┼━┃╭╮╰╯…")


Done = subprocess.CompletedProcess[str]


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Done, Path]:
    """One lever followed once, for several tests: what was said, and the folder."""
    folder = tmp_path_factory.mktemp("followed")
    (folder / "half.toml").write_text(SMALL)
    words = ("half.toml", "--lever", "grant", "--replicates", "3", "--out", "out")
    return python("-m", "goldenthread", "thread", *words, folder=folder), folder / "out"


def test_the_report_reads_from_the_top(followed: tuple[Done, Path]) -> None:
    done, _ = followed
    assert (done.returncode, "Traceback" in done.stderr) == (0, False)
    order = [
        "Half the money\n",
        "3 councils, 90 citizens, 2017 to 2018, 3 replicates, seed 1",
        "1 lever stepped in 2017",
        "Note: With only 3 replicates the intervals are rough.",
        "The thread: a 20 % rise in grant",
        "meant",
        "believed",
        "first break",
        "bypass",
        "Where the answers come about: grant",
        "domain  care",
        "band",
        "year",
        "What can be seen from 2017 to 2018, and what is true",
        "meant -> believed",
        "product of the hops' correlations",
        "Findings",
        "- grant: 1 % more of grant moves councils' plans",
        "Results: out",
    ]
    places = [done.stdout.find(each) for each in order]
    assert -1 not in places
    assert places == sorted(places)
    assert not BOXES & set(done.stdout)
    assert "\x1b" not in done.stdout + done.stderr


def test_one_lever_leaves_a_whole_folder(followed: tuple[Done, Path]) -> None:
    _, out = followed
    names = {path.name for path in out.iterdir()}
    assert names == {
        "answers.parquet",
        "cells.parquet",
        "findings.json",
        "groups.parquet",
        "manifest.json",
        "observed.csv",
        "observed.parquet",
        "observed.png",
        "observed.svg",
        "thread-groups.csv",
        "thread.csv",
        "thread.parquet",
        "thread.png",
        "thread.svg",
    }
    for figure in ("thread", "observed"):
        assert (out / f"{figure}.png").read_bytes().startswith(b"\x89PNG")
        assert ElementTree.parse(out / f"{figure}.svg").getroot().tag.endswith("svg")
    manifest = json.loads((out / "manifest.json").read_text())
    assert manifest["levers"][0]["parameter"] == "grant"


def test_the_tables_agree_with_each_other(followed: tuple[Done, Path]) -> None:
    _, out = followed
    thread, drawn = pd.read_parquet(out / "thread.parquet"), pd.read_csv(out / "thread.csv")
    assert drawn["mean"].to_numpy() == pytest.approx(thread["mean"].to_numpy(), nan_ok=True)
    answers = pd.read_parquet(out / "answers.parquet")
    pooled = answers[answers.grouping == "pooled"].groupby("link").answer.mean()
    felt = thread.set_index("link").loc["felt", "mean"]
    assert pooled["felt"] == pytest.approx(felt)
    cells = pd.read_parquet(out / "cells.parquet")
    assert len(cells) == 3 * 1 * 3 * 5
    seen = pd.read_parquet(out / "observed.parquet")
    first = seen[(seen.replicate == 0) & seen.last_twelve_months].set_index(["source", "target"])
    world = cells[cells.replicate == 0]
    by_hand = world["planned"].corr(world["enacted"])
    assert first.loc[("planned", "enacted"), "correlation"] == pytest.approx(by_hand)


def test_several_levers_get_a_map_and_a_figure_each(
    command: Run, small: Path, tmp_path: Path
) -> None:
    done = command(
        "thread", small, "--levers", "grant,coproduction", "--replicates", "2", "--step", "0.1",
        "--years", "0.5",
    )  # fmt: skip
    assert "\nWhich lever moves what\n" in done.stdout
    assert "Note: coproduction is not above 0 throughout, so it has no elasticity" in done.stdout
    (out,) = (tmp_path / "results").iterdir()
    assert out.name.startswith("half-thread-")
    made = {path.name for path in (out / "levers").iterdir()}
    assert {"grant.png", "grant.svg", "grant.csv", "coproduction.png"} <= made
    rows = pd.read_csv(out / "levers.csv")
    assert set(rows.answer_is[rows.lever == "coproduction"]) == {"per unit"}
    assert (out / "levers.svg").is_file()


def test_json_is_one_document_and_nothing_else(command: Run, small: Path, tmp_path: Path) -> None:
    done = command(
        "thread", small, "--lever", "agenda.care", "--replicates", "2", "--json", "--years", "0.5"
    )
    document = json.loads(done.stdout, parse_constant=pytest.fail)
    saved = json.loads((tmp_path / document["folder"] / "findings.json").read_text())
    assert saved == {key: value for key, value in document.items() if key != "folder"}
    care = document["levers"]["agenda.care"]
    assert [link["link"] for link in care["links"]][:2] == ["meant", "planned"]
    assert list(care["by_domain"]) == ["care", "housing", "employment", "health", "education"]
    assert care["by_domain"]["care"]["planned"] == care["links"][1]["elasticity"]
    assert len(document["observed_linkage"]["pairs"]) == 9


def test_the_scenario_may_be_left_out(command: Run, tmp_path: Path) -> None:
    councils = tmp_path / "councils.csv"
    councils.write_text("name,posts,population_in_need\nNorthby,3,40\nSouthby,2,30\n")
    done = command(
        "thread", "--lever", "grant", "--replicates", "1", "--years", "0.25", "--councils",
        councils, "--quiet", "--workers", "2", "--from", "2017",
    )  # fmt: skip
    (line,) = done.stdout.splitlines()
    assert line.startswith("results/england-thread-")
    assert (tmp_path / line / "thread.svg").is_file()
    assert done.stderr == ""


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--lever", "gramt"], "Did you mean 'grant'"),
        (["--lever", "grant,agenda.roads"], "unknown parameter 'agenda.roads'"),
        (["--lever", ""], "no lever is named"),
        (["--lever", "grant", "--step", "0"], "step is 0.0"),
        (["--lever", "grant", "--step", "nan"], "step is nan"),
        (["--lever", "grant", "--step", "-1"], "step is -1"),
        (["--lever", "grant", "--step", "0.6"], "outside its range from 0.1 to 1.5"),
        (["--lever", "grant", "--step", "many"], "--step"),
        (["--lever", "agenda.care", "--in-units"], "a weight that is turned into a share"),
        (["--lever", "coproduction", "--step", "2"], "takes coproduction from 0 to 2"),
        (["--lever", "grant", "--from", "1999"], "the year of the step is 1999.0"),
        (["--replicates", "0"], "replicates is 0"),
        (["--years", "-1"], "years is -1"),
        (["--seed", "-1"], "seed is -1"),
        (["--workers", "0"], "workers is 0"),
        (["--councils", "none.csv"], "none.csv"),
        (["--out", "full"], "not empty"),
        (["--json", "--quiet"], "--quiet"),
        (["nowhere"], "nowhere"),
    ],
)
def test_bad_input_gets_one_message_and_status_2(
    words: list[str], said: str, command: Run, tmp_path: Path
) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "file").write_text("")
    done = command("thread", *words)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    assert not (tmp_path / "results").exists()
