"""What a page says agrees with what the folder holds: intervals, tallies, and what is lacking."""

from __future__ import annotations

import shlex
import shutil
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from experiments.compare.effect import effect_in_words
from experiments.comparison import HEADLINE
from experiments.intervals import Estimate
from experiments.report.again import command_like, scenario_word
from experiments.report.changes import GROUPS, MOST_COLUMNS, tallied
from experiments.report.charts import bar_of, scale_of
from experiments.report.folder import read_folder
from experiments.report.making import made
from experiments.report.packages import Packages
from experiments.report.rebuilt import of_run
from experiments.report.records import RunFindings
from experiments.report.view import Answer, Report
from experiments.robust.run import FELT
from experiments.sentences import sentences
from tests.experiments.report.conftest import edit

Copied = Callable[[str], Path]


def answer(report: Report, question: str) -> Answer:
    return next(each for each in report.answers if each.question == question)


def everything(answers: Iterable[Answer]) -> str:
    words: list[str] = []
    for each in answers:
        words += [each.short, *each.sentences]
        words += [cell.text for row in (each.table.rows if each.table else ())
                  for cell in row.cells]  # fmt: skip
    return "\n".join(words)


def set_difference(folder: Path, low: float | None, high: float | None) -> None:
    """Give every outcome of a run this difference to its baseline."""

    def change(document: dict[str, Any]) -> None:
        for row in document["outcomes"]:
            mean = None if low is None or high is None else (low + high) / 2
            row["difference"] |= {"mean": mean, "low": low, "high": high, "count": 20}

    edit(folder, "findings.json", change)


def test_the_groups_hold_every_outcome_that_reports_show_once() -> None:
    assert sorted(name for names in GROUPS.values() for name in names) == sorted(HEADLINE)


def test_estimates_and_threads_are_read_as_they_were_found(
    folders: dict[str, Path], synthetic: Any
) -> None:
    result, found = synthetic(), read_folder(folders["run"]).findings
    assert isinstance(found, RunFindings)
    rows = of_run(found.outcomes)
    assert [effect_in_words(row) for row in rows] == [
        effect_in_words(row) for row in result.comparisons
    ]
    for name, thread in result.thread.items():
        again = found.thread[name].thread(name)
        assert sentences("it", [again]) == sentences("it", [thread])
        assert again.first_break == thread.first_break


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (-0.5, 0.4, "all 13 outcomes with no clear difference"),
        (0.1, 0.4, "of 13 outcomes, 8 clearly worse, 4 clearly better and 1 clearly higher"),
        (-0.4, -0.1, "of 13 outcomes, 4 clearly worse, 8 clearly better and 1 clearly lower"),
        (0.0, 0.0, "all 13 outcomes exactly the same in every replicate"),
        (None, None, "all 13 outcomes without an interval"),
    ],
)
def test_what_changes_is_what_the_intervals_say(
    low: float | None, high: float | None, said: str, copied: Copied
) -> None:
    folder = copied("run")
    set_difference(folder, low, high)
    found = answer(made(read_folder(folder)), "What changes?")
    assert said in found.short
    assert ("no clear difference" in everything([found])) == (low == -0.5)
    assert ("Largest" in found.short) == (low in (0.1, -0.4))


def test_bars_stand_where_the_intervals_are(folders: dict[str, Path]) -> None:
    found = read_folder(folders["run"]).findings
    assert isinstance(found, RunFindings)
    rows = of_run(found.outcomes)
    scale = scale_of(rows)
    for row in rows:
        bar = bar_of(row, scale)
        assert bar is not None
        assert row.difference is not None
        assert bar.left <= bar.middle <= bar.right
        # Clear of the line at zero exactly when the difference is clear.
        sides = (bar.left > bar.zero) - (bar.right < bar.zero)
        assert sides == row.difference.sign
        assert bar.left >= 0
        assert bar.right <= 100


def test_a_thread_that_breaks_is_said_to(folders: dict[str, Path]) -> None:
    found = answer(made(read_folder(folders["run"])), "Where does the thread break?")
    assert "The thread first breaks between councils' plans and the hours worked" in found.short
    assert found.picture is not None
    assert "elasticity" not in everything([found])


def test_undefined_threads_and_outcomes_are_told_as_such(copied: Copied) -> None:
    folder = copied("run")

    def nothing(value: Any) -> Any:
        if isinstance(value, dict):
            gone = {"mean": None, "low": None, "high": None, "count": 0, "reason": "undefined"}
            known = {key: nothing(each) for key, each in value.items()}
            return known | gone if "mean" in value else known
        return [nothing(each) for each in value] if isinstance(value, list) else value

    def change(document: dict[str, Any]) -> None:
        document |= nothing(document)
        for thread in document["thread"].values():
            for hop in thread["hops"]:
                hop["state"] = "undetermined"

    edit(folder, "findings.json", change)
    report = made(read_folder(folder))
    words = everything(report.answers)
    assert "undefined" in words
    assert "nan" not in words.lower().split()
    assert "none of the hops can be judged" in words.lower()


