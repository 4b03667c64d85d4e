"""Runs, comparisons and threads whose parameters are drawn from a posterior."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from experiments.compare.running import compare
from experiments.levers.design import make_lever_design
from experiments.levers.run import thread
from experiments.run import run
from sim.errors import InputError
from sim.world import World
from tests.experiments.posterior.hand_made import draws_of

HEAD = """
title = "A test"
claim = "Nothing in particular."
source = "None"
against = "england"
[time]
first_year = 2017
years = 1
burn_in_years = 0.5
steps_per_year = 12
"""
CUT = '[[change]]\nparameter = "grant"\nfrom = 2017\nvalue = 0.7\n'
WORLD = World.even(2, 3, 12)
THRESHOLDS = (0.02, 0.2, 0.35, 0.5, 0.65, 0.8)
WIDE = draws_of(base_threshold=THRESHOLDS)


@pytest.fixture
def write(tmp_path: Path):
    def writer(rest: str = CUT) -> Path:
        path = tmp_path / "scenario.toml"
        path.write_text(HEAD + rest)
        return path

    return writer


def figures(result) -> list:
    """All estimates of a result, for comparison."""
    return [(each.kind, each.name, each.estimate) for each in result.intervals]


def test_draws_that_are_all_the_same_are_plain_parameters(write) -> None:
    same = draws_of([1, 2, 3], base_threshold=[0.3] * 3, patience=[0.7] * 3)
    drawn = run(write(), replicates=4, world=WORLD, posterior=same)
    values = {"base_threshold": 0.3, "patience": 0.7}
    plain = run(write(), replicates=4, world=WORLD, parameters=values)
    assert repr(figures(drawn)) == repr(figures(plain))
    assert all(each.estimate.parameters is None for each in drawn.intervals)
    assert "So the draws leave nothing open" in " ".join(drawn.caveats)


def test_a_parameter_that_matters_is_what_makes_intervals_wide(write) -> None:
    drawn = run(write(), replicates=12, world=WORLD, posterior=WIDE)
    plain = run(write(), replicates=12, world=WORLD)
    refused, chance = (
        next(row.baseline for row in each.comparisons if row.outcome.name == "refused")
        for each in (drawn, plain)
    )
    assert refused.parameters.low > 0.9
    assert refused.parameters.draws == 6
    assert chance.parameters is None
    assert refused.high - refused.low > 3 * (chance.high - chance.low)
    assert any("is not knowing the parameters" in sentence for sentence in drawn.findings)
    assert not any("parameters" in sentence for sentence in plain.findings)


def test_two_replicates_share_a_draw_in_all_worlds_and_more_go_on(write) -> None:
    few = run(write(), replicates=3, world=WORLD, posterior=WIDE)
    many = run(write(), replicates=6, world=WORLD, posterior=WIDE)
    assert repr(few.replicates) == repr(many.replicates[:3])
    arms = many.design.arms
    assert arms[0].values(0) == arms[1].values(0) == arms[0].values(1)
    assert len({arms[0].values(number)["base_threshold"] for number in range(0, 6, 2)}) > 1


def test_each_replicate_is_the_run_with_its_parameters(write) -> None:
    drawn = run(write(), replicates=4, world=WORLD, posterior=WIDE)
    values = drawn.design.arms[0].values(3)
    alone = run(write(), replicates=4, world=WORLD, parameters=values)
    assert repr(drawn.replicates[3]) == repr(alone.replicates[3])


def test_the_number_of_workers_changes_no_byte(write, tmp_path) -> None:
    for workers in (1, 2):
        run(write(), replicates=4, world=WORLD, posterior=WIDE, workers=workers).save(
            tmp_path / str(workers)
        )
    names = {path.name for path in (tmp_path / "1").iterdir()} - {"manifest.json"}
    assert "intervals.csv" in names
    for name in names:
        one, other = ((tmp_path / folder / name).read_bytes() for folder in "12")
        assert one == other, name


def test_what_a_scenario_sets_goes_before_a_draw(write) -> None:
    own = "[parameters]\nbase_threshold = 0.3\n" + CUT
    result = run(write(own), replicates=4, world=WORLD, posterior=WIDE)
    before, after = result.design.arms
    assert after.values(0) == after.values(2) == {"base_threshold": 0.3}
    assert before.values(0) != before.values(2)
    said = " ".join(result.caveats)
    assert "A test overrules the draws: it sets base_threshold from the outset." in said
    dated = '[[change]]\nparameter = "base_threshold"\nfrom = 2017.5\nvalue = 0.3\n'
    result = run(write(dated), replicates=2, world=WORLD, posterior=WIDE)
    said = " ".join(result.caveats)
    assert "it sets base_threshold from the dates that it gives." in said


def test_a_draw_that_a_change_takes_out_of_its_range_is_refused_with_its_row(write) -> None:
    change = '[[change]]\nparameter = "base_threshold"\nfrom = 2017.5\nfactor = 1.5\n'
    with pytest.raises(InputError) as refused:
        run(write(change), replicates=12, world=WORLD, posterior=WIDE)
    said = str(refused.value)
    assert "posterior hand_made, row" in said
    assert "base_threshold" in said
    assert "under [parameters]" in said


def test_the_folder_says_what_was_drawn_and_what_is_behind_every_interval(write, tmp_path) -> None:
    path = WIDE.save(tmp_path / "wide.parquet")
    result = run(write(), replicates=4, world=WORLD, posterior=path)
    folder = result.save(tmp_path / "out")
    manifest = json.loads((folder / "manifest.json").read_text())["posterior"]
    assert manifest["sha256"] == result.design.drawn.source.digest
    assert manifest["provenance"] == {"made by": "hand"}
    taken = [each["base_threshold"] for each in manifest["taken"]]
    assert taken == [result.design.arms[0].values(n)["base_threshold"] for n in (0, 2)]
    findings = json.loads((folder / "findings.json").read_text())
    assert findings["posterior"]["draws_taken"] == 2
    refused = next(each for each in findings["outcomes"] if each["name"] == "refused")
    assert set(refused["baseline"]["parameters"]) == {"share", "low", "high", "draws"}
    table = (folder / "intervals.csv").read_text().splitlines()
    assert table[0].startswith("world,kind,name,mean,low,high,parameters,")
    assert "parameters: posterior wide, 2 draws" in (folder / "thread.svg").read_text()


def test_a_comparison_draws_as_a_run_does(write) -> None:
    one = run(write(), replicates=6, world=WORLD, posterior=WIDE)
    many = compare(["england", write()], replicates=6, world=WORLD, years=1, posterior=WIDE,
                   against=one.design.scenario.baseline)  # fmt: skip
    refused = next(row for row in one.comparisons if row.outcome.name == "refused")
    row = next(r for r in many.contrasts["scenario"] if r.outcome.name == "refused")
    assert row.difference == refused.difference
    assert row.reference == refused.baseline
    # A gain is that of a pair of replicates, the independent unit.
    assert row.gain.count == 3


def test_precision_is_not_to_be_had_against_what_is_not_known() -> None:
    with pytest.raises(InputError, match="Give either --precision or --posterior"):
        compare(
            ["england", "austerity"],
            replicates=10,
            precision={"experience": 1.0},
            posterior=WIDE,
        )


def test_a_thread_says_what_is_behind_its_links(write) -> None:
    found = thread(
        write(), "grant", replicates=6, world=WORLD, posterior=WIDE, step=0.05, start=2017.5
    )
    shares = [each.estimate.parameters for each in found.intervals]
    assert any(share is not None for share in shares)
    alone = thread(
        write(), "grant", replicates=6, world=WORLD, step=0.05, start=2017.5,
        parameters=found.design.arm.values(5),
    )  # fmt: skip
    assert repr(found.replicates[5]) == repr(alone.replicates[5])
    assert any("from the posterior hand_made" in each for each in found.caveats)


def test_a_lever_must_be_one_step_in_all_draws(write) -> None:
    given = {"step": 0.5, "in_units": False, "start": None, "replicates": 12, "years": None}
    given |= {"seed": 1, "workers": 1, "world": WORLD, "parameters": None, "posterior": WIDE}
    with pytest.raises(InputError, match=r"posterior hand_made, row .*base_threshold"):
        make_lever_design(write(), levers="base_threshold", **given)
    # Downwards there is room in every draw.
    design = make_lever_design(write(), levers="base_threshold", **given | {"step": -0.5})
    assert [lever.parameter for lever in design.levers] == ["base_threshold"]
    moved = draws_of(patience=[0.5, 1.0], base_threshold=[0.2, 0.3])
    with pytest.raises(InputError, match="in another way in this draw"):
        make_lever_design(
            write(), levers="patience", **given | {"in_units": True, "posterior": moved}
        )
