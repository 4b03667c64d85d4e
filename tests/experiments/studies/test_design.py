"""A design is plain data: what is crossed, how often, and in which order."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from experiments.studies.design import StudyDesign
from experiments.studies.reading import read_design
from sim.parameters import PARAMETERS
from tests.experiments.studies.tiny import DESIGN, SCENARIO, written

EVERYTHING = sorted(PARAMETERS)


def values(design: StudyDesign, name: str) -> list[float]:
    return [point[name] for point in design.points]


def test_the_smallest_design_is_three_lines(tmp_path: Path) -> None:
    path = tmp_path / "design.toml"
    path.write_text('scenarios = ["england", "austerity"]\nreplicates = 50\nyears = 6\n')
    design = read_design(path)
    assert str(design) == "100 runs: 2 scenarios x 50 replicates"
    assert [setting.years for setting in design.settings] == [6.0, 6.0]
    assert len(list(design.runs())) == len(design) == 100


def test_a_factorial_has_every_combination_once(tmp_path: Path) -> None:
    design = read_design(written(tmp_path))
    assert design.parameters == ("accountability_stakes", "audit_rate")
    points = [tuple(point.values()) for point in design.points]
    assert points == list(product([0.0, 0.5, 1.0], [0.0, 0.5, 1.0]))
    runs = list(design.runs())
    assert [run.number for run in runs] == list(range(9 * 8))
    assert [run.replicate for run in runs[:9]] == [*range(8), 0]
    assert str(runs[9]) == ("tiny, accountability_stakes = 0, audit_rate = 0.5, replicate 1")


def test_values_can_be_spaced_in_ratios() -> None:
    spacing = {"from": 1.0, "to": 1000.0, "points": 4, "scale": "log"}
    design = read_design({"scenarios": ["england"], "vary": {"norm_erosion_weeks": spacing}})
    assert values(design, "norm_erosion_weeks") == [1.0, 10.0, 100.0, 1000.0]


@pytest.mark.parametrize("name", ["agenda.care", "need_mix.health"])
def test_a_domain_needs_no_quotes(name: str, tmp_path: Path) -> None:
    for text in (f'"{name}" = [0.1, 0.2]', f"{name} = [0.1, 0.2]"):
        design = read_design(written(tmp_path, f'scenarios = ["tiny.toml"]\n[vary]\n{text}'))
        assert values(design, name) == [0.1, 0.2]
    text = f"{name} = {{ from = 0.1, to = 0.2, points = 2 }}"
    design = read_design(written(tmp_path, f'scenarios = ["tiny.toml"]\n[vary]\n{text}'))
    assert values(design, name) == [0.1, 0.2]


@settings(max_examples=25, deadline=None)
@given(
    names=st.lists(st.sampled_from(EVERYTHING), min_size=1, max_size=8, unique=True),
    samples=st.sampled_from([1, 2, 16, 33]),
    method=st.sampled_from(["latin_hypercube", "sobol"]),
    seed=st.integers(0, 2**40),
)
def test_a_sample_lies_within_the_declared_ranges(
    names: list[str], samples: int, method: str, seed: int
) -> None:
    sample = {"method": method, "samples": samples, "parameters": names}
    given_design = {"scenarios": ["england"], "seed": seed, "sample": sample}
    design = read_design(given_design)
    assert len(design.points) == samples
    for point in design.points:
        for name, value in point.items():
            assert PARAMETERS[name].check(value) == value
    assert read_design(given_design).points == design.points


@pytest.mark.parametrize("name", ["discretion", "norm_erosion_weeks"])
def test_a_latin_hypercube_meets_every_stratum_of_the_scale_once(name: str) -> None:
    declared, samples = PARAMETERS[name], 64
    sample = {"samples": samples, "parameters": [name, "conformity"]}
    drawn = np.array(values(read_design({"scenarios": ["england"], "sample": sample}), name))
    low, high = declared.low, declared.high
    if declared.scale == "log":
        drawn, low, high = np.log(drawn), np.log(low), np.log(high)
    strata = np.floor(samples * (drawn - low) / (high - low)).astype(int)
    assert sorted(strata) == list(range(samples))


def test_a_longer_sobol_sequence_begins_with_the_shorter_one() -> None:
    def points(samples: int) -> tuple[object, ...]:
        sample = {"method": "sobol", "samples": samples, "parameters": ["discretion", "patience"]}
        return read_design({"scenarios": ["england"], "sample": sample}).points

    assert points(64)[:32] == points(32)


def test_a_narrower_range_is_kept_to() -> None:
    sample = {
        "samples": 20,
        "parameters": ["discretion", "conformity"],
        "ranges": {"discretion": [0.2, 0.3]},
    }
    design = read_design({"scenarios": ["england"], "sample": sample})
    assert 0.2 <= min(values(design, "discretion")) < max(values(design, "discretion")) <= 0.3
    assert max(values(design, "conformity")) > 0.9


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_rows_of_a_file_are_points(ending: str, tmp_path: Path) -> None:
    rows = pd.DataFrame({"discretion": [0.1, 0.9], "agenda.care": [0.3, 0.4]})
    if ending == "csv":
        rows.to_csv(tmp_path / "rows.csv", index=False)
    else:
        rows.to_parquet(tmp_path / "rows.parquet")
    design = read_design(
        written(tmp_path, f'scenarios = ["tiny.toml"]\ntable = "rows.{ending}"\nreplicates = 1')
    )
    assert [dict(point) for point in design.points] == rows.to_dict("records")


def test_factorial_sample_and_table_are_crossed(tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_text("discretion\n0.1\n0.2\n0.3\n")
    design = read_design(
        written(
            tmp_path,
            'scenarios = ["tiny.toml", "england"]\nreplicates = 3\ntable = "rows.csv"\n'
            "[vary]\naudit_rate = [0.1, 0.2]\n"
            '[sample]\nsamples = 4\nparameters = ["conformity"]\n',
        )
    )
    assert str(design) == "144 runs: 2 scenarios x 24 points x 3 replicates"
    assert len({tuple(point.values()) for point in design.points}) == 24


def test_a_value_that_the_scenario_sets_by_date_is_noted() -> None:
    design = read_design({"scenarios": ["austerity"], "vary": {"cut_gradient": [0.0, 0.1]}})
    (note,) = design.notes
    assert "austerity sets cut_gradient by date" in note
    assert "until 2010" in note


def test_an_unbalanced_sobol_sequence_is_noted() -> None:
    sample = {"method": "sobol", "samples": 100, "parameters": ["discretion"]}
    (note,) = read_design({"scenarios": ["england"], "sample": sample}).notes
    assert "a power of 2" in note


def identities(design: StudyDesign) -> list[str]:
    return [run.identity for run in design.runs()]


def test_the_identity_holds_everything_that_counts_and_no_name(tmp_path: Path) -> None:
    base = identities(read_design(written(tmp_path)))
    assert len(set(base)) == len(base)
    # Enlarged: every run of before is among those of now.
    more = read_design(written(tmp_path, DESIGN.replace("[0.0, 0.5, 1.0]", "[0.0, 0.2, 0.5, 1.0]")))
    assert set(base) < set(identities(more))
    renamed = DESIGN.replace("tiny.toml", "other.toml")
    assert identities(read_design(written(tmp_path, renamed, other=SCENARIO))) == base


@pytest.mark.parametrize(
    ("design", "scenario"),
    [
        (DESIGN.replace("replicates", "seed = 2\nreplicates"), SCENARIO),
        (DESIGN.replace("replicates", "years = 0.5\nreplicates"), SCENARIO),
        (DESIGN.replace("replicates", "thread = true\nreplicates"), SCENARIO),
        (DESIGN.replace("replicates", 'series = "yearly"\nreplicates'), SCENARIO),
        (DESIGN, SCENARIO.replace("posts = 3", "posts = 4")),
        (DESIGN, SCENARIO.replace("burn_in_years = 0", "burn_in_years = 1")),
        (DESIGN, SCENARIO + "steps_per_year = 12"),
        (DESIGN, SCENARIO + "[parameters]\ndiscretion = 0.6"),
        (DESIGN, SCENARIO + '[[change]]\nparameter = "grant"\nfrom = 2017\nvalue = 0.9'),
    ],
)
def test_whatever_changes_the_result_changes_the_identity(
    design: str, scenario: str, tmp_path: Path
) -> None:
    base = set(identities(read_design(written(tmp_path))))
    other = read_design(written(tmp_path, design, tiny=scenario))
    assert base.isdisjoint(identities(other))