def test_packages_are_told_by_their_intervals(folders: dict[str, Path]) -> None:
    report = made(read_folder(folders["run"]), read_folder(folders["robust"]))
    found = answer(report, "What to do about it?")
    assert "clearly better with lower stakes (+1.0" in found.short
    assert "clearly worse with stories (-1.0" in found.short
    assert "The thread is unbroken most often with more posts, in " in found.short
    (row,) = [row for row in found.table.rows if row.cells[0].text == "more posts"]
    assert row.cells[4].text.endswith("no clear difference")
    assert row.cells[3].text == "100 %"
    behind = next(part for part in report.parts if part.title == "Packages of levers")
    assert any("10 packages in 64 worlds" in each for each in behind.sentences)
    assert FELT not in everything(report.answers)


def test_packages_whose_intervals_overlap_are_told_so(folders: dict[str, Path]) -> None:
    usual, *others = Packages(read_folder(folders["robust"])).all

    def told(share: float, half: float) -> str:
        def of(mean: float) -> Estimate:
            return Estimate(mean, mean - half, mean + half, 64)

        found = Packages(read_folder(folders["robust"]))
        found.__dict__["all"] = (
            replace(usual, unbroken=of(0.3)),
            *(replace(each, unbroken=of(share)) for each in others),
        )
        return found.in_short()

    assert f"{others[0].name}, in 35 % (25 to 45) of the worlds, against 30 %" in told(0.35, 0.1)
    assert told(0.35, 0.1).endswith("; the intervals overlap.")
    assert "overlap" not in told(0.6, 0.1)
    assert "most worlds" not in told(0.35, 0.1)
    assert told(0.2, 0.1).endswith("and no more often with any other package.")


def test_packages_that_lie_in_the_folder_are_found(
    folders: dict[str, Path], copied: Copied
) -> None:
    folder = copied("run")
    without = answer(made(read_folder(folder)), "What to do about it?")
    assert without.table is None
    assert "gives no advice" in without.short
    shutil.copytree(folders["robust"], folder / "robust")
    report = made(read_folder(folder))
    assert report == made(read_folder(folder), read_folder(folders["robust"]))
    assert answer(report, "What to do about it?").table is not None


def test_a_folder_that_keeps_runs_stands_for_its_results(
    folders: dict[str, Path], tmp_path: Path
) -> None:
    (tmp_path / "kept" / "runs").mkdir(parents=True)
    shutil.copytree(folders["robust"], tmp_path / "kept" / "robust")
    assert read_folder(tmp_path / "kept").kind == "robust"


def test_what_a_folder_lacks_is_named_with_its_command(folders: dict[str, Path]) -> None:
    found = {kind: made(read_folder(folder)) for kind, folder in folders.items()}
    lacking = {kind: " | ".join(one.command for each in report.answers for one in each.missing)
               for kind, report in found.items()}  # fmt: skip
    assert "compare england austerity --by deprivation --years 2 --replicates 20" in lacking["run"]
    assert "goldenthread robust --scenario austerity --out results/packages" in lacking["run"]
    assert "--robust results/packages" in lacking["run"]
    assert "goldenthread run" in lacking["compare"]
    assert "--by deprivation" not in lacking["compare"]
    assert "goldenthread run mine.toml" in lacking["thread"]
    assert "--levers grant,coproduction" in lacking["thread"]
    assert "goldenthread robust" not in lacking["robust"]


def test_commands_keep_files_and_are_safe_to_paste(copied: Copied) -> None:
    folder = copied("run")
    command = (
        "goldenthread run 'my; rm -rf x/austere.toml' --councils='a b.csv' --posterior p.parquet"
    )
    edit(folder, "manifest.json", lambda document: document.update(command=command, seed=7))
    manifest = read_folder(folder).manifest
    word = scenario_word(manifest, "austere")
    words = shlex.split(command_like(manifest, ["run", word]))
    assert words == [
        "goldenthread", "run", "my; rm -rf x/austere.toml", "--years", "2", "--replicates", "20",
        "--seed", "7", "--councils", "a b.csv", "--posterior", "p.parquet",
    ]  # fmt: skip
    assert scenario_word(manifest, "unknown; rm") == "unknown; rm.toml"


def test_bands_that_do_not_overlap_are_told_apart(copied: Copied) -> None:
    folder = copied("compare")

    def change(document: dict[str, Any]) -> None:
        for row in document["by_deprivation"]:
            size = 2.0 if row["band"] == 1 else 0.5
            if row["outcome"] == "trust":
                size = 1.0
            row["difference"] |= {"mean": size, "low": size - 0.2, "high": size + 0.2}

    edit(folder, "findings.json", change)
    found = answer(made(read_folder(folder)), "For whom?")
    assert "of 13 outcomes: 12 clearly larger and 1 with no clear difference" in found.short
    assert "Experience: in the most deprived" in everything([found])


def test_few_scenarios_stand_side_by_side(folders: dict[str, Path]) -> None:
    found = answer(made(read_folder(folders["compare"])), "What changes?")
    assert len(found.table.headings) == 2 + 2
    assert len(found.table.headings) <= 2 + MOST_COLUMNS


def test_one_replicate_is_certain_of_nothing(copied: Copied) -> None:
    folder = copied("run")
    edit(folder, "manifest.json", lambda document: document.update(replicates=1))
    found = answer(made(read_folder(folder)), "How sure is that?")
    assert found.short == "One replicate gives no intervals, so nothing here is certain."


def test_a_tally_of_nothing_but_the_same(folders: dict[str, Path]) -> None:
    found = read_folder(folders["run"]).findings
    assert isinstance(found, RunFindings)
    assert tallied(of_run(found.outcomes)).startswith("of 26 outcomes")
